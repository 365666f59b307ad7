"""Files become exhibits whole or not at all: nothing is moved, overwritten, followed, or left half done."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lotproof.intake import add as add_module
from lotproof.intake import store as store_module
from lotproof.intake.add import add
from lotproof.intake.wanted import KindWanted, Outcome, Wanted
from lotproof.read.case import read_case
from lotproof.read.log import read_log
from lotproof.read.originals import read_original

from .making import BUYER, OURS, a_case, a_mail, a_photo, encoded, exif, our_request, picture

AT = datetime(2026, 8, 18, 12, 0, tzinfo=UTC)
HERE = Wanted(at=AT, by="A. Placeholder (login name)", tool="lotproof 0.0")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return a_case(tmp_path)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def inside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def registered(case: Path) -> dict[str, Any]:
    """The register as the reader sees it, which must find nothing wrong with it."""
    found, findings = read_case(case)
    assert found is not None
    about = [f for f in findings if f.place.file.startswith(("evidence", "drafts"))]
    assert {f.code for f in about} <= {"DRAFT_WAITING"}
    return {exhibit.id: exhibit for exhibit in found.exhibits}


def said(outcome: Outcome) -> str:
    return " ".join(f"{remark.sentence} {remark.hint or ''}" for remark in outcome.remarks)


def test_a_photo_is_copied_and_entered(case: Path, inbox: Path) -> None:
    source = put(inbox, "IMG 1.jpg", a_photo(gps=True))
    wanted = replace(
        HERE, sender="VG Inspection", via="email", received=datetime(2026, 8, 12, 10, 20, tzinfo=UTC)
    )
    (outcome,) = add(case, [source], wanted)
    assert (outcome.state, outcome.id) == ("added", "E1")
    assert source.read_bytes() == (case / "evidence" / "IMG 1.jpg").read_bytes()
    exhibit = registered(case)["E1"]
    assert (exhibit.file, exhibit.kind, exhibit.title) == ("evidence/IMG 1.jpg", "photo", "IMG 1")
    assert (exhibit.type, exhibit.received_as, exhibit.location) == ("image/jpeg", None, "kept")
    assert exhibit.captured.isoformat() == "2026-08-11T10:20:31+08:00"
    assert (exhibit.captured_from, exhibit.device) == ("exif", "Fictitious FP-3")
    assert (exhibit.source.from_, exhibit.source.via) == ("VG Inspection", "email")
    (line,) = exhibit.custody
    assert (line.act, line.at, line.by, line.via) == ("registered", AT, HERE.by, "email")
    assert (line.tool, line.output) == ("lotproof 0.0", exhibit.sha256)
    assert "--withhold-location" in said(outcome)


def test_a_place_is_withheld_when_asked(case: Path, inbox: Path) -> None:
    sources = [put(inbox, "a.jpg", a_photo(gps=True)), put(inbox, "b.jpg", a_photo(1))]
    add(case, sources, replace(HERE, withhold=True))
    found = registered(case)
    assert (found["E1"].location, found["E2"].location) == ("withheld", "none")


def test_a_name_that_climbs_is_tamed_and_kept_beside(case: Path, inbox: Path) -> None:
    source = put(inbox, "a\u202egpj.exe", a_photo())
    add(case, [source], HERE)
    exhibit = registered(case)["E1"]
    assert exhibit.file == "evidence/agpj.exe"
    assert exhibit.received_as == "a\ufffdgpj.exe"


def test_a_name_some_system_takes_for_another_is_numbered(case: Path, inbox: Path) -> None:
    add(case, [put(inbox, "Photo.JPG", a_photo())], HERE)
    (outcome,) = add(case, [put(inbox, "photo.jpg", a_photo(1))], HERE)
    assert registered(case)["E2"].file == "evidence/photo-2.jpg"
    assert registered(case)["E2"].received_as == "photo.jpg"
    assert "Photo.JPG has its name" in said(outcome)


def test_the_same_bytes_are_not_added_twice(case: Path, inbox: Path) -> None:
    first, again = put(inbox, "a.jpg", a_photo()), put(inbox, "b.jpg", a_photo())
    outcomes = add(case, [first, again], HERE)
    assert [(o.state, o.id) for o in outcomes] == [("added", "E1"), ("known", "E1")]
    before = files(case)
    (outcome,) = add(case, [again], HERE)
    assert (outcome.state, outcome.id) == ("known", "E1")
    assert files(case) == before


def test_a_photo_saved_again_is_noted(case: Path, inbox: Path) -> None:
    add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    (again,) = add(case, [put(inbox, "wx.jpg", encoded(picture(), quality=40))], HERE)
    (other,) = add(case, [put(inbox, "c.jpg", encoded(picture(2), quality=90))], HERE)
    assert again.state == "added" and "looks like E1" in said(again)
    assert "looks like" not in said(other)


def test_a_picture_of_another_moment_is_another(case: Path, inbox: Path) -> None:
    add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    later = encoded(picture(), exif=exif(taken="2026:08:11 10:20:33", offset="+08:00"), quality=88)
    (outcome,) = add(case, [put(inbox, "b.jpg", later)], HERE)
    assert "looks like" not in said(outcome)


def test_a_file_that_lies_there_already_is_entered_where_it_is(case: Path) -> None:
    (case / "evidence").mkdir()
    source = put(case / "evidence", "a.jpg", a_photo())
    (outcome,) = add(case, [source], HERE)
    assert registered(case)["E1"].file == "evidence/a.jpg"
    assert "stays where it is" in said(outcome)
    assert inside(case / "evidence") == ["a.jpg"]


def test_an_original_that_changed_is_not_entered_again(case: Path, inbox: Path) -> None:
    add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    before = (case / "evidence.yaml").read_bytes()
    (case / "evidence" / "a.jpg").write_bytes(a_photo(1))
    (outcome,) = add(case, [case / "evidence" / "a.jpg"], HERE)
    assert outcome.state == "refused" and "no longer the one that was registered" in said(outcome)
    assert (case / "evidence.yaml").read_bytes() == before


def test_a_copy_a_killed_run_left_is_taken(case: Path, inbox: Path) -> None:
    (case / "evidence").mkdir()
    put(case / "evidence", "a.jpg", a_photo())
    add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    assert registered(case)["E1"].file == "evidence/a.jpg"


def test_every_problem_in_one_run_and_the_rest_is_added(case: Path, inbox: Path) -> None:
    os.mkfifo(inbox / "pipe")
    (inbox / "link.jpg").symlink_to(put(inbox, "target", a_photo(3)))
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(str(inbox / "socket"))
    sources = ["absent.jpg", "pipe", "link.jpg", "socket", "folder", "empty.jpg", "good.jpg"]
    (inbox / "folder").mkdir()
    put(inbox, "empty.jpg", b"")
    put(inbox, "good.jpg", a_photo())
    outcomes = add(case, [inbox / name for name in sources], HERE)
    bound.close()
    assert [o.state for o in outcomes] == ["refused"] * 6 + ["added"]
    for outcome, words in zip(outcomes, ("not there", "not a regular", "link", "not a regular", "a folder", "empty"),
                              strict=False):  # fmt: skip
        assert words in said(outcome)
    assert list(registered(case)) == ["E1"]
    assert inside(case / "evidence") == ["good.jpg"]


def test_devices_are_not_read(case: Path) -> None:
    (outcome,) = add(case, [Path("/dev/zero")], HERE)
    assert "not a regular file" in said(outcome)


def test_a_kind_is_asked_before_anything_is_written(case: Path, inbox: Path) -> None:
    sources = [put(inbox, "a.jpg", a_photo()), put(inbox, "invoice 3.pdf", b"%PDF-1.7\n%%EOF\n")]
    before = files(case)
    with pytest.raises(KindWanted) as wanted:
        add(case, sources, HERE)
    assert wanted.value.files == ((str(sources[1]), "invoice"),)
    assert files(case) == before and not (case / "evidence").exists()
    add(case, sources[1:], replace(HERE, kind="invoice", language="en", title="Invoice 3", id="INV-3"))
    exhibit = registered(case)["INV-3"]
    assert (exhibit.kind, exhibit.language, exhibit.title) == ("invoice", "en", "Invoice 3")


def test_an_id_that_is_given_is_not_given_twice(case: Path, inbox: Path) -> None:
    add(case, [put(inbox, "a.jpg", a_photo())], replace(HERE, id="E5"))
    (outcome,) = add(case, [put(inbox, "b.jpg", a_photo(1))], replace(HERE, id="E5"))
    assert outcome.state == "refused" and "E5 is given already" in said(outcome)
    add(case, [inbox / "b.jpg"], HERE)
    assert list(registered(case)) == ["E5", "E6"]


def test_a_dry_run_writes_nothing(case: Path, inbox: Path) -> None:
    before = files(case)
    outcomes = add(case, [put(inbox, "a.eml", a_mail())], replace(HERE, dry_run=True, attachments=True))
    assert outcomes[0].entry["id"] == "E1" and outcomes[0].draft is not None
    assert files(case) == before and inside(case) == ["case.yaml"]


def fail(*_: Any, **__: Any) -> None:
    raise OSError(28, "No space left on device")


def changed(case: Path) -> Callable[..., bytes]:
    """The register is saved by somebody else while the run is at work."""
    real = add_module.register.extended

    def late(*arguments: Any) -> bytes:
        data = real(*arguments)
        (case / "evidence.yaml").write_text(
            "- {id: E7, file: evidence/x, kind: photo, title: X, sha256: 00}\n"
        )
        return data

    return late


@pytest.mark.parametrize("what", ["disk", "race", "interrupt"])
def test_a_run_that_fails_leaves_nothing(
    case: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    sources = [put(inbox, "a.jpg", a_photo()), put(inbox, "b.eml", a_mail())]
    if what == "disk":
        monkeypatch.setattr(store_module.os, "replace", fail)
    elif what == "race":
        monkeypatch.setattr(add_module.register, "extended", changed(case))
    else:
        monkeypatch.setattr(
            add_module.register, "extended", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
    if what == "interrupt":
        with pytest.raises(KeyboardInterrupt):
            add(case, sources, HERE)
    else:
        outcomes = add(case, sources, HERE)
        assert {o.state for o in outcomes} == {"refused"}
        assert ("No space left" if what == "disk" else "was changed while this ran") in said(outcomes[0])
    assert inside(case) == ["case.yaml"] + (["evidence.yaml"] if what == "race" else [])


def test_an_interrupt_behind_the_register_takes_the_entry_back(
    case: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (case / "evidence.yaml").write_text("# ours\n")

    def interrupted(*_: object) -> None:
        assert "E1" in (case / "evidence.yaml").read_text()
        raise KeyboardInterrupt

    monkeypatch.setattr(add_module._Run, "_confirm", interrupted)
    with pytest.raises(KeyboardInterrupt):
        add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    assert (case / "evidence.yaml").read_text() == "# ours\n"
    assert inside(case) == ["case.yaml", "evidence.yaml"]


def test_a_register_that_reads_otherwise_afterwards_is_put_back(
    case: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (case / "evidence.yaml").write_text("# ours\n")
    real = store_module.Store.replace

    def broken(store: store_module.Store, name: str, before: bytes | None, after: bytes) -> None:
        real(store, name, before, after)
        if b"E1" in after:
            (case / name).write_bytes(after + b"'")

    monkeypatch.setattr(store_module.Store, "replace", broken)
    (outcome,) = add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    assert outcome.state == "refused"
    assert (case / "evidence.yaml").read_text() == "# ours\n"


def test_a_register_past_what_is_read_is_left_alone(case: Path, inbox: Path) -> None:
    (case / "evidence.yaml").write_bytes(b"#" * 2_000_001)
    (outcome,) = add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    assert outcome.state == "refused" and (case / "evidence.yaml").stat().st_size == 2_000_001


def test_times_that_cannot_be_are_said(case: Path, inbox: Path) -> None:
    early = replace(HERE, at=datetime(2026, 8, 10, tzinfo=UTC))
    (outcome,) = add(case, [put(inbox, "a.jpg", a_photo())], early)
    assert "lies in the future" in said(outcome)
    late = replace(HERE, received=datetime(2026, 8, 11, 2, 20, tzinfo=UTC))
    (outcome,) = add(case, [put(inbox, "b.jpg", a_photo(1))], late)
    assert "taken after it was received" in said(outcome)


def test_a_received_line_stands_against_a_time_that_is_typed(case: Path, inbox: Path) -> None:
    typed = replace(HERE, received=datetime(2026, 8, 18, tzinfo=UTC))
    outcomes = add(case, [put(inbox, "a.eml", a_mail()), put(inbox, "b.eml", a_mail(received=None))], typed)
    found = registered(case)
    assert found["E1"].source.received.isoformat() == "2026-08-17T09:30:07+08:00"
    assert "gives another time than --received" in said(outcomes[0])
    assert found["E2"].source.received == datetime(2026, 8, 18, tzinfo=UTC)


def test_a_kind_that_does_not_fit_is_said(case: Path, inbox: Path) -> None:
    (outcome,) = add(case, [put(inbox, "a.pdf", b"%PDF-1.7\n%%EOF\n")], replace(HERE, kind="photo"))
    assert "entered as a photo, but its content is of type application/pdf" in said(outcome)


def test_a_full_disk_while_copying_leaves_no_half_file(
    case: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module.os, "fsync", fail)
    (outcome,) = add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    assert "No space left" in said(outcome)
    assert not (case / "evidence.yaml").exists() and inside(case / "evidence") == []


def test_a_copy_the_disk_changed_is_refused(case: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module.os, "fsync", lambda number: os.pwrite(number, b"X", 0))
    (outcome,) = add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    assert "is not what was written" in said(outcome)
    assert inside(case / "evidence") == []


def test_a_source_that_changes_meanwhile_is_refused(
    case: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put(inbox, "a.jpg", a_photo())
    real = add_module._Run.keep

    def later(run: Any) -> None:
        source.write_bytes(a_photo(1))
        real(run)

    monkeypatch.setattr(add_module._Run, "keep", later)
    (outcome,) = add(case, [source], HERE)
    assert "changed while it was read" in said(outcome)
    assert inside(case / "evidence") == []


@pytest.mark.parametrize("name", ["evidence", "evidence.yaml", "drafts"])
def test_nothing_is_written_through_a_link(case: Path, inbox: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    if name.endswith(".yaml"):
        outside.write_text("[]\n")
    else:
        outside.mkdir()
    (case / name).symlink_to(outside)
    before = files(tmp_path)
    outcomes = add(case, [put(inbox, "a.eml", a_mail())], HERE)
    after = files(tmp_path)
    assert [key for key in after if key.startswith("outside") and before.get(key) != after[key]] == []
    assert outcomes[0].state == ("added" if name == "drafts" else "refused")
    if name == "drafts":
        assert "no log entry was drafted" in said(outcomes[0])


def test_the_mode_of_the_register_is_kept(case: Path, inbox: Path) -> None:
    (case / "evidence.yaml").write_text("# ours\n")
    (case / "evidence.yaml").chmod(0o640)
    add(case, [put(inbox, "a.jpg", a_photo())], HERE)
    assert (case / "evidence.yaml").stat().st_mode & 0o777 == 0o640
    assert (case / "evidence.yaml").read_text().startswith("# ours\n- id: E1\n")


def test_two_runs_do_not_write_at_once(case: Path, inbox: Path) -> None:
    source = put(inbox, "a.jpg", a_photo())
    with store_module.opened(case):
        (outcome,) = add(case, [source], HERE)
    assert "another lotproof add" in said(outcome)


def test_a_mail_brings_its_attachments_and_drafts_its_log_entry(case: Path, inbox: Path) -> None:
    pdf = b"%PDF-1.7\n%%EOF\n"
    mail = a_mail(attach=(("../../照片.jpg", a_photo()), ("plan.pdf", pdf), ("empty.txt", b"")))
    request, reply = put(inbox, "car.eml", our_request()), put(inbox, "yes.eml", mail)
    add(case, [request], HERE)
    (first,) = add(case, [reply], HERE)
    assert [part.id for part in first.enclosed] == [None, None, None]
    assert first.answer == "Confirmed: yes"
    assert "no admission" in said(first)
    outcomes = add(case, [reply], replace(HERE, attachments=True))
    assert [o.state for o in outcomes] == ["known", "added", "added", "refused"]
    found = registered(case)
    assert (found["E2"].source.received.isoformat(), found["E2"].source.via) == (
        "2026-08-17T09:30:07+08:00",
        "email",
    )
    photo, plan = found["E3"], found["E4"]
    assert (photo.file, photo.kind, photo.extract_of) == ("evidence/照片.jpg", "photo", "E2")
    assert photo.received_as == "../../照片.jpg"
    assert (plan.kind, plan.sha256) == ("other", hashlib.sha256(pdf).hexdigest())
    assert [(line.act, line.input, line.output) for line in plan.custody] == [
        ("copied", found["E2"].sha256, plan.sha256),
        ("registered", None, plan.sha256),
    ]


def drafted(case: Path, outcome: Outcome) -> Any:
    """The event of a draft, once a person has moved it into the log."""
    assert outcome.draft is not None
    assert read_log(case).events == ()
    (case / "log").mkdir(exist_ok=True)
    (case / outcome.draft).rename(case / "log" / Path(outcome.draft).name)
    log = read_log(case)
    assert log.findings == ()
    (entry,) = log.events
    return entry.event


def test_a_draft_counts_for_nothing_until_it_is_moved(case: Path, inbox: Path) -> None:
    add(case, [put(inbox, "car.eml", our_request())], HERE)
    (outcome,) = add(case, [put(inbox, "yes.eml", a_mail())], HERE)
    assert outcome.draft == "drafts/2026-08-16-1930-confirmation.md"  # the buyer's own time
    event = drafted(case, outcome)
    assert (event.kind, event.from_, event.to, event.exhibit) == ("confirmation", "supplier", "buyer", "E2")
    assert (event.reply, event.option) == ("Confirmed: yes", None)
    assert event.at.isoformat() == "2026-08-17T09:30:00+08:00"


@pytest.mark.parametrize(
    ("mail", "kind", "who"),
    [
        (a_mail("Thank you, we are looking into it.\n"), "reply", "supplier"),
        (a_mail("> Confirmed: yes\n"), "reply", "supplier"),
        (a_mail("Hello\n", thread=None), "note", "supplier"),
        (our_request().replace(OURS.encode(), b"<second@larkspur.example>"), "note", "buyer"),
    ],
)
def test_what_is_drafted_of_other_mail(case: Path, inbox: Path, mail: bytes, kind: str, who: str) -> None:
    add(case, [put(inbox, "car.eml", our_request())], HERE)
    (outcome,) = add(case, [put(inbox, "m.eml", mail)], HERE)
    event = drafted(case, outcome)
    assert (event.kind, event.from_) == (kind, who)


def test_a_stranger_is_nobody_until_a_person_says_who(case: Path, inbox: Path) -> None:
    mail = a_mail(sender="Boss\u202e --- <boss@elsewhere.example>", subject="--- kind: release")
    (outcome,) = add(case, [put(inbox, "m.eml", mail)], HERE)
    text = (case / str(outcome.draft)).read_text("utf-8")
    assert "\nfrom:" not in text and "boss@elsewhere.example> is not on file" in text
    assert text.count("\n---\n") == 1 and "\u202e" not in text


def test_a_stranger_in_our_thread_replies_for_nobody(case: Path, inbox: Path) -> None:
    mail = a_mail(sender="Boss <boss@elsewhere.example>")
    outcomes = add(case, [put(inbox, "car.eml", our_request()), put(inbox, "m.eml", mail)], HERE)
    assert str(outcomes[1].draft).endswith("-note.md") and outcomes[1].answer is None
    assert "not from the address of the contact on file" in said(outcomes[1])


def test_mails_of_one_run_make_one_thread(case: Path, inbox: Path) -> None:
    sources = [put(inbox, "yes.eml", a_mail()), put(inbox, "car.eml", our_request())]
    outcomes = add(case, sources, HERE)
    assert outcomes[0].answer == "Confirmed: yes"
    assert {Path(str(o.draft)).name[-8:] for o in outcomes} == {"ation.md", "-note.md"}


def test_a_broken_mail_400_parts_deep_is_added(case: Path, inbox: Path) -> None:
    deep = a_mail().partition(b"MIME-Version")[0] + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(400)
    )
    (outcome,) = add(case, [put(inbox, "deep.eml", deep)], replace(HERE, attachments=True))
    assert outcome.state == "added"
    assert registered(case)["E1"].type == "message/rfc822"


def test_no_file_of_the_register_is_lost_when_it_is_added_to(case: Path, inbox: Path) -> None:
    for number in range(4):
        add(case, [put(inbox, f"{number}.jpg", a_photo(number))], HERE)
    found = registered(case)
    assert list(found) == ["E1", "E2", "E3", "E4"]
    for exhibit in found.values():
        assert read_original(case, exhibit.file).sha256 == exhibit.sha256  # type: ignore[union-attr]
    assert BUYER in (case / "case.yaml").read_text()
