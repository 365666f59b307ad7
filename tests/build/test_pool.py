"""Cases beside each other: the order of what is told, one that hangs or breaks alone, and nobody left behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotproof.build import pool
from lotproof.build.task import Order

DOUBLE = Path(__file__).with_name("double.py")


@pytest.fixture(autouse=True)
def double(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WORKER", DOUBLE)
    monkeypatch.setattr(pool, "GRACE", 0.2)


def orders(root: Path, *names: str) -> list[Order]:
    return [
        Order(str(root), str(root / "cases" / name), None, (), {}, (False, False), "", "") for name in names
    ]


def told(root: Path, jobs: int, *names: str) -> list[tuple[str, list[str]]]:
    found = pool.run(orders(root, *names), jobs)
    return [
        (one.name, [*one.files, *(finding.message for finding in one.findings), *one.mistake])
        for one in found
    ]


def processes(root: Path) -> Iterator[int]:
    for line in (root / "pids").read_text().splitlines():
        worker, child, *_ = line.split()
        yield int(worker)
        yield int(child)


def runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def nobody_is_left(root: Path) -> None:
    deadline = time.monotonic() + 10
    while any(runs(process) for process in processes(root)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
def test_the_order_asked_whoever_is_first(tmp_path: Path, jobs: int) -> None:
    names = ["slow-a", "b", "c", "slow-d", "e"]
    assert told(tmp_path, jobs, *names) == [(name, ["a.pdf"]) for name in names]
    workers = {line.split()[0] for line in (tmp_path / "pids").read_text().splitlines()}
    assert len(workers) <= min(jobs, len(names))
    nobody_is_left(tmp_path)


def test_a_worker_stays_warm_and_lays_out_one_document_at_a_time(tmp_path: Path) -> None:
    told(tmp_path, 1, "a", "b", "c")
    lines = [line.split() for line in (tmp_path / "pids").read_text().splitlines()]
    assert len({worker for worker, *_ in lines}) == 1 and {presses for _, _, presses, _ in lines} == {"1"}


def test_a_worker_is_replaced_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_TURNS", 2)
    assert [name for name, _ in told(tmp_path, 1, "a", "b", "c")] == ["a", "b", "c"]
    assert len({line.split()[0] for line in (tmp_path / "pids").read_text().splitlines()}) == 2


def kept_to(root: Path, jobs: int) -> list[set[int]]:
    """The cores of each worker that is at work while the first order is."""
    running = pool.run(orders(root, *(f"slow-{number}" for number in range(2 * jobs))), jobs)
    next(running)
    workers = {int(line.split()[0]) for line in (root / "pids").read_text().splitlines()}
    found = [os.sched_getaffinity(worker) for worker in workers if runs(worker)]
    running.close()  # type: ignore[attr-defined]
    assert found
    return found


def test_each_of_as_many_workers_as_cores_keeps_to_its_own(tmp_path: Path) -> None:
    found = kept_to(tmp_path, len(os.sched_getaffinity(0)))
    assert all(len(cores) == 1 for cores in found)
    assert len(set.union(*found)) == len(found)


def test_others_go_where_the_system_sends_them(tmp_path: Path) -> None:
    cores = os.sched_getaffinity(0)
    assert all(found == cores for found in kept_to(tmp_path, len(cores) + 1))


def test_one_that_breaks_its_process_fails_alone(tmp_path: Path) -> None:
    broken = ["the case was not built: its process broke off."]
    found = told(tmp_path, 2, "a", "crash-b", "c", "crash-d", "e")
    assert found == [
        ("a", ["a.pdf"]),
        ("crash-b", broken),
        ("c", ["a.pdf"]),
        ("crash-d", broken),
        ("e", ["a.pdf"]),
    ]
    nobody_is_left(tmp_path)


def test_one_that_hangs_is_ended_and_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pool.SECONDS_NAME, "2")
    late = ["the case was not built: it took more than 2 seconds."]
    assert told(tmp_path, 2, "hang-a", "b", "c") == [("hang-a", late), ("b", ["a.pdf"]), ("c", ["a.pdf"])]
    nobody_is_left(tmp_path)


def test_a_mistake_of_ours_says_where(tmp_path: Path) -> None:
    assert told(tmp_path, 2, "mistake", "b") == [
        ("mistake", ["a.py:1 in f", "builtins.KeyError"]),
        ("b", ["a.pdf"]),
    ]


def test_a_machine_that_cannot_print_ends_it(tmp_path: Path) -> None:
    with pytest.raises(pool.Lacking, match="Pango is missing"):
        told(tmp_path, 2, "lacking", "hang")
    nobody_is_left(tmp_path)


def test_a_limit_that_is_no_number_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pool.SECONDS_NAME, "soon")
    with pytest.raises(pool.Lacking, match="LOTPROOF_CASE_SECONDS must be a whole number above zero"):
        told(tmp_path, 2, "a", "b")


def test_whoever_stops_listening_ends_every_worker(tmp_path: Path) -> None:
    found = pool.run(orders(tmp_path, "a", "hang-b", "hang-c"), 2)
    assert next(found).name == "a"
    while (tmp_path / "pids").read_text().count("hang") < 2:
        time.sleep(0.02)
    found.close()  # type: ignore[attr-defined]
    nobody_is_left(tmp_path)


def test_as_many_as_memory_and_cores_allow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about = tmp_path / "meminfo"
    monkeypatch.setattr(pool, "_MEMORY", about)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    for free, jobs in ((64, 8), (3, 3), (0, 1)):
        about.write_text(f"MemTotal: 1 kB\nMemAvailable: {free * 1024 * 1024} kB\n")
        assert pool.bearable() == jobs
    about.unlink()
    assert pool.bearable() == 8
