"""What a form in two languages needs beside the catalogue: the classes in Chinese, and the tag of a quotation."""

from __future__ import annotations

from lotproof.case.inspection import CLASSES, ClassName
from lotproof.view.say import ENGLISH

# GB/T 2828.1 as the trade writes it; 严重缺陷 is avoided, since it is used for critical and for major alike
CLASS_ZH: dict[ClassName, str] = dict(zip(CLASSES, ("致命缺陷", "主要缺陷", "次要缺陷"), strict=True))


def language(text: str | None) -> str | None:
    """The language tag of a quotation that is not in the document's own: zh-Hans where it holds Chinese characters."""
    return ENGLISH.tongue(text)
