"""The checks on proof, e-mails, custody and notice: one change to a sound case, one finding; the right thing, none."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lotproof.check.all import check
from lotproof.check.attacks import SAID, THEMES, attack_list
from lotproof.check.codes import codes
from lotproof.compute.all import compute
from lotproof.read.case import read_case

SOUND = Path(__file__).parent.parent / "cases" / "sound"
AS_OF = datetime(2026, 12, 31, tzinfo=UTC)
CAR = "log/2026-08-13-0915-car.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "psi-1"))


def found(folder: Path, as_of: datetime = AS_OF) -> set[tuple[str, str, str]]:
    case, reading = read_case(folder)
    assert case is not None and [f for f in reading if f.severity == "error"] == []
    return {(f.code, f.severity, f.place.file) for f in check(case, compute(case, as_of))}


def found_codes(folder: Path) -> set[str]:
    return {code for code, *_ in found(folder)}


def register(folder: Path, name: str, content: bytes, keys: str, kind: str = "correspondence") -> None:
    """Put an original into the case and its entry at the end of the register."""
    (folder / "evidence" / f"{name}.eml").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    entry = f"- {{id: {name}, file: evidence/{name}.eml, kind: {kind}, title: T, sha256: {digest}{keys}}}\n"
    with (folder / "evidence.yaml").open("a") as file:
        file.write(entry)


def mail(*headers: str, text: str = "Confirmed: yes\n\nWe sort all pieces.\n") -> bytes:
    fixed = {
        "Date": "Mon, 17 Aug 2026 09:30:00 +0800",
        "From": "B. Placeholder <sales@make-believe.example>",
        "To": "qa@larkspur.example",
        "Subject": "Re: Corrective Action Request",
        "Message-ID": "<yes@make-believe.example>",
        "In-Reply-To": "<car-1@larkspur.example>",
    }
    typed = dict(header.split(": ", 1) for header in headers)
    lines = [f"{key}: {value}" for key, value in (fixed | typed).items() if value]
    return ("\n".join(lines) + "\n\n" + text).encode()


SOURCE = ', source: {from: Supplier, via: email, received: "2026-08-17T09:30:00+08:00"}'


def confirm(folder: Path, content: bytes, more: str = "", at: str = "2026-08-17T09:30:00+08:00") -> None:
    register(folder, "E9", content, SOURCE)
    (folder / "log" / "confirmation.md").write_text(
        f"---\nat: {at}\nkind: confirmation\nchannel: email\nfrom: supplier\nto: buyer\nexhibit:"
        " E9\noption: B\n"
        f'reply: "Confirmed: yes"\n{more}---\n'
    )


MAIL_CODES = {
    "SENDER_NOT_ON_FILE",
    "MAIL_TIME_DIFFERS",
    "QUOTE_NOT_FOUND",
    "REPLY_OUTSIDE_THREAD",
    "MAIL_MALFORMED",
}


def test_a_confirmation_as_it_should_be_has_no_finding_on_its_mail(folder: Path) -> None:
    confirm(folder, mail(), "states: {remedy: we sort all pieces}\n")
    assert not found_codes(folder) & MAIL_CODES


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        (("From: sales@make-believe.example <boss@elsewhere.example>",), "SENDER_NOT_ON_FILE"),
        (("From: sales@make-beIieve.example",), "SENDER_NOT_ON_FILE"),
        (("From: a@x.example, sales@make-believe.example",), "SENDER_NOT_ON_FILE"),
        (("From: ",), "SENDER_NOT_ON_FILE"),
        (("Date: Mon, 17 Aug 2026 09:30:00 +0200",), "MAIL_TIME_DIFFERS"),
        (("In-Reply-To: ",), "REPLY_OUTSIDE_THREAD"),
        (("In-Reply-To: <other@larkspur.example>",), "REPLY_OUTSIDE_THREAD"),
        (("Subject: a\nFrom: second@make-believe.example",), "MAIL_MALFORMED"),
    ],
)
def test_one_header_that_gives_the_other_side_a_word(
    folder: Path, headers: tuple[str, ...], code: str
) -> None:
    confirm(folder, mail(*headers))
    assert code in found_codes(folder)


def test_references_tie_a_reply_to_the_request_as_well(folder: Path) -> None:
    confirm(folder, mail("In-Reply-To: ", "References: <a@b.example> <car-1@larkspur.example>"))
    assert "REPLY_OUTSIDE_THREAD" not in found_codes(folder)


@pytest.mark.parametrize(
    ("text", "quote", "there"),
    [
        ("We sort\nall pieces by hand.", "we sort all pieces", True),
        ("> We sort\n> all pieces", "We sort all pieces", True),
        ("确认：是。我方全检。", "我方全检", True),
        ("We “sort” it", 'we "sort" it', True),
        ("We do not sort all pieces", "We sort all pieces", False),
        ("We sort most pieces", "We sort all pieces", False),
    ],
)
def test_quoted_words_are_looked_for_in_the_mail(folder: Path, text: str, quote: str, there: bool) -> None:
    confirm(folder, mail(text=f"Confirmed: yes\n{text}\n"), f"states: {{remedy: {quote!r}}}\n")
    assert ("QUOTE_NOT_FOUND" in found_codes(folder)) is not there


def test_words_of_an_attached_paper_are_not_looked_for_in_the_mail(folder: Path) -> None:
    confirm(folder, mail(), "states: {remedy: other words}\nattaches: [E1]\n")
    assert "QUOTE_NOT_FOUND" not in found_codes(folder)


def test_the_reply_itself_must_be_in_the_mail(folder: Path) -> None:
    confirm(folder, mail(text="We will see.\n"), "attaches: [E1]\n")
    assert "QUOTE_NOT_FOUND" in found_codes(folder)


@pytest.mark.parametrize(("minutes", "differs"), [("35", False), ("36", True)])
def test_five_minutes_between_log_and_mail_are_let_pass(folder: Path, minutes: str, differs: bool) -> None:
    confirm(folder, mail(), at=f"2026-08-17T09:{minutes}:00+08:00")
    assert ("MAIL_TIME_DIFFERS" in found_codes(folder)) is differs


def test_a_request_to_another_address_was_perhaps_never_received(folder: Path) -> None:
    original = folder / "evidence" / "car.eml"
    before = hashlib.sha256(original.read_bytes()).hexdigest()
    original.write_bytes(original.read_bytes().replace(b"<sales@make-believe", b"<info@make-believe"))
    entry = folder / "evidence.yaml"
    entry.write_text(entry.read_text().replace(before, hashlib.sha256(original.read_bytes()).hexdigest()))
    assert ("SENT_ELSEWHERE", "warning", CAR) in found(folder)


@pytest.mark.parametrize(
    ("dkim", "code"),
    [
        ("", "MAIL_SIGNATURE_UNCHECKED"),
        (", dkim: [{domain: make-believe.example, result: fail}]", "MAIL_SIGNATURE_FAILED"),
        (", dkim: [{domain: mailer.example, result: pass}]", "MAIL_SIGNED_BY_OTHER"),
        (", dkim: [{domain: mail.make-believe.example, result: pass}]", None),
        (", dkim: [{domain: x.example, result: fail}, {domain: make-believe.example, result: pass}]", None),
    ],
)
def test_what_a_signature_of_a_mail_says(folder: Path, dkim: str, code: str | None) -> None:
    register(folder, "E9", mail("DKIM-Signature: v=1; d=make-believe.example"), SOURCE + dkim)
    signature = {code for code in found_codes(folder) if code.startswith("MAIL_SIGN")}
    assert signature == ({code} if code else set())


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("case.yaml", "defects: 12, exhibits: [E4], ", "defects: 12, ", "DEFECT_WITHOUT_EXHIBIT"),
        ("case.yaml", ", requirement: {text: No scratch, exhibit: E3, page: 1}", "", "REQUIREMENT_WITHOUT_SOURCE"),
        ("case.yaml", "{text: No scratch, exhibit: E3, page: 1}", "{text: No scratch}", "REQUIREMENT_WITHOUT_SOURCE"),
        ("case.yaml", "    exhibit: E1\n", "", "INSPECTION_WITHOUT_REPORT"),
        ("case.yaml", "    exhibit: E1\n", "    exhibit: E1\n    status: draft\n", "REPORT_NOT_FINAL"),
        ("case.yaml", "2026-08-12T18:00:00", "2026-08-14T18:00:00", "REPORT_NOT_FINAL"),
        ("case.yaml", "issued: 2026-08-12", "issued: 2026-08-05", "NOTICE_LATE"),
        (CAR, "exhibit: E5\n", "", "EVENT_WITHOUT_EXHIBIT"),
        ("evidence.yaml", 'from: "Vermilion Gate Inspection Ltd.", ', "", "SOURCE_NOT_STATED"),
        ("evidence.yaml", "captured_from: exif", "captured_from: typed", "PHOTO_TIME_STATED"),
        ("evidence.yaml", 'captured: "2026-08-11T10:20:00+08:00", captured_from: exif',
         'captured_local: "2026-08-11T10:20:00"', "PHOTO_ZONE_UNKNOWN"),
        ("evidence.yaml", "captured_from: exif", "captured_from: exif, location: kept", "LOCATION_EMBEDDED"),
        ("evidence.yaml", 'captured: "2026-08-11T10', 'captured: "2026-08-12T23', "CAPTURED_AFTER_RECEIVED"),
        ("evidence.yaml", "2026-08-12T18:20:00+08:00", "2026-08-13T18:20:00-06:00", "SENT_BEFORE_RECEIVED"),
        ("evidence.yaml", "kind: specification, ", "kind: specification, language: zh-CN, ", "TRANSLATION_MISSING"),
        ("evidence.yaml", "title: The request, ", "title: T, custody: [{at: 2026-08-13T10:00:00Z, act: received},"
         " {at: 2026-08-12T10:00:00Z, act: copied}], ", "CUSTODY_BROKEN"),
        ("evidence.yaml", "title: The request, ", "title: T, custody: [{at: 2026-08-13T10:00:00Z, act: transformed,"
         " input: aa, output: bb}], ", "CUSTODY_BROKEN"),
    ],
)  # fmt: skip
def test_one_change_to_a_sound_case(folder: Path, file: str, old: str, new: str, code: str) -> None:
    assert found_codes(folder) == set()
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    assert code in found_codes(folder)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", {"CHAT_NOT_COMPLETE", "ORIGINAL_NOT_HELD"}),
        (", complete: extract, held: {by: A. P., where: Denver}", {"CHAT_NOT_COMPLETE"}),
        (", complete: complete, held: {by: A. P., where: Denver}", set()),
    ],
)
def test_a_chat_is_asked_for_its_whole_and_its_telephone(folder: Path, keys: str, expected: set[str]) -> None:
    source = ', source: {from: Supplier, via: wechat, received: "2026-08-17T09:30:00+08:00"}'
    register(folder, "E9", b"A: hello\n", source + keys)
    assert found_codes(folder) == expected


def test_no_notice_at_all_is_late_after_a_week(folder: Path) -> None:
    (folder / CAR).unlink()
    assert "NOTICE_LATE" not in {code for code, *_ in found(folder, datetime(2026, 8, 19, tzinfo=UTC))}
    assert "NOTICE_LATE" in {code for code, *_ in found(folder, datetime(2026, 8, 20, tzinfo=UTC))}


def test_every_attack_is_a_code_there_is_under_a_theme_there_is() -> None:
    assert set(SAID) <= set(codes())
    assert {theme for theme, _ in SAID.values()} == set(THEMES)
    assert all(says.endswith(".") for _, says in SAID.values())


def test_the_attack_list_gathers_by_theme_with_the_gravest_first(folder: Path) -> None:
    confirm(folder, mail("In-Reply-To: ", "From: x@elsewhere.example"))
    text = (folder / "evidence.yaml").read_text()
    (folder / "evidence.yaml").write_text(text.replace("captured_from: exif", "captured_from: typed"))
    case, _ = read_case(folder)
    assert case is not None
    themes = attack_list(check(case, compute(case, AS_OF)))
    assert [theme.name for theme in themes] == ["The photos", "The e-mails and chats"]
    assert [attack.code for attack in themes[1].attacks] == ["REPLY_OUTSIDE_THREAD", "SENDER_NOT_ON_FILE"]
    assert attack_list(()) == ()
