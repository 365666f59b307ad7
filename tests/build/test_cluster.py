"""A real Dask scheduler with two workers, one of them lost on the way: the bytes are those of a build at home."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from lotproof.build import parcel
from lotproof.build.ground import tool_parts
from lotproof.build.task import Order

SOUND = Path(__file__).parents[1] / "cases" / "sound"
CASES = ("one", "three", "two")
SECRET = "walk-away-canary-7731"
GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false")
PATIENCE = 180


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lotproof", "build", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=PATIENCE, check=False)


def workspace(root: Path) -> Path:
    """Three cases in git, one of them with what stays in the house, and a company's own settings."""
    for name in CASES:
        shutil.copytree(SOUND, root / "cases" / name, ignore=shutil.ignore_patterns("expected.txt"))
        (root / "cases" / name / "findings.md").write_text(f"Case {name}.\n", "utf-8")
    (root / "cases" / "two" / "private.yaml").write_text(f"leverage: [{SECRET}]\n", "utf-8")
    (root / "lotproof.yaml").write_text("paper: letter\n", "utf-8")
    (root / ".gitignore").write_text("/build/\n", "utf-8")
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "cases")):
        subprocess.run([*GIT, *command], cwd=root, check=True)
    return root


def outputs(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root / "build").as_posix(): path.read_bytes()
        for path in sorted((root / "build").rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


class Cluster:
    """A scheduler and workers on the loopback, each worker in a group and with scratch files of its own."""

    def __init__(self, place: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.place, self.address = place, f"tcp://127.0.0.1:{port}"
        self.processes = [
            self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        ]
        self.scratch: list[Path] = []

    def _start(self, what: str, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        here = self.place / what / str(len(more))
        here.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen([sys.executable, "-m", "dask", what, *arguments], cwd=here,
                                env=os.environ | more, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                start_new_session=True)  # fmt: skip

    def worker(self, **more: str) -> None:
        scratch = self.place / f"scratch-{len(self.scratch)}"
        scratch.mkdir()
        self.scratch.append(scratch)
        self.processes.append(self._start(
            "worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1",
            "--local-directory", str(self.place / f"local-{len(self.scratch)}"), "--death-timeout", "60",
            TMPDIR=str(scratch), **more))  # fmt: skip

    def kill_a_busy_worker(self, build: subprocess.Popen[str]) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            for process, scratch in zip(self.processes[1:], self.scratch, strict=True):
                if any(name.name.startswith("lotproof-") for name in scratch.iterdir()):
                    time.sleep(0.5)  # well into the case
                    os.killpg(process.pid, signal.SIGKILL)
                    return
            assert time.monotonic() < deadline and build.poll() is None
            time.sleep(0.02)

    def end(self) -> None:
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def cluster(place: Path) -> Iterator[Cluster]:
    made = Cluster(place)
    try:
        yield made
    finally:
        made.end()


def test_a_worker_lost_on_the_way_changes_no_byte(tmp_path: Path) -> None:
    root = workspace(tmp_path / "desk")
    with cluster(tmp_path / "net") as net:
        net.worker()
        net.worker()
        command = [sys.executable, "-m", "lotproof", "build", "--cluster", net.address]
        with subprocess.Popen(
            command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            net.kill_a_busy_worker(process)
            told, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        there = outputs(root)
        lines = [line.partition(":")[0] for line in told.splitlines()]
        assert lines == [f"build/{name}" for name in CASES]
        sent = [path for scratch in net.scratch for path in scratch.rglob("*") if path.name == "private.yaml"]
        assert not sent
        # what was built there is fresh here, so that nobody need be asked
        again = run(root, "--cluster", "tcp://127.0.0.1:9")
        assert [line.rpartition(": ")[2] for line in again.stdout.splitlines()] == ["fresh"] * 3, again.stderr
    shutil.rmtree(root / "build")
    home = run(root, "--jobs", "0")
    assert home.returncode == 0, home.stderr
    assert outputs(root) == there
    assert home.stdout == told


def order(root: Path, name: str = "two") -> Order:
    return Order(str(root), str(root / "cases" / name), None, ("bank",), {}, (False, False), str(root), "x")


def test_what_is_private_is_in_no_parcel(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "cases" / "two" / "accepted.yaml").write_text(f"[]  # {SECRET}\n", "utf-8")
    (root / "build" / "two" / "internal").mkdir(parents=True)
    (root / "build" / "two" / "internal" / "brief.html").write_text(SECRET, "utf-8")
    packed = parcel.pack(order(root), {}, (None, False))
    assert packed is not None
    sent, contents = packed
    assert not sent.order.inside and "cases/two/case.yaml" in sent.files and "lotproof.yaml" in sent.files
    assert not [name for name in sent.files if "private" in name or "accepted" in name or "internal" in name]
    assert not [data for data in contents.values() if SECRET.encode() in data] and SECRET not in repr(sent)
    assert str(root) not in repr(replace(sent))


def test_what_cannot_be_sent_is_built_at_home(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    os.mkfifo(root / "cases" / "two" / "evidence" / "pipe.pdf")
    assert parcel.pack(order(root), {}, (None, False)) is None


def test_a_worker_with_another_program_builds_nothing(tmp_path: Path) -> None:
    packed = parcel.pack(order(workspace(tmp_path)), {}, (None, False))
    assert packed is not None
    tools = {**tool_parts(), "the libraries": "others"}
    assert parcel.build(*packed, tools, 60) == parcel.Answer(differs=("the libraries",))


def test_a_content_that_is_not_the_one_sent_is_refused(tmp_path: Path) -> None:
    packed = parcel.pack(order(workspace(tmp_path)), {}, (None, False))
    assert packed is not None
    sent, contents = packed
    with pytest.raises(ValueError, match="a file changed on its way"):
        parcel.build(sent, {digest: data + b" " for digest, data in contents.items()}, tool_parts(), 60)


def answer(harm: str) -> parcel.Answer:
    from lotproof.seal.digest import sha256_bytes

    files = {"car.pdf": b"%PDF", "internal/brief.pdf": b"%PDF"}
    source = ("f" if harm == "source" else "a") * 64
    list_ = f"{source}  ../../cases/two/case.yaml\n{sha256_bytes(b'%PDF')}  car.pdf\n"
    own = f"{sha256_bytes(b'%PDF')}  brief.pdf\n"
    files |= {"manifest-sha256.txt": list_.encode(), "internal/manifest-sha256.txt": own.encode()}
    names = list(files)
    if harm == "bytes":
        files["car.pdf"] = b"%PDX"
    elif harm == "inside":
        files["internal/brief.pdf"] = b"%PDX"
    elif harm == "more":
        files["../../x"] = b"x"
        names.append("../../x")
    elif harm == "less":
        del files["car.pdf"]
    elif harm == "list":
        files["manifest-sha256.txt"] = b"?"
    return parcel.Answer({"files": dict.fromkeys(names, 0)}, files)


@pytest.mark.parametrize("harm", ["bytes", "inside", "more", "less", "list", "source"])
def test_what_comes_back_is_held_to_its_list(tmp_path: Path, harm: str) -> None:
    sent = parcel.Parcel(order(tmp_path), {"cases/two/case.yaml": "a" * 64}, {})
    whole = answer("")
    assert parcel.checked(sent, whole) == whole.files
    with pytest.raises(parcel.Damaged):
        parcel.checked(sent, answer(harm))


def test_a_scheduler_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path)
    monkeypatch.setenv("LOTPROOF_CLUSTER_SECONDS", "1")
    done = run(root, "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in done.stderr and "dask scheduler" in done.stderr


def test_without_dask_the_extra_is_named(tmp_path: Path) -> None:
    root, hidden = workspace(tmp_path / "desk"), tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "distributed.py").write_text("raise ModuleNotFoundError\n", "utf-8")
    command = [sys.executable, "-m", "lotproof", "build", "--cluster", "tcp://127.0.0.1:9"]
    path = os.pathsep.join(filter(None, (str(hidden), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 2 and "pip install 'lotproof[cluster]'" in done.stderr, done.stderr


@pytest.mark.parametrize(("arguments", "said"), [
    (("--cluster", "http://a:1"), "tcp://HOST:PORT"),
    (("--cluster", "tcp://127.0.0.1:9", "--jobs", "2"), "name one of them"),
])  # fmt: skip
def test_a_slip_is_said(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(workspace(tmp_path), *arguments)
    assert done.returncode == 2 and said in done.stderr
