"""One text of any length for every renderer: headings, paragraphs and tables, the same words in HTML and in Typst."""

from __future__ import annotations

import random

from lotproof.render.structure import MARK

WORDS = (
    "the lot was opened carton by carton and each unit was looked at under the light that the specification"
    " names before the inspector wrote down what was found with the number of the photograph beside it"
).split()
STYLE = (
    "@page { size: A4; margin: 25mm 20mm } body { font: 10pt Inter } table { table-layout: fixed; width: 100%"
    " } td, th { text-align: left; width: 33% } section { break-before: page }"
)
FURNITURE = '@page { @bottom-right { content: "page " counter(page) " of " counter(pages) } }'
Section = tuple[str, list[str], list[tuple[str, str, str]]]


def sections(pages: int) -> list[Section]:
    """About a page each: a heading, five paragraphs, a table of twelve rows."""
    chance = random.Random(7)
    return [
        (
            f"Exhibit {number}",
            [" ".join(chance.choice(WORDS) for _ in range(85)) for _ in range(5)],
            [(f"unit {row}", chance.choice(WORDS), f"{chance.randrange(10_000)}") for row in range(12)],
        )
        for number in range(1, pages + 1)
    ]


def as_html(pages: int) -> str:
    """A document whose pages are one exhibit: one sheet, as a long report is."""
    body = "".join(
        f"<section><h2>{title}</h2>{''.join(f'<p>{text}</p>' for text in texts)}<table><tr><th>Unit</th><th>Word</th>"
        f"<th>Number</th></tr>{''.join(f'<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>' for a, b, c in rows)}"
        "</table></section>"
        for title, texts, rows in sections(pages)
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Exhibits</title>'
        '<meta name="author" content="Bench">'
        '<meta name="dcterms.created" content="2026-01-01T00:00:00Z">'
        f'<style>{STYLE}</style><style class="furniture">{FURNITURE}</style></head>'
        f"<body><main>{MARK}<h1>Exhibits</h1>{body}{MARK}</main></body></html>"
    )


def as_typst(pages: int) -> str:
    body = "\n".join(
        f"#pagebreak()\n== {title}\n\n"
        + "\n\n".join(texts)
        + "\n\n#table(columns: (1fr, 1fr, 1fr), stroke: none, table.header([Unit], [Word], [Number]),\n"
        + "\n".join(f"[{a}], [{b}], [{c}]," for a, b, c in rows)
        + ")\n"
        for title, texts, rows in sections(pages)
    )
    return (
        '#set document(title: "Exhibits", date: none)\n#set page(paper: "a4", margin: (x: 20mm, y: 25mm),'
        ' numbering: "1 of 1")\n#set text(font: "Inter", size: 10pt, lang: "en")\n= Exhibits\n' + body
    )


def main() -> None:
    """`python -m tests.bench.content PAGES OUT`: our own renderer, as a child that can be watched."""
    import os
    import sys
    from pathlib import Path

    from lotproof.render import engine, heap  # noqa: F401  loaded before the heap is looked at
    from lotproof.render.pdf import write_pdf

    heap.begin()  # it begins and ends as the children do that print
    made = write_pdf(as_html(int(sys.argv[1])), files={}, attachments=[], identifier=b"bench")
    Path(sys.argv[2]).write_bytes(made.data)
    print(made.pages, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
