"""Case folders made to do harm, and the real program run over them with the clock and the memory watched."""

from __future__ import annotations

import hashlib
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lotproof.render.html import template_dir

SOUND = Path(__file__).parents[1] / "cases" / "sound"
SECONDS = 120  # wall clock of one run on a slow machine; a sound case takes four
MEMORY = 6 * 1024**3  # bytes of address space for the program and each of its children
AS_OF = ("--as-of", "2026-08-14T00:00:00Z")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str
    codes: frozenset[str]


def sound(root: Path) -> Path:
    """A workspace with a sound case, and the folder of the case."""
    folder = root / "cases" / "sound"
    shutil.copytree(SOUND, folder, ignore=shutil.ignore_patterns("expected.txt"))
    return folder


def with_exhibits(folder: Path, files: Mapping[str, tuple[str, bytes]]) -> None:
    """Register further exhibits X1, X2 …: name to kind and content."""
    lines = []
    for number, (name, (kind, data)) in enumerate(files.items(), 1):
        path = folder / "evidence" / name
        path.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        lines.append(
            f'- {{id: X{number}, file: "evidence/{name}", kind: {kind}, title: T{number}, sha256: {digest}, '
            'source: {from: "V", via: email, received: "2026-08-12T18:20:00+08:00"}}\n'
        )
    with (folder / "evidence.yaml").open("a", encoding="utf-8") as register:
        register.writelines(lines)


# Runs the program with an eye on the interpreter: any socket that is opened ends the run with 77.
WATCHED = """
import os, sys
def no_socket(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        os.write(2, b"SOCKET " + repr(arguments).encode())
        os._exit(77)
sys.addaudithook(no_socket)
from lotproof.cli import main
main(prog_name="lotproof")
"""


def run(root: Path, *arguments: str, **env: str) -> Ran:
    """`lotproof …` in `root` as a process with limits. It must end in time and by an exit code of its own."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        cwd=root,
        env=os.environ | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    assert time.monotonic() - began < SECONDS
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1), done.stderr[-3000:]
    codes = {word.rstrip(":") for word in done.stderr.split() if word.rstrip(":").isupper() and "_" in word}
    return Ran(done.returncode, done.stdout, done.stderr, frozenset(codes))


def build(root: Path, **env: str) -> Ran:
    return run(root, "build", "sound", *AS_OF, **env)


def manifest_holds(folder: Path) -> None:
    """Every file of a build is as its manifest says."""
    for line in (folder / "manifest-sha256.txt").read_text("utf-8").splitlines():
        digest, name = line[:64], line[66:]
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name


def without_our_script(page: str) -> str:
    """A page without the one script that is ours, to the letter; any other stays and is found."""
    own = (template_dir() / "page.js").read_text("utf-8").strip()
    assert page.count(own) == 1
    return re.sub(rf"<script>\s*{re.escape(own)}\s*</script>", "", page)
