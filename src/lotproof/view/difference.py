"""What changed between two states of a case, in sentences a buyer reads; the same as data.

Why in words: a line of YAML says what was typed, not that a class now fails or that an option is no longer open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from lotproof.case.base import Facts, present
from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.figures import ClassFigures, Figures, InspectionFigures
from lotproof.read.shown import one_line
from lotproof.view import words
from lotproof.view.data import plain, six_places

_OPEN: Final = "open"
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `about` is what it is about; `old` and `new` as they are printed, None where there was or is none."""

    about: str
    old: str | None
    new: str | None

    @property
    def sentence(self) -> str:
        if self.old is None and self.new is None:
            return self.about
        if self.old is None:
            return f"{self.about} added: {self.new}" if self.new else f"{self.about} added"
        if self.new is None:
            return f"{self.about} removed: {self.old}" if self.old else f"{self.about} removed"
        return f"{self.about} {self.old} → {self.new}"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states, with everything computed of it."""

    case: Case
    figures: Figures
    findings: tuple[Finding, ...]


def changes(old: Side, new: Side) -> tuple[Change, ...]:
    """Every change, in the order of the dossier: figures, options and state first, then the record they rest on."""
    return (
        *_inspections(old, new),
        *_money(old, new),
        *_options(old, new),
        *_standing(old, new),
        *_facts(old, new),
        *_exhibits(old.case, new.case),
        *_events(old.case, new.case),
        *_findings(old, new),
    )


def _pair(about: str, old: object, new: object) -> Iterator[Change]:
    if old != new:
        yield Change(about, _printed(old), _printed(new))


def _printed(value: object) -> str | None:
    if value is None:
        return None
    text = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    return one_line(text, _LONGEST).replace(words.NBSP, " ")


def _inspections(old: Side, new: Side) -> Iterator[Change]:
    before = {found.inspection.id or str(found.index): found for found in old.figures.inspections}
    after = {found.inspection.id or str(found.index): found for found in new.figures.inspections}
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        label = f"inspection {one_line(name, 40)}"
        if was is None or now is None:
            yield Change(
                label, None if was is None else was.verdict or "", None if now is None else now.verdict or ""
            )
            continue
        several = len(after) > 1
        lead = f"{label}: " if several else ""
        yield from _pair(f"{lead}lot", was.lot, now.lot)
        yield from _classes(lead, was, now)
        yield from _pair(f"{lead}verdict", was.verdict or _OPEN, now.verdict or _OPEN)


def _classes(lead: str, was: InspectionFigures, now: InspectionFigures) -> Iterator[Change]:
    before, after = _by_class(was), _by_class(now)
    several = len(now.scopes) > 1
    for scope, name in dict.fromkeys((*before, *after)):
        one, two = before.get((scope, name)), after.get((scope, name))
        about = f"{lead}{f'{one_line(scope, 40)} ' if several else ''}{name}"
        if one is None or two is None:
            yield Change(f"{about} class", None if one is None else "", None if two is None else "")
            continue
        yield from _pair(f"{about} units", one.units, two.units)
        yield from _pair(f"{about} defects", one.defects, two.defects)
        yield from _pair(f"{about} AQL", one.aql, two.aql)
        yield from _pair(f"{about} Ac", one.ac, two.ac)
        yield from _pair(f"{about} rate", six_places(one.rate), six_places(two.rate))
        yield from _pair(f"{about} units projected", one.projected, two.projected)
        yield from _pair(f"{about} verdict", one.verdict or _OPEN, two.verdict or _OPEN)


def _by_class(found: InspectionFigures) -> Mapping[tuple[str, str], ClassFigures]:
    return {
        (scope.scope.id or str(scope.index), one.name): one for scope in found.scopes for one in scope.classes
    }


def _money(old: Side, new: Side) -> Iterator[Change]:
    before, after = old.figures, new.figures
    yield from _pair("case currency", before.currency or None, after.currency or None)
    lines = {line.line.id or str(line.index): line for line in before.loss.lines}
    others = {line.line.id or str(line.index): line for line in after.loss.lines}
    for name in dict.fromkeys((*lines, *others)):
        was, now = lines.get(name), others.get(name)
        label = f"loss line {one_line(name, 40)}"
        if was is None or now is None:
            one = was if now is None else now
            assert one is not None
            shown = f"{one_line(one.line.title or 'untitled', 60)}, {_amount(one.amount, one.currency)}"
            yield Change(label, None if was is None else shown, None if now is None else shown)
        else:
            yield from _pair(label, _amount(was.amount, was.currency), _amount(now.amount, now.currency))
            yield from _pair(f"{label} status", was.status, now.status)
    yield from _pair(
        "exposure",
        _amount(before.loss.exposure, before.currency),
        _amount(after.loss.exposure, after.currency),
    )
    yield from _pair(
        "lost margin",
        _amount(before.loss.margin, before.currency),
        _amount(after.loss.margin, after.currency),
    )


def _amount(value: Decimal | None, currency: str) -> str:
    return words.money(value, currency).replace(words.NBSP, " ") if value is not None else "not computed"


def _options(old: Side, new: Side) -> Iterator[Change]:
    before = {option.name: option for option in old.figures.options}
    for option in new.figures.options:
        was = before.get(option.name)
        if was is None or (was.available, was.reason) == (option.available, option.reason):
            continue
        if option.available:
            yield Change(f"option {option.name} now open", None, None)
        else:
            lead = "now blocked" if was.available else "still blocked"
            yield Change(
                f"option {option.name} {lead}: {one_line(option.reason or 'no reason', 200)}", None, None
            )


def _standing(old: Side, new: Side) -> Iterator[Change]:
    before, after = old.figures, new.figures
    yield from _pair("state", before.state, after.state)
    for stage, now in after.stages.items():
        yield from _pair(f"stage {stage}", before.stages.get(stage), now)
    one, two = before.car, after.car
    yield from _pair("reply due", _utc(one.deadline if one else None), _utc(two.deadline if two else None))
    yield from _pair("release", _allowed(before), _allowed(after))
    for name, raised in after.escalation.raised.items():
        if before.escalation.raised.get(name, False) != raised:
            yield Change(f"escalation {name} now {'true' if raised else 'false'}", None, None)


def _allowed(figures: Figures) -> str:
    return "allowed" if figures.release.allowed else "not allowed"


def _utc(at: Any) -> str | None:
    return words.utc_stamp(at).replace(words.NBSP, " ") if at is not None else None


# what is said above as a figure, by the end of its path
_SAID: Final = re.compile(
    r"(^currency|^inspections\..*\.(presented|units|defects|aql)|^losses\.[^.]+(\.(status|amount))?|^inspections\.[^.]+)$"
)


def _facts(old: Side, new: Side) -> Iterator[Change]:
    """Everything else typed in case.yaml, key by key, by the path it is typed at."""
    for change in _below("", present(old.case.facts), present(new.case.facts)):
        if not _SAID.search(change.about):
            yield change
    if old.case.findings_md != new.case.findings_md:
        yield Change("the narrative (findings.md) changed", None, None)


def _below(way: str, old: object, new: object) -> Iterator[Change]:
    """Changes leaf by leaf; a mapping that came or went is one change."""
    one, two = _keys(old), _keys(new)
    if one is None and two is None:
        if old != new:
            yield Change(way, _typed(old), _typed(new))
    elif way and (one is None or two is None):
        yield Change(way, None if one is None else "", None if two is None else "")
    else:
        one, two = one or {}, two or {}
        for key in dict.fromkeys((*one, *two)):
            yield from _below(f"{way}.{key}" if way else str(key), one.get(key), two.get(key))


def _keys(value: object) -> dict[str, object] | None:
    if isinstance(value, Facts):
        return dict(present(value))
    if isinstance(value, Mapping):
        return {str(key): below for key, below in value.items()}
    if isinstance(value, tuple) and any(isinstance(item, Facts) for item in value):
        return {str(getattr(item, "id", None) or getattr(item, "ref", None) or number): item
                for number, item in enumerate(value, 1)}  # fmt: skip
    return None


def _typed(value: object) -> str | None:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return one_line(", ".join(map(str, value)), _LONGEST) or None
    return _printed(value)


def _exhibits(old: Case, new: Case) -> Iterator[Change]:
    before = {exhibit.id: exhibit for exhibit in old.exhibits}
    after = {exhibit.id: exhibit for exhibit in new.exhibits}
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        label = f"exhibit {one_line(name or '', 40)}"
        if was is None or now is None:
            old_title, new_title = (
                None if one is None else one_line(one.title or "", _LONGEST) for one in (was, now)
            )
            yield Change(label, old_title, new_title)
            continue
        yield from _below(label, present(was), present(now))
        one, two = old.originals.get(name or ""), new.originals.get(name or "")
        if one is not None and two is not None and one.sha256 != two.sha256:
            yield Change(f"{label}: the original is another file", one.sha256[:12], two.sha256[:12])


def _events(old: Case, new: Case) -> Iterator[Change]:
    before = {logged.file: logged for logged in old.log}
    after = {logged.file: logged for logged in new.log}
    for file in sorted({*before, *after}):
        was, now = before.get(file), after.get(file)
        if was is None or now is None:
            one = was if now is None else now
            assert one is not None
            shown = f"{_utc(one.event.at)}, {one.event.from_ or 'nobody named'}"
            label = f"event {one.event.kind}"
            yield Change(label, None if was is None else shown, None if now is None else shown)
            continue
        yield from _below(f"event {one_line(file, 80)}", present(was.event), present(now.event))
        if was.body != now.body:
            yield Change(f"event {one_line(file, 80)}: its text changed", None, None)


def _findings(old: Side, new: Side) -> Iterator[Change]:
    before, after = _said(old.findings), _said(new.findings)
    for said in sorted(after - before):
        yield Change(f"new finding {said[0]}: {one_line(said[1], 200)}", None, None)
    for said in sorted(before - after):
        yield Change(f"no longer found, {said[0]}: {one_line(said[1], 200)}", None, None)


def _said(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.code, finding.message) for finding in findings}


def as_data(found: Iterable[Change]) -> list[dict[str, str | None]]:
    """The changes for `lotproof diff --json`."""
    return [{"about": one.about, "old": one.old, "new": one.new, "sentence": one.sentence} for one in found]
