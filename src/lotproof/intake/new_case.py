"""A new case as files: every fact that is known typed in, every other one left open with a word on where it is found.

Why left open and not filled with a placeholder: an empty required key is a finding with its line, and a placeholder
would be printed on a page for the bank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lotproof.intake.entry import scalar
from lotproof.sampling import plan

CLASSES: Final = ("critical", "major", "minor")
_WIDE: Final = 46  # the column in which comments begin


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when a case begins, as typed and already read once by the reader's own types; "" is not known."""

    title: str = ""
    buyer: str = ""
    supplier: str = ""
    supplier_zh: str = ""
    product: str = ""
    order: str = ""
    quantity: str = ""
    lot: str = ""
    unit_price: str = ""
    currency: str = ""
    timezone: str = ""
    report: str = ""
    performed: str = ""
    level: str = "II"
    aql: tuple[tuple[str, str], ...] = (("critical", "not-allowed"), ("major", "2.5"), ("minor", "4.0"))


def case_files(case: str, known: Known, schemas: str | None) -> dict[str, bytes]:
    """The files of the case `case` by their path from `cases/`; `schemas` is the way from the case to the schemas."""
    texts = {
        "case.yaml": _facts(known, schemas),
        "evidence.yaml": _register(case, schemas),
        "evidence/": "",
        "log/": "",
    }
    return {f"{case}/{name}": text.encode() for name, text in texts.items()}


def _facts(known: Known, schemas: str | None) -> str:
    return "".join(f"{line}\n".lstrip("\t") for line in _lines(known, schemas))


def _lines(known: Known, schemas: str | None) -> Iterator[str]:
    if schemas is not None:
        yield f"# yaml-language-server: $schema={schemas}/case.schema.json"
    yield (
        "# The facts of one case. Type what the papers say; verdicts, totals, deadlines and stages are"
        " computed."
    )
    yield "# A key left empty is not known yet: lotproof check lists them all, with the line and an example."
    yield from (
        "",
        _line("lotproof: 1", "version of this format"),
        _key("title", known.title or _title(known), "neutral and short; it stands on every page"),
        _key("currency", known.currency, "ISO 4217, as in USD; the case is added up in it"),
        _key("timezone", known.timezone, "yours, by its IANA name, as in America/Denver"),
        "",
        "buyer:",
        _key("  name", known.buyer, "your company"),
        _line("  # address: [1 Imaginary Plaza, Denver]", "one line an item"),
        _line("  # contact: {name: …, title: …, email: …}", "who writes; mails are compared with it"),
        "supplier:",
        _key("  name", known.supplier, "as you call it in English"),
        _key("  name_zh", known.supplier_zh, "the registered name, from the business licence"),
        _key("  uscc", "", "Unified Social Credit Code, 18 characters"),
        _line("  # contact: {name: …, title: …, email: …}", "the one address a Confirmed: yes may come from"),
        "",
        "order:",
        _key("  number", known.order, "as both sides write it"),
        _key("  product", known.product, "in a few words"),
        _key("  quantity", known.quantity or known.lot, "pieces ordered"),
        _key("  unit_price", known.unit_price, "of one piece, in the currency above"),
        _line("  # incoterm: FOB Ningbo", "Incoterms 2020"),
        _line("  # payment: {method: tt, deposit: 6480.00}", "tt, lc, dp, da, open-account or platform"),
        "",
        (
            "# Stage 1, evidence. What was agreed, word for word: without a quoted acceptance clause the"
            " supplier can say that"
        ),
        "# nothing was. Take the # off and quote it.",
        "  # clauses:",
        '  #   - ref: "9"',
        "  #     kind: [acceptance]             # also rework, reinspection-cost, payment, delivery",
        (
            "  #     text: Goods are inspected to ISO 2859-1 level II, critical not allowed, major 2.5, minor"
            " 4.0."
        ),
        "  #     exhibit: E2                    # the contract, registered by lotproof add",
        "  #     page: 3",
        "",
        "# inspector: {name: …, accreditation: …}    as the report states them",
        "",
        "# The report, copied number by number. A re-inspection is a second entry below the first.",
        "inspections:",
        _key("  - id", known.report, "the report's own number"),
        _line(f"    performed: [{known.performed}]", "the days of the inspection, as 2026-08-11"),
        _line("    # issued: 2026-08-12T18:00:00+08:00", "when the report was issued, with its offset"),
        _line("    # exhibit: E1", "the report, once it is registered"),
        _key("    conclusion", "", "in the report's own word, as Failed"),
        _key("    standard", "", "with its edition, as ISO 2859-1:1999"),
        "    quantity:",
        _key("      presented", known.lot, "pieces presented: the lot every figure is computed over"),
        _key("      cartons", "", "cartons presented"),
        "    scopes:                                   # one sample is one scope",
        "      - id: visual",
        _key("        level", known.level, "I II III S-1 S-2 S-3 S-4"),
        _line("        # severity: normal", "or tightened, reduced"),
        _key("        sample", "", _expected(known)),
        "        classes:                              # units: each bad piece once, in its worst class",
    )
    for name, aql in known.aql:
        yield f"          {name}:"
        yield _key("            aql", aql, "as agreed; not-allowed accepts none")
        yield _key("            units", "", "nonconforming units")
        yield _key("            defects", "", "all defects counted")
        yield _key("            ac", "", "as the report prints it" + _ac(known, aql))
        yield _key("            re", "", "as the report prints it")
    yield from (
        "    # defects:                                # what was found, each with the photos that show it",
        "    #   - {id: D1, class: major, title: …, units: 7, defects: 8, exhibits: [E4, E5],",
        "    #      requirement: {text: …, exhibit: E3, page: 2}}",
        "",
        (
            "# Stage 2, loss: for every failed class a rate for one unit, and what proves it. Units are"
            " projected, not typed."
        ),
        "# losses:",
        (
            "#   - {id: L1, title: Returns and replacement, class: major, rate: 9.10, currency: USD, status:"
            " estimated,"
        ),
        "#      group: unit-disposition, exhibit: E7}",
        "",
        (
            "# Stage 3, the request to the supplier, is an event: lotproof log CASE --kind car, once it was"
            " sent."
        ),
        "",
        (
            "# Stage 4, options: your terms for A rework, B sort and short-ship, C replacement, D price"
            " reduction."
        ),
        "# options:",
        "#   preferred: A",
        "#   A: {deadline: 2026-09-05, reinspection: {level: II, severity: tightened, borne_by: supplier}}",
        "#   B: {deadline: 2026-08-24, sort: {method: 100 % visual sort, destructive: false}}",
        "#   C: {next_order: …, deadline: 2026-11-30}",
        "",
        (
            "# Stage 5, lock: the supplier's written confirmation, an event: lotproof log CASE --kind"
            " confirmation."
        ),
    )


def _title(known: Known) -> str:
    return f"{known.product}, failed inspection" if known.product else ""


def _key(key: str, value: str, says: str) -> str:
    return _line(f"{key}: {scalar(value)}" if value else f"{key}:", says)


def _line(text: str, says: str) -> str:
    return f"{text.ljust(_WIDE - 1)} # {says}"


def _expected(known: Known) -> str:
    """What the tables draw, as a comment: what was drawn is for the report to say."""
    lots = [
        plan(int(known.lot), known.level, aql) for _, aql in known.aql if known.lot and aql != "not-allowed"
    ]
    drawn = {found.sample for found in lots}
    return "units drawn, as the report says" + (f"; the plan draws {drawn.pop()}" if len(drawn) == 1 else "")


def _ac(known: Known, aql: str) -> str:
    if not known.lot or not aql:
        return ""
    found = plan(int(known.lot), known.level, aql)
    return f"; the plan's is {found.ac}, with Re {found.re}"


def _register(case: str, schemas: str | None) -> str:
    mode = f"# yaml-language-server: $schema={schemas}/evidence.schema.json\n" if schemas is not None else ""
    return (
        f"{mode}# The register of exhibits. lotproof add {case} FILE... writes an entry for each original:"
        " its copy in\n# evidence/, its digest, when it was taken or received. What stage 1 needs: the"
        " report, photos with capture times,\n# the specification or the golden sample's approval, the"
        " contract, and previous orders where there are some.\n"
    )
