"""A page that leaves the house fetches nothing: what a template of the workspace would load is found, and refused."""

from __future__ import annotations

import pytest

from lotproof.render.addresses import fetched
from lotproof.render.own import TemplateBroken, render_own


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ('<img src="https://x.example/a.png">', "https://x.example/a.png"),
        ('<img src="//x.example/a.png">', "//x.example/a.png"),
        ("<img src=h&#9;ttps://x.example>", "h\tttps://x.example"),
        ('<style>@import "http://x.example/a.css";</style>', "http://x.example/a.css"),
        ("<p style='background: u\\72l(http://x.example)'>", "http://x.example"),
        ("<link rel=stylesheet href=http://x.example>", "http://x.example"),
        ('<meta http-equiv=refresh content="0; url=http://x.example">', "http://x.example"),
        ('<img srcset="a.png 1x, https://x.example 2x">', "https://x.example"),
        ('<iframe srcdoc="<img src=https://x.example>"></iframe>', "https://x.example"),
        ('<svg><image href="https://x.example"/></svg>', "https://x.example"),
        ("<script>fetch('/told')</script>", "fetch('/told')"),
    ],
)
def test_what_a_page_would_load_is_found(page: str, address: str) -> None:
    assert fetched(page) == address


@pytest.mark.parametrize(
    "page",
    [
        '<a href="https://x.example">a link is followed by hand</a>',
        '<img src="data:image/png;base64,AA=="><img src="pictures/a.jpg"><svg><use href="#a"/></svg>',
        "<p>https://x.example and url(https://x.example) are words here</p>",
        "<style>/* url(https://x.example) */ p { color: teal }</style>",
        "<script>location.hash = '#a'</script>",
    ],
)
def test_what_loads_nothing_passes(page: str) -> None:
    assert fetched(page) is None


def test_a_picture_the_build_itself_named_is_the_pages_own() -> None:
    assert fetched('<img src="https://x.example/a">', frozenset(["https://x.example/a"])) is None


def test_a_template_of_the_workspace_that_fetches_is_refused_with_its_line() -> None:
    source = "<p>{{ name }}</p>\n<img src='https://x.example/{{ name }}.gif'>\n{% include 'logo.html.j2' %}"
    logo = "<p>\n<img alt='' src='https://y.example/logo.png'></p>"
    own = {"x.html.j2": source, "logo.html.j2": logo}
    with pytest.raises(TemplateBroken) as caught:
        render_own("x.html.j2", own, {}, {"name": "a"})
    assert (caught.value.name, caught.value.line) == ("x.html.j2", 2)
    assert "https://x.example/a.gif" in caught.value.sentence
    with pytest.raises(TemplateBroken) as caught:
        render_own("x.html.j2", own | {"x.html.j2": "{% include 'logo.html.j2' %}"}, {}, {})
    assert (caught.value.name, caught.value.line) == ("logo.html.j2", 2)
