"""`lotproof status`: the desk in a terminal, one line a case, what is due first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from lotproof.cli import report
from lotproof.cli.chosen import NOW, as_of_option, chosen
from lotproof.cli.verdict import exit_code

if TYPE_CHECKING:
    from lotproof.view.desk.rows import Row

HEADS: Final = ("DUE", "CASE", "STATE", "EXPOSURE", "STAGES", "FINDINGS", "NEXT")
COLOURS: Final = {"unreadable": "red", "overdue": "red", "due": "yellow"}
WIDE: Final = 160  # columns from which a terminal shows a case on one line


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
        report.data(_on_terminal(lines))
    else:
        report.data("\n".join(_aligned([HEADS, *(_cells(row) for row in lines)])))
    tell(wanted.root, desk.findings)
    wrong = [entry.id for entry in desk.entries if exit_code(entry.findings)]
    if wrong and not as_data:
        report.say(f"errors in {_printed(', '.join(wrong))}; lotproof check says which")
    return exit_code((*desk.findings, *(finding for entry in desk.entries for finding in entry.findings)))


def _cells(row: Row) -> tuple[str, ...]:
    """One line in the words of the desk; what is blocked, or why a case cannot be read, stands after what to do."""
    told = "".join(f" ▲ {more}" for more in (row.blocked, row.problem) if more)
    cells = (
        row.when,
        row.id,
        row.state_words,
        row.exposure_words,
        row.stages,
        row.counted,
        f"{row.act}{told}",
    )
    return tuple(_printed(cell) for cell in cells)


def _printed(text: str) -> str:
    from lotproof.read.shown import one_line

    return one_line(text, 300).replace("\u00a0", " ")


def _aligned(table: Sequence[Sequence[str]]) -> list[str]:
    """Columns two blanks apart, each as wide as its widest cell: for eyes, cut and awk alike."""
    from rich.cells import cell_len

    widths = [max(cell_len(cell) for cell in column) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in table
    ]


def _on_terminal(lines: Sequence[Row]) -> str:
    """The same where a person reads: on a narrow terminal stage, findings and act stand on lines of their own.

    Colour stands beside the word and never instead of it.
    """
    from io import StringIO
    from shutil import get_terminal_size

    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    colour = report.coloured("stdout")
    out, width = StringIO(), get_terminal_size().columns
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    heads = HEADS if width >= WIDE else HEADS[:4]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, no_wrap=head != "NEXT")
    below = []
    for row in lines:
        cells = [Text(cell) for cell in _cells(row)]
        cells[0].stylize(COLOURS.get(row.group, ""))
        table.add_row(*cells[: len(heads)])
        below.append(Padding(Text(" · ").join(cells[4:]), (0, 0, 0, 2)))
    if width >= WIDE:
        console.print(table)
        return out.getvalue().rstrip()
    with console.capture() as rendered:
        console.print(table)
    head, *rows = rendered.get().splitlines()
    out.write(f"{head}\n")
    for text, act in zip(rows, below, strict=True):
        out.write(f"{text}\n")
        console.print(act)
    return out.getvalue().rstrip()
