"""Which cases a saved file touches, and that one save of a real editor is one rebuild."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from lotproof.watch.affected import affected
from lotproof.watch.events import changes
from lotproof.watch.settle import QUIET

CASES, SHARED = Path("/w/cases"), (Path("/w/templates"), Path("/w/lotproof.yaml"))
KNOWN = ("a", "b")


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        (["/w/cases/a/case.yaml"], ("a",)),
        (["/w/cases/b/log/x.md", "/w/cases/a/evidence/y.jpg"], ("a", "b")),
        (["/w/cases/unknown/case.yaml"], ()),
        (["/w/cases"], ()),
        (["/w/cases/a"], ("a",)),
        (["/w/templates/base.css"], ("a", "b")),
        (["/w/lotproof.yaml"], ("a", "b")),
        (["/w/lotproof.yaml~", "/w/README.md"], ()),
        (
            [
                "/w/cases/a/.#case.yaml",
                "/w/cases/a/case.yaml~",
                "/w/cases/a/.case.yaml.swp",
                "/w/cases/a/4913",
            ],
            (),
        ),
        (["/w/build/a/dossier.pdf", "/elsewhere"], ()),
        ([], ()),
    ],
)
def test_affected(changed: list[str], touched: tuple[str, ...]) -> None:
    assert affected(map(Path, changed), CASES, SHARED, KNOWN) == touched


def test_an_editors_save_is_one_bundle_and_reading_is_none(tmp_path: Path) -> None:
    facts = tmp_path / "case.yaml"
    facts.write_text("a", "utf-8")

    def save() -> None:
        facts.read_text("utf-8")
        backup, fresh = tmp_path / "case.yaml~", tmp_path / ".case.yaml.swp"
        facts.rename(backup)
        fresh.write_text("b", "utf-8")
        fresh.rename(facts)
        backup.unlink()

    def save_slowly() -> None:
        facts.rename(tmp_path / "case.yaml~")
        time.sleep(3 * QUIET)  # between the two nothing lies there
        facts.write_text("c", "utf-8")

    with changes([tmp_path]) as ticking:
        bundles = filter(None, ticking)
        facts.read_text("utf-8")
        threading.Timer(0.7, save).start()
        assert facts in next(bundles)
        threading.Timer(0.7, save_slowly).start()
        assert facts in next(bundles)
        assert facts.read_text("utf-8") == "c"
        threading.Timer(0.7, lambda: (tmp_path / "last").write_text("", "utf-8")).start()
        assert next(bundles) == {tmp_path / "last"}
