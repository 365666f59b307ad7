"""What the browsers are shown of a workspace while its cases are being worked on: pages made from what was just saved.

Why: the page comes at once and the PDFs behind it; and what cannot be shown any more stays as it was last good, with
what is wrong laid over it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from lotproof.build.dress import broken, seen_from
from lotproof.build.folder import BUILD
from lotproof.build.originals import OriginalChanged, changed
from lotproof.build.preview import FRONT, Preview, edited, told_now
from lotproof.build.terms import Told
from lotproof.build.where import Asked
from lotproof.case.finding import Finding, Place
from lotproof.case.house import House
from lotproof.read.files import Refusal, read_bytes
from lotproof.read.house import read_house
from lotproof.render.own import TemplateBroken
from lotproof.watch.hub import DESK, Hub
from lotproof.watch.wire import PICTURES

KEPT: Final = 12  # cases whose pages are kept ready
_PAGE_CAP: Final = 64 * 1024 * 1024
_WAITING: Final = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Lotproof</title></head>'
    "<body><p>The desk is being made. This page shows it as soon as it is there.</p></body></html>"
)


class Session:
    """The pages of the workspace in `root`; `cases` gives its cases by name with the instant of each, as of now."""

    def __init__(self, root: Path, cases: Callable[[], Mapping[str, Asked]]) -> None:
        self.hub: Final = Hub()
        self.root: Final = root / BUILD
        self._home, self._cases = root, cases
        self._lock = threading.RLock()
        self._previews: OrderedDict[str, Preview] = OrderedDict()
        self._good: dict[str, dict[str, str]] = {}  # by case and page, what was last shown
        self._told: dict[str, Told] = {}
        self._house: House | None = None
        self._desk: object = None

    def page(self, path: str) -> tuple[str, str, int] | None:
        """The HTML page at a path below `build/`: made from what is saved, the last good, or the disk's."""
        name, _, page = path.partition("/")
        if name in self._cases():
            with self._lock:
                version = self.hub.state(name).version
                text = self._shown(name, page)
                if text is not None:
                    return text, name, version
        data = read_bytes(self.root, path, _PAGE_CAP)
        if isinstance(data, Refusal):
            return (_WAITING, DESK, self.hub.state(DESK).version) if path == FRONT else None
        return data.decode("utf-8", "replace"), DESK, self.hub.state(DESK).version

    def picture(self, name: str) -> bytes | None:
        """A picture that one of the pages shows, by its name."""
        with self._lock:
            previews = list(self._previews.values())
        return next((found for one in previews if (found := one.pictures().get(name)) is not None), None)

    def saved(self, names: Collection[str], *, shared: bool = False) -> None:
        """Files of these cases were saved, or with `shared` something that every page rests on.

        The pages that a browser shows are made again and told; what nobody looks at waits until it is asked for.
        """
        if shared:
            with self._lock:
                self._house = None
        known, looked_at = self._cases(), {page.split("/")[1] for page in self._open()}
        for name in sorted(names):
            with self._lock:
                if name in self._told:
                    self._told[name] = edited(self._told[name])
                if name not in looked_at or name not in known:
                    self._previews.pop(name, None)
                    if name not in known:
                        self._forget(name)
                    continue
                self._anew(name)

    def committed(self) -> None:
        """The repository moved on: what git says is asked again when the PDFs are made."""
        with self._lock:
            self._told.clear()
            self._house = None

    def built(self, name: str, findings: Iterable[Finding]) -> None:
        """The PDFs of a case are in place, or could not be made, and why."""
        with self._lock:
            self.hub.tell(name, problems=_problems(findings), making=False)
            asked = self._cases().get(name)
            if asked is None or name not in self._previews:
                return
            before, now = self._told.get(name), told_now(asked.folder, self._rests_on())
            self._told[name] = now
            if before != now:
                self._anew(name, now_making=False)

    def desk(self) -> None:
        """The desk was made."""
        data = read_bytes(self.root, FRONT, _PAGE_CAP)
        if data != self._desk:
            self._desk = data
            self.hub.tell(DESK, changed=True)

    def _anew(self, name: str, *, now_making: bool = True) -> None:
        """Make the pages of a case again that a browser shows, and tell them; the last good ones stay if that fails."""
        preview, problems = self._preview(name, fresh=True)
        shown = {page.split("/", 2)[2] or FRONT for page in self._open() if page.split("/")[1] == name}
        differs = False
        for page in sorted(shown):
            before = self._good.get(name, {}).get(page)
            text, more = self._made(name, page, preview)
            problems += more
            differs |= text is not None and text != before
        self.hub.tell(name, changed=differs, problems=_problems(problems), making=now_making)

    def _shown(self, name: str, page: str) -> str | None:
        preview, _ = self._preview(name)
        text, _ = self._made(name, page, preview)
        return text if text is not None else self._good.get(name, {}).get(page)

    def _made(self, name: str, page: str, preview: Preview | None) -> tuple[str | None, tuple[Finding, ...]]:
        """A page of a preview; None where it has none or it could not be made, and then why."""
        if preview is None or preview.seen.case is None:
            return None, ()
        try:
            text = preview.page(page, PICTURES)
        except TemplateBroken as problem:
            found = broken(problem.name, problem.line, problem.sentence, page)
            return None, seen_from(self._home, preview.seen.folder, [found])
        except OriginalChanged as problem:
            return None, (changed(f"{problem} while {page} was being made."),)
        except Exception:
            return None, (_mistake(name),)
        if text is not None:
            self._good.setdefault(name, {})[page] = text
        return text, ()

    def _preview(self, name: str, *, fresh: bool = False) -> tuple[Preview | None, tuple[Finding, ...]]:
        if not fresh and name in self._previews:
            self._previews.move_to_end(name)
            return self._previews[name], ()
        asked = self._cases().get(name)
        if asked is None:
            return None, ()
        try:
            house = self._rests_on()
            if name not in self._told:
                self._told[name] = told_now(asked.folder, house)
            made = Preview(
                self._home, asked.folder, asked.as_of, house, self._told[name], self._previews.get(name)
            )
        except Exception:
            return None, (_mistake(name),)
        if made.seen.case is not None:
            self._previews[name] = made
            self._previews.move_to_end(name)
            while len(self._previews) > KEPT:
                self._good.pop(self._previews.popitem(last=False)[0], None)
        return made, made.seen.findings

    def _rests_on(self) -> House:
        if self._house is None:
            self._house = read_house(self._home)[0]
        return self._house

    def _forget(self, name: str) -> None:
        self._good.pop(name, None)
        self._told.pop(name, None)

    def _open(self) -> frozenset[str]:
        """The open pages, as /case/page.html; those of no case left out."""
        return frozenset(page for page in self.hub.open_pages() if page.count("/") >= 2)


def _problems(findings: Iterable[Finding]) -> tuple[Mapping[str, Any], ...]:
    """The errors among the findings, as the page's script shows them."""
    return tuple(
        {
            "code": one.code,
            "place": ":".join(
                str(part) for part in (one.place.file, one.place.line, one.place.column) if part
            ),
            "message": one.message,
            "hint": one.hint or "",
        }
        for one in dict.fromkeys(findings)
        if one.severity == "error"
    )


def _mistake(name: str) -> Finding:
    sentence = "lotproof made a mistake of its own while it looked at this case."
    return Finding("LOOK_FAILED", "error", sentence, Place("."), f"run lotproof check {name}.")
