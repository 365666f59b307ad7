"""What the originals of a demonstration case hold, read for the tests: texts, writers and times.

Apart from the tests because several files of them read the same originals.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pypdfium2
from tests.demo.test_register import CASES, load, mails, register


@cache
def pages(case: str, exhibit: str) -> tuple[str, ...]:
    document = pypdfium2.PdfDocument(CASES / case / register(case)[exhibit]["file"])
    try:
        return tuple(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)
    finally:
        document.close()


def created(case: str, exhibit: str) -> datetime:
    document = pypdfium2.PdfDocument(CASES / case / register(case)[exhibit]["file"])
    try:
        told = document.get_metadata_value("CreationDate")
    finally:
        document.close()
    return datetime.strptime(told.removeprefix("D:").replace("'", "").replace("Z", "+0000"), "%Y%m%d%H%M%S%z")


def papers(case: str) -> list[str]:
    return [name for name, entry in register(case).items() if entry["file"].endswith(".pdf")]


def own_words(case: str, exhibit: str) -> str:
    """What the writer of an e-mail wrote, without what is quoted."""
    body = mails(case)[exhibit].get_body(("plain",)).get_content()
    return "\n".join(line for line in body.splitlines() if not line.startswith(">"))


def is_ours(case: str, exhibit: str) -> bool:
    told: str = load(CASES / case / "case.yaml")["buyer"]["contact"]["email"]
    return told in mails(case)[exhibit]["From"]


def came_as(entry: dict[str, Any]) -> str:
    name: str = entry.get("received_as", PurePosixPath(entry["file"]).name)
    return name


def everything_written(case: str) -> dict[str, str]:
    """The text of every paper, e-mail and entry, by where it stands."""
    found = {name: " ".join(" ".join(pages(case, name)).split()) for name in papers(case)}
    found |= {name: mail.as_string() for name, mail in mails(case).items()}
    found |= {f"words of {name}": own_words(case, name) for name in mails(case)}
    for file in (CASES / case).rglob("*"):
        if file.suffix in (".yaml", ".md"):
            found[file.name] = file.read_text(encoding="utf-8")
    return found
