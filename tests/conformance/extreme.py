"""Cases at the edge of what people have: eighty defects and two hundred photographs, or one defect and none.

Why: a page is laid out for the case in hand; the one with a name that fills a line is somebody's first.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw

AS_OF = "2026-09-20T09:00:00-06:00"
NAME = "Zhangjiagang Free Trade Zone Never-Existing Precision Stainless Houseware Manufacturing Co., Ltd."
NAME_ZH = "张家港保税区从未存在过的精密不锈钢家居用品制造及进出口贸易有限责任公司第一分公司"
LONG = " ".join(
    f"Step {n}: the units of carton group {n} are opened, weighed, wiped, lit from two sides and read by two"
    " persons; what one of them refuses is set aside, labelled with its carton and written into the sorting"
    " record."
    for n in range(1, 31)
)
DEFECTS = 80
_CLAUSE = "Level II, critical not allowed, major 2.5, minor 4.0."


def many(folder: Path, photographs: int = 200, events: int = 150) -> None:
    """Eighty defects, two hundred photographs, names that fill a line, nine digits, a page of terms, 150 events."""
    register = [
        _paper("E1", "inspection-report", "Inspection report"),
        _paper("E2", "purchase-order", "Order"),
    ]
    register += [
        _paper("E3", "specification", "Specification"),
        _paper("E4", "correspondence", "The request", "eml"),
    ]
    photos = [f"E{number}" for number in range(5, 5 + photographs)]
    for number, name in enumerate(photos):
        register.append(_photo(folder, name, number))
    defects = []
    for n in range(DEFECTS):
        units = 1 if n else 11
        defects.append(
            {
                "id": f"D{n + 1}",
                "class": "major" if n < 40 else "minor",
                "title": (
                    f"Rim scratched along the seam at position {n + 1} of the drawing, deeper than allowed"
                ),
                "units": units,
                "defects": units,
                "exhibits": photos[2 * n : 2 * n + 5] or photos[:2] if n else photos,
                "requirement": {"text": "No scratch deeper than 0.05 mm", "exhibit": "E3", "page": 1},
            }
        )
    facts = _facts(NAME, NAME_ZH, quantity=35_000, price="12843.20", sample=315, defects=defects)
    facts["losses"] = [
        {
            "id": f"L{n}",
            "title": f"Replacement, part {n}",
            "class": "major",
            "rate": "1290.55",
            "exhibit": "E2",
        }
        for n in (1, 2, 3)
    ]
    facts["options"] = {
        "preferred": "B",
        "B": {"deadline": "2026-10-30", "sort": {"method": LONG, "destructive": False}},
        "D": {"amount": "123456789.00"},
    }
    _write(folder, facts, register)
    start = datetime(2026, 8, 15, 8, tzinfo=UTC)
    for n in range(events):
        at = start + timedelta(hours=750 * n // events)
        kind = "reply" if n % 3 else "note"
        channel = {"kind": kind, "channel": "wechat", "from": "supplier", "to": "buyer"}
        text = f"Message {n}: the workshop asks for another day. 第 {n} 条消息：车间请求再延期一天。" * (
            1 + n % 5
        )
        _event(folder, at, channel, text)


def few(folder: Path) -> None:
    """One defect, no photograph, nothing said but the request."""
    defect = {
        "id": "D1",
        "class": "major",
        "title": "Lid loose",
        "units": 8,
        "defects": 8,
        "exhibits": ["E1"],
        "requirement": {"text": "Lid closes", "exhibit": "E3", "page": 1},
    }
    register = [
        _paper("E1", "inspection-report", "Inspection report"),
        _paper("E2", "purchase-order", "Order"),
    ]
    register += [
        _paper("E3", "specification", "Specification"),
        _paper("E4", "correspondence", "The request", "eml"),
    ]
    facts = _facts("Nil Ltd", "尼尔", quantity=500, price="0.5", sample=50, defects=[defect])
    facts["inspections"][0]["scopes"][0]["classes"]["major"] |= {"ac": 3, "re": 4}
    facts["inspections"][0]["scopes"][0]["classes"]["minor"] |= {"ac": 5, "re": 6}
    _write(folder, facts, register)


def _facts(
    name: str, zh: str, quantity: int, price: str, sample: int, defects: list[dict[str, Any]]
) -> dict[str, Any]:
    counts = {
        kind: sum(d["units"] for d in defects if d["class"] == kind)
        for kind in ("critical", "major", "minor")
    }
    classes = {
        "critical": {"aql": "not-allowed", "ac": 0, "re": 1},
        "major": {"aql": "2.5", "ac": 14, "re": 15},
        "minor": {"aql": "4.0", "ac": 21, "re": 22},
    }
    for kind, own in classes.items():
        own |= {"units": counts[kind], "defects": counts[kind]}
    return {
        "lotproof": 1,
        "title": "Insulated bottles and lids",
        "currency": "USD",
        "timezone": "America/Denver",
        "buyer": {
            "name": "Larkspur & Nowhere Outfitters LLC",
            "contact": {"name": "A. Placeholder", "email": "qa@larkspur.example"},
        },
        "supplier": {
            "name": name,
            "name_zh": zh,
            "uscc": "91990000MA0TE5T24X",
            "contact": {"name": "B. Placeholder", "email": "sales@make-believe.example"},
        },
        "inspector": {"name": "Vermilion Gate Inspection Ltd.", "accreditation": "ISO/IEC 17020, FIC-0001"},
        "order": {
            "number": "P-1",
            "product": "Bottle",
            "quantity": quantity,
            "unit_price": price,
            "clauses": [{"ref": "9", "kind": ["acceptance"], "text": _CLAUSE, "exhibit": "E2", "page": 1}],
        },
        "inspections": [
            {
                "id": "R-1",
                "performed": ["2026-08-11"],
                "issued": "2026-08-12T18:00:00+08:00",
                "exhibit": "E1",
                "quantity": {"ordered": quantity, "presented": quantity},
                "standard": "ISO 2859-1:1999",
                "conclusion": "Failed",
                "scopes": [{"id": "visual", "level": "II", "sample": sample, "classes": classes}],
                "defects": defects,
            }
        ],
    }


def _paper(name: str, kind: str, title: str, suffix: str = "txt") -> dict[str, Any]:
    source = {
        "from": "Vermilion Gate Inspection Ltd.",
        "via": "email",
        "received": "2026-08-12T18:20:00+08:00",
    }
    return {"id": name, "file": f"evidence/{name}.{suffix}", "kind": kind, "title": title, "source": source}


def _photo(folder: Path, name: str, number: int) -> dict[str, Any]:
    picture = Image.new("RGB", (400, 300) if number % 3 else (300, 400), (120 + number % 90, 130, 140))
    ImageDraw.Draw(picture).line((10, 10 + number % 200, 290, 290), fill=(20, 20, 20), width=3)
    out = BytesIO()
    picture.save(out, "JPEG", quality=70)
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    (folder / "evidence" / f"{name}.jpg").write_bytes(out.getvalue())
    return _paper(name, "photo", f"Bottle {number + 1} of the sample, rim, seen from above", "jpg") | {
        "captured": f"2026-08-11T{10 + number // 60}:{number % 60:02}:00+08:00",
        "captured_from": "exif",
    }


def _write(folder: Path, facts: dict[str, Any], register: list[dict[str, Any]]) -> None:
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    for entry in register:
        path = folder / entry["file"]
        if path.suffix == ".eml":
            path.write_text(
                "From: qa@larkspur.example\nTo: sales@make-believe.example\nSubject: Request\n\nThe"
                " request.\n",
                "utf-8",
            )
        elif path.suffix == ".txt":
            path.write_text(f"{entry['title']}\n", "utf-8")
        entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "case.yaml").write_text(yaml.safe_dump(facts, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / "evidence.yaml").write_text(
        yaml.safe_dump(register, allow_unicode=True, sort_keys=False), "utf-8"
    )
    (folder / "findings.md").write_text("The rims are scratched.\n", "utf-8")
    sent = {"kind": "car", "channel": "email", "from": "buyer", "to": "supplier", "exhibit": "E4"}
    _event(
        folder, datetime(2026, 8, 13, 15, 15, tzinfo=UTC), sent | {"attaches": ["E1", "E2", "E3"]}, "Sent."
    )


def _event(folder: Path, at: datetime, head: dict[str, Any], text: str) -> None:
    (folder / "log").mkdir(exist_ok=True)
    name = f"{at:%Y-%m-%d-%H%M}-{head['kind']}.md"
    front = yaml.safe_dump({"at": at.isoformat(), **head}, sort_keys=False)
    (folder / "log" / name).write_text(f"---\n{front}---\n{text}\n", "utf-8")
