"""The inspection house's single sheets: the record of the tension test, certificates of earlier orders."""

from __future__ import annotations

from typing import Any

from maker import page, register
from maker.inspection import CSS, HOUSE, letterhead
from maker.page import pairs, signature, table

LET_GO = {7: (61, 34), 12: (48, 27), 18: (74, 42)}  # piece: newtons, tenths of a second after the pull began
LOAD, HELD = 90, 100


def pull(piece: int) -> list[int]:
    """What the gauge reads ten times a second: the load rises evenly within 5 s, is held 10 s, or a peg lets go."""
    top, rise = LET_GO.get(piece, (LOAD, 46 + piece * 3 % 5))
    course = [(2 * top * tenth + rise) // (2 * rise) for tenth in range(rise + 1)]
    if piece not in LET_GO:
        course += [
            LOAD + (piece * 31 + tenth * 17 + tenth // 7) % (4 + piece % 2) // 2 for tenth in range(HELD)
        ]
    return [*course, 0]


def readings(case: str, exhibit: str) -> None:
    """The file of the force gauge: every reading of the twenty pulls."""
    lines = ["piece,seconds,newtons"]
    for piece in range(1, 21):
        lines += [f"{piece:02d},{tenth / 10:.1f},{force}" for tenth, force in enumerate(pull(piece))]
    register.path(case, exhibit).write_text("\r\n".join([*lines, ""]), encoding="ascii", newline="")


def tension_record(case: str, exhibit: str) -> None:
    """Twenty pulls of the tension test as the inspector wrote them down; three pieces let go."""
    rows = []
    for piece in range(1, 21):
        highest = max(pull(piece))
        if piece in LET_GO:
            seen = f"peg came off {LET_GO[piece][1] / 10:.1f} s after the pull began"
            cells = (seen, "fits wholly", "<span class=fail>FAIL</span>")
        else:
            cells = ("90 N or more held for 10 s", "-", "<span class=ok>pass</span>")
        rows.append((f"{piece:02d}", "90 N, 10 s", f"{highest} N", *cells))
    body = (
        letterhead("Test record <b>VGI-26-10417 / T1</b><br>2026-10-22")
        + "<h1>On-site test record T1</h1><h2>Tension and small parts, EN 71-1</h2>"
        + pairs(
            [
                ("Product", "Otter Tower, order NSG-4471"),
                (
                    "Sample",
                    (
                        "special level S-3, letter F, 20 pieces drawn from 16 cartons, apart from the visual"
                        " sample"
                    ),
                ),
                (
                    "Method",
                    (
                        "EN 71-1 8.4 tension, 90 N for 10 s on the peg, the load raised evenly within 5 s (the rings"
                        " are loose whole pieces, with no part to pull); a part that comes off is laid in the small"
                        " parts cylinder (8.2)"
                    ),
                ),
                (
                    "Instrument",
                    (
                        "Force gauge FG-0-FIC, calibrated 2026-06-15, due 2027-06-14 (fictitious); its"
                        " readings: FG-0-FIC_20261022.csv"
                    ),
                ),
                ("Accepted on", "zero failures"),
                ("Note", "The test destroys the piece."),
            ]
        )
        + table(rows, ("Piece", "Load", "Highest reading", "Observation", "Small parts cylinder", "Result"))
        + "<p><b>3 of 20 pieces failed (07, 12, 18).</b> Re-drawn pieces: none.</p><table class=sig><tr>"
        + f"<td>{signature('G. Placeholder')}</td></tr><tr><td class=line>G. Placeholder,"
        " inspector</td></tr></table>"
    )
    page.write(
        register.path(case, exhibit),
        "Test record T1, VGI-26-10417",
        HOUSE,
        "2026-10-22T18:10:00+08:00",
        body,
        CSS + "table.grid td, table.grid th { padding: .55mm 1.8mm }",
        "VGI-26-10417 / T1",
        font="Carlito",
    )


def certificate(case: str, exhibit: str, told: dict[str, Any]) -> None:
    """The certificate of an earlier order that passed."""
    body = (
        letterhead(f"Certificate <b>{told['number']}</b><br>issued {told['issued'][:10]}")
        + "<h1>Inspection certificate</h1>"
        + '<div class="verdict pass">Inspection result: PASS</div>'
        + pairs(
            [
                ("Client", told["client"]),
                ("Supplier", told["supplier"]),
                ("Purchase order", told["order"]),
                ("Product", told["product"]),
                ("Date of inspection", told["day"]),
                ("Presented", told["lot"]),
            ]
        )
        + "<h2>Sampling and AQL result</h2>"
        + table(
            told["rows"],
            ("Scope and class", "n", "AQL", "Ac", "Re", "Nonconforming units", "Result"),
            right=(1, 3, 4, 5),
        )
        + "<p class=small>This certificate gives our findings for the units drawn, at the time and place of"
        " inspection.</p>"
        + f"<table class=sig><tr><td>{signature('R. Reviewer')}</td></tr><tr><td class=line>R. Reviewer,"
        " technical reviewer</td></tr></table>"
    )
    page.write(
        register.path(case, exhibit),
        f"Inspection certificate {told['number']}",
        HOUSE,
        told["issued"],
        body,
        CSS,
        told["number"],
        font="Carlito",
    )
