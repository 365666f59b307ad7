"""`plan --oc` and `--svg`: the curve in a terminal that can and one that cannot, as data, and as a file."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lotproof.cli.plan_asked import Asked
from lotproof.cli.plan_curve import Curve, curve_of
from lotproof.cli.plan_terminal import drawn, height
from lotproof.sampling import accepted_from_process, accepted_in_lot, consumers_risk_in_lot, plan

from .running import run

WORKED = ("--lot", "3000", "--level", "II", "--aql", "2.5")
K = plan(3_000, "II", "2.5")


def curve(isolated: bool = False, aql: str = "2.5") -> Curve:
    asked = Asked(lot=3_000, level="II", aql=aql, severity=None, edition="ISO 2859-1:1999", double=False,
                  isolated=isolated, units=None, second_units=None, checked=None, confidence=None, oc=True, svg=None,
                  inverse=False, ranges=False, sample=None, ac=None, as_json=False)  # fmt: skip
    return curve_of(asked, plan(3_000, "II", aql))


def terminal(**env: str) -> str:
    ran = run("plan", *WORKED, "--oc", env={"LC_ALL": "C.UTF-8", "TERM": "xterm", "COLUMNS": "80"} | env)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_fine_where_the_terminal_can_and_plain_where_it_cannot() -> None:
    assert any("\u2800" < char <= "\u28ff" for char in terminal())
    for cannot in ({"TERM": "dumb"}, {"TERM": "linux"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}):
        assert terminal(**cannot).isascii(), cannot


def test_the_points_are_said_in_words() -> None:
    text = terminal().splitlines()
    assert text[-3:] == [
        "P  Producer's point, at the AQL: lots from a process at 2.5 % are accepted with a chance of 98.6 %, and "
        "rejected by the luck of the draw with 1.4 %.",
        "C  Consumer's point: lots from a process at 9.24 % are still accepted with a chance of 10.0 %.",
        "Binomial: lots from a process of that quality, as the standard draws its curves.",
    ]
    ran = run("plan", *WORKED, "--oc", "--units", "11")
    assert "S  This sample: lots from a process at 8.8 % are accepted with a chance of 13.1 %.\n" in ran.out


@pytest.mark.parametrize("plain_text", [True, False])
@pytest.mark.parametrize("columns", [1, 40, 72, 110, 500])
def test_the_drawing_keeps_to_the_width_and_falls(columns: int, plain_text: bool) -> None:
    lines = drawn(curve(), columns, plain_text=plain_text).splitlines()
    assert max(map(len, lines)) <= max(48, min(columns, 110))
    rows = [line[7:] for line in lines[1:15]]
    assert all(row.strip() for row in rows), "the curve has a gap"
    starts = [len(row) - len(row.lstrip()) for row in rows]
    assert starts == sorted(starts)
    assert "P" in rows[0]
    assert "C" in rows[12]
    assert lines[-1].strip() == "per cent nonconforming in the process"


def test_the_drawn_height_is_the_plans() -> None:
    for share in (Fraction(0), Fraction(1, 40), Fraction(3, 50), Fraction(1, 9)):
        assert abs(height(curve(), share) - accepted_from_process(K, share)) < Fraction(1, 500)


@pytest.mark.parametrize("aql", ["0.010", "0.65", "10", "not-allowed"])
def test_every_axis_is_round_and_holds_its_points(aql: str) -> None:
    got = curve(aql=aql)
    assert (got.top / got.tick).denominator == 1
    assert all(each.share < got.top for each in got.named)
    assert [each.letter for each in got.named] == (["C"] if aql == "not-allowed" else ["P", "C"])
    assert drawn(got, 80, plain_text=True)


def test_the_lots_own_curve() -> None:
    got = curve(isolated=True)
    held = consumers_risk_in_lot(K)
    consumers = got.named[1]
    assert (consumers.share * 3_000, consumers.acceptance) == (held, accepted_in_lot(K, held))
    assert got.named[0].acceptance == accepted_in_lot(K, 75)
    assert "per cent nonconforming in the lot of 3,000" in run("plan", *WORKED, "--oc", "--isolated").out
    assert [each.letter for each in curve(isolated=True, aql="0.010").named] == ["C"]


@pytest.mark.parametrize("lot", ["2", "10", "21", "50", "100"])
def test_small_lots_and_whole_ones(lot: str) -> None:
    for kind in ((), ("--isolated",)):
        ran = run("plan", "--lot", lot, "--level", "II", "--aql", "0.65", "--oc", *kind,
                  env={"TERM": "dumb", "COLUMNS": "80"})  # fmt: skip
        assert ran.code == 0
        axis = next(line for line in ran.out.splitlines() if line.startswith("      +"))
        assert 3 <= axis.count("+") <= 11


def test_every_unit_bad_is_the_end_of_the_curve() -> None:
    ran = run("plan", *WORKED, "--oc", "--units", "125")
    assert "S  This sample: lots from a process at 100 % are accepted with a chance of 0 %.\n" in ran.out


def test_the_curve_as_data() -> None:
    ran = run("plan", *WORKED, "--oc", "--json")
    oc = json.loads(ran.out)["oc"]
    assert oc["model"] == "binomial"
    assert oc["points"][0] == {"share": "0.00000000", "acceptance": "1.00000000"}
    assert len(oc["points"]) == 81
    for point in oc["points"][::16]:
        exact = accepted_from_process(K, point["share"])
        assert abs(Fraction(point["acceptance"]) - exact) <= Fraction(1, 2 * 10**8)
    assert oc["named"]["producers_point"] == {"share": "0.02500000", "acceptance": "0.98638362"}
    assert oc["named"]["consumers_point"]["share"] == "0.09237100"


def test_a_double_plans_curve() -> None:
    ran = run("plan", *WORKED, "--double", "--oc", "--json")
    named = json.loads(ran.out)["oc"]["named"]
    assert abs(Fraction(named["consumers_point"]["acceptance"]) - Fraction(1, 10)) < Fraction(1, 10**4)


def test_the_svg_is_whole_and_says_itself(tmp_path: Path) -> None:
    file = tmp_path / "curve.svg"
    ran = run("plan", *WORKED, "--svg", str(file))
    assert ran.code == 0
    assert ran.out.count("\n") == 1
    assert ran.err.startswith("wrote ")
    root = ElementTree.fromstring(file.read_text("utf-8"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    title = root.findtext("{http://www.w3.org/2000/svg}title") or ""
    assert "Consumer's point: lots from a process at 9.24 %" in title
    assert not any(each.get("href") or each.tag.endswith("script") for each in root.iter())
    again = run("plan", *WORKED, "--svg", str(file), "--json")
    assert again.err.startswith("replaced ")
    assert "oc" not in json.loads(again.out)
    assert [each.name for each in tmp_path.iterdir()] == ["curve.svg"]


@pytest.mark.parametrize("aql", ["0.010", "0.15", "10", "not-allowed"])
def test_an_svg_for_every_size_of_axis(aql: str, tmp_path: Path) -> None:
    file = tmp_path / "curve.svg"
    assert run("plan", "--lot", "500000", "--level", "S-4", "--aql", aql, "--svg", str(file)).code == 0
    assert file.read_text("utf-8").count("<line") > 10


def test_nothing_but_a_file_is_written_over(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("kept")
    (tmp_path / "link.svg").symlink_to(target)
    os.mkfifo(tmp_path / "pipe.svg")
    for name in ("link.svg", "pipe.svg", "."):
        ran = run("plan", *WORKED, "--svg", str(tmp_path / name))
        assert (ran.code, ran.out) == (2, ""), name
    assert run("plan", *WORKED, "--svg", str(tmp_path / "none" / "x.svg")).code == 2
    assert run("plan", *WORKED, "--svg", "-").err == (
        "error: --svg needs the name of a file, such as curve.svg.\n"
    )
    assert target.read_text() == "kept"
