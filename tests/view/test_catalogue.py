"""The catalogues: every message said in code or template is in them, translated, with its places, and no other is.

`pytest tests/view/test_catalogue.py --update` gathers the messages anew into the template and the catalogues.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import jinja2
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from babel.numbers import format_decimal

from lotproof.view import words
from lotproof.view.say import ENGLISH, LOCALE, Speaker, chinese, speaker

ROOT = Path(__file__).parents[2]
TEMPLATE = LOCALE / "lotproof.pot"
LANGUAGES = ("zh_Hans",)
Message = str | tuple[str, str]
PLACE = re.compile(r"\{(\w+)\}")
# terms that two trades or two courts would read differently when a letter wavers between synonyms
TERMS = {
    "Re-inspection": "复检",
    "Rework and re-inspection": "返工",
    "Sort and ship short": "短装",
    "Price reduction or credit note": "贷项通知单",
    "Critical": "致命缺陷",
    "Major": "主要缺陷",
    "Minor": "次要缺陷",
    "AQL": "接收质量限",
    "Ac": "接收数",
    "Re": "拒收数",
}


@cache
def gathered() -> frozenset[Message]:
    """Every message in the code and the templates, as the catalogue keys it."""
    return frozenset(_of_the_code()) | frozenset(_of_the_templates())


def _of_the_code() -> Iterator[Message]:
    for file in (*(ROOT / "src/lotproof/view").rglob("*.py"), ROOT / "src/lotproof/build/draft_mail.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                yield from _message(name, [text for text in texts if isinstance(text, str)])


def _of_the_templates() -> Iterator[Message]:
    environment = jinja2.Environment()
    for file in (ROOT / "templates").glob("*.j2"):
        for call in environment.parse(file.read_text(encoding="utf-8")).find_all(jinja2.nodes.Call):
            node = call.node
            name = node.name if isinstance(node, jinja2.nodes.Name) else getattr(node, "attr", "")
            yield from _message(
                name, [str(arg.value) for arg in call.args if isinstance(arg, jinja2.nodes.Const)]
            )


def _message(name: str, texts: list[str]) -> Iterator[Message]:
    if name == "many" and len(texts) == 2:
        yield texts[0], texts[1]
    elif name in ("say", "self", "noted", "han", "both", "said") and texts:
        yield texts[0]


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "lotproof.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def written(found: Catalog) -> bytes:
    out = BytesIO()
    write_po(
        out, found, width=110, no_location=True, omit_header=False, sort_output=True, ignore_obsolete=True
    )
    return out.getvalue()


def fresh(language: str | None = None) -> Catalog:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    made = Catalog(
        locale=language, project="Lotproof", version="1", creation_date=at, revision_date=at, fuzzy=False
    )
    made.header_comment = "# Messages of Lotproof. The English text is the source."
    known = catalogue(language) if language and (LOCALE / language / "lotproof.po").exists() else None
    for message in gathered():
        kept = known.get(message) if known is not None else None
        entry = made.add(message, kept.string if kept is not None and kept.string else None)
        entry.flags.discard("python-format")  # a per cent sign is one
    return made


def test_the_template_holds_what_is_said(request: pytest.FixtureRequest) -> None:
    made = written(fresh())
    if request.config.getoption("--update"):
        TEMPLATE.write_bytes(made)
        for language in LANGUAGES:
            (LOCALE / language / "lotproof.po").write_bytes(written(fresh(language)))
    assert TEMPLATE.read_bytes() == made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    found = {message.id: message for message in catalogue(language) if message.id}
    assert set(found) == gathered()
    assert [key for key, message in found.items() if message.fuzzy] == []
    forms = {
        key: (message.string,) if isinstance(message.string, str) else tuple(message.string)
        for key, message in found.items()
    }
    assert [key for key, texts in forms.items() if not texts or not all(texts)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_source(language: str) -> None:
    wrong = []
    for message in catalogue(language):
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[-1]
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = sorted(PLACE.findall(source))
        wrong += [message.id for form in forms if sorted(PLACE.findall(form or "")) != wanted]
        wrong += [message.id for form in forms if re.search(r"[{}]", PLACE.sub("", form or ""))]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_as_many_forms_as_its_language(language: str) -> None:
    found = catalogue(language)
    plural = [message for message in found if message.id and not isinstance(message.id, str)]
    assert plural
    assert {len(message.string) for message in plural} == {found.num_plurals}


def test_the_terms_are_those_of_the_trade() -> None:
    say = chinese()
    assert {english: term for english, term in TERMS.items() if term not in say(english)} == {}
    every = "\n".join(text for forms in say.messages.values() for text in forms)
    assert "严重缺陷" not in every
    assert "允许缺陷" not in every


def test_numbers_are_grouped_as_chinese_readers_group_them() -> None:
    for value in (7, 1_234, 1_234_567):
        assert chinese().number(value) == format_decimal(value, locale="zh_Hans")
    assert chinese().money(Decimal("44238"), "EUR") == "EUR\u00a044,238.00"


def test_times_are_written_for_the_reader() -> None:
    instant = datetime(2026, 8, 15, 15, 15, tzinfo=UTC)
    say = chinese()
    assert say.stamp(instant, "Asia/Shanghai", weekday=True) == "2026年8月15日星期六 23:15（北京时间）"
    assert say.stamp(instant, "America/Denver") == "2026年8月15日 09:15（UTC−06:00）"
    assert say.utc(instant, weekday=True) == "2026年8月15日星期六 15:15\u00a0UTC"
    assert say.day(date(2026, 10, 1)) == "2026年10月1日"
    assert ENGLISH.stamp(instant, "Asia/Shanghai", weekday=True) == words.stamp(
        instant, "Asia/Shanghai", with_weekday=True
    )


def test_what_a_case_says_is_never_read_as_a_message() -> None:
    say = Speaker("xx", "xx", {"order {number}": ("Auftrag {number}",), "secret": ("geheim",)})
    assert say("order {number}", number="{0.__class__} {secret}") == "Auftrag {0.__class__} {secret}"
    assert say("a new message of {n}", n=1) == "a new message of 1"


def test_counts_take_their_form() -> None:
    assert [ENGLISH.units(n) for n in (0, 1, 1_200)] == ["no unit", "one unit", "1,200 units"]
    assert chinese().units(1_200) == "1,200 件"
    assert ENGLISH.listed(["a", "b", "c"]) == "a, b and c"
    assert chinese().listed(["甲", "乙", "丙"]) == "甲、乙和丙"


def test_a_text_in_the_other_language_is_marked() -> None:
    assert (ENGLISH.tongue("贴标"), ENGLISH.tongue("label"), chinese().tongue("label")) == (
        "zh-Hans",
        None,
        "en",
    )
    assert chinese().tongue("12.5 × 3") is None


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(OSError, match=r"lotproof\.po"):
        speaker("eo")
