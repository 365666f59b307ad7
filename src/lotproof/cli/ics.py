"""`lotproof ics`: the open deadlines as a calendar file."""

from __future__ import annotations

import click

from lotproof import __version__
from lotproof.cli import report
from lotproof.cli.chosen import NOW, as_of_option, chosen
from lotproof.cli.verdict import exit_code


@click.command(short_help="The open deadlines as a calendar file (iCalendar).")
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@as_of_option
def ics(cases: tuple[str, ...], times: tuple[str, ...]) -> int:
    """Print the deadlines open in the cases (all of the workspace when none is named) for any calendar program.

    As of now, unless --as-of says otherwise. Import the file again when a case has moved on: an entry keeps its
    identity and takes its new date. Money stands in none.
    """
    from lotproof.build.look import look
    from lotproof.cli.finding_text import as_text
    from lotproof.render.icalendar import calendar
    from lotproof.view.desk.deadlines import deadlines

    bare = any("=" not in time for time in times)
    wanted = chosen(cases, times if bare else (*times, NOW))
    entries = []
    unread = []
    for one in wanted.cases:
        seen = look(one.folder, one.as_of)
        if seen.case is not None and seen.figures is not None:
            entries += list(deadlines(seen.case, seen.figures))
            continue
        unread += list(seen.findings)
        for finding in seen.findings:
            report.say(as_text(seen.folder, finding, "stderr"))
    report.data(calendar(entries, f"lotproof//lotproof {__version__}"))
    report.say(f"{len(entries)} open deadline{'s' if len(entries) != 1 else ''}")
    return exit_code(unread)
