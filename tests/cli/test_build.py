"""`build`: what it writes and where, that nothing private is in it, and that the same facts give the same bytes."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from lotproof.build import printing
from lotproof.build.finished import Finished
from lotproof.build.originals import Originals
from lotproof.build.printing import Printed
from lotproof.render.pdf import EnvironmentLacking, RenderFailed
from lotproof.view.document import Document

from .running import Ran, picture, process, run, workspace

DOCUMENTS = (
    "8d",
    "bank",
    "car",
    "car.zh",
    "confirmation",
    "confirmation.zh",
    "counsel",
    "insurer",
    "options",
)
OUTWARD = {"dossier.pdf", "index.html", *(f"{name}.{kind}" for name in DOCUMENTS for kind in ("pdf", "html")),
           "car.eml", "figures.json", "provenance.json", "manifest-sha256.txt"}  # fmt: skip
INTERNAL = {"internal/brief.pdf", "internal/brief.html", "internal/manifest-sha256.txt"}
# a canary for every private field, of words or figures that base64 does not spell by chance
PRIVATE = {
    "objective": "{opening: 987654.32, target: 876543.21, walk_away: 765432.19}",
    "supplier_margin": "{rate: 0.1737, kind: margin, source: quetzal ledger}",
    "economics": (
        "{currency: USD, A: {days: 17, cost_per_day: 613.57, fees: 419.63,"
        " residual: {share_of: presented, rate: 0.0137, class: major}}}"
    ),
    "leverage": "[the mould is a nightingale]",
    "weaknesses": "the albatross was late",
}
CANARIES = ("987654.32", "987,654.32", "876,543.21", "765,432.19", "0.1737", "quetzal", "613.57", "419.63", "0.0137",
            "nightingale", "albatross", "walk-away", "walk_away", "private.yaml")  # fmt: skip
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@a.example",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@a.example",
}


@dataclass(frozen=True)
class Build:
    root: Path
    ran: Ran
    before: Mapping[str, str]
    after: Mapping[str, str]

    def file(self, name: str) -> bytes:
        return (self.root / "build" / "sound" / name).read_bytes()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A real build of a small case outside git, once for all the tests that only look."""
    root = workspace(tmp_path_factory.mktemp("real"), "sound", "bracket-never-closed")
    typed = "".join(f"{key}: {value}\n" for key, value in PRIVATE.items())
    (root / "cases" / "sound" / "private.yaml").write_text(typed, "utf-8")
    before = picture(root)
    ran = process("build", "--as-of", "2026-08-14T00:00:00Z", cwd=root)
    return Build(root, ran, before, picture(root))


def test_whatever_can_be_built_is_built(real: Build) -> None:
    assert real.ran.code == 1
    made = real.root / "build" / "sound"
    assert {
        path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()
    } == OUTWARD | INTERNAL
    assert not (real.root / "build" / "bracket-never-closed").exists()


def test_streams(real: Build) -> None:
    (line,) = real.ran.out.splitlines()
    assert line.startswith("build/sound: dossier.pdf (")
    assert line.endswith(" pages) and 16 more files") and "internal/brief.pdf (" in line
    assert "bracket-never-closed: nothing was written\n" in real.ran.err
    assert "cases/bracket-never-closed/case.yaml:" in real.ran.err
    assert "cases/sound/evidence.yaml:4:18: warning EXHIBIT_NOT_SHOWN: E4 is not shown: " in real.ran.err
    assert "sound: as of 14 Aug 2026, 00:00\u00a0UTC" in real.ran.err.replace("14\u00a0Aug\u00a0", "14 Aug ")
    assert "now it would be no-response" in real.ran.err


def test_nothing_outside_build_is_written(real: Build) -> None:
    assert {name: what for name, what in real.after.items() if name.split("/")[0] != "build"} == real.before


def test_the_figures_are_what_show_prints(real: Build) -> None:
    shown = process("show", "sound", "--json", "--as-of", "2026-08-14T00:00:00Z", cwd=real.root)
    assert real.file("figures.json").decode() == shown.out


def test_sha256sum_checks_every_file_that_was_read_or_made(real: Build) -> None:
    checked = subprocess.run(
        ["sha256sum", "-c", "--strict", "manifest-sha256.txt"],
        cwd=real.root / "build" / "sound", capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    names = {line.removesuffix(": OK") for line in checked.stdout.splitlines()}
    case = real.root / "cases" / "sound"
    read = {f"../../cases/sound/{path.relative_to(case)}" for path in case.rglob("*") if path.is_file()}
    assert names == (OUTWARD - {"manifest-sha256.txt"}) | (read - {"../../cases/sound/private.yaml"})


def test_the_internal_folder_has_a_list_of_its_own(real: Build) -> None:
    checked = subprocess.run(
        ["sha256sum", "-c", "--strict", "manifest-sha256.txt"],
        cwd=real.root / "build" / "sound" / "internal", capture_output=True, text=True,
    )  # fmt: skip
    assert checked.stdout == "brief.html: OK\nbrief.pdf: OK\n"
    assert b"internal" not in real.file("manifest-sha256.txt")


def everything_in(name: str, data: bytes) -> str:
    """All that a file says to whoever takes it apart: bytes, streams, attachments, metadata, and the words of pages."""
    found = [data]
    if name.endswith(".pdf"):
        with pikepdf.open(BytesIO(data)) as pdf:
            for thing in pdf.objects:
                found.append(repr(thing).encode())
                if isinstance(thing, pikepdf.Stream):
                    with contextlib.suppress(
                        pikepdf.PdfError
                    ):  # a picture, whose bytes are in the file as they are
                        found.append(thing.read_bytes())
        pages = pypdfium2.PdfDocument(data)
        found += [page.get_textpage().get_text_bounded().encode() for page in pages]
        pages.close()
    if name.endswith(
        ".eml"
    ):  # what is attached stands in base64: each part is taken apart like a file of its own
        for part in message_from_bytes(data, policy=policy.default).walk():
            found.append(repr(part.items()).encode())
            if not part.is_multipart():
                inside = part.get_payload(decode=True)
                assert isinstance(inside, bytes)
                found.append(everything_in(part.get_filename() or "", inside).encode())
    return b"\n".join(found).decode("utf-8", "replace")


def test_nothing_private_is_in_any_outward_file(real: Build) -> None:
    assert "987654.32" in process("show", "sound", "--private", cwd=real.root).out
    build = real.root / "build"
    outward = {
        path.relative_to(build).as_posix(): path.read_bytes()
        for path in build.rglob("*")
        if path.is_file() and "internal" not in path.parts
    }
    assert {f"sound/{name}" for name in OUTWARD} | {"index.html"} <= outward.keys()
    assert [name for name in outward if name.startswith("_suppliers/")]
    for name, data in sorted(outward.items()):
        text = everything_in(name, data).casefold()
        # the desk says that it takes nothing from private.yaml, and the cache which files a build rests on
        named = "" if name.startswith("sound/") else "private.yaml"
        assert [canary for canary in CANARIES if canary in text and canary != named] == [], name


def test_a_canary_is_found_in_what_an_e_mail_carries() -> None:
    """The draft mail holds its attachments in base64, so that looking at its bytes alone would see nothing."""
    message = EmailMessage()
    message.set_content("see the attachment")
    message.add_attachment(
        b"target: 876,543.21", maintype="application", subtype="octet-stream", filename="a.txt"
    )
    assert b"876,543.21" not in bytes(message)
    assert "876,543.21" in everything_in("car.eml", bytes(message))


def test_the_canaries_sing_in_the_brief(real: Build) -> None:
    for name in ("internal/brief.pdf", "internal/brief.html"):
        text = everything_in(name, real.file(name)).casefold()
        sung = {
            "987,654.32",
            "876,543.21",
            "765,432.19",
            "quetzal",
            "613.57",
            "419.63",
            "nightingale",
            "albatross",
            "walk-away",
        }
        assert sung - {canary for canary in CANARIES if canary in text} == set(), name


def test_the_html_stands_alone(real: Build) -> None:
    for name in ("index.html", "car.html"):
        text = real.file(name).decode()
        assert 'src="http' not in text and "media/" not in text and "<link" not in text


def test_the_same_facts_give_the_same_bytes_anywhere(real: Build, tmp_path: Path) -> None:
    other = tmp_path / "another place"
    shutil.copytree(real.root / "cases", other / "cases")
    for path in other.rglob("*"):
        os.utime(path, (0, 0))
    process("build", "sound", "--as-of", "2026-08-14T08:00:00+08:00", cwd=other, TZ="Asia/Shanghai", LC_ALL="C",
            PYTHONHASHSEED="7", SOURCE_DATE_EPOCH="1")  # fmt: skip
    assert picture(other / "build" / "sound") == picture(real.root / "build" / "sound")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages without a renderer, for tests of what happens around it."""

    def printed(document: Document, originals: Originals, *rest: object) -> Printed:
        html = f"{document.title} {document.context['doc']['head_right']}".encode()
        return Printed({f"{document.name}.pdf": Finished([b"%PDF"]), document.html_name: Finished([html])}, 1)

    monkeypatch.setattr(printing, "printed", printed)


@pytest.mark.usefixtures("quick")
def test_a_committed_case_is_clean_and_a_changed_one_is_a_draft(here: Path) -> None:
    def git(*arguments: str, when: str = "2026-08-20T00:00:00Z") -> None:
        times = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        subprocess.run(
            ["git", "-C", here, *arguments], env=os.environ | GIT | times, check=True, capture_output=True
        )

    page = here / "build" / "sound" / "index.html"
    git("init")
    git("add", "cases")
    git("commit", "-m", "case")
    assert run("build", "sound").code == 0
    assert b"DRAFT" not in page.read_bytes()
    assert '"as_of": "2026-08-20T00:00:00Z"' in (here / "build" / "sound" / "figures.json").read_text("utf-8")
    (here / "cases" / "sound" / "findings.md").write_text("More.\n", "utf-8")
    run("build", "sound")
    assert b"DRAFT" in page.read_bytes()


def test_a_draft_says_so_on_every_page_and_claims_no_standard(tmp_path: Path) -> None:
    root = workspace(tmp_path, "sound")
    ran = process(
        "build", "sound", "--for", "supplier", "--draft", "--as-of", "2026-08-14T00:00:00Z", cwd=root
    )
    assert ran.code == 0
    assert ran.err.endswith(
        "Every page says DRAFT. lotproof build without --draft makes what may leave the house.\n"
    )
    made = root / "build" / "sound"
    assert not (made / "car.eml").exists()
    pdfs = sorted(made.glob("*.pdf"))
    assert {"car.pdf", "8d.pdf"} <= {path.name for path in pdfs}
    for path in pdfs:
        with pikepdf.open(path) as pdf:
            assert "/StructTreeRoot" not in pdf.Root and "/AcroForm" not in pdf.Root
            with pdf.open_metadata() as told:
                assert "pdfaid:part" not in told and "pdfuaid:part" not in told
        for page in pypdfium2.PdfDocument(path):
            assert "DRAFT · " in page.get_textpage().get_text_range(), path.name
        assert run("verify", str(path)).code == 0


@pytest.mark.usefixtures("quick")
def test_exit_codes(here: Path) -> None:
    assert run("build", "sound").code == 0
    assert run("build", "sound", "--strict").code == 1
    assert run("build", "--jobs", "0").code == 1
    assert run("build", "sund").code == 2


@pytest.mark.usefixtures("quick")
def test_from_inside_a_case(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "cases" / "sound")
    ran = run("build", ".")
    assert ran.code == 0
    assert ran.out.startswith(f"{here}/build/sound: " if ran.out.startswith("/") else "../../build/sound: ")


@pytest.mark.usefixtures("quick")
def test_a_case_outside_any_workspace_is_not_built(tmp_path: Path, here: Path) -> None:
    shutil.copytree(here / "cases" / "sound", tmp_path / "alone")
    ran = run("build", str(tmp_path / "alone"))
    assert (ran.code, ran.out) == (2, "")
    assert "put it into a folder named cases" in ran.err
    shutil.copytree(here / "cases" / "sound", here / "more" / "sound")
    ran = run("build", "sound", "more/sound")
    assert ran.code == 2
    assert "two cases bear the name sound" in ran.err


@pytest.mark.usefixtures("quick")
def test_a_link_in_the_way_is_refused(here: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (here / "build").symlink_to(away)
    ran = run("build", "sound")
    assert (ran.code, ran.out) == (1, "")
    assert "error OUTPUT_REFUSED: build is a link; nothing was written through it." in ran.err
    assert list(away.iterdir()) == []


def fail(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
    """Pages without a renderer, and `problem` for the case whose title says so."""
    good = printing.printed

    def printed(document: Document, originals: Originals, *rest: object) -> Printed:
        if document.name == "car" and document.context["doc"]["case"] == "doomed":
            raise problem
        return good(document, originals)

    monkeypatch.setattr(printing, "printed", printed)


@pytest.fixture
def doomed(here: Path, quick: None) -> Path:
    """A second sound case, in name order before the first, with a good build of both."""
    shutil.rmtree(here / "cases" / "bracket-never-closed")
    shutil.copytree(here / "cases" / "sound", here / "cases" / "doomed")
    assert run("build", "--jobs", "0").code == 0
    (here / "cases" / "sound" / "findings.md").write_text("More.\n", "utf-8")
    (here / "cases" / "doomed" / "findings.md").write_text("More.\n", "utf-8")
    return here / "build"


def test_a_page_that_cannot_be_made_leaves_the_last_good_build(
    doomed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, other = picture(doomed / "doomed"), picture(doomed / "sound")
    fail(monkeypatch, RenderFailed(["no packaged font has it", "a picture is cut off"]))
    ran = run("build", "--jobs", "0")
    assert ran.code == 1
    assert "cases/doomed: error RENDER_FAILED: car.pdf was not made: a picture is cut off." in ran.err
    assert picture(doomed / "doomed") == before
    assert picture(doomed / "sound") != other
    assert ran.out.startswith("build/sound: ")


def test_a_mistake_of_ours_in_one_case_lets_the_others_be_built(
    doomed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, other = picture(doomed / "doomed"), picture(doomed / "sound")
    fail(monkeypatch, KeyError("private words"))
    ran = run("build", "--jobs", "0")
    assert ran.code == 3
    assert "doomed: not built" in ran.err and "Please report these lines" in ran.err
    assert "private words" not in ran.err
    assert picture(doomed / "doomed") == before
    assert picture(doomed / "sound") != other


def test_a_machine_that_cannot_print_is_configuration(doomed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, EnvironmentLacking("Pango is missing: apt-get install it"))
    ran = run("build", "--jobs", "0")
    assert (ran.code, ran.err) == (2, "error: Pango is missing: apt-get install it\n")


def test_an_interrupt_leaves_with_130_and_the_last_good_build(
    doomed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = picture(doomed / "doomed")
    fail(monkeypatch, KeyboardInterrupt())
    ran = run("build", "doomed")
    assert (ran.code, ran.out) == (130, "")
    assert picture(doomed / "doomed") == before


def test_a_file_saved_meanwhile_stops_the_case(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def printed(document: Document, originals: Originals, *rest: object) -> Printed:
        (here / "cases" / "sound" / "findings.md").write_text(
            f"Typed while {document.name} was made.\n", "utf-8"
        )
        return Printed({f"{document.name}.pdf": Finished([b"%PDF"])}, 1)

    monkeypatch.setattr(printing, "printed", printed)
    ran = run("build", "sound")
    assert (ran.code, ran.out) == (1, "")
    assert "CHANGED_WHILE_BUILDING" in ran.err
    assert not (here / "build" / "sound").exists()
