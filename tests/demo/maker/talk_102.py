"""Case 102: the buyer's own note of the telephone call, and the translation of the chat that followed it."""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

from maker import page, register
from maker.trade import LINES

TOLD = [
    ("03:05", "(voice call, 11 min 32 s)", "(not recorded; not translated)"),
    ("03:40", "我们接受方案B。", "We accept option B."),
    ("03:40", "原因：抛光轮磨损，线上没有检查杯口。", "Cause: the polishing wheel was worn; the rim was not checked on the line."),
    ("03:40", "措施：8月15日换抛光轮，抛光后每件检查杯口。", "Measure: polishing wheel to be changed on 15 August; after polishing, the rim of every piece is checked."),
    ("03:40", "8月18-20日挑选完，负责人：生产经理 P. Placeholder。", "Sorting finished 18 to 20 August; person responsible: production manager P. Placeholder."),
]  # fmt: skip


def translation(case: str, exhibit: str, original: str) -> None:
    """The Chinese messages of a screenshot in English."""
    file = register.path(case, original)
    body = (
        "<h1>Translation from Chinese into English</h1>"
        + page.pairs([
            ("Original", f"WeChat messages of 14 August 2026, one screenshot, {file.name}"),
            ("SHA-256 of the original", f"<span class=mono>{register.digest(file)}</span>"),
            ("Translated", "the Chinese messages of the other side, each whole; the English words that stand there beside them are not repeated"),
            ("Times", "as the telephone in Denver shows them (-06:00)"),
            ("Translator", "W. Placeholder, Imaginary Words Translation Office, Denver; not a sworn translation"),
        ])
        + page.table(TOLD, ("Time shown", "Original", "Translation"))
        + "<p>I translated the text above completely and to the best of my knowledge.</p>"
        + f"<p>{page.signature('W. Placeholder')}<br>W. Placeholder, 14 August 2026</p>"
    )  # fmt: skip
    css = (
        "table.pairs th { width: 44mm; font-weight: normal; color: #666 } table.grid td, table.grid th {"
        " border: .5pt solid #ccc } .mono { font-family: 'Liberation Mono'; font-size: 7.4pt }"
    )
    page.write(
        register.path(case, exhibit),
        "Translation of WeChat messages, 14 August 2026",
        "W. Placeholder",
        "2026-08-14T11:30:00-06:00",
        body,
        css,
        size="Letter",
    )


def call_note(case: str, exhibit: str) -> None:
    """What the buyer wrote down of the call when it had ended: the only record of words that nobody recorded."""
    body = (
        "<p class=brand>Larkspur &amp; Nowhere Outfitters</p><h1>Note of a telephone call</h1>"
        + page.pairs([
            ("Call", "WeChat voice call, 14 August 2026, 03:05 (Denver) = 17:05 (China), 11 min 32 s"),
            ("Between", "B. Placeholder, Yongkang Make-Believe Metalware Co., Ltd., and A. Placeholder"),
            ("Order", "LNO-2207; report VGI-26-08112"),
            ("Recorded", "no; nobody else took part"),
        ])
        + "<p>B. Placeholder said yes to option B: all 3,000 pieces are sorted, the conforming ones are shipped. Cause, dates and names were not given on the call. "
        "I asked for them in writing; they will be sent on WeChat. I said that nothing is agreed until it is confirmed by e-mail, and that I shall write the summary today.</p>"
        + f"<p>{page.signature('A. Placeholder', '#222')}<br>A. Placeholder, written on 14 August 2026, 03:24 (Denver)</p>"
    )  # fmt: skip
    page.write(
        register.path(case, exhibit),
        "Note of a telephone call, 14 August 2026",
        "A. Placeholder",
        "2026-08-14T03:24:00-06:00",
        body,
        LINES + "table.pairs th{width:34mm;color:#666;font-weight:normal}",
        size="Letter",
    )
