"""`lotproof add`: files become exhibits of a case; copied, hashed, dated, and entered in its register."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from lotproof import __version__
from lotproof.cli import report
from lotproof.cli.chosen import chosen, instant, now, shown_path
from lotproof.cli.complete import CASE
from lotproof.cli.door import Unusable, with_hint

if TYPE_CHECKING:
    from lotproof.intake.wanted import KindWanted, Outcome

_KEY_CAP: Final = 16_384  # bytes of a file that holds a DKIM key record


@click.command(short_help="Register files as exhibits of a case.")
@click.argument("case", type=CASE)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--kind", metavar="K", help="What the files are: photo, inspection-report, invoice, …")
@click.option(
    "--title", metavar="TEXT", help="The title of one file; else its name, or the subject of an e-mail."
)
@click.option("--from", "sender", metavar="WHO", help="From whom the files came.")
@click.option("--via", metavar="HOW", help="How they came: email, wechat, courier, …")
@click.option("--received", metavar="TIME", help="When they came: RFC 3339 with its offset.")
@click.option("--language", metavar="CODE", help="Their language: en, zh-CN, …")
@click.option("--id", "name", metavar="ID", help="The id of one file; else the next one free.")
@click.option(
    "--attachments", is_flag=True, help="Register what is attached to an e-mail as exhibits of its own."
)
@click.option(
    "--withhold-location", is_flag=True, help="Keep originals that record a place out of the documents."
)
@click.option("--dns", is_flag=True, help="Fetch the keys of DKIM signatures from the network.")
@click.option("--dkim-key", "keys", multiple=True, metavar="NAME=FILE",
              help="A key record kept in FILE; NAME is SELECTOR._domainkey.DOMAIN. Repeatable.")  # fmt: skip
@click.option("--by", metavar="NAME", help="Who registers them; else the name git uses, or your login.")
@click.option("--at", metavar="TIME", help="The instant recorded for it; else now.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded and write nothing.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object with every entry.")
def add(case: str, files: tuple[Path, ...], as_data: bool, **asked: Any) -> int:
    """Register each FILE as an exhibit of CASE. The files are copied; they stay where they are."""
    from lotproof.intake.add import add as register
    from lotproof.intake.wanted import KindWanted, Wanted
    from lotproof.intake.who import at_the_keyboard

    if len(files) > 1 and (asked["title"] or asked["name"]):
        raise Unusable("--title and --id are for one file at a time.")
    (one,) = chosen((case,), ()).cases
    wanted = Wanted(
        at=_time("--at", asked["at"]) or now(),
        by=_plain("--by", asked["by"]) or at_the_keyboard(one.folder),
        tool=f"lotproof {__version__}",
        kind=_kind(asked["kind"]),
        title=_plain("--title", asked["title"]),
        sender=_plain("--from", asked["sender"]),
        via=_plain("--via", asked["via"]),
        received=_time("--received", asked["received"]),
        language=_plain("--language", asked["language"]),
        id=_id(asked["name"]),
        withhold=asked["withhold_location"],
        attachments=asked["attachments"],
        keys=_keys(asked["keys"]),
        ask=_from_dns() if asked["dns"] else None,
        dry_run=asked["dry_run"],
    )
    try:
        outcomes = register(one.folder, files, wanted)
    except KindWanted as lacking:
        raise Unusable(_kinds_wanted(lacking)) from None
    if as_data:
        values = {"case": one.folder.name, "dry_run": wanted.dry_run, "files": [_object(o) for o in outcomes]}
        report.data(json.dumps(values, ensure_ascii=False, indent=1))
    else:
        for outcome in outcomes:
            _tell(one.folder, outcome, wanted.dry_run)
    return int(any(outcome.state == "refused" for outcome in outcomes))


def _tell(folder: Path, outcome: Outcome, dry_run: bool) -> None:
    entry = outcome.entry
    if outcome.state == "added":
        parts = [
            outcome.id,
            entry["kind"],
            entry["type"],
            str(entry["sha256"])[:12],
            _when(entry),
            entry["file"],
        ]
        report.data("  ".join(str(part) for part in parts) + ("  (not written)" if dry_run else ""))
    elif outcome.state == "known":
        report.data(f"{outcome.id}  known  {outcome.source}")
    else:
        report.say(f"{outcome.source}: not added")
    for remark in outcome.remarks:
        severity = report.paint(remark.severity, remark.severity, "stderr")
        report.say(f"  {severity}: {with_hint(remark.sentence, remark.hint)}")
    for part in outcome.enclosed:
        state = f"is {part.id}" if part.id else "is not registered"
        report.say(f"  attached: {part.name}, {part.size:,} bytes, {part.type}, {part.sha256[:12]}, {state}")
    if any(part.id is None for part in outcome.enclosed):
        report.say("  --attachments registers what is attached as exhibits of its own")
    if outcome.draft is not None and not dry_run:
        target = shown_path(folder / "log" / Path(outcome.draft).name)
        report.say(f"  drafted a log entry: {shown_path(folder / outcome.draft)}")
        report.say(f"  it counts for nothing yet; to confirm it, check every line and move it to {target}")


def _when(entry: Mapping[str, Any]) -> str:
    if "captured" in entry:
        return f"captured {entry['captured']} ({entry['captured_from']})"
    if "captured_local" in entry:
        return f"captured {entry['captured_local']} by its camera's clock (exif, zone unknown)"
    received = entry.get("source", {}).get("received")
    return f"received {received}" if received else "no time recorded"


def _object(outcome: Outcome) -> dict[str, Any]:
    return {
        "source": outcome.source,
        "state": outcome.state,
        "id": outcome.id,
        "entry": outcome.entry or None,
        "remarks": [
            {"severity": r.severity, "sentence": r.sentence, "hint": r.hint} for r in outcome.remarks
        ],
        "attachments": [
            {"name": p.name, "bytes": p.size, "sha256": p.sha256, "type": p.type, "id": p.id}
            for p in outcome.enclosed
        ],
        "draft": outcome.draft,
        "answer": outcome.answer,
    }


def _kind(typed: str | None) -> str | None:
    from lotproof.case.exhibits import KINDS
    from lotproof.read.shown import meant, one_line

    if typed is None or typed in KINDS:
        return typed
    near = meant(typed, KINDS)
    hint = f"did you mean {near}?" if near else f"known are: {', '.join(KINDS)}."
    raise Unusable(with_hint(f"--kind: there is no kind {one_line(typed, 60)}.", hint))


def _kinds_wanted(lacking: KindWanted) -> str:
    from lotproof.case.exhibits import KINDS

    lines = [
        with_hint(f"{name}: say what it is with --kind.", f"did you mean --kind {near}?" if near else None)
        for name, near in lacking.files
    ]
    return "\n".join([*lines, f"known are: {', '.join(KINDS)}.", "nothing was added."])


def _id(typed: str | None) -> str | None:
    import re

    if typed is not None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", typed, re.ASCII):
        raise Unusable("--id: write letters, digits, and . _ - between them, as in E12.")
    return typed


def _plain(option: str, typed: str | None) -> str | None:
    from lotproof.read.shown import one_line

    if typed is None:
        return None
    text = one_line(typed, 200)
    if not text:
        raise Unusable(f"{option} is empty.")
    return text


def _time(option: str, typed: str | None) -> datetime | None:
    if typed is None:
        return None
    try:
        return instant(typed)
    except Unusable as slip:
        raise Unusable(slip.message.replace("--as-of", option, 1)) from None


def _keys(typed: tuple[str, ...]) -> dict[str, str]:
    from lotproof.intake.dkim import record_text
    from lotproof.read.files import Refusal, read_bytes
    from lotproof.read.shown import one_line

    keys = {}
    for pair in typed:
        name, given, file = pair.rpartition("=")
        if not given or "._domainkey." not in name.casefold():
            raise Unusable("--dkim-key: write SELECTOR._domainkey.DOMAIN=FILE.")
        data = read_bytes(Path(file).parent, Path(file).name, _KEY_CAP)
        if isinstance(data, Refusal):
            raise Unusable(f"--dkim-key {one_line(name)}: {with_hint(data.sentence, data.hint)}")
        keys[name.casefold().rstrip(".")] = record_text(data.decode("ascii", "replace"))
    return keys


def _from_dns() -> Any:
    from lotproof.intake.dkim import from_dns

    return from_dns
