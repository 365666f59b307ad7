"""The first minutes with no network at all, and Ctrl-C in the middle of what writes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lotproof.check.pages import known

from .running import COMMAND, picture, process, run, workspace

# where no namespace may be made, every socket but a local pipe is refused inside the process
REFUSED = (
    "import socket, sys\n"
    "def refused(*given, **named):\n    raise AssertionError('the network was asked')\n"
    "socket.socket.connect = socket.getaddrinfo = socket.create_connection = refused\n"
    "from lotproof.cli import main\nmain(sys.argv[1:])"
)


def alone() -> tuple[str, ...]:
    """How a command is run without a network: in a namespace that has none, or with sockets refused."""
    unshare = shutil.which("unshare")
    if unshare is not None:
        namespace = (unshare, "--user", "--map-root-user", "--net")
        if subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0:
            return (*namespace, *COMMAND)
    return (sys.executable, "-c", REFUSED)


def test_the_first_minutes_need_no_network(tmp_path: Path) -> None:
    how = alone()

    def offline(*arguments: str, cwd: Path = tmp_path / "desk") -> subprocess.CompletedProcess[str]:
        command = [*how, *arguments]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)

    assert offline("init", "desk", cwd=tmp_path).returncode == 0
    assert offline("new", "mine", "--lot", "3000").returncode == 0
    assert offline("explain", known()[0]).returncode == 0
    workspace(tmp_path / "desk", "sound")
    assert offline("check", "sound").returncode == 0
    built = offline("build", "sound", "--for", "internal")
    assert built.returncode == 0, built.stderr
    made = tmp_path / "desk" / "build" / "sound" / "internal" / "brief.pdf"
    assert made.read_bytes().startswith(b"%PDF")
    for words, code in (
        (("verify", "build/sound"), 0),
        (("status",), 1),  # the case begun above has open keys
        (("show", "sound", "--json"), 0),
        (("ics",), 0),
        (("doctor",), 0),
        (("schema", "case"), 0),
        (("plan", "--lot", "3000", "--level", "II", "--aql", "2.5"), 0),
        (("log", "sound", "--kind", "note", "--at", "now", "--channel", "none", "--from", "buyer"), 0),
        (("add", "sound", "README.md", "--kind", "other"), 0),
    ):
        done = offline(*words)
        assert done.returncode == code, (words, done.stdout, done.stderr)
        assert "the network was asked" not in done.stderr and "Traceback" not in done.stderr


def test_refusing_sockets_is_noticed() -> None:
    program = REFUSED.partition("from lotproof")[0] + "socket.create_connection(('localhost', 9))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "the network was asked" in done.stderr


INTERRUPTED = (
    "import os, signal, sys\nimport {module} as room\nbefore = room.{name}\ndef at_once(*given, **named):\n  "
    "  os.kill(os.getpid(), signal.SIGINT)\n    return before(*given, **named)\nroom.{name} = at_once\nfrom"
    " lotproof.cli import main\nmain(sys.argv[1:])"
)


@pytest.mark.parametrize(
    ("module", "name", "arguments"),
    [
        ("lotproof.read.case", "read_case", ("show", "sound", "--json")),
        (
            "lotproof.intake.place",
            "_write",
            ("new", "other", "--lot", "3000"),
        ),
    ],
)
def test_an_interrupt_leaves_with_130_and_no_traceback(
    here: Path, module: str, name: str, arguments: tuple[str, ...]
) -> None:
    before = picture(here)
    program = INTERRUPTED.format(module=module, name=name)
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=here, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert "Traceback" not in done.stderr
    left = {path: kind for path, kind in picture(here).items() if path not in before}
    assert all(kind == "folder" for kind in left.values()), left  # no file half written


def test_what_a_stranger_mistypes_is_answered_with_the_word_that_was_meant(here: Path) -> None:
    for typed, meant in (
        (("chek",), "check"),
        (("check", "--stric"), "--strict"),
        (("check", "--format", "jsn"), "json"),
        (("check", "soud"), "sound"),
        (("schema", "cas"), "case"),
        (("explain", "UNKNOWN_KY"), "UNKNOWN_KEY"),
        (("build", "sound", "--for", "bnk"), "bank"),
        (("sign", "x.pdf", "--level", "B-L"), "B-LT"),
        (("log", "sound", "--channel", "emial"), "email"),
        (("log", "sound", "--from", "byer"), "buyer"),
    ):
        ran = run(*typed)
        assert ran.code == 2, typed
        assert re.search(rf"[Dd]id you mean '?{re.escape(meant)}'?\?", ran.err), (typed, ran.err)


def test_answers_are_data_and_problems_are_words(here: Path) -> None:
    ran = process("check", "soud", cwd=here)
    assert ran.out == "" and ran.err


def test_a_stranger_outside_of_a_workspace_is_told_what_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("check", "status", "build"):
        ran = run(command)
        assert (ran.code, "lotproof init makes this folder a workspace" in ran.err) == (2, True), command


def test_a_new_case_is_shown_and_counted_without_a_word_of_the_programs_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cases").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("new", "mine", "--lot", "3000").code == 0
    ran = run("status", "--as-of", "2026-08-14T12:00:00Z")
    assert (ran.code, ran.err.splitlines()[-1]) == (1, "errors in mine; lotproof check says which")
    assert "inspection without a number cites no report" in run("check", "mine").out
    shown = run("show", "mine").out
    assert "None" not in shown and "1970" not in shown
    assert "exposure      not known" in shown and "option A      not judged" in shown


def test_verify_of_what_is_not_there_says_what_to_name(here: Path) -> None:
    ran = run("verify", "nothing.pdf")
    assert ran.code == 2
    assert (
        ran.err
        == "error: nothing.pdf is not there. Name a PDF, a bag, or a folder of build/, which answers for"
        " every file in it.\n"
    )
