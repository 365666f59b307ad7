"""The child of pdf_look.py: reads a PDF on stdin and writes what it holds to stdout as one JSON object.

Why: it runs alone with limits, so it imports nothing of lotproof and trusts nothing it reads.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

LISTS = 4_000_000  # bytes of an embedded manifest
NAMES = 100_000  # attachments and printed digests
# what a PDF of ours never holds: programs, and actions that reach out of the document
ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|SubmitForm|ImportData|GoToR|GoToE|Rendition|Movie|Sound|RichMedia|AA|OpenAction)"
    rb"(?![A-Za-z0-9])"
)
MANIFEST = "manifest-sha256.txt"
# How our pages list an embedded file: its name (a column may break it after a hyphen), then its digest.
LISTED = re.compile(
    r"(?<![A-Za-z0-9])(E\d{3,} (?:[A-Za-z0-9._]|-\s*){1,160}?"
    r"(?:\.[A-Za-z0-9]{1,5}(?=\s+[0-9a-f])|\.[A-Za-z0-9]{1,5}?))\s*((?:[0-9a-f]\s*){64})"
)


def limit(order: dict[str, Any]) -> None:
    """Limits of the operating system, set before a byte of the PDF is read; Windows has none of them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def inside(data: bytes) -> dict[str, Any]:
    """The structure, the attachments and the signatures of the PDF."""
    import pikepdf

    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        return {"problem": "it asks for a password."}
    except (pikepdf.PdfError, ValueError):
        return {"problem": "it is damaged and cannot be opened as a PDF."}
    with pdf:
        files, streams, listed = [], set(), None
        for key, item in pdf.attachments.items():
            content = item.get_file().read_bytes()
            streams.add(item.get_file().obj.objgen)
            shown = {str(item.obj[name]) for name in ("/F", "/UF") if name in item.obj}
            files.append([key, sorted(shown - {key}), len(content), hashlib.sha256(content).hexdigest()])
            if key == MANIFEST and len(content) <= LISTS:
                listed = content.decode("utf-8", "replace")
        active, hidden, signatures = set(), set(), 0
        for thing in pdf.objects:
            stream = isinstance(thing, pikepdf.Stream)
            if not stream and not isinstance(thing, (pikepdf.Dictionary, pikepdf.Array)):
                continue
            told = thing.stream_dict.unparse(resolved=True) if stream else thing.unparse(resolved=True)
            # names only: what stands in a text may say anything
            active |= {word.decode() for word in ACTIVE.findall(_without_texts(told))}
            if stream and thing.get("/Type") == "/EmbeddedFile" and thing.objgen not in streams:
                hidden.add(thing.objgen)
            if isinstance(thing, pikepdf.Dictionary) and not stream:
                signatures += "/ByteRange" in thing and "/Contents" in thing
        active -= _harmless(pdf)
        return {
            "files": files[:NAMES],
            "list": listed,
            "hidden": len(hidden),
            "active": sorted(active),
            "signatures": signatures,
            "encrypted": bool(pdf.is_encrypted),
            "updated": "/Prev" in pdf.trailer,
            "warnings": [str(word)[:200] for word in (*pdf.get_warnings(), *pdf.check_pdf_syntax())][:5],
        }


def _without_texts(told: bytes) -> bytes:
    """An object as PDF syntax with its strings emptied (ISO 32000-1:2008, 7.3.4)."""
    return re.sub(rb"\((?:[^()\\]|\\.)*\)|<(?!<)[0-9a-fA-F\s]*>", b"()", told, flags=re.S)


def _harmless(pdf: Any) -> set[str]:
    """An /OpenAction that only says on which page to begin is none."""
    action = pdf.Root.get("/OpenAction")
    if action is None:
        return set()
    kind = type(action).__name__
    return (
        {"OpenAction"} if kind == "Array" or (kind != "Array" and str(action.get("/S")) == "/GoTo") else set()
    )


def printed(data: bytes, known: set[str]) -> dict[str, Any]:
    """The number of pages, which of the `known` digests each prints, and the names that stand before a digest of none.

    A digest may be broken over the lines of a narrow column, and nothing may part it from the name before it.
    """
    import pypdfium2

    digests: list[list[Any]] = []
    strangers: list[list[Any]] = []
    pdf = pypdfium2.PdfDocument(data)
    for number in range(len(pdf)):
        text = pdf[number].get_textpage().get_text_bounded().replace("\x02", "-")
        runs = re.findall(r"[0-9a-f]{64,}", re.sub(r"\s", "", text))
        here = {digest for run in runs for digest in _within(run) if digest in known}
        digests += [[number + 1, digest] for digest in sorted(here)]
        for name, digest in LISTED.findall(text):
            plain = re.sub(r"\s", "", digest)
            # where no blank parts them, the end of the name may have been taken for the beginning of the digest
            if not any(plain[cut:] == one[: 64 - cut] for one in here for cut in range(6)):
                strangers.append([number + 1, re.sub(r"-\s+", "-", name)])
    return {"pages": len(pdf), "printed": digests[:NAMES], "strangers": strangers[:NAMES]}


def _within(run: str) -> Iterator[str]:
    return (run[start : start + 64] for start in range(len(run) - 63))


def main() -> None:
    """Answer the order given as JSON in the first argument."""
    order = json.loads(sys.argv[1])
    sys.path[:] = order["path"]
    limit(order)
    data = sys.stdin.buffer.read()
    answer = inside(data)
    if "problem" not in answer:
        try:
            answer |= printed(data, {digest for *_, digest in answer["files"]})
        except Exception as error:  # pypdfium2's own error cannot be named before it is imported
            answer = {"problem": f"its pages cannot be read ({type(error).__name__})."}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
