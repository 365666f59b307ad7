"""A build that is killed at any instant, or finds no room, or meets another, leaves one whole build and no more."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lotproof.build import swap
from lotproof.build.folder import OutputRefused
from lotproof.build.write import MANIFEST, mend, put

from .rounds import EDITIONS, FOREIGN, edition

MEMORY = Path(
    "/dev/shm"
)  # what a kill leaves does not depend on the disk, and a hundred of them do on its speed
ROUNDS = Path(__file__).with_name("rounds.py")
WHOLE = [edition(words) for words in EDITIONS]


@pytest.fixture
def quick_disk(tmp_path: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else tmp_path) as name:
        yield Path(name)


def child(root: Path, *how: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(ROUNDS), str(root), *how], stdout=subprocess.PIPE)


def begun(root: Path) -> Path:
    """A first build with files of somebody else beside it."""
    put(root, "x", WHOLE[0])
    for name, data in FOREIGN.items():
        path = root / "build" / "x" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return root / "build" / "x"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def is_whole(folder: Path) -> None:
    """What a reader sees now is one build: every line of the manifest holds, and no other file is a build's."""
    seen = contents(folder)
    for line in seen[MANIFEST].decode().splitlines():
        assert hashlib.sha256(seen[line[66:]]).hexdigest() == line[:64], line[66:]
    assert {name: data for name, data in seen.items() if name not in FOREIGN} in WHOLE


def is_tidy(root: Path) -> None:
    """After the next run nothing is lost of what others put there, and nothing is left lying about."""
    put(root, "x", WHOLE[0])
    assert contents(root / "build" / "x") == {**WHOLE[0], **FOREIGN}
    assert [path.name for path in (root / "build").iterdir()] == ["x"]


@pytest.mark.parametrize("how", [(), ("renames",)], ids=["exchange", "renames"])
def test_killed_before_each_thing_it_asks_of_the_disk(quick_disk: Path, how: tuple[str, ...]) -> None:
    """Every instant between two system calls, one after the other, until one run comes to its end."""
    step = 0
    while True:
        root = quick_disk / str(step)
        root.mkdir()
        folder = begun(root)
        with child(root, "at", str(step), *how) as process:
            process.communicate()
        if how:  # two renames: for that moment the folder is away, and the next run of any kind puts it back
            mend(root, "x")
        is_whole(folder)
        is_tidy(root)
        if process.returncode == 0:
            break
        assert process.returncode == -9
        step += 1
    assert step > 30


def test_killed_at_random_instants(quick_disk: Path) -> None:
    folder, chance = begun(quick_disk), random.Random(1)
    for _ in range(25):
        with child(quick_disk, "forever") as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
        is_whole(folder)
    is_tidy(quick_disk)


def test_a_first_build_that_is_killed_is_there_whole_or_not_at_all(quick_disk: Path) -> None:
    step = 0
    while True:
        root = quick_disk / str(step)
        root.mkdir()
        with child(root, "at", str(step)) as process:
            process.communicate()
        seen = contents(root / "build" / "x")
        assert seen in ({}, WHOLE[1])
        put(root, "x", WHOLE[0])
        assert contents(root / "build" / "x") == WHOLE[0]
        if process.returncode == 0:
            break
        assert process.returncode == -9
        step += 1
    assert seen == WHOLE[1]


def test_two_at_once_and_a_reader(quick_disk: Path) -> None:
    """The reader opens the folder once, as a browser or sha256sum does, and reads all of one build from it."""
    begun(quick_disk)
    with child(quick_disk, "times", "25") as one, child(quick_disk, "times", "25") as other:
        seen = 0
        while one.poll() is None or other.poll() is None:
            folder = os.open(quick_disk / "build" / "x", os.O_RDONLY | os.O_DIRECTORY)
            try:
                listed = swap.read(folder, MANIFEST)
                assert listed in (WHOLE[0][MANIFEST], WHOLE[1][MANIFEST], None)  # None: taken away meanwhile
                seen += listed is not None
            finally:
                os.close(folder)
            time.sleep(0.002)
        assert (one.communicate(), one.returncode) == ((b"ready\n", None), 0)
        assert (other.communicate(), other.returncode) == ((b"ready\n", None), 0)
    assert seen > 10
    is_whole(quick_disk / "build" / "x")
    is_tidy(quick_disk)


@contextmanager
def little_room(folder: Path) -> Iterator[bool]:
    """A disk of 3 MB in `folder`, where this user may make one."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True
    )
    try:
        yield made.returncode == 0
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", "-l", str(folder)], check=True)


LIMITED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from rounds import EDITIONS, edition
from lotproof.build.folder import OutputRefused
from lotproof.build.write import put
if sys.argv[3] == "file":
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
big = edition(EDITIONS[1]) | {"dossier.pdf": b"x" * 2_500_000}
try:
    put(Path(sys.argv[1]), "x", big)
except OutputRefused as refusal:
    print(refusal)
"""


def test_a_full_disk_leaves_the_last_build(tmp_path: Path) -> None:
    """A disk too small for two builds where one can be made here, and always a limit on the size of a file."""
    with little_room(tmp_path / "small") as small:
        for kind, reason in (("disk", "No space left on device"), ("file", "File too large")):
            if kind == "disk" and not small:
                continue
            root = tmp_path / ("small" if small else "plain") / kind
            root.mkdir(parents=True)
            folder = begun(root)
            done = subprocess.run(
                [sys.executable, "-c", LIMITED, str(root), str(ROUNDS.parent), kind],
                capture_output=True,
                text=True,
            )
            assert done.stdout == f"build/x cannot be written: {reason}.\n", done.stderr
            assert contents(folder) == {**WHOLE[0], **FOREIGN}
            assert [path.name for path in (root / "build").iterdir()] == ["x"]


def test_what_lies_beside_stays_what_it_is(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    (folder / "kept").chmod(0o700)
    (folder / "link").symlink_to("nowhere")
    (folder / "internal" / "mine.txt").write_bytes(b"mine")
    folder.chmod(0o750)
    before = (folder / "notes.txt").stat()
    put(tmp_path, "x", WHOLE[1])
    after = (folder / "notes.txt").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)
    assert (folder / "kept").stat().st_mode & 0o777 == 0o700
    assert folder.stat().st_mode & 0o777 == 0o750
    assert (folder / "link").readlink() == Path("nowhere")
    assert (folder / "internal" / "mine.txt").read_bytes() == b"mine"
    assert (folder / "internal" / "brief.pdf").read_bytes() == WHOLE[1]["internal/brief.pdf"]


def test_a_folder_of_a_build_goes_with_its_last_file(tmp_path: Path) -> None:
    put(tmp_path, "x", WHOLE[0])
    assert put(tmp_path, "x", {"a.pdf": b"", MANIFEST: b""}) == (
        "dossier.pdf",
        "index.html",
        "internal/brief.pdf",
        "only-one.txt",
    )
    assert sorted(path.name for path in (tmp_path / "build" / "x").iterdir()) == ["a.pdf", MANIFEST]


@pytest.mark.parametrize("name", [".x.new", ".x.next", ".x.old"])
def test_a_link_among_the_names_of_a_swap_is_not_followed(tmp_path: Path, name: str) -> None:
    begun(tmp_path)
    away = tmp_path / "away"
    away.mkdir()
    (away / "victim").write_bytes(b"safe")
    (tmp_path / "build" / name).symlink_to(away)
    is_tidy(tmp_path)
    assert contents(away) == {"victim": b"safe"}


def test_a_file_that_others_put_there_meanwhile_is_not_lost(tmp_path: Path) -> None:
    """Saved into the folder while the next one was written: after the swap it lies in the old one."""
    begun(tmp_path)
    old = tmp_path / "build" / ".x.next"
    old.mkdir()
    (old / "notes.txt").write_bytes(b"newer")
    (old / "late.txt").write_bytes(b"late")
    (old / "dossier.pdf").write_bytes(b"of an older build")
    mend(tmp_path, "x")
    seen = contents(tmp_path / "build" / "x")
    assert (seen["notes.txt"], seen["late.txt"]) == (b"newer", b"late")
    assert seen["dossier.pdf"] == WHOLE[0]["dossier.pdf"]


def test_where_the_system_has_no_exchange_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(tmp_path)
    monkeypatch.setattr(swap, "_renameat2", lambda: None)
    put(tmp_path, "x", WHOLE[1])
    assert contents(tmp_path / "build" / "x") == {**WHOLE[1], **FOREIGN}


def test_an_exchange_that_fails_leaves_the_last_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(build: int, one: str, other: str) -> bool:
        raise OSError(16, "busy")

    begun(tmp_path)
    monkeypatch.setattr(swap, "exchange", refuse)
    with pytest.raises(OutputRefused, match="Device or resource busy"):
        put(tmp_path, "x", WHOLE[1])
    assert contents(tmp_path / "build" / "x") == {**WHOLE[0], **FOREIGN}
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["x"]
