"""Templates of a workspace go before ours, one file at a time; what they may not do is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotproof.render import own as module
from lotproof.render.html import render
from lotproof.render.own import TemplateBroken, render_own, used
from lotproof.view.say import chinese

DOC = {
    "kind": "letter", "title": "T", "subject": "S", "author": "A", "language": "en", "program": "0", "paper": "A4",
    "as_of_iso": "2026-01-01T00:00:00Z", "head_left": "", "head_right": "", "foot_left": "", "draft": False,
    "case": "c",
}  # fmt: skip
CONTEXT = {"doc": DOC, "media": "print", "font_css": ""}


def said(source: str, **context: object) -> str:
    return render_own("x.html.j2", {"x.html.j2": source}, {}, context)


def broken(source: str, **context: object) -> tuple[str, int | None, str]:
    with pytest.raises(TemplateBroken) as caught:
        said(source, **context)
    return caught.value.name, caught.value.line, caught.value.sentence


def test_one_file_is_overridden_and_the_rest_is_ours() -> None:
    page = render_own("base.html.j2", {"print.css": "p { color: teal }"}, {}, CONTEXT)
    ours = render("base.html.j2", **CONTEXT, src=str)
    assert "p { color: teal }" in page
    head = ours.index("<style>")
    assert page[:head] == ours[:head] and page.endswith(ours[ours.index("@page { size: A4; }") :])


def test_an_override_that_changes_nothing_gives_the_same_page() -> None:
    assert render_own("base.html.j2", {"none.css": ""}, {}, CONTEXT) == render(
        "base.html.j2", **CONTEXT, src=str
    )


def test_values_stay_escaped_and_messages_speak() -> None:
    assert said("<p>{{ x }}</p>", x="<script>") == "<p>&lt;script&gt;</p>"
    assert said("{{ say('fee {amount}', amount='<1>') }}", say=chinese()) == "复检费 &lt;1&gt;"
    assert said("{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", d={"a": 1}) == "a=1;"
    assert said("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(1) }}{{ range(3) | list }}") == "[1][0, 1, 2]"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("a\n{{ nothing }}", 2, "'nothing' is undefined."),
        ("a\n{% if %}", 2, "Expected an expression"),
        ("{{ 'x'.__class__ }}", 1, "unsafe"),
        ("{{ path.read_text() }}", 1, "not safely callable"),
        ("\n{{ '{0.__class__}'.format(1) }}", 2, "not safely callable"),
        ("{{ say('{x.__class__}', x=1) }}", 1, "names places by words only"),
        ("{{ items.append(1) }}", 1, "unsafe"),
        ("{% autoescape false %}{{ x }}{% endautoescape %}", 1, "escaping cannot be switched off"),
        ("{{ x | safe }}", 1, "No filter named 'safe'."),
        ("{{ [1, 2] | random }}", 1, "No filter named 'random'."),
        ("{% include '../pyproject.toml' %}", 1, "there is no template"),
        ("{% include 'none.html' %}", 1, "there is no template none.html."),
    ],
)
def test_what_may_not_be_done(source: str, line: int, words: str) -> None:
    found = broken(source, x="<b>", path=Path("/etc/passwd"), items=[0], say=chinese())
    assert found[:2] == ("x.html.j2", line) and words in found[2]


def test_a_fault_in_a_partial_is_told_at_the_partial() -> None:
    own = {"x.html.j2": "{% include 'part.html' %}", "part.html": "\n\n{{ nothing }}"}
    with pytest.raises(TemplateBroken) as caught:
        render_own("x.html.j2", own, {}, {})
    assert (caught.value.name, caught.value.line) == ("part.html", 3)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% for a in [1] * 9999 %}{% for b in [1] * 9999 %}{% for c in [1] * 9999 %}{% endfor %}{% endfor %}"
         "{% endfor %}", "more than 1 seconds."),
        ("{{ 'a' * 99999999999 }}", "MB of memory."),
    ],
)  # fmt: skip
def test_what_never_ends_or_eats_the_memory_is_ended(
    source: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS", 1)
    name, line, sentence = broken(source)
    assert (name, line) == ("x.html.j2", None) and sentence.endswith(words)
    monkeypatch.undo()
    assert said("{{ 1 + 1 }}") == "2"  # the next page is made by another child


def test_which_files_a_page_reads() -> None:
    own = {"print.css": "", "page.js": "", "letters.css": "", "unused.css": ""}
    assert used("car.html.j2", own) == {"print.css", "page.js", "letters.css"}
    assert used("desk.html.j2", {"brief.css": ""}) == frozenset()
    assert used("x", {"x": "{% include name %}", "y": ""}) == {"x", "y"}
    assert used("x", {"x": "{% if %}", "y": ""}) == {"x", "y"}
