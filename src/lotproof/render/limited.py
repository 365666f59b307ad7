"""A process of its own for work on what a stranger made: it may take so long and so much memory, then it is ended.

Why: no library can promise that a picture or a layout ends, so the promise is made from outside, by the operating
system; a process that stays warm makes it cost next to nothing.
"""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

CHILD = Path(__file__).with_name("limited_child.py")
GRACE = 2  # seconds for a child that was told to go
_OUT_OF_TIME = {-getattr(signal, "SIGXCPU", 0)} - {0}

Cause = Literal["time", "memory", "crash"]


class Stopped(Exception):  # noqa: N818
    """The work was ended before it was done, and why."""

    def __init__(self, cause: Cause) -> None:
        self.cause: Cause = cause
        super().__init__(cause)


class ChildBroke(Exception):  # noqa: N818
    """A mistake of ours in the child; the message is its traceback."""


class Worker:
    """One child process that does one `job` of `limited_child.JOBS`, started when first asked and kept warm.

    A child that was stopped is replaced at the next question. `memory` is in bytes (Linux: of address space;
    where the system has no such limit, the wall clock alone holds).
    """

    def __init__(self, job: str, *, memory: int) -> None:
        self._job, self._memory = job, memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def ask(
        self, order: Mapping[str, Any], blobs: Sequence[bytes], *, seconds: int
    ) -> tuple[dict[str, Any], tuple[bytes, ...]]:
        """What the job answers to `order` and `blobs` within `seconds` of wall clock and of processor time.

        Raises Stopped, and ChildBroke for what the job itself did not expect. Questions wait for each other.
        """
        with self._lock:
            process = self._running()
            late = threading.Event()

            def end() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(seconds, end)
            timer.daemon = True
            timer.start()
            try:
                answer = self._talk(process, {**order, "seconds": seconds}, blobs)
            except (EOFError, OSError):
                raise Stopped(self._cause(process, late.is_set())) from None
            except BaseException:  # an interrupt: the child must not go on alone
                process.kill()
                self._gone(process)
                raise
            finally:
                timer.cancel()
        told, images = answer
        if "stopped" in told:
            raise Stopped("memory")
        if "broke" in told:
            raise ChildBroke(told["broke"])
        return told, images

    def break_off(self) -> None:
        """End the child without waiting for the question it is at: whoever asked is told Stopped."""
        process = self._process
        if process is not None and self._owner == os.getpid():
            process.kill()

    def close(self) -> None:
        """End the child, if there is one of this process's own."""
        with self._lock:
            process = self._process
            if process is None or self._owner != os.getpid():
                return
            assert process.stdin is not None
            with contextlib.suppress(OSError):
                process.stdin.close()
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
            self._gone(process)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._owner == os.getpid():  # a fork has no child of its own
            if self._process.poll() is None:
                return self._process
            self._gone(self._process)
        self._scratch = tempfile.TemporaryDirectory(prefix="lotproof-", ignore_cleanup_errors=True)
        here = Path(__file__).parents[2]
        start = {
            # -S and the parent's own path: the child finds the same packages and runs no site customisation
            "path": [str(here), *(entry for entry in sys.path if Path(entry).is_absolute())],
            "job": self._job,
            "memory": self._memory,
            "parent": os.getpid(),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(CHILD), json.dumps(start)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"TMPDIR": self._scratch.name},
        )
        if self._owner != os.getpid():
            self._owner = os.getpid()
            atexit.register(self.close)
        return self._process

    def _talk(
        self, process: subprocess.Popen[bytes], order: Mapping[str, Any], blobs: Sequence[bytes]
    ) -> tuple[dict[str, Any], tuple[bytes, ...]]:
        assert process.stdin is not None and process.stdout is not None
        head = json.dumps({**order, "lengths": [len(blob) for blob in blobs]})
        process.stdin.write(head.encode() + b"\n")
        for blob in blobs:
            process.stdin.write(blob)
        process.stdin.flush()
        line = process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        told = json.loads(line)
        images = tuple(process.stdout.read(length) for length in told.get("lengths", ()))
        if [len(image) for image in images] != told.get("lengths", []):
            raise EOFError
        return told, images

    def _cause(self, process: subprocess.Popen[bytes], late: bool) -> Cause:
        process.kill()
        code = process.wait()
        self._gone(process)
        return "time" if late or code in _OUT_OF_TIME else "crash"

    def _gone(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process = None
        if self._scratch is not None:
            self._scratch.cleanup()
