"""Times, places and devices are read from what cameras write, said to be unknown where they are, and never guessed."""

from __future__ import annotations

import struct
import time
from datetime import datetime
from io import BytesIO

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.intake import exif as exif_module
from lotproof.intake.exif import read_exif
from lotproof.intake.facts import FileFacts, facts_of
from lotproof.intake.quicktime import read_movie

from .making import SECOND, a_mail, a_movie, a_photo, box, encoded, exif, keyed, mvhd, picture


def facts(data: bytes, name: str = "x") -> FileFacts:
    return facts_of(BytesIO(data), name)


def said(found: FileFacts) -> str:
    return " ".join(remark.sentence for remark in found.remarks)


def heic(block: bytes) -> bytes:
    out = BytesIO()
    made = pillow_heif.from_pillow(picture())
    made.save(out, quality=60, exif=block)
    return out.getvalue()


def test_a_photo_with_its_zone() -> None:
    found = facts(a_photo(gps=True))
    assert (found.type, found.kind) == ("image/jpeg", "photo")
    assert found.captured is not None and found.captured.isoformat() == "2026-08-11T10:20:31+08:00"
    assert (found.captured_from, found.captured_local) == ("exif", None)
    assert (found.device, found.location, found.remarks) == ("Fictitious FP-3", "kept", ())


def test_a_photo_without_a_zone_has_no_instant() -> None:
    found = facts(a_photo(offset=None))
    assert (found.captured, found.captured_from, found.captured_local) == (None, None, "2026-08-11 10:20:31")
    assert found.location == "none"
    assert "records no zone" in said(found)


@pytest.mark.parametrize("offset", ["+8", "+15:00", "-12:30", "+08:75", "local", "0800", "+08:00\nx"])
def test_an_offset_of_no_place_is_none(offset: str) -> None:
    assert facts(a_photo(offset=offset)).captured is None


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "2026:02:30 10:00:00", "yesterday", "1904:01:01 00:00:00"]
)
def test_a_time_that_is_none_is_not_used(taken: str) -> None:
    found = facts(encoded(picture(), exif=exif(taken=taken, offset="+08:00")))
    assert (found.captured, found.captured_local) == (None, None)


def test_a_date_of_change_is_none_of_capture() -> None:
    found = facts(encoded(picture(), exif=exif(taken=None, changed="2026:08:12 00:00:00")))
    assert (found.captured, found.captured_local) == (None, None)
    assert "date of change" in said(found)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF"])
def test_other_pictures_are_read_alike(form: str) -> None:
    found = facts(encoded(picture(), form, exif=exif(offset="-06:00", gps=True)))
    assert found.captured is not None and found.captured.isoformat() == "2026-08-11T10:20:31-06:00"
    assert (found.kind, found.location) == (None, "kept")


def test_a_png_whose_exif_stands_behind_the_picture() -> None:
    plain = encoded(picture(), "PNG")
    block = exif(offset="+08:00", gps=True).removeprefix(b"Exif\0\0")
    end = plain.rindex(b"IEND") - 4
    chunk = struct.pack(">I4s", len(block), b"eXIf") + block + bytes(4)
    found = facts(plain[:end] + chunk + plain[end:])
    assert (found.location, found.captured is not None) == ("kept", True)


def test_a_heic_photo_is_read_through_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    data = heic(exif(offset="+08:00", gps=True))
    found = facts(data)
    assert (found.type, found.kind, found.location) == ("image/heic", "photo", "kept")
    assert found.captured is not None and found.captured.isoformat() == "2026-08-11T10:20:31+08:00"

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(exif_module.importlib, "import_module", absent)
    without = facts(data)
    assert (without.kind, without.captured, without.location) == ("photo", None, None)
    assert 'the extra "heic"' in str(without.remarks[0].hint)


def test_a_place_in_a_description_counts() -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>29,18.0N</exif:GPSLatitude></x:xmpmeta>'
    assert facts(encoded(picture(), xmp=packet)).location == "kept"


def test_broken_exif_says_nothing_of_the_place() -> None:
    found = facts(a_photo().replace(b"MM\0*", b"MM\0!").replace(b"II*\0", b"II!\0"))
    assert (found.captured, found.location) == (None, None)
    assert "broken" in said(found)


def test_a_picture_made_to_cost_is_not_decoded() -> None:
    small = encoded(picture(size=(64, 64)), "PNG")
    huge = small[:16] + struct.pack(">II", 60_000, 60_000) + small[24:]
    began = time.perf_counter()
    found = facts(huge)
    assert "60,000 × 60,000" in said(found)
    assert time.perf_counter() - began < 1


def test_a_movie_with_the_cameras_own_time() -> None:
    meta = keyed(creationdate="2026-08-11T10:20:31+0800", make="Fictitious", model="FP-3",
                 location__ISO6709="+29.3+120.0/")  # fmt: skip
    found = facts(a_movie(mvhd(SECOND), meta))
    assert (found.type, found.kind) == ("video/quicktime", "video")
    assert found.captured is not None and found.captured.isoformat() == "2026-08-11T10:20:31+08:00"
    assert (found.captured_from, found.duration) == ("quicktime", "0:42")
    assert (found.device, found.location) == ("Fictitious FP-3", "kept")
    assert [remark.severity for remark in found.remarks] == ["note"]


def test_a_movie_with_the_headers_time_only() -> None:
    found = facts(a_movie(mvhd(SECOND, length=2_190_300), brand=b"isom"))
    assert found.type == "video/mp4"
    assert found.captured is not None and found.captured.isoformat() == "2026-08-11T02:20:31+00:00"
    assert (found.duration, found.location) == ("1:00:51", "none")
    assert "some cameras write their own clock" in said(found)


@pytest.mark.parametrize(("header", "seconds"), [(mvhd(0), 42), (mvhd(10), 42), (mvhd(0, scale=0), None)])
def test_a_movie_without_a_time(header: bytes, seconds: int | None) -> None:
    movie = read_movie(BytesIO(a_movie(header)))
    assert (movie.captured, movie.seconds) == (None, seconds)


def test_a_wide_header_and_a_place_in_user_data() -> None:
    movie = read_movie(
        BytesIO(a_movie(mvhd(SECOND, version=1), box(b"udta", box(b"\xa9xyz", b"\0\x08\0\0+1+2/ "))))
    )
    assert (movie.captured is not None, movie.place, movie.whole) == (True, True, True)


def test_a_movie_cut_off_is_said_and_makes_no_claim_on_its_place() -> None:
    whole = a_movie(mvhd(SECOND))
    found = facts(whole[:-40])
    assert found.location is None
    assert "cut off" in said(found)


MADE_TO_COST = {
    "many boxes": b"\0\0\0\x08free" * 300_000,
    "nested": b"".join(struct.pack(">I4s", 8 * (4000 - n), b"moov") for n in range(4000)),
    "huge": struct.pack(">I4sQ", 1, b"mdat", 2**63),
    "zero": struct.pack(">I4s", 0, b"moov") * 4000,
    "keys": box(
        b"moov", box(b"meta", box(b"hdlr", bytes(24)), box(b"keys", bytes(4), b"\xff\xff\xff\xff" * 9000))
    ),
}


@pytest.mark.parametrize("name", MADE_TO_COST)
def test_a_movie_made_to_cost_does_not(name: str) -> None:
    began = time.perf_counter()
    movie = read_movie(BytesIO(box(b"ftyp", b"qt  ") + MADE_TO_COST[name]))
    assert movie.captured is None
    assert time.perf_counter() - began < 2


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_broken_file_raises(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([a_photo(gps=True), encoded(picture(), "PNG", exif=exif()),
                                       encoded(picture(), "WEBP", exif=exif()),
                                       a_movie(mvhd(SECOND), keyed(make="x"))]))  # fmt: skip
    at = data.draw(st.integers(0, min(len(whole) - 1, 700)))
    junk = data.draw(st.binary(max_size=12))
    found = facts(whole[:at] + junk + whole[at + len(junk) :])
    assert found.captured is None or isinstance(found.captured, datetime)


def test_a_mail_came_when_the_topmost_line_says() -> None:
    found = facts(a_mail())
    assert (found.type, found.kind, found.via) == ("message/rfc822", "correspondence", "email")
    assert found.received is not None and found.received.isoformat() == "2026-08-17T09:30:07+08:00"
    assert found.title == "Re: Corrective Action Request"
    without = facts(a_mail(received=None))
    assert without.received is None and "no Received line" in said(without)


def test_exif_of_a_type_is_asked_by_that_type() -> None:
    assert read_exif(BytesIO(a_photo(gps=True)), "image/jpeg").place is True
