"""The program's commands, in the order a person needs them.

Why: one tuple to read; each command lives in the file of its name and imports what is heavy only when it runs.
"""

from __future__ import annotations

import click

from lotproof import __version__
from lotproof.cli.add import add
from lotproof.cli.bag import bag
from lotproof.cli.build import build
from lotproof.cli.check import check
from lotproof.cli.door import Door
from lotproof.cli.explain import explain
from lotproof.cli.init import init
from lotproof.cli.log import log
from lotproof.cli.new import new
from lotproof.cli.plan import plan
from lotproof.cli.schema import schema
from lotproof.cli.show import show
from lotproof.cli.sign import sign
from lotproof.cli.status import status
from lotproof.cli.verify import verify
from lotproof.cli.watch import watch

COMMANDS = (init, new, add, log, check, build, watch, status, show, plan, sign, verify, bag, explain, schema)


class InOrder(Door):
    """Lists its commands in the order they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, package_name="lotproof", message="lotproof %(version)s")
def main() -> None:
    """Turn a folder of facts about a failed inspection into an evidence dossier."""


for command in COMMANDS:
    main.add_command(command)
