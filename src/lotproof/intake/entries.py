"""What is recorded of a file in its entry, key by key, and what a person is told about it.

Why apart from copying: which facts make an exhibit is a decision to be read in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from lotproof.intake.dkim import Signature
from lotproof.intake.entry import Entry, Value
from lotproof.intake.facts import FileFacts
from lotproof.intake.incoming import Incoming
from lotproof.intake.names import safe_name
from lotproof.intake.remark import Remark, note, warning
from lotproof.intake.wanted import Wanted
from lotproof.read.shown import one_line

_SLACK: Final = timedelta(minutes=5)
_LONGEST: Final = 200  # characters of a title


class Mailed(NamedTuple):
    """The e-mail a file was attached to: its id and digest, and what is recorded of it."""

    id: str
    sha256: str
    facts: FileFacts


def entry_of(
    found: Incoming,
    name: str,
    file: str,
    wanted: Wanted,
    mailed: Mailed | None,
    signed: tuple[Signature, ...],
) -> tuple[Entry, tuple[Remark, ...]]:
    """The entry of `found` as exhibit `name` with its copy at `file`, and remarks on what was left open."""
    remarks: list[Remark] = []
    facts = found.facts
    kind = (None if mailed else wanted.kind) or facts.kind or "other"
    if mailed and facts.kind is None:
        remarks.append(
            note("what it is cannot be told from its type: it is entered as kind: other.", "correct it.")
        )
    if kind in ("photo", "video") and not facts.type.startswith(("image/", "video/")):
        remarks.append(warning(f"it is entered as a {kind}, but its content is of type {facts.type}."))
    entry: dict[str, Value] = {
        "id": name,
        "file": file,
        "kind": kind,
        "title": _title(found, wanted, mailed),
        "sha256": found.sha256,
        "bytes": str(found.size),
        "type": facts.type,
    }
    if file.rpartition("/")[2] != found.name:
        entry["received_as"] = one_line(found.name, 300)
    source = _source(facts, wanted, mailed, remarks)
    if source:
        entry["source"] = source
    entry |= _capture(facts, source, wanted, remarks)
    if wanted.language and not mailed:
        entry["language"] = wanted.language
    if mailed:
        entry["extract_of"] = mailed.id
    dkim = tuple(_dkim(one, wanted.at) for one in signed if one.domain)
    if dkim:
        entry["dkim"] = dkim
    entry["custody"] = tuple(_custody(found, wanted, mailed, source.get("via"), signed))
    return entry, tuple(remarks)


def stamp(at: datetime) -> str:
    """RFC 3339, the offset kept, Z for UTC."""
    return at.isoformat().replace("+00:00", "Z")


def _title(found: Incoming, wanted: Wanted, mailed: Mailed | None) -> str:
    stem = safe_name(found.name).rpartition(".")
    return one_line((not mailed and wanted.title) or found.facts.title or stem[0] or stem[2], _LONGEST)


def _source(facts: FileFacts, wanted: Wanted, mailed: Mailed | None, remarks: list[Remark]) -> dict[str, str]:
    origin = mailed.facts if mailed else facts
    received = origin.received or wanted.received
    if origin.received and wanted.received and abs(origin.received - wanted.received) > _SLACK and not mailed:
        remarks.append(
            note("its topmost Received line gives another time than --received; the line's was recorded.")
        )
    told = {
        "from": one_line(wanted.sender or origin.sender or "", _LONGEST),
        "via": one_line(wanted.via or origin.via or "", 60),
        "received": stamp(received) if received else "",
    }
    return {key: value for key, value in told.items() if value}


def _capture(
    facts: FileFacts, source: dict[str, str], wanted: Wanted, remarks: list[Remark]
) -> Iterator[tuple[str, Value]]:
    if facts.captured is not None and facts.captured_from is not None:
        yield "captured", stamp(facts.captured)
        yield "captured_from", facts.captured_from
        if facts.captured.astimezone(UTC) > wanted.at.astimezone(UTC):
            remarks.append(
                warning("its capture time lies in the future: the camera's clock or zone was wrong.")
            )
        elif "received" in source and facts.captured > datetime.fromisoformat(source["received"]):
            remarks.append(
                warning("it says it was taken after it was received: one of the two times is wrong.")
            )
    elif facts.captured_local is not None:
        yield "captured_local", facts.captured_local
    if facts.device:
        yield "device", facts.device
    location = facts.location
    if wanted.withhold and location != "none" and facts.type.startswith(("image/", "video/")):
        location = "withheld"
        remarks.append(note("its original stays out of the documents, as asked: location: withheld."))
    elif location == "kept":
        remarks.append(
            warning(
                "the file records where it was taken, and a document that embeds it shows that.",
                "write location: withheld in its entry to keep the original out, or add it with --withhold-location.",
            )
        )
    if location is not None:
        yield "location", location
    if facts.duration:
        yield "duration", facts.duration


def _dkim(signature: Signature, at: datetime) -> dict[str, Value]:
    told: dict[str, Value] = {
        "domain": signature.domain,
        "selector": signature.selector,
        "result": signature.result,
        "headers": signature.headers,
    }
    if signature.record is not None:
        told["record"] = signature.record
        if signature.fetched:
            told["fetched"] = stamp(at)
    return told


def _custody(
    found: Incoming, wanted: Wanted, mailed: Mailed | None, via: Value | None, signed: tuple[Signature, ...]
) -> Iterator[dict[str, Value]]:
    base: dict[str, Value] = {"at": stamp(wanted.at)}
    if mailed:
        yield base | {
            "act": "copied",
            "by": wanted.by,
            "tool": wanted.tool,
            "input": mailed.sha256,
            "output": found.sha256,
            "note": f"taken out of {mailed.id}",
        }
    line = base | {"act": "registered", "by": wanted.by}
    if via:
        line["via"] = via
    yield line | {"tool": wanted.tool, "output": found.sha256}
    if any(one.result != "not-checked" for one in signed):
        yield base | {
            "act": "checked",
            "by": wanted.by,
            "tool": f"{wanted.tool} with dkimpy",
            "input": found.sha256,
            "note": "DKIM signature checked with the key kept under dkim",
        }
