"""Prints the documents of one case, several at a time, and says of each that could not be made why not.

Why: the layout is nearly all the time of a build, it runs in processes of its own, and no document waits for another.
What comes out is in the order asked for, whichever was done first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
    pool = ThreadPoolExecutor(PRESSES)
    try:
        running: dict[str, Future[dict[str, _Attempt]]] = {}
        for together in _families(documents):
            work = pool.submit(_attempts, together, originals, earlier, stop, place)
            running |= {document.name: work for document in together}
        for document in documents:
            done = running[document.name].result()[document.name]
            if isinstance(done, printing.Printed):
                files |= done.files
                pages[f"{document.name}.pdf"] = done.pages
                continue
            failed += done
            if _stopped(done):
                break  # the others would be given the same time again, and nothing is put in place anyway
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return files, pages, tuple(failed)


def _families(documents: Sequence[Document]) -> list[list[Document]]:
    """The documents that are made one after another; those of no family each alone. The order is that of the first."""
    found: dict[str, list[Document]] = {}
    for document in documents:
        found.setdefault(document.family or f"alone {document.name}", []).append(document)
    return list(found.values())


def _attempts(
    together: Sequence[Document],
    originals: Originals,
    earlier: Earlier | None,
    stop: Callable[[], bool],
    place: Path | None,
) -> dict[str, _Attempt]:
    done: dict[str, _Attempt] = {}
    with family(together[0].family):
        for document in together:
            if stop():
                raise Superseded
            done[document.name] = attempt = _attempt(document, originals, earlier, place)
            if not isinstance(attempt, printing.Printed) and _stopped(attempt):
                break
    return done


def _stopped(findings: Sequence[Finding]) -> bool:
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
