"""What every case of a workspace rests on beside its own files: the program, its libraries, the workspace's things.

Why: a page is only as fresh as the template, the font and the library that made it, and none of them may be looked
up once a case.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from lotproof import __version__
from lotproof.build.listing import Stat, contents, fingerprint, listing, stat_of
from lotproof.case.finding import Finding
from lotproof.read.files import Refusal, read_bytes
from lotproof.render.templates import template_dir
from lotproof.seal.digest import sha256_bytes

_SETTINGS: Final = "lotproof.yaml"  # read.settings.SETTINGS, which loads the model of all settings
_TEMPLATES: Final = "templates"
_SYSTEM: Final = ("libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
_MAPPED: Final = ("pango", "harfbuzz", "fribidi", "freetype", "fontconfig", "libthai", "glib-2")
_INSTALLED: Final = (".dist-info", ".egg-info")
_CAP: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Ground:
    """`parts` are words by name ("the program", "templates/car.html.j2"); two grounds are the same when these are.

    `kept` is what makes the next look cheap; `findings` are on the settings; `named` the workspace's files in use.
    """

    parts: Mapping[str, str]
    kept: dict[str, Any]
    findings: tuple[Finding, ...]
    named: tuple[str, ...]


def ground(root: Path, kept: Mapping[str, Any], clock: int) -> Ground:
    """The ground of the workspace in `root` now; `kept` is that of the ground before, `clock` the disk's time."""
    program, digest = _program(kept.get("program"), clock)
    house, findings = _house(root, kept.get("house"), clock)
    parts = {
        "the program": digest,
        "the libraries": _libraries(),
        "the libraries of the system": _system(),
        "the time zones": _zones(),
    }
    parts |= dict(house["parts"])
    named = tuple(house["named"])
    return Ground(parts, {"program": program, "house": house}, findings, named)


@cache
def tools() -> str:
    """One word for all that makes the bytes of a page: the program, its libraries and the system's; read once."""
    return sha256_bytes(repr((_program(None, 0)[1], _libraries(), _system())).encode())


@cache
def tool_parts() -> Mapping[str, str]:
    """The parts of the ground that are the machine's and not the workspace's; read once."""
    return {
        "the program": _program(None, 0)[1],
        "the libraries": _libraries(),
        "the libraries of the system": _system(),
        "the time zones": _zones(),
    }


def house_parts(root: Path, inputs: Mapping[str, str]) -> dict[str, str]:
    """The words for the workspace's files: those that were read, and the settings whole."""
    whole = read_bytes(root, _SETTINGS, _CAP)
    return {**inputs, _SETTINGS: whole.code if isinstance(whole, Refusal) else sha256_bytes(whole)}


def _program(kept: Any, clock: int) -> tuple[list[str], str]:
    """The program's own files, their contents read only where their stats are new: (stats, contents) and the word."""
    package, templates = Path(__file__).parents[1], template_dir()
    found = [(folder, listing(folder, _not_shipped)) for folder in (package, templates)]
    stats = [fingerprint(files, clock) for _, files in found]
    if isinstance(kept, list) and len(kept) == 3 and kept[:2] == stats and all(stats):
        return kept, str(kept[2])
    words = [
        (name, word)
        for folder, files in found
        for name, (_, word) in sorted(contents(folder, files, {}, clock).items())
    ]
    digest = sha256_bytes(repr((__version__, words)).encode("utf-8", "surrogateescape"))
    return [*stats, digest], digest


def _not_shipped(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last.startswith(".") or last == "__pycache__" or last.endswith("~")


def _libraries() -> str:
    """Every distribution installed, by the name of its folder, which holds its version; and Python's own version."""
    found = [sys.version]
    for entry in sys.path:
        with contextlib.suppress(OSError):
            found += [each.name for each in Path(entry or ".").iterdir() if each.suffix in _INSTALLED]
    return sha256_bytes(repr(sorted(set(found))).encode("utf-8", "surrogateescape"))


def _system() -> str:
    """The libraries that set text, by file, size and time where the system tells which are loaded."""
    for name in _SYSTEM:
        with contextlib.suppress(OSError):
            ctypes.CDLL(name)
    found: list[Any] = [sys.platform, os.uname().machine]
    with contextlib.suppress(OSError), open("/proc/self/maps", "rb") as maps:  # noqa: PTH123
        paths = {line.split(None, 5)[5].rstrip(b"\n") for line in maps if line.count(b"/")}
        ours = {path for path in paths if b"-packages/" not in path}  # those of wheels go with the libraries
        for path in sorted(path for path in ours if any(part.encode() in path for part in _MAPPED)):
            with contextlib.suppress(OSError):
                told = Path(os.fsdecode(path)).stat()
                found.append((path, told.st_size, told.st_mtime_ns))
    return sha256_bytes(repr(found).encode())


def _zones() -> str:
    """The system's time zones, which Python reads before those of the package tzdata."""
    found = []
    for folder in zoneinfo.TZPATH:
        for name in (".", "tzdata.zi", "+VERSION"):
            with contextlib.suppress(OSError):
                found.append((folder, name, (Path(folder) / name).stat().st_mtime_ns))
    return sha256_bytes(repr(found).encode())


def _house(root: Path, kept: Any, clock: int) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """The workspace's settings, templates and what they name; read anew unless nothing of it moved.

    Where something was wrong with them they are read anew each time: a file that lacked may be there now.
    """
    if isinstance(kept, dict) and kept.get("stats") and kept["stats"] == _stats(root, kept["named"], clock):
        return kept, ()
    from lotproof.read.house import read_house

    house, findings = read_house(root)
    named = sorted(house.inputs)
    parts = [list(part) for part in sorted(house_parts(root, house.inputs).items())]
    stats = "" if findings else _stats(root, named, clock)
    return {"named": named, "parts": parts, "stats": stats}, findings


def _stats(root: Path, named: Any, clock: int) -> str:
    found: dict[str, Stat] = {}
    for name in {_SETTINGS, *named}:
        with contextlib.suppress(OSError):
            found[name] = stat_of(os.lstat(root / name))
    templates = root / _TEMPLATES
    if not templates.is_symlink() and templates.is_dir():
        found |= {f"{_TEMPLATES}/{name}": each for name, each in listing(templates, lambda _: False).items()}
    return fingerprint(found, clock) or ("" if found else "nothing")
