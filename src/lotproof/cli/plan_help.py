"""The help of `lotproof plan`: its options under headings, and examples one can paste.

Why: eighteen options in one list are read by nobody.
"""

from __future__ import annotations

from typing import Final

import click

_SECTIONS: Final = {
    "The lot and its rules": ("lot", "level", "aql", "severity", "edition", "isolated", "double"),
    "What was found": ("units", "second_units", "checked", "confidence"),
    "The curve": ("oc", "svg"),
    "Other questions": ("inverse", "sample", "ac", "ranges"),
    "Output": ("as_json", "help"),
}

EXAMPLES: Final = """\b
Examples:
  lotproof plan --lot 3000 --level II --aql 2.5
  lotproof plan --lot 3000 --level II --aql 2.5 --units 11
  lotproof plan --lot 3000 --level II --aql 2.5 --checked 96 --units 8
  lotproof plan --lot 3000 --level II --aql 2.5 --double --units 4
  lotproof plan --lot 3000 --level II --aql 2.5 --oc --svg curve.svg
  lotproof plan --lot 3000 --level II --aql not-allowed --json
  lotproof plan --inverse --sample 125 --ac 7
  lotproof plan --ranges --level II --aql 2.5

\b
Editions: ISO 2859-1:1999, ISO 2859-1:2026, GB/T 2828.1, GB/T 2828.1-2012,
MIL-STD-105E, ANSI/ASQ Z1.4, ISO 2859-1:1989. They are schemes for a series of
lots; for a lot in isolation see --isolated."""


class PlanCommand(click.Command):
    """A command that prints its options in sections."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = {param.name: param.get_help_record(ctx) for param in self.get_params(ctx)}
        for title, names in _SECTIONS.items():
            rows = [record for name in names if (record := records.get(name)) is not None]
            with formatter.section(title):
                formatter.write_dl(rows)
