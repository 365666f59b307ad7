"""The failure door: what a mistake of ours, an interrupt and a closed pipe look like from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from lotproof import __version__
from lotproof.cli import report
from lotproof.cli.door import Door, with_hint

from .running import COMMAND, process, run

RENDERERS = ("weasyprint", "PIL", "pikepdf", "pypdfium2", "jinja2", "fontTools", "markdown_it", "watchdog")
READERS = ("pydantic", "yaml", "lotproof.compute.all", "rich")


def test_a_mistake_of_ours_is_a_report_without_anything_private(capsys: pytest.CaptureFixture[str],
                                                                monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip

    @click.group(cls=Door)
    def broken() -> None: ...

    @broken.command()
    def build() -> None:
        raise KeyError("walk-away 4711.00")

    monkeypatch.setattr(sys, "argv", ["lotproof", "build", "secret-case", "--as-of=now", "--strict"])
    with pytest.raises(SystemExit) as left:
        broken.main(["build"])
    printed = capsys.readouterr()
    assert (left.value.code, printed.out) == (3, "")
    assert f"lotproof {__version__}, Python " in printed.err
    assert "command: lotproof build … --as-of --strict" in printed.err
    assert "test_door.py:" in printed.err
    assert "builtins.KeyError" in printed.err
    for private in ("4711", "secret-case", str(Path.home()) + "/", str(Path.cwd()), "Traceback"):
        assert private not in printed.err
    monkeypatch.setenv("LOTPROOF_DEBUG", "1")
    with pytest.raises(KeyError, match="4711"):
        broken.main(["build"])


def test_version_and_help() -> None:
    assert run("--version").out == f"lotproof {__version__}\n"
    for arguments in (["--help"], ["-h"], ["build", "--help"], ["watch", "-h"]):
        assert run(*arguments).code == 0


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        ("--help", (*RENDERERS, *READERS)),
        ("plan --lot 300 --level II --aql 2.5", (*RENDERERS, *READERS)),
        ("check sound", RENDERERS),
        ("show sound --json", RENDERERS),
    ],
)
def test_a_command_loads_only_what_it_needs(here: Path, arguments: str, heavy: tuple[str, ...]) -> None:
    program = (
        "import sys\nfrom lotproof.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        f"finally:\n    print(sorted(set({heavy}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments.split()], cwd=here, capture_output=True, text=True
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_gets_no_traceback(here: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    child = subprocess.Popen(
        [*COMMAND, "show", "sound", "--json"], cwd=here, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    _, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (141, b"")


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb", "NO_COLOR": ""}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    here: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], coloured: bool
) -> None:
    (here / "cases" / "sound" / "evidence" / "stray.txt").write_text("x", "utf-8")
    monkeypatch.setattr(report, "on_terminal", lambda stream: True)
    ran = run("check", "sound", env=env)
    assert ("\x1b[" in ran.out) is coloured
    assert "UNREGISTERED_FILE" in ran.out


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    shell = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m lotproof check"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == "error: the folder you are in is no longer there.\n"


def test_the_program_is_also_a_module(here: Path) -> None:
    assert process("check", "sound", cwd=here).code == 0


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (("add", "--kimd", "x"), "Did you mean '--kind'?"),
        (("plan", "--lott", "3"), "Did you mean '--lot'?"),
        (("check", "--formt", "json"), "Did you mean '--format'?"),
        (("sign", "--outpt", "x"), "lotproof sign --help lists them."),
        (("sign", "--timout", "9"), "Did you mean '--timeout'?"),
        (("ics", "--zzz"), "lotproof ics --help lists them."),
    ],
)
def test_of_a_mistyped_option_one_is_named(typed: tuple[str, ...], hint: str) -> None:
    ran = run(*typed)
    assert ran.code == 2
    assert ran.err.endswith(f"error: No such option '{typed[1]}'. {hint}\n")


@pytest.mark.parametrize(
    ("hint", "whole"),
    [
        ("did you mean E4?", "No. Did you mean E4?"),
        ("for example title: Tumbler", "No. For example title: Tumbler"),
        ("lotproof add X FILE registers one.", "No. lotproof add X FILE registers one."),
        ("--dns fetches the key.", "No. --dns fetches the key."),
        ("evidence/a.txt has its digest.", "No. evidence/a.txt has its digest."),
        ("0.15 is 15 %.", "No. 0.15 is 15 %."),
        ("", "No."),
        (None, "No."),
    ],
)
def test_a_hint_begins_as_a_sentence_unless_its_first_word_is_typed_so(hint: str | None, whole: str) -> None:
    assert with_hint("No.", hint) == whole
