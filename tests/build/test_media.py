"""What of the exhibits is shown: pictures, pages and e-mails; a finding at its entry for each that cannot be."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from lotproof.build.cache import Cache
from lotproof.build.media import prepare
from lotproof.build.originals import OriginalChanged, Originals
from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.read.case import read_case
from lotproof.view.media import Media

SOUND = Path(__file__).parents[1] / "cases" / "sound"


def picture(kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, kind)
    return out.getvalue()


PDF = BytesIO()
Image.new("RGB", (60, 80), "white").save(PDF, "PDF")
MAIL = b"From: a@a.example\r\nDate: Thu, 13 Aug 2026 09:15:00 -0600\r\nSubject: Lot\r\n\r\nFailed.\r\n"


def case_with(root: Path, *files: tuple[str, str, bytes]) -> Case:
    """A case whose register holds these exhibits: (name, kind, content)."""
    folder = root / "cases" / "shown"
    (folder / "evidence").mkdir(parents=True)
    (folder / "case.yaml").write_bytes((SOUND / "case.yaml").read_bytes())
    lines = []
    for number, (name, kind, content) in enumerate(files, 1):
        (folder / "evidence" / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        lines.append(
            f"- {{id: E{number}, file: evidence/{name}, kind: {kind}, title: T, sha256: {digest}}}\n"
        )
    (folder / "evidence.yaml").write_text("".join(lines), "utf-8")
    case, _ = read_case(folder)
    assert case is not None
    return case


def shown(case: Case) -> tuple[Media, tuple[Finding, ...]]:
    return prepare(case, case.exhibits, Originals(case.originals), Cache(case.folder.parents[1]))


def test_each_kind_of_file_is_shown_its_way(tmp_path: Path) -> None:
    case = case_with(
        tmp_path,
        ("rim.JPG", "photo", picture()),
        ("report.pdf", "inspection-report", PDF.getvalue()),
        ("car.eml", "correspondence", MAIL),
        ("chat.png", "correspondence", picture("PNG")),
        ("notes.csv", "other", b"1,2\n"),
    )
    media, findings = shown(case)
    assert findings == ()
    assert (set(media.photos), set(media.pages), set(media.mails)) == ({"E1", "E4"}, {"E2"}, {"E3"})
    assert media.photos["E1"].path.startswith("media/") and media.photos["E1"].path.endswith(".jpg")
    assert (media.photos["E1"].width, media.photos["E1"].height) == (40, 20)
    assert media.mails["E3"].subject == "Lot"
    assert shown(case) == (media, ())  # the second time from the cache


def test_what_cannot_be_shown_is_a_finding_and_the_rest_is_shown(tmp_path: Path) -> None:
    case = case_with(
        tmp_path,
        ("cut.jpg", "photo", picture()[:200]),
        ("text.jpg", "photo", b"no picture"),
        ("film.mp4", "photo", b"film"),
        ("page.pdf", "quote", b"%PDF-1.7 and no more"),
        ("good.jpg", "photo", picture()),
    )
    media, findings = shown(case)
    assert set(media.photos) == {"E5"}
    assert [(f.code, f.severity, f.place.file, f.place.line) for f in findings] == [
        ("EXHIBIT_NOT_SHOWN", "warning", "evidence.yaml", line) for line in (1, 2, 3, 4)
    ]
    assert "E2 is not shown: the file is not a JPEG, PNG, WebP or HEIC picture." in findings[1].message


def test_a_file_that_is_not_the_registered_one_is_not_shown(tmp_path: Path) -> None:
    case = case_with(tmp_path, ("rim.jpg", "photo", picture()), ("other.jpg", "photo", picture("PNG")))
    (case.folder / "evidence" / "rim.jpg").write_bytes(picture("PNG"))
    case, _ = read_case(case.folder)  # type: ignore[assignment]
    assert shown(case)[0].photos.keys() == {"E2"}


def test_a_file_changed_after_it_was_read_is_not_shown_or_embedded(tmp_path: Path) -> None:
    case = case_with(tmp_path, ("rim.jpg", "photo", picture()))
    (case.folder / "evidence" / "rim.jpg").write_bytes(picture() + b"more")
    media, findings = shown(case)
    assert (media.photos, [f.code for f in findings]) == ({}, ["CHANGED_WHILE_BUILDING"])
    with pytest.raises(OriginalChanged, match=r"rim\.jpg was changed"):
        Originals(case.originals).bytes_of(case.originals["E1"].path)
    (case.folder / "evidence" / "rim.jpg").unlink()
    with pytest.raises(OriginalChanged, match="could not be read again"):
        Originals(case.originals).bytes_of(case.originals["E1"].path)
