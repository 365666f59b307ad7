"""What is fuzzed and when it is broken: any bytes in any file a person or a stranger gives become findings.

Why one oracle for all: no exception, every place within its file, words fit to be shown, the same twice.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from lotproof.case.finding import Finding
from lotproof.read.case import read_case
from lotproof.read.mail import parse_mail
from lotproof.read.tree import read_tree
from lotproof.read.yaml_file import decode

SOUND = Path(__file__).parents[1] / "cases" / "sound"
SECONDS = 10.0  # one input of at most 64 kB on a slow machine; a sound one takes a hundredth of a second
FILES = {"case": "case.yaml", "register": "evidence.yaml", "front": "log/2026-08-13-0915-car.md"}
PIECES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"&a ", b"*a", b"<<: *a", b"!!python/name:x ", b"? ", b"- ",
    b"---\n", b"...\n", b"%YAML 9.9\n", b"{", b"}", b"[", b"]", b"|\n", b">\n", b"'", b'"', b"\\u202e", b"\t", b": ",
    b"9" * 40, b"1e999999", b"0o17", b"-0", b"2026-02-30", b"=?utf-8?b?4oCu?=", b"\r\n\r\n", b"Content-Type: ",
    b"multipart/mixed; boundary=x", b"--x\r\n", b"../", b"evidence/", b"lotproof: 1\n", b"id: E1\n",
)  # fmt: skip

Break = str | None


def seeds(kind: str) -> list[bytes]:
    if kind == "mail":
        return [(SOUND / "evidence" / "car.eml").read_bytes()]
    return [(SOUND / FILES.get(kind, "case.yaml")).read_bytes()]


def tree(data: bytes) -> Break:
    """YAML alone: text into a tree."""
    text, wrong = decode(data, "case.yaml")
    if text is None:
        return _placed(wrong, {"case.yaml": data})
    root, found = read_tree(text, "case.yaml")
    if read_tree(text, "case.yaml") != (root, found):
        return "read again it gives something else"
    if root is None and not found and text.strip(" \n#-.") and not _only_comments(text):
        return "no tree and no finding"
    return _placed((*wrong, *found), {"case.yaml": data})


def mail(data: bytes) -> Break:
    """An e-mail: bytes into words."""
    found = parse_mail(data)
    shown = [found.subject, found.sender, found.to, *(a.name for a in found.attachments), *found.defects]
    if not all(text.isprintable() for text in shown):
        return "a header holds what cannot be shown"
    return None if parse_mail(data) == found else "read again it gives something else"


def in_case(file: str) -> Callable[[bytes], Break]:
    """A file of a sound case: bytes into findings on the whole folder."""

    def check(data: bytes) -> Break:
        with TemporaryDirectory() as name:
            folder = Path(name) / "psi-1"
            for path in SOUND.rglob("*"):
                if path.is_file() and path.name != "expected.txt":
                    to = folder / path.relative_to(SOUND)
                    to.parent.mkdir(parents=True, exist_ok=True)
                    to.write_bytes(data if path.relative_to(SOUND).as_posix() == file else path.read_bytes())
            case, found = read_case(folder)
            if read_case(folder) != (case, found):
                return "read again it gives something else"
            if case is None and not any(finding.severity == "error" for finding in found):
                return "no case and no error"
            return _placed(found, {file: data})

    return check


TARGETS: dict[str, Callable[[bytes], Break]] = {
    "yaml": tree,
    "mail": mail,
    **{kind: in_case(file) for kind, file in FILES.items()},
}


def broken(kind: str, data: bytes) -> Break:
    """Why the input breaks what was promised, or None."""
    began = time.monotonic()
    try:
        why = TARGETS[kind](data)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return why or ("it takes too long" if time.monotonic() - began > SECONDS else None)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The input with one to six pieces put in, taken out, doubled or turned."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randint(0, len(made)), chance.randint(1, 40)
        how = chance.randrange(5)
        if how == 0:
            made[at:at] = chance.choice(PIECES)
        elif how == 1:
            del made[at : at + length]
        elif how == 2:
            made[at:at] = made[at : at + length] * chance.randint(1, 30)
        elif how == 3 and made:
            made[at % len(made)] = chance.randrange(256)
        else:
            made[at : at + length] = chance.choice(PIECES) * chance.randint(1, 20)
    return bytes(made[:65_536])


def _placed(findings: tuple[Finding, ...], files: dict[str, bytes]) -> Break:
    for finding in findings:
        if not (finding.message + finding.place.file).isprintable():
            return f"{finding.code} cannot be shown on one line"
        data = files.get(finding.place.file)
        if data is None or finding.place.line is None:
            continue
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        # YAML alone takes three more characters for line ends, so it may count more lines, never fewer
        most = len(lines) + sum(text.count(char) for char in "\x85\u2028\u2029") + 1
        if not 1 <= finding.place.line <= most:
            return f"{finding.code} is placed on line {finding.place.line} of {len(lines)}"
    return None


def _only_comments(text: str) -> bool:
    return all(
        line.strip().startswith(("#", "%", "---", "...")) or not line.strip() for line in text.split("\n")
    )
