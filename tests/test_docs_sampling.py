"""docs/sampling.md says what is so: every console block is run, every Python block is a doctest, every name exists.

`pytest --update` writes what the commands print into the page.
"""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import lotproof.sampling

from .cli.running import run

PAGE = Path(__file__).parents[1] / "docs" / "sampling.md"
CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.S)
# as a log file would see it
ENV = {"LC_ALL": "C", "TERM": "dumb", "COLUMNS": "72"}


def answered(block: str) -> str:
    """The block with what its commands print, words on stderr included."""
    told = []
    for line in block.splitlines():
        if line.startswith("$ "):
            command = line[2:].split()
            assert command[:2] == ["lotproof", "plan"]
            ran = run(*command[1:], env=ENV)
            assert ran.code == (2 if ran.err else 0)
            told.append(f"{line}\n{ran.out}{ran.err}")
    return "".join(told)


def test_what_the_commands_print(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text("utf-8")
    assert text.count("$ lotproof plan") >= 10
    found = CONSOLE.sub(lambda block: answered(block[0]), text)
    if request.config.getoption("--update"):
        PAGE.write_text(found, "utf-8")
    assert found == PAGE.read_text("utf-8")


def test_what_the_library_answers() -> None:
    text = PAGE.read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.S)
    assert len(blocks) >= 4
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, str(PAGE), 0)
    runner = doctest.DocTestRunner()
    report: list[str] = []
    runner.run(examples, out=report.append)
    assert (runner.failures, runner.tries > 20) == (0, True), "".join(report)


def test_every_block_is_of_a_kind_that_is_run() -> None:
    kinds = re.findall(r"^```(\w*)$", PAGE.read_text("utf-8"), re.M)
    assert set(kinds) == {"console", "python", ""}  # "" closes
    assert kinds.count("") * 2 == len(kinds)


def test_every_name_in_the_rules_exists() -> None:
    text = PAGE.read_text("utf-8")
    rules = text.split("## The rule behind every answer")[1].split("## Asking")[0]
    for line in rules.splitlines():
        if line.startswith("|") and "`" in line and line.count("|") == 5:
            name = re.sub(r"\(.*", "", line.rsplit("`", 2)[1]).split(".")
            thing = getattr(lotproof.sampling, name[0])
            assert len(name) == 1 or name[1] in dir(thing)
    for edition in lotproof.sampling.EDITIONS:
        assert f"`{edition.name}`" in rules


def test_the_curve_that_is_shown_is_ascii_and_narrow() -> None:
    drawing = PAGE.read_text("utf-8").split("--oc\n")[1].split("```")[0].splitlines()
    assert all(line.isascii() for line in drawing)
    assert all(len(line) <= 72 for line in drawing if "|" in line or "+" in line)
