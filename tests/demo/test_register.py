"""The demonstration cases hold what they say: every exhibit stands, matches its digest and is dated as registered.

Their evidence is bytes nobody reads line by line in review, so a lost file or a quotation that is not in its document
would pass unseen.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

import dkim
import pypdfium2
import pytest
import yaml
from PIL import Image
from PIL.ExifTags import IFD, Base

CASES = Path(__file__).resolve().parents[2] / "cases"
NAMES = ("psi-2026-101-otter-tower", "psi-2026-102-tumblers", "psi-2026-103-desk-lamps")

CITING = {"exhibit", "exhibits", "attaches", "document", "documents"}

every_case = pytest.mark.parametrize("case", NAMES)


def load(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@cache
def register(case: str) -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in load(CASES / case / "evidence.yaml")}


def events(case: str) -> dict[str, dict[str, Any]]:
    return {
        file.name: yaml.safe_load(file.read_text(encoding="utf-8").split("---\n")[1])
        for file in sorted((CASES / case / "log").glob("*.md"))
    }


@cache
def mails(case: str) -> dict[str, EmailMessage]:
    return {
        id_: message_from_bytes((CASES / case / entry["file"]).read_bytes(), policy=policy.default)
        for id_, entry in register(case).items()
        if entry["file"].endswith(".eml")
    }


def cited(value: Any, key: str = "") -> set[str]:
    """Every exhibit id that stands under a key that cites."""
    if isinstance(value, dict):
        return {
            id_ for name, inner in value.items() for id_ in cited(inner, key if key == "documents" else name)
        }
    if isinstance(value, list):
        return {id_ for inner in value for id_ in cited(inner, key)}
    return (
        {value}
        if key in {"exhibit", "exhibits", "attaches", "document", "documents"} and isinstance(value, str)
        else set()
    )


def citations(case: str) -> set[str]:
    facts = load(CASES / case / "case.yaml")
    for required in (facts["letter_of_credit"] or {}).get("requires", []):
        del required["document"]  # a kind of paper there, not an exhibit
    return cited(facts) | cited(list(events(case).values()))


def instant(value: Any) -> datetime:
    """PyYAML turns an unquoted time into UTC and drops the offset; an aware value is compared either way."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


@cache
def page_text(case: str, exhibit: str, page: int) -> str:
    document = pypdfium2.PdfDocument(CASES / case / register(case)[exhibit]["file"])
    try:
        text = document[page - 1].get_textpage().get_text_range()
    finally:
        document.close()
    return " ".join(text.split())


@every_case
def test_every_registered_file_matches_its_digest_and_nothing_else_stands_there(case: str) -> None:
    entries = register(case).values()
    for entry in entries:
        data = (CASES / case / entry["file"]).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (entry["sha256"], entry["bytes"]), entry[
            "file"
        ]
    on_disk = {str(file.relative_to(CASES / case)) for file in (CASES / case / "evidence").rglob("*")}
    assert on_disk == {entry["file"] for entry in entries}


@every_case
def test_every_cited_exhibit_is_registered_and_every_exhibit_is_cited(case: str) -> None:
    known = set(register(case))
    assert citations(case) - known == set()
    bodies = " ".join(file.read_text(encoding="utf-8") for file in (CASES / case / "log").glob("*.md"))
    named = set(re.findall(r"\bE[0-9]+\b", bodies))
    assert known - citations(case) - named == set()


@every_case
def test_threads_stay_inside_the_case(case: str) -> None:
    found = mails(case)
    ids = [mail["Message-ID"] for mail in found.values()]
    assert all(ids)
    assert len(set(ids)) == len(ids)
    for id_, mail in found.items():
        references = (mail["In-Reply-To"] or "").split() + (mail["References"] or "").split()
        assert set(references) <= set(ids), id_


@every_case
def test_mails_were_sent_when_the_log_says(case: str) -> None:
    found = mails(case)
    dated = [event for event in events(case).values() if event.get("exhibit") in found]
    assert dated
    for event in dated:
        sent = parsedate_to_datetime(found[event["exhibit"]]["Date"])
        assert 0 <= (instant(event["at"]) - sent).total_seconds() < 60, event


@every_case
def test_photos_carry_their_capture_time(case: str) -> None:
    photos = [entry for entry in register(case).values() if entry["kind"] == "photo"]
    assert len(photos) >= 8
    for entry in photos:
        with Image.open(CASES / case / entry["file"]) as image:
            exif = image.getexif().get_ifd(IFD.Exif)
        taken = datetime.strptime(
            f"{exif[Base.DateTimeOriginal]} {exif[Base.OffsetTimeOriginal]}", "%Y:%m:%d %H:%M:%S %z"
        )
        assert taken == instant(entry["captured"]), entry["file"]


@every_case
def test_what_is_said_of_places_and_types_is_true_of_the_files(case: str) -> None:
    starts = {
        "application/pdf": b"%PDF-",
        "image/jpeg": b"\xff\xd8\xff",
        "image/png": b"\x89PNG",
        "video/mp4": b"\0\0\0\x18ftypisom",
        "message/rfc822": (b"Received: ", b"Date: "),  # as it came, or our copy of what went out
        "text/csv": b"piece,",
    }
    for entry in register(case).values():
        data = (CASES / case / entry["file"]).read_bytes()
        assert data.startswith(starts[entry["type"]]), entry["file"]
        if "location" in entry:
            with Image.open(CASES / case / entry["file"]) as image:
                place = image.getexif().get_ifd(IFD.GPSInfo)
            assert bool(place) == (entry["location"] in ("kept", "withheld")), entry["file"]


def test_the_withheld_place_is_nobodys() -> None:
    (entry,) = (e for e in register("psi-2026-102-tumblers").values() if e.get("location") == "withheld")
    with Image.open(CASES / "psi-2026-102-tumblers" / entry["file"]) as image:
        place = image.getexif().get_ifd(IFD.GPSInfo)
    assert (place[1], place[3]) == ("N", "W")
    # a hundred metres from where equator and meridian cross, in the Gulf of Guinea
    assert all(degrees == minutes == 0 and seconds < 2 for degrees, minutes, seconds in (place[2], place[4]))


def test_the_signature_of_the_confirmation_holds_with_the_key_recorded() -> None:
    case = "psi-2026-102-tumblers"
    entry = register(case)["E27"]
    (found,) = entry["dkim"]
    raw = (CASES / case / entry["file"]).read_bytes()

    def record(name: bytes, timeout: int = 5) -> bytes:
        assert name == f"{found['selector']}._domainkey.{found['domain']}.".encode()
        return bytes(found["record"], "ascii")

    assert dkim.verify(raw, dnsfunc=record)
    assert not dkim.verify(raw.replace(b"Confirmed: yes", b"Confirmed: no "), dnsfunc=record)
    head = re.search(r"h=([^;]+);", mails(case)["E27"]["DKIM-Signature"])
    assert head is not None
    assert [name.strip() for name in head[1].split(":")] == [name.lower() for name in found["headers"]]


def test_the_frame_is_the_first_picture_of_the_video() -> None:
    case = "psi-2026-102-tumblers"
    entries = register(case)
    video = (CASES / case / entries["E52"]["file"]).read_bytes()
    frame = (CASES / case / entries[entries["E52"]["poster"]]["file"]).read_bytes()
    assert video[video.index(b"mdat") + 4 :].startswith(frame)
    assert len(video) < 40_000


@every_case
def test_custody_ends_in_the_registered_digest(case: str) -> None:
    told = 0
    for entry in register(case).values():
        digests = [line["output"] for line in entry.get("custody", ()) if "output" in line]
        told += len(digests)
        assert not digests or digests[-1] == entry["sha256"], entry["id"]
    assert told or case == "psi-2026-103-desk-lamps"


@every_case
def test_quoted_clauses_and_requirements_stand_on_the_cited_page(case: str) -> None:
    facts = load(CASES / case / "case.yaml")
    quotes = [
        *facts["order"]["clauses"],
        *(defect["requirement"] for inspection in facts["inspections"] for defect in inspection["defects"]),
    ]
    assert quotes
    for quote in quotes:
        assert quote["text"] in page_text(case, quote["exhibit"], quote["page"]), quote


def test_the_confirmation_quotes_the_supplier() -> None:
    case = "psi-2026-102-tumblers"
    (confirmation,) = (event for event in events(case).values() if event["kind"] == "confirmation")
    body = mails(case)[confirmation["exhibit"]].get_body(("plain",)).get_content()
    own_words = " ".join(line for line in body.splitlines() if not line.startswith(">"))
    assert confirmation["reply"] in own_words
    for words in confirmation["states"].values():
        assert words in " ".join(own_words.split())


@every_case
def test_the_request_attached_what_the_log_says(case: str) -> None:
    (car,) = (event for event in events(case).values() if event["kind"] == "car")
    digests = {
        hashlib.sha256(part.get_content()).hexdigest()
        for part in mails(case)[car["exhibit"]].iter_attachments()
    }
    assert {register(case)[id_]["sha256"] for id_ in car["attaches"]} == digests


def test_the_evidence_stays_small() -> None:
    assert sum(file.stat().st_size for file in CASES.glob("*/evidence/*")) < 16_500_000
