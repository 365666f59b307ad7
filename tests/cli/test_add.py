"""`add` as it is typed: one line a file, problems in words, exit codes, JSON, and every example of the guide."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from lotproof.cli import main

from .running import run

_SPEC = importlib.util.spec_from_file_location(
    "intake_making", Path(__file__).parents[1] / "intake" / "making.py"
)
assert _SPEC is not None and _SPEC.loader is not None
making = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(making)
GUIDE = Path(__file__).parents[2] / "docs" / "adding-evidence.md"
FIXED = ("--at", "2026-08-18T12:00:00Z", "--by", "A. Placeholder")
PDF = b"%PDF-1.7\n%%EOF\n"
NAME = "psi-2026-120"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one case, and what came in lying beside it."""
    case = tmp_path / "cases" / NAME
    case.mkdir(parents=True)
    (case / "case.yaml").write_text(making.CASE, "utf-8")
    answer = making.a_mail(attach=(("sorting-process.pdf", PDF),))
    for name, data in {
        "IMG_2207.jpg": making.a_photo(gps=True),
        "IMG_2208.jpg": making.a_photo(1, offset=None),
        "revised-invoice.pdf": b"%PDF-1.7\n1\n%%EOF\n",
        "request.eml": making.our_request(),
        "answer.eml": answer,
    }.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return case


def add(*arguments: str) -> tuple[int, str, str]:
    ran = run("add", NAME, *arguments, *FIXED)
    return ran.code, ran.out, ran.err


def test_every_example_of_the_guide_prints_what_it_says(desk: Path) -> None:
    blocks = re.findall(r"```console\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    examples = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.M)[1:]]
    assert len(examples) == 5
    for example in examples:
        typed, _, expected = example.partition("\n")
        words = shlex.split(typed)
        assert words[0] == "lotproof"
        ran = CliRunner().invoke(main, [*words[1:], *FIXED], prog_name="lotproof")
        assert _without_digests(ran.output) == _without_digests(expected)


def _without_digests(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{12}\b", "DIGEST", text)


def test_every_option_stands_in_the_guide_and_no_other() -> None:
    table = GUIDE.read_text("utf-8").partition("## Options")[2]
    known = {name for option in main.commands["add"].params for name in option.opts if name.startswith("--")}
    assert set(re.findall(r"--[a-z][a-z-]+", table)) == known


def test_a_kind_mistyped_is_nearly_named(desk: Path) -> None:
    code, out, err = add("revised-invoice.pdf", "--kind", "invoise")
    assert (code, out) == (2, "") and "Did you mean invoice?" in err
    code, _, err = add("revised-invoice.pdf", "--kind", "zzz")
    assert code == 2 and "Known are: inspection-report" in err
    assert (
        "Did you mean inspection-report or test-report?" in run("add", NAME, "a.pdf", "--kind", "report").err
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("IMG_2207.jpg", "IMG_2208.jpg", "--title", "x"), "for one file at a time"),
        (
            ("IMG_2207.jpg", "--received", "2026-08-12T18:20:00"),
            "--received: the time 2026-08-12T18:20:00 has no offset",
        ),
        (("IMG_2207.jpg", "--received", "yesterday"), "--received: a time is wanted"),
        (("IMG_2207.jpg", "--id", "E 1"), "--id: write letters"),
        (("IMG_2207.jpg", "--from", " "), "--from is empty"),
        (("answer.eml", "--dkim-key", "x=y"), "SELECTOR._domainkey.DOMAIN=FILE"),
        (("answer.eml", "--dkim-key", "s._domainkey.a.example=absent"), "absent is not there"),
    ],
)
def test_a_slip_is_a_sentence_and_nothing_is_written(
    desk: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = add(*arguments)
    assert (code, out) == (2, "") and words in err
    assert [path.name for path in desk.iterdir()] == ["case.yaml"]


def test_no_file_and_no_case(desk: Path) -> None:
    assert run("add", NAME).code == 2
    ran = run("add", "psi-2026-121", "IMG_2207.jpg")
    assert ran.code == 2 and f"Did you mean {NAME}?" in ran.err


def test_one_bad_file_makes_1_and_the_others_are_added(desk: Path) -> None:
    code, out, err = add("absent.jpg", "IMG_2207.jpg")
    assert code == 1 and out.startswith("E1  photo") and out.count("\n") == 1
    assert "absent.jpg: not added\n  error: it is not there." in err
    assert add("IMG_2207.jpg")[0] == 0  # known already


def test_json_holds_every_entry(desk: Path) -> None:
    code, out, err = add("IMG_2207.jpg", "answer.eml", "absent", "--json", "--dry-run")
    assert (code, err) == (1, "")
    values = json.loads(out)
    assert (values["case"], values["dry_run"]) == (NAME, True)
    photo, mail, absent = values["files"]
    assert (photo["state"], photo["id"], photo["entry"]["captured_from"]) == ("added", "E1", "exif")
    assert photo["entry"]["custody"][0]["at"] == "2026-08-18T12:00:00Z"
    assert photo["entry"]["custody"][0]["by"] == "A. Placeholder"
    assert photo["remarks"][0]["severity"] == "warning"
    assert [part["name"] for part in mail["attachments"]] == ["sorting-process.pdf"]
    assert (absent["state"], absent["entry"], absent["id"]) == ("refused", None, None)
    assert [path.name for path in desk.iterdir()] == ["case.yaml"]


def test_a_dry_run_says_so_and_writes_nothing(desk: Path) -> None:
    code, out, _ = add("IMG_2207.jpg", "--dry-run")
    assert code == 0 and out.endswith("evidence/IMG_2207.jpg  (not written)\n")
    assert [path.name for path in desk.iterdir()] == ["case.yaml"]


def test_what_a_stranger_chose_cannot_write_lines_or_turn_text(desk: Path) -> None:
    name = "a\x1b[31m\u202egpj\nE9  known.eml"
    mail = making.a_mail(
        sender="x <boss@elsewhere.example>", subject="a\tb", attach=(("n\u202e\x07.txt", b"x"),)
    )
    Path(name).write_bytes(mail.replace(b"boss@", "\u202eboss@".encode()))
    code, out, err = add(name, "--attachments")
    assert code == 0
    for text in (out, err, (desk / "evidence.yaml").read_text("utf-8")):
        assert all(char.isprintable() or char == "\n" for char in text), ascii(text)
    assert [line[:2] for line in out.splitlines()] == ["E1", "E2"]


def test_a_signature_is_checked_with_a_key_from_a_file(desk: Path) -> None:
    Path("key.txt").write_text('"v=DKIM1; p="\n')
    Path("signed.eml").write_bytes(
        b"DKIM-Signature: v=1; a=rsa-sha256; d=make-believe.example; s=s1; h=from; bh=AA==; b=AA==\r\n"
        + making.a_mail()
    )
    _, _, err = add("signed.eml", "--dkim-key", "s1._domainkey.make-believe.example=key.txt")
    assert "DKIM signature of make-believe.example: not-checked" in err and "withdrawn" in err
    assert "record: v=DKIM1; p=" in (desk / "evidence.yaml").read_text("utf-8")


def test_a_key_is_fetched_only_when_asked(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr("lotproof.intake.dkim.from_dns", lambda name: asked.append(name))
    signed = b"DKIM-Signature: v=1; d=make-believe.example; s=s1; h=from; bh=AA==; b=AA==\r\n"
    for number in "12":
        Path(f"{number}.eml").write_bytes(signed + making.a_mail(f"{number}\n"))
    add("1.eml")
    assert asked == []
    add("2.eml", "--dns")
    assert asked == ["s1._domainkey.make-believe.example"]


def test_what_was_added_has_nothing_wrong_with_it(desk: Path) -> None:
    add("IMG_2207.jpg", "request.eml", "answer.eml", "--attachments", "--from", "VG", "--received",
        "2026-08-17T18:20:00+08:00")  # fmt: skip
    ran = run("check", NAME, "--format", "json")
    codes = {
        f["code"] for one in json.loads(ran.out)["cases"] for f in one["findings"] if "evidence" in f["file"]
    }
    assert codes <= {"LOCATION_EMBEDDED", "EVIDENCE_INCOMPLETE"}
