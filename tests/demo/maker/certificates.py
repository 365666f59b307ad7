"""The inspection house's single sheets: the record of the tension test, certificates of earlier orders."""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

from typing import Any

from maker import page, register
from maker.inspection import CSS, HOUSE, letterhead
from maker.page import pairs, signature, table

LET_GO = {
    7: (61, 30),
    12: (48, 0),
    18: (74, 60),
}  # piece: force in newtons, tenths of a second after it was reached


def readings(case: str, exhibit: str) -> None:
    """What the force gauge wrote: ten readings a second while the load rises, is held, and where a peg lets go."""
    lines = ["piece,seconds,newtons"]
    for piece in range(1, 21):
        top, held = LET_GO.get(piece, (90, 100))
        rising = [min(top, 3 * tenth) for tenth in range(top // 3 + 1)]
        course = rising + [top + (piece * 7 + tenth * 3) % 3 - 1 for tenth in range(held)]
        lines += [f"{piece:02d},{tenth / 10:.1f},{force}" for tenth, force in enumerate([*course, 0])]
    register.path(case, exhibit).write_text("\r\n".join([*lines, ""]), encoding="ascii", newline="")


def tension_record(case: str, exhibit: str) -> None:
    """Twenty readings of the tension test; three pieces let go."""
    readings = {7: "61 N after 3 s", 12: "48 N at once", 18: "74 N after 6 s"}
    rows = []
    for piece in range(1, 21):
        if piece in readings:
            rows.append(
                (
                    f"{piece:02d}",
                    "90 N, 10 s",
                    f"peg came off, {readings[piece]}",
                    "fits wholly",
                    "<span class=fail>FAIL</span>",
                )
            )
        else:
            rows.append((f"{piece:02d}", "90 N, 10 s", "held 10 s", "-", "<span class=ok>pass</span>"))
    body = (
        letterhead("Test record <b>VGI-26-10417 / T1</b><br>2026-10-22")
        + "<h1>On-site test record T1</h1><h2>Tension and small parts, EN 71-1</h2>"
        + pairs(
            [
                ("Product", "Otter Tower, order NSG-4471"),
                (
                    "Sample",
                    "special level S-3, letter F, 20 pieces drawn from 16 cartons, apart from the visual sample",
                ),
                (
                    "Method",
                    "EN 71-1 8.4 tension, 90 N for 10 s on each peg; a part that comes off is laid in the small parts cylinder (8.2)",
                ),
                ("Instrument", "Force gauge FG-0-FIC, calibrated 2026-06-15, due 2027-06-14 (fictitious)"),
                ("Accepted on", "zero failures"),
                ("Note", "The test destroys the piece."),
            ]
        )
        + table(rows, ("Piece", "Load", "Observation", "Small parts cylinder", "Result"))
        + "<p><b>3 of 20 pieces failed (07, 12, 18).</b> Re-drawn pieces: none.</p><table class=sig><tr>"
        + f"<td>{signature('G. Placeholder')}</td><td>{signature('H. Placeholder')}</td></tr><tr><td class=line>G. Placeholder, inspector</td>"
        "<td class=line>H. Placeholder, inspector</td></tr></table>"
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
        + "<p class=small>This certificate gives our findings for the units drawn, at the time and place of inspection.</p>"
        + f"<table class=sig><tr><td>{signature('R. Reviewer')}</td></tr><tr><td class=line>R. Reviewer, technical reviewer</td></tr></table>"
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
