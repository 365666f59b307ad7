"""The timeline of a case between two clocks: the factory's days above, the buyer's days below.

Why: "within 48 hours" and "on Friday" mean other instants on the two sides; both calendars stand on the page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from lotproof.render.charts.drawing import Tone, box, line, mark, picture, plate, words
from lotproof.render.charts.lettering import lines_of, width_of

RULER, LANE = 26, 17
SHAPE_ROOM = 13
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Clock:
    """One side's calendar: a name to print, its zone, and the local days on which it does not work."""

    name: str
    zone: tzinfo
    closed: frozenset[date] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Moment:
    """One event: an aware instant, its words, its time as each clock's side prints it, and its tone."""

    at: datetime
    label: str
    above: str
    below: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Window:
    """A span that counts, such as the 48 hours to answer: two aware instants and a word."""

    start: datetime
    end: datetime
    label: str
    tone: Tone = "caution"


def timeline(
    moments: Sequence[Moment],
    windows: Sequence[Window],
    *,
    above: Clock,
    below: Clock,
    title: str,
    day: Callable[[date], str],
    width: int = 480,
) -> Markup:
    """Events numbered in their order on one line of time, each explained under it with both local times.

    Shaded are the days on which a side does not work, on that side's ruler; `day` formats a date for the rulers.
    Raises ValueError when there is no event, or an instant has no offset.
    """
    times = [m.at for m in moments] + [t for w in windows for t in (w.start, w.end)]
    if not moments or any(t.utcoffset() is None for t in times):
        raise ValueError("a timeline needs at least one event, and an offset on every instant")
    first, last = min(times).astimezone(UTC), max(times).astimezone(UTC)
    margin = max((last - first) / 24, timedelta(hours=6))
    start, span = first - margin, last - first + 2 * margin

    def at(instant: datetime) -> Fraction:
        # Whole seconds: a ratio of integers, never of floats.
        return Fraction((instant.astimezone(UTC) - start) // SECOND, span // SECOND) * width

    ordered = sorted(moments, key=lambda m: m.at)
    lanes = _lanes([at(m.at) for m in ordered])
    middle = 12 + RULER
    lone = [w for w in windows if _beside(w, at, width) is None]
    depth = LANE * (max(lanes) + 1) + 14 * len(windows) + (18 if lone else 6)
    parts = [
        *_ruler(above, start, span, 12, at, day, width),
        *_ruler(below, start, span, middle + depth, at, day, width),
    ]
    parts.append(words(0, 8, above.name, "soft", size="8.5"))
    parts.append(words(0, middle + depth + RULER + 9, below.name, "soft", size="8.5"))
    parts += [line(at(m.at), middle, at(m.at), middle + depth, "soft", width="0.5") for m in ordered]
    for row, w in enumerate(windows, start=1):
        y, opens, closes = middle + depth - 14 * row, at(w.start), at(w.end)
        parts.append(box(opens, y, closes - opens, 6, w.tone))
        parts += [
            line(x, middle, x, middle + depth, w.tone, width="0.75", dash="2 2") for x in (opens, closes)
        ]
        left = _beside(w, at, width)
        # where the window fills the line its word stands on the bar, which has room for it there
        parts.append(
            plate(opens + 6 if left is None else left, y - 3 if left is None else y + 7, w.label, w.tone)
        )
    places = [at(m.at) for m in ordered]
    taken: dict[int, Fraction] = {}
    for number, (m, lane, x) in enumerate(zip(ordered, lanes, places, strict=True), start=1):
        y, wide = middle + 9 + LANE * lane, width_of(str(number), Fraction(9), bold=True)
        left = _clear(x, wide, places, taken.get(lane, Fraction(0)))
        taken[lane] = max(x + 6, left + wide)
        parts += [plate(left, y + 3, str(number)), mark(x, y, m.tone)]
    key, bottom = _key(ordered, above, below, middle + depth + RULER + 28, width)
    spoken = " ".join(f"{n}: {m.label}, {m.above} / {m.below}." for n, m in enumerate(ordered, start=1))
    spans = " ".join(f"{w.label}." for w in windows)
    return picture(width, bottom, title, f"{spoken} {spans}".strip(), [*parts, *key])


def _beside(window: Window, at: Callable[[datetime], Fraction], width: int) -> Fraction | None:
    """Where the word of a window begins: right of its bar, else left of it; None where neither has room."""
    opens, closes = at(window.start), at(window.end)
    wide = width_of(window.label, Fraction(9), bold=True)
    if closes + 4 + wide <= width:
        return closes + 4
    return opens - 4 - wide if opens - 4 - wide >= 0 else None


def _clear(x: Fraction, wide: Fraction, places: Sequence[Fraction], taken: Fraction) -> Fraction:
    """Where the number of a mark begins: right of it, or left where another event's line would touch it there."""
    right, left = x + 8, x - 8 - wide
    free = left > taken + 2 and not any(left - 3 < other < x for other in places)
    touched = any(x < other < right + wide + 3 for other in places)
    return left if touched and free else right


def _lanes(places: Sequence[Fraction]) -> list[int]:
    """For each place from left to right the first lane whose last mark is far enough away."""
    ends: list[Fraction] = []
    lanes = []
    for place in places:
        lane = next((n for n, end in enumerate(ends) if place - end >= 24), len(ends))
        if lane == len(ends):
            ends.append(place)
        ends[lane] = place
        lanes.append(lane)
    return lanes


def _days(zone: tzinfo, start: datetime, span: timedelta) -> Iterator[tuple[date, datetime, datetime]]:
    """Every local day that touches the span, with the instants of its two midnights."""
    current = start.astimezone(zone).date()
    while (opens := datetime(current.year, current.month, current.day, tzinfo=zone)) < start + span:
        following = current + timedelta(days=1)
        yield current, opens, datetime(following.year, following.month, following.day, tzinfo=zone)
        current = following


def _ruler(
    clock: Clock,
    start: datetime,
    span: timedelta,
    top: int,
    at: Callable[[datetime], Fraction],
    day: Callable[[date], str],
    width: int,
) -> list[str]:
    parts: list[str] = []
    days = list(_days(clock.zone, start, span))
    every = next((n for n in (1, 2, 7, 14, 28, 91) if n * width >= 44 * len(days)), 182)
    for local, opens, closes in days:
        left, right = max(Fraction(0), at(opens)), min(Fraction(width), at(closes))
        if local in clock.closed:
            parts.append(box(left, top, right - left, RULER, "shade"))
    edges = [max(Fraction(0), at(opens)) for _, opens, _ in days[::every]] + [Fraction(width)]
    for (local, _, _), (left, right) in zip(days[::every], pairwise(edges), strict=True):
        parts.append(line(left, top, left, top + RULER, "rule", width="0.75"))
        if right - left >= 40:
            parts.append(words(left + 3, top + 16, day(local), "soft", size="8.5"))
    parts += [line(0, y, width, y, "ink", width="0.75") for y in (top, top + RULER)]
    return parts


def _key(
    ordered: Sequence[Moment], above: Clock, below: Clock, top: int, width: int
) -> tuple[list[str], int]:
    columns = width - 210, width - 102
    parts = [
        words(columns[0], top, above.name, "soft", size="8.5"),
        words(columns[1], top, below.name, "soft", size="8.5"),
        line(0, top + 5, width, top + 5, "ink", width="0.75"),
    ]
    y = top + 17
    for number, m in enumerate(ordered, start=1):
        parts += [
            mark(6, y - 3, m.tone, size=Fraction(7, 2)),
            words(SHAPE_ROOM + 2, y, str(number), size="9", bold=True),
        ]
        parts += [
            words(column, y, text, size="9") for column, text in zip(columns, (m.above, m.below), strict=True)
        ]
        for text in lines_of(m.label, columns[0] - SHAPE_ROOM - 26, Fraction(9)):
            parts.append(words(SHAPE_ROOM + 18, y, text, m.tone if m.tone != "plain" else "ink", size="9"))
            y += 12
        y += 3
    parts.append(line(0, y - 8, width, y - 8, "ink", width="0.75"))
    return parts, y - 4
