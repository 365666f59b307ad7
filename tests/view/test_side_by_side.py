"""Names beside each other: a few as they are, a long run by its ends, so that eighty of them stand in one line."""

from lotproof.view import words
from lotproof.view.book import Ref, joined
from lotproof.view.say import ENGLISH, chinese


def test_a_long_run_is_named_by_its_ends_and_a_short_one_is_not() -> None:
    assert words.side_by_side([f"D{n}" for n in range(1, 13)]) == [f"D{n}" for n in range(1, 13)]
    many = [f"D{n}" for n in range(1, 81)]
    assert words.side_by_side(many) == ["D1–D80"]
    assert ENGLISH.row(many) == "D1–D80" and chinese().row(["D90", *many]) == "D90、D1–D80"


def test_only_neighbours_are_a_run() -> None:
    names = ["A1", "A2", "B3", "B4", "B5", "X", "B7", "B8", "9", "10", "11", "E11 p. 2", "F\u0661"]
    assert words.side_by_side(names) == [
        *("A1", "A2", "B3–B5", "X", "B7", "B8", "9–11", "E11 p. 2"),
        "F\u0661",
    ]


def test_a_run_of_references_leads_to_its_first() -> None:
    refs = [Ref(f"E{n}", f"exhibit-{n}", True) for n in range(5, 205)]
    assert joined([refs[0], None, refs[0]]) == (refs[0],)
    assert joined(refs) == (Ref("E5–E204", "exhibit-5", True),)
