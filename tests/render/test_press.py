"""Photos and layouts in children: the same bytes as without, and nothing that never ends or eats the machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from lotproof.render import pdf, photos, press
from lotproof.render.darkroom import darkroom
from lotproof.render.limited import ChildBroke, Stopped, Worker
from lotproof.render.photos import PhotoUnreadable
from lotproof.render.press import LayoutStopped
from lotproof.seal.digest import sha256_file

HEAD = '<!doctype html><html lang="en"><head><title>x</title></head><body><h1>确认 yes</h1>'
PAGE = f'{HEAD}<img src="a.png" alt="a"></body></html>'
ENDLESS = HEAD + "<p>one of very many lines</p>" * 200_000


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind)
    return out.getvalue()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out.pdf").write_bytes(b"what was there before" * 10_000)
    return tmp_path / "out.pdf"


def test_a_page_from_the_press_is_the_same_to_the_byte(out: Path, tmp_path: Path) -> None:
    then, photo = datetime(2026, 8, 1, tzinfo=UTC), tmp_path / "photo.jpg"
    photo.write_bytes(picture())
    attachments = [
        pdf.Embedded("a.txt", "Words", b"words", "Source", then, then),
        pdf.Embedded("b.jpg", "A photo", photo, "Source", then, then, sha256=sha256_file(photo)),
    ]
    given = {"files": {"a.png": picture("PNG")}, "attachments": attachments, "identifier": b"x"}
    direct, made = pdf.write_pdf(PAGE, **given), []  # type: ignore[arg-type]
    for _ in range(2):
        laid = press.print_to(out, PAGE, **given)  # type: ignore[arg-type]
        assert (laid.pages, laid.anchors) == (direct.pages, direct.anchors)
        made.append(out.read_bytes())
    assert made == [direct.data] * 2


def test_an_original_that_changed_is_not_embedded(out: Path, tmp_path: Path) -> None:
    then, photo = datetime(2026, 8, 1, tzinfo=UTC), tmp_path / "photo.jpg"
    photo.write_bytes(picture())
    other = pdf.Embedded("b.jpg", "A photo", photo, "Source", then, then, sha256="0" * 64)
    with pytest.raises(ValueError, match=r"b\.jpg was changed while it was being embedded"):
        press.print_to(out, HEAD, files={}, attachments=[other], identifier=b"x")


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        press.print_to(tmp_path / "none.pdf", HEAD, files={}, attachments=[], identifier=b"x")


def test_what_stops_a_page_is_told_as_without_a_press(out: Path) -> None:
    given = {"attachments": [], "identifier": b"x"}
    with pytest.raises(pdf.RenderFailed) as refused:
        press.print_to(out, PAGE, files={}, **given)  # type: ignore[arg-type]
    assert "no such file was given" in refused.value.reasons[0]
    assert not isinstance(refused.value, LayoutStopped)
    with pytest.raises(pdf.EnvironmentLacking, match="LOTPROOF_LAYOUT_SECONDS must be a whole number"):
        os.environ["LOTPROOF_LAYOUT_SECONDS"] = "-1"
        try:
            press.print_to(out, PAGE, files={}, **given)  # type: ignore[arg-type]
        finally:
            del os.environ["LOTPROOF_LAYOUT_SECONDS"]


def test_a_layout_that_does_not_end_is_ended(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTPROOF_LAYOUT_SECONDS", "2")
    began = time.monotonic()
    with pytest.raises(LayoutStopped, match="ended after 2 seconds"):
        press.print_to(out, ENDLESS, files={"a.png": picture("PNG")}, attachments=[], identifier=b"x")
    assert time.monotonic() - began < 20
    monkeypatch.delenv("LOTPROOF_LAYOUT_SECONDS")
    assert (
        press.print_to(out, PAGE, files={"a.png": picture("PNG")}, attachments=[], identifier=b"x").pages == 1
    )


def test_a_layout_that_eats_memory_is_ended(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTPROOF_LAYOUT_MEGABYTES", "450")
    with pytest.raises(LayoutStopped, match="more than 450 MB of memory"):
        press.print_to(out, ENDLESS, files={"a.png": picture("PNG")}, attachments=[], identifier=b"x")


def test_photos_come_out_the_same_and_their_children_end() -> None:
    with darkroom(2) as room:
        for data in (picture(), picture("PNG"), picture("WEBP", (3000, 20))):
            assert room.upright_copy(data) == photos.upright_copy(data)
        with pytest.raises(PhotoUnreadable, match="not a JPEG"):
            room.upright_copy(b"text")
        children = [worker._process for worker in room._all if worker._process]
        assert children
    assert all(child.returncode == 0 for child in children)


def test_a_photo_that_takes_too_long_is_ended_and_the_next_is_shown() -> None:
    with darkroom(1) as room:
        with pytest.raises(PhotoUnreadable, match="not decoded within 0 seconds"):
            room.upright_copy(picture(), seconds=0)
        assert room.upright_copy(picture()).width == 40


def test_a_crash_of_a_decoder_is_one_photo_less() -> None:
    with darkroom(1) as room:
        room.upright_copy(picture())
        process = room._all[0]._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        threading.Timer(0.3, os.kill, (process.pid, signal.SIGSEGV)).start()
        threading.Timer(0.4, os.kill, (process.pid, signal.SIGCONT)).start()
        with pytest.raises(PhotoUnreadable, match="crashed its decoder"):
            room.upright_copy(picture())
        assert room.upright_copy(picture()).width == 40


def test_memory_has_an_end() -> None:
    worker = Worker("photo", memory=400 * 1024 * 1024)
    told, _ = worker.ask({"max_side": 1500}, [picture("PNG", (12_000, 8_000))], seconds=60)
    assert "memory" in told["problem"]
    assert "problem" not in worker.ask({"max_side": 1500}, [picture()], seconds=60)[0]
    worker.close()


def test_a_mistake_of_ours_in_a_child_is_told_and_an_unready_one_too() -> None:
    worker = Worker("photo", memory=1 << 31)
    with pytest.raises(ChildBroke, match="KeyError"):
        worker.ask({}, [picture()], seconds=60)
    worker.close()
    with pytest.raises(Stopped, match="crash"):
        Worker("no such job", memory=1 << 31).ask({}, [], seconds=60)


REFUSED = """
import sys; sys.path.insert(0, sys.argv[1])
import limited_child, socket, subprocess, os
sys.addaudithook(limited_child._refuse)
tried = 0
for act in (lambda: socket.create_connection(("127.0.0.1", 9)), lambda: socket.getaddrinfo("a.example", 80),
            lambda: subprocess.Popen(["true"]), lambda: os.system("true"), os.fork,
            lambda: os.execv("/bin/true", ["true"])):
    try:
        act()
    except PermissionError:
        tried += 1
print(tried)
"""


def test_a_child_may_not_use_the_network_or_start_programs() -> None:
    folder = Path(press.__file__).parent
    done = subprocess.run([sys.executable, "-c", REFUSED, str(folder)], capture_output=True, text=True)
    assert done.stdout == "6\n", done.stderr


BUSY = """
import time
from lotproof.render.limited import Worker
worker = Worker("photo", memory=1 << 32)
process = worker._running()
print(process.pid, flush=True)
time.sleep(60)
"""


def test_a_child_does_not_outlive_a_parent_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 10
    while alive(child):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def alive(process: int) -> bool:
    """Whether it still runs; one that ended and was not asked for yet does not."""
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return listed.stdout.strip()[:1] not in ("", "Z")
