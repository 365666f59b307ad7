"""How long the desk of 2,000 cases takes beside what nobody can save: ratios in one run, and the size of the page.

The cases are synthetic and read from no disk. The floor of making the pages is computing the figures they show, once;
of a key pressed in the field Find, with everything laid out anew, it is loading the page. The browser's rows are left
out where there is none. Prints the ratios; exits 1 when one is over its budget.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measured import conclude

COUNT, SUPPLIERS, ROUNDS = 2_000, 120, 3
BUDGETS = {
    "page of 2,000 / figures of 2,000": 0.3,
    "rows alone (status) / figures of 2,000": 0.1,
    "series over 2,000 cases / figures of 2,000": 0.1,
    "page of 2,000 / page of 200, per case": 2.0,
    "pages of all suppliers / figures of 2,000": 0.3,
    "kilobytes a case": 1.4,
    "load of 2,000 / load of 200, per case": 1.0,
    "a key in Find over 2,000 cases / load of them": 0.2,
}
WORDS = ("s", "supplier 7", "supplier 77", "lot 19", "lot 199", "overdue", "no such words", "")
KEY = """(words => {
  const field = document.getElementById('words'); field.value = words;
  const began = performance.now(); field.dispatchEvent(new Event('input')); document.body.offsetHeight;
  return performance.now() - began;
})"""


def seconds(job: Any) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def cases() -> list[Any]:
    """Cases of every state: by number some sent, some answered, some locked; suppliers and products repeat."""
    from lotproof.case.case import Case, LogEvent, Places
    from lotproof.case.events import Event
    from lotproof.case.facts import CaseFacts

    found = []
    for number in range(COUNT):
        day = date(2024, 1, 1) + timedelta(days=number % 900)
        sent = datetime(day.year, day.month, day.day, 10, tzinfo=UTC) + timedelta(days=2)
        units = (number * 7) % 23
        severity = "tightened" if number % 11 == 0 else "normal"
        facts = CaseFacts.model_validate(
            {
                "lotproof": "1",
                "title": f"Case of lot {number}, scratched rims",
                "currency": "USD",
                "timezone": "America/Denver",
                "buyer": {"name": "Buyer"},
                "supplier": {"name": f"Supplier {number % SUPPLIERS} Make-Believe Metalware Co., Ltd."},
                "order": {
                    "number": f"P-{number}",
                    "product": "Tumbler",
                    "quantity": "3000",
                    "unit_price": "7.20",
                },
                "inspections": [
                    {
                        "id": f"R-{number}",
                        "performed": [day.isoformat()],
                        "issued": f"{day.isoformat()}T20:00:00+08:00",
                        "quantity": {"presented": "3000"},
                        "standard": "ISO 2859-1:1999",
                        "scopes": [
                            {
                                "id": "visual",
                                "level": "II",
                                "sample": "125",
                                "severity": severity,
                                "classes": {
                                    "critical": {"aql": "not-allowed", "units": "0"},
                                    "major": {"aql": "2.5", "units": str(units)},
                                    "minor": {"aql": "4.0", "units": str(units // 2)},
                                },
                            }
                        ],
                        "defects": [
                            {
                                "id": "D1",
                                "class": "major",
                                "title": f"Defect {number % 9}",
                                "units": str(units),
                            }
                        ],
                    }
                ],
                "losses": [{"id": "L1", "class": "major", "rate": "9.10"}],
            }
        )
        log = [
            Event.model_validate({"at": sent.isoformat(), "kind": "car", "channel": "email", "from": "buyer"})
        ]
        if number % 3:
            reply = {"at": (sent + timedelta(hours=20)).isoformat(), "kind": "reply", "channel": "email"}
            log.append(
                Event.model_validate({**reply, "from": "supplier", "answers": {"major": ["root-cause"]}})
            )
        entries = tuple(LogEvent(event, f"log/{place}.md", "") for place, event in enumerate(log))
        found.append(Case(f"psi-{number:04d}", Path(), facts, (), {}, entries, "", None, Places()))
    return found


def main() -> int:
    from lotproof.compute.all import compute
    from lotproof.compute.lots import presented
    from lotproof.compute.series import series
    from lotproof.render.html import render
    from lotproof.view.desk.page import SUPPLIER, TEMPLATE, desk, supplier_pages
    from lotproof.view.desk.rows import Entry, rows

    every = cases()
    as_of = datetime(2026, 6, 1, tzinfo=UTC)
    began = time.perf_counter()
    computed = [compute(case, as_of) for case in every]
    figures = time.perf_counter() - began
    entries = [
        Entry(case.id, case, seen, (), frozenset({"index.html"}))
        for case, seen in zip(every, computed, strict=True)
    ]
    few = [replace(entry) for entry in entries[:200]]

    def found(some: list[Entry]) -> Any:
        return series(
            lot for one in some if one.case and one.figures for lot in presented(one.case.facts, one.figures)
        )

    def page(some: list[Entry]) -> str:
        return render(TEMPLATE, **desk(some, found(some)))

    def of_suppliers() -> None:
        for shown in supplier_pages(context).values():
            render(SUPPLIER, **shown)

    context = desk(entries, found(entries))
    size = len(page(entries).encode()) / 1000  # warm: templates and fonts
    ratios: dict[str, list[float]] = {name: [] for name in BUDGETS}
    for _ in range(ROUNDS):
        whole, part = seconds(lambda: page(entries)), seconds(lambda: page(few))
        print(f"figures {figures:.2f} s, page {whole:.2f} s, page of 200 {part:.2f} s, {size:,.0f} kB")
        ratios["page of 2,000 / figures of 2,000"].append(whole / figures)
        ratios["rows alone (status) / figures of 2,000"].append(seconds(lambda: rows(entries)) / figures)
        ratios["series over 2,000 cases / figures of 2,000"].append(seconds(lambda: found(entries)) / figures)
        ratios["page of 2,000 / page of 200, per case"].append(whole / part / (len(entries) / len(few)))
        ratios["pages of all suppliers / figures of 2,000"].append(seconds(of_suppliers) / figures)
        ratios["kilobytes a case"].append(size / len(entries))
    for name, values in in_browser(page(entries), page(few)).items():
        ratios[name] = values
    return conclude("desk", {name: values for name, values in ratios.items() if values}, BUDGETS)


def in_browser(whole: str, part: str) -> dict[str, list[float]]:
    """The rows that only a browser can tell; none without one."""
    from tests.browser.chromium import Page, chromium, lacking

    if (missing := lacking()) is not None:
        print(f"not opened: {missing}")
        return {}
    loads: list[float] = []
    keys: list[float] = []

    def load(browser: Page, file: Path) -> float:
        browser.open(file)
        return float(browser.wait("performance.getEntriesByType('navigation')[0].loadEventEnd"))

    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        large, small = Path(name) / "large.html", Path(name) / "small.html"
        large.write_text(whole, "utf-8")
        small.write_text(part, "utf-8")
        load(browser, small)  # warm: fonts
        for _ in range(ROUNDS):
            less, more = load(browser, small), load(browser, large)
            pressed = [float(browser.eval(f"{KEY}({json.dumps(words)})")) for words in WORDS]
            print(
                f"load {more:.0f} ms, of 200 {less:.0f} ms; a key {median(pressed):.0f} ms, at most"
                f" {max(pressed):.0f} ms"
            )
            loads.append(more / less / 10)
            keys.append(median(pressed) / more)
    return {
        "load of 2,000 / load of 200, per case": loads,
        "a key in Find over 2,000 cases / load of them": keys,
    }


if __name__ == "__main__":
    sys.exit(main())
