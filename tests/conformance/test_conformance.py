"""Files that we write conform to PDF/A-3a and PDF/UA-1, by a validator that is not ours."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from .torture import torture
from .validator import lacking, validate

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(lacking() is not None, reason=lacking() or ""),
]


def test_everything_at_once_conforms_and_a_seeded_fault_is_caught(tmp_path: Path) -> None:
    """Both in one run of the validator: a validator that passes all files would prove nothing."""
    made = torture()
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(made.data)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        del pdf.Root.OutputIntents
        del pdf.Root.Lang
        for figure in [thing for thing in pdf.objects if _is_figure(thing)]:
            del figure.Alt
        pdf.save(bad, deterministic_id=True)
    failures = validate([good, bad])
    assert [line for line in failures if line.startswith(str(good))] == []
    caught = {line.split()[1] for line in failures if line.startswith(str(bad))}
    assert caught == {"3a", "ua1"}
    assert made.pages >= 4


def _is_figure(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
