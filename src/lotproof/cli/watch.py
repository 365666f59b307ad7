"""`lotproof watch`: build, serve, and show in the browser what a saved file changes, until interrupted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lotproof.cli import report
from lotproof.cli.build import build_cases, by_root, desk_and_tell
from lotproof.cli.chosen import NOW, Selection, as_of_option, chosen
from lotproof.cli.complete import CASE
from lotproof.cli.door import Unusable

if TYPE_CHECKING:
    from lotproof.build.outcome import Outcome
    from lotproof.build.where import Asked
    from lotproof.watch.behind import Behind
    from lotproof.watch.server import Server
    from lotproof.watch.session import Session

PORT: Final = 8620  # what is free near it, if it is taken and no other was named


@click.command(short_help="Build, serve, and show in the browser what is saved.")
@click.argument("cases", nargs=-1, metavar="[CASE]...", type=CASE)
@click.option("--port", type=click.IntRange(0, 65535), metavar="N",
              help=f"Serve on port N of this machine; 0: any that is free. [default: {PORT} or the next]")  # fmt: skip
@as_of_option
def watch(cases: tuple[str, ...], port: int | None, times: tuple[str, ...]) -> None:
    """Build the cases as of now, show them in the browser, and again whenever one of their files is saved.

    The pages change as soon as a file is saved, the PDFs behind them. Only this machine can open them. Ctrl-C ends it.
    """
    from lotproof.watch.affected import worth
    from lotproof.watch.events import changes
    from lotproof.watch.server import HOST
    from lotproof.watch.session import Session

    looked = _Looked(cases, times)
    session = Session(looked.root, looked.asked)

    def told(outcome: Outcome) -> None:
        session.built(outcome.name, outcome.findings)

    def build(name: str, stop: Callable[[], bool]) -> None:
        some = [one for one in looked.wanted.cases if one.folder.name == name]
        build_cases(looked.root, some, stop=stop, then=told)

    def desk() -> None:
        desk_and_tell(looked.root, looked.wanted.as_of, {})
        session.desk()

    below, beside = looked.folders()
    with changes(below, beside) as bundles, _serving(session, port) as server, _behind(build, desk) as behind:
        report.say(
            f"watching {_counted(len(looked.asked()))} at http://{HOST}:{server.port}/ ; Ctrl-C ends it"
        )
        behind.want(looked.asked())
        for changed in bundles:
            behind.look()
            if looked.committed():
                session.committed()
                behind.want(looked.asked())
            if any(worth(path) for path in changed):
                _follow(looked, session, behind, changed)


def _follow(looked: _Looked, session: Session, behind: Behind, changed: frozenset[Path]) -> None:
    """Show what the changed paths touch, and have its PDFs made."""
    from lotproof.watch.affected import affected

    before = set(looked.asked())
    looked.again()  # a case may be new, and now is later
    names = affected(changed, looked.root / "cases", looked.shared, before | set(looked.asked()))
    every = any(path.is_relative_to(one) for path in changed for one in looked.shared)
    session.saved(names, shared=every)
    behind.want((name for name in names if name in looked.asked()), first=not every)


class _Looked:
    """The cases looked at, of one workspace, with their instants as of the last save."""

    def __init__(self, names: tuple[str, ...], times: tuple[str, ...]) -> None:
        from lotproof.read.house import TEMPLATES
        from lotproof.read.settings import SETTINGS
        from lotproof.render.templates import template_dir

        self._names = names
        self._times = times if any("=" not in time for time in times) else (*times, NOW)
        self.wanted: Selection = chosen(self._names, self._times)
        roots = by_root(self.wanted.cases)
        if len(roots) != 1:
            raise Unusable("watch looks at cases of one workspace, in its folder cases.")
        self.root = next(iter(roots))
        if any(one.folder.parent != self.root / "cases" for one in self.wanted.cases):
            raise Unusable("watch looks at cases of one workspace, in its folder cases.")
        self._house = [folder for folder in _house_folders(self.root) if folder != template_dir()]
        self.shared = (template_dir(), *self._house, self.root / TEMPLATES, self.root / SETTINGS)
        self._asked = self._by_name()
        self._commit: tuple[str | None, int] | None = None
        self._commit = self._repository()

    def asked(self) -> dict[str, Asked]:
        """The cases by name."""
        return self._asked

    def again(self) -> None:
        """Look anew which cases there are. None at all is no end: the next may come."""
        try:
            self.wanted = chosen(self._names, self._times)
        except Unusable as problem:
            report.say(str(problem))
            return
        self._asked = self._by_name()

    def committed(self) -> bool:
        """Whether the repository moved on since this was asked last."""
        before, self._commit = self._commit, self._repository()
        return before is None or self._commit[0] != before[0]

    def folders(self) -> tuple[list[Path], list[Path]]:
        """The folders to watch with all below them, and those to watch alone."""
        from lotproof.render.templates import template_dir

        return [self.root / "cases", template_dir(), *self._house], [self.root]

    def _by_name(self) -> dict[str, Asked]:
        from lotproof.build.where import Asked

        return {one.folder.name: Asked(one.folder, one.as_of) for one in self.wanted.cases}

    def _repository(self) -> tuple[str | None, int]:
        """The commit, asked of git only where its folder changed since: this is asked twice a second."""
        from lotproof.read.repository import head_of, top_of

        top = top_of(self.root)
        if top is None:
            return None, 0
        git = top / ".git"
        touched = git.stat().st_mtime_ns if git.is_dir() else 0
        head, before = self._commit if self._commit is not None else (None, -1)
        return (head, touched) if touched == before and touched else (head_of(top), touched)


def _house_folders(root: Path) -> list[Path]:
    """The folders of the workspace that every page of it may rest on."""
    from lotproof.read.house import TEMPLATES, read_house

    named = {(root / name).parent for name in read_house(root)[0].inputs} | {root / TEMPLATES}
    return sorted(folder for folder in named - {root} if folder.is_dir())


@contextmanager
def _serving(session: Session, port: int | None) -> Iterator[Server]:
    """The server in a thread of its own. Raises Unusable when the port named is taken."""
    import threading

    from lotproof.watch.server import Server

    def bound(one: int) -> Server | None:
        try:
            return Server(session, one)
        except OSError:
            return None

    tried = range(PORT, PORT + 20) if port is None else (port,)
    server = next((found for one in tried if (found := bound(one)) is not None), None)
    if server is None:
        raise Unusable(f"port {tried[0]} is taken on this machine; --port 0 takes one that is free.")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield server
    finally:
        session.hub.close()
        server.shutdown()
        server.server_close()


@contextmanager
def _behind(build: Callable[[str, Callable[[], bool]], None], desk: Callable[[], None]) -> Iterator[Behind]:
    from lotproof.watch.behind import Behind

    behind = Behind(build, desk)
    try:
        yield behind
    finally:
        behind.end()
        from lotproof.render.press import break_off

        break_off()
        behind.close()


def _counted(number: int) -> str:
    return "1 case" if number == 1 else f"{number:,} cases"
