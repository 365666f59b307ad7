"""From a tree to a model: what does not fit becomes a finding and is left out, and the rest is read all the same.

A case with one slip in it is still a case: only the slip is lost, and it is named with its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from lotproof.case.base import Facts, known_keys
from lotproof.case.finding import Finding, Place
from lotproof.read.nodes import Entry, Mapping, Node, Scalar, Sequence
from lotproof.read.required import missing_keys, model_at
from lotproof.read.shown import nearest, one_line

Path = tuple[str | int, ...]
Spots = MappingOf[Path, tuple[int, int]]
Model = TypeVar("Model", bound=Facts)
MOST_OF_A_CODE: Final = 50  # findings of one code in one file; the rest are counted
_ROUNDS: Final = (
    20  # a value can be refused only once per level it stands on; three rounds are the usual most
)


def validate(
    tree: Node | None, model: type[Model], file: str, name: str = ""
) -> tuple[Model | None, tuple[Finding, ...], Spots]:
    """Read `tree` as `model`: the instance, what is wrong with it, and where each path that was kept stands.

    `name` is what the mapping is called in sentences (an exhibit's id); empty for a whole file. The instance is
    `None` only when `tree` is not a mapping. Paths use keys as typed and the indices of the instance's tuples.
    """
    if not isinstance(tree, Mapping):
        place = Place(file, tree.line, tree.column) if tree is not None else Place(file, 1, 1)
        sentence = f"{name + ': ' if name else ''}a mapping of keys and values is wanted here."
        return None, (Finding("WRONG_TYPE", "error", sentence, place, "write key: value lines."),), {}
    draft = _Draft(tree, file, name)
    value = draft.read(model)
    draft.findings += missing_keys(tree, model, file, name)
    return value, limited(draft.findings), dict(draft.spots())


def limited(findings: list[Finding]) -> tuple[Finding, ...]:
    """At most `MOST_OF_A_CODE` findings of a code and file, then one that counts the rest."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for finding in findings:
        key = (finding.code, finding.place.file)
        seen[key] += 1
        if seen[key] <= MOST_OF_A_CODE:
            kept.append(finding)
    for (code, file), number in seen.items():
        if number > MOST_OF_A_CODE:
            sentence = f"{number - MOST_OF_A_CODE:,} more findings {code} in this file are not listed."
            kept.append(Finding("FINDINGS_CUT", "error", sentence, Place(file)))
    return tuple(kept)


def path_words(path: Path, name: str = "") -> str:
    """A path as a person reads it: `inspections[0].scopes[0].sample`."""
    words = name
    for part in path:
        words += f"[{part}]" if isinstance(part, int) else f"{'.' if words else ''}{one_line(part, 60)}"
    return words


class _Draft:
    """The plain values handed to the model, shrinking as values are refused; the tree keeps the places.

    Lists lose items, so each remembers which item of the tree its items were.
    """

    def __init__(self, tree: Mapping, file: str, name: str) -> None:
        self.tree, self.file, self.name = tree, file, name
        self.findings: list[Finding] = []
        self.typed_index: dict[int, list[int]] = {}  # id of a list of the draft -> indices in the tree
        self.data = self._plain(tree, ())

    def read(self, model: type[Model]) -> Model:
        for _ in range(_ROUNDS):
            try:
                return model.model_validate(self.data)
            except ValidationError as problem:
                paths: dict[Path, Any] = {}
                for error in problem.errors(include_url=False, include_input=False):
                    paths.setdefault(self._reached(error["loc"]), error)
                paths.pop((), None)
                if not paths:
                    break
                for path, error in paths.items():
                    self.findings.append(self._finding(error, path, model))
                for path in sorted(paths, key=_later_first, reverse=True):
                    self._drop(path)
        return model()

    def spots(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        """The place of every value that was kept, by its path in the instance."""
        pending: list[tuple[Any, Node, Path]] = [(self.data, self.tree, ())]
        while pending:
            value, node, path = pending.pop()
            yield path, (node.line, node.column)
            if isinstance(value, dict) and isinstance(node, Mapping):
                pending += ((below, node.entries[key].value, (*path, key)) for key, below in value.items())
            elif isinstance(value, list) and isinstance(node, Sequence):
                typed = self.typed_index[id(value)]
                pending += ((below, node.items[typed[i]], (*path, i)) for i, below in enumerate(value))

    def _plain(self, node: Node, path: Path) -> Any:
        if isinstance(node, Scalar):
            return node.text
        if isinstance(node, Mapping):
            return {
                key: self._plain(entry.value, (*path, key))
                for key, entry in node.entries.items()
                if not (isinstance(entry.value, Scalar) and entry.value.absent)
            }
        items, indices = [], []
        for index, item in enumerate(node.items):
            if isinstance(item, Scalar) and item.absent:
                sentence = f"{path_words((*path, index), self.name)}: this item is empty."
                self._say("EMPTY_ITEM", "warning", sentence, item, "write it or remove it.")
            else:
                items.append(self._plain(item, (*path, index)))
                indices.append(index)
        self.typed_index[id(items)] = indices
        return items

    def _say(self, code: str, severity: Any, sentence: str, at: Any, hint: str | None) -> None:
        self.findings.append(Finding(code, severity, sentence, Place(self.file, at.line, at.column), hint))

    def _reached(self, loc: tuple[str | int, ...]) -> Path:
        """As much of a pydantic location as there is in the draft: it also names branches of unions."""
        value, path = self.data, list[str | int]()
        for part in loc:
            if not (part in value if isinstance(value, dict) else _is_index(part, value)):
                break
            value = value[part]
            path.append(part)
        return tuple(path)

    def _typed(self, path: Path) -> tuple[Path, Any]:
        """The path as typed, with the indices of the tree, and the entry or node it leads to."""
        value, typed = self.data, list[str | int]()
        at: Any = self.tree
        for part in path:
            node = at.value if isinstance(at, Entry) else at
            if isinstance(node, Sequence):
                typed.append(self.typed_index[id(value)][int(part)])
                at = node.items[int(typed[-1])]
            elif isinstance(node, Mapping):
                typed.append(part)
                at = node.entries[str(part)]
            value = value[part]
        return tuple(typed), at

    def _finding(self, error: Any, path: Path, model: type[Facts]) -> Finding:
        typed, at = self._typed(path)
        node = at.value if isinstance(at, Entry) else at
        where = path_words(typed, self.name)
        context = error.get("ctx", {})
        kind = error["type"]
        if kind == "extra_forbidden":
            return self._unknown_key(typed, at, model_at(model, typed[:-1]))
        place = Place(self.file, node.line, node.column)
        if "sentence" in context:
            return Finding(kind, "error", f"{where}: {context['sentence']}", place, context["hint"] or None)
        if kind in ("model_type", "dict_type", "model_attributes_type"):
            hint = "write {key: value} or indented key: value lines."
            return Finding("WRONG_TYPE", "error", f"{where}: a mapping is wanted here.", place, hint)
        return Finding("WRONG_TYPE", "error", f"{where}: {one_line(error['msg'])}.", place)

    def _unknown_key(self, typed: Path, at: Any, model: type[Facts] | None) -> Finding:
        key, known = str(typed[-1]), known_keys(model) if model is not None else ()
        near = nearest(key, known)
        within = path_words(typed[:-1], self.name)
        sentence = f"{within + ': ' if within else ''}there is no key {one_line(key, 60)} here."
        hint = f"did you mean {near}?" if near else f"known are: {', '.join(known)}."
        return Finding("UNKNOWN_KEY", "error", sentence, Place(self.file, at.line, at.column), hint)

    def _drop(self, path: Path) -> None:
        value = self.data
        for part in path[:-1]:
            value = value[part]
        if isinstance(value, list):
            del self.typed_index[id(value)][int(path[-1])]
        del value[path[-1]]


def _later_first(path: Path) -> tuple[tuple[int, int, str], ...]:
    """Sort key that, reversed, drops later items of a list before earlier ones, and parts before the whole."""
    return tuple((0, part, "") if isinstance(part, int) else (1, 0, part) for part in path)


def _is_index(part: str | int, value: Any) -> bool:
    return isinstance(value, list) and isinstance(part, int) and part < len(value)
