"""The program's commands, in the order a person needs them, each loaded only when it is asked for.

Why: one table to read, and `--help` and the TAB key answer at once.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Final, NoReturn

import click

from lotproof import __version__
from lotproof.cli.door import Door, with_hint

# the command of each name is the function of that name in the module of that name; a test holds the texts to theirs
COMMANDS: Final = {
    "init": "A workspace: settings, editor schemas, git and CI files.",
    "new": "A case that builds as it is, with comments to follow.",
    "add": "Register files as exhibits of a case.",
    "log": "Add an event to the log of a case.",
    "check": "Every problem of the cases in one run; writes nothing.",
    "build": "The documents of the cases, into build/.",
    "watch": "Build, serve, and show in the browser what is saved.",
    "status": "What is due, overdue and next in every case.",
    "diff": "What changed in a case between two revisions, in words.",
    "ics": "The open deadlines as a calendar file (iCalendar).",
    "show": "What is computed of one case.",
    "plan": "The sampling plan for a lot.",
    "sign": "Sign finished PDFs, and timestamp manifests.",
    "verify": "Whether a PDF, a bag or a build is as it was made.",
    "bag": "A BagIt bag of a built case, for whoever keeps it.",
    "explain": "What a code means and how to mend it.",
    "schema": "JSON Schemas of the files of a case, for editors.",
    "doctor": "What this machine lacks, in one line each.",
}


class Loaded(MutableMapping[str, click.Command]):
    """The commands by name, in their order; one is imported when it is looked up."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in COMMANDS:
            raise KeyError(name)
        command: click.Command = getattr(import_module(f"lotproof.cli.{name}"), name)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __setitem__(self, name: str, command: click.Command) -> NoReturn:
        raise TypeError("a command stands in the table")

    def __delitem__(self, name: str) -> NoReturn:
        raise TypeError("a command stands in the table")


class Program(Door):
    """The group of all commands: lists them without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it; of an unknown command the one nearest is named."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand:
            from lotproof.case.near import nearest

            near = nearest(args[0], COMMANDS)
            hint = f"did you mean '{near}'?" if near else "lotproof --help lists them."
            raise click.UsageError(with_hint(f"No such command '{args[0]}'.", hint), ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of `--help`, from the table."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, package_name="lotproof", message="lotproof %(version)s")
def main() -> None:
    """Turn a folder of facts about a failed inspection into an evidence dossier."""


main.commands = Loaded()
