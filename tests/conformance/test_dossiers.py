"""Every PDF of the demonstration cases conforms, carries its originals unchanged, and has the pages it says."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from shutil import copytree

import pikepdf
import pytest

from lotproof.build.case import build_case
from lotproof.read.case import read_case

from .facts import facts, told
from .validator import lacking, validate

REPOSITORY = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "pages"  # by case, what every page of its documents begins with


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration cases, built in a folder of their own."""
    root = tmp_path_factory.mktemp("workspace")
    copytree(REPOSITORY / "cases", root / "cases")
    for line in (root / "cases" / "AS-OF").read_text().splitlines():
        name, when = line.split()
        built = build_case(root, root / "cases" / name, datetime.fromisoformat(when))
        assert [f for f in built.findings if f.severity == "error"] == []
    return root


@pytest.mark.conformance
@pytest.mark.skipif(lacking() is not None, reason=lacking() or "")
def test_every_pdf_conforms_to_pdf_a_3a_and_pdf_ua_1(workspace: Path) -> None:
    made = sorted(workspace.glob("build/*/**/*.pdf"))
    assert {path.stem for path in made} >= {
        "dossier",
        "car",
        "options",
        "8d",
        "bank",
        "insurer",
        "counsel",
        "brief",
    }
    assert validate(made) == []


def test_the_originals_are_embedded_byte_for_byte(workspace: Path) -> None:
    for dossier in sorted(workspace.glob("build/*/dossier.pdf")):
        case, _ = read_case(workspace / "cases" / dossier.parent.name)
        assert case is not None
        registered = {original.sha256 for original in case.originals.values()}
        with pikepdf.open(dossier) as pdf:
            embedded = {
                name: hashlib.sha256(spec.get_file().read_bytes()).hexdigest()
                for name, spec in pdf.attachments.items()
            }
        ours = {"figures.json", "manifest-sha256.txt"}
        originals = {digest for name, digest in embedded.items() if name not in ours}
        assert originals <= registered
        assert "figures.json" in embedded
        assert len(originals) >= len(registered) - 2  # an exhibit received after the instant is left out


def test_printed_page_numbers_are_the_pdfs_own(workspace: Path) -> None:
    import pypdfium2

    for path in sorted(workspace.glob("build/*/**/*.pdf")):
        pdf = pypdfium2.PdfDocument(path)
        total = len(pdf)
        for number in range(total):
            text = pdf[number].get_textpage().get_text_bounded()
            english, chinese = rf"page {number + 1} of {total}\b", rf"第 {number + 1} 页，共 {total} 页"
            wanted = chinese if path.stem.endswith(".zh") else english
            assert re.search(wanted, text), f"{path.name}, page {number + 1}"
        pdf.close()


def test_bookmarks_lead_to_the_sections_and_the_exhibits(workspace: Path) -> None:
    for dossier in sorted(workspace.glob("build/*/dossier.pdf")):
        with pikepdf.open(dossier) as pdf, pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            below = [child.title for item in outline.root for child in item.children]
        assert any(re.match(r"\d+ Integrity", title) for title in titles)
        assert any(re.match(r"E\d+ · ", title) for title in below)


def test_no_picture_is_stretched(workspace: Path) -> None:
    import pypdfium2
    from pypdfium2 import raw

    seen = 0
    for path in sorted(workspace.glob("build/*/dossier.pdf")):
        pdf = pypdfium2.PdfDocument(path)
        for number, page in enumerate(pdf, start=1):
            for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = picture.get_bounds()
                width, height = picture.get_px_size()
                shape = (right - left) * height / ((top - bottom) * width)
                assert abs(shape - 1) < 0.02, f"{path.parent.name}, page {number}"
                seen += 1
        pdf.close()
    assert seen > 60


def test_nothing_on_a_page_collides_or_is_cut_off(workspace: Path) -> None:
    made = sorted(workspace.glob("build/*/**/*.pdf"))
    found = {path.relative_to(workspace / "build").as_posix(): facts(path) for path in made}
    assert [
        f"{name}, page {n}: {wrong}"
        for name, pages in found.items()
        for n, page in enumerate(pages, start=1)
        for wrong in page.wrong
    ] == []


def test_every_page_looks_as_it_did(workspace: Path, request: pytest.FixtureRequest) -> None:
    """`pytest --update` writes the pages anew; what moved is then seen in the difference.

    Another release of the text layout breaks lines elsewhere, so that with one only the number of pages is held, and
    that within one in twenty.
    """
    differs: list[str] = []
    for case in sorted((workspace / "build").glob("psi-*")):
        found = {path.relative_to(case).as_posix(): facts(path) for path in sorted(case.rglob("*.pdf"))}
        text = f"{set_with()}\n\n" + "\n".join(
            f"{name}: {len(pages)} pages\n{told(pages)}" for name, pages in found.items()
        )
        golden = PAGES / f"{case.name}.txt"
        if request.config.getoption("--update"):
            golden.write_text(text, "utf-8")
            continue
        before = golden.read_text("utf-8")
        if before.splitlines()[0] == set_with():
            lines = before.splitlines(), text.splitlines()
            differs += unified_diff(*lines, case.name, "found", n=0, lineterm="")
        else:
            counted = {name: int(number) for name, number in re.findall(r"(?m)^(\S+): (\d+) pages$", before)}
            assert counted.keys() == found.keys()
            differs += [
                f"{case.name}, {name}: {len(pages)} pages, {counted[name]} before"
                for name, pages in found.items()
                if abs(len(pages) - counted[name]) > max(1, counted[name] // 20)
            ]
    assert differs == []


def set_with() -> str:
    """What breaks the lines: pages are comparable word for word only where it is the same."""
    from weasyprint import __version__
    from weasyprint.text.ffi import pango

    return f"WeasyPrint {__version__}, Pango {pango.pango_version()}"
