"""Columns of text, and lots as words in them.

Why: a table that is pasted into a mail keeps its columns by blanks alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Rows as lines, the columns two blanks apart, those in `right` flush right; no blanks at the end."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            text.rjust(width) if column in right else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def lots_in_words(first: int, last: int | None) -> str:
    """1,201 to 3,200; 500,001 and more."""
    return f"{first:,} and more" if last is None else f"{first:,} to {last:,}"
