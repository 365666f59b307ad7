"""The schemas say what the reader does: the same keys, each with its sentence, and the same files valid."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lotproof.case.base import Facts
from lotproof.case.events import Event
from lotproof.case.exhibits import Exhibit
from lotproof.case.facts import CaseFacts
from lotproof.case.finding import Finding
from lotproof.case.private import PrivateFacts
from lotproof.cli.schema_files import NAMES, schema_of
from lotproof.read.calendars import YearFile
from lotproof.read.facts import validate
from lotproof.read.log import split_front_matter
from lotproof.read.nodes import Node, Sequence
from lotproof.read.schema import as_editors_read, key_words, models_of, undescribed
from lotproof.read.settings import Settings
from lotproof.read.tree import read_tree

ROOT = Path(__file__).parents[2]
MODELS: dict[str, type[Facts]] = {
    "case": CaseFacts,
    "evidence": Exhibit,
    "log": Event,
    "private": PrivateFacts,
    "lotproof": Settings,
    "calendar": YearFile,
}
CHECKERS = {name: Draft202012Validator(schema_of(name)) for name in NAMES}
FILES = {"case.yaml": "case", "evidence.yaml": "evidence", "private.yaml": "private"}


def reader_errors(name: str, tree: Node) -> list[Finding]:
    items = tree.items if name == "evidence" and isinstance(tree, Sequence) else (tree,)
    found = [finding for item in items for finding in validate(item, MODELS[name], name)[1]]
    return [finding for finding in found if finding.severity == "error"]


def schema_errors(name: str, tree: Node) -> list[str]:
    value = as_editors_read(tree)
    return [f"{error.json_path}: {error.message[:200]}" for error in CHECKERS[name].iter_errors(value)]


def typed_files() -> list[Any]:
    found = []
    for folder in sorted((*(ROOT / "cases").iterdir(), *(ROOT / "tests" / "cases").iterdir())):
        for path in sorted((*folder.glob("*.yaml"), *folder.glob("log/*.md"))):
            name = FILES.get(path.name, "log" if path.suffix == ".md" else "")
            if name:
                found.append(pytest.param(name, path, id=path.relative_to(ROOT).as_posix()))
    return found


def tree_of(name: str, path: Path) -> Node | None:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return None
    if name == "log":
        text = split_front_matter(text, path.name)[0]
    tree, wrong = read_tree(text, path.name)
    return None if wrong else tree


@pytest.mark.parametrize(("name", "path"), typed_files())
def test_every_case_there_is_is_valid_to_both_or_to_neither(name: str, path: Path) -> None:
    tree = tree_of(name, path)
    if tree is None:
        return  # what is no YAML is nothing to a schema
    read, judged = reader_errors(name, tree), schema_errors(name, tree)
    assert bool(read) == bool(judged), (read, judged)


def test_the_list_of_sentences_and_the_models_have_the_same_keys() -> None:
    assert undescribed(MODELS.values()) == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_valid_to_both(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    for model in models_of(MODELS[name]):
        shape = schema if model is MODELS[name] and name != "evidence" else schema["$defs"][model.__name__]
        for key, (says, example) in key_words()[model.__name__].items():
            described = shape["properties"][key]
            assert described["description"].startswith(says) and described["examples"] == [example]
            assert says[0].isupper() and says.endswith("."), f"{model.__name__}.{key}"
            judge = Draft202012Validator({**described, "$defs": schema.get("$defs", {})})
            assert not list(judge.iter_errors(example)), f"{model.__name__}.{key}"


def test_the_reader_takes_every_example() -> None:
    text = (ROOT / "src" / "lotproof" / "read" / "keys.txt").read_text("utf-8")
    models = {model.__name__: model for top in MODELS.values() for model in models_of(top)}
    name = ""
    for line in text.splitlines():
        if line.startswith("  "):
            key, _, rest = line.strip().partition(": ")
            tree, wrong = read_tree(f"{key}: {rest.partition(' | ')[2]}", "keys")
            assert not wrong
            _, found, _ = validate(tree, models[name], "keys")
            own = [f for f in found if f.severity == "error" and "is missing" not in f.message]
            assert own == [], f"{name}.{key}"
        elif line.endswith(":"):
            name = line[:-1]


SLIPS = [
    ("case", "lotproof: 2"),
    ("case", "currency: usd"),
    ("case", "titel: Tumblers"),
    ("case", "order: {number: 1, product: x, quantity: 3_000, unit_price: 1}"),
    ("case", "order: {number: 1, product: x, quantity: -1, unit_price: 1}"),
    ("case", "order: {number: 1, product: x, quantity: 2.5, unit_price: 1}"),
    ("case", "order: {number: 1, product: x, quantity: 1, unit_price: 1,5}"),
    ("case", "order: {number: 1, product: x, quantity: 1, unit_price: }"),
    ("case", "order: {date: 4 May 2026, number: 1, product: x, quantity: 1, unit_price: 2}"),
    ("case", "inspections: {id: R}"),
    ("case", "inspections: [{id: R, performed: [], quantity: {presented: 3}, scopes: []}]"),
    ("case", "inspections: [{issued: 2026-08-12T18:00:00, id: R}]"),
    ("case", "options: {preferred: E}"),
    ("evidence", "[{id: E1, file: evidence/a, kind: foto, title: A, sha256: 00}]"),
    ("evidence", "[{id: E1, file: evidence/a, kind: photo, title: A}]"),
    ("log", "{at: 2026-08-13T09:15:00, kind: car, channel: email, from: buyer}"),
    ("log", "{at: 2026-08-13T09:15:00Z, kind: car, channel: mail, from: buyer}"),
    ("log", "{at: 2026-08-13T09:15:00Z, kind: car, channel: email, from: buyer, attaches: E1}"),
    ("log", "{at: 2026-08-13T09:15:00Z, kind: payment, channel: none, from: buyer, amount: much}"),
    ("private", "supplier_margin: {rate: 15, kind: margin}"),
    ("private", "objectives: {target: 1}"),
    ("lotproof", "paper: A4"),
    ("lotproof", "letters: {side_by_side: maybe}"),
    ("calendar", "{calendar: cn, year: 2027, source: x, holidays: []}"),
]


@pytest.mark.parametrize(("name", "text"), SLIPS)
def test_a_slip_is_one_to_both(name: str, text: str) -> None:
    tree, wrong = read_tree(text, name)
    assert tree is not None and not wrong
    assert reader_errors(name, tree) and schema_errors(name, tree)


SOUND = [
    ("log", "{at: 2026-08-13 09:15Z, kind: payment, channel: none, from: buyer, amount: 20.50, what: null}"),
    ("log", "{at: 2026-08-13T09:15:00Z, kind: note, channel: none, from: buyer, to: }"),
    ("lotproof", "{paper: a4, letters: {side_by_side: no}, languages: [en]}"),
    ("private", "{economics: {C: {unit_value: 46.50}}, leverage: }"),
    (
        "evidence",
        '[{id: 1, file: evidence/a, kind: photo, title: 2026, sha256: "00", embed: true, bytes: "12"}]',
    ),
]


@pytest.mark.parametrize(("name", "text"), SOUND)
def test_what_the_reader_takes_is_valid(name: str, text: str) -> None:
    tree, wrong = read_tree(text, name)
    assert tree is not None and not wrong
    assert (reader_errors(name, tree), schema_errors(name, tree)) == ([], [])


def test_the_page_lists_the_names() -> None:
    page = (ROOT / "docs" / "schema.md").read_text("utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.M)) == NAMES
