"""`lotproof explain`: what a code means, why it matters, how to mend it and what is behind it, without a network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from lotproof.cli import report
from lotproof.cli.complete import CODE
from lotproof.cli.door import Unusable, with_hint

if TYPE_CHECKING:
    from lotproof.check.pages import Page

_LIST_WIDTH = 32  # columns of a code in the list; the longest has 29


@click.command(short_help="What a code means and how to mend it.")
@click.argument("codes", nargs=-1, metavar="[CODE]...", type=CODE)
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object.")
def explain(codes: tuple[str, ...], as_data: bool) -> int:
    """Print the page of each CODE, as `check` prints them; without one, list all codes by area."""
    from lotproof.check.pages import known, page

    pages = [_page(code) for code in codes] or [found for code in known() if (found := page(code))]
    if as_data:
        report.data(json.dumps({"codes": [_object(one) for one in pages]}, ensure_ascii=False, indent=1))
    elif codes:
        report.data("\n\n".join(_text(one) for one in pages))
    else:
        report.data("\n\n".join(_listed(pages)))
    return 0


def _page(typed: str) -> Page:
    """The page of a code, however it was typed: `unknown key` is `UNKNOWN_KEY`."""
    from lotproof.check.pages import known, page
    from lotproof.read.shown import meant, one_line

    code = "_".join(typed.upper().replace("-", " ").replace("_", " ").split())
    found = page(code)
    if found is None:
        near = meant(code, known())
        hint = f"did you mean {near}?" if near else "lotproof explain lists them all."
        raise Unusable(with_hint(f"there is no code {one_line(typed, 60)}.", hint))
    return found


def _object(one: Page) -> dict[str, Any]:
    return {"code": one.code, "area": one.area, "meaning": one.meaning, "why": one.why, "mend": one.mend,
            "rule": one.rule}  # fmt: skip


def _text(one: Page) -> str:
    """The page for a terminal: marks of Markdown only where they carry something, examples indented."""
    from lotproof.check.pages import HEADINGS

    parts = [f"{report.paint(one.code, 'head', 'stdout')}  {report.paint(one.area, 'dim', 'stdout')}"]
    parts += _wrapped(one.meaning)
    for heading, text in zip(HEADINGS, (one.why, one.mend, one.rule), strict=True):
        parts.append(report.paint(heading, "head", "stdout"))
        parts += _wrapped(text)
    return "\n\n".join(parts)


def _wrapped(text: str) -> list[str]:
    from textwrap import fill, indent

    shown, fenced = [], False
    for block in text.split("```"):
        if fenced:
            shown.append(indent(block.partition("\n")[2].rstrip(), "    "))
        else:
            shown += [
                fill(" ".join(paragraph.split()).replace("`", ""), 92, initial_indent="  ",
                     subsequent_indent="  ", break_on_hyphens=False)
                for paragraph in block.split("\n\n")
                if paragraph.strip()
            ]  # fmt: skip
        fenced = not fenced
    return shown


def _listed(pages: list[Page]) -> list[str]:
    from lotproof.check.pages import AREAS

    groups = {area: [one for one in pages if one.area == area] for area in AREAS}
    wide = report.on_terminal("stdout")  # a person reads columns, grep a line for each code
    return [
        "\n".join((report.paint(area, "head", "stdout"), *(_columns(some) if wide else _lines(some))))
        for area, some in groups.items()
        if some
    ]


def _lines(pages: list[Page]) -> list[str]:
    return [f"  {one.code:<{_LIST_WIDTH}}{one.summary}" for one in pages]


def _columns(pages: list[Page]) -> list[str]:
    formatter = click.HelpFormatter(max_width=110)
    formatter.indent()
    formatter.write_dl([(one.code, one.summary) for one in pages], col_max=_LIST_WIDTH)
    return formatter.getvalue().rstrip("\n").split("\n")
