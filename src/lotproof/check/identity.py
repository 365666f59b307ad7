"""Checks on who the parties are: the supplier's registered name and code, addresses that can be written to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.case.uscc import uscc_problem
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line

FILE = "case.yaml"
_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\".]+(\.[^@\s<>,;\".]+)+\Z")


def supplier_code(case: Case, figures: Figures) -> Iterator[Finding]:
    """The supplier's Unified Social Credit Code is missing, or cannot be a real one.

    The code identifies the company that owes; the English name is only a label. A court, Sinosure or a bank looks the
    code up first, and one wrong character names nobody or somebody else. Copy the 18 characters from the business
    licence; the last is computed from the others. Section 6.4; GB 32100-2015.
    """
    supplier = case.facts.supplier
    if supplier is None:
        return
    if not supplier.uscc:
        yield Finding(
            "USCC_MISSING",
            "note",
            "the supplier's Unified Social Credit Code is not given.",
            case.places.of(FILE, ("supplier",)),
            "copy it from the business licence as supplier.uscc.",
        )
        return
    problem = uscc_problem(supplier.uscc)
    if problem is not None:
        yield Finding(
            "USCC_WRONG",
            "warning",
            f"the credit code {one_line(supplier.uscc, 40)} is not valid: {problem}.",
            case.places.of(FILE, ("supplier", "uscc")),
            "compare it with the business licence, character by character.",
        )


def supplier_registered_name(case: Case, figures: Figures) -> Iterator[Finding]:
    """The supplier's registered Chinese name is not given.

    In China the Chinese name on the licence is the only legal name. A claim against the English name alone may name
    nobody. Add `supplier.name_zh` as the licence and the seal print it. Section 6.4.
    """
    supplier = case.facts.supplier
    if supplier is not None and not supplier.name_zh:
        yield Finding(
            "NAME_ZH_MISSING",
            "note",
            "the supplier's registered Chinese name is not given.",
            case.places.of(FILE, ("supplier",)),
            "add supplier.name_zh as the business licence prints it.",
        )


def addresses_usable(case: Case, figures: Figures) -> Iterator[Finding]:
    """An e-mail address cannot be one.

    The Corrective Action Request and the confirmation go by e-mail (rules R25 and R70); sent to a mistyped address
    they never arrived, and the 48 hours never ran.
    """
    for party in ("buyer", "supplier"):
        found = getattr(case.facts, party)
        address = found.contact.email if found is not None and found.contact is not None else None
        if address and not _ADDRESS.match(address):
            yield Finding(
                "EMAIL_WRONG",
                "warning",
                f"{one_line(address, 60)} is not an e-mail address.",
                case.places.of(FILE, (party, "contact", "email")),
                "write one address, as in qa@example.com.",
            )
