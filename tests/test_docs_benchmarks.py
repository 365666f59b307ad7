"""docs/benchmarks.md is what the benches print of their record; the record holds what the last run of each measured.

`pytest --update` writes the page.
"""

from __future__ import annotations

import json

import pytest

from .bench.__main__ import PAGE, RECORD, page, recorded


def test_the_page_is_the_record(request: pytest.FixtureRequest) -> None:
    printed = page(json.loads(RECORD.read_text("utf-8")))
    if request.config.getoption("--update"):
        PAGE.write_text(printed, "utf-8")
    assert PAGE.read_text("utf-8") == printed


def test_the_record_is_in_order_and_tells_each_value_once() -> None:
    names = [(row["bench"], row["name"]) for row in json.loads(RECORD.read_text("utf-8"))]
    assert names == sorted(set(names))


def test_a_run_takes_the_place_of_all_its_bench_had_and_of_nothing_else() -> None:
    def row(bench: str, name: str) -> dict[str, str]:
        return {"bench": bench, "name": name}

    before = [row("noop", "b"), row("pool", "20 cases"), row("pool", "ratio")]
    after = recorded(before, [row("pool", "ratio"), row("pool", "200 cases")])
    assert after == [row("noop", "b"), row("pool", "200 cases"), row("pool", "ratio")]
