"""Documents are printed by as many as there are cores, families together, and told in the order asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from lotproof.build import prints
from lotproof.build.originals import Originals
from lotproof.build.printing import Printed
from lotproof.build.terms import Superseded
from lotproof.case.finding import Finding, Place
from lotproof.view.document import Document

LONG = 5.0  # seconds, after which a thread that waits for another is not waited for


def document(name: str, family: str = "", pictures: int = 0) -> Document:
    shown = {f"{number}.jpg": b"" for number in range(pictures)}
    return Document(name, f"{name}.html", "x.html", "en", name, {}, shown, (), family=family)


DOSSIER, PACK, BRIEF = document("dossier", "case", 9), document("pack", "case", 5), document("brief")
SMALL = document("small", "case", 1)


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Print documents with so many threads; what `made` gives of each by name, and in which order they were begun."""

    def run(
        documents: list[Document], threads: int = 1, made: Callable[[str], object] = str, **more: object
    ) -> list[str]:
        begun: list[str] = []

        def attempt(one: Document, *_: object) -> object:
            begun.append(one.name)
            found = made(one.name)
            return found if isinstance(found, list) else Printed({one.name: b""}, 1)  # type: ignore[dict-item]

        monkeypatch.setattr(prints, "PRESSES", threads)
        monkeypatch.setattr(prints, "_attempt", attempt)
        files, pages, failed = prints.print_all(documents, Originals({}), **more)  # type: ignore[arg-type]
        names = [one.name for one in documents]
        assert list(files) == [name for name in names if name in files]
        assert list(pages) == [f"{name}.pdf" for name in files]
        return [*begun, *(finding.message for finding in failed)]

    return run


def test_families_stay_together_and_the_largest_goes_first(printing: Callable[..., list[str]]) -> None:
    assert printing([BRIEF, SMALL, DOSSIER, PACK]) == ["dossier", "pack", "small", "brief"]


def test_who_has_nothing_to_do_helps_with_another_family(printing: Callable[..., list[str]]) -> None:
    packed = threading.Event()

    def made(name: str) -> None:
        if name == "dossier":
            assert packed.wait(LONG)
        if name == "pack":
            packed.set()

    assert sorted(printing([DOSSIER, PACK, BRIEF], 2, made)) == ["brief", "dossier", "pack"]


def finding(code: str, sentence: str) -> list[Finding]:
    return [Finding(code, "error", sentence, Place("."))]


FAILED = {"pack": finding("LAYOUT_TOO_LONG", "too long"), "letter": finding("RENDER_FAILED", "refused")}
ASKED = [document("letter"), DOSSIER, PACK, *(document(f"behind-{number}") for number in range(3))]


def test_after_one_that_takes_too_long_none_behind_it_is_begun(printing: Callable[..., list[str]]) -> None:
    assert printing(ASKED, 1, FAILED.get) == ["dossier", "pack", "letter", "refused", "too long"]


def test_what_is_told_does_not_depend_on_how_many_are_at_work(printing: Callable[..., list[str]]) -> None:
    assert printing(ASKED, 2, FAILED.get)[-2:] == ["refused", "too long"]


def test_a_mistake_of_ours_ends_the_others_and_is_raised(printing: Callable[..., list[str]]) -> None:
    begun: list[str] = []

    def made(name: str) -> None:
        begun.append(name)
        raise KeyError(name)

    with pytest.raises(KeyError, match="dossier"):
        printing([DOSSIER, PACK, BRIEF], 1, made)
    assert begun == ["dossier"]


def test_a_newer_save_ends_what_is_not_begun(printing: Callable[..., list[str]]) -> None:
    begun: list[str] = []
    with pytest.raises(Superseded):
        printing([DOSSIER, PACK, BRIEF], 1, begun.append, stop=lambda: bool(begun))
    assert begun == ["dossier"]
