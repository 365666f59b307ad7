"""Chromium without a window, driven over its debugging pipe: pages from disk, keys, sizes, pictures.

Why a pipe: it needs no port, no driver program and no package, so a browser test asks for nothing but the browser.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
OPTIONS: Final = (
    "--headless",
    "--no-sandbox",  # a test may run as root in a container, and loads its own files alone
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--remote-debugging-pipe",
)
AS_3_AND_4: Final = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3],"
    " sys.argv[3:])"
)
KEYS: Final = {
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    "Tab": ("Tab", 9, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "Home": ("Home", 36, ""),
    "End": ("End", 35, ""),
    " ": ("Space", 32, " "),
}


def lacking() -> str | None:
    """What this machine lacks to open pages in a browser, in one line; None when it lacks nothing."""
    if _program() is not None:
        return None
    return "no Chromium: apt-get install -y --no-install-recommends chromium"


def _program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@dataclass
class Page:
    """One tab. `problems` collects what scripts threw and the console said, `asked` every address asked for."""

    _into: Any
    _from: Any
    _session: str = ""
    _number: int = 0
    problems: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    _loaded: int = 0

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the browser answers to a command of its protocol. Raises RuntimeError with its own words."""
        self._number += 1
        wanted = self._number
        message = {"id": wanted, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._into.write(json.dumps(message).encode() + b"\0")
        self._into.flush()
        while True:
            answer = self._next()
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])

    def open(self, where: Path | str) -> None:
        """Go to a file or an address and wait until it is loaded."""
        address = where.absolute().as_uri() if isinstance(where, Path) else where
        before = self._loaded
        answer = self.send("Page.navigate", url=address)
        if "errorText" in answer:
            raise RuntimeError(f"{address}: {answer['errorText']}")
        if "loaderId" in answer:  # none: a fragment of the page that is open
            self.wait_loaded(before)

    def reload(self) -> None:
        before = self._loaded
        self.send("Page.reload")
        self.wait_loaded(before)

    def wait_loaded(self, before: int) -> None:
        while self._loaded == before:
            self._next()

    @property
    def loaded(self) -> int:
        """How many pages were loaded so far, to wait for one more."""
        return self._loaded

    def eval(self, script: str) -> Any:
        """The value of an expression in the page; a promise is awaited. Raises RuntimeError when it throws."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def wait(self, script: str, seconds: float = 20) -> Any:
        """The value of an expression once it is true. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while not (value := self.eval(script)):
            if time.monotonic() > deadline:
                raise TimeoutError(script)
            time.sleep(0.02)
        return value

    def size(self, width: int, height: int = 900) -> None:
        """The window in CSS pixels."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def look(self, scheme: str = "light", media: str = "") -> None:
        """The colours a reader prefers, light or dark; `media` print for paper."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.send("Emulation.setEmulatedMedia", media=media, features=features)

    def script(self, on: bool) -> None:
        """Whether pages opened from now on may run their scripts."""
        self.send("Emulation.setScriptExecutionDisabled", value=not on)

    def before(self, script: str) -> str:
        """Run `script` in every page opened from now on before its own. Returns what `forget` takes."""
        return str(self.send("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"])

    def forget(self, identifier: str) -> None:
        self.send("Page.removeScriptToEvaluateOnNewDocument", identifier=identifier)

    def press(self, *keys: str, modifiers: int = 0) -> None:
        """Press each key: one character, or a name such as ArrowDown. `modifiers`: Alt 1, Ctrl 2, Shift 8."""
        for key in keys:
            code, number, text = KEYS.get(key, ("", ord(key.upper()[0]), key))
            event = {
                "key": key,
                "code": code,
                "windowsVirtualKeyCode": number,
                "modifiers": modifiers,
                "text": text,
            }
            self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **event)
            self.send("Input.dispatchKeyEvent", type="keyUp", **event)

    def click(self, selector: str) -> None:
        """Press the mouse on the middle of the first element that fits, scrolled into view."""
        at = self.eval(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center', behavior: 'instant'});"
            " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", clickCount=1)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Write what is seen as PNG; with `whole` the page from top to bottom."""
        answer = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(answer["data"]))

    def read_aloud(self) -> list[tuple[str, str]]:
        """What a screen reader is told, in its order: (role, name) of every node that is not ignored."""
        self.send("Accessibility.enable")
        nodes = self.send("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in nodes
            if not node.get("ignored") and "role" in node
        ]

    def _next(self) -> dict[str, Any]:
        message = dict(json.loads(_until_nul(self._from)))
        told = message.get("params", {})
        match message.get("method"):
            case "Page.loadEventFired":
                self._loaded += 1
            case "Runtime.exceptionThrown":
                details = told["exceptionDetails"]
                self.problems.append(details.get("exception", {}).get("description") or details["text"])
            case "Runtime.consoleAPICalled":
                said = [str(one.get("value", one.get("description", ""))) for one in told["args"]]
                self.problems.append(f"console.{told['type']}: {' '.join(said)}")
            case "Log.entryAdded":
                self.problems.append(f"{told['entry']['source']}: {told['entry']['text']}")
            case "Network.requestWillBeSent":
                self.asked.append(told["request"]["url"])
        return message


@contextmanager
def chromium() -> Iterator[Page]:
    """A browser with one empty tab, ended with everything it wrote."""
    program = _program()
    if program is None:
        raise RuntimeError(lacking())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        commands, answers = os.pipe(), os.pipe()
        # above 10, so that neither is in the way of the other when they become 3 and 4, where the browser expects them
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (commands[0], answers[1])]
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                AS_3_AND_4,
                *map(str, ends),
                program,
                *OPTIONS,
                f"--user-data-dir={profile}",
            ],
            pass_fds=ends,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (commands[0], answers[1], *ends):
            os.close(end)
        with os.fdopen(commands[1], "wb") as into, os.fdopen(answers[0], "rb") as back:
            page = Page(into, back)
            try:
                target = page.send("Target.createTarget", url="about:blank")["targetId"]
                attached = page.send("Target.attachToTarget", targetId=target, flatten=True)
                page._session = attached["sessionId"]
                for domain in ("Page", "Runtime", "Log", "Network"):
                    page.send(f"{domain}.enable")
                yield page
            finally:
                child.terminate()
                child.wait(30)


def _until_nul(stream: Any) -> bytes:
    parts = []
    while True:
        waiting = stream.peek(1)
        if not waiting:
            raise RuntimeError("the browser has gone")
        end = waiting.find(b"\0")
        if end >= 0:
            parts.append(stream.read(end + 1)[:-1])
            return b"".join(parts)
        parts.append(stream.read(len(waiting)))
