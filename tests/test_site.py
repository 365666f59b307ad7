"""The documentation site builds without a warning, holds every command, key and code, and asks nothing of a network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lotproof.check.pages import known
from lotproof.cli.group import COMMANDS
from lotproof.cli.schema_files import NAMES, schema_of

ROOT = Path(__file__).parents[1]
PROGRAM = "import sys; sys.path.insert(0, 'docs'); from pathlib import Path; import build_site; sys.exit("


def built(call: str) -> subprocess.CompletedProcess[str]:
    """A call of docs/build_site.py as a process of its own: Sphinx leaves much behind in the one it runs in."""
    return subprocess.run(
        [sys.executable, "-c", f"{PROGRAM}build_site.{call})"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "site"
    done = built(f"main(Path({str(target)!r}))")
    assert (done.returncode, done.stderr) == (0, "")
    return target


class Fetched(HTMLParser):
    """What a browser would fetch of a page by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        keys = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}
        if tag in keys and told.get(keys[tag]):
            self.found.append(str(told[keys[tag]]))


def test_nothing_is_fetched_from_elsewhere_and_all_that_is_named_is_there(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        reader = Fetched()
        reader.feed(page.read_text("utf-8"))
        for target in reader.found:
            assert not re.match(r"\w+:|//", target), f"{page.name}: {target}"
            named = target.partition("?")[0].partition("#")[0]
            assert not named or (page.parent / named).exists(), f"{page.name}: {target}"
    for style in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", style.read_text("utf-8")), style.name


def test_every_page_of_docs_is_in_it(site: Path) -> None:
    written = {page.relative_to(ROOT / "docs").with_suffix("") for page in (ROOT / "docs").rglob("*.md")}
    assert written
    assert all((site / page).with_suffix(".html").is_file() for page in written)


def test_every_command_code_and_key_has_its_place(site: Path) -> None:
    told = (site / "reference" / "commands.html").read_text("utf-8")
    assert all(f'id="{name}"' in told for name in COMMANDS)
    areas = "".join(page.read_text("utf-8") for page in (site / "reference").glob("codes-*.html"))
    assert [code for code in known() if f'id="{code.lower().replace("_", "-")}"' not in areas] == []
    keys = (site / "reference" / "format.html").read_text("utf-8")
    for name in NAMES:
        schema = schema_of(name)
        for part in (schema, *schema["$defs"].values()):
            for key in part.get("properties", ()):
                assert f'<span class="pre">{key}</span>' in keys, f"{name}: {key}"


def test_a_reference_to_nothing_is_an_error(tmp_path: Path) -> None:
    source = tmp_path / "docs"
    source.mkdir()
    shutil.copy(ROOT / "docs" / "conf.py", source)
    shutil.copytree(ROOT / "docs" / "_static", source / "_static")
    call = f"pages(Path({str(source)!r}), Path({str(tmp_path / 'site')!r}))"
    (source / "index.md").write_text("# Page\n\nSee [nothing](no-such-page.md).\n", "utf-8")
    done = built(call)
    assert done.returncode == 1
    assert done.stderr.count("WARNING") == 1 and "no-such-page.md" in done.stderr
