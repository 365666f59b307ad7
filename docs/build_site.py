"""Builds the documentation site: the Markdown of `docs/`, and reference pages made from the program itself.

Why made: commands, keys and codes are already described where they are defined, and a second text would differ from it.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("CHANGELOG.md", "CONTRIBUTING.md")  # pages of the repository that belong to the site too
OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./(?!docs/)[^)]+\)")


def main(target: Path) -> int:
    """Builds the site into `target`, which is replaced; returns 0, or 1 where Sphinx warns of anything."""
    with TemporaryDirectory() as made:
        gather(Path(made) / "docs")
        return pages(Path(made) / "docs", target)


def pages(source: Path, target: Path) -> int:
    """The Markdown of `source` as HTML in `target`; 1 where Sphinx warns of anything."""
    from sphinx.cmd.build import main as sphinx

    shutil.rmtree(target, ignore_errors=True)
    with TemporaryDirectory() as trees:
        quiet = ["-q", "-W", "--keep-going", "-n", "-d", trees]
        return int(sphinx([*quiet, "-b", "html", str(source), str(target)]) != 0)


def gather(source: Path) -> None:
    """Everything the site is built from, in a folder of its own."""
    shutil.copytree(ROOT / "docs", source, ignore=shutil.ignore_patterns("build_site.py", "__pycache__"))
    for name in COPIED:
        text = (ROOT / name).read_text("utf-8")
        (source / name).write_text(re.sub(r"\]\(docs/", "](", text), "utf-8")
    for page in source.rglob("*.md"):  # a link into the source is words here: the site holds no source
        page.write_text(OUTSIDE.sub(r"\1", page.read_text("utf-8")), "utf-8")
    reference = source / "reference"
    reference.mkdir()
    for name, text in {"commands": commands(), "format": "".join(format_page()), **codes()}.items():
        (reference / f"{name}.md").write_text(text, "utf-8")


def commands() -> str:
    """The help of every command, word for word."""
    from lotproof.cli import main as program

    parts = ["# Commands\n\nWhat `lotproof COMMAND --help` prints.\n"]
    for name, command in program.commands.items():
        with click.Context(
            command, info_name=f"lotproof {name}", max_content_width=100, terminal_width=100
        ) as context:
            parts.append(f"\n## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "".join(parts)


def format_page() -> Iterator[str]:
    """Every key of every file, with its meaning and an example, from the schemas of the reader."""
    from lotproof.cli.schema_files import NAMES, TITLES, schema_of

    yield "# Keys of every file\n\nMade from the models that read them. *Needed* keys are marked so.\n"
    for name in NAMES:
        schema = schema_of(name)
        yield f"\n## {TITLES[name]}\n"
        if "properties" in schema:
            yield from _keys(schema)
        for part, inner in schema.get("$defs", {}).items():
            if inner.get("properties"):
                yield f"\n### {part} in {name}\n"
                yield from _keys(inner)


def _keys(schema: dict[str, Any]) -> Iterator[str]:
    import json

    yield "\n| key | | what | example |\n|---|---|---|---|\n"
    for key, one in schema["properties"].items():
        example = json.dumps(one["examples"][0], ensure_ascii=False) if one.get("examples") else ""
        needed = "needed" if key in schema.get("required", ()) else ""
        cells = (
            f"`{key}`",
            needed,
            _cell(one.get("description", "")),
            f"`{_cell(example)}`" if example else "",
        )
        yield f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def codes() -> dict[str, str]:
    """A page for each area with its codes, and one that lists all, by the page's name."""
    from lotproof.check.pages import AREAS, HEADINGS, known, page

    pages = [found for code in known() if (found := page(code)) is not None]
    made = {}
    toc = []
    for area in AREAS:
        name = "codes-" + re.sub(r"[^a-z]+", "-", area.lower())
        toc.append(name)
        made[name] = f"# {area}\n"
        for one in pages:
            if one.area == area:
                parts = zip(HEADINGS, (one.why, one.mend, one.rule), strict=True)
                rest = "".join(f"\n**{heading}.** {text}\n" for heading, text in parts)
                made[name] += f"\n## {one.code}\n\n{one.meaning}\n{rest}"
    listed = "\n".join(toc)
    made["codes"] = (
        f"# Codes of findings\n\n{len(pages)} codes; `lotproof explain CODE` prints the same words.\n\n"
        f"```{{toctree}}\n:maxdepth: 2\n\n{listed}\n```\n"
    )
    return made


if __name__ == "__main__":
    sys.exit(main(ROOT / "build" / "site"))
