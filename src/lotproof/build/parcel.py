"""All that a case is made from, by the digest of each content, to be built from that on another machine.

Why: a page must be made from exactly the bytes that were sent, and only what was made from them may come into `build/`.
`private.yaml`, `accepted.yaml` and the repository stay where they are.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from lotproof.build.listing import listing
from lotproof.build.outcome import as_data
from lotproof.build.task import Order, do, left_out, mistake_of
from lotproof.build.terms import Told
from lotproof.read.files import Refusal, read_bytes
from lotproof.read.history import OUTSIDE, read_commits, read_history
from lotproof.seal.digest import sha256_bytes

AT_HOME: Final = frozenset({"private.yaml", "accepted.yaml"})
SETTINGS: Final = "lotproof.yaml"
CAP: Final = 512 * 1024 * 1024
_PRESSES: Final = "LOTPROOF_PRESSES"  # render.press.PRESSES_NAME, which is read when that module is loaded
_ONE: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A case on its way. `files` (path from the workspace to SHA-256) and `links` (to target) are all that goes along.

    The order names the workspace "" and the case's folder by its path from there.
    """

    order: Order
    files: Mapping[str, str]
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a parcel: `outcome` as data and the finished `files`, or the names of what `differs` there.

    `mistake` is where lotproof itself broke; what an exception quotes of a case does not travel.
    """

    outcome: dict[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    differs: tuple[str, ...] = ()
    mistake: tuple[str, ...] = ()


class Damaged(Exception):  # noqa: N818
    """What came back is not what its own list says, or was not made from what was sent; the message says where."""


def pack(
    order: Order, house: Mapping[str, str], settings: tuple[str | None, bool]
) -> tuple[Parcel, dict[str, bytes]] | None:
    """The parcel of an order and its contents by SHA-256; None for a case that holds what cannot be sent.

    `house` are the digests of the workspace's files in use, `settings` their commit and whether one was changed since.
    """
    root, folder = Path(order.root), Path(order.folder)
    try:
        way = folder.relative_to(root).as_posix()
    except ValueError:
        return None
    found = {name: each for name, each in listing(folder, left_out).items() if name not in AT_HOME}
    contents: dict[str, bytes] = {}
    files: dict[str, str] = {}
    links: dict[str, str] = {}
    for name, each in found.items():
        if stat.S_ISLNK(each[0]):
            links[f"{way}/{name}"] = os.readlink(folder / name)  # noqa: PTH115  as it is
        elif not _put(root, f"{way}/{name}", files, contents):
            return None
    for name in {*house, SETTINGS, *_kept(root, folder.name, order.readers)}:
        if os.path.lexists(root / name) and not _put(root, name, files, contents) and name in house:
            return None
    git = read_history(folder) if order.top else OUTSIDE
    told = Told(git.history, git.uncommitted, read_commits(folder) if order.top else (), *settings)
    sent = replace(order, root="", folder=way, top="", head="", told=told,
                   inside=not any(os.path.lexists(folder / name) for name in AT_HOME))  # fmt: skip
    return Parcel(sent, files, links), contents


def _put(root: Path, name: str, files: dict[str, str], contents: dict[str, bytes]) -> bool:
    data = read_bytes(root, name, CAP)
    if isinstance(data, Refusal):
        return False
    files[name] = digest = sha256_bytes(data)
    contents[digest] = data
    return True


def _kept(root: Path, case: str, readers: Collection[str]) -> list[str]:
    """The files of the last build that one for some readers may keep (`keep.kept`): outward ones alone."""
    from lotproof.build.manifest import PROVENANCE
    from lotproof.build.verify import listed
    from lotproof.build.write import MANIFEST
    from lotproof.seal.manifest import ManifestError

    text = read_bytes(root / "build" / case, MANIFEST, CAP) if readers else None
    if text is None or isinstance(text, Refusal):
        return []
    try:
        names = listed(text.decode("utf-8", "replace")).outputs
    except ManifestError:
        return []
    return [f"build/{case}/{name}" for name in {*names, MANIFEST, PROVENANCE}]


def content(data: bytes) -> bytes:
    """A content as it is: what a worker that was lost held of it is had again from here."""
    return data


def build(parcel: Parcel, contents: Mapping[str, bytes], tools: Mapping[str, str], seconds: int) -> Answer:
    """Build a parcel in a folder of its own, with what `task.do` does everywhere. One at a time in a process.

    Nothing is built where the program or a library is another than `tools` says (`ground.tool_parts`). A process that
    has worked for `seconds` is ended, and with it everything it does. Raises ValueError for a content that is not
    the one sent, OSError and EnvironmentLacking.
    """
    os.environ.setdefault(_PRESSES, "1")
    from lotproof.build.ground import tool_parts
    from lotproof.render.pdf import EnvironmentLacking

    differs = tuple(name for name, word in tool_parts().items() if tools.get(name) != word)
    if differs:
        return Answer(differs=differs)
    with _ONE, _no_longer_than(seconds), tempfile.TemporaryDirectory(prefix="lotproof-") as place:
        root = Path(place).resolve()
        for name, digest in parcel.files.items():
            data = contents[digest]
            if sha256_bytes(data) != digest:
                raise ValueError("a file changed on its way")
            path = _within(root, name)
            path.write_bytes(data)
        for name, target in parcel.links.items():
            _within(root, name).symlink_to(target)
        folder = root / parcel.order.folder
        try:
            outcome = do(replace(parcel.order, root=str(root), folder=str(folder)))
        except (OSError, EnvironmentLacking):
            raise  # another machine may fare better, or the sentence is for whoever set this one up
        except Exception as bug:
            return Answer(mistake=mistake_of(bug))
        made = {name: read_bytes(root / "build" / folder.name, name, CAP) for name in outcome.files}
    files = {name: data for name, data in made.items() if isinstance(data, bytes)}
    return Answer(as_data(outcome), files)


def _within(root: Path, name: str) -> Path:
    """The path below the root, its folders made; a name that climbs is refused."""
    if name.startswith("/") or ".." in name.split("/"):
        raise ValueError("a name leads out of the workspace")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    timer = threading.Timer(seconds, os._exit, (75,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def checked(parcel: Parcel, answer: Answer) -> dict[str, bytes]:
    """The files of an answer, each held to the lists of digests among them. Raises Damaged."""
    from lotproof.build.case import is_internal
    from lotproof.build.verify import listed
    from lotproof.build.write import MANIFEST
    from lotproof.seal.manifest import ManifestError, parse_manifest
    from lotproof.view.document import INTERNAL

    files, own = dict(answer.files), f"{INTERNAL}/{MANIFEST}"
    if set(files) != set(answer.outcome["files"]):
        raise Damaged("a file of it is missing")
    if not files:
        return {}
    try:
        lists = listed(files.get(MANIFEST, b"").decode("utf-8"))
        inside = parse_manifest(files.get(own, b"").decode("utf-8"))
    except (ManifestError, UnicodeError):
        raise Damaged("its list of digests cannot be read") from None
    promised = {**lists.outputs, **{f"{INTERNAL}/{name}": digest for name, digest in inside.items()}}
    found = {name: sha256_bytes(data) for name, data in files.items() if name not in (MANIFEST, own)}
    if promised != found or any(is_internal(name) for name in lists.outputs):
        raise Damaged("a file of it is not as its list of digests says")
    if any(parcel.files.get(name) != digest for name, digest in lists.inputs.items()):
        raise Damaged("it was made from other files than those sent")
    return files
