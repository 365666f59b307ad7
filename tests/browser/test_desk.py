"""The desk as somebody uses it: days later, without script, by keyboard, on a telephone, and with many cases."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.view.typed import an_event, the_case

from lotproof.case.case import Case
from lotproof.case.finding import Finding, Place
from lotproof.compute.all import compute
from lotproof.compute.lots import presented
from lotproof.compute.series import series
from lotproof.render.html import render
from lotproof.view.desk.page import SUPPLIER, TEMPLATE, desk, supplier_pages
from lotproof.view.desk.rows import Entry, rows
from lotproof.view.desk.slugs import FOLDER

from .axe import found
from .chromium import Page

FROZEN = an_event("2026-08-12T21:00:00+08:00", "evidence-frozen")
CAR = an_event("2026-08-13T15:15:00Z", "car", attaches=["E1", "E2", "E3", "E4"])
FULL = an_event(
    "2026-08-14T09:40:00Z",
    "reply",
    "supplier",
    answers={"major": ["root-cause", "corrective-action", "timeline", "responsible"]},
)
NOON = datetime(2026, 8, 14, 12, 30, tzinfo=UTC)
LONG = "Zhejiang Yongkang Make-Believe Stainless Steel Metalware and Household Goods Export Co., Ltd"
CREDIT = {"number": "LC-1", "presented": "2026-08-10", "requires": []}


def sent(name: str, at: str, **facts: object) -> Case:
    return replace(the_case(FROZEN, CAR | {"at": at}, **facts), id=name)


CASES = (
    sent("b-soon", "2026-08-13T15:15:00Z", supplier={"name": LONG}, title="Cups with scratched rims"),
    sent(
        "a-late",
        "2026-08-12T12:00:00Z",
        supplier={"name": "永康市不锈钢制品有限公司"},
        title="保温杯杯口划伤",
    ),
    replace(
        the_case(FROZEN, CAR, FULL, currency="EUR", platform={"name": "card", "deadline": "2026-10-01"}),
        id="c-weeks",
    ),
    replace(the_case(FROZEN, CAR, FULL, letter_of_credit=CREDIT), id="d-bank"),
    replace(
        the_case(FROZEN, CAR, FULL, platform={"name": "card", "deadline": "2026-09-19"}), id="e-platform"
    ),
    replace(the_case(FROZEN), id="f-draft"),
)
BROKEN = Entry("broken", None, None, (Finding("YAML", "error", "it breaks off.", Place("case.yaml", 3, 1)),))


def entries(at: datetime = NOON) -> list[Entry]:
    made = [
        Entry(case.id, case, compute(case, at), (), frozenset({"index.html"} if case.id != "f-draft" else ()))
        for case in CASES
    ]
    return [*made, BROKEN]


def put(folder: Path, some: list[Entry]) -> Path:
    """The desk and what it links to, as a build leaves them."""
    lots = series(
        lot for one in some if one.case and one.figures for lot in presented(one.case.facts, one.figures)
    )
    context = desk(some, lots)
    (folder / FOLDER).mkdir(exist_ok=True)
    for slug, shown in supplier_pages(context).items():
        (folder / FOLDER / f"{slug}.html").write_text(render(SUPPLIER, **shown), "utf-8")
    for one in some:
        if one.files:
            (folder / one.id).mkdir(exist_ok=True)
            (folder / one.id / "index.html").write_text(f"<title>{one.id}</title>", "utf-8")
    page = folder / "index.html"
    page.write_text(render(TEMPLATE, **context), "utf-8")
    return page


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return put(tmp_path, entries())


def set_clock(browser: Page, at: datetime) -> str:
    return browser.before(f"Date.now = () => {round(at.timestamp() * 1000)};")


@pytest.fixture
def at_noon(browser: Page, page: Path) -> Page:
    """The desk opened when it was made."""
    mark = set_clock(browser, NOON)
    browser.open(page)
    browser.forget(mark)
    return browser


def shown(browser: Page) -> list[tuple[str, str]]:
    """The lines seen, each with its group."""
    seen = browser.eval(
        "[...document.querySelectorAll('tr.case')].filter(r => r.checkVisibility())"
        ".map(r => [r.closest('section').id, r.querySelector('th b').textContent])"
    )
    return [(group, name) for group, name in seen]


def told(browser: Page, selector: str) -> str:
    text = browser.eval(f"document.querySelector({json.dumps(selector)}).innerText")
    return str(text).replace("\u00a0", " ")


def lines(browser: Page, selector: str) -> str:
    """The same of what may be out of sight."""
    return str(browser.eval(f"document.querySelector({json.dumps(selector)}).textContent")).replace(
        "\u00a0", " "
    )


def held(browser: Page) -> str:
    return str(browser.eval("(document.activeElement.closest('tr') || document.activeElement).innerText"))


def test_without_script_every_case_is_there_and_times_are_said_to_be_of_the_instant_printed(
    browser: Page, page: Path
) -> None:
    browser.script(False)
    browser.open(page)
    browser.script(True)
    assert shown(browser) == [(row.group, row.id) for row in rows(entries())]
    assert told(browser, "#clock").strip() == "Times left and groups are those of that instant."
    assert "DUE AT 14 AUG 2026, 12:30 UTC" in told(browser, ".cases thead").upper()
    assert browser.eval("getComputedStyle(document.getElementById('search')).display") == "none"
    assert "1 d 2 h left" in lines(browser, "#due")


@pytest.mark.parametrize(
    "when", [NOON, datetime(2026, 8, 16, 15, 15, 1, tzinfo=UTC), datetime(2027, 1, 5, tzinfo=UTC)]
)
def test_opened_later_the_groups_order_and_times_are_those_of_the_terminal_then(
    browser: Page, page: Path, when: datetime
) -> None:
    mark = set_clock(browser, when)
    browser.open(page)
    browser.forget(mark)
    then = rows(entries(when))
    assert shown(browser) == [(row.group, row.id) for row in then]
    words = browser.eval(
        "[...document.querySelectorAll('tr.case')].map(r => (r.querySelector('.left:not([data-lapses])') ||"
        " {}).textContent || null)"
    )
    assert words == [row.left if row.due_of != "end of the bank's examination" else None for row in then]
    counts = dict(
        browser.eval(
            "[...document.querySelectorAll('.group')].map(g => [g.id,"
            " +g.querySelector('.count').textContent])"
        )
    )
    assert counts == {group: sum(row.group == group for row in then) for group in counts}
    assert browser.problems == []


def test_opened_later_it_says_what_is_of_then_and_what_has_run_out_since(browser: Page, page: Path) -> None:
    mark = set_clock(browser, datetime(2026, 8, 16, 15, 15, 1, tzinfo=UTC))
    browser.open(page)
    browser.forget(mark)
    text = told(browser, "#clock")
    assert text.startswith("Times left and groups: now, 2026-08-16 15:15 UTC by this computer’s clock.")
    assert "States, next acts and findings: as of the instant printed." in text
    assert "1 date has run out since; lotproof status says how that case stands now." in text
    assert "as of 14 Aug 2026, 12:30 UTC" in told(browser, "header")


def test_it_counts_down_while_it_is_open(at_noon: Page) -> None:
    assert "1 d 2 h left" in lines(at_noon, "#due")
    at_noon.eval(f"Date.now = () => {round(datetime(2026, 8, 15, 15, 16, tzinfo=UTC).timestamp() * 1000)}")
    at_noon.eval("document.dispatchEvent(new Event('visibilitychange'))")
    assert ("overdue", "b-soon") in shown(at_noon)
    assert "ran out 1 min ago" in lines(at_noon, "#overdue")


def test_the_bank_s_examination_ends_and_is_never_overdue(browser: Page, page: Path) -> None:
    mark = set_clock(browser, datetime(2026, 8, 30, tzinfo=UTC))
    browser.open(page)
    browser.forget(mark)
    assert ("none", "d-bank") in shown(browser)
    assert re.search(r"ended \d+ d", lines(browser, "#none"))


def test_a_clock_before_the_instant_counts_nothing(browser: Page, page: Path) -> None:
    mark = set_clock(browser, datetime(2020, 1, 1, tzinfo=UTC))
    browser.open(page)
    browser.forget(mark)
    assert shown(browser) == [(row.group, row.id) for row in rows(entries())]
    assert "This computer’s clock stands before it" in told(browser, "#clock")
    assert "1 d 2 h left" in lines(browser, "#due")


def test_slash_finds_and_escape_shows_all_again(at_noon: Page) -> None:
    every = shown(at_noon)
    at_noon.press("/")
    assert at_noon.eval("document.activeElement.id") == "words"
    at_noon.press(*"scratched rims")
    assert [name for _, name in shown(at_noon)] == ["b-soon"]
    assert told(at_noon, "#found") == "1 of 7 cases"
    assert (
        at_noon.eval("[...document.querySelectorAll('tr.firm')].filter(r => r.checkVisibility()).length") == 1
    )
    at_noon.press("Escape")
    assert shown(at_noon) == every
    assert told(at_noon, "#found") == "7 cases" and at_noon.eval("location.hash") == ""


def test_words_find_chinese_and_the_group_a_case_stands_in(at_noon: Page) -> None:
    for words, names in (
        ("杯口", ["a-late"]),
        ("OVERDUE", ["a-late"]),
        ("overdue scratched", []),
        ("nowhere", []),
    ):
        at_noon.eval(
            f"words.value = {json.dumps(words)}; words.dispatchEvent(new Event('input', {{bubbles: true}}))"
        )
        assert [name for _, name in shown(at_noon)] == names
        assert at_noon.eval("nothing.checkVisibility()") is (names == [])


def test_the_address_keeps_what_is_asked_for_and_gives_it_back(at_noon: Page, page: Path) -> None:
    at_noon.eval(
        "(e => { e.value = 'none'; e.dispatchEvent(new Event('change')) })(document.getElementById('f-due'))"
    )
    at_noon.press("/", *"car")
    address = str(at_noon.eval("location.href"))
    assert address.endswith("#q=car&due=none")
    wanted = shown(at_noon)
    assert wanted == [("none", "f-draft")]
    at_noon.open("about:blank")
    at_noon.open(address)
    assert at_noon.eval("words.value") == "car" and ("none", "f-draft") in shown(at_noon)
    at_noon.eval("location.hash = '#state=evidence-frozen'")
    at_noon.wait("document.getElementById('f-state').value === 'evidence-frozen'")
    assert [name for _, name in shown(at_noon)] == ["f-draft"]


def test_an_address_from_a_stranger_is_only_words(browser: Page, page: Path) -> None:
    browser.open(
        f"{page.as_uri()}#q=%3Cimg%20src=x%20onerror=alert(1)%3E&due=__proto__&state=%22%5D&supplier=x"
    )
    assert browser.eval("document.images.length") == 0 and shown(browser) == []
    assert browser.eval("document.getElementById('f-due').value") == ""
    assert browser.problems == []


def test_the_keys_go_from_case_to_case_and_enter_opens(at_noon: Page) -> None:
    order = [name for _, name in shown(at_noon)]
    at_noon.press("j")
    assert held(at_noon).startswith(order[0])
    at_noon.press("j", "ArrowDown")
    assert held(at_noon).startswith(order[2])
    at_noon.press("k")
    assert held(at_noon).startswith(order[1])
    at_noon.press("End")
    assert held(at_noon).startswith(order[-1])
    at_noon.press("j", "Home", "k")
    assert held(at_noon).startswith(order[0])
    at_noon.press("Enter")
    assert "No page of this case was built" in told(at_noon, "#found")
    at_noon.press("/", *"scratched", "Enter")
    assert held(at_noon).startswith("b-soon")
    before = at_noon.loaded
    at_noon.press("Enter")
    at_noon.wait_loaded(before)
    assert at_noon.eval("document.title") == "b-soon"


def test_single_keys_can_be_switched_off_and_fields_take_every_letter(at_noon: Page) -> None:
    at_noon.press("/", *"jk/")
    assert at_noon.eval("words.value") == "jk/"
    at_noon.press("Escape")
    at_noon.click("#single")
    at_noon.press("j", "/")
    assert at_noon.eval("document.activeElement.id") == "single"
    at_noon.click("#single")
    at_noon.press("j")
    assert held(at_noon).startswith("broken")


def test_it_is_read_aloud_as_tables_with_headers_and_named_fields(at_noon: Page) -> None:
    heard = at_noon.read_aloud()
    for wanted in (
        ("searchbox", "Find"),
        ("combobox", "Due"),
        ("combobox", "State"),
        ("combobox", "Supplier"),
        ("search", "Cases"),
        ("button", "Clear"),
        ("columnheader", "Due"),
        ("columnheader", "Exposure, findings"),
    ):
        assert wanted in heard
    names = [name for role, name in heard if role == "rowheader"]
    assert len([name for name in names if name.split()[0] in {row.id for row in rows(entries())}]) == 7
    assert len([role for role, _ in heard if role == "table"]) == 1 + len(
        {group for group, _ in shown(at_noon)}
    )
    assert ("link", "b-soon Cups with scratched rims") in heard


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_the_edge_and_every_word_can_be_told_from_its_ground(
    browser: Page, page: Path, width: int, scheme: str
) -> None:
    browser.look(scheme)
    browser.size(width)
    for one in (page, *sorted((page.parent / FOLDER).iterdir())):
        browser.open(one)
        assert browser.eval("document.documentElement.scrollWidth") <= width
        assert browser.eval(CONTRAST) == []
        assert found(browser) == []
    assert browser.problems == []
    assert all(address.startswith("file:") for address in browser.asked)


CONTRAST = """(() => {
  const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(n => n / 255)
    .map(n => n <= .04045 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4);
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
  return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.disabled
    && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => { const a = light(getComputedStyle(e).color), b = light(ground(e));
      return [e.outerHTML.slice(0, 80), (Math.max(a, b) + .05) / (Math.min(a, b) + .05)]; })
    .filter(found => found[1] < 4.5);
})()"""


def test_it_works_where_only_its_own_script_and_style_may_run(browser: Page, page: Path) -> None:
    text = page.read_text("utf-8")

    def digest(tag: str) -> str:
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        return base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()

    policy = (
        f"default-src 'none'; script-src 'sha256-{digest('script')}'; style-src 'sha256-{digest('style')}'"
    )
    strict = text.replace(
        '<meta charset="utf-8">',
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">',
    )
    page.write_text(strict, "utf-8")
    browser.open(page)
    browser.press("/", *"scratched")
    assert [name for _, name in shown(browser)] == ["b-soon"]
    assert browser.problems == []


def test_a_supplier_s_page_counts_by_the_reader_s_clock_and_leads_to_its_cases(
    browser: Page, page: Path
) -> None:
    mark = set_clock(browser, datetime(2026, 8, 16, tzinfo=UTC))
    (where,) = (page.parent / FOLDER).glob("zhejiang-*.html")
    browser.open(where)
    browser.forget(mark)
    browser.wait("document.querySelector('tr.case').innerText")  # a slow machine has not laid it out yet
    assert "ran out 8 h 45 min ago" in told(browser, "tr.case")
    before = browser.loaded
    browser.press("j", "Enter")
    browser.wait_loaded(before)
    assert browser.eval("document.title") == "b-soon"
    browser.open(where)
    before = browser.loaded
    browser.click("nav a:last-child")
    browser.wait_loaded(before)
    assert [name for _, name in shown(browser)] == ["b-soon"]


def test_among_many_cases_the_last_is_found_by_the_browser_too(browser: Page, tmp_path: Path) -> None:
    one = entries()[0]
    assert one.case is not None
    many = [replace(one, id=f"psi-{n:04d}", case=replace(one.case, id=f"psi-{n:04d}")) for n in range(400)]
    page = put(tmp_path, many)
    assert len(page.read_bytes()) < 400 * 1400 + 40_000
    browser.open(page)
    last = "document.querySelector('tr.case:last-child')"
    assert (
        browser.eval(f"{last}.querySelector('td').checkVisibility({{contentVisibilityAuto: true}})") is False
    )
    assert browser.eval("window.find('psi-0399')") is True
    browser.wait(f"{last}.getBoundingClientRect().top < innerHeight")
    browser.press("/", *"psi-0398")
    assert [name for _, name in shown(browser)] == ["psi-0398"]


def test_a_desk_without_a_case_says_how_to_begin_one(browser: Page, tmp_path: Path) -> None:
    browser.open(put(tmp_path, []))
    assert "No case yet. lotproof new" in told(browser, "main")
    assert browser.eval("document.forms.length") == 0 and browser.problems == []
