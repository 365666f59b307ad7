"""Every command a page prints is one the program takes; every block of commands is run by a test or says why not."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from lotproof.cli import main

ROOT = Path(__file__).parents[1]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    *sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("docs/**/*.md")),
)
# the pages whose blocks a test runs, and which
RUN = {
    "docs/adding-evidence.md": "tests/cli/test_add.py",
    "docs/checking.md": "tests/test_docs_checking.py",
    "docs/desk.md": "tests/cli/test_status.py",
    "docs/getting-started.md": "tests/cli/test_begin.py",
    "docs/sampling.md": "tests/test_docs_sampling.py",
    "docs/schema.md": "tests/read/test_schema.py",
    "docs/signing.md": "tests/cli/test_sign.py",
    "docs/verifying.md": "tests/seal/test_pdf.py",
    "docs/guide": "tests/test_docs_guide.py",
}  # fmt: skip
# by page and first line of the block: why no test runs it
NOT_RUN = {
    ("README.md", "make dossier"): "make dossier builds all cases for minutes, and make test is this",
    ("README.md", "lotproof init desk --sample"): "the same three commands as docs/getting-started.md",
    ("README.md", "lotproof init [DIR]"): "a list of all commands; tests/cli/test_readme.py holds it to the program's",
    ("CONTRIBUTING.md", ".venv/bin/pytest --update"): "it writes the goldens that the tests are held to",
    ("CONTRIBUTING.md", "LOCK="): "it asks a registry; tests have no network",
    ("docs/build-engine.md", "lotproof build"): "each option is run, one at a time, by tests/cli and tests/build",
    ("docs/cluster.md", "pip install"): "it asks a registry; tests have no network",
    ("docs/cluster.md", "# one machine"): "it needs machines; tests/build/test_cluster.py starts them as processes",
    ("docs/cluster.md", "dask scheduler"): "it needs machines, and an authority that signs their certificates",
    ("docs/watching.md", "lotproof watch"): "it runs until it is interrupted; tests/cli/test_watch.py does both",
}  # fmt: skip


class Block(NamedTuple):
    page: str
    line: int
    text: str

    @property
    def first(self) -> str:
        return self.text.lstrip().partition("\n")[0]


def blocks() -> Iterator[Block]:
    """Every fenced block of commands, and every indented one."""
    for page in PAGES:
        text = (ROOT / page).read_text("utf-8")
        fenced = re.compile(r"^```(sh|console|)\n(.*?)^```$|^```.*?^```$", re.M | re.S)
        for found in fenced.finditer(text):
            if found[2] and re.search(
                r"^(?:\$ )?(?:lotproof |make |dask |openssl |LOCK=|\.venv/|pip )", found[2], re.M
            ):
                yield Block(page, text.count("\n", 0, found.start()) + 2, found[2])
        bare = fenced.sub(lambda found: "\n" * found[0].count("\n"), text)
        for found in re.finditer(r"(?:^    \S.*\n)+", bare, re.M):
            if re.search(r"^    lotproof ", found[0], re.M):
                yield Block(page, bare.count("\n", 0, found.start()) + 1, found[0])


def commands() -> Iterator[tuple[str, str]]:
    """Where a command of ours, or of Dask's, stands, and its words; what follows it as a remark is cut off."""
    for block in blocks():
        for number, line in enumerate(block.text.replace("\\\n", "  ").splitlines(), start=block.line):
            words = re.sub(r"(?<=\S)(?:\s+#|\s{3,}).*|\s[|>]\s.*", "", line.strip().removeprefix("$ "))
            if words.startswith(("lotproof ", "dask ")):
                yield f"{block.page}:{number}", words


FOUND = list(commands())
REFUSED = {(where, line) for where, line in FOUND if "--lot 3,000" in line}  # a page shows the error it gets


@pytest.mark.parametrize(("where", "line"), FOUND, ids=[f"{where} {line}" for where, line in FOUND])
def test_the_program_takes_it(where: str, line: str) -> None:
    program, name, *words = shlex.split(line)
    if program == "dask":
        from distributed.cli import dask_scheduler, dask_worker

        command = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}[name]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, where
        return
    parent = click.Context(main, info_name="lotproof")
    if name.startswith("-"):
        assert any(name in parameter.opts for parameter in main.get_params(parent)), where
        return
    words = [word for word in words if word != "[--json]"]
    refused = pytest.raises(click.ClickException) if (where, line) in REFUSED else nullcontext()
    with suppress(click.exceptions.Exit), refused:  # --help
        main.commands[name].make_context(name, words, parent=parent)


def test_every_block_is_run_or_says_why_not() -> None:
    bare, used = [], set()
    for block in blocks():
        page = "docs/guide" if block.page.startswith("docs/guide/") else block.page
        if page in RUN:
            used.add(page)
            continue
        why = next((key for key in NOT_RUN if key[0] == page and block.first.startswith(key[1])), None)
        used.add(why)
        if why is None:
            bare.append(f"{block.page}:{block.line}: {block.first}")
    assert bare == []
    assert {*RUN, *NOT_RUN} - used == set()


@pytest.mark.parametrize(("page", "test"), RUN.items())
def test_the_test_reads_the_page(page: str, test: str) -> None:
    assert f'"{Path(page).name}"' in (ROOT / test).read_text("utf-8")
