"""The exhibits: index, plates, e-mails as text, report pages as images, and the Chinese evidence list.

Why one register for all: an exhibit has one number and one page, in whichever language its list is read.
"""

from __future__ import annotations

from typing import Any

from lotproof.case.exhibits import Exhibit
from lotproof.case.inspection import Defect
from lotproof.view import words
from lotproof.view.book import Book, anchor
from lotproof.view.dossier.provenance import VIA, provenance
from lotproof.view.dossier.report import alt_of
from lotproof.view.enclosures import kept_out
from lotproof.view.media import Media, Picture

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
VIA_ZH = {
    "email": "电子邮件",
    "wechat": "微信",
    "courier": "快递",
    "phone": "电话",
    "meeting": "会面",
    "platform": "平台消息",
    "download": "下载",
}

DEFECTS_TOLD = 3  # under one photograph; more are named by their ids


def exhibits(book: Book, media: Media) -> list[dict[str, Any]]:
    """Every exhibit in hand, in the order of the register, with what of it is shown."""
    return [_exhibit(book, media, exhibit) for exhibit in book.figures.exhibits if exhibit.id is not None]


def _exhibit(book: Book, media: Media, exhibit: Exhibit) -> dict[str, Any]:
    name = exhibit.id or ""
    original = book.original(name)
    english, chinese = KINDS.get(exhibit.kind or "", ("Document", "其他文件"))
    defects = [d for d in _defects(book) if name in d.exhibits]
    photo = media.photos.get(name)
    poster = media.photos.get(exhibit.poster or "") if exhibit.kind == "video" else None
    pages = media.pages.get(name, ())
    out = kept_out(book, exhibit) if original is not None else None
    return {
        "id": name,
        "number": book.numbers[name],
        "anchor": anchor(book.numbers[name]),
        "title": exhibit.title or "untitled",
        "title_zh": exhibit.title_zh or chinese,
        "kind": english,
        "source": exhibit.source.from_ or "sender not stated" if exhibit.source else "source not stated",
        "source_zh": source_zh(book, exhibit),
        "came": _came(exhibit),
        "facts": provenance(book, media, exhibit),
        "custody": len(exhibit.custody),
        "proves": exhibit.proves or "",
        "proves_zh": exhibit.proves_zh or "",
        "short": words.short_digest(original.sha256 if original else exhibit.sha256),
        "kept_out": out[0] if out else None,
        "translates": next((e.id for e in book.figures.exhibits if name and e.translation == name), None),
        "shown": _shown(media, exhibit),
        "plate": _shown(media, exhibit) == "photo",
        "video": exhibit.kind == "video",
        "photo": _picture(poster or photo),
        "tall": exhibit.kind != "photo" and photo is not None and photo.height > photo.width,
        "alt": (
            f"A frame of the video {name}: {exhibit.title or 'untitled'}"
            if poster
            else alt_of(book, name, defects[0] if defects else None)
        ),
        "defect_line": _defect_line(defects),
        "pages": [
            {
                "path": page.path,
                "width": page.width,
                "height": page.height,
                "number": number,
                "alt": _page_alt(exhibit, number, len(pages), page.text),
                "seen": f"Page {number} of {len(pages)} of {exhibit.id}, {exhibit.title}.",
                "text": " ".join(page.text.split()),
            }
            for number, page in enumerate(pages, 1)
        ],
        "mail": _mail(media, name),
        "cited": _cited_by(book, name),
    }


def _shown(media: Media, exhibit: Exhibit) -> str:
    """How it stands on the page: a plate beside others, a sheet of its own, pages, an e-mail, or words only."""
    name = exhibit.id or ""
    if name in media.mails:
        return "mail"
    if name in media.pages:
        return "pages"
    if exhibit.kind == "video":
        return "sheet" if exhibit.poster in media.photos else "none"
    if name in media.photos:
        return "photo" if exhibit.kind == "photo" else "sheet"
    return "none"


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {"path": picture.path, "width": picture.width, "height": picture.height}


def _defects(book: Book) -> list[Defect]:
    return [d for found in book.figures.inspections for d in found.inspection.defects]


def _defect_line(defects: list[Defect]) -> str:
    if len(defects) > DEFECTS_TOLD:
        return (
            f"{len(defects)} defects: {', '.join(words.side_by_side([d.id or words.DASH for d in defects]))}"
        )
    return "; ".join(f"{d.id} ({d.cls}): {d.title}" for d in defects)


def _came(exhibit: Exhibit) -> str:
    """How and when it came: e-mail, 12 Aug 2026, 18:20 +08:00."""
    told = exhibit.source
    if told is None:
        return ""
    return ", ".join(
        part
        for part in (VIA.get(told.via or "", told.via), told.received and words.stamp(told.received))
        if part
    )


def source_zh(book: Book, exhibit: Exhibit) -> str:
    """Who provided it, and how and when it came, in the words of a Chinese evidence list; no more than is recorded."""
    told, facts = exhibit.source, book.case.facts
    if told is None or not told.from_:
        return "来源未注明"
    supplier, buyer, inspector = facts.supplier, facts.buyer, facts.inspector
    text = f"{told.from_}提供"
    if told.via == "wechat":
        text = "微信聊天记录，买方截取"
    elif supplier is not None and told.from_ == supplier.name:
        text = f"供应商{supplier.name_zh or told.from_}提供"
    elif buyer is not None and told.from_ == buyer.name:
        text = f"买方{told.from_}自有"
    elif inspector is not None and told.from_ == inspector.name:
        text = f"检验机构{told.from_}提供"
    if told.via and told.via != "wechat":
        text += f"，{VIA_ZH.get(told.via, told.via)}"
    if told.received:
        text += f"，{told.received.year}年{told.received.month}月{told.received.day}日收到"
    return text


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
        ("In-Reply-To", " ".join(mail.in_reply_to)),
    ]
    return {
        "headers": [(label, value) for label, value in headers if value],
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
    shown = [d.id or "without id" for d in _defects(book) if name in d.exhibits]
    uses += [f"defect {part}" for part in words.side_by_side(shown)]
    required = [d for d in _defects(book) if d.requirement is not None and d.requirement.exhibit == name]
    uses += [
        f"requirement of {part}" for part in words.side_by_side([d.id or "without id" for d in required])
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
    """Exhibits in the order of the register, each translation after its original, and runs of photos gathered so that
    their plates share pages.
    """
    gathered: list[dict[str, Any]] = []
    for item in _beside_originals(found):
        if item["shown"] == "photo" and gathered and gathered[-1]["plates"]:
            gathered[-1]["items"].append(item)
        else:
            gathered.append({"plates": item["shown"] == "photo", "items": [item]})
    return gathered


def _beside_originals(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = {item["id"] for item in found}
    after: dict[str, list[dict[str, Any]]] = {}
    for item in found:
        if item["translates"] in known and item["translates"] != item["id"]:
            after.setdefault(item["translates"], []).append(item)
    moved = {item["id"] for items in after.values() for item in items}
    ordered = [
        each for item in found if item["id"] not in moved for each in (item, *after.get(item["id"], ()))
    ]
    # a translation of a translation, or two that name each other, stay at the end rather than getting lost
    return ordered + [item for item in found if item not in ordered]
