"""The guide is one case that grows: its lines are typed, its commands run in their order, and its figures come out."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.cli.running import Ran, run

GUIDE = Path(__file__).parents[1] / "docs" / "guide"


def typed(folder: Path, page: Path) -> dict[str, Ran]:
    """What a reader of the page does, in its order: lines of case.yaml added, commands run."""
    answers = {}
    for kind, block in re.findall(r"^```(yaml|sh)\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S):
        if kind == "yaml":
            with (folder / "cases" / "mugs" / "case.yaml").open("a", encoding="utf-8") as case:
                case.write(block)
            continue
        for line in block.splitlines():
            program, *words = shlex.split(line)
            assert program == "lotproof"
            answers[line] = run(*words)
            # check, status and show may name what the record lacks; nothing else ends with 1
            assert answers[line].code in ((0, 1) if words[0] in ("check", "status") else (0,)), (
                line,
                answers[line],
            )
    return answers


def test_the_case_grows_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "cases" / "mugs"
    (folder / "log").mkdir(parents=True)
    (folder / "evidence").mkdir()
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    pages = sorted(GUIDE.glob("[1-5]-*.md"))
    assert len(pages) == 5
    answers: dict[str, Ran] = {}
    for page in pages:
        answers |= typed(tmp_path, page)
        found = json.loads(run("check", "mugs", "--format", "json").out)["cases"][0]["findings"]
        slips = {
            "UNKNOWN_KEY",
            "UNKNOWN_WORD",
            "WRONG_TYPE",
            "YAML_SYNTAX",
            "DUPLICATE_KEY",
            "UNKNOWN_EXHIBIT",
        }
        assert not slips & {one["code"] for one in found}, page.name
        if page.name == "1-evidence.md":
            assert re.findall(r"`show` prints `(.*?)`", page.read_text("utf-8"))[0] in run("show", "mugs").out
        if page.name == "2-loss.md":
            shown = json.loads(run("show", "mugs", "--json").out)
            assert shown["loss"]["exposure"] == "1082.40"
            assert "LOSS_WITHOUT_EXHIBIT" in {one["code"] for one in found}
        if page.name == "3-request.md":
            shown = json.loads(run("show", "mugs", "--json", "--as-of", "2026-08-14T00:00:00Z").out)
            assert shown["car"]["deadline"] == "2026-08-15T14:15:00Z"
    told = json.loads(next(ran.out for line, ran in answers.items() if "--json" in line))
    assert told["confirmation"]["option"] == "A" and told["confirmation"]["missing"]
    assert not told["release"]["allowed"]
