"""`lotproof watch` from a save to what a person sees, in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.running import workspace
from tests.watch.watching import Watched, watching

from .chromium import Page

OVERLAY = "document.getElementById('lotproof-watch').shadowRoot.querySelector('.problems')"
STANDING = (
    "[...document.querySelectorAll('caption')].filter(c => c.textContent.includes('Where the count"
    " stands')).map(c => c.closest('table').querySelector('tbody tr:nth-child(2)').textContent).join()"
)
HEARD = "document.getElementById('lotproof-watch') !== null"


@pytest.fixture(scope="module")
def _watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Watched]]:
    root = workspace(tmp_path_factory.mktemp("watched"), "sound")
    with watching(root, "--as-of", "2026-08-14T08:00:00+08:00") as watched:
        yield root, watched


@pytest.fixture
def case(_watched: tuple[Path, Watched]) -> Iterator[Path]:
    """The case's folder; its files are put back afterwards."""
    folder = _watched[0] / "cases" / "sound"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    yield folder
    for path, data in before.items():
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)


@pytest.fixture
def page(_watched: tuple[Path, Watched], case: Path, browser: Page) -> Page:
    browser.open(f"{_watched[1].address}sound/index.html")
    browser.wait(HEARD)
    return browser


def test_a_saved_file_is_seen_without_a_reload(page: Page, case: Path) -> None:
    page.eval("window.stays = true")
    page.eval("scrollTo(0, 400)")
    before = page.eval("scrollY")
    for number, save in enumerate((in_place, renamed_over, moved_aside)):
        words = f"The seams of lot {number} came open when pulled by hand."
        save(case / "findings.md", f"{words}\n")
        page.wait(f"document.body.textContent.includes({words!r})")
    assert page.eval("window.stays") is True
    assert page.eval("scrollY") == before > 0
    assert page.problems == []


def in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def renamed_over(path: Path, text: str) -> None:
    new = path.with_name(f".{path.name}.tmp")
    new.write_text(text, "utf-8")
    new.replace(path)


def moved_aside(path: Path, text: str) -> None:
    """As vim does: the old file becomes the copy, a new one takes its name, the copy goes."""
    path.rename(f"{path}~")
    path.write_text(text, "utf-8")
    Path(f"{path}~").unlink()


def test_what_is_wrong_lies_over_the_last_good_page_and_goes_when_mended(page: Page, case: Path) -> None:
    facts = case / "case.yaml"
    text = facts.read_text("utf-8")
    title = page.eval("document.querySelector('h1').textContent")
    facts.write_text(text + "lot: [\n", "utf-8")
    page.wait(f"{OVERLAY}.textContent.includes('case.yaml:')")
    assert page.eval(f"{OVERLAY}.hidden") is False
    assert page.eval("document.querySelector('h1').textContent") == title
    facts.write_text(text, "utf-8")
    page.wait(f"{OVERLAY}.hidden")
    assert page.eval("document.querySelector('h1').textContent") == title


def test_an_open_exhibit_stays_open(page: Page, case: Path) -> None:
    page.eval("document.querySelector('main a.ref').click()")
    page.wait("document.querySelector('dialog.beside').open")
    words = "The handles of three units came off in the test."
    (case / "findings.md").write_text(f"{words}\n", "utf-8")
    page.wait(f"document.body.textContent.includes({words!r})")
    assert page.eval("document.querySelector('dialog.beside').open") is True


def test_counts_of_an_inspection_in_progress_move_the_verdict(page: Page, case: Path) -> None:
    facts = case / "case.yaml"
    text = facts.read_text("utf-8")
    going = text.replace("    standard: ISO", "    status: in-progress\n    standard: ISO", 1)
    going = going.replace("sample: 125\n", "sample: 125\n        units_checked: 96\n", 1)
    going = going.replace("units: 11, defects: 12", "units: 7, defects: 7").replace(
        "conclusion: Failed", "conclusion: null"
    )
    facts.write_text(going, "utf-8")
    page.wait(f"{STANDING}.includes('Major7')")
    assert "ejectable" not in page.eval(STANDING)
    facts.write_text(going.replace("units: 7, defects: 7", "units: 8, defects: 8"), "utf-8")
    page.wait(f"{STANDING}.includes('Major8')")
    assert "ejectable" in page.eval(STANDING)


def test_a_window_nobody_sees_catches_up(_watched: tuple[Path, Watched], page: Page, case: Path) -> None:
    """A laptop asleep, too: the window listens to nothing meanwhile and asks for how things are."""
    hide = "Object.defineProperty(document, 'hidden', {{configurable: true, get: () => {}}});"
    page.eval(hide.format("true") + "document.dispatchEvent(new Event('visibilitychange'))")
    words = "Two cartons were wet."
    (case / "findings.md").write_text(f"{words}\n", "utf-8")
    address = f"{_watched[1].address}sound/index.html"
    page.wait(f"fetch('{address}').then(a => a.text()).then(t => t.includes({words!r}))")
    assert page.eval(f"document.body.textContent.includes({words!r})") is False
    page.eval(hide.format("false") + "document.dispatchEvent(new Event('visibilitychange'))")
    page.wait(f"document.body.textContent.includes({words!r})")


def test_a_case_that_comes_and_goes(_watched: tuple[Path, Watched], case: Path, browser: Page) -> None:
    root, watched = _watched
    watched.built("sound")
    browser.open(watched.address)
    browser.wait("document.body && document.body.textContent.includes('sound')")
    other = root / "cases" / "another"
    shutil.copytree(case, root / "another.new")
    (root / "another.new").rename(other)
    browser.wait("document.body && document.body.textContent.includes('another')", 90)
    shutil.rmtree(other)
    browser.wait("document.body && !document.body.textContent.includes('another')", 90)
