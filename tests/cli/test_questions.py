"""What is said of an answer that cannot be read, before the question is asked again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import click
import pytest

from lotproof.cli.questions import ask


def test_a_refused_answer_is_told_in_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from lotproof.case.scalars import Money

    typed: Iterator[str] = iter(("7.2.0", "7.20"))
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(typed))
    assert Decimal(ask("unit price", Money)) == Decimal("7.20")
    assert "not 7.2.0. Write it" in capsys.readouterr().err
