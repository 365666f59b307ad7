"""Which required keys are missing, mapping by mapping, looked for in what was typed.

The models take every key as optional, so that a missing one costs the reader nothing but a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from lotproof.case.base import Facts, key_of, required_keys
from lotproof.case.finding import Finding, Place
from lotproof.read.examples import EXAMPLES
from lotproof.read.nodes import Mapping, Node, Scalar, Sequence


def missing_keys(tree: Mapping, model: type[Facts], file: str, name: str = "") -> Iterator[Finding]:
    """A finding for each required key that is absent or empty, at the mapping it should stand in."""
    required = required_keys(model)
    for key in required:
        entry = tree.entries.get(key)
        if entry is not None and not _empty(entry.value):
            continue
        line, column = (tree.line, tree.column) if entry is None else (entry.line, entry.column)
        sentence = f"{name + ': ' if name else ''}the key {key} is {'missing' if entry is None else 'empty'}."
        example = EXAMPLES.get((model.__name__, key), f"{key}: …")
        yield Finding(
            "REQUIRED_KEY_MISSING", "error", sentence, Place(file, line, column), f"for example {example}"
        )
    for key, below in nested_models(model).items():
        entry = tree.entries.get(key)
        within = f"{name}.{key}" if name else key
        if entry is not None and isinstance(entry.value, Mapping):
            yield from missing_keys(entry.value, below, file, within)
        elif entry is not None and isinstance(entry.value, Sequence):
            for index, item in enumerate(entry.value.items):
                if isinstance(item, Mapping):
                    yield from missing_keys(item, below, file, f"{within}[{index}]")


def _empty(node: Node) -> bool:
    if isinstance(node, Scalar):
        return node.absent or not node.text.strip()
    return not (node.items if isinstance(node, Sequence) else node.entries)


@cache
def nested_models(model: type[Facts]) -> dict[str, type[Facts]]:
    """The keys of `model` that hold a mapping or a list of mappings, and what each is read as."""
    found = {}
    for name, field in model.model_fields.items():
        below = _model_in(field.annotation)
        if below is not None:
            found[key_of(name, field)] = below
    return found


def _model_in(annotation: Any) -> type[Facts] | None:
    if isinstance(annotation, type) and issubclass(annotation, Facts):
        return annotation
    return next((below for part in get_args(annotation) if (below := _model_in(part)) is not None), None)


def model_at(model: type[Facts], path: tuple[str | int, ...]) -> type[Facts] | None:
    """The model that the mapping at `path` is read as."""
    here: type[Facts] | None = model
    for part in path:
        if isinstance(part, str):
            here = nested_models(here).get(part) if here is not None else None
    return here
