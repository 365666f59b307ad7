"""Puts two editions of a small build in place by turns, for tests that kill it: `rounds.py ROOT [how]`.

`how` is `at N` (dies just before the Nth thing it asks of the disk), `forever`, or `times N`; after `renames` the
system is taken to know no exchange of two names.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from pathlib import Path

from lotproof.build import swap
from lotproof.build.write import MANIFEST, put

ASKED = (
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.listdir",
    "os.chmod",
    "os.scandir",
)
EDITIONS = (b"one ", b"two ")
FOREIGN = {"notes.txt": b"mine", "kept/inside.txt": b"mine too"}


def edition(words: bytes) -> dict[str, bytes]:
    """Files that only go together, some larger than one write, one of them in a folder of its own."""
    files = {
        "dossier.pdf": words * 200_000,
        "index.html": words * 9,
        "internal/brief.pdf": words * 50_000,
        f"only-{words.strip().decode()}.txt": words,
    }
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    return {**files, MANIFEST: "".join(lines).encode()}


def main() -> None:
    root, *how = sys.argv[1:]
    if "renames" in how:
        how.remove("renames")
        swap._renameat2 = lambda: None  # type: ignore[assignment]
    word, number = how[0], int(([*how, "0"])[1])
    if word == "at":
        left = [number]

        def die(event: str, arguments: tuple[object, ...]) -> None:
            if event in ASKED:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        files = edition(EDITIONS[1])
        swap._renameat2()  # whatever is loaded late is loaded
        sys.addaudithook(die)
        put(Path(root), "x", files)
        os._exit(0)
    count = number if word == "times" else 1 << 60
    editions = [edition(words) for words in EDITIONS]
    print("ready", flush=True)
    for turn in range(count):
        put(Path(root), "x", editions[turn % 2])


if __name__ == "__main__":
    main()
