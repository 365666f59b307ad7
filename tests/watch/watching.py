"""Starts `lotproof watch` as a process of its own, and waits for what it says."""

from __future__ import annotations

import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from tests.cli.running import start

PATIENCE = 120.0  # seconds: for a machine that does ten other things


class Watched:
    """The program while it runs: its address, and what it said."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self.child, self.said = child, ""
        self.data = ""
        self._news = threading.Condition()
        for stream, name in ((child.stderr, "said"), (child.stdout, "data")):
            threading.Thread(target=self._hear, args=(stream, name), daemon=True).start()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.until(r"http://[^ ]*/ "))
        assert found is not None
        self.port, self.address = int(found[1]), found[0]

    def _hear(self, stream: Any, name: str) -> None:
        for line in stream:
            with self._news:
                setattr(self, name, getattr(self, name) + line)
                self._news.notify_all()

    def until(self, pattern: str, after: int = 0, of: str = "said") -> str:
        """Everything said once `pattern` is found in what came after the first `after` characters."""
        end = time.monotonic() + PATIENCE
        with self._news:
            while not re.search(pattern, getattr(self, of)[after:]):
                assert self.child.poll() is None and time.monotonic() < end, (
                    f"no {pattern} in: {self.said}{self.data}"
                )
                self._news.wait(0.2)
            return str(getattr(self, of))

    def built(self, name: str, times: int = 1) -> None:
        """Wait until the case was built so many times."""
        self.until(rf"(?s)(?:build/{name}: dossier.*?){{{times}}}", of="data")

    def get(self, path: str, method: str = "GET", **head: str) -> tuple[HTTPResponse, bytes]:
        """The answer to a request, its head given with _ for -."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(
                method, path, headers={key.replace("_", "-"): value for key, value in head.items()}
            )
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()


@contextmanager
def watching(root: Path, *arguments: str) -> Iterator[Watched]:
    """`lotproof watch --port 0` in `root`; interrupted at the end, and then it leaves with 130 and no trace."""
    child = start("watch", "--port", "0", *arguments, cwd=root)
    try:
        watched = Watched(child)
        yield watched
        child.send_signal(signal.SIGINT)
        assert child.wait(PATIENCE) == 130
        assert "Traceback" not in watched.said
    finally:
        child.kill()
        child.wait()
        for stream in (child.stdout, child.stderr):
            assert stream is not None
            stream.close()
