"""The exhibits: index, plates, e-mails as text, report pages as images, and the Chinese evidence list."""

from __future__ import annotations

from typing import Any

from lotproof.case.exhibits import Exhibit
from lotproof.case.inspection import Defect
from lotproof.view import words
from lotproof.view.book import Book, anchor
from lotproof.view.dossier.report import alt_of
from lotproof.view.media import Media

KINDS = {
    "inspection-report": ("Inspection report", "检验报告"),
    "photo": ("Photo", "照片"),
    "video": ("Video", "视频"),
    "specification": ("Specification", "产品规格书"),
    "golden-sample": ("Golden-sample record", "封样确认记录"),
    "purchase-order": ("Purchase order", "采购订单"),
    "contract": ("Contract", "合同"),
    "previous-order": ("Previous order", "以往订单"),
    "correspondence": ("Correspondence", "往来函件"),
    "transport-document": ("Transport document", "运输单据"),
    "credit": ("Letter of credit", "信用证"),
    "invoice": ("Invoice", "发票"),
    "payment": ("Payment record", "付款凭证"),
    "quote": ("Quotation", "报价"),
    "test-report": ("Test report", "测试报告"),
    "certificate": ("Certificate", "证书"),
    "policy": ("Insurance policy", "保险单"),
    "other": ("Document", "其他文件"),
}
_VIA = {"email": "e-mail", "wechat": "WeChat"}
_CAPTURED = {
    "exif": "read from the photo's EXIF data",
    "quicktime": "read from the video's metadata",
    "inspector": "as stated by the inspector",
    "typed": "as typed into the register",
}


def exhibits(book: Book, media: Media) -> list[dict[str, Any]]:
    """Every exhibit in hand, in the order of the register, with what of it is shown."""
    return [_exhibit(book, media, exhibit) for exhibit in book.figures.exhibits if exhibit.id is not None]


def _exhibit(book: Book, media: Media, exhibit: Exhibit) -> dict[str, Any]:
    name = exhibit.id or ""
    original = book.original(name)
    shown = "photo" if name in media.photos else "pages" if name in media.pages else "none"
    if name in media.mails:
        shown = "mail"
    english, chinese = KINDS.get(exhibit.kind or "", ("Document", "其他文件"))
    defects = [d for d in _defects(book) if name in d.exhibits]
    photo = media.photos.get(name)
    pages = media.pages.get(name, ())
    return {
        "id": name,
        "number": book.numbers[name],
        "anchor": anchor(book.numbers[name]),
        "title": exhibit.title or "untitled",
        "title_zh": exhibit.title_zh or chinese,
        "kind": english,
        "file": exhibit.file or "not stated",
        "source": _source(exhibit),
        "source_zh": _source_zh(book, exhibit),
        "received": words.stamp(exhibit.source.received)
        if exhibit.source and exhibit.source.received
        else None,
        "captured": _captured(exhibit),
        "language": exhibit.language,
        "proves": exhibit.proves or "",
        "proves_zh": exhibit.proves_zh or "",
        "digest": original.sha256 if original else (exhibit.sha256 or ""),
        "short": words.short_digest(original.sha256 if original else exhibit.sha256),
        "size": f"{words.number(original.size)} bytes" if original else "not in hand",
        "in_hand": original is not None,
        "shown": shown,
        "photo": photo and {"path": photo.path, "width": photo.width, "height": photo.height},
        "tall": photo is not None and photo.height > photo.width,
        "alt": alt_of(book, name, defects[0] if defects else None),
        "defects": [f"{d.id} {d.title}" for d in defects],
        "defect_line": _defect_line(defects),
        "pages": [
            {
                "path": page.path,
                "width": page.width,
                "height": page.height,
                "number": number,
                "alt": _page_alt(exhibit, number, len(pages), page.text),
            }
            for number, page in enumerate(pages, 1)
        ],
        "mail": _mail(media, name),
        "cited": _cited_by(book, name),
    }


def _defects(book: Book) -> list[Defect]:
    return [d for found in book.figures.inspections for d in found.inspection.defects]


def _defect_line(defects: list[Defect]) -> str:
    return "; ".join(f"{d.id} ({d.cls}): {d.title}" for d in defects)


def _source(exhibit: Exhibit) -> str:
    source = exhibit.source
    if source is None:
        return "source not stated"
    parts = [source.from_ or "sender not stated"]
    if source.via:
        parts.append(f"by {_VIA.get(source.via, source.via)}")
    return " ".join(parts)


def _source_zh(book: Book, exhibit: Exhibit) -> str:
    """Where it comes from, in the words of a Chinese evidence list: which party's side provides it."""
    source, facts = exhibit.source, book.case.facts
    if source is None or not source.from_:
        return "来源未注明"
    supplier = facts.supplier
    if supplier is not None and source.from_ == supplier.name and supplier.name_zh:
        return supplier.name_zh
    return source.from_


def _captured(exhibit: Exhibit) -> str | None:
    if exhibit.captured is None:
        return None
    origin = _CAPTURED.get(exhibit.captured_from or "", "origin of the time not stated")
    return f"{words.stamp(exhibit.captured)}, {origin}"


def _page_alt(exhibit: Exhibit, number: int, total: int, text: str) -> str:
    lead = f"Page {number} of {total} of {exhibit.id}, {exhibit.title}."
    return f"{lead} Text: {' '.join(text.split())}" if text.strip() else f"{lead} The page holds no text."


def _mail(media: Media, name: str) -> dict[str, Any] | None:
    mail = media.mails.get(name)
    if mail is None:
        return None
    headers = [
        ("From", mail.sender),
        ("To", mail.to),
        ("Cc", mail.cc),
        ("Date", mail.date_raw),
        ("Subject", mail.subject),
        ("Message-ID", mail.message_id),
        ("In-Reply-To", mail.in_reply_to),
    ]
    return {
        "headers": [(label, str(value)) for label, value in headers if value],
        "body": mail.body_text,
        "attachments": [
            {"name": item.name, "size": words.number(item.size), "digest": item.sha256}
            for item in mail.attachments
        ],
    }


def _cited_by(book: Book, name: str) -> str:
    """Where the record relies on the exhibit, in words."""
    uses: list[str] = []
    for found in book.figures.inspections:
        if found.inspection.exhibit == name:
            uses.append(f"report {found.inspection.id}")
    uses += [f"defect {d.id}" for d in _defects(book) if name in d.exhibits]
    uses += [
        f"requirement of {d.id}"
        for d in _defects(book)
        if d.requirement is not None and d.requirement.exhibit == name
    ]
    order = book.case.facts.order
    uses += [f"clause {c.ref}" for c in (order.clauses if order else ()) if c.exhibit == name]
    uses += [f"loss line {line.line.id}" for line in book.figures.loss.lines if line.line.exhibit == name]
    uses += [
        f"event of {words.day(e.event.at.date())}"
        for e in book.figures.log
        if e.event.at and e.event.exhibit == name
    ]
    return ", ".join(dict.fromkeys(uses))


def groups(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Exhibits in the order of the register, runs of photos gathered so that their plates share pages."""
    gathered: list[dict[str, Any]] = []
    for item in found:
        if item["shown"] == "photo" and gathered and gathered[-1]["plates"]:
            gathered[-1]["items"].append(item)
        else:
            gathered.append({"plates": item["shown"] == "photo", "items": [item]})
    return gathered
