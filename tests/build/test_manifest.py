"""The manifest lists what the figures rest on at their instant, and says which name it cannot hold."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from lotproof.build.look import look
from lotproof.build.manifest import inputs, manifest, typed_digests
from lotproof.case.case import Case
from lotproof.compute.figures import Figures

SOUND = Path(__file__).parents[1] / "cases" / "sound"


def seen(root: Path, when: datetime | None = None) -> tuple[Path, Case, Figures]:
    folder = root / "cases" / "sound"
    if not folder.exists():
        shutil.copytree(SOUND, folder)
    found = look(folder, when)
    assert found.case is not None and found.figures is not None
    return folder, found.case, found.figures


def test_events_after_the_instant_are_not_listed(tmp_path: Path) -> None:
    folder, case, figures = seen(tmp_path, datetime(2026, 8, 13, 12, tzinfo=UTC))
    listed = inputs(case, figures, typed_digests(folder))
    assert "log/2026-08-12-2100-frozen.md" in listed
    assert "log/2026-08-13-0915-car.md" not in listed


def test_private_words_are_never_digested(tmp_path: Path) -> None:
    folder, case, figures = seen(tmp_path)
    (folder / "private.yaml").write_text("objective: {opening: 1}\n", "utf-8")
    (folder / "log" / "link.md").symlink_to(folder / "private.yaml")
    assert not any(
        "private" in name or "link" in name for name in inputs(case, figures, typed_digests(folder))
    )


def test_a_name_the_manifest_cannot_hold_is_a_finding(tmp_path: Path) -> None:
    folder, _, _ = seen(tmp_path)
    digest = "a" * 64
    text, findings = manifest(
        tmp_path, folder, {"evidence/100%.pdf": digest, "case.yaml": digest}, {"b.pdf": b""}
    )
    assert [(f.code, f.place.file) for f in findings] == [("INPUT_NOT_LISTED", "evidence/100%.pdf")]
    assert text.splitlines()[0] == f"{digest}  ../../cases/sound/case.yaml"
    assert len(text.splitlines()) == 2
