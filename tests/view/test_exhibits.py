"""Every exhibit says where it comes from and what its copy lost, stands once, and leaves out what is withheld."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lotproof.case.case import Case
from lotproof.case.exhibits import Dkim, Exhibit, Held, Source
from lotproof.case.mail import Attachment
from lotproof.compute.all import compute
from lotproof.read.case import read_case
from lotproof.render.html import render
from lotproof.view.book import Book, book
from lotproof.view.dossier.document import dossier
from lotproof.view.dossier.exhibits import exhibits, groups
from lotproof.view.dossier.provenance import Fact, provenance, signature
from lotproof.view.enclosures import kept_out
from lotproof.view.letters import letter_documents
from lotproof.view.letters.sheet import attachments, enclosures
from lotproof.view.media import Media, Picture

CASES = Path(__file__).parents[2] / "cases"
NOW = datetime.fromisoformat("2026-08-26T09:00:00-06:00")


@cache
def tumblers() -> Case:
    case, _ = read_case(CASES / "psi-2026-102-tumblers")
    assert case is not None
    return case


def book_of(**changed: dict[str, Any]) -> Book:
    """The book of the tumblers with some exhibits told otherwise."""
    case = tumblers()
    told = tuple(e.model_copy(update=changed.get(e.id or "", {})) for e in case.exhibits)
    case = replace(case, exhibits=told)
    return book(case, compute(case, NOW), linked=True)


def picture(width: int, height: int, *original: int, exif: bool = False) -> Picture:
    return Picture(f"media/{width}-{height}.jpg", width, height, b"", "", original or (width, height), exif)  # type: ignore[arg-type]


def facts(found: Book, name: str, media: Media | None = None) -> dict[str, Fact]:
    exhibit = found.exhibit(name)
    assert exhibit is not None
    told = provenance(found, media or Media(), exhibit)
    return {fact.label: fact for fact in told}


def text(found: Book, name: str, label: str, media: Media | None = None) -> str:
    return facts(found, name, media)[label].text.replace("\u00a0", " ")


def test_a_photo_says_what_was_recorded_of_it() -> None:
    media = Media(photos={"E18": picture(1500, 1125, 4032, 3024, exif=True)})
    found = book_of(E18={"made_by": "G. Placeholder", "held": Held(by="VGI", where="Ningbo")})
    told = {label: fact.text.replace("\u00a0", " ") for label, fact in facts(found, "E18", media).items()}
    original = tumblers().originals["E18"]
    assert told == {
        "File": f"FC1_0211.JPG (name as received), image/jpeg, {original.size:,} bytes",
        "SHA-256": original.sha256,
        "From": "Vermilion Gate Inspection Ltd. by download, received 12 Aug 2026, 09:24 −06:00",
        "Taken": "11 Aug 2026, 09:12:33 +08:00, read from the photo's EXIF data",
        "Device": "Fictitious Camera Co. FC-1",
        "Made by": "G. Placeholder",
        "Original held": "VGI, Ningbo",
        "Place": "recorded in the original",
        "Shown": "1500 × 1125 px of 4032 × 3024; EXIF not carried over",
        "Original": "embedded as E018 lot-presented-cartons.jpg",
    }


def test_a_zone_nobody_recorded_is_not_guessed() -> None:
    local = {"captured": None, "captured_local": "2026-08-11 09:12:33"}
    assert text(book_of(E18=local), "E18", "Taken") == "2026-08-11 09:12:33, camera clock, zone not recorded"
    assert text(book_of(E18={"captured": None}), "E18", "Taken") == "capture time not known"


def test_what_is_not_recorded_is_not_made_up() -> None:
    bare = {"source": None, "type": None, "received_as": None, "device": None, "location": None}
    told = facts(book_of(E18=bare | {"captured_from": None}), "E18")
    assert "type not recorded" in told["File"].text and "as received" not in told["File"].text
    assert told["From"].text == "source not stated"
    assert told["Taken"].text.endswith("origin of the time not stated")
    assert not {"Device", "Place", "Made by", "Account", "Extent", "Original held"} & set(told)


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (picture(300, 200), "300 × 200 px, its full size; the file holds no EXIF"),
        (picture(300, 200, exif=True), "300 × 200 px, its full size; EXIF not carried over"),
    ],
)
def test_a_copy_of_full_size_is_said_so(photo: Picture, words: str) -> None:
    assert text(book_of(), "E6", "Shown", Media(photos={"E6": photo})) == words


def test_original_and_translation_name_each_other_and_stand_together() -> None:
    found = book_of()
    original, translation = facts(found, "E25"), facts(found, "E51")
    assert original["Language"].text == (
        "Chinese; translated into English by W. Placeholder, Imaginary Words (not sworn) in"
    )
    assert [ref.label for ref in original["Language"].refs] == ["E51"]
    assert [ref.label for ref in translation["Translation"].refs] == ["E25"]
    media = Media(photos={"E25": picture(653, 1500, 1080, 2480)})
    order = [item["id"] for group in groups(exhibits(found, media)) for item in group["items"]]
    assert order[order.index("E25") + 1] == "E51"
    assert sorted(order) == sorted(e.id for e in found.figures.exhibits if e.id)


def test_translations_that_name_each_other_lose_no_exhibit() -> None:
    found = book_of(E51={"translation": "E25"})
    order = [item["id"] for group in groups(exhibits(found, Media())) for item in group["items"]]
    assert sorted(order) == sorted(e.id for e in found.figures.exhibits if e.id)


def test_a_video_is_one_frame_its_length_and_its_digest() -> None:
    media = Media(photos={"E53": picture(320, 240)})
    found = book_of()
    told = facts(found, "E52", media)
    assert (told["Length"].text, told["SHA-256"].text) == ("0:12", tumblers().originals["E52"].sha256)
    assert [ref.label for ref in told["Shown"].refs] == ["E53"]
    assert told["Original"].text == "not embedded; it accompanies this document in the bag of originals"
    item = next(e for e in exhibits(found, media) if e["id"] == "E52")
    assert (item["shown"], item["photo"]["width"]) == ("sheet", 320)
    assert "frame of the video E52" in item["alt"]
    alone = next(e for e in exhibits(book_of(E52={"poster": None}), media) if e["id"] == "E52")
    assert alone["shown"] == "none"


def enclosed(found: Book) -> set[str]:
    return {item.name for item in dossier(found, Media()).enclosures}


def test_what_stays_out_is_not_among_the_attachments() -> None:
    names = enclosed(book_of())
    assert not [name for name in names if name.startswith(("E052", "E054"))]
    assert "E018 lot-presented-cartons.jpg" in names
    assert "manifest-sha256.txt" in names  # the section on integrity says so
    assert "E052 sort-line-video.mp4" in enclosed(book_of(E52={"embed": True}))
    assert "E020 return-cost-report-2026.pdf" not in enclosed(book_of(E20={"embed": False}))
    # a place that is withheld stays withheld
    assert not [n for n in enclosed(book_of(E54={"embed": True})) if n.startswith("E054")]


def test_an_e_mail_that_carries_a_withheld_file_stays_out_too() -> None:
    found = book_of()
    withheld = tumblers().originals["E54"].sha256
    mail = replace(found.case.mails["E40"], attachments=(Attachment("x.jpg", 1, withheld, "image/jpeg"),))
    found = replace(found, case=replace(found.case, mails={**found.case.mails, "E40": mail}))
    exhibit = found.exhibit("E40")
    assert exhibit is not None
    out = kept_out(found, exhibit)
    assert out is not None and out[0] == "withheld" and "E54" in out[1]
    assert not [name for name in enclosed(found) if name.startswith("E040")]


def test_a_letter_says_which_of_its_exhibits_it_does_not_carry() -> None:
    found = replace(book_of(E18={"location": "withheld"}), linked=False)
    (row,) = (row for row in attachments(found) if row["id"] == "E18")
    assert row["file"] is None and "withheld" in row["kept_out"]
    assert row["digest"] == tumblers().originals["E18"].sha256
    names = [item.name for item in enclosures(found)]
    assert [row["file"] for row in attachments(found) if row["file"]] == names[:-1]
    car = letter_documents(found)[0]
    html = render(car.template, **car.context, media="print", src=lambda path: path, font_css="")
    assert "it is withheld and available on request" in html


@pytest.mark.parametrize(
    ("sender", "said", "headers", "words"),
    [
        ("B <b@a.example>", "A.example", ("From", "To", "Date", "Subject", "Message-ID"), "the same"),
        ("B <b@b.example>", "a.example", ("From",), "another domain"),
        ("nobody", "a.example", (), "From is not readable: another domain"),
    ],
)
def test_a_signature_says_whose_it_is_and_what_it_leaves_open(
    sender: str, said: str, headers: tuple[str, ...], words: str
) -> None:
    mail = replace(tumblers().mails["E27"], sender=sender)
    told = signature(Dkim(domain=said, result="pass", headers=headers), mail)
    assert words in told and "passed as recorded" in told
    assert ("not To, Date, Subject, Message-ID" in told) == (headers == ("From",))
    assert ("are not recorded" in told) == (not headers)
    assert "when the key was fetched is not recorded" in told


def dossier_html() -> str:
    document = dossier(book_of(), Media())
    return render(document.template, **document.context, media="print", src=lambda path: path, font_css="")


def test_both_lists_hold_every_exhibit_with_the_same_number_and_page() -> None:
    html = dossier_html()
    section = html[html.index('id="exhibit-index"') : html.index('id="exhibits"')]
    english, chinese = section.split('id="zh-list"')
    pages = [re.findall(r'<a class="pageref" href="#(exhibit-\d+)"', part) for part in (english, chinese)]
    assert pages[0] == pages[1] == [f"exhibit-{n}" for n in range(1, len(tumblers().exhibits) + 1)]
    for heading in ("序号", "证据名称", "证据来源", "证明对象", "页码"):
        assert heading in chinese
    ids = re.findall(r"<tr><td>(E\d+)</td>", chinese)
    assert ids == [e.id for e in tumblers().exhibits]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("E2", "供应商永康虚构金属制品有限公司提供，电子邮件，2026年5月5日收到"),
        ("E20", "买方Larkspur & Nowhere Outfitters LLC自有，2026年8月12日收到"),
        ("E5", "检验机构Vermilion Gate Inspection Ltd.提供，电子邮件，2026年1月20日收到"),
        ("E22", "First Imaginary Bank of Denver提供，电子邮件，2026年5月7日收到"),
    ],
)
def test_the_chinese_source_says_who_provided_it_and_no_more(name: str, words: str) -> None:
    assert next(e for e in exhibits(book_of(), Media()) if e["id"] == name)["source_zh"] == words


def test_a_source_nobody_stated_is_said_so_in_chinese() -> None:
    for source in (None, Source(via="email")):
        found = exhibits(book_of(E2={"source": source}), Media())
        assert next(e for e in found if e["id"] == "E2")["source_zh"] == "来源未注明"


def test_an_exhibit_of_no_kind_stands_as_words() -> None:
    bare = Exhibit(id="E6", file="evidence/x.bin", title="X", sha256="0" * 64)
    found = book_of(E6=bare.model_dump(exclude_unset=True) | {"kind": "other"})
    item = next(e for e in exhibits(found, Media()) if e["id"] == "E6")
    assert (item["shown"], item["kept_out"]) == ("none", None)
    assert facts(found, "E6")["Original"].text == "not in hand, or not the file that was registered"
