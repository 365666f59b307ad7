"""Every code that can be found is explained, and every check is in the tuple and explains itself."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import lotproof
from lotproof.check.all import CHECKS, SERIES_CHECKS
from lotproof.check.codes import CHECKED, codes, explanation
from lotproof.check.reading_codes import READING

SOURCE = Path(lotproof.__file__).parent
CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\Z")
SAYING = {"Finding", "say", "_say", "_at", "_unknown", "_refuse", "_give_up"}
# where the code of a finding is put together, its parts are written out here
PREFIXED = {
    f"{room}_{reason}"
    for room in ("FILE", "EXHIBIT")
    for reason in ("MISSING", "LINK", "NOT_REGULAR", "TOO_LARGE", "UNREADABLE")
}


def said(folder: str) -> Iterator[tuple[str, str]]:
    """Each code given to a finding below `folder`, with its file."""
    for file in sorted((SOURCE / folder).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in SAYING:
                for argument in node.args[:3]:
                    if isinstance(argument, ast.Constant) and CODE.match(str(argument.value)):
                        yield str(argument.value), file.name


def test_the_catalogue_holds_the_codes_there_are_and_no_others() -> None:
    checks = {code for code, _ in said("check")}
    reading = {code for room in ("read", "case") for code, _ in said(room)} | PREFIXED
    assert checks == set(CHECKED)
    assert reading == set(READING)
    assert set(codes()) == checks | reading


@pytest.mark.parametrize("code", codes())
def test_every_code_is_explained_in_whole_sentences(code: str) -> None:
    text = explanation(code)
    assert text is not None and len(text) > 40
    assert text.rstrip().endswith((".", "quotes."))
    first = text.split("\n\n")[0]
    assert first[0].isupper() or first.startswith(("case.yaml", "evidence/", "log/"))


def test_a_code_there_is_not_has_no_explanation() -> None:
    assert explanation("NO_SUCH_CODE") is None


def test_a_code_is_explained_by_the_check_that_gives_it() -> None:
    for code, check in CHECKED.items():
        module = ast.parse(Path(inspect.getsourcefile(check) or "").read_text())
        owner = next(n for n in module.body if isinstance(n, ast.FunctionDef) and n.name == check.__name__)
        names = {node.id for node in ast.walk(owner) if isinstance(node, ast.Name)}
        helpers = [n for n in module.body if isinstance(n, ast.FunctionDef) and n.name in names]
        texts = {n.value for part in (owner, *helpers) for n in ast.walk(part) if isinstance(n, ast.Constant)}
        assert code in texts, f"{check.__name__} does not give {code}"


def test_every_check_stands_in_the_tuple_once() -> None:
    every = (*CHECKS, *SERIES_CHECKS)
    assert len(set(every)) == len(every)
    for file in (SOURCE / "check").glob("*.py"):
        if file.stem in ("__init__", "all", "attacks", "codes", "in_hand", "reading_codes"):
            continue
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert any(
                    check.__name__ == node.name and check.__module__ == f"lotproof.check.{file.stem}"
                    for check in every
                ), f"{file.stem}.{node.name} is in no tuple"
