"""The table of commands: the texts are the commands' own, every command stands in it, and listing loads none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

import lotproof.cli
from lotproof.cli.group import COMMANDS, main

from .running import run


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_the_table_says(name: str) -> None:
    command = main.commands[name]
    assert (command.name, command.short_help) == (name, COMMANDS[name])


def test_every_module_that_is_a_command_stands_in_the_table() -> None:
    from importlib import import_module

    assert lotproof.cli.__file__ is not None
    for file in Path(lotproof.cli.__file__).parent.glob("*.py"):
        found = getattr(import_module(f"lotproof.cli.{file.stem}"), file.stem, None)
        assert not isinstance(found, click.Command) or file.stem in COMMANDS, file.stem


def test_help_loads_no_command() -> None:
    program = (
        "import sys\nfrom lotproof.cli import main\n"
        "try:\n    main(['--help'])\n"
        "finally:\n    print([m for m in sys.modules if m.startswith('lotproof.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    loaded = eval(done.stderr.splitlines()[-1])  # noqa: S307  our own list of names
    assert set(loaded) == {"lotproof.cli", "lotproof.cli.group", "lotproof.cli.door", "lotproof.cli.report"}


@pytest.mark.parametrize(("typed", "meant"), [("chek", "check"), ("biuld", "build"), ("Status", "status")])
def test_a_mistyped_command_shows_the_nearest_one(typed: str, meant: str) -> None:
    ran = run(typed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"error: No such command '{typed}'. Did you mean '{meant}'?\n")


def test_a_word_like_no_command_says_where_they_are() -> None:
    assert run("xyzzy").err.endswith("error: No such command 'xyzzy'. lotproof --help lists them.\n")
