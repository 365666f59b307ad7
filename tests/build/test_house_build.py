"""A build with things of the house: what its pages show of them, what its manifest lists, and what it keeps or not."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from lotproof.build import printing
from lotproof.build.case import Built, build_case
from lotproof.build.rebuild import _newer
from lotproof.build.verify import listed
from lotproof.render.pdf import Laid
from lotproof.view.documents import AUDIENCES

SOUND = Path(__file__).parents[1] / "cases" / "sound"

SETTINGS = """\
letterhead: {name: The House of Larkspur, lines: [1 Imaginary Plaza], logo: house/logo.png}
inspector: {rate: {per_man_day: 199.00, currency: USD, source: Price list of the inspector}}
paper: letter
languages: [en]
"""
Building = Callable[..., Built]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one sound case, and real pages whose PDF is not laid out."""

    def unlaid(out: Path, html: str, **rest: object) -> Laid:
        out.write_bytes(b"%PDF-1.7\n" + html.encode() + b"\nstartxref\n9\n%%EOF\n")
        return Laid(1)

    monkeypatch.setattr(printing, "print_to", unlaid)
    monkeypatch.setattr(printing, "fillable", lambda data, fields: data)
    root = tmp_path
    shutil.copytree(SOUND, root / "cases" / "sound", ignore=shutil.ignore_patterns("expected.txt"))
    picture = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(picture, "PNG")
    (root / "house").mkdir()
    (root / "house" / "logo.png").write_bytes(picture.getvalue())
    return root


def built(root: Path, *readers: str) -> Built:
    return build_case(root, root / "cases" / "sound", None, readers)


def errors(done: Built) -> list[str]:
    return [f"{f.place.file}:{f.place.line} {f.code}" for f in done.findings if f.severity == "error"]


def text(root: Path, name: str) -> str:
    return (root / "build" / "sound" / name).read_text("utf-8")


def manifest(root: Path) -> tuple[Mapping[str, str], Mapping[str, str]]:
    lists = listed(text(root, "manifest-sha256.txt"))
    return lists.inputs, lists.outputs


def files(root: Path) -> set[str]:
    folder = root / "build" / "sound"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_settings_show_on_letters_and_stand_among_the_inputs(root: Path) -> None:
    (root / "lotproof.yaml").write_text(SETTINGS, "utf-8")
    done = built(root)
    assert errors(done) == []
    page = text(root, "car.html")
    assert "The House of Larkspur</p>" in page and "1 Imaginary Plaza" in page
    assert '<img class="logo" src="data:image/png;base64,' in page
    assert "size: Letter" in text(root, "car.pdf")
    assert not {"car.zh.pdf", "car.zh.html"} & files(root)
    inputs, _ = manifest(root)
    assert {"lotproof.yaml", "house/logo.png"} <= set(inputs)
    assert subprocess.run(
        ["sha256sum", "-c", "--strict", "--quiet", "manifest-sha256.txt"], cwd=root / "build" / "sound", check=False
    ).returncode == 0  # fmt: skip


def test_a_file_for_a_third_party_bears_its_address_and_the_inspectors(root: Path) -> None:
    (root / "lotproof.yaml").write_text(
        "addresses: {bank: [First Bank, Denver], inspector: [9 Gate]}\n", "utf-8"
    )
    assert errors(built(root, "bank", "insurer")) == []
    to = '<th scope="row">To</th>'
    assert f"{to}<td>First Bank, Denver</td>" in text(root, "bank.html")
    assert "First Bank" not in text(root, "insurer.html") and ", 9 Gate</td>" in text(root, "insurer.html")


def test_five_banking_days_are_counted_by_the_banks_own_holidays(root: Path) -> None:
    facts = root / "cases" / "sound" / "case.yaml"
    lines = [
        line for line in facts.read_text("utf-8").splitlines() if not line.startswith("letter_of_credit:")
    ]
    credit = "letter_of_credit: {number: LC-1, bank: {calendar: us-ny}, presented: 2026-08-07}"
    facts.write_text("\n".join([*lines, credit, ""]), "utf-8")
    done = built(root, "bank")
    assert "BANK_CALENDAR_UNKNOWN" in {finding.code for finding in done.findings}
    assert "own holidays are not known here" in text(root, "bank.html")
    year = "calendar: us-ny\nyear: 2026\nsource: List of the bank\nholidays: [{name: A, from: 2026-08-10}]\n"
    (root / "us-ny.yaml").write_text(year, "utf-8")
    (root / "lotproof.yaml").write_text("calendars: [us-ny.yaml]\n", "utf-8")
    done = built(root, "bank")
    assert "BANK_CALENDAR_UNKNOWN" not in {finding.code for finding in done.findings}
    assert "holidays were counted (List of the bank)" in text(root, "bank.html")
    assert done.look.figures is not None and done.look.figures.credit is not None
    assert str(done.look.figures.credit.examination_ends) == "2026-08-17"  # 14 August without the holiday
    assert {"us-ny.yaml", "lotproof.yaml"} <= set(manifest(root)[0])


def test_without_settings_nothing_of_the_house_is_listed(root: Path) -> None:
    (root / "lotproof.yaml").write_text("signing: {level: B-T}\n", "utf-8")
    assert errors(built(root)) == []
    assert all(name.startswith("cases/sound/") for name in manifest(root)[0])
    assert "car.zh.html" in files(root)


def test_the_rate_of_the_house_is_a_fee_only_where_the_case_has_none_and_says_so(root: Path) -> None:
    (root / "lotproof.yaml").write_text(SETTINGS, "utf-8")
    facts = root / "cases" / "sound" / "case.yaml"
    good = facts.read_text("utf-8")
    planned = (
        "options:\n  A: {reinspection: {level: II, severity: tightened, man_days: 2, borne_by: supplier}}\n"
    )
    facts.write_text("".join(part for part in (good.split("\noptions:")[0] + "\n", planned)), "utf-8")
    assert errors(built(root)) == []
    said = "by our rate per man-day: Price list of the inspector"
    assert "398.00, " + said in text(root, "options.html").replace("\u00a0", " ")
    assert said not in text(root, "confirmation.html")  # what is confirmed is what was agreed
    facts.write_text(facts.read_text("utf-8").replace("man_days: 2", "fee: 250.00"), "utf-8")
    assert errors(built(root)) == []
    assert said not in text(root, "options.html") and "250.00" in text(root, "options.html")


def test_a_template_of_the_workspace_is_used_and_listed_where_it_is_used(root: Path) -> None:
    folder = root / "templates"
    folder.mkdir()
    (folder / "print.css").write_text("/* the house's */", "utf-8")
    (folder / "brief.css").write_text(".only-inside { color: red }", "utf-8")
    (folder / "unused.css").write_text("", "utf-8")
    assert errors(built(root)) == []
    assert "the house&#39;s" in text(root, "car.pdf") or "the house's" in text(root, "car.pdf")
    assert "only-inside" in text(root, "internal/brief.html")
    inputs, _ = manifest(root)
    assert {name for name in inputs if not name.startswith("cases/")} == {"templates/print.css"}


def test_a_broken_template_is_a_finding_at_its_line_and_leaves_the_last_good_build(root: Path) -> None:
    assert errors(built(root)) == []
    before = text(root, "manifest-sha256.txt")
    (root / "templates").mkdir()
    (root / "templates" / "_letter_head.html.j2").write_text("<p>\n{{ letter.nobody }}</p>", "utf-8")
    done = built(root)
    assert done.files == {}
    assert set(errors(done)) == {"../../templates/_letter_head.html.j2:2 TEMPLATE_BROKEN"}
    (message,) = {f.message for f in done.findings if f.code == "TEMPLATE_BROKEN" and "options" in f.message}
    assert message == "options.pdf was not made: 'dict object' has no attribute 'nobody'."
    assert text(root, "manifest-sha256.txt") == before


def test_one_reader_gets_its_documents_and_the_others_stay_while_the_facts_are_the_same(root: Path) -> None:
    built(root)
    whole, before = files(root), text(root, "manifest-sha256.txt")
    done = built(root, "bank")
    assert set(done.files) >= {"bank.pdf", "bank.html", "dossier.pdf", "index.html"}
    assert files(root) == {name for name in whole if not name.startswith("internal/")}
    assert text(root, "manifest-sha256.txt") == before
    assert json.loads(text(root, "provenance.json"))["for"] is None


def test_what_was_made_from_other_facts_is_taken_away(root: Path) -> None:
    built(root)
    (root / "cases" / "sound" / "findings.md").write_text("Another word.\n", "utf-8")
    built(root, "bank")
    documents = {"bank.pdf", "bank.html", "dossier.pdf", "index.html"}
    assert files(root) == documents | {"figures.json", "provenance.json", "manifest-sha256.txt"}
    assert set(manifest(root)[1]) == documents | {"figures.json", "provenance.json"}
    assert json.loads(text(root, "provenance.json"))["for"] == ["bank"]
    built(root, "insurer")
    assert {"bank.pdf", "insurer.pdf"} <= files(root)
    assert json.loads(text(root, "provenance.json"))["for"] == ["bank", "insurer"]


def test_a_kept_file_that_somebody_changed_is_not_vouched_for(root: Path) -> None:
    built(root)
    (root / "build" / "sound" / "car.html").write_text("forged", "utf-8")
    built(root, "bank")
    assert "car.html" not in files(root) and "car.html" not in manifest(root)[1]


def test_the_brief_is_built_for_us_alone(root: Path) -> None:
    built(root, "internal")
    assert {name for name in files(root) if name.endswith(".pdf")} == {"internal/brief.pdf"}


def test_every_document_is_for_somebody(root: Path) -> None:
    built(root)
    made = files(root)
    for reader in AUDIENCES:
        (root / "cases" / "sound" / "findings.md").write_text(f"For {reader}.\n", "utf-8")
        built(root, reader)
        made -= files(root)
    assert made == set()


def test_a_rebuild_begins_at_the_later_of_the_two_commits(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@a.example")
        return subprocess.run(
            ["git", "-C", tmp_path, *who, *arguments], check=True, capture_output=True, text=True
        ).stdout.strip()

    git("init", "-q")
    commits = []
    for name in ("case", "settings"):
        git("commit", "-q", "--allow-empty", "-m", name)
        commits.append(git("rev-parse", "HEAD"))
    case, settings = commits
    assert _newer(tmp_path, {"commit": case, "settings_commit": settings}) == settings
    assert _newer(tmp_path, {"commit": settings, "settings_commit": case}) == settings
    assert _newer(tmp_path, {"commit": case, "settings_commit": None}) == case
