"""What every page for the screen keeps to, read from its source: Chinese marked, no address, small, colours legible."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from functools import cache
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from markupsafe import Markup
from tests.view.test_dossier import NOW, html_of, made

from lotproof.render.charts.drawing import COLOURS
from lotproof.render.screen import HAN, for_screen, policy, styles

TEMPLATES = Path(__file__).parents[2] / "templates"
EMPTY = set("br col hr img input link meta".split())


@cache
def pages(case: str) -> dict[str, str]:
    return {document.html_name: html_of(document, media="screen") for document in made(case)}


class Foreign(HTMLParser):
    """Collects Chinese text that stands outside an element whose language says so."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY:
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        while tag not in EMPTY and len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1]
        # a title holds no element that could say its language, and styles are no text
        if tag not in ("title", "style", "script") and not language.startswith("zh") and HAN.search(data):
            self.found.append(data.strip())


def unmarked(html: str) -> list[str]:
    reader = Foreign()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize("case", NOW)
def test_every_chinese_passage_says_that_it_is_chinese(case: str) -> None:
    assert {name: found for name, html in pages(case).items() if (found := unmarked(html))} == {}


def test_chinese_is_marked_wherever_it_stands_and_only_once() -> None:
    page = Markup(
        '<p>A 公司 (甲) b</p><p lang="zh-Hans">公司<br>乙</p><svg><text>件</text></svg><script>"公"</script>'
    )
    marked = for_screen(page, "screen", "en")
    assert unmarked(marked) == []
    assert '<p>A <span lang="zh-Hans">公司</span> (<span lang="zh-Hans">甲</span>) b</p>' in marked
    assert '<p lang="zh-Hans">公司<br>乙</p>' in marked
    assert '<tspan lang="zh-Hans">件</tspan>' in marked
    assert '<script>"公"</script>' in marked
    paper = for_screen(page, "print", "en")
    assert '<p>A <span lang="zh-Hans">公司</span>' in paper and "<svg><text>件</text></svg>" in paper
    assert for_screen(Markup("<p>公司</p>"), "screen", "zh-Hans") == "<p>公司</p>"


def test_every_table_stands_in_one_frame_that_scrolls() -> None:
    page = Markup(
        '<table class="a"></table><div class="scroll"><table></table></div><div><table></table></div>'
    )
    frames = (
        '<div class="scroll"><table class="a"></table></div><div class="scroll"><table></table></div>'
        '<div><div class="scroll"><table></table></div></div>'
    )
    assert for_screen(page, "screen", "en") == frames


def test_chinese_is_marked_by_the_language_of_what_is_around_it() -> None:
    page = Markup(
        '<div lang="zh-Hans">公<div lang="en">司<b>甲</b></div>乙<br lang="en">丙</div>丁<!-- 戊 -->'
        '<img alt="己">a > 庚'
        '<svg lang="zh-Hans"><text>件</text></svg><svg><text lang="zh-Hans">件</text>件</svg>壬 <癸'
    )
    span = '<span lang="zh-Hans">'
    assert for_screen(page, "screen", "en") == (
        f'<div lang="zh-Hans">公<div lang="en">{span}司</span><b>{span}甲</span></b></div>乙<br lang="en">丙</div>'
        f'{span}丁</span><!-- 戊 --><img alt="己">a > {span}庚</span>'
        '<svg lang="zh-Hans"><text>件</text></svg>'
        '<svg><text lang="zh-Hans">件</text><tspan lang="zh-Hans">件</tspan></svg>'
        f"{span}壬</span> <癸"
    )


class Nesting(HTMLParser):
    """What is closed and was not opened last, and what is never closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize("case", NOW)
def test_every_element_is_closed_where_it_was_opened(case: str) -> None:
    for name, html in pages(case).items():
        reader = Nesting()
        reader.feed(html)
        assert (name, reader.wrong, reader.open) == (name, [], [])


@pytest.mark.parametrize("case", NOW)
def test_no_page_names_an_address_that_a_browser_would_fetch(case: str) -> None:
    for name, html in pages(case).items():
        fetched = re.findall(
            r"""(?:src|srcset|data|poster|action)="((?!media/)[^"]+)"|url\(([^)]+)\)|@import""", html
        )
        links = re.findall(r"<(?:link|iframe|object|embed|base|form)\b", html)
        assert (name, fetched, links) == (name, [], [])


@pytest.mark.parametrize("case", NOW)
def test_a_page_runs_its_one_script_and_nothing_else(case: str) -> None:
    for html in pages(case).values():
        scripts = re.findall(r"(?s)<script>(.*?)</script>", html)
        digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
        assert len(scripts) == html.count("<script") == 1
        assert (
            f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
            in html
        )
        assert not re.search(r"<[^>]+\son[a-z]+=", html.replace(scripts[0], ""))


def test_the_policy_changes_with_the_script() -> None:
    assert policy(Markup("a()")) != policy(Markup("b()"))


def test_paper_keeps_its_styles_and_the_screen_gets_short_ones() -> None:
    css = Markup('/* why */ p { font-family: "Inter", sans-serif; }\nbody.print p { margin: 0; }\n')
    assert styles(css, "print") is css
    assert styles(css, "screen") == "p{font-family: var(--sans);}"


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", css))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


LIGHT = colours((TEMPLATES / "base.css").read_text("utf-8"))
DARK = colours((TEMPLATES / "screen.css").read_text("utf-8"))
INKS, GROUNDS = ("ink", "soft", "accent", "bad", "warn", "good"), ("paper", "tint")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light and paper", "dark"])
def test_every_colour_of_text_is_legible_on_every_ground(theme: dict[str, str]) -> None:
    assert {*INKS, *GROUNDS, "rule", "hair"} == theme.keys()
    pairs = {(ink, ground): contrast(theme[ink], theme[ground]) for ink, ground in product(INKS, GROUNDS)}
    assert {pair: round(ratio, 2) for pair, ratio in pairs.items() if ratio < 4.5} == {}


def test_every_colour_of_a_drawing_is_legible_on_white_and_has_one_in_the_dark() -> None:
    meant = {name: colour for name, colour in COLOURS.items() if name not in ("rule", "shade", "paper")}
    assert {name for name, colour in meant.items() if contrast(colour, COLOURS["paper"]) < 4.5} == set()
    css = (TEMPLATES / "screen.css").read_text("utf-8")
    assert {name for name in COLOURS if f".f-{name} " not in css and f".f-{name}," not in css} == set()
    assert {name for name in COLOURS if f".c-{name} " not in css and f".c-{name}," not in css} == set()


def test_the_furniture_of_paper_is_legible() -> None:
    css = (TEMPLATES / "print.css").read_text("utf-8")
    found = set(re.findall(r"color: (#[0-9a-f]{6})", css))
    assert found
    assert all(contrast(colour, "#ffffff") >= 4.5 for colour in found)


@pytest.mark.parametrize("case", NOW)
def test_every_picture_says_what_to_see_and_how_large_it_is(case: str) -> None:
    for html in pages(case).values():
        for image in re.findall(r"<img [^>]*>", html):
            assert re.search(r'alt="[^"]{8,}"', image), image
            assert re.search(r'width="[1-9]\d*" height="[1-9]\d*"', image), image
        for drawing in re.findall(r"(?s)<svg\b.*?</svg>", html):
            assert 'role="img"' in drawing
            assert re.search(r"<title>[^<]{20,}</title>", drawing)


@pytest.mark.parametrize("case", NOW)
def test_every_link_inside_a_page_has_where_it_leads(case: str) -> None:
    for name, html in pages(case).items():
        there = set(re.findall(r'\sid="([^"]+)"', html))
        assert (name, set(re.findall(r'href="#([^"]+)"', html)) - there) == (name, set())


@pytest.mark.parametrize("case", NOW)
def test_without_its_pictures_a_page_is_small(case: str) -> None:
    """150 kB as it lies on the disk for all but the record itself with every exhibit; that one as a server packs it."""
    for name, html in pages(case).items():
        whole = name in ("index.html", "counsel.html", "insurer.html")
        data = html.encode()
        size = len(gzip.compress(data)) if whole else len(data)
        assert size < 150_000, name
        assert len(data) < 350_000, name
