"""What the browsers are shown while a case is worked on: the newest page, or the last good one with what is wrong."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from tests.cli.running import workspace

from lotproof.build.where import Asked
from lotproof.case.finding import Finding, Place
from lotproof.watch.hub import DESK, Hub
from lotproof.watch.session import Session

NOW = datetime.fromisoformat("2026-08-14T08:00:00+08:00")
FRONT = "sound/index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path, "sound")


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    """A session with the front page of the case open in a browser."""

    def cases() -> dict[str, Asked]:
        return {one.name: Asked(one, NOW) for one in (root / "cases").iterdir()}

    made = Session(root, cases)
    opened(made.hub, f"/{FRONT}")
    yield made
    made.hub.close()


def opened(hub: Hub, page: str) -> None:
    ready = threading.Event()

    def listen() -> None:
        for _ in hub.listen(page, page.split("/")[1], 10):
            ready.set()

    threading.Thread(target=listen, daemon=True).start()
    assert ready.wait(20)


def text(session: Session, path: str = FRONT) -> str:
    found = session.page(path)
    assert found is not None
    return found[0]


def test_a_save_is_on_the_page_before_there_is_any_pdf(root: Path, session: Session) -> None:
    assert "Rim scratched" in text(session)
    (root / "cases" / "sound" / "findings.md").write_text("The cartons were wet.\n", "utf-8")
    session.saved(["sound"])
    found = session.page(FRONT)
    assert found is not None and "The cartons were wet." in found[0] and found[1:] == ("sound", 1)
    assert session.hub.state("sound").making is True
    assert not (root / "build").exists()


def test_a_save_that_changes_nothing_seen_moves_no_page(session: Session) -> None:
    text(session)
    session.saved(["sound"])
    assert session.hub.state("sound").version == 0


def test_what_cannot_be_read_leaves_the_last_good_page(root: Path, session: Session) -> None:
    good = text(session)
    facts = root / "cases" / "sound" / "case.yaml"
    before = facts.read_text("utf-8")
    facts.write_text("lotproof: [\n", "utf-8")
    session.saved(["sound"])
    state = session.hub.state("sound")
    assert state.version == 0 and state.problems[0]["place"].startswith("case.yaml:")
    assert text(session) == good
    facts.write_text(before, "utf-8")
    session.saved(["sound"])
    assert session.hub.state("sound").problems == ()


def test_a_broken_template_leaves_the_last_good_page(root: Path, session: Session) -> None:
    good = text(session)
    (root / "templates").mkdir()
    (root / "templates" / "_loss.html.j2").write_text("{% if %}", "utf-8")
    session.saved(["sound"], shared=True)
    (problem,) = session.hub.state("sound").problems
    assert problem["code"] == "TEMPLATE_BROKEN" and "_loss.html.j2" in problem["place"]
    assert text(session) == good
    (root / "templates" / "_loss.html.j2").write_text("<p>Our own words.</p>", "utf-8")
    session.saved(["sound"], shared=True)
    assert session.hub.state("sound").problems == ()
    assert "Our own words." in text(session)


def test_a_mistake_of_ours_leaves_the_last_good_page(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = text(session)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("lotproof.watch.session.Preview", broken)
    session.saved(["sound"])
    assert [one["code"] for one in session.hub.state("sound").problems] == ["LOOK_FAILED"]
    assert text(session) == good


def test_what_the_build_found_is_told_when_the_pdfs_are_through(session: Session) -> None:
    text(session)
    session.saved(["sound"])
    session.built("sound", [Finding("RENDER_FAILED", "error", "It was not made.", Place("."), None)])
    state = session.hub.state("sound")
    assert (state.making, [one["code"] for one in state.problems]) == (False, ["RENDER_FAILED"])


def test_every_document_of_the_case_can_be_looked_at(session: Session) -> None:
    for name in ("car", "car.zh", "options", "confirmation", "8d", "bank", "internal/brief"):
        assert "<html" in text(session, f"sound/{name}.html"), name
    assert session.page("sound/none.html") is None
    assert session.page("none/index.html") is None


def test_a_case_that_is_gone_is_forgotten(root: Path, session: Session) -> None:
    text(session)
    shutil.rmtree(root / "cases" / "sound")
    session.saved(["sound"])
    assert session.page(FRONT) is None


def test_the_desk_is_told_only_when_it_differs(root: Path, session: Session) -> None:
    assert "is being made" in text(session, "index.html")
    (root / "build").mkdir()
    for words in ("<p>One</p>", "<p>One</p>", "<p>Two</p>"):
        (root / "build" / "index.html").write_text(words, "utf-8")
        session.desk()
    assert session.hub.state(DESK).version == 2
    assert text(session, "index.html") == "<p>Two</p>"


@pytest.mark.parametrize("act", [lambda s: s.saved(["sound"]), lambda s: s.committed()])
def test_nothing_is_made_for_nobody(root: Path, act: Callable[[Session], None]) -> None:
    session = Session(root, lambda: {"sound": Asked(root / "cases" / "sound", NOW)})
    act(session)
    assert session.hub.state("sound").version == 0
    assert session.picture("none.jpg") is None
