"""Every code in the source has a page and stands in a registry, each page is whole, and every check is in the tuple."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import lotproof
from lotproof.build.codes import BUILDING
from lotproof.check.all import CHECKS, SERIES_CHECKS
from lotproof.check.attacks import SAID
from lotproof.check.codes import CHECKED, codes
from lotproof.check.pages import AREAS, known, page, plain
from lotproof.check.reading_codes import READING

SOURCE = Path(lotproof.__file__).parent
CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\Z")
SAYING = {"Finding", "say", "_say", "_at", "_unknown", "_refuse", "_give_up", "_finding", "refused"}
# where the code of a finding is put together, its parts are written out here
PREFIXED = {
    f"{room}_{reason}"
    for room in ("FILE", "EXHIBIT")
    for reason in ("MISSING", "LINK", "NOT_REGULAR", "TOO_LARGE", "UNREADABLE")
}
# no law as a fact that nobody has checked, and no word that the documents themselves may not use
NEVER = re.compile(r"unenforceable|certified|guarantee|illegal|!", re.IGNORECASE)


def said(folder: str) -> Iterator[tuple[str, str]]:
    """Each code given to a finding below `folder`, with its file."""
    for file in sorted((SOURCE / folder).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in SAYING:
                for argument in node.args[:3]:
                    if isinstance(argument, ast.Constant) and CODE.match(str(argument.value)):
                        yield str(argument.value), file.name


def test_source_registries_and_pages_are_the_same_codes() -> None:
    own = {code for code, file in said("check") if file == "accepted.py"}
    checks = {code for code, file in said("check") if file != "accepted.py"}
    reading = {code for room in ("read", "case") for code, _ in said(room)} | PREFIXED
    building = {code for code, _ in said("build")}
    assert checks == set(CHECKED)
    assert reading == set(READING)
    assert building - set(READING) == set(BUILDING)
    assert own == {code for code in codes() if code.startswith("ACCEPTED_")}
    assert set(codes()) == checks | reading | own
    assert set(known()) == set(codes()) | set(BUILDING)
    for room in ("cli", "watch", "view", "compute", "intake", "seal", "render"):
        assert {code for code, _ in said(room) if "_" in code} <= set(known()), room


def test_what_an_opponent_says_is_said_of_codes_there_are() -> None:
    assert set(SAID) <= set(known())


@pytest.mark.parametrize("code", known())
def test_a_page_says_what_why_how_and_by_which_rule(code: str) -> None:
    found = page(code)
    assert found is not None
    assert found.code == code
    assert found.area in AREAS
    for text in (found.meaning, found.why, found.mend.partition("\n\n```")[0]):
        assert text[0].isupper() or text[0].isdigit() or text[0] in '`"', text
        assert text.endswith((".", ":", ".”")), text
        assert not NEVER.search(re.sub(r"`[^`]*`", "", text)), text
    assert len(found.summary) < 160
    assert found.rule and not found.rule.endswith(".")


@pytest.mark.parametrize("code", known())
def test_the_example_of_a_page_can_be_typed(code: str) -> None:
    found = page(code)
    assert found is not None
    (kind, example), *more = re.findall(r"^```(\w+)\n(.*?)^```$", found.mend + "\n", re.MULTILINE | re.DOTALL)
    assert more == []
    if kind == "yaml":
        assert yaml.safe_load(example), code
    elif kind == "sh" and example.startswith("lotproof "):
        from lotproof.cli.group import main

        words = example.split()
        assert words[1] in main.commands
        options = {option for one in main.commands[words[1]].params for option in one.opts}
        assert {word for word in words if word.startswith("--")} <= options
    else:
        assert kind in ("sh", "text")


def test_codes_a_page_points_to_exist() -> None:
    for code in known():
        found = page(code)
        assert found is not None
        for other in re.findall(r"code: (\w+)|explain (\w+)", found.mend):
            assert "".join(other) in known()


def test_a_code_there_is_not_has_no_page() -> None:
    assert page("NO_SUCH_CODE") is None
    assert page("../codes") is None
    assert page("") is None


def test_plain_text_has_no_fences() -> None:
    assert plain("Do `it`:\n\n```sh\nls -l\n```") == "Do it:\n\nls -l"


def test_a_code_is_given_by_the_check_that_is_named() -> None:
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
        for node in ast.parse(file.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if [argument.arg for argument in node.args.args[:2]] == ["case", "figures"] and node.returns:
                if ast.unparse(node.returns) != "Iterator[Finding]":
                    continue
                assert any(
                    check.__name__ == node.name and check.__module__ == f"lotproof.check.{file.stem}"
                    for check in every
                ), f"{file.stem}.{node.name} is in no tuple"
