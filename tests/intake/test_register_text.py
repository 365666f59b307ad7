"""What a person typed in the register stays byte for byte; what is added reads back as it was meant."""

from __future__ import annotations

from itertools import islice

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lotproof.case.exhibits import Exhibit
from lotproof.intake.entry import Entry, flow, scalar
from lotproof.intake.register import extended, next_ids, read
from lotproof.intake.remark import Refused
from lotproof.read.facts import validate
from lotproof.read.nodes import Scalar
from lotproof.read.tree import read_tree

NEW: Entry = {
    "id": "E9",
    "file": "evidence/Photo 1 #2, rim: scratched.jpg",
    "kind": "photo",
    "title": 'He said: "no" # really',
    "sha256": "12e4" * 16,
    "bytes": "482113",
    "source": {"from": "王工, QA", "via": "email", "received": "2026-08-12T18:20:00+08:00"},
    "dkim": ({"domain": "x.example", "result": "pass", "headers": ("from", "to")},),
    "custody": (
        {"at": "2026-08-12T18:20:00Z", "act": "registered"},
        {"at": "2026-08-12T18:21:00Z", "act": "checked"},
    ),
}
OLD = "{id: E1, file: evidence/a.pdf, kind: photo, title: One, sha256: 00}"
BLOCK = "- id: E1   # the report\n  file: evidence/a.pdf\n  kind: photo\n  title: One\n  sha256: 00\n"

REGISTERS = {
    "no file": None,
    "empty": "",
    "comments only": "# the register\n\n# begins here\n",
    "a marker only": "---\n",
    "block": BLOCK,
    "block with an empty line between": f"{BLOCK}\n{BLOCK.replace('E1', 'E2')}",
    "block without one between": f"{BLOCK}{BLOCK.replace('E1', 'E2')}",
    "indented": "".join(f"    {line}\n" for line in BLOCK.splitlines()),
    "wide": BLOCK.replace("- id", "-   id").replace("\n  ", "\n    "),
    "dash alone": BLOCK.replace("- id", "-\n  id"),
    "flow entries": f"- {OLD}\n- {OLD.replace('E1', 'E2')}\n",
    "flow list": f"[{OLD}]\n",
    "flow list over lines": f"[\n  {OLD},\n  {OLD.replace('E1', 'E2')},\n]  # the end ]\n",
    "flow list, empty": "[]\n",
    "no line end": BLOCK.rstrip("\n"),
    "Windows": BLOCK.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + BLOCK,
    "comment behind": f"{BLOCK}\n# more to come\n",
    "document end": f"---\n{BLOCK}...\n",
    "text block at the end": f"{BLOCK}  proves: |\n    Two\n    lines\n",
    "text block that keeps its line ends": f"{BLOCK}  proves: |+\n    Two\n    lines\n\n",
    "text block that would keep an empty line": f"{BLOCK}  proves: |+\n    Two\n    lines\n",
    "quotes and aliases": f"- &a {OLD}\n- *a\n",
    "with a slip in it": f"{BLOCK}  titel: Two\n",
}


@pytest.mark.parametrize("name", REGISTERS)
def test_what_was_typed_stays(name: str) -> None:
    typed = REGISTERS[name]
    before = None if typed is None else typed.encode()
    after = extended(read(before), [NEW, NEW | {"id": "E10"}])
    for line in (before or b"").splitlines():
        if name not in ("flow list", "flow list, empty"):
            assert line.rstrip() in after
    ends = {line[-2:-1] == b"\r" for line in after.splitlines(keepends=True)}
    assert len(ends) == 1, "line ends are mixed"
    again = read(after)
    assert [e.id for e in again.exhibits][-2:] == ["E9", "E10"]
    assert again.items[: len(read(before).items)] == read(before).items
    for item in again.items[-2:]:
        exhibit, findings, _ = validate(item, Exhibit, "evidence.yaml")
        assert exhibit is not None and findings == ()
        assert (exhibit.title, exhibit.bytes) == ('He said: "no" # really', 482113)
    library = yaml.safe_load(after)
    assert library[-1]["source"]["from"] == "王工, QA"
    assert library[-1]["title"] == 'He said: "no" # really'


def test_the_style_is_the_persons() -> None:
    assert b"\n\n- id: E9\n" in extended(read(REGISTERS["block"].encode()), [NEW])
    assert b"\n    - id: E9\n      file:" in extended(read(REGISTERS["indented"].encode()), [NEW])
    assert b"\n-   id: E9\n    file:" in extended(read(REGISTERS["wide"].encode()), [NEW])
    assert b"  sha256: 00\n- id: E9\n" in extended(
        read(REGISTERS["block without one between"].encode()), [NEW]
    )
    assert b"\n- {id: E9, file: " in extended(read(REGISTERS["flow entries"].encode()), [NEW])


@pytest.mark.parametrize(
    "typed", ["a: 1\n", "- id: E1\n  title: 'never closed\n", "text", "null\n", "- a\n---\n- b\n"]
)
def test_a_register_that_is_none_is_left_alone(typed: str) -> None:
    with pytest.raises(Refused):
        extended(read(typed.encode()), [NEW])


def test_bytes_that_are_no_text_are_left_alone() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read("- id: E1\n  title: \u6c38\n".encode("gb18030"))


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], ["E1", "E2"]),
        (["E1", "E2", "E7"], ["E8", "E9"]),
        (["E01", "E02"], ["E03", "E04"]),
        (["P-099", "P-100", "X1"], ["P-101", "P-102"]),
        (["report"], ["E1", "E2"]),
        (["E1", "annex 3"], ["E2", "E3"]),
    ],
)
def test_the_next_ids_follow_the_pattern_used(taken: list[str], expected: list[str]) -> None:
    assert list(islice(next_ids(taken), 2)) == expected


@given(st.text(max_size=30).filter(lambda text: text.isprintable()))
def test_any_text_reads_back(text: str) -> None:
    tree, findings = read_tree(f"- {flow({'title': text, 'list': (text,)})}", "x")
    assert findings == ()
    item = tree.items[0]  # type: ignore[union-attr]
    assert isinstance(item.entries["title"].value, Scalar)
    assert item.entries["title"].value.text == text
    library = yaml.safe_load(f"a: {scalar(text)}")
    assert str(library["a"]) == text or text[:1].isdigit()
