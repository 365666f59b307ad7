"""Originals made to do harm: each is registered, shown or said not to be, and the rest of the case is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from .making import Ran, build, manifest_holds, run, sound, with_exhibits, without_our_script


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of grey, as small as its size allows, with further chunks before the picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    data = zlib.compress(bytes((1 + width) * height) if width * height < 1_000_000 else bytes(17_000))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [
        chunk(b"IHDR", head),
        *(chunk(*one) for one in chunks),
        chunk(b"IDAT", data),
        chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def saved(kind: str, frames: int = 1, **options: object) -> bytes:
    out = BytesIO()
    image = Image.new("RGB", (60, 40), "red")
    more = [Image.new("RGB", (60, 40), (n % 256, 0, 0)) for n in range(frames - 1)]
    image.save(out, kind, **({"save_all": True, "append_images": more} if more else {}), **options)
    return out.getvalue()


def pdf(**how: object) -> bytes:
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 100))
    if "size" in how:
        made.pages[0].MediaBox = [0, 0, how["size"], how["size"]]
    if "script" in how:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    out = BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner="o", user="u") if "locked" in how else False)
    return out.getvalue()


BOMB = zlib.compress(bytes(60_000_000), 9)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="file:///etc/passwd"/></svg>'

# name: kind, content, words of the finding that says why it is not shown (None: it is shown, or needs no showing)
TRIALS: dict[str, tuple[str, bytes, str | None]] = {
    "huge.png": ("photo", png(30_000, 30_000), "at most 100000000 are decoded"),
    "wide.png": ("photo", png(2_000_000_000, 1), "pixels"),
    "zero.png": ("photo", png(0, 10), "damaged"),
    "text.png": ("photo", png(60, 40, (b"zTXt", b"Comment\0\0" + BOMB)), "damaged"),
    "profile.png": ("photo", png(60, 40, (b"iCCP", b"x\0\0" + BOMB)), "damaged"),
    "exif.png": ("photo", png(60, 40, (b"eXIf", b"MM\0*\0\0\0\x08" + b"\xff" * 60_000)), None),
    "lies.jpg": (
        "photo",
        saved("JPEG")[:163] + struct.pack(">HH", 65_000, 65_000) + saved("JPEG")[167:],
        "at most",
    ),
    "cut.jpg": ("photo", saved("JPEG")[:300], "damaged or cut off"),
    "frames.webp": ("photo", saved("WEBP", 40), None),
    "frames.gif": ("photo", saved("GIF", 40), "not from .gif"),
    "pages.tiff": ("photo", saved("TIFF", 40), "not from .tiff"),
    "gif.jpg": ("photo", saved("GIF"), "not a JPEG"),
    "drawing.svg": ("photo", SVG, "not from .svg"),
    "drawing.jpg": ("photo", SVG, "not a JPEG"),
    "page.jpg": ("photo", b"<!doctype html><script>alert(1)</script>", "not a JPEG"),
    "locked.pdf": ("quote", pdf(locked=True), "password"),
    "script.pdf": ("quote", pdf(script=True), None),
    "wall.pdf": ("quote", pdf(size=288_000), None),
    "cut.pdf": ("quote", pdf()[:200], "cut off"),
    "page.pdf": ("quote", b"<!doctype html><p>not a PDF", "web page"),
    "both.pdf": ("quote", b"GIF89a" + pdf() + b"<script>alert(1)</script>", None),
    "packed.zip": ("other", b"PK\x03\x04" + bytes(200), None),
    "run.html": ("other", b"<script>alert(1)</script>", None),
    "CON.txt": ("other", b"a name of Windows", None),
    "\u7167\u7247 (1).txt": ("other", b"a name of two scripts", None),
    "n" * 240 + ".txt": ("other", b"a long name", None),
}


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    root = tmp_path_factory.mktemp("originals")
    folder = sound(root)
    with_exhibits(folder, {name: (kind, data) for name, (kind, data, _) in TRIALS.items()})
    return root / "build" / "sound", build(root)


def test_the_case_is_built_whole(tried: tuple[Path, Ran]) -> None:
    built, ran = tried
    assert ran.out.startswith("build/sound: dossier.pdf"), ran.err
    manifest_holds(built)


@pytest.mark.parametrize("name", TRIALS)
def test_each_is_shown_or_said_not_to_be(tried: tuple[Path, Ran], name: str) -> None:
    import re

    number = list(TRIALS).index(name) + 1
    said = [line for line in tried[1].err.splitlines() if f"EXHIBIT_NOT_SHOWN: X{number} " in line]
    reason = TRIALS[name][2]
    if reason is None:
        assert said == []
    else:
        assert len(said) == 1 and re.search(reason, said[0]), said


def test_what_is_active_is_embedded_as_a_file_and_never_shown(tried: tuple[Path, Ran]) -> None:
    with pikepdf.open(tried[0] / "dossier.pdf") as dossier:
        embedded = {
            hashlib.sha256(spec.get_file().read_bytes()).hexdigest() for spec in dossier.attachments.values()
        }
        assert "/OpenAction" not in dossier.Root and "/AA" not in dossier.Root
    for name in ("script.pdf", "drawing.svg", "huge.png"):
        assert hashlib.sha256(TRIALS[name][1]).hexdigest() in embedded
    assert "<script" not in without_our_script((tried[0] / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("name", ["evidence", "log"])
def test_a_linked_folder_of_a_case_gives_nothing_away(tmp_path: Path, name: str) -> None:
    folder = sound(tmp_path)
    away = shutil.move(folder / name, tmp_path / "away")
    (folder / name).symlink_to(away)
    ran = run(tmp_path, "check", "sound")
    assert "LINK" in ran.out


def test_a_linked_build_folder_is_not_written_through(tmp_path: Path) -> None:
    sound(tmp_path)
    (tmp_path / "away").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / "away")
    assert "OUTPUT_REFUSED" in build(tmp_path).err
    assert list((tmp_path / "away").iterdir()) == []


@pytest.mark.parametrize("target", ["/etc/hostname", "/dev/zero", "../../../secret", "pipe"])
def test_an_original_that_is_a_link_a_device_or_a_pipe_is_refused(tmp_path: Path, target: str) -> None:
    folder = sound(tmp_path)
    (tmp_path / "secret").write_text("canary")
    order = folder / "evidence" / "order.txt"
    order.unlink()
    if target == "pipe":
        os.mkfifo(order)
    else:
        order.symlink_to(target)
    ran = run(tmp_path, "check", "sound")
    assert ran.code == 1
    assert "EXHIBIT_LINK" in ran.out or "EXHIBIT_NOT_REGULAR" in ran.out


def test_a_second_name_of_a_file_is_read_as_the_file_it_is(tmp_path: Path) -> None:
    """A hard link cannot be told from a file; its digest is what is registered, and nothing is ever written to it."""
    folder = sound(tmp_path)
    outside = tmp_path / "outside.txt"
    os.link(folder / "evidence" / "order.txt", outside)
    before = outside.read_bytes()
    assert run(tmp_path, "check", "sound").code == 0
    assert outside.read_bytes() == before


def test_ten_thousand_files_are_looked_at_in_bounded_time(tmp_path: Path) -> None:
    folder = sound(tmp_path)
    for number in range(10_050):
        (folder / "evidence" / f"{number}.bin").touch()
    ran = run(tmp_path, "check", "sound", "--format", "concise")
    assert "EVIDENCE_TOO_LARGE" in ran.out
    assert len(ran.out.splitlines()) < 1_000


def test_git_of_a_stranger_runs_nothing(tmp_path: Path) -> None:
    """The repository names programs for whatever git may run; a check and a build run none of them."""
    import subprocess

    folder = sound(tmp_path)
    mark = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    program.chmod(0o755)
    who = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@a",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@a",
    }

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", *arguments], cwd=tmp_path, env=os.environ | who, check=True, capture_output=True
        )

    git("init", "-q")
    git("add", "cases")
    git("commit", "-q", "-m", "x")
    hooks = tmp_path / ".git" / "hooks"
    for name in ("post-index-change", "pre-commit", "fsmonitor-watchman"):
        shutil.copy(program, hooks / name)
    for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external", "core.askPass",
                "filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.x.textconv", "diff.x.command",
                "gpg.program", "credential.helper", "alias.status", "alias.log"):  # fmt: skip
        git("config", key, str(program))
    git("config", "log.showSignature", "true")
    (tmp_path / ".gitattributes").write_text("* filter=x diff=x\n")
    (folder / "findings.md").write_text("Changed.\n")
    outside = dict.fromkeys(("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_CONFIG_VALUE_0"), str(program))
    outside |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor"}
    assert run(tmp_path, "check", "sound", **outside).code in (0, 1)
    assert build(tmp_path, **outside).out.startswith("build/sound: ")
    assert not mark.exists()
