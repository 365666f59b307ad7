"""`bag`: what goes in and what never does, only of a build that is current, and the same bytes each time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from lotproof.seal.digest import sha256_file

from .running import Ran, picture, process, run, workspace

CANARY = "987654.32"
WORDS = ("walk-away at any price", CANARY, "98765432")
BUILT = ("build", "--as-of", "2026-08-14T00:00:00Z", "sound")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built case: one original withheld, one kept out of the documents, private words, and an internal document."""
    root = workspace(tmp_path_factory.mktemp("built"), "sound")
    case = root / "cases" / "sound"
    (case / "private.yaml").write_text(f"objective: {{opening: {CANARY}}}\nweaknesses: {WORDS[0]}\n", "utf-8")
    register = (case / "evidence.yaml").read_text("utf-8")
    register = register.replace("kind: photo, ", "kind: photo, location: withheld, ")
    register = register.replace("kind: specification, ", "kind: specification, embed: no, ")
    register = register.replace(
        "kind: purchase-order, ", "kind: purchase-order, language: zh-CN, "
    )  # a finding
    (case / "evidence.yaml").write_text(register, "utf-8")
    ran = process(*BUILT, cwd=root)
    assert (root / "build" / "sound" / "dossier.pdf").is_file(), ran.err
    inside = root / "build" / "sound" / "internal"
    inside.mkdir(exist_ok=True)
    (inside / "brief.pdf").write_text(WORDS[0], "utf-8")
    return root


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to be in."""
    root = tmp_path / "work"
    shutil.copytree(built, root)
    monkeypatch.chdir(root)
    return root


def bagged(*options: str) -> Ran:
    ran = run("bag", "sound", *options)
    assert ran.code == 0, ran.err
    return ran


def payload(bag: Path) -> set[str]:
    return {path.relative_to(bag / "data").as_posix() for path in (bag / "data").rglob("*") if path.is_file()}


DOCUMENTS = {
    "documents/car.eml",
    "documents/figures.json",
    "documents/index.html",
    "documents/dossier.pdf",
} | {
    f"documents/{name}.{kind}"
    for name in ("8d", "car", "car.zh", "confirmation", "confirmation.zh", "options")
    for kind in ("html", "pdf")
}
ORIGINALS = {f"originals/{name}" for name in (
    "E001 report.txt", "E002 order.txt", "E003 specification.txt", "E005 car.eml")}  # fmt: skip


def test_the_originals_and_the_documents_and_nothing_else(here: Path) -> None:
    ran = bagged()
    bag = here / "build" / "sound.bag"
    assert payload(bag) == DOCUMENTS | ORIGINALS
    assert {path.name for path in bag.iterdir()} == {
        "README.txt", "bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "tagmanifest-sha256.txt"
    }  # fmt: skip
    info = (bag / "bag-info.txt").read_text("utf-8")
    assert "External-Identifier: sound\n" in info
    assert "Bagging-Date: 2026-08-14\n" in info
    assert "Bag-Software-Agent: Lotproof 0.1.0\n" in info
    assert "withheld" in (bag / "README.txt").read_text("utf-8")
    for original in ("report", "order", "specification"):
        number = {"report": 1, "order": 2, "specification": 3}[original]
        kept = bag / "data" / "originals" / f"E{number:03} {original}.txt"
        assert kept.read_bytes() == (here / "cases" / "sound" / "evidence" / f"{original}.txt").read_bytes()
    assert ran.out.splitlines()[0].startswith(f"build/sound.bag: {len(DOCUMENTS | ORIGINALS)} files, ")


def test_three_programs_take_it_and_one_digest_stands_for_it(here: Path) -> None:
    ran = bagged()
    bag = here / "build" / "sound.bag"
    check = ["sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
    assert subprocess.run(check, cwd=bag).returncode == 0
    library = [sys.executable, "-W", "ignore", "-m", "bagit", "--quiet", "--validate", "."]
    assert subprocess.run(library, cwd=bag).returncode == 0
    digest = ran.out.split()[-1]
    assert run("verify", "build/sound.bag", "--digest", digest).code == 0
    dossier = bag / "data" / "documents" / "dossier.pdf"
    dossier.write_bytes(dossier.read_bytes().replace(b"%%EOF", b"%%EOG"))
    assert subprocess.run(check, cwd=bag, capture_output=True).returncode == 1
    assert subprocess.run(library, cwd=bag, capture_output=True).returncode == 1
    assert run("verify", "build/sound.bag").code == 1


@pytest.mark.parametrize("options", [(), ("--with-case", "--for-us"), ("--zip",)])
def test_nothing_private_is_in_it(here: Path, options: tuple[str, ...]) -> None:
    bagged(*options)
    found = 0
    for path in [here / "build" / "sound.bag.zip", *(here / "build").glob("sound.bag/**/*")]:
        if not path.is_file():
            continue
        found += 1
        assert path.name not in ("private.yaml", "brief.pdf")
        data = path.read_bytes()
        assert not any(word.encode() in data for word in WORDS), path
        if path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                for thing in pdf.objects:
                    inside = thing.read_bytes() if _readable(thing) else thing.unparse(resolved=True)
                    assert not any(word.encode() in inside for word in WORDS), path
    assert found
    findings = json.loads((here / "build" / "sound" / "figures.json").read_text("utf-8"))["findings"]
    assert findings
    for figures in (here / "build").glob("sound.bag/data/documents/figures.json"):
        assert json.loads(figures.read_text("utf-8"))["findings"] == []


def _readable(thing: object) -> bool:
    return isinstance(thing, pikepdf.Stream) and "/Filter" in thing and thing.get("/Filter") == "/FlateDecode"


def test_more_goes_in_only_when_asked_for(here: Path) -> None:
    case = (
        "case.yaml evidence.yaml findings.md log/2026-08-12-2100-frozen.md log/2026-08-13-0915-car.md".split()
    )
    bagged("--with-case", "--for-us")
    typed = {f"case/{name}" for name in case if (here / "cases" / "sound" / name).is_file()}
    more = payload(here / "build" / "sound.bag") - DOCUMENTS - ORIGINALS
    assert "originals/E004 photo.txt" in more
    assert typed <= more
    assert {name for name in more if name.startswith("case/")} == typed


def test_a_pack_for_one_reader_goes_only_to_that_reader(here: Path) -> None:
    ours = here / "build" / "sound"
    assert (ours / "bank.pdf").is_file() and (ours / "counsel.pdf").is_file()
    manifest, digest = ours / "manifest-sha256.txt", sha256_file(ours / "internal" / "brief.pdf")
    listed = manifest.read_text("utf-8")
    if "internal/brief.pdf" not in listed:
        manifest.write_text(f"{listed}{digest}  internal/brief.pdf\n", "utf-8")
    bagged("--for", "bank")
    more = payload(here / "build" / "sound.bag") - DOCUMENTS - ORIGINALS
    assert more == {"documents/bank.pdf", "documents/bank.html"}
    for wrong in ("nobody", "internal", "dossier", "../bank"):
        assert run("bag", "sound", "--for", wrong).code == 2


def test_the_same_build_gives_the_same_bytes(here: Path) -> None:
    bagged()
    first = picture(here / "build" / "sound.bag")
    bagged()
    assert picture(here / "build" / "sound.bag") == first
    bagged("--zip")
    packed = (here / "build" / "sound.bag.zip").read_bytes()
    bagged("--zip")
    assert (here / "build" / "sound.bag.zip").read_bytes() == packed
    assert run("verify", "build/sound.bag.zip").code == 0


def test_a_case_that_is_not_built_or_has_changed_since_gets_no_bag(here: Path) -> None:
    log = next((here / "cases" / "sound" / "log").iterdir())
    words = log.read_text("utf-8")
    log.write_text(words + "more\n", "utf-8")
    ran = run("bag", "sound")
    assert (ran.code, ran.out) == (2, "")
    assert f"cases/sound/log/{log.name} changed since it was built: run lotproof build sound" in ran.err
    log.write_text(words, "utf-8")
    page = here / "build" / "sound" / "index.html"
    page.write_text("<p>another page", "utf-8")
    assert "index.html is not as it was built" in run("bag", "sound").err
    shutil.rmtree(here / "build" / "sound")
    assert "sound is not built: run lotproof build sound first." in run("bag", "sound").err
    assert not (here / "build" / "sound.bag").exists()


def test_a_draft_gets_no_bag(here: Path) -> None:
    told = here / "build" / "sound" / "provenance.json"
    assert '"draft": false' in told.read_text("utf-8")
    told.write_text(told.read_text("utf-8").replace('"draft": false', '"draft": true'), "utf-8")
    done = run("bag", "sound")
    assert done.code == 2
    assert "was built as a draft: run lotproof build sound without --draft first." in done.err


def test_it_goes_where_it_is_told_and_nowhere_else(here: Path, tmp_path: Path) -> None:
    before = picture(here)
    bagged("--to", str(tmp_path))
    assert payload(tmp_path / "sound.bag") == DOCUMENTS | ORIGINALS
    assert picture(here) == before
    assert run("bag", "sound", "--to", str(here / "cases" / "sound")).code == 2
    assert run("bag", "sound", "--to", str(tmp_path / "missing")).code == 2


def test_what_is_no_bag_is_not_replaced(here: Path) -> None:
    other = here / "build" / "sound.bag"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    ran = run("bag", "sound")
    assert ran.code == 2 and "is there already and is no bag" in ran.err
    assert (other / "mine.txt").read_text() == "mine"
    shutil.rmtree(other)
    other.symlink_to(here / "cases")
    assert run("bag", "sound").code == 2
    assert sorted(path.name for path in (here / "build").iterdir() if ".part" in path.name) == []
