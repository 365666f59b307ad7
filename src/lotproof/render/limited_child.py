"""The child of limited.py: answers one order after another from stdin, under limits it sets before it reads any.

Why: what it works on was made by strangers, so it may neither start programs, nor use the network, nor write a file
but the one it is told to; it answers in JSON and plain bytes, which its parent need not trust.
"""

import atexit
import json
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

Answer = tuple[dict[str, Any], list[bytes]]

SCRATCH = 64 * 1024 * 1024  # bytes: the cache of the packaged fonts, the only file most children write
REFUSED = ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec",
           "os.posix_spawn", "os.fork", "ctypes.dlopen")  # fmt: skip
WATCH = 1.0  # seconds between two looks at whether the parent is still there


def photo(order: dict[str, Any], blobs: list[bytes]) -> Answer:
    """A display copy, or why there is none."""
    from lotproof.render.photos import PhotoUnreadable, upright_copy

    try:
        made = upright_copy(blobs[0], max_side=order["max_side"])
    except PhotoUnreadable as problem:
        return {"problem": str(problem)}, []
    about = {
        "width": made.width,
        "height": made.height,
        "suffix": made.suffix,
        "original_size": made.original_size,
        "exif": made.exif,
    }
    return about, [made.data]


def pdf(order: dict[str, Any], blobs: list[bytes]) -> Answer:
    """A finished document, or why there is none."""
    from lotproof.render.pdf import Embedded, EnvironmentLacking, RenderFailed, print_to

    names = order["files"]
    html, files, carried = blobs[0], dict(zip(names, blobs[1:], strict=False)), iter(blobs[len(names) + 1 :])
    blobs.clear()  # what the printer already has it need not hold twice
    attachments = [
        Embedded(
            item["name"],
            item["description"],
            Path(item["path"]) if item["path"] is not None else next(carried),
            item["relationship"],
            datetime.fromisoformat(item["created"]),
            datetime.fromisoformat(item["modified"]),
            item["mime"],
            item["sha256"],
        )
        for item in order["attachments"]
    ]
    try:
        made = print_to(
            Path(order["out"]),
            html.decode("utf-8", "surrogatepass"),
            files=files,
            attachments=attachments,
            identifier=bytes.fromhex(order["identifier"]),
            draft=order["draft"],
        )
    except RenderFailed as failure:
        return {"failed": failure.reasons}, []
    except EnvironmentLacking as lacking:
        return {"lacking": str(lacking)}, []
    except ValueError as problem:
        return {"wrong": str(problem)}, []
    except OSError as problem:
        return {"system": problem.errno or 0}, []
    return {"pages": made.pages, "anchors": dict(made.anchors)}, []


def html(order: dict[str, Any], blobs: list[bytes]) -> Answer:
    """A page from templates of the workspace, or where they are broken."""
    from lotproof.render.own import TemplateBroken, filled

    own, pictures, context = pickle.loads(blobs[0])  # noqa: S301  from our own parent, over our own pipe
    try:
        return {}, [filled(order["template"], own, pictures, context).encode("utf-8", "surrogatepass")]
    except TemplateBroken as broken:
        return {"broken": [broken.name, broken.line, broken.sentence]}, []


def _ready_for_html() -> None:
    from lotproof.render import own  # noqa: F401


def _ready_for_photos() -> None:
    from PIL import ImageCms, ImageFile, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401


def _ready_for_pages() -> None:
    from lotproof.render import pdf

    try:
        pdf._engine()
    except pdf.EnvironmentLacking:
        return  # said again, and answered, with the first order


# what is loaded before the limits, what is done within them, and whether it writes the file it was told to
JOBS: dict[str, tuple[Callable[[], None], Callable[[dict[str, Any], list[bytes]], Answer], bool]] = {
    "photo": (_ready_for_photos, photo, False),
    "pdf": (_ready_for_pages, pdf, True),
    "html": (_ready_for_html, html, False),
}


def main() -> None:
    """Answer orders until stdin ends."""
    start = json.loads(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    sys.path[:] = start["path"]
    # whatever a library prints must not come between the answers
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_leave_with_parent, args=(start["parent"],), daemon=True).start()
    ready, job, writes = JOBS[start["job"]]
    ready()  # libraries are loaded before the limits: they are ours, and find themselves by running programs
    from lotproof.render import heap

    heap.begin()
    _limit(start["memory"], start["memory"] if writes else SCRATCH)
    sys.addaudithook(_refuse)
    while line := sys.stdin.buffer.readline():
        order = json.loads(line)
        blobs = [sys.stdin.buffer.read(length) for length in order["lengths"]]
        _limit_time(order["seconds"])
        told, images = _answered(job, order, blobs)
        del blobs
        out.write(json.dumps({**told, "lengths": [len(image) for image in images]}).encode() + b"\n")
        for image in images:
            out.write(image)
        out.flush()
        del told, images
        heap.tidy()  # the next document finds the memory free
    atexit._run_exitfuncs()
    os._exit(0)  # nothing is left that a slow farewell would tidy


def _answered(
    job: Callable[[dict[str, Any], list[bytes]], Answer], order: dict[str, Any], blobs: list[bytes]
) -> Answer:
    try:
        return job(order, blobs)
    except MemoryError:
        return {"stopped": "memory"}, []
    except BaseException:
        return {"broke": traceback.format_exc()}, []


def _limit(memory: int, written: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none of these limits
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS refuses some; the wall clock remains
            continue


def _limit_time(seconds: int) -> None:
    """Processor time counts over the life of a process, so each order moves the limit on."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in REFUSED:
        raise PermissionError(f"{event} is not for this process")


def _leave_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(WATCH)
    os._exit(1)


if __name__ == "__main__":
    main()
