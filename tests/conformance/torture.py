"""A document that holds everything a dossier may hold, as hard on the standards as we can make it.

Why: each feature has broken a conforming file once; here they stand together, small enough to read.
"""

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from io import BytesIO

from PIL import Image

from lotproof.render.charts import (
    Clock,
    CurveMark,
    CurvePoint,
    Moment,
    Whisker,
    Window,
    intervals,
    oc_curve,
    timeline,
)
from lotproof.render.fonts import font_face_css
from lotproof.render.markdown import to_html
from lotproof.render.pdf import Embedded, Pdf, write_pdf

SENT = datetime(2025, 10, 23, 21, 30, tzinfo=timezone(timedelta(hours=8)))

CSS = """
@page { size: A4; margin: 22mm 62mm 22mm 20mm;
  @top-left { content: "NC-2025-000 · A torture test"; font: 8pt Inter }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt Inter } }
body { font: 10pt/14pt "Source Serif 4", "Noto Sans SC" }
h1, h2, th { font-weight: 700 } h1 { bookmark-level: 1 } h2 { bookmark-level: 2 }
.note { float: right; clear: right; width: 32mm; margin-right: -40mm; font: 8pt/11pt Inter }
table { table-layout: fixed; width: 100%; border-collapse: collapse; font: 9pt/12pt Inter, "Noto Sans SC";
  font-variant-numeric: tabular-nums lining-nums }
thead { display: table-header-group } tr { break-inside: avoid } td, th { border-bottom: 0.5pt solid #999 }
code { font: 8pt "JetBrains Mono" } figure { margin: 4mm 0; break-inside: avoid } img { width: 40mm }
.shade { background: rgba(15, 79, 85, 0.1) }
"""


def picture(mode: str, kind: str) -> bytes:
    out = BytesIO()
    colour = {"RGB": (143, 42, 20), "RGBA": (15, 79, 85, 128), "LA": (90, 128), "P": 3, "L": 200}[mode]
    Image.new(mode, (120, 80), colour).save(out, kind)
    return out.getvalue()


def charts() -> str:
    rows = [
        Whisker(
            "Critical 致命", "0 units found, 0 accepted", 0, None, 71, "none, up to 71", "Passes", "good"
        ),
        Whisker(
            "Major 主要", "11 units found, 7 accepted", 264, 137, 452, "264 (137 to 452)", "Fails", "alarm"
        ),
    ]
    points = [CurvePoint(Fraction(n, 4), Fraction(60 - n, 60)) for n in range(61)]
    marks = [
        CurveMark(Fraction(5, 2), Fraction(5, 6), "AQL 2.5", "good"),
        CurveMark(9, None, "sample", "alarm"),
    ]
    moments = [
        Moment(SENT, "CAR sent", "23 Oct 21:30", "23 Oct 09:30"),
        Moment(SENT + timedelta(hours=50), "No answer 无答复", "25 Oct 23:30", "25 Oct 11:30", "alarm"),
    ]
    china = Clock("Ningbo", timezone(timedelta(hours=8)), frozenset({SENT.date() + timedelta(days=2)}))
    parts = (
        intervals(rows, title="Projection", axis="units of the lot"),
        oc_curve(points, marks, title="Curve", description="A line.", x_axis="per cent", y_axis="accepted"),
        timeline(
            moments,
            [Window(SENT, SENT + timedelta(hours=48), "48 h")],
            above=china,
            below=Clock("UTC", UTC),
            title="Timeline",
            day=lambda day: f"{day:%d.%m.}",
        ),
    )
    return "".join(f"<figure>{part}</figure>" for part in parts)


def document() -> str:
    rows = "".join(
        f'<tr><th scope="row">{n}</th><td>Weld crack 焊缝开裂 <b>主要 major</b></td><td>{n * 7:,}</td></tr>'
        for n in range(1, 90)
    )
    images = "".join(
        f'<figure><img src="{name}" alt="Sample {name}"><figcaption>Plate {name}</figcaption></figure>'
        for name in files()
    )
    words = to_html(
        "# Heading\n\n> Quoted *words*: “no problem” — 没有问题 **确认**\n\n- a\n- b\n\n|x|y|\n|-|-:|\n|1|2|",
        level=2,
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Torture · 测试</title>
<meta name="author" content="Larkspur &amp; Nowhere"><meta name="description" content="Every feature at once">
<meta name="dcterms.created" content="2025-10-23T13:30:00Z">
<meta name="dcterms.modified" content="2025-10-23T13:30:00Z">
<style>{font_face_css("https://case.invalid/fonts/")}{CSS}</style></head><body>
<h1 id="top">The lot fails on major defects</h1>
<p><span class="note"><a href="#e1">E1 p. 2</a> a margin note</span>3,000 units were presented ÷ × ± − – → ✓ ✗ ① ℃ ½.
See <a href="https://example.org/a">a page</a>, <a href="#table">the table</a>, <a href="mailto:a@b.example">us</a>.</p>
<p lang="zh-CN">供应商确认缺陷，<b>并同意返工</b>。“二〇二五年” <i>italic 斜体</i> <code>9f86d081884c7d65</code></p>
<div class="shade">{words}</div>
<h2 id="table">The table repeats its head</h2>
<table><caption>Defects</caption><colgroup><col style="width:12mm"><col><col style="width:20mm"></colgroup>
<thead><tr><th scope="col">No</th><th scope="col">Defect</th><th scope="col">Units</th></tr></thead>
<tbody>{rows}</tbody></table>
<h2>Charts</h2>{charts()}
<h2 id="e1">Exhibits</h2>{images}
</body></html>"""


def files() -> dict[str, bytes]:
    return {
        "photo.jpg": picture("RGB", "JPEG"),
        "grey.jpg": picture("L", "JPEG"),
        "alpha.png": picture("RGBA", "PNG"),
        "grey-alpha.png": picture("LA", "PNG"),
        "palette.png": picture("P", "PNG"),
    }


def attachments() -> list[Embedded]:
    return [
        Embedded(
            "E02 mail.eml", "供应商的邮件 (the supplier's e-mail)", b"Subject: x\r\n", "Source", SENT, SENT
        ),
        Embedded("E01 photo.jpg", "Original photo", files()["photo.jpg"], "Data", SENT, SENT),
    ]


def torture() -> Pdf:
    return write_pdf(document(), files=files(), attachments=attachments(), identifier=b"torture")
