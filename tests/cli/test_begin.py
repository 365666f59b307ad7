"""`lotproof init` and `new`: from an empty folder to a case that builds, and nothing of anybody's written over."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from lotproof.cli import main, questions
from lotproof.cli.new_facts import QUESTIONS
from lotproof.intake.workspace import FILES, SAMPLE

from .running import picture, process, run

PAGE = (Path(__file__).parents[2] / "docs" / "getting-started.md").read_text("utf-8")


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_init_says_what_it_made_and_the_settings_are_sound(empty: Path) -> None:
    ran = run("init", "desk")
    assert ran.code == 0
    made = {line.removeprefix("made  desk/") for line in ran.out.splitlines()}
    assert set(FILES) | {"cases/", "schemas/case.schema.json"} <= made
    assert set(picture(empty / "desk")) == {name.rstrip("/") for name in made} | {"schemas"}
    assert "next: cd desk && lotproof new CASE" in ran.err


def test_the_settings_are_read_without_a_finding_and_so_is_each_of_them(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lotproof.read.settings import read_settings

    run("init")
    text = (empty / "lotproof.yaml").read_text("utf-8")
    assert read_settings(empty)[1] == ()
    head, _, examples = text.partition("paper: auto\n")
    (empty / "lotproof.yaml").write_text(
        head + "paper: auto\n" + re.sub(r"^# ", "", examples, flags=re.M), "utf-8"
    )
    settings, findings = read_settings(empty)
    assert findings == ()
    assert {"letterhead", "addresses", "inspector", "letters", "calendars"} <= settings.model_fields_set


def test_init_again_changes_nothing_and_keeps_what_a_person_wrote(empty: Path) -> None:
    (empty / "README.md").write_text("mine\n", "utf-8")
    ran = run("init")
    assert "kept  README.md" in ran.err and "README.md" not in ran.out
    before = picture(empty)
    again = run("init")
    assert (again.code, again.out, picture(empty)) == (0, "", before)
    assert (empty / "README.md").read_text("utf-8") == "mine\n"


def test_init_follows_no_link(empty: Path) -> None:
    (empty / "elsewhere").mkdir()
    (empty / "desk").mkdir()
    (empty / "desk" / "schemas").symlink_to(empty / "elsewhere")
    (empty / "desk" / "README.md").symlink_to(empty / "elsewhere" / "README.md")
    ran = run("init", "desk")
    assert (ran.code, list((empty / "elsewhere").iterdir())) == (2, [])
    assert "A link is not followed" in ran.err


def test_git_only_where_asked_and_not_inside_a_repository(empty: Path) -> None:
    run("init", "one")
    assert not (empty / "one" / ".git").exists()
    assert "made a repository" in run("init", "two", "--git").err
    assert (empty / "two" / ".git").is_dir()
    assert "in a repository already" in run("init", "two/three", "--git").err
    assert not (empty / "two" / "three" / ".git").exists()
    listed = subprocess.run(
        ["git", "check-ignore", "build/x"], cwd=empty / "two", capture_output=True, check=False
    )
    assert listed.returncode == 0


def test_a_folder_that_cannot_be_made_is_said(empty: Path) -> None:
    (empty / "file").write_text("x")
    ran = run("init", "file/desk")
    assert ran.code == 2 and "cannot be made" in ran.err


def test_new_begins_a_case_that_can_be_read_and_lists_what_is_to_do(empty: Path) -> None:
    run("init")
    ran = run("new", "psi-104", "--lot", "3000", "--currency", "USD", "--timezone", "America/Denver",
              "--product", "Tumbler: steel", "--report", "R-1", "--performed", "2026-08-11")  # fmt: skip
    assert (ran.code, ran.out) == (0, "cases/psi-104/\n")
    stages = re.findall(r"^(\d) (\w+)", ran.err, re.M)
    assert stages == [("1", "Evidence"), ("2", "Loss"), ("3", "Request"), ("4", "Options"), ("5", "Lock")]
    assert "buyer: the key name is empty." in ran.err
    facts = (empty / "cases" / "psi-104" / "case.yaml").read_text("utf-8")
    assert "the plan draws 125" in facts and "the plan's is 7, with Re 8" in facts
    assert "$schema=../../schemas/case.schema.json" in facts and facts.endswith("\n")
    found = run("check", "psi-104", "--format", "json")
    assert found.code == 1
    (case,) = json.loads(found.out)["cases"]
    errors = {one["code"] for one in case["findings"] if one["severity"] == "error"}
    assert errors == {"REQUIRED_KEY_MISSING"}


def test_a_case_told_everything_has_no_error(empty: Path) -> None:
    run("init")
    run("new", "psi-104", "--buyer", "B", "--supplier", "S", "--supplier-zh", "虚构", "--product", "P", "--order", "1",
        "--lot", "3000", "--unit-price", "7.20", "--currency", "USD", "--timezone", "Europe/Berlin", "--report", "R",
        "--performed", "2026-08-11")  # fmt: skip
    path = empty / "cases" / "psi-104" / "case.yaml"
    text = path.read_text("utf-8")
    text = re.sub(r"^(        sample:|            (?:units|defects):)( *)#", r"\1 0 \2#", text, flags=re.M)
    path.write_text(text.replace("sample: 0", "sample: 125"), "utf-8")
    assert run("check", "psi-104").code == 0


def test_the_commented_blocks_of_a_new_case_can_be_taken_in(empty: Path) -> None:
    run("init")
    run("new", "psi-104", "--lot", "3000", "--currency", "USD", "--report", "R", "--performed", "2026-08-11")
    path = empty / "cases" / "psi-104" / "case.yaml"
    lines = path.read_text("utf-8").splitlines()
    taken = [
        re.sub(r"^( *)# (?=(address|contact|incoterm|payment|issued|exhibit|severity|clauses|defects|losses|options)"
               r":|  )", r"\1", line)
        for line in lines
    ]  # fmt: skip
    assert taken != lines
    path.write_text("\n".join(taken).replace("units: 7", "units: 0") + "\n", "utf-8")
    out = run("check", "psi-104", "--format", "concise").out
    assert "UNKNOWN_EXHIBIT" in out and "ACCEPTANCE_NOT_AGREED" not in out
    assert not {"YAML_SYNTAX", "UNKNOWN_KEY", "WRONG_TYPE", "UNKNOWN_WORD"} & set(
        re.findall("[A-Z_]{5,}", out)
    ), out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("PSI 2026",), "Did you mean psi-2026?"),
        (("../x",), "cannot be the name of a case"),
        (("a", "--timezone", "denver"), "Did you mean America/Denver?"),
        (("a", "--timezone", "Asia/Beijing"), "Did you mean Asia/Shanghai?"),
        (("a", "--currency", "usd"), "--currency: usd is not a currency in use. Did you mean USD?"),
        (("a", "--lot", "3,000"), "--lot: a whole number is wanted here, not 3,000."),
        (("a", "--timezone", "Denver"), "--timezone: Denver is not an IANA time zone."),
        (("a", "--aql-major", "2,5"), "did you mean 2.5?"),
        (("a", "--level", "2"), "--level: 2 is not one of the words known here."),
        (("a", "--performed", "11.8.2026"), "Write it as 2026-08-11."),
        (("a", "--buyer", " "), "--buyer: it is empty."),
        (("a", "--sample", "--lot", "5"), "no other option goes with it"),
    ],
)
def test_a_slip_is_said_and_nothing_is_made(empty: Path, arguments: tuple[str, ...], said: str) -> None:
    run("init")
    ran = run("new", *arguments)
    assert ran.code == 2 and said in ran.err
    assert list((empty / "cases").iterdir()) == []


def test_new_needs_a_workspace_and_a_free_name(empty: Path) -> None:
    assert "lotproof init makes it one" in run("new", "a").err
    run("init")
    run("new", "a")
    before = picture(empty)
    ran = run("new", "a", "--lot", "3")
    assert (ran.code, picture(empty)) == (2, before)
    assert "is there already; it was not touched" in ran.err


def test_on_a_terminal_it_asks_again_after_a_slip_and_enter_leaves_open(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")
    (empty / "lotproof.yaml").write_text("letterhead: {name: Larkspur LLC}\n", "utf-8")
    monkeypatch.setattr(questions, "asking", lambda: True)
    answers = [
        "",
        "Make-Believe",
        "",
        "",
        "LNO-1",
        "3,000",
        "3000",
        "",
        "usd",
        "USD",
        "Denver",
        "America/Denver",
    ]
    answers += [""] * 6
    ran = CliRunner().invoke(main, ["new", "a", "--product", "Cup"], input="\n".join(answers) + "\n")
    assert ran.exit_code == 0, ran.stderr
    assert "Did you mean USD?" in ran.stderr and "Write digits only" in ran.stderr
    assert "product" not in [line.partition(":")[0] for line in ran.stderr.splitlines()]
    facts = (empty / "cases" / "a" / "case.yaml").read_text("utf-8")
    for line in (
        "  name: Larkspur LLC",
        "  product: Cup",
        "  unit_price: ",
        "currency: USD",
        "aql: not-allowed",
    ):
        assert line in facts


def test_every_question_is_an_option_that_its_page_tells(empty: Path) -> None:
    shown = run("new", "--help").out
    assert all(question.option in shown for question in QUESTIONS)


def test_three_commands_from_nothing_to_a_finished_case(empty: Path) -> None:
    block = re.findall(r"```sh\n(.*?)```", PAGE, re.S)[0]
    assert block == "lotproof init desk --sample\ncd desk\nlotproof build\n"
    assert process("init", "desk", "--sample", cwd=empty).code == 0
    desk = empty / "desk"
    ran = process("status", "--as-of", "2026-08-26T15:00:00Z", cwd=desk)
    assert ran.code == 0 and SAMPLE in ran.out and "5 of 5" in ran.out
    assert process("check", cwd=desk).code == 0
    before = picture(desk)
    again = process("init", "--sample", cwd=desk)
    assert (again.code, picture(desk)) == (0, before) and f"kept  cases/{SAMPLE}/" in again.err
    assert process("new", "second", "--sample", cwd=desk).code == 0
    assert process("check", "second", cwd=desk).code == 0
    shutil.rmtree(desk)


def test_the_commands_the_page_names_exist() -> None:
    for name in re.findall(
        r"^(?:   )?lotproof (\w+)", "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.S)), re.M
    ):
        assert name in main.commands
