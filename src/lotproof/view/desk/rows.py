"""One line a case: state, what to do next, clock, exposure and findings, in the order somebody should look at them.

Why: the page and the terminal show the same lines in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.dues import Urgency, open_dues
from lotproof.compute.figures import Figures
from lotproof.view import words
from lotproof.view.data import plain, zulu
from lotproof.view.desk.act import STAGES, Act, next_act
from lotproof.view.desk.due_words import NAMES, both_clocks, due_at, left

Group = Literal["unreadable", "overdue", "due", "later", "none"]
ORDER: Final[tuple[Group, ...]] = ("unreadable", "overdue", "due", "later", "none")
HEADINGS: Final[dict[Group, str]] = {
    "unreadable": "Cannot be read",
    "overdue": "Overdue",
    "due": "Due within 48 hours",
    "later": "Due later",
    "none": "Nothing due",
}
SHORT: Final = {  # where the state's own name does not read as words
    "car-sent": "CAR sent",
    "answered-full": "answered in full",
    "answered-partial": "answered in part",
    "answered-general-denial": "general denial",
}
LAPSING: Final = ("examination",)


@dataclass(frozen=True, slots=True)
class Entry:
    """A case as the desk is given it. `case` and `figures` are None together, when the folder gives no case.

    `files` are the names that stand in its folder of `build/`: only what is there is linked.
    """

    id: str
    case: Case | None
    figures: Figures | None
    findings: tuple[Finding, ...]
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Further:
    """A date that is open beside the earliest one."""

    of: str
    at: datetime
    words: str
    left: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line. Instants are absolute; texts are ready to print; `problem` is set for a case that cannot be read."""

    id: str
    group: Group
    title: str
    supplier: str
    state: str
    state_words: str
    done: int  # stages, of five
    stage: str | None
    act: str
    blocked: str | None
    due_of: str | None
    due: datetime | None
    due_words: str | None
    clocks: tuple[str, ...]
    left: str | None
    lapses: bool  # once it has passed it binds nobody any more, and is not overdue
    further: tuple[Further, ...]
    exposure: str | None
    currency: str | None
    exposure_words: str
    errors: int
    warnings: int
    notes: int
    as_of: datetime | None
    draft: bool
    page: str | None
    pdf: str | None
    problem: str | None

    @property
    def finished(self) -> bool:
        return self.state in ("released", "resolved")

    @property
    def when(self) -> str:
        """The clock of the line in words; the group's name where no date is open."""
        return self.left or HEADINGS[self.group]

    @property
    def counted(self) -> str:
        """The findings in words: 2 errors, 1 warning."""
        counts = ((self.errors, "error"), (self.warnings, "warning"), (self.notes, "note"))
        told = [f"{words.number(count)} {name}{'s' if count > 1 else ''}" for count, name in counts if count]
        return ", ".join(told) or "no finding"

    @property
    def stages(self) -> str:
        return f"{self.done} of 5"


def rows(entries: Iterable[Entry]) -> tuple[Row, ...]:
    """The lines of the desk: what cannot be read, overdue, due, later, nothing due; by date, then by id."""
    made = [_row(entry) for entry in entries]
    return tuple(
        sorted(
            made,
            key=lambda row: (
                ORDER.index(row.group),
                row.due.timestamp() if row.due is not None else 0,
                row.finished,
                row.id,
            ),
        )
    )


def _row(entry: Entry) -> Row:
    severities = [finding.severity for finding in entry.findings]
    files = {name: f"{entry.id}/{name}" for name in ("index.html", "dossier.pdf") if name in entry.files}
    common: dict[str, Any] = {
        "id": entry.id,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
        "page": files.get("index.html"),
        "pdf": files.get("dossier.pdf"),
    }
    if entry.case is None or entry.figures is None:
        return _unreadable(entry, common)
    return _read(entry.case, entry.figures, common)


def _read(case: Case, figures: Figures, common: dict[str, Any]) -> Row:
    act: Act = next_act(case, figures)
    due = act.due
    further = open_dues(case.facts, figures)[1:]
    facts, loss = case.facts, figures.loss
    supplier = facts.supplier
    return Row(
        **common,
        group=act.urgency,
        title=facts.title or "untitled",
        supplier=(supplier.name or supplier.name_zh or "not named") if supplier is not None else "not named",
        state=figures.state,
        state_words=state_word(figures.state),
        done=sum(figures.stages[name] == "done" for name in STAGES),
        stage=act.stage,
        act=act.text,
        blocked=act.blocked,
        due_of=NAMES[due.what] if due is not None else None,
        due=due.at if due is not None else None,
        due_words=due_at(case, due) if due is not None else None,
        clocks=both_clocks(case, due) if due is not None and due.day is None else (),
        left=left(due, figures.as_of) if due is not None else None,
        lapses=due is not None and due.what in LAPSING,
        further=tuple(
            Further(NAMES[one.what], one.at, due_at(case, one), left(one, figures.as_of)) for one in further
        ),
        exposure=plain(loss.exposure) if loss.lines else None,
        currency=figures.currency or None,
        exposure_words=words.money(loss.exposure, figures.currency) if loss.lines else "not quantified",
        as_of=figures.as_of,
        draft=case.uncommitted,
        problem=None,
    )


def _unreadable(entry: Entry, common: dict[str, Any]) -> Row:
    told = next((finding for finding in entry.findings if finding.severity == "error"), None)
    place = told.place if told is not None else None
    where = (
        ":".join(str(at) for at in (place.file, place.line) if at is not None) if place is not None else ""
    )
    problem = f"{where}: {told.message}" if told is not None else "it gives no case."
    return Row(
        **common,
        group="unreadable",
        title="",
        supplier="",
        state="unreadable",
        state_words="cannot be read",
        done=0,
        stage=None,
        act="mend the case: lotproof check says how",
        blocked=None,
        due_of=None,
        due=None,
        due_words=None,
        clocks=(),
        left=None,
        lapses=False,
        further=(),
        exposure=None,
        currency=None,
        exposure_words="—",
        as_of=None,
        draft=False,
        problem=problem,
    )


def state_word(state: str) -> str:
    """The state as the desk and the terminal say it: awaiting response, CAR sent."""
    return SHORT.get(state, state.replace("-", " "))


def as_data(row: Row) -> dict[str, Any]:
    """A line as `lotproof status --json` prints it: money as text, instants ending in Z, absent is null."""
    urgency: Urgency | None = None if row.group == "unreadable" else row.group
    return {
        "case": row.id,
        "title": row.title or None,
        "supplier": row.supplier or None,
        "as_of": zulu(row.as_of),
        "state": row.state,
        "urgency": urgency,
        "stages_done": row.done,
        "stage": row.stage,
        "next": row.act.replace(words.NBSP, " "),
        "blocked": row.blocked,
        "due": zulu(row.due),
        "due_of": row.due_of,
        "exposure": row.exposure,
        "currency": row.currency,
        "findings": {"error": row.errors, "warning": row.warnings, "note": row.notes},
        "problem": row.problem,
    }
