"""The computed sentences and words several pages share: states, verdicts, counts put into a sentence.

A sentence that claims something is written once, here, so that no page claims more than another.
"""

from __future__ import annotations

from lotproof.case.inspection import ClassName
from lotproof.compute.figures import ClassFigures, InspectionFigures, ScopeFigures
from lotproof.view import words
from lotproof.view.say import ENGLISH, Speaker
from lotproof.view.words import noted

STATES = {
    "draft": "Draft: the evidence has not been frozen",
    "evidence-frozen": "Evidence frozen; nothing has been sent",
    "car-sent": "Corrective Action Request sent",
    "awaiting-response": "Waiting for the supplier's written response",
    "answered-full": "Answered: every ask for every failed class",
    "answered-partial": "Answered in part",
    "answered-general-denial": "Answered with a general denial",
    "no-response": "No written response had been received by the deadline",
    "verbal": "A word was given; nothing is confirmed in writing",
    "summarised": "Summarised in writing; not confirmed",
    "confirmed": "Confirmed in writing; not every element is present",
    "locked": "Confirmed in writing with every element",
    "released": "Released",
    "resolved": "Resolved",
    "escalated": "Escalated",
}
STAGES = {
    "evidence": "Evidence before contact",
    "loss": "Loss quantified",
    "car": "Request sent with exhibits",
    "options": "Four options offered",
    "lock": "Locked in writing",
}
STATUS = {
    "done": ("done", "good"),
    "open": ("open", "plain"),
    "blocked": ("waits for an earlier stage", "plain"),
}
VERDICTS = {
    "pass": (noted("pass"), "good"),
    "fail": (noted("FAIL"), "bad"),
    None: (noted("not decided"), "warn"),
}
CLASSES: dict[ClassName, str] = {
    "critical": noted("critical"),
    "major": noted("major"),
    "minor": noted("minor"),
}  # inside a sentence

BASIS = {
    "plan": "the standard's plan",
    "row": "the table row of the sample drawn",
    "report": "as the report printed it",
    "accept-on-zero": "accept on zero",
    None: "no plan",
}
PROBLEMS = {
    "sample-unknown": "the sample is unknown or larger than the lot",
    "units-exceed-sample": "more nonconforming units are reported than were drawn",
    "lot-unknown": "the quantity presented is unknown",
    "units-unknown": "the count of units is missing",
    "aql-unknown": "the AQL is not one of the standard's",
}


def failed_heading(found: InspectionFigures, say: Speaker = ENGLISH) -> str:
    """The finding as a heading: what the lot fails on, or that it passes."""
    failed = found.failed_classes()
    if found.verdict == "pass":
        return say("The lot passes")
    if not failed and found.inspection.status == "in-progress":
        return say("The inspection is in progress")
    if not failed:
        return say("No verdict can be given")
    return say(
        "The lot fails on {classes} defects", classes=say.listed([say(CLASSES[name]) for name in failed])
    )


def verdict(figures: ClassFigures) -> tuple[str, str]:
    """The verdict of a class as a word and its tone; what an inspection in progress has decided is said so."""
    at = figures.progress
    if figures.verdict is None and at is not None:
        return ("accepted already", "good") if at.decided is not None else ("open", "plain")
    return VERDICTS[figures.verdict]


def unfinished(figures: ClassFigures) -> bool:
    """Whether the sample is usable but was not looked at as a whole, so that nothing is projected from it."""
    return figures.limits is None and figures.problem is None


def counted(scope: ScopeFigures, figures: ClassFigures) -> str:
    """Found in how many: 11 of 125, or 8 of 96 checked while the inspection is going on."""
    at = figures.progress
    if at is not None and at.to_come:
        return f"{words.number(figures.units)} of {words.number(at.checked)} checked"
    if unfinished(figures):
        return f"{words.number(figures.units)} so far"
    return f"{words.number(figures.units)} of {words.number(scope.sample)}"


def sample_sentence(
    scope: ScopeFigures, figures: ClassFigures, lot: int | None, say: Speaker = ENGLISH
) -> str:
    """Of 125 units drawn from the 3,000 presented, 11 had at least one major nonconformity; the plan accepts 7."""
    name = say(CLASSES[figures.name])
    if figures.units is None or scope.sample is None:
        return say(
            "{label}: the count or the sample is not known.", label=say(words.CLASS_WORDS[figures.name])
        )
    n = say.number(scope.sample)
    drawn = (
        say("{n} units drawn from the {lot} presented", n=n, lot=say.number(lot))
        if lot is not None
        else say("{n} units drawn", n=n)
    )
    if figures.progress is not None and figures.progress.to_come:
        drawn = say(
            "{checked} units checked so far, of the {drawn}",
            checked=say.number(figures.progress.checked),
            drawn=drawn,
        )
    elif unfinished(figures):
        drawn = say("{drawn}, not all known to be checked yet", drawn=drawn)
    count = say("none") if figures.units == 0 else say.number(figures.units)
    text = say(
        "Of {drawn}, {count} had at least one {name} nonconformity", drawn=drawn, count=count, name=name
    )
    if figures.ac is None:
        return say("{text}.", text=text)
    if figures.ac == 0:
        return say("{text}; the plan accepts none.", text=text)
    return say("{text}; the plan accepts {ac}.", text=text, ac=say.number(figures.ac))


def lay_sentence(scope: ScopeFigures, figures: ClassFigures, lot: int) -> str:
    """The projection as a layman reads it (domain 5.3). Empty when there is nothing to project."""
    if figures.limits is None or figures.units is None or scope.sample is None or figures.projected is None:
        return ""
    drawn, low, high = words.number(scope.sample), *figures.limits
    if figures.units == 0:
        return (
            f"No {figures.name} nonconformity was found in {drawn} units. This does not prove there is none:"
            f" up to {words.number(figures.up_to)} in the lot would still be consistent with that result at"
            " 95 % confidence."
        )
    return (
        f"The inspector drew {drawn} of the {words.number(lot)} units. {words.number(figures.units)} of the"
        f" {drawn} had at least one {figures.name} nonconformity. If the rest are like the sample, about"
        f" {words.number(figures.projected)} of the {words.number(lot)} have one. Because only a sample was"
        f" checked, the true number is uncertain: {words.between(low, high)} covers it with 95 % confidence,"
        f" and it is at least {words.number(figures.at_least)} with 95 % confidence."
    )


def aql(figures: ClassFigures) -> str:
    """The AQL as a page says it: a value, or not allowed (accept on zero) (A5)."""
    return "not allowed" if figures.accept_on_zero else figures.aql or "—"
