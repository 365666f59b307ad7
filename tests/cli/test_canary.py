"""A value for every private field, looked for in every byte of everything a build makes outside `internal/`.

Which fields there are is asked of the model, which files of the folder, which documents of the program: a new field, a
new letter or a new pack is looked at without a change here.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
import yaml
from pydantic import BaseModel

from lotproof.case.private import PrivateFacts
from lotproof.view.packs.document import PACKS

from .running import process, workspace
from .test_build import everything_in

AS_OF = "2026-08-15T12:00:00Z"
# of a fixed list, or a currency: such a word says nothing by itself and cannot be told from the case's own
OPEN_WORDS = {"kind", "confidence", "class", "share_of", "currency", "units"}
WORDS = {"kind": "margin", "confidence": "low", "class": "major", "share_of": "presented", "currency": "USD",
         "units": "projected"}  # fmt: skip


class Canaries:
    """The typed file and, by the path of each field, the texts that would give it away."""

    def __init__(self) -> None:
        self.looked_for: dict[str, tuple[str, ...]] = {}
        self.typed: Any = self._of(PrivateFacts, "")

    def _of(self, model: type[BaseModel], path: str) -> dict[str, Any]:
        return {
            field.alias or name: self._value(
                field.alias or name, field.annotation, f"{path}.{field.alias or name}"
            )
            for name, field in model.model_fields.items()
        }

    def _value(self, name: str, annotation: Any, path: str) -> Any:
        kinds = list(_leaves(annotation))
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                return self._of(kind, path)
        if name in OPEN_WORDS:
            return WORDS[name]
        n = len(self.looked_for)
        if name in ("rate", "probability"):
            self.looked_for[path] = (f"0.{739103 + n}", f"{739103 + n}", f"{(739103 + n) / 10000:.4f}")
            return f"0.{739103 + n}"
        if name == "days":
            self.looked_for[path] = (f"{531101 + n}", f"531,{101 + n}")
            return str(531101 + n)
        if name in ("source", "weaknesses", "leverage"):
            self.looked_for[path] = (f"nightingale{n}x",)
            return [f"nightingale{n}x"] if name == "leverage" else f"nightingale{n}x"
        self.looked_for[path] = (f"{613571 + n}.17", f"613,{571 + n}.17", f"613,{571 + n}")
        return f"{613571 + n}.17"


def _leaves(annotation: Any) -> Iterator[Any]:
    """The types a field can hold, without the optional and the validators about them."""
    if get_origin(annotation) in (Union, types.UnionType, tuple, Annotated):
        for part in get_args(annotation):
            yield from _leaves(part)
    elif annotation is not type(None):
        yield annotation


CANARIES = Canaries()


def an_event(name: str, **facts: str) -> tuple[str, str]:
    return (
        f"2026-08-{name}.md",
        "---\n" + "".join(f"{key}: {value}\n" for key, value in facts.items()) + "---\n",
    )


LOG = (
    an_event("13-1700-a", at="2026-08-13T17:00:00-06:00", kind="reply", channel="email",
             **{"from": "supplier"}, pushback="internal-qc"),
    an_event("13-1710-b", at="2026-08-13T17:10:00-06:00", kind="reply", channel="email",
             **{"from": "supplier"}, pushback="tolerance"),
    an_event("13-1720-c", at="2026-08-13T17:20:00-06:00", kind="reply", channel="email",
             **{"from": "supplier"}, pushback="specification"),
    an_event("13-1730-d", at="2026-08-13T17:30:00-06:00", kind="call", channel="phone", **{"from": "supplier"}),
)  # fmt: skip
MADE = {"dossier", "car", "car.zh", "car.both", "options", "confirmation", "confirmation.zh", "8d", "summary",
        "answer-internal-qc", "answer-tolerance", "answer-specification", *(pack.name for pack in PACKS)}  # fmt: skip


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case for which every document there is is made, with every private field filled in."""
    root = workspace(tmp_path_factory.mktemp("canary"), "sound")
    (root / "lotproof.yaml").write_text("lotproof: 1\nletters: {side_by_side: yes}\n", "utf-8")
    case = root / "cases" / "sound"
    facts = (case / "case.yaml").read_text("utf-8")
    (case / "case.yaml").write_text(facts + "platform: {name: A Market, case: M-1}\n", "utf-8")
    (case / "private.yaml").write_text(yaml.safe_dump(CANARIES.typed), "utf-8")
    for name, text in LOG:
        (case / "log" / name).write_text(text, "utf-8")
    ran = process("build", "--as-of", AS_OF, cwd=root)
    assert ran.code in (0, 1) and (root / "build" / "sound" / "dossier.pdf").is_file(), ran.err
    return root


def outward(root: Path) -> dict[str, bytes]:
    build = root / "build"
    return {
        path.relative_to(build).as_posix(): path.read_bytes()
        for path in sorted(build.rglob("*"))
        if path.is_file() and "internal" not in path.parts
    }


def test_every_document_there_is_is_looked_at(everything: Path) -> None:
    names = {name.removeprefix("sound/") for name in outward(everything)}
    assert {f"{name}.pdf" for name in MADE} <= names
    assert {name.removesuffix(".pdf") for name in names if name.endswith(".pdf")} == MADE
    assert {"car.eml", "figures.json", "provenance.json", "index.html", "manifest-sha256.txt"} <= names


def test_no_private_field_is_in_any_byte_of_what_leaves_the_house(everything: Path) -> None:
    assert len(CANARIES.looked_for) > 25
    for name, data in outward(everything).items():
        text = everything_in(name, data).casefold()
        found = {path for path, texts in CANARIES.looked_for.items() for one in texts if said(one, text)}
        assert found == set(), name


def test_every_document_there_is_verifies(everything: Path) -> None:
    for name in sorted(MADE):
        ran = process("verify", f"build/sound/{name}.pdf", cwd=everything)
        assert ran.code == 0, ran.out


def said(value: str, text: str) -> bool:
    """Figures count where no further figure stands beside them; words wherever they stand."""
    at = text.find(value)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(value) : at + len(value) + 1]
        if value.startswith("nightingale") or (len(value) > 5 and not any(c.isalnum() for c in around)):
            return True
        at = text.find(value, at + 1)
    return False


def test_the_fields_are_read_and_told_to_us(everything: Path) -> None:
    shown = process("show", "sound", "--private", "--as-of", AS_OF, cwd=everything).out
    brief = everything_in(
        "brief.pdf", (everything / "build/sound/internal/brief.pdf").read_bytes()
    ).casefold()
    told = {
        path for path, texts in CANARIES.looked_for.items() if any(said(one, brief + shown) for one in texts)
    }
    assert {".objective.opening", ".objective.walk_away", ".supplier_margin.source", ".weaknesses"} <= told


def test_a_file_that_was_asked_for_and_has_nothing_to_answer_is_said_not_to_be_made(tmp_path: Path) -> None:
    root = workspace(tmp_path, "sound")
    for _ in range(2):  # the second time the case is fresh
        ran = process("build", "--for", "platform", "--draft", "--as-of", AS_OF, cwd=root)
        assert "sound: no file for a platform was made, because the case names no platform" in ran.err
