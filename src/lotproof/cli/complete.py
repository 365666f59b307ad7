"""What the shell offers after TAB: case names, exhibit ids, and codes of findings.

Why: ids are long, and a typed one is where a slip begins. Nothing here may load what reads a case.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Iterable

_ID: Final = re.compile(r"^- +(?:\{ *)?id: *[\"']?([A-Za-z0-9][A-Za-z0-9._-]{0,39})", re.MULTILINE)
_TITLE: Final = re.compile(r"^title: *(.+)$", re.MULTILINE)


class CaseName(click.ParamType[str]):
    """The id or path of a case, read later by `chosen`; here only its completion."""

    name = "case"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The cases of the workspace, each with its title; where none begins so, folders."""
        from lotproof.read.workspace import all_cases, find_workspace

        workspace = find_workspace(Path.cwd())
        names = [folder.name for folder in all_cases(workspace)[0]] if workspace is not None else []
        found = [CompletionItem(name, help=_title(workspace.cases_dir / name)) for name in names
                 if workspace is not None and name.startswith(incomplete)]  # fmt: skip
        return found or [CompletionItem(incomplete, type="dir")]


class Code(click.ParamType[str]):
    """The code of a finding."""

    name = "code"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from lotproof.check.pages import known

        return _beginning(known(), incomplete.upper().replace("-", "_"))


CASE: Final = CaseName()
CODE: Final = Code()


def exhibit_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The exhibits of the case that stands before on the line, for the last word of a list with commas."""
    from lotproof.read.files import Refusal, read_bytes
    from lotproof.read.workspace import case_folders, find_workspace

    # an option that still waits for its value leaves the words before it where they were typed
    named: Any = ctx.params.get("case") or next(iter(ctx.args), None)
    here = Path.cwd()
    folders, _ = case_folders(find_workspace(here), [named] if isinstance(named, str) else ["."], here)
    if not folders:
        return []
    data = read_bytes(folders[0], "evidence.yaml")
    text = "" if isinstance(data, Refusal) else data.decode("utf-8", "replace")
    head, comma, last = incomplete.rpartition(",")
    return _beginning(
        (head + comma + name for name in _ID.findall(text) if name.startswith(last)), incomplete
    )


def _beginning(words: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def _title(folder: Path) -> str | None:
    """The title of a case, without reading it as one: completion is pressed for, not waited for."""
    from lotproof.read.files import Refusal, read_bytes
    from lotproof.read.shown import one_line

    data = read_bytes(folder, "case.yaml")
    found = None if isinstance(data, Refusal) else _TITLE.search(data[:4096].decode("utf-8", "replace"))
    return one_line(found[1].strip(" \"'"), 60) if found is not None else None
