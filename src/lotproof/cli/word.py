"""An option's value out of a few words, which says the nearest one when another is typed.

Why: click lists the words there are and leaves it to the reader to find the one that was meant.
"""

from __future__ import annotations

import click

from lotproof.cli.door import with_hint


class Word(click.Choice[str]):
    """A choice of words."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """click's own sentence, and the nearest word where one is near."""
        from lotproof.case.near import nearest

        near = nearest(str(value), [str(choice) for choice in self.choices])
        told = super().get_invalid_choice_message(value, ctx)
        return with_hint(told, f"did you mean '{near}'?" if near else None)
