"""`lotproof verify`: whether a PDF, a bag or a build is as it was made, in one sentence, with the facts on request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from lotproof.cli import report
from lotproof.cli.chosen import shown_path
from lotproof.cli.door import USAGE, Unusable, with_hint

if TYPE_CHECKING:
    from lotproof.seal.pdf import Told
    from lotproof.seal.signature import SignatureReport
    from lotproof.seal.verdict import Fact, Verdict

_PATH: Final = click.Path(path_type=Path)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_LIST: Final = "manifest-sha256.txt"
_TAKEN: Final = "name a PDF, a bag, or a folder of build/, which answers for every file in it."
_MARKS: Final = {"good": "yes", "bad": "NO", "unknown": "—"}


@click.command(short_help="Whether a PDF, a bag or a build is as it was made.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=_PATH)
@click.option("--digest", metavar="HEX", help="The SHA-256 that the sender told you by another way.")
@click.option(
    "--manifest", metavar="FILE", type=_PATH, help="A manifest-sha256.txt that lists the PDF by its name."
)
@click.option("--trust", metavar="CERTIFICATE", multiple=True, type=_PATH,
              help="A root certificate (PEM or DER) you trust for signatures. Repeatable.")  # fmt: skip
@click.option("--no-rebuild", is_flag=True, help="Do not build a build folder's case again from its commit.")
@click.option("--verbose", is_flag=True, help="Print every fact that was looked at.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(
    paths: tuple[Path, ...],
    digest: str | None,
    manifest: Path | None,
    trust: tuple[Path, ...],
    no_rebuild: bool,
    verbose: bool,
    as_json: bool,
) -> int:
    """Say of each PATH whether anything in it was changed: a PDF, a bag (folder or zip), or a folder of build/.

    The case is not needed. Nothing is written, and nothing is fetched. Exits with 1 when anything speaks against one,
    else with 2 when one bears a signature that cannot be checked here: the extra sign is not installed.
    """
    if len(paths) > 1 and digest is not None:
        raise Unusable("--digest is that of one file: name one PATH with it.")
    given = _hexadecimal(digest) if digest is not None else None
    verdicts = []
    for path in paths:
        verdict = _judged(path, given, manifest, trust, no_rebuild)
        verdicts.append(verdict)
        if not as_json:
            _tell(verdict, verbose)
    if as_json:
        told = [{"path": v.name, "ok": _sound(v), "sentence": v.sentence, "kind": v.kind, "sha256": v.digest,
                 "facts": [asdict(fact) for fact in v.facts]} for v in verdicts]  # fmt: skip
        report.data(json.dumps({"verified": told}, ensure_ascii=False, indent=1))
    if not all(verdict.ok for verdict in verdicts):
        return 1
    return USAGE if any(verdict.unchecked for verdict in verdicts) else 0


def _sound(verdict: Verdict) -> bool | None:
    """None: nothing spoke against it, but a signature in it was not checked."""
    return None if verdict.ok and verdict.unchecked else verdict.ok


def _hexadecimal(typed: str) -> str:
    """A digest as a person types what was read to them: blanks, hyphens, colons and capitals do not matter."""
    plain = re.sub(r"[\s:-]", "", typed).lower()
    if not _DIGEST.fullmatch(plain):
        raise Unusable("--digest: a SHA-256 has 64 hexadecimal digits (0-9, a-f).")
    return plain


def _judged(
    path: Path, given: str | None, manifest: Path | None, trust: tuple[Path, ...], no_rebuild: bool
) -> Verdict:
    from lotproof.build.verify import verify_build
    from lotproof.seal.bag_check import DECLARATION, verify_bag
    from lotproof.seal.digest import sha256_file
    from lotproof.seal.tree import TreeRefused, folder_tree, zip_tree

    name = shown_path(path)
    told = [(given, "you gave")] if given is not None else []
    if path.name == _LIST:
        path = path.parent
    try:
        if not path.is_dir():
            with path.open("rb") as opened:
                start = opened.read(1024)
            if start.startswith(b"PK\3\4"):
                return verify_bag(name, zip_tree(path), told, sha256_file(path))
            if b"%PDF-" not in start and path.suffix.lower() != ".pdf":
                raise Unusable(with_hint(f"{name} is no PDF.", _TAKEN))
            return _pdf(path, name, given, manifest, trust)
        if (path / DECLARATION).is_file():
            return verify_bag(name, folder_tree(path), told)
        if (path / _LIST).is_file():
            return verify_build(name, path, told, () if no_rebuild else _rebuilt(path))
    except TreeRefused as refusal:
        raise Unusable(f"{name} cannot be verified: {refusal}") from None
    except FileNotFoundError:
        raise Unusable(with_hint(f"{name} is not there.", _TAKEN)) from None
    except OSError as problem:
        raise Unusable(f"{name} cannot be read: {problem.strerror or problem}.") from None
    hint = "this is a case: name its folder in build/." if (path / "case.yaml").is_file() else None
    raise Unusable(
        with_hint(f"{name} holds neither {DECLARATION} nor {_LIST}: it is no bag and no build.", hint)
    )


def _rebuilt(path: Path) -> Iterator[Fact]:
    from lotproof.build.rebuild import rebuilt
    from lotproof.render.pdf import EnvironmentLacking
    from lotproof.seal.verdict import Fact

    try:
        yield from rebuilt(path)
    except EnvironmentLacking as lacking:
        yield Fact("rebuild", "unknown", f"It was not built again: {lacking}")


def _pdf(path: Path, name: str, given: str | None, manifest: Path | None, trust: tuple[Path, ...]) -> Verdict:
    from lotproof.seal.pdf import Told, verify_pdf
    from lotproof.seal.sign_files import read_plain
    from lotproof.seal.signature import Refused, SignExtraMissing, signatures

    data = read_plain(path)
    told: list[Told] = [] if given is None else [Told(given, "you gave")]
    told += _listed(path, manifest)
    found: list[SignatureReport] | None
    try:
        found = signatures(path, trust)
    except SignExtraMissing:
        found = None
    except Refused as refusal:
        if trust:
            raise Unusable(str(refusal)) from None
        found = []
    return verify_pdf(name, data, told, found)


def _listed(path: Path, manifest: Path | None) -> Iterator[Told]:
    """The digest of the file by the list named, or by the one that lies beside it."""
    from lotproof.build.verify import listed
    from lotproof.seal.manifest import ManifestError
    from lotproof.seal.pdf import Told
    from lotproof.seal.sign_files import read_plain

    where = manifest or path.parent / _LIST
    if manifest is None and not where.is_file():
        return
    try:
        entries = listed(read_plain(where, 16_000_000).decode("utf-8", "replace")).outputs
    except ManifestError as problem:
        if manifest is None:
            return
        raise Unusable(f"{shown_path(where)} cannot be read: {problem}.") from None
    unsigned = path.name.replace(".signed.", ".")
    ours = {way.rpartition("/")[2]: digest for way, digest in entries.items()}
    digest = ours.get(path.name) or ours.get(unsigned)
    if digest is not None:
        yield Told(digest, f"listed in {shown_path(where)}")
    elif manifest is not None:
        raise Unusable(f"{shown_path(where)} lists no {path.name}.")


def _tell(verdict: Verdict, verbose: bool) -> None:
    report.data(
        report.paint(verdict.sentence, "head" if verdict.ok and not verdict.unchecked else "error", "stdout")
    )
    if not verbose:
        return
    width = max((len(fact.what) for fact in verdict.facts), default=0)
    for fact in verdict.facts:
        report.data(f"  {_MARKS[fact.state]:<4}{fact.what:<{width + 2}}{fact.sentence}")
