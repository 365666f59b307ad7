"""The documents as a reader uses them: from disk, by keyboard, without script, on a telephone, in the dark."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.view.test_dossier import CASES, NOW

from lotproof.build.printing import standing_alone
from lotproof.compute.all import compute
from lotproof.read.case import read_case
from lotproof.view.documents import documents
from lotproof.view.media import Media, Picture

from .axe import found
from .chromium import Page

WIDTHS = (360, 768, 1440)
TUMBLERS = "psi-2026-102-tumblers"


def picture(name: str, width: int, height: int, text: str = "") -> Picture:
    data = BytesIO()
    Image.new("RGB", (width, height), (120, 130, 140)).save(data, "JPEG")
    return Picture(f"media/{name}.jpg", width, height, data.getvalue(), text)


@cache
def pages(case: str) -> dict[str, str]:
    """Every document of a case for the screen, with a grey picture for each photograph and two pages for a report."""
    read, _ = read_case(CASES / case)
    assert read is not None
    figures = compute(read, datetime.fromisoformat(NOW[case]))
    kinds = {one.id or "": one.kind for one in figures.exhibits}
    photos = {name: picture(name, 900, 600) for name, kind in kinds.items() if kind == "photo"}
    reports = {
        name: tuple(picture(f"{name}-{n}", 600, 850, f"Page {n} 检验报告") for n in (1, 2))
        for name, kind in kinds.items()
        if kind == "inspection-report"
    }
    made = documents(read, figures, Media(photos, reports, {}))
    return {one.html_name: b"".join(standing_alone(one)).decode() for one in made}


@pytest.fixture
def dossier(browser: Page, tmp_path: Path) -> Page:
    file = tmp_path / "index.html"
    file.write_text(pages(TUMBLERS)["index.html"], encoding="utf-8")
    browser.open(file)
    return browser


@pytest.mark.parametrize("case", NOW)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    browser: Page, tmp_path: Path, case: str, scheme: str, width: int
) -> None:
    browser.look(scheme)
    browser.size(width)
    for name, html in pages(case).items():
        if scheme == "dark" and name in ("counsel.html", "insurer.html"):
            continue  # the dossier's own sections; their opening was looked at in the light
        file = tmp_path / name
        file.write_text(html, encoding="utf-8")
        browser.open(file)
        assert browser.eval("document.documentElement.scrollWidth - innerWidth") <= 0, name
        assert (name, found(browser)) == (name, [])
        assert (name, browser.problems) == (name, [])
        assert [address for address in browser.asked if not address.startswith(("file:", "data:"))] == []


def test_an_exhibit_opens_beside_the_text_and_focus_comes_back(dossier: Page) -> None:
    link = "main section:not(#exhibits) p a.ref[href^='#exhibit-']"
    dossier.eval(f'document.querySelector("{link}").focus()')
    before = dossier.eval("scrollY")
    dossier.press("Enter")
    panel = dossier.eval(
        "(p => [p.open, p.matches(':modal'), document.activeElement.id,"
        " document.getElementById(p.getAttribute('aria-labelledby')).textContent,"
        " p.querySelectorAll('.body [id]').length])(document.querySelector('dialog.beside'))"
    )
    assert panel[:3] == [True, False, "beside-title"]
    assert panel[3].startswith("E")
    assert panel[4] == 0
    assert dossier.eval("scrollY") == before
    assert found(dossier) == []
    dossier.press("Escape")
    assert dossier.eval("document.querySelector('dialog.beside').open") is False
    assert dossier.eval(f'document.activeElement === document.querySelector("{link}")') is True


def test_the_text_is_not_covered_where_there_is_room(dossier: Page) -> None:
    dossier.click("#cover a.ref[href^='#exhibit-']")
    edges = dossier.eval(
        "[document.querySelector('main').getBoundingClientRect().right,"
        " document.querySelector('dialog.beside').getBoundingClientRect().left]"
    )
    assert edges[0] <= edges[1]


def test_on_a_telephone_the_exhibit_takes_the_whole_window(dossier: Page) -> None:
    dossier.size(360)
    dossier.click("#cover a.ref[href^='#exhibit-']")
    assert dossier.eval("document.querySelector('dialog.beside').matches(':modal')") is True
    assert dossier.eval("document.querySelector('dialog.beside').getBoundingClientRect().width") == 360
    dossier.press("Escape")
    assert dossier.eval("document.querySelector('dialog.beside').open") is False


def test_the_panel_leads_to_the_place_of_the_exhibit(dossier: Page) -> None:
    dossier.click("#cover a.ref[href^='#exhibit-']")
    dossier.click("dialog.beside header a")
    assert dossier.eval(
        "location.hash === '#' + document.activeElement.id && !!document.querySelector(':target')"
    )
    assert dossier.eval("document.querySelector('dialog.beside').open") is False


def test_a_photograph_enlarges_and_the_next_follows_by_keyboard(dossier: Page) -> None:
    dossier.eval("document.querySelector('figure.plate button.enlarge').focus()")
    dossier.press("Enter")
    first = dossier.eval("document.getElementById('large-title').textContent")
    assert dossier.eval("document.querySelector('dialog.large').matches(':modal')") is True
    assert first.startswith("E")
    shown = "document.querySelector('dialog.large img').getBoundingClientRect().width"
    assert dossier.eval(shown) > dossier.eval("document.querySelector('figure.plate img').clientWidth")
    assert found(dossier) == []
    dossier.eval("document.querySelectorAll('dialog.large header button')[1].click()")
    assert dossier.eval("document.getElementById('large-title').textContent") != first
    dossier.press("Escape")
    assert dossier.eval("document.activeElement.matches('figure.plate button.enlarge')") is True


def test_a_photograph_beside_the_text_enlarges_too(dossier: Page) -> None:
    dossier.eval(
        "Array.from(document.querySelectorAll('main .margin a.ref'))"
        ".find(a => document.querySelector(a.hash).matches('figure.plate')).click()"
    )
    dossier.click("dialog.beside .shot img")
    assert dossier.eval("document.querySelector('dialog.large').open") is True
    dossier.press("Escape")
    assert dossier.eval("[...document.querySelectorAll('dialog')].map(d => d.open)") == [True, False]


def test_the_contents_follow_the_reader(dossier: Page) -> None:
    current = "(document.querySelector('nav.contents a[aria-current]') || {}).hash"
    for section in ("#loss", "#integrity", "#projection"):
        dossier.eval(
            "document.documentElement.style.scrollBehavior = 'auto';"
            f"document.querySelector('{section}').scrollIntoView()"
        )
        assert dossier.wait(f"{current} === '{section}'")
    box = dossier.eval(
        "(b => [b.top, b.bottom])(document.querySelector('nav.contents').getBoundingClientRect())"
    )
    assert 0 <= box[0] < box[1] <= 900


def test_without_script_every_reference_leads_to_its_exhibit(browser: Page, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(pages(TUMBLERS)["index.html"], encoding="utf-8")
    browser.script(False)
    browser.open(file)
    browser.click("#cover a.ref[href^='#exhibit-']")
    assert browser.eval("document.querySelectorAll('dialog').length") == 0
    assert browser.eval("!!document.querySelector('#exhibits :target')") is True
    browser.eval("document.querySelector('details.page-text summary').focus()")
    browser.press("Enter")
    assert browser.eval("document.querySelector('details.page-text').open") is True


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_the_page_loads(browser: Page, tmp_path: Path, width: int) -> None:
    file = tmp_path / "index.html"
    file.write_text(pages(TUMBLERS)["index.html"], encoding="utf-8")
    browser.size(width)
    watcher = browser.before(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => window.moved += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    browser.open(file)
    browser.wait("document.readyState === 'complete'")
    moved = browser.eval("new Promise(done => setTimeout(() => done(window.moved), 300))")
    browser.forget(watcher)
    assert moved == 0


def test_printed_from_the_browser_it_shows_no_button(dossier: Page) -> None:
    dossier.look("dark", media="print")
    screens = "[...document.querySelectorAll('button, dialog, .to-contents')]"
    shown = f"{screens}.filter(e => getComputedStyle(e).display !== 'none').length"
    assert dossier.eval(shown) == 0
    assert dossier.eval("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
