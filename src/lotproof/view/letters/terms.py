"""The four options in words: what each requires, its papers, its re-inspection, and the buyer's own terms.

What an option requires is fixed by the method (R35 to R38); the terms are the buyer's:
one not typed is not invented.
"""

from __future__ import annotations

from lotproof.case.options import DOCUMENTS, OptionName, PlannedInspection, Sorting, Terms
from lotproof.compute.fee import fee_of
from lotproof.view.book import Book
from lotproof.view.say import ENGLISH, Speaker
from lotproof.view.words import noted

TITLES: dict[OptionName, str] = {
    "A": noted("Rework and re-inspection"),
    "B": noted("Sort and ship short"),
    "C": noted("Replacement in the next order"),
    "D": noted("Price reduction or credit note"),
}
WHAT: dict[OptionName, str] = {
    "A": noted(
        "The nonconforming units of the lot are found and reworked at the factory; an independent inspector"
        " re-inspects the lot before it is released."
    ),
    "B": noted(
        "The whole lot is sorted; only conforming units are shipped; the units removed are held or destroyed."
    ),
    "C": noted(
        "The current order is shipped; the nonconforming quantity is replaced free of charge in the next"
        " order."
    ),
    "D": noted("The current order is shipped as it is, with an agreed reduction that reflects the exposure."),
}
# where the test destroys the unit, the nonconforming ones cannot be picked out: the whole lot is worked on
WHOLE = noted(
    "The defect is found only by a test that destroys the unit, so the whole lot is reworked at the factory,"
    " as far as its construction allows; an independent inspector re-inspects the lot before it is released."
)
PAPERS: dict[str, str] = {
    "rework-plan": noted("rework plan"),
    "timeline": noted("timeline"),
    "reinspection-booking": noted("booking confirmation of the re-inspection"),
    "quantity-confirmation": noted("quantity confirmation"),
    "sorting-process": noted("description of the sorting process"),
    "credit-commitment": noted("written credit commitment with quantity and delivery date"),
    "credit-note": noted("signed credit note with the specific amount"),
    "invoice-adjustment": noted("signed invoice adjustment with the specific amount"),
}
EITHER: dict[tuple[str, ...], str] = {
    (
        "credit-note",
        "invoice-adjustment",
    ): noted("signed credit note or invoice adjustment with the specific amount"),
}
REINSPECTION: dict[OptionName, str] = {
    "A": noted("Mandatory before release"),
    "B": noted("Recommended before release"),
    "C": noted("Current order only; the replacement lot gets its own inspection"),
    "D": noted("Not required: the goods are taken as they are"),
}
_SEVERITY = {"normal": noted("normal"), "tightened": noted("tightened"), "reduced": noted("reduced")}
_BORNE = {
    "supplier": noted("borne by the supplier"),
    "buyer": noted("borne by the buyer"),
    "shared": noted("shared"),
}
_SORT = {
    True: noted("sort: {method}, destructive"),
    False: noted("sort: {method}, not destructive"),
    None: noted("sort: {method}"),
}
# the ways of sorting that need no free words of the buyer: what is typed so is said in the letter's language
_METHODS = {
    "100 % visual sort": noted("100 % visual sort"),
    "100 % function and visual sort": noted("100 % function and visual sort"),
    "100 % function sort": noted("100 % function sort"),
    "100 % visual and function sort": noted("100 % visual and function sort"),
    "100 % measuring sort": noted("100 % measuring sort"),
    "100 % visual inspection": noted("100 % visual inspection"),
}


def sort_method(sort: Sorting, say: Speaker) -> str:
    """How the lot is sorted: a known way in the language of the letter, else the buyer's words, said to be English."""
    method = sort.method or ""
    if not say.english and sort.method_zh:
        return sort.method_zh
    known = _METHODS.get(" ".join(method.replace("\u00a0", " ").split()))
    if known is not None:
        return say(known)
    return (
        method
        if say.english or say.tongue(method) is None
        else say("{words} (as typed, in English)", words=method)
    )


def what(book: Book, name: OptionName, say: Speaker = ENGLISH) -> str:
    """What an option requires; rework of single units only where a test can find them without destroying them."""
    return say(WHOLE if name == "A" and undetectable(book) else WHAT[name])


def undetectable(book: Book) -> bool:
    """Whether a defect found is only shown by a test that destroys the unit, so that units cannot be picked out."""
    first = book.figures.first
    return any(d.destructive_test and d.units != 0 for d in (first.inspection.defects if first else ()))


def papers(name: OptionName, say: Speaker = ENGLISH) -> list[str]:
    """The papers of an option, in words."""
    return [any_of(alternatives, say) for alternatives in DOCUMENTS[name]]


def any_of(alternatives: tuple[str, ...], say: Speaker = ENGLISH) -> str:
    """Papers of which any one serves, in words."""
    either = EITHER.get(alternatives)
    return say(either) if either else say(" or ").join(say(PAPERS[paper]) for paper in alternatives)


def option_name(name: OptionName, say: Speaker) -> str:
    """The title of an option inside a sentence."""
    title = say(TITLES[name])
    return title[:1].lower() + title[1:]


def terms_of(book: Book, name: OptionName) -> Terms:
    """The buyer's terms of one option; empty where none are typed."""
    offered = book.case.facts.options
    found: Terms | None = getattr(offered, name) if offered is not None else None
    return found or Terms()


def planned(
    book: Book, again: PlannedInspection | None, say: Speaker = ENGLISH, default: bool = False
) -> str:
    """level II, tightened; fee USD 199.00, borne by the supplier. Empty where nothing is planned.

    With `default`, a fee that the case does not give is worked out from the workspace's rate, and says so.
    """
    if again is None:
        return ""
    plan = say(", ").join(
        text
        for text in (
            say("level {level}", level=again.level) if again.level else "",
            say(_SEVERITY[again.severity]) if again.severity else "",
        )
        if text
    )
    fee, found = "", fee_of(book.case, again)
    if found is not None and (found.source is None or default):
        fee = say("fee {amount}", amount=say.money(found.amount, found.currency or book.figures.currency))
        if found.source is not None:
            fee = say("{fee}, by our rate per man-day: {source}", fee=fee, source=found.source)
    if again.borne_by:
        who = say(_BORNE[again.borne_by])
        fee = say("{fee}, {who}", fee=fee, who=who) if fee else say("fee {who}", who=who)
    return say("; ").join(text for text in (plan, fee) if text)


def stated(book: Book, name: OptionName, say: Speaker = ENGLISH, again: bool = True) -> list[str]:
    """The buyer's terms of one option, each as a short phrase; what he typed in free words stays as typed."""
    terms = terms_of(book, name)
    lines: list[str] = []
    if terms.deadline is not None:
        lines.append(say("by {day}", day=say.day(terms.deadline)))
    if terms.sort is not None and terms.sort.method:
        lines.append(say(_SORT[terms.sort.destructive], method=sort_method(terms.sort, say)))
    inspection = planned(book, terms.reinspection, say)
    if inspection and again:
        lines.append(say("re-inspection {plan}", plan=inspection))
    if terms.next_order:
        lines.append(say("next order: {order}", order=terms.next_order))
    if terms.quantity is not None:
        lines.append(say("quantity: {units}", units=say.units(terms.quantity)))
    if terms.amount is not None:
        amount = say.money(terms.amount, terms.currency or book.figures.currency)
        lines.append(say("amount: {amount}", amount=amount))
    own = (terms.text if say.english else terms.text_zh) or terms.text
    if own:
        lines.append(own)
    return lines
