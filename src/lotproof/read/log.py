"""The log: one Markdown file an event, its facts in the front matter, read into time order.

State and deadlines are derived from these files alone, so one that is not read is always said.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from lotproof.case.base import present
from lotproof.case.case import LogEvent, Path_
from lotproof.case.events import COMMON_KEYS, KEYS, Event
from lotproof.case.finding import Finding, Place
from lotproof.read.facts import validate
from lotproof.read.shown import nearest, one_line
from lotproof.read.tree import read_tree
from lotproof.read.yaml_file import read_text

FOLDER: Final = "log"
DRAFTS: Final = "drafts"  # what `lotproof add` drafts for a person to confirm
_FENCE: Final = "---"
_FILES_CAP: Final = 5_000


class Log(NamedTuple):
    events: tuple[LogEvent, ...]
    findings: tuple[Finding, ...]
    spots: dict[tuple[str, Path_], tuple[int, int]]


def read_log(folder: Path) -> Log:
    """The events of `folder`/log by instant, then file name; an event without a valid `at` or `kind` is left out.

    `spots` also holds where each event's Markdown begins, under the path `("body",)`.
    """
    names, findings = _names(folder)
    events: list[LogEvent] = []
    spots: dict[tuple[str, Path_], tuple[int, int]] = {}
    for name in names:
        event, wrong, places = _read_event(folder, f"{FOLDER}/{name}")
        findings += wrong
        spots |= places
        if event is not None:
            events.append(event)
    events.sort(key=lambda logged: (logged.event.at, logged.file))
    return Log(tuple(events), tuple(findings), spots)


def waiting(folder: Path) -> Iterator[Finding]:
    """A finding for each drafted event that nobody has confirmed yet, by moving it into the log."""
    try:
        if not stat.S_ISDIR((folder / DRAFTS).lstat().st_mode):
            return
        names = sorted(entry.name for entry in (folder / DRAFTS).iterdir())[:_FILES_CAP]
    except OSError:
        return
    for name in names:
        if name.endswith(".md") and not set_aside(name):
            sentence = "this drafted event waits to be confirmed; until then it is no part of the case."
            hint = f"read it, correct it, and move it into {FOLDER}/."
            yield Finding("DRAFT_WAITING", "note", sentence, Place(f"{DRAFTS}/{one_line(name)}"), hint)


def set_aside(name: str) -> bool:
    """Whether a file name is that of an editor's or a system's own file, which nobody means as part of a case."""
    return (
        name.startswith((".", "#"))
        or name.endswith(("~", ".swp", ".swo", ".bak", ".tmp"))
        or name in ("Thumbs.db", "desktop.ini")
    )


def _names(folder: Path) -> tuple[list[str], list[Finding]]:
    try:
        if stat.S_ISLNK((folder / FOLDER).lstat().st_mode):
            sentence = "the log is a link to another folder; it was not followed."
            return [], [
                Finding("FILE_LINK", "error", sentence, Place(FOLDER), "put the folder itself there.")
            ]
        found = sorted(entry.name for entry in (folder / FOLDER).iterdir())
    except FileNotFoundError:
        sentence = "there is no log, so nothing is known to have happened yet."
        return [], [
            Finding("LOG_MISSING", "note", sentence, Place(FOLDER), "put one Markdown file an event there.")
        ]
    except OSError as problem:
        sentence = f"the log could not be read: {os.strerror(problem.errno or 0)}."
        return [], [Finding("FILE_UNREADABLE", "error", sentence, Place(FOLDER))]
    names, findings = [], []
    for name in found:
        if set_aside(name):
            continue
        if not name.endswith(".md"):
            place = Place(f"{FOLDER}/{one_line(name)}")
            hint = "an event is a file that ends in .md; anything else belongs in evidence/."
            findings.append(
                Finding("LOG_FILE_IGNORED", "warning", "this is not an event and was not read.", place, hint)
            )
        else:
            names.append(name)
    if len(names) > _FILES_CAP:
        sentence = f"the log holds {len(names):,} files; only the first {_FILES_CAP:,} were read."
        findings.append(Finding("LOG_TOO_LARGE", "error", sentence, Place(FOLDER)))
    return names[:_FILES_CAP], findings


def _read_event(
    folder: Path, file: str
) -> tuple[LogEvent | None, list[Finding], dict[tuple[str, Path_], tuple[int, int]]]:
    shown = one_line(file)
    text, wrong = read_text(folder, file)
    findings = [_renamed(finding, shown) for finding in wrong]
    if text is None:
        return None, findings, {}
    event, more, places = event_of(text, shown)
    return event, [*findings, *more], places


def event_of(
    text: str, shown: str
) -> tuple[LogEvent | None, list[Finding], dict[tuple[str, Path_], tuple[int, int]]]:
    """The event that the text of a file gives, as the log would read it, without any file.

    `shown` is the file's name in places. None without front matter, or without a valid `at` or `kind`.
    """
    findings: list[Finding] = []
    front, body, body_line, refusal = split_front_matter(text, shown)
    if refusal is not None:
        return None, [*findings, refusal], {}
    tree, wrong = read_tree(front, shown, first_line=2)
    findings += wrong
    if tree is None:
        if not wrong:
            findings.append(
                Finding(
                    "NO_FRONT_MATTER", "error", "the front matter is empty.", Place(shown, 1, 1), _EXAMPLE
                )
            )
        return None, findings, {}
    event, wrong, spots = validate(tree, Event, shown)
    findings += wrong
    if event is None or event.at is None or event.kind is None:
        return None, findings, {}
    places = {(shown, path): spot for path, spot in spots.items()} | {(shown, ("body",)): (body_line, 1)}
    findings += _not_for_kind(event, shown, places)
    return LogEvent(event, shown, body), findings, places


def _renamed(finding: Finding, file: str) -> Finding:
    place = Place(file, finding.place.line, finding.place.column)
    return Finding(finding.code, finding.severity, finding.message, place, finding.hint)


_EXAMPLE: Final = "begin the file with a line ---, then at:, kind:, channel: and from:, then a line ---."


def split_front_matter(text: str, file: str) -> tuple[str, str, int, Finding | None]:
    """The YAML between the fences (it begins on line 2), the Markdown after them and its line, or why there is none."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        sentence = "the file does not begin with front matter, so it is no event."
        return "", "", 1, Finding("NO_FRONT_MATTER", "error", sentence, Place(file, 1, 1), _EXAMPLE)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        sentence = "the front matter opened here is not closed."
        hint = "close it with a line ---."
        return "", "", 1, Finding("FRONT_MATTER_OPEN", "error", sentence, Place(file, 1, 1), hint)
    first = next((i for i, line in enumerate(lines[end + 1 :], end + 1) if line.strip()), end + 1)
    return "\n".join(lines[1:end]), "\n".join(lines[first:]).rstrip("\n"), first + 1, None


def _not_for_kind(event: Event, file: str, places: dict[tuple[str, Path_], tuple[int, int]]) -> list[Finding]:
    kind = str(event.kind)
    allowed = (*COMMON_KEYS, *KEYS.get(kind, ()))
    findings = []
    for key in present(event):
        if key in allowed:
            continue
        others = [other for other, keys in KEYS.items() if key in keys]
        sentence = f"{key}: this key means nothing in an event of kind {kind}; it is kept but not used."
        hint = f"it belongs to: {', '.join(others)}." if others else None
        near = nearest(key, KEYS.get(kind, ()))
        hint = f"did you mean {near}?" if near else hint
        place = Place(file, *places.get((file, (key,)), (None, None)))
        findings.append(Finding("KEY_NOT_FOR_KIND", "warning", sentence, place, hint))
    return findings
