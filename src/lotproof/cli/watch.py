"""`lotproof watch`: build, and build again what a saved file touches, until interrupted."""

from __future__ import annotations

from pathlib import Path

import click

from lotproof.cli import report
from lotproof.cli.build import build_and_tell, with_roots
from lotproof.cli.chosen import NOW, Chosen, as_of_option, chosen
from lotproof.cli.door import Unusable


@click.command(short_help="Build again whenever a file is saved.")
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@as_of_option
def watch(cases: tuple[str, ...], times: tuple[str, ...]) -> None:
    """Build the cases as of now, then each again whenever one of its files is saved. Ctrl-C ends it."""
    from lotproof.render.html import template_dir
    from lotproof.watch.affected import affected
    from lotproof.watch.events import changes

    wanted, roots = _wanted(cases, times)
    if len(set(roots.values())) != 1 or any(
        one.folder.parent != roots[one.folder.name] / "cases" for one in wanted
    ):
        raise Unusable("watch looks at cases of one workspace, in its folder cases.")
    root, templates = roots[wanted[0].folder.name], template_dir()
    with changes([root / "cases", templates]) as bundles:
        for one in wanted:
            build_and_tell(root, one)
        report.say("watching; Ctrl-C ends it")
        for changed in bundles:
            # read again: a case may be new, and now is later
            wanted, roots = _wanted(cases, times)
            touched = affected(changed, root / "cases", templates, roots)
            for one in wanted:
                if one.folder.name in touched:
                    build_and_tell(root, one)


def _wanted(cases: tuple[str, ...], times: tuple[str, ...]) -> tuple[tuple[Chosen, ...], dict[str, Path]]:
    """The cases with their instants, as of now where none is given, and the workspace of each."""
    bare = any("=" not in time for time in times)
    wanted = chosen(cases, times if bare else (*times, NOW)).cases
    return wanted, {one.folder.name: root for one, root in with_roots(wanted)}
