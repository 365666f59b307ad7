"""`lotproof status`: the desk in a terminal, one line a case, what is due first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import click

from lotproof.cli import report
from lotproof.cli.chosen import NOW, as_of_option, chosen
from lotproof.cli.verdict import exit_code

if TYPE_CHECKING:
    from lotproof.view.desk.rows import Row

HEADS: Final = ("WHEN", "CASE", "STATE", "STAGE", "EXPOSURE", "FINDINGS", "NEXT")
WORDS: Final = {"unreadable": "unreadable", "overdue": "OVERDUE", "due": "due", "later": "later", "none": "—"}
COLOURS: Final = {"unreadable": "red", "overdue": "red", "due": "yellow"}


@click.command(short_help="What is due, overdue and next in every case.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object, its cases in the same order.")
@as_of_option
def status(as_data: bool, times: tuple[str, ...]) -> int:
    """Say of every case of the workspace what is due, what is overdue, what is blocked and what to do next.

    As of now, unless --as-of says otherwise.
    """
    from lotproof.build.desk import desk_of
    from lotproof.cli.build import tell
    from lotproof.view.desk.rows import as_data as plain
    from lotproof.view.desk.rows import rows

    bare = any("=" not in time for time in times)
    wanted = chosen((), times if bare else (*times, NOW))
    desk = desk_of(wanted.root, wanted.as_of)
    lines = rows(desk.entries)
    if as_data:
        report.data(json.dumps({"cases": [plain(row) for row in lines]}, ensure_ascii=False, indent=1))
    elif report.on_terminal("stdout"):
        report.data(_table(lines))
    else:
        report.data(_aligned(lines))
    tell(wanted.root, desk.findings)
    return exit_code((*desk.findings, *(finding for entry in desk.entries for finding in entry.findings)))


def _cells(row: Row) -> tuple[str, ...]:
    """One line; what is blocked stands after what to do."""
    counts = zip("EWN", (row.errors, row.warnings, row.notes), strict=True)
    act = f"{row.act} [{row.blocked}]" if row.blocked else row.act
    return (
        f"{WORDS[row.group]} {row.left or ''}".strip(),
        row.id,
        row.state,
        f"{row.done}/5",
        row.exposure_words,
        " ".join(f"{count}{letter}" for letter, count in counts if count) or "—",
        row.problem or act,
    )


def _printed(text: str) -> str:
    from lotproof.read.shown import one_line

    return one_line(text, 300).replace("\u00a0", " ")


def _aligned(lines: tuple[Row, ...]) -> str:
    """Columns two blanks apart, each as wide as its widest cell: for eyes, cut and awk alike."""
    from rich.cells import cell_len

    table = [HEADS, *([_printed(cell) for cell in _cells(row)] for row in lines)]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in table
    )


def _table(lines: tuple[Row, ...]) -> str:
    """The same on a terminal: as wide as it is, long cells wrapped, colour beside the word and never instead."""
    from io import StringIO
    from shutil import get_terminal_size

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in HEADS:
        table.add_column(head, overflow="fold", no_wrap=head in ("CASE", "STAGE", "EXPOSURE"))
    for row in lines:
        cells = [Text(_printed(cell)) for cell in _cells(row)]
        cells[0].stylize(COLOURS.get(row.group, ""))
        table.add_row(*cells)
    colour = report.coloured("stdout")
    out = StringIO()
    width = get_terminal_size().columns
    Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False).print(table)
    return out.getvalue().rstrip()
