"""What this machine has of what the program needs: each by itself, so that one broken part hides no other.

Why in processes of their own: a library that cannot be loaded may take its process with it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import locale
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

State = Literal["ok", "missing", "optional"]
OLDEST: Final = (3, 11)
NEEDED: Final = (
    "pydantic", "yaml", "jinja2", "markdown_it", "babel", "PIL", "pypdfium2", "pikepdf", "rich", "watchdog",
)  # fmt: skip
LIBRARIES: Final = (("pango-1.0", "libpango-1.0-0"), ("pangoft2-1.0", "libpangoft2-1.0-0"),
                    ("harfbuzz-subset", "libharfbuzz-subset0"))  # fmt: skip
EXTRAS: Final = (("heic", "pillow_heif", "photos of telephones (.heic)"), ("mail", "dkim", "signatures of e-mails"),
                 ("sign", "pyhanko", "signing documents"))  # fmt: skip
_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Part:
    """`missing` breaks the program or a part of it; `optional` is never needed for the main job. `hint` mends it."""

    name: str
    state: State
    says: str
    hint: str | None = None


def parts(root: Path | None) -> Iterator[Part]:
    """Everything looked at, in the order in which it is to be mended. `root` is the workspace, where there is one."""
    for one in (_python, _packages, _libraries, _renderer, _fonts, _templates, _git, _java):
        yield _safely(one)
    yield from (_extra(*extra) for extra in EXTRAS)
    yield _safely(_zones)
    yield _safely(_language)
    yield _safely(lambda: _output(root))


def _safely(look: Callable[[], Part]) -> Part:
    try:
        return look()
    except Exception as problem:
        return Part(
            look.__name__.strip("_<>"), "missing", f"could not be looked at ({type(problem).__name__})"
        )


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST:
        return Part("python", "missing", f"{version} is too old", "install Python 3.11 or newer.")
    return Part("python", "ok", version)


def _packages() -> Part:
    lacking = [name for name in NEEDED if find_spec(name) is None]
    if lacking:
        return Part(
            "packages",
            "missing",
            f"not installed: {', '.join(lacking)}",
            "install lotproof again, or make setup.",
        )
    broken = [name for name in NEEDED if _run(f"import {name}") is not None]
    if broken:
        return Part("packages", "missing", f"cannot be loaded: {', '.join(broken)}", "install them again.")
    return Part("packages", "ok", f"{len(NEEDED)} libraries load")


def _libraries() -> Part:
    lacking = [package for name, package in LIBRARIES if not _loads(name)]
    if lacking:
        hint = (
            f"Debian, Ubuntu: apt-get install {' '.join(lacking)}. Fedora: dnf install pango harfbuzz. macOS:"
            " brew install pango."
        )
        return Part(
            "type setting", "missing", f"Pango and HarfBuzz: {', '.join(lacking)} cannot be loaded", hint
        )
    return Part("type setting", "ok", "Pango and HarfBuzz load")


def _loads(name: str) -> bool:
    for file in (f"lib{name}.so.0", ctypes.util.find_library(name)):
        try:
            if file:
                ctypes.CDLL(file)
                return True
        except OSError:
            continue
    return False


def _renderer() -> Part:
    problem = _run("import weasyprint")
    if problem is not None:
        return Part("renderer", "missing", f"WeasyPrint cannot be loaded ({problem}): no PDF can be made",
                    "mend what stands above, then install lotproof again.")  # fmt: skip
    return Part("renderer", "ok", "WeasyPrint loads")


def _fonts() -> Part:
    folder = Path(__file__).parents[1] / "fonts"
    found = [path for path in folder.glob("*") if path.suffix in (".ttf", ".otf")] if folder.is_dir() else []
    if not found or any(path.stat().st_size == 0 for path in found):
        return Part("fonts", "missing", "the packaged fonts are not there", "install lotproof again.")
    return Part("fonts", "ok", f"{len(found)} packaged")


def _templates() -> Part:
    from lotproof.render.templates import template_dir

    try:
        template_dir()
    except FileNotFoundError:
        return Part("templates", "missing", "the packaged templates are not there", "install lotproof again.")
    return Part("templates", "ok", "packaged")


def _git() -> Part:
    found = shutil.which("git")
    if found is None:
        return Part("git", "missing", "not found: no commit dates a case, and diff has nothing to compare",
                    "install git.")  # fmt: skip
    done = subprocess.run([found, "--version"], capture_output=True, timeout=_SECONDS, check=False)
    if done.returncode != 0:
        return Part("git", "missing", "does not run", "install git again.")
    return Part("git", "ok", done.stdout.decode("utf-8", "replace").strip().removeprefix("git version "))


def _java() -> Part:
    if shutil.which("java") and shutil.which("javac"):
        return Part("java", "ok", "for the PDF/A and PDF/UA validator of the tests")
    return Part("java", "optional", "no JDK: only the PDF/A and PDF/UA validator of the tests needs one")


def _extra(name: str, module: str, purpose: str) -> Part:
    if find_spec(module) is None:
        return Part(
            f"extra {name}", "optional", f"not installed: {purpose}", f"pip install 'lotproof[{name}]'"
        )
    problem = _run(f"import {module}")
    if problem is not None:
        return Part(
            f"extra {name}", "missing", f"installed, but cannot be loaded ({problem})", "install it again."
        )
    return Part(f"extra {name}", "ok", purpose)


def _zones() -> Part:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo("Asia/Shanghai")
    except (KeyError, OSError):
        return Part("time zones", "missing", "no time zone data", "pip install tzdata")
    return Part("time zones", "ok", "found")


def _language() -> Part:
    files, said = sys.getfilesystemencoding().lower(), locale.getpreferredencoding(False).lower()
    if files.replace("-", "") != "utf8":
        return Part("locale", "missing", f"file names are read as {files}", "export LC_ALL=C.UTF-8")
    if said.replace("-", "") != "utf8":
        return Part("locale", "optional", f"text is {said} here; names are written in UTF-8 all the same",
                    "export LC_ALL=C.UTF-8")  # fmt: skip
    return Part("locale", "ok", "UTF-8")


def _output(root: Path | None) -> Part:
    if root is None:
        return Part("build folder", "optional", "you are in no workspace", "lotproof init makes one.")
    target = root / "build" if (root / "build").is_dir() else root
    try:
        with tempfile.TemporaryFile(dir=target):
            pass
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        return Part(
            "build folder",
            "missing",
            f"{target.name}/ cannot be written: {why}",
            "give yourself the right to.",
        )
    return Part("build folder", "ok", "can be written")


def _run(code: str) -> str | None:
    """None when a fresh Python runs `code`; else the name of what it died of."""
    try:
        done = subprocess.run([sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=_SECONDS, check=False)  # fmt: skip
    except (OSError, subprocess.SubprocessError) as problem:
        return type(problem).__name__
    if done.returncode == 0:
        return None
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].partition(":")[0] if lines else f"signal {-done.returncode}"
