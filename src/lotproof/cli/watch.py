"""`lotproof watch`: build, and build again what a saved file touches, until interrupted."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from lotproof.cli import report
from lotproof.cli.build import build_cases, by_root, desk_and_tell
from lotproof.cli.chosen import NOW, Selection, as_of_option, chosen
from lotproof.cli.complete import CASE
from lotproof.cli.door import Unusable


@click.command(short_help="Build again whenever a file is saved.")
@click.argument("cases", nargs=-1, metavar="[CASE]...", type=CASE)
@as_of_option
def watch(cases: tuple[str, ...], times: tuple[str, ...]) -> None:
    """Build the cases as of now, then each again whenever one of its files is saved. Ctrl-C ends it."""
    from lotproof.read.house import TEMPLATES
    from lotproof.read.settings import SETTINGS
    from lotproof.render.templates import template_dir
    from lotproof.watch.affected import affected, worth
    from lotproof.watch.events import changes

    wanted, roots = _wanted(cases, times)
    if len(set(roots.values())) != 1 or any(
        one.folder.parent != roots[one.folder.name] / "cases" for one in wanted.cases
    ):
        raise Unusable("watch looks at cases of one workspace, in its folder cases.")
    root, templates = roots[wanted.cases[0].folder.name], template_dir()
    own = [folder for folder in _house_folders(root) if folder != templates]
    shared = (templates, *own, root / TEMPLATES, root / SETTINGS)
    with changes([root / "cases", templates, *own], beside=[root]) as bundles:
        _build(root, wanted, roots)
        report.say("watching; Ctrl-C ends it")
        for changed in bundles:
            if any(worth(path) for path in changed):
                # read again: a case may be new, and now is later
                wanted, roots = _wanted(cases, times)
                _build(root, wanted, affected(changed, root / "cases", shared, roots))


def _house_folders(root: Path) -> list[Path]:
    """The folders of the workspace that every page of it may rest on."""
    from lotproof.read.house import TEMPLATES, read_house

    named = {(root / name).parent for name in read_house(root)[0].inputs} | {root / TEMPLATES}
    return sorted(folder for folder in named - {root} if folder.is_dir())


def _build(root: Path, wanted: Selection, names: Collection[str]) -> None:
    """Build the cases named, then the desk, which shows also what is not watched or no longer there."""
    build_cases(root, [one for one in wanted.cases if one.folder.name in names])
    desk_and_tell(root, wanted.as_of, {})


def _wanted(cases: tuple[str, ...], times: tuple[str, ...]) -> tuple[Selection, dict[str, Path]]:
    """The cases with their instants, as of now where none is given, and the workspace of each."""
    bare = any("=" not in time for time in times)
    wanted = chosen(cases, times if bare else (*times, NOW))
    return wanted, {one.folder.name: root for root, some in by_root(wanted.cases).items() for one in some}
