"""`lotproof log`: one more event of a case, as a file of its own that is never written over another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lotproof.cli import report
from lotproof.cli.chosen import chosen, instant, shown_path
from lotproof.cli.complete import CASE, exhibit_ids
from lotproof.cli.door import Unusable, with_hint

if TYPE_CHECKING:
    from lotproof.case.case import Case

_FLAGS = ("at", "kind", "channel", "from", "to", "exhibit", "attaches", "subject")


@click.command(short_help="Add an event to the log of a case.")
@click.argument("case", type=CASE)
@click.option("--kind", metavar="K", help="What happened: car, reply, confirmation, shipment, note, …")
@click.option("--at", metavar="TIME", help="When: RFC 3339 with its offset, or now.")
@click.option("--channel", metavar="C", help="email, wechat, phone, meeting, courier, platform or none.")
@click.option(
    "--from", "sender", metavar="WHO", help="buyer, supplier, inspector, bank, carrier, insurer or authority."
)
@click.option("--to", "receiver", metavar="WHO", help="To whom; of the same.")
@click.option("--exhibit", metavar="ID", help="The exhibit that proves it.", shell_complete=exhibit_ids)
@click.option(
    "--attaches", metavar="IDS", help="The exhibits attached, as E1,E2,E3.", shell_complete=exhibit_ids
)
@click.option("--subject", metavar="TEXT", help="The subject of the message.")
@click.option("--set", "more", multiple=True, metavar="KEY=VALUE",
              help="Another key of this kind of event, its value as YAML: option=B. Repeatable.")  # fmt: skip
@click.option("--text", metavar="TEXT", help="What happened, in your words.")
@click.option("--dry-run", is_flag=True, help="Print the event and write nothing.")
def log(case: str, text: str | None, more: tuple[str, ...], dry_run: bool, **said: Any) -> int:
    """Add an event to the log of CASE: from the options, and on a terminal by asking for what is missing.

    Nothing is sent or opened. What the reader would refuse is not written.
    """
    from lotproof.intake.new_event import event_name, event_text, slips
    from lotproof.intake.place import place
    from lotproof.intake.remark import Refused
    from lotproof.read.case import read_case

    (one,) = chosen((case,), ()).cases
    found, _ = read_case(one.folder)
    if found is None:
        raise Unusable(f"{one.folder.name} cannot be read; lotproof check {one.folder.name} says why.")
    facts, body = _facts(found, said, more, text)
    written = event_text(facts, body)
    wrong = [finding for finding in slips(written) if finding.severity == "error"]
    if wrong:
        raise Unusable("\n".join([*(with_hint(f.message, f.hint) for f in wrong), "nothing was written."]))
    at = instant(facts["at"].strip('"'))
    zone = found.facts.timezone or "UTC"
    log_folder = one.folder / "log"
    taken = {entry.name for entry in log_folder.iterdir()} if log_folder.is_dir() else set()
    name = event_name(at, facts["kind"], zone, taken)
    if dry_run:
        report.data(written)
        report.say(f"it would be {shown_path(one.folder / name)}; nothing was written")
        return 0
    try:
        placed = place(one.folder, {name: written.encode()})
    except Refused as refusal:
        told = with_hint(refusal.remark.sentence, refusal.remark.hint)
        raise Unusable(with_hint(told, "nothing was written.")) from None
    if not placed.made:
        raise Unusable(with_hint(f"{name} is there already; it was not touched.", "run it again."))
    report.data(shown_path(one.folder / name))
    return _say_findings(one.folder, name)


def _say_findings(folder: Path, name: str) -> int:
    """What the whole case now says of the new event, at the event's own instant."""
    from lotproof.build.look import look
    from lotproof.cli.finding_text import as_text
    from lotproof.cli.verdict import exit_code

    about = tuple(finding for finding in look(folder, None).findings if finding.place.file == name)
    for finding in about:
        report.say(as_text(folder, finding, "stderr"))
    return exit_code(about)


def _facts(
    case: Case, said: dict[str, Any], more: tuple[str, ...], text: str | None
) -> tuple[dict[str, str], str]:
    from lotproof.case.events import CHANNELS, KINDS, PARTIES
    from lotproof.cli.event_facts import asked, one_of, time_text, values
    from lotproof.cli.questions import asking
    from lotproof.intake.entry import scalar
    from lotproof.intake.new_event import list_of

    given = {
        "at": said["at"], "kind": said["kind"], "channel": said["channel"], "from": said["sender"],
        "to": said["receiver"], "exhibit": said["exhibit"], "attaches": said["attaches"], "subject": said["subject"],
    }  # fmt: skip
    others = values(more)
    twice = sorted(set(others) & set(_FLAGS))
    if twice:
        raise Unusable(f"--set {twice[0]}: write it as --{twice[0]}.")
    for key, known in (("kind", KINDS), ("channel", CHANNELS), ("from", PARTIES), ("to", PARTIES)):
        if given[key] is not None:
            one_of(f"--{key}", given[key], known)
    lacking = [key for key in ("kind", "at", "channel", "from") if not given[key]]
    body = text or ""
    if lacking and not asking():
        missing = ", ".join(f"--{key}" for key in lacking)
        raise Unusable(with_hint(f"missing: {missing}.", "nothing was written."))
    if lacking:
        given, others, asked_body = asked(case, given, others)
        body = text if text is not None else asked_body
    given["at"] = time_text(case, str(given["at"]))
    plain = {key: scalar(str(value)) for key, value in given.items() if value and key != "attaches"}
    facts = {
        key: list_of(given["attaches"] or "") if key == "attaches" else plain.get(key, "") for key in _FLAGS
    }
    _registered(case, facts)
    return facts | others, body


def _registered(case: Case, facts: dict[str, str]) -> None:
    from lotproof.read.shown import nearest, one_line

    known = [exhibit.id or "" for exhibit in case.exhibits]
    named = [facts["exhibit"].strip('"'), *facts["attaches"].strip("[]").replace('"', "").split(", ")]
    for name in filter(None, named):
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near}?" if near else f"lotproof add {case.id} FILE registers one."
            told = with_hint(f"{one_line(name, 60)} is no exhibit of {case.id}.", hint)
            raise Unusable(with_hint(told, "nothing was written."))
