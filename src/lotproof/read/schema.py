"""JSON Schemas of the files a person types, made from the models that read them and the sentences in keys.txt.

Why: an editor that completes and underlines by the reader's own description can never promise what the reader refuses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema

from lotproof.case.base import Facts, known_keys, required_keys
from lotproof.case.events import COMMON_KEYS, KEYS
from lotproof.read.nodes import Mapping, Node, Scalar
from lotproof.read.required import nested_models
from lotproof.read.tree import read_tree

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
WORDS: Final = "keys.txt"
_NULL: Final = {"type": "null"}


def schema(model: type[Facts], title: str, several: bool = False) -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) of a file read as `model`, or, with `several`, as a list of it.

    It takes everything the reader takes without an error. Where a value can be judged only by more than its look
    (a time zone, a day of the calendar), the reader is the stricter of the two.
    """
    made = model.model_json_schema(schema_generator=_Plain)
    models = {found.__name__: found for found in models_of(model)}
    shapes = {**made.pop("$defs", {}), model.__name__: made}
    for name, shape in shapes.items():
        _describe(shape, models[name])
    below = {name: shape for name, shape in shapes.items() if name != model.__name__}
    whole = (
        {"type": ["array", "null"], "items": {"$ref": f"#/$defs/{model.__name__}"}}
        if several
        else shapes[model.__name__]
    )
    if several:
        below[model.__name__] = shapes[model.__name__]
    return {"$schema": DIALECT, "title": title, **whole, **({"$defs": below} if below else {})}


def as_text(found: dict[str, Any]) -> str:
    """A schema as its file holds it: the same bytes on every machine."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def models_of(model: type[Facts]) -> tuple[type[Facts], ...]:
    """`model` and every model that stands below it, each once."""
    found: dict[type[Facts], None] = {model: None}
    for below in nested_models(model).values():
        if below not in found:
            found |= dict.fromkeys(models_of(below))
    return tuple(found)


@cache
def key_words() -> dict[str, dict[str, tuple[str, Any]]]:
    """For each model, what each of its keys means and an example value. Raises ValueError for a line without one."""
    found: dict[str, dict[str, tuple[str, Any]]] = {}
    name = ""
    for line in (Path(__file__).parent / WORDS).read_text("utf-8").splitlines():
        if line.startswith("  "):
            key, _, rest = line.strip().partition(": ")
            says, bar, example = rest.partition(" | ")
            tree, wrong = read_tree(example, WORDS)
            if not bar or wrong or tree is None:
                raise ValueError(f"{WORDS}: {key} has no example")
            found[name][key] = (says, as_editors_read(tree))
        elif line.endswith(":"):
            name = line[:-1]
            found[name] = {}
    return found


def as_editors_read(node: Node) -> Any:
    """A tree as the values of the YAML 1.2 core schema, in which an editor holds them against a schema."""
    if isinstance(node, Mapping):
        return {key: as_editors_read(entry.value) for key, entry in node.entries.items()}
    if not isinstance(node, Scalar):
        return [as_editors_read(item) for item in node.items]
    if node.absent:
        return None
    if not node.plain:
        return node.text
    if node.text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return node.text.lower() == "true"
    try:
        return (
            json.loads(node.text.removeprefix("+"), parse_constant=str)
            if node.text[:1] in _NUMBERS
            else node.text
        )
    except ValueError:
        return node.text


_NUMBERS: Final = frozenset("+-0123456789")


class _Plain(GenerateJsonSchema):
    """Without titles and defaults, which would only repeat the key and say null."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> Any:
        return self.generate_inner(schema["schema"])


def _describe(shape: dict[str, Any], model: type[Facts]) -> None:
    """Put meaning and example on every key; none but a required one minds an absent value (`key:` or `key: null`)."""
    words, required = key_words()[model.__name__], required_keys(model)
    shape.pop("title", None)
    shape.pop("description", None)  # the docstring speaks to who programs
    for key, found in shape["properties"].items():
        says, example = words[key]
        shape["properties"][key] = {
            "description": says + _only_in(model, key),
            "examples": [example],
            **(_filled(found) if key in required else _or_nothing(found)),
        }
    if required:
        shape["required"] = list(required)


def _only_in(model: type[Facts], key: str) -> str:
    kinds = [kind for kind, keys in KEYS.items() if key in keys]
    common = model.__name__ != "Event" or key in COMMON_KEYS
    return "" if common else f" Used in events of kind {', '.join(kinds)}."


def _or_nothing(found: dict[str, Any]) -> dict[str, Any]:
    branches = found.get("anyOf", [found])
    return _one(branches) if _NULL in branches else _one([*branches, _NULL])


def _filled(found: dict[str, Any]) -> dict[str, Any]:
    """The same without null, and not empty."""
    inner = _one([branch for branch in found.get("anyOf", [found]) if branch != _NULL])
    if "$ref" in inner:
        return {**inner, "minProperties": 1}
    if inner.get("type") == "array":
        return {**inner, "minItems": 1}
    return {**inner, "pattern": inner.get("pattern", r"\S")} if "string" in inner.get("type", ()) else inner


def _one(branches: Iterable[dict[str, Any]]) -> dict[str, Any]:
    found = list(branches)
    return found[0] if len(found) == 1 else {"anyOf": found}


def undescribed(models: Iterable[type[Facts]]) -> tuple[str, ...]:
    """Keys without a sentence in keys.txt and sentences without a key, as `Model.key`; none when all is well."""
    wanted = {
        f"{one.__name__}.{key}" for model in models for one in models_of(model) for key in known_keys(one)
    }
    given = {f"{name}.{key}" for name, keys in key_words().items() for key in keys}
    return tuple(sorted(wanted ^ given))
