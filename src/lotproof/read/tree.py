"""Strict YAML: text into a tree of texts, lists and mappings, each key and value with its line and column.

Nothing is guessed from the look of a value: every scalar stays the text that was typed, and what could read one
way here and another way elsewhere (tags, merge keys, duplicate keys) is refused with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import yaml

from lotproof.case.finding import Finding, Place
from lotproof.read.nodes import Entry, Mapping, Node, Scalar, Sequence
from lotproof.read.shown import REFUSED, one_line
from lotproof.read.syntax import in_our_words

DEPTH_CAP = 30
ALIAS_CAP = 16
NODE_CAP = 100_000  # after aliases are expanded; a case of 500 lines has about 1,500


Events = Callable[[str], Iterator[Any]]


def pure_events(text: str) -> Iterator[Any]:
    """The events of `text` by the parser written in Python: slow, and the one whose complaints we quote."""
    return _drained(yaml.SafeLoader(text))


def fast_events(text: str) -> Iterator[Any]:
    """The events of `text` by libyaml where PyYAML was built with it, else by the parser in Python."""
    return _drained(getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text))


def _drained(loader: Any) -> Iterator[Any]:
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def read_tree(
    text: str, file: str, first_line: int = 1, events: Events = fast_events
) -> tuple[Node | None, tuple[Finding, ...]]:
    """The tree of one YAML document and what is wrong in it; no tree when it does not parse or is too large.

    `first_line` is the line of `file` that `text` begins on. The tree is shared: nobody may change it. Never raises
    for any text.
    """
    return _read(text, file, first_line, events)


@lru_cache(maxsize=32)  # while a case is worked on, all its files but one are what they were
def _read(text: str, file: str, first_line: int, events: Events) -> tuple[Node | None, tuple[Finding, ...]]:
    builder = _Builder(file, first_line)
    try:
        root = builder.build(events(text))
    except yaml.YAMLError as problem:
        return None, (*builder.findings, _syntax(text, problem, builder))
    except _PastLimitError:
        return None, tuple(builder.findings)
    return root, tuple(builder.findings)


class _PastLimitError(Exception):
    """The document is past a limit that no honest case reaches."""


class _Open:
    """A list or mapping whose end has not been read yet."""

    __slots__ = ("anchor", "column", "entries", "height", "items", "key", "line", "size", "waiting")

    def __init__(self, mapping: bool, line: int, column: int, anchor: str | None) -> None:
        self.entries: dict[str, Entry] | None = {} if mapping else None
        self.items: list[Node] = []
        self.line, self.column, self.anchor = line, column, anchor
        self.waiting = False  # a key was read, its value not yet
        self.key: tuple[str, int, int] | None = (
            None  # None while waiting: the key was refused, drop the value
        )
        self.size, self.height = 1, 1

    def node(self) -> Node:
        if self.entries is None:
            return Sequence(tuple(self.items), self.line, self.column)
        return Mapping(self.entries, self.line, self.column)


class _Builder:
    def __init__(self, file: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line
        self.findings: list[Finding] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int, int] | None] = {}
        self.aliases = 0
        self.root: Node | None = None
        self.documents = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            if self.documents > 1:
                break
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._open(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._close()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._say(
                        event, "SEVERAL_DOCUMENTS", "a second document begins here; one file is one document."
                    )
        return self.root

    def at(self, mark: Any) -> tuple[int, int]:
        return mark.line + self.first_line, mark.column + 1

    def _say(self, event: Any, code: str, sentence: str, hint: str | None = None) -> None:
        line, column = self.at(event.start_mark)
        self.findings.append(Finding(code, "error", sentence, Place(self.file, line, column), hint))

    def _scalar(self, event: Any) -> None:
        line, column = self.at(event.start_mark)
        plain = event.style in (None, "")
        if plain and not event.value:
            line, column = self._of_nothing(line, column)
        text = event.value
        if event.style == '"' and (escaped := REFUSED.search(text)) is not None:
            sentence = f"the escaped character U+{ord(escaped[0]):04X} is not read."
            self._say(event, "CONTROL_CHARACTER", sentence, "remove it.")
            text = REFUSED.sub("\ufffd", text)
        node = Scalar(text, line, column, plain)
        self._check_tag(event)
        self._remember(event.anchor, node, 1, 1)
        self._put(event, node, 1, 1)

    def _of_nothing(self, line: int, column: int) -> tuple[int, int]:
        """Where a value that was not written is shown: at its key, else where the two parsers agree."""
        if not self.stack:
            return self.first_line, 1
        parent = self.stack[-1]
        return parent.key[1:] if parent.waiting and parent.key is not None else (line, column)

    def _open(self, event: Any) -> None:
        line, column = self.at(event.start_mark)
        if len(self.stack) >= DEPTH_CAP:
            self._give_up(
                event, "YAML_TOO_DEEP", f"lists and mappings are nested more than {DEPTH_CAP} deep here."
            )
        self._check_tag(event)
        if event.anchor:
            self.anchors[event.anchor] = None
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(_Open(mapping, line, column, event.anchor))

    def _close(self) -> None:
        done = self.stack.pop()
        node = done.node()
        self._remember(done.anchor, node, done.size, done.height)
        self._put(None, node, done.size, done.height)

    def _alias(self, event: Any) -> None:
        self.aliases += 1
        target = self.anchors.get(event.anchor)
        name = one_line(event.anchor, 60)
        if self.aliases > ALIAS_CAP:
            if self.aliases == ALIAS_CAP + 1:
                self._say(
                    event,
                    "YAML_ALIAS",
                    f"more than {ALIAS_CAP} aliases; from *{name} on none is read.",
                    "write it out.",
                )
            self._put(event, None, 0, 0)
        elif target is None:
            sentence = f"the alias *{name} stands inside the value it names."
            if event.anchor not in self.anchors:
                sentence = f"the alias *{name} has no anchor &{name} above it."
            self._say(event, "YAML_ALIAS", sentence)
            self._put(event, None, 0, 0)
        elif len(self.stack) + target[2] > DEPTH_CAP:
            self._give_up(event, "YAML_TOO_DEEP", f"with *{name} the nesting is more than {DEPTH_CAP} deep.")
        else:
            self._put(event, *target)

    def _remember(self, anchor: str | None, node: Node, size: int, height: int) -> None:
        if anchor:
            self.anchors[anchor] = (node, size, height)

    def _put(self, event: Any, node: Node | None, size: int, height: int) -> None:
        """Put a finished node where it belongs; `None` is a value that was refused."""
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.size += size
        parent.height = max(parent.height, height + 1)
        if parent.size > NODE_CAP:
            place = Place(self.file, parent.line, parent.column)
            sentence = f"more than {NODE_CAP:,} values stand below here."
            self.findings.append(Finding("YAML_TOO_LARGE", "error", sentence, place))
            raise _PastLimitError
        if parent.entries is None:
            if node is not None:
                parent.items.append(node)
        elif parent.waiting:
            if parent.key is not None and node is not None:
                text, line, column = parent.key
                parent.entries[text] = Entry(node, line, column)
            parent.waiting = False
        else:
            parent.waiting = True
            parent.key = self._key(event, node, parent.entries)

    def _key(self, event: Any, node: Node | None, entries: dict[str, Entry]) -> tuple[str, int, int] | None:
        if not isinstance(node, Scalar) or isinstance(event, yaml.AliasEvent):
            if node is not None:
                place = (
                    Place(self.file, *self.at(event.start_mark)) if event else Place(self.file, *node[1:3])
                )
                self.findings.append(Finding("KEY_NOT_TEXT", "error", "a key must be a plain text.", place))
            return None
        place = Place(self.file, node.line, node.column)
        if node.plain and node.text == "<<":
            sentence, hint = "merge keys (<<) are not read.", "write the keys out where they belong."
            self.findings.append(Finding("YAML_MERGE_KEY", "error", sentence, place, hint))
            return None
        if node.text in entries:
            first = entries[node.text].line
            lines = (
                f"on line {first} and again on line {node.line}" if first != node.line else f"on line {first}"
            )
            sentence = f"the key {one_line(node.text, 60)} is written twice, {lines}."
            hint = "the first value was read; remove one of the two."
            self.findings.append(Finding("DUPLICATE_KEY", "error", sentence, place, hint))
            return None
        return node.text, node.line, node.column

    def _check_tag(self, event: Any) -> None:
        if event.tag is not None:
            shown = one_line(event.tag.replace("tag:yaml.org,2002:", "!!"), 60)
            hint = "remove it: the type of a value comes from its key."
            self._say(event, "YAML_TAG", f"the tag {shown} is not read.", hint)

    def _give_up(self, event: Any, code: str, sentence: str) -> None:
        self._say(event, code, sentence)
        raise _PastLimitError


def _syntax(text: str, problem: yaml.YAMLError, builder: _Builder) -> Finding:
    """The finding of a document that does not parse, placed where the construct that broke began.

    libyaml and the parser in Python complain in different words, so the complaint is always the latter's.
    """
    quoted: Any = None  # the last text in quotes that runs over several lines
    try:
        for event in pure_events(text):
            in_quotes = isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"')
            if in_quotes and event.start_mark.line != event.end_mark.line:
                quoted = event
    except yaml.YAMLError as again:
        problem = again
    context = str(getattr(problem, "context", None) or "")
    complaint = f"{context} {getattr(problem, 'problem', None) or ''}"
    mark, opened = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
    if opened is not None and "block" not in context:
        mark = opened
    sentence, hint = in_our_words(complaint)
    if mark is None:
        return Finding("YAML_SYNTAX", "error", sentence, Place(builder.file), hint)
    line, column = builder.at(mark)
    if "flow node" in context and builder.stack:
        line, column = builder.stack[-1].line, builder.stack[-1].column
    elif quoted is not None and quoted.end_mark.line == mark.line:
        # what broke follows a text in quotes that swallowed lines: its opening is what to show
        sentence, hint = f"a quote opened here runs on to line {line}.", "is its closing quote missing?"
        line, column = builder.at(quoted.start_mark)
    return Finding("YAML_SYNTAX", "error", sentence, Place(builder.file, line, column), hint)
