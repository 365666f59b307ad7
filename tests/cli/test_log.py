"""`lotproof log`: what it writes the reader takes, and what the reader would refuse it does not write."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from lotproof.cli import main, questions

from .running import picture, run

WHO = ("--channel", "email", "--from", "supplier", "--to", "buyer")
AT = ("--at", "2026-08-20T10:00:00+08:00")


def test_an_event_is_one_file_named_by_the_buyers_clock(here: Path) -> None:
    before = picture(here)
    ran = run("log", "sound", "--kind", "reply", *AT, *WHO, "--set", "accepts=B",
              "--set", "answers={major: [root-cause]}", "--text", "They answer: partly.")  # fmt: skip
    (new,) = set(picture(here)) - set(before)
    assert ran.out.strip() == new
    assert new.endswith("-reply.md") and new.startswith("cases/sound/log/2026-08-")
    assert (here / new).read_text("utf-8").splitlines() == [
        "---",
        "at: 2026-08-20T10:00:00+08:00",
        "kind: reply",
        "channel: email",
        "from: supplier",
        "to: buyer",
        "accepts: B",
        "answers: {major: [root-cause]}",
        "---",
        "They answer: partly.",
    ]
    assert {name: kind for name, kind in picture(here).items() if name != new} == before


def test_a_second_at_the_same_minute_takes_a_number(here: Path) -> None:
    first = run("log", "sound", "--kind", "note", *AT, *WHO).out.strip()
    second = run("log", "sound", "--kind", "note", *AT, *WHO).out.strip()
    assert second == first.removesuffix(".md") + "-2.md"
    assert (here / first).is_file() and (here / second).is_file()


def test_a_dry_run_prints_it_and_writes_nothing(here: Path) -> None:
    before = picture(here)
    ran = run("log", "sound", "--kind", "note", *AT, *WHO, "--dry-run")
    assert ran.out.startswith("---\nat: 2026-08-20") and picture(here) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "replly", *AT, *WHO), "there is no replly here. Did you mean reply?"),
        (("--kind", "note", *WHO), "missing: --at."),
        (("--kind", "note", "--at", "yesterday", *WHO), "--at: a time is wanted here"),
        (("--kind", "note", "--at", "2026-02-30 10:00", *WHO), "not a time of the calendar"),
        (
            ("--kind", "note", *AT, "--channel", "mail", "--from", "buyer"),
            "there is no mail here. Did you mean email?",
        ),
        (("--kind", "note", *AT, *WHO, "--exhibit", "E44"), "E44 is no exhibit of sound. Did you mean E4?"),
        (("--kind", "car", *AT, *WHO, "--attaches", "E1, E77"), "E77 is no exhibit"),
        (
            ("--kind", "reply", *AT, *WHO, "--set", "acepts=B"),
            "there is no acepts here. Did you mean accepts?",
        ),
        (("--kind", "reply", *AT, *WHO, "--set", "accepts=E"), "is not one of the words known here"),
        (("--kind", "reply", *AT, *WHO, "--set", "accepts"), "write KEY=VALUE"),
        (("--kind", "reply", *AT, *WHO, "--set", "at=now"), "write it as --at"),
        (("--kind", "note", *AT, *WHO, "--set", "what=a\nkind: release"), "write the value on one line"),
    ],
)
def test_a_slip_is_said_and_nothing_is_written(here: Path, arguments: tuple[str, ...], said: str) -> None:
    before = picture(here)
    ran = run("log", "sound", *arguments)
    assert (ran.code, picture(here)) == (2, before)
    assert said in ran.err


def test_a_time_without_offset_is_offered_on_both_clocks(here: Path) -> None:
    err = run("log", "sound", "--kind", "note", "--at", "2026-08-20 10:00", *WHO).err
    assert "2026-08-20T10:00:00-06:00 (yours, America/Denver)" in err
    assert "2026-08-20T10:00:00+08:00 (the supplier's, Asia/Shanghai)" in err


def test_what_the_case_says_of_it_is_told(here: Path) -> None:
    ran = run("log", "sound", "--kind", "note", *AT, *WHO, "--set", "accepts=B")
    assert ran.code == 0 and "KEY_NOT_FOR_KIND" in ran.err


def test_words_cannot_become_keys(here: Path) -> None:
    ran = run(
        "log",
        "sound",
        "--kind",
        "note",
        *AT,
        *WHO,
        "--subject",
        "x\nkind: release",
        "--text",
        "---\nkind: car\n---",
    )
    if ran.code == 0:
        from lotproof.read.log import read_log

        events = [logged.event for logged in read_log(here / "cases" / "sound").events]
        assert [event.kind for event in events if event.kind == "release"] == []
    shown = run("show", "sound", "--json").out
    assert '"state": "released"' not in shown


def test_a_case_that_cannot_be_read_is_not_written_to(here: Path) -> None:
    before = picture(here)
    ran = run("log", "bracket-never-closed", "--kind", "note", *AT, *WHO)
    assert (ran.code, picture(here)) == (2, before)


def test_on_a_terminal_it_asks_what_the_kind_needs(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "asking", lambda: True)
    answers = ["paymnt", "payment", "2026-08-30 10:00", "2026-08-30T10:00:00+08:00", "none", "buyer", "", "",
               "many", "{value: 20.80, currency: USD}", "balance", "Paid by T/T."]  # fmt: skip
    ran = CliRunner().invoke(main, ["log", "sound"], input="\n".join(answers) + "\n")
    assert ran.exit_code == 0, ran.stderr
    assert "Did you mean payment?" in ran.stderr and "has no offset" in ran.stderr
    (new,) = (here / "cases" / "sound" / "log").glob("*-payment.md")
    text = new.read_text("utf-8")
    assert "to: supplier\n" in text and "amount: {value: 20.80, currency: USD}\nwhat: balance\n" in text
