"""Prints the documents of one case, several at a time, and says of each that could not be made why not.

Why: the layout is nearly all the time of a build, it runs in processes of its own, and no document waits for another.
What comes out is in the order asked for, whichever was done first.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from lotproof.build import printing
from lotproof.build.dress import broken
from lotproof.build.originals import OriginalChanged, Originals, changed
from lotproof.case.finding import Finding, Place
from lotproof.render.own import TemplateBroken
from lotproof.render.pdf import RenderFailed
from lotproof.render.press import PRESSES, LayoutStopped
from lotproof.view.document import Document

_REASONS: Final = 8  # what a renderer refuses often repeats itself


def print_all(
    documents: Sequence[Document], originals: Originals
) -> tuple[dict[str, bytes], dict[str, int], tuple[Finding, ...]]:
    """The files of every document, the pages of every PDF, and a finding for each reason one was not made.

    Raises what `printing.printed` raises for this machine or by a mistake of ours; the others are not begun then.
    """
    files: dict[str, bytes] = {}
    pages: dict[str, int] = {}
    failed: list[Finding] = []
    pool = ThreadPoolExecutor(PRESSES)
    try:
        running = [pool.submit(_attempt, document, originals) for document in documents]
        for document, attempt in zip(documents, running, strict=True):
            done = attempt.result()
            if isinstance(done, printing.Printed):
                files |= done.files
                pages[f"{document.name}.pdf"] = done.pages
                continue
            failed += done
            if any(finding.code == "LAYOUT_TOO_LONG" for finding in done):
                break  # the others would be given the same time again, and nothing is put in place anyway
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return files, pages, tuple(failed)


def _attempt(document: Document, originals: Originals) -> printing.Printed | list[Finding]:
    """The files of one document, or why there are none."""
    name = f"{document.name}.pdf"
    try:
        return printing.printed(document, originals)
    except LayoutStopped as stopped:
        return [_too_long(name, str(stopped))]
    except RenderFailed as failure:
        return [_failed(name, reason) for reason in failure.reasons[:_REASONS]]
    except TemplateBroken as problem:
        return [broken(problem.name, problem.line, problem.sentence, name)]
    except ValueError as problem:
        return [_failed(name, str(problem))]
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
