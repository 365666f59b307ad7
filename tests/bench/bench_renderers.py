"""Our PDF of a text beside what other renderers make of the same words: seconds and peak memory, in one run.

They are not held to a budget: none of them makes PDF/A-3a and PDF/UA-1 with attachments as ours does. Typst is
installed from renderers.lock into `.venv-peers/renderers`, where a registry answers; Chromium and LibreOffice are
measured where they are installed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.content import as_html, as_typst
from tests.bench.measured import conclude
from tests.bench.spent import spent

PAGES = (20, 200)
ROOT = Path(__file__).parents[2]
LOCK = Path(__file__).with_name("renderers.lock")
VENV = ROOT / ".venv-peers" / "renderers"
FONTS = ROOT / "src" / "lotproof" / "fonts"
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"


def typst() -> str | None:
    """A Python that has Typst, or None where it cannot be installed."""
    python, stamp = VENV / "bin" / "python", VENV / ".lock-sha256"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != digest:
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            LOCK,
        ]
        for command in ([sys.executable, "-m", "venv", "--clear", VENV], install):
            if subprocess.run(command, capture_output=True, check=False).returncode:
                print("Typst cannot be installed here: not measured")
                return None
        (VENV.parent / ".gitignore").write_text("*\n")
        stamp.write_text(digest)
    return str(python)


def renderers() -> dict[str, Callable[[int, Path], list[str]]]:
    """The commands by name, each for a number of pages and a folder with text.html and text.typ."""
    found: dict[str, Callable[[int, Path], list[str]]] = {
        "ours": lambda pages, here: [sys.executable, "-m", "tests.bench.content", str(pages), str(here / "ours.pdf")],
        "WeasyPrint alone": lambda _, here: [
            sys.executable, "-m", "weasyprint", "-q", str(here / "text.html"), str(here / "bare.pdf")],
    }  # fmt: skip
    python = typst()
    if python is not None:
        found["Typst"] = lambda _, here: [
            python,
            "-c",
            TYPST,
            str(here / "text.typ"),
            str(here / "t.pdf"),
            str(FONTS),
        ]
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is not None:
        found["Chromium"] = lambda _, here: [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={here / 'profile'}", f"--print-to-pdf={here / 'c.pdf'}",
            (here / "text.html").as_uri()]  # fmt: skip
    office = shutil.which("soffice")
    if office is not None:
        found["LibreOffice"] = lambda _, here: [
            office, f"-env:UserInstallation={(here / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
            "--outdir", str(here), str(here / "text.html")]  # fmt: skip
    return found


def main() -> int:
    commands = renderers()
    for pages in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder)
            (here / "text.html").write_text(as_html(pages), "utf-8")
            (here / "text.typ").write_text(as_typst(pages), "utf-8")
            for command in commands.values():  # once for what is loaded from the disk
                if pages == PAGES[0]:
                    spent(command(pages, here), ROOT)
            found = {name: spent(command(pages, here), ROOT) for name, command in commands.items()}
        ours = found.pop("ours")
        for name, one in found.items():
            conclude("renderers", {f"ours / {name}, {pages} pages": [ours.seconds / one.seconds]}, {})
        conclude("renderers", {f"ours, {pages} pages": [ours.seconds]}, {}, "s")
        every = {"ours": ours, **found}
        conclude("renderers", {f"{name}, peak memory, {pages} pages": [one.together] for name, one in every.items()},
                 {}, "MB")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
