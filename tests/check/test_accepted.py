"""`accepted.yaml`: what a reason settles, what it cannot, and that an entry for nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotproof.case.finding import Finding, Place
from lotproof.check.accepted import DONE, acceptable, settle
from lotproof.check.pages import known
from lotproof.read.history import read_commits

CHAT = Finding("CHAT_NOT_COMPLETE", "warning", "E21 is an extract of a chat.", Place("evidence.yaml", 9, 3))
OTHER = Finding("CHAT_NOT_COMPLETE", "warning", "E2 is an extract of a chat.", Place("evidence.yaml", 2, 3))
CHANGED = Finding("EXHIBIT_CHANGED", "error", "E1 is another file.", Place("evidence.yaml", 1, 3))
PAID = Finding("PAID_BEFORE_REINSPECTION", "error", "the balance was paid.", Place("log/a.md", 2, 1))


def entry(code: str, **more: str) -> str:
    pairs = {"code": code, "reason": "known: said in the file", "by": "A. Placeholder", "date": "2026-11-02"}
    return "  - " + "\n    ".join(f'{key}: "{value}"' for key, value in (pairs | more).items()) + "\n"


def write(folder: Path, *entries: str) -> Path:
    (folder / "accepted.yaml").write_text("accepted:\n" + "".join(entries), "utf-8")
    return folder


def test_without_the_file_everything_counts(tmp_path: Path) -> None:
    settled = settle(tmp_path, (CHAT, CHANGED))
    assert (settled.open, settled.accepted, settled.own) == ((CHAT, CHANGED), (), ())


def test_an_entry_settles_every_finding_of_its_code(tmp_path: Path) -> None:
    settled = settle(write(tmp_path, entry("CHAT_NOT_COMPLETE")), (CHAT, OTHER, CHANGED))
    assert settled.open == (CHANGED,)
    assert [one.finding for one in settled.accepted] == [CHAT, OTHER]
    assert settled.accepted[0].by.reason == "known: said in the file"
    assert settled.own == ()


@pytest.mark.parametrize(
    ("where", "still"), [("E2", (CHAT,)), ("E21", (OTHER,)), ("evidence.yaml", ()), ("E", (CHAT, OTHER))]
)
def test_where_is_a_file_or_an_id_the_sentence_names(
    tmp_path: Path, where: str, still: tuple[Finding, ...]
) -> None:
    settled = settle(write(tmp_path, entry("CHAT_NOT_COMPLETE", where=where)), (CHAT, OTHER))
    assert settled.open == still
    assert [finding.code for finding in settled.own] == (["ACCEPTED_UNMATCHED"] if len(still) == 2 else [])


def test_an_error_that_makes_the_dossier_wrong_cannot_be_accepted(tmp_path: Path) -> None:
    settled = settle(write(tmp_path, entry("EXHIBIT_CHANGED")), (CHANGED,))
    assert (settled.open, settled.accepted) == ((CHANGED,), ())
    (own,) = settled.own
    assert (own.code, own.severity, own.place) == (
        "ACCEPTED_NOT_ALLOWED",
        "error",
        Place("accepted.yaml", 2, 5),
    )


def test_what_was_done_can_be_lived_with(tmp_path: Path) -> None:
    settled = settle(write(tmp_path, entry("PAID_BEFORE_REINSPECTION")), (PAID,))
    assert (settled.open, settled.own) == ((), ())
    assert set(known()) >= DONE
    assert acceptable(PAID) and not acceptable(CHANGED)


def test_an_entry_for_nothing_is_said_with_the_nearest_code(tmp_path: Path) -> None:
    folder = write(tmp_path, entry("CHAT_NOT_COMPLET"), entry("WORDING"), entry("EXHIBIT_NOT_SHOWN"))
    first, second = settle(folder, (CHAT,)).own  # a code only a build gives is not judged here
    assert (first.code, first.hint) == ("ACCEPTED_UNMATCHED", "did you mean CHAT_NOT_COMPLETE?")
    assert (second.place.line, second.hint) == (6, "if it was mended, delete this entry.")


@pytest.mark.parametrize("key", ["code", "reason", "by", "date"])
def test_an_entry_that_does_not_say_why_who_and_when_settles_nothing(tmp_path: Path, key: str) -> None:
    lines = [line for line in entry("CHAT_NOT_COMPLETE").splitlines() if f" {key}:" not in line]
    text = "\n".join(lines)
    settled = settle(write(tmp_path, text if key != "code" else f"  - {text.strip()}\n"), (CHAT,))
    assert settled.open == (CHAT,)
    assert [(one.code, one.severity) for one in settled.own] == [("REQUIRED_KEY_MISSING", "error")]


def test_a_key_there_is_not_shows_the_nearest(tmp_path: Path) -> None:
    (own,) = settle(write(tmp_path, entry("CHAT_NOT_COMPLETE", resaon="x")), (CHAT,)).own
    assert (own.code, own.hint) == ("UNKNOWN_KEY", "did you mean reason?")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    write(outside, entry("CHAT_NOT_COMPLETE"))
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "accepted.yaml").symlink_to(outside / "accepted.yaml")
    settled = settle(inside, (CHAT,))
    assert (settled.open, [one.code for one in settled.own]) == ((CHAT,), ["FILE_LINK"])


def test_the_reason_is_in_no_list_of_commits(tmp_path: Path) -> None:
    import subprocess

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", *words], cwd=tmp_path, check=True
        )

    git("init", "-q")
    (tmp_path / "case.yaml").write_text("lotproof: 1\n", "utf-8")
    git("add", ".")
    git("commit", "-qm", "the facts")
    git("add", write(tmp_path, entry("WORDING")).as_posix())
    git("commit", "-qm", "we live with our words")
    assert [commit.subject for commit in read_commits(tmp_path)] == ["the facts"]
