"""A chart puts its marks where the numbers say, tells itself in words, and needs no colour to be read."""

import re
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from lotproof.render.charts import (
    Bar,
    Clock,
    CurveMark,
    CurvePoint,
    Moment,
    Whisker,
    Window,
    bars,
    intervals,
    oc_curve,
    timeline,
)
from lotproof.render.charts.drawing import COLOURS, SHAPES, exact, ticks
from lotproof.render.charts.lettering import lines_of, width_of

SVG = "{http://www.w3.org/2000/svg}"
MAJOR = Whisker("Major", "11 found", 264, 137, 452, "264 (137 to 452)", "Fails", "alarm")
NONE = Whisker("Critical", "none found", 0, None, 71, "none, up to 71", "Passes", "good")
CURVE = [CurvePoint(Fraction(n, 2), Fraction(20 - n, 20)) for n in range(21)]
SENT = datetime(2025, 10, 23, 13, 30, tzinfo=UTC)
NINGBO = Clock("Ningbo", ZoneInfo("Asia/Shanghai"), frozenset({date(2025, 10, 25), date(2025, 10, 26)}))
HOUSTON = Clock("Houston", ZoneInfo("America/Chicago"))


def plotted(*rows: Whisker) -> Markup:
    return intervals(rows, title="Projection", axis="units")


def curve(*marks: CurveMark) -> Markup:
    return oc_curve(
        CURVE, marks, title="Curve", description="It falls.", x_axis="per cent", y_axis="accepted"
    )


def clocks(*moments: Moment, windows: tuple[Window, ...] = ()) -> Markup:
    return timeline(
        moments, windows, above=NINGBO, below=HOUSTON, title="Chronology", day=lambda d: f"{d.day}.{d.month}."
    )


WORST = Bar("D1 · Chipped paint", "Major", 18, "18 units", "caution")
LEAST = Bar(
    "D2 · Glue residue longer than it may be on the inner side of the ring base", "Minor", 4, "4 units"
)
COST = Bar("A. Rework", "open now", Fraction(12_345, 10), "USD 1,234.50", "good")
GAIN = Bar("D. Price", "not available", -200, "−USD 200.00", "caution")


ALL = {
    "bars": bars([WORST, LEAST], title="Defects", axis="units with the defect"),
    "costs": bars([GAIN, COST], title="Costs", axis="USD", at_line=(3_000, "exposure USD 3,000.00")),
    "intervals": plotted(MAJOR, NONE),
    "curve": curve(
        CurveMark(Fraction(5, 2), Fraction(3, 4), "AQL", "good"), CurveMark(8, None, "sample", "alarm")
    ),
    "timeline": clocks(
        Moment(SENT, "CAR sent", "21:30", "08:30"), windows=(Window(SENT, SENT + timedelta(2), "48 h"),)
    ),
}


@pytest.mark.parametrize("svg", ALL.values(), ids=ALL.keys())
def test_a_chart_is_well_formed_solid_and_says_itself(svg: Markup) -> None:
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert len(root.findtext(f"{SVG}title") or "") > 12
    assert "opacity" not in svg and "rgba" not in svg and "text-anchor" not in svg
    texts = root.findall(f"{SVG}text")
    assert texts and all(text.get("font-family") == "Inter,Noto Sans SC" for text in texts)
    width = int(root.get("width", "0"))
    for text in texts:
        size, bold = Fraction(text.get("font-size", "0")), text.get("font-weight") == "600"
        assert Fraction(text.get("x", "0")) + width_of(text.text or "", size, bold=bold) <= width + 1


def test_marks_stand_where_the_numbers_are() -> None:
    root = ElementTree.fromstring(plotted(MAJOR))
    labels = {text.text: Fraction(text.get("x", "0")) for text in root.findall(f"{SVG}text")}
    zero, top = 118, 480 - 78 - 8  # left and right edge of the plot
    assert "500" in labels and "0" in labels
    whisker = next(line for line in root.findall(f"{SVG}line") if line.get("class") == "c-alarm")
    assert (whisker.get("x1"), whisker.get("x2")) == tuple(
        exact(zero + Fraction(v, 500) * (top - zero)) for v in (137, 452)
    )
    diamond, _ = root.findall(f"{SVG}polygon")
    xs = [Fraction(pair.split(",")[0]) for pair in diamond.get("points", "").split()]
    assert abs((min(xs) + max(xs)) / 2 - (zero + Fraction(264, 500) * (top - zero))) < Fraction(1, 50)


def test_none_found_looks_different_from_found() -> None:
    assert "hollow" in plotted(NONE) and "stroke-dasharray" in plotted(NONE)
    assert "hollow" not in plotted(MAJOR) and "stroke-dasharray" not in plotted(MAJOR)
    assert "none, up to 71; Passes." in plotted(NONE)


def test_each_tone_has_its_own_shape_and_enough_contrast() -> None:
    def light(colour: str) -> float:
        channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert len(set(SHAPES.values())) == len(SHAPES) == 4
    for name in ("ink", "soft", *SHAPES):  # WCAG 2.2, 1.4.3: 4.5 to 1, also where a day is shaded
        assert (light(COLOURS["shade"]) + 0.05) / (light(COLOURS[name]) + 0.05) >= 4.5, name


def test_the_line_of_a_sample_meets_the_curve() -> None:
    root = ElementTree.fromstring(curve(CurveMark(Fraction(33, 4), None, "sample", "alarm")))
    diamond = root.find(f"{SVG}polygon")
    assert diamond is not None
    ys = [Fraction(pair.split(",")[1]) for pair in diamond.get("points", "").split()]
    plot_top, plot_bottom = 34, 230 - 36
    expected = plot_bottom - (1 - Fraction(33, 4) / 10) * (plot_bottom - plot_top)
    assert abs((min(ys) + max(ys)) / 2 - expected) < Fraction(1, 50)


def test_labels_of_neighbours_do_not_touch() -> None:
    marks = [
        CurveMark(Fraction(n, 4), None, f"mark {n} with words enough for two lines of it", "plain")
        for n in (20, 21, 22)
    ]
    root = ElementTree.fromstring(curve(*marks))
    rows = sorted(
        Fraction(t.get("y", "0")) for t in root.findall(f"{SVG}text") if t.get("class") == "f-plain"
    )
    assert len(rows) >= 6 and all(b - a >= 10 for a, b in pairwise(rows))


def test_a_label_at_the_right_edge_stands_clear_of_its_mark() -> None:
    root = ElementTree.fromstring(curve(CurveMark(10, Fraction(0), "upper limit, 452", "plain")))
    label = next(t for t in root.findall(f"{SVG}text") if t.text == "upper limit, 452")
    mark = next(p for p in root.findall(f"{SVG}polygon"))
    top = min(Fraction(corner.split(",")[1]) for corner in (mark.get("points") or "").split())
    assert Fraction(label.get("y", "0")) < top


def test_each_side_shades_its_own_days() -> None:
    """Ningbo's Saturday begins at 16:00 UTC on Friday: 26.5 hours after the CAR, not at the buyer's midnight."""
    svg = clocks(
        Moment(SENT, "a", "x", "y"),
        Moment(SENT + timedelta(hours=96), "b", "x", "y"),
        Moment(SENT + timedelta(hours=1), "c", "x", "y"),
    )
    root = ElementTree.fromstring(svg)
    shaded = [box for box in root.findall(f"{SVG}rect") if box.get("class") == "f-shade"]
    span = Fraction(108)  # 96 h and the least margin, 6 h, on both sides
    starts = [exact((6 + Fraction(53, 2) + 24 * n) / span * 480) for n in (0, 1)]
    assert [box.get("x") for box in shaded] == starts
    assert re.findall(r">(\d): ", svg) == [] and "1: a, x / y. 2: c" in svg


def test_a_day_with_25_hours_is_one_day() -> None:
    """Houston sets its clocks back on 2 November 2025; the ruler must not lose or double a day."""
    start = datetime(2025, 11, 1, 12, tzinfo=UTC)
    svg = clocks(Moment(start, "a", "", ""), Moment(start + timedelta(days=4), "b", "", ""))
    assert [f"{n}.11." in svg for n in range(1, 6)] == [True] * 5
    assert svg.count(">3.11.<") == 2  # once a ruler


def test_hostile_words_stay_words() -> None:
    evil = 'x"><script>alert(1)</script>\u202e'
    for svg in (
        plotted(Whisker(evil, evil, 1, 0, 2, evil, evil, "alarm")),
        curve(CurveMark(1, None, evil, "good")),
        clocks(Moment(SENT, evil, evil, evil), windows=(Window(SENT, SENT + timedelta(1), evil),)),
    ):
        ElementTree.fromstring(svg)
        assert "<script" not in svg and "\u202e" not in svg


def test_what_makes_no_chart_is_refused() -> None:
    with pytest.raises(ValueError):
        plotted()
    with pytest.raises(ValueError):
        plotted(Whisker("a", "", 5, 6, 9, "5", "x", "plain"))
    with pytest.raises(ValueError):
        curve(CurveMark(11, None, "outside", "plain"))
    with pytest.raises(ValueError):
        clocks()
    with pytest.raises(ValueError):
        clocks(Moment(SENT.replace(tzinfo=None), "a", "", ""))


def test_numbers_are_exact() -> None:
    assert [
        exact(value)
        for value in (0, 1, Fraction(1, 3), Fraction(1, 200), Fraction(-1, 200), -2, Fraction(199, 2))
    ] == [
        "0",
        "1",
        "0.33",
        "0.01",
        "-0.01",
        "-2",
        "99.5",
    ]
    assert exact(100) == "100"
    assert ticks(452) == (0, 100, 200, 300, 400, 500)
    assert ticks(3) == (0, 1, 2, 3) and ticks(0) == (0, 1) and ticks(Fraction(5001))[-1] == 6000


def test_lines_break_at_blanks_and_between_chinese_characters() -> None:
    assert lines_of("one two three", 30, Fraction(10)) == ("one", "two", "three")
    assert lines_of("供应商确认，缺陷", 35, Fraction(10)) == ("供应商", "确认，", "缺陷")
    assert lines_of("", 30, Fraction(10)) == ("",)


def test_bars_are_as_long_as_their_values() -> None:
    found = {
        box.get("class"): box
        for box in ElementTree.fromstring(ALL["bars"]).iter(f"{SVG}rect")
        if box.get("class") != "f-paper"
    }
    long, short = (Fraction(found[f"f-{tone}"].get("width")) for tone in ("caution", "plain"))
    assert abs(long / short - Fraction(18, 4)) < Fraction(1, 100)


def test_a_bar_below_zero_goes_the_other_way() -> None:
    found = {
        box.get("class"): box
        for box in ElementTree.fromstring(ALL["costs"]).iter(f"{SVG}rect")
        if box.get("class") != "f-paper"
    }
    left, right = found["f-caution"], found["f-good"]
    assert Fraction(left.get("x")) + Fraction(left.get("width")) == Fraction(right.get("x"))


def test_bars_are_told_in_words_with_their_line() -> None:
    title = ElementTree.fromstring(ALL["costs"]).findtext(f"{SVG}title")
    assert (
        title
        == "Costs. D. Price (not available): −USD 200.00. A. Rework (open now): USD 1,234.50. The line stands"
        " at: exposure USD 3,000.00."
    )
    with pytest.raises(ValueError, match="needs a bar"):
        bars([], title="Nothing", axis="units")


def _boxes(root: ElementTree.Element) -> list[tuple[Fraction, Fraction, Fraction, Fraction, str]]:
    """Left, top, right, bottom and words of every text, by the widths of the font itself."""
    found = []
    for text in root.findall(f"{SVG}text"):
        size, bold = Fraction(text.get("font-size", "0")), text.get("font-weight") == "600"
        x, y = Fraction(text.get("x", "0")), Fraction(text.get("y", "0"))
        wide = width_of(text.text or "", size, bold=bold)
        found.append((x, y - size * Fraction(7, 10), x + wide, y, text.text or ""))
    return found


def _extreme(n: int) -> dict[str, Markup]:
    """Charts as hard as a case can make them; `n` moves the values about."""
    near = [Fraction(4 * k * n + n, 25) for k in (3, 4, 5)]
    late = [SENT + timedelta(hours=(n + 1) * k) for k in range(14)]
    window = Window(SENT, SENT + timedelta(2), "48 hours to answer")
    return {
        "bars": bars(
            [
                Bar(f"D{k} · Rim scratched along the seam", "Major", n * k, f"{n * k:,} units")
                for k in (100, 7, 1)
            ],
            title="Defects",
            axis="units",
        ),
        "costs": bars(
            [
                Bar("A. Rework", "open now", 10**8 + n, f"USD {10**8 + n:,}.00"),
                Bar("D", "", -n, f"−USD {n}.00"),
            ],
            title="Costs",
            axis="USD",
            at_line=(10**8, "exposure USD 100,000,000.00"),
        ),
        "curve": oc_curve(
            [CurvePoint(Fraction(k, 3), Fraction(1, 1 + k * k)) for k in range(61)],
            [CurveMark(1, Fraction(1, 10), "AQL 2.5 %: 99.1 %", "good")]
            + [CurveMark(x, Fraction(0), f"upper limit, {n},904: 5.96 × 10⁻⁸", "plain") for x in near],
            title="Curve",
            description="It falls.",
            x_axis="per cent",
            y_axis="chance",
        ),
        "timeline": clocks(*(Moment(t, "Supplier replies", "Thu", "Fri") for t in late), windows=(window,)),
        "filled": clocks(
            Moment(SENT - timedelta(hours=n), "a", "", ""), Moment(SENT, "b", "", ""), windows=(window,)
        ),
    }


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 13, 21])
def test_words_in_a_chart_never_touch_and_never_leave_it(n: int) -> None:
    for name, svg in _extreme(n).items():
        root = ElementTree.fromstring(svg)
        width, boxes = int(root.get("width", "0")), _boxes(root)
        assert [box for box in boxes if box[0] < 0 or box[2] > width + 1] == [], name
        touching = [
            (one[4], other[4])
            for k, one in enumerate(boxes)
            for other in boxes[k + 1 :]
            if min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])
        ]
        assert touching == [], name


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 13, 21])
def test_no_line_runs_through_the_number_of_an_event(n: int) -> None:
    root = ElementTree.fromstring(_extreme(n)["filled"])
    upright = [line for line in root.findall(f"{SVG}line") if line.get("x1") == line.get("x2")]
    crossing = {Fraction(line.get("x1", "0")) for line in upright if line.get("class") == "c-soft"}
    numbers = [box for box in _boxes(root) if box[4] in ("1", "2") and box[3] < 80]
    assert len(numbers) == 2
    assert [box for box in numbers for x in crossing if box[0] - 1 <= x <= box[2] + 1] == []


def test_the_figure_of_the_longest_bar_stands_behind_it() -> None:
    root = ElementTree.fromstring(
        bars([Bar("D1", "", 15, "15 units"), Bar("D2", "", 9, "9 units")], title="T", axis="u")
    )
    longest = max(Fraction(b.get("x", "0")) + Fraction(b.get("width", "0")) for b in root.findall(f"{SVG}rect")
                  if b.get("class") == "f-plain")  # fmt: skip
    told = next(t for t in root.findall(f"{SVG}text") if t.text == "15 units")
    assert Fraction(told.get("x", "0")) >= longest + 4
