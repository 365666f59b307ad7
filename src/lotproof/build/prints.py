"""Prints the documents of one case, several at a time, and says of each that could not be made why not.

Why: the layout is nearly all the time of a build, it runs in processes of its own, and no document waits for another.
What comes out is in the order asked for, whichever was done first.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeAlias

from lotproof.build import printing
from lotproof.build.dress import broken
from lotproof.build.finished import Finished
from lotproof.build.folder import why
from lotproof.build.originals import OriginalChanged, Originals, changed
from lotproof.build.reuse import Earlier
from lotproof.build.terms import Superseded
from lotproof.case.finding import Finding, Place
from lotproof.render.own import TemplateBroken
from lotproof.render.pdf import RenderFailed
from lotproof.render.press import PRESSES, LayoutStopped, family
from lotproof.view.document import Document

_Attempt: TypeAlias = "printing.Printed | list[Finding]"

_REASONS: Final = 8  # what a renderer refuses often repeats itself


def print_all(
    documents: Sequence[Document],
    originals: Originals,
    earlier: Earlier | None = None,
    stop: Callable[[], bool] = bool,
    place: Path | None = None,
) -> tuple[dict[str, Finished], dict[str, int], tuple[Finding, ...]]:
    """The files of every document, the pages of every PDF, and a finding for each reason one was not made.

    A PDF that an `earlier` build of the case made from the same is taken from there. Files lie below the folder `place`
    until they are put where they belong, as `printing.printed` has it.

    Raises what `printing.printed` raises for this machine or by a mistake of ours, and Superseded once `stop` says yes;
    the others are not begun then.
    """
    files: dict[str, Finished] = {}
    pages: dict[str, int] = {}
    failed: list[Finding] = []
    done: dict[str, _Attempt] = {}
    turns = _Turns(documents)

    def work() -> None:
        try:
            for name, document in turns.taken():
                if stop():
                    raise Superseded
                with family(name):
                    done[document.name] = attempt = _attempt(document, originals, earlier, place)
                if _stopped(attempt):
                    turns.end(after=document)  # the others would be given the same time again
        except BaseException:
            turns.end()
            raise

    pool = ThreadPoolExecutor(PRESSES)
    try:
        for working in [pool.submit(work) for _ in range(PRESSES)]:
            working.result()
    finally:
        turns.end()
        pool.shutdown(wait=True)
    for document in documents:
        attempt = done[document.name]
        if isinstance(attempt, printing.Printed):
            files |= attempt.files
            pages[f"{document.name}.pdf"] = attempt.pages
            continue
        failed += attempt
        if _stopped(attempt):
            break  # nothing is put in place anyway
    return files, pages, tuple(failed)


class _Turns:
    """Which document is next. Those of a family follow each other, in one child that keeps the sheets they share.

    Who has nothing else to do helps with another's family. What they share is then laid out in both children, by a core
    that would be idle, and is in both when the case is next printed. The largest go first, so that a short one is last.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self._order = {document.name: place for place, document in enumerate(documents)}
        families: dict[str, deque[Document]] = {}
        for document in sorted(documents, key=_shown, reverse=True):
            families.setdefault(document.family or f"alone {document.name}", deque()).append(document)
        self._new = deque(families.values())
        self._begun: list[deque[Document]] = []
        self._lock = threading.Lock()

    def taken(self) -> Iterator[tuple[str, Document]]:
        """What one thread prints, one after another, each with the family whose child is to do it."""
        mine: deque[Document] = deque()
        while True:
            with self._lock:
                while not mine and self._new:
                    mine = self._new.popleft()
                    self._begun.append(mine)
                left = mine or max(self._begun, key=len, default=mine)
                if not left:
                    return
                document = left.popleft()
            yield document.family if left is mine else "", document

    def end(self, after: Document | None = None) -> None:
        """Nothing more is to be printed, or nothing of what stands behind `after`."""
        last = -1 if after is None else self._order[after.name]
        with self._lock:
            for left in (*self._new, *self._begun):
                kept = [document for document in left if self._order[document.name] < last]
                left.clear()
                left += kept


def _shown(document: Document) -> int:
    return len(document.pictures) + len(document.enclosures)


def _stopped(attempt: _Attempt) -> bool:
    findings = () if isinstance(attempt, printing.Printed) else attempt
    return any(finding.code == "LAYOUT_TOO_LONG" for finding in findings)


def _attempt(
    document: Document, originals: Originals, earlier: Earlier | None, place: Path | None
) -> _Attempt:
    """The files of one document, or why there are none."""
    name = f"{document.name}.pdf"
    try:
        return printing.printed(document, originals, earlier, place)
    except LayoutStopped as stopped:
        return [_too_long(name, str(stopped))]
    except RenderFailed as failure:
        return [_failed(name, reason) for reason in failure.reasons[:_REASONS]]
    except TemplateBroken as problem:
        return [broken(problem.name, problem.line, problem.sentence, name)]
    except ValueError as problem:
        return [_failed(name, str(problem))]
    except OSError as problem:
        return [_failed(name, why(problem))]
    except OriginalChanged as problem:
        return [changed(f"{problem} while {name} was being made.")]


def _failed(name: str, reason: str) -> Finding:
    sentence = f"{name} was not made: {reason.rstrip('.')}."
    return Finding("RENDER_FAILED", "error", sentence, Place("."), "the last good build was left as it was.")


def _too_long(name: str, reason: str) -> Finding:
    hint = (
        "the last good build was left as it was; LOTPROOF_LAYOUT_SECONDS and LOTPROOF_LAYOUT_MEGABYTES allow"
        " more."
    )
    return Finding("LAYOUT_TOO_LONG", "error", f"{name} was not made: {reason}.", Place("."), hint)
