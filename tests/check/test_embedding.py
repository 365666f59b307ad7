"""What is too large to embed is said, and what carries a withheld place is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from lotproof.case.case import Case, Original
from lotproof.case.mail import Attachment, MailText
from lotproof.check.embedding import LARGE, large_originals, withheld_inside
from lotproof.compute.all import compute
from lotproof.read.case import read_case

SOUND = Path(__file__).parents[1] / "cases" / "sound"


def case_of(**said: object) -> Case:
    case, _ = read_case(SOUND)
    assert case is not None
    first, *others = case.exhibits
    return replace(case, exhibits=(first.model_copy(update=said), *others))


def codes(case: Case) -> list[tuple[str, str]]:
    figures = compute(case, datetime.fromisoformat("2026-08-14T08:00:00+08:00"))
    return [(f.code, f.message) for one in (large_originals, withheld_inside) for f in one(case, figures)]


@pytest.mark.parametrize(
    ("size", "said", "found"),
    [
        (LARGE, {}, 0),
        (LARGE + 1, {}, 1),
        (LARGE + 1, {"embed": True}, 0),
        (LARGE + 1, {"embed": False}, 0),
        (LARGE + 1, {"location": "withheld"}, 0),
        (LARGE + 1, {"kind": "video"}, 0),
    ],
)
def test_a_large_original_asks_for_a_word(size: int, said: dict[str, object], found: int) -> None:
    case = case_of(**said)
    grown = replace(case, originals={"E1": Original(case.originals["E1"].path, "0" * 64, size)})
    messages = codes(grown)
    assert len(messages) == found
    assert all(code == "EMBED_NOT_SAID" and f"{size:,}" in text for code, text in messages)


def test_an_e_mail_that_carries_a_withheld_file_is_named() -> None:
    case = case_of(location="withheld")
    mail = MailText(
        None, "", None, "", "", "", "", (), (), (), "",
        (Attachment("a.jpg", 1, case.originals["E1"].sha256, "image/jpeg"),), (),
    )  # fmt: skip
    assert codes(replace(case, mails={})) == []
    ((code, text),) = codes(replace(case, mails={"E5": mail}))
    assert code == "WITHHELD_INSIDE" and "E5 carries E1" in text
