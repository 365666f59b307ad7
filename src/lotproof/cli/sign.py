"""`lotproof sign`: a signature with trusted time on a finished PDF, or trusted time on a manifest."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from lotproof.cli import report
from lotproof.cli.chosen import here, now, shown_path
from lotproof.cli.door import Unusable, with_hint
from lotproof.cli.sign_output import free, put
from lotproof.cli.sign_secret import passphrase
from lotproof.cli.word import Word

if TYPE_CHECKING:
    from lotproof.cli.sign_terms import Terms

MANIFEST: Final = "manifest-sha256.txt"
_PDF: Final = 200 * 1024 * 1024  # bytes; the most that is drawn to be looked at
_EXTRA: Final = ("pyhanko", "pyhanko_certvalidator", "asn1crypto", "cryptography")
_PATH: Final = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to sign (`title` set) or to timestamp, and where the result goes."""

    path: Path
    data: bytes = field(repr=False)
    out: Path
    title: str | None
    listed: bool

    @property
    def shown(self) -> str:
        return shown_path(self.path)


@click.command(short_help="Sign finished PDFs, and timestamp manifests.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_PATH)
@click.option("--reason", metavar="TEXT", help='Why it is signed, as in "Issue of the dossier".')
@click.option("--location", metavar="TEXT", help="Where it is signed, as in Denver.")
@click.option("--contact", metavar="TEXT", help="How to reach the signer.")
@click.option(
    "--passphrase-file",
    metavar="PATH",
    type=_PATH,
    help="Read the passphrase from this file, which only you may read.",
)
@click.option(
    "--passphrase-fd",
    metavar="N",
    type=int,
    help="Read the passphrase from this open descriptor.",
)
@click.option(
    "--certificate", metavar="PATH", type=_PATH, help="Your key and certificate, a .p12 or .pfx file."
)
@click.option(
    "--authority", metavar="URL", help="The time-stamping authority (RFC 3161). Nothing else is connected to."
)
@click.option(
    "--level",
    type=Word(("B-T", "B-LT")),
    help="B-T: signature and time, the default. B-LT: also revocation lists, for later years.",
)
@click.option(
    "--trust",
    metavar="PATH",
    multiple=True,
    type=_PATH,
    help="A root certificate you trust, for signer or authority. Repeatable.",
)
@click.option(
    "--crl",
    "crls",
    metavar="PATH",
    multiple=True,
    type=_PATH,
    help="A revocation list, for B-LT. Repeatable.",
)
@click.option(
    "--timeout",
    "seconds",
    metavar="SECONDS",
    type=click.FloatRange(1, 600),
    default=30,
    show_default=True,
    help="How long the authority may take.",
)
@click.option("--in-place", is_flag=True, help="Put the signed file in the unsigned one's place.")
@click.option("--replace", is_flag=True, help="Write over an earlier signed file or timestamp.")
@click.option("--draft-anyway", is_flag=True, help="Sign a document although its pages say DRAFT.")
def sign(files: tuple[Path, ...], in_place: bool, replace: bool, draft_anyway: bool, passphrase_file: Path | None,
         passphrase_fd: int | None, **typed: Any) -> int:  # fmt: skip
    """Sign finished documents, so that whoever receives one can tell who stands behind it, since when, and that no
    byte was changed.

    A PDF that lotproof built gets an invisible signature of yours and the time from an authority: dossier.pdf becomes
    dossier.signed.pdf, beside it. You need a certificate, the .p12 file that your provider gave you. A
    manifest-sha256.txt gets the time alone: manifest-sha256.txt.tsr.

    Your certificate and your authority are named once, in lotproof.yaml beside cases/, under "signing:"; options take
    precedence. You are asked for the passphrase; it is never given on the command line. Build and check first, sign
    last: signing is the last thing done to a file. docs/signing.md says what a signature proves, and what it does not.
    """
    if passphrase_file is not None and passphrase_fd is not None:
        raise Unusable("give --passphrase-file or --passphrase-fd, not both.")
    try:
        from lotproof.cli.sign_terms import terms
        from lotproof.seal.sign_key import open_key, usable
    except ModuleNotFoundError as missing:
        from lotproof.seal.signature_words import EXTRA

        if (missing.name or "").partition(".")[0] not in _EXTRA:
            raise
        raise Unusable(EXTRA) from None
    from lotproof.seal.signature_words import Refused

    jobs = [
        _job(path, in_place, replace, draft_anyway)
        for path in dict.fromkeys(path.absolute() for path in files)
    ]
    try:
        agreed = terms(here(), typed)
        key = None
        if any(job.title is not None for job in jobs):
            name, data = agreed.key_file()
            key = open_key(data, passphrase(name, passphrase_file, passphrase_fd), name)
            usable(key, now())
    except Refused as refusal:
        raise Unusable(f"nothing was signed: {refusal}") from None
    for job in jobs:
        _do(job, agreed, key, in_place, replace)
    return 0


def _job(path: Path, in_place: bool, replace: bool, draft_anyway: bool) -> _Job:
    """The file at `path`, looked at: what it is, and that it may be signed. Raises Unusable."""
    from lotproof.read.files import Refusal, read_bytes
    from lotproof.seal.sign import titled
    from lotproof.seal.signature_words import Refused

    data = read_bytes(path.parent, path.name, _PDF)
    if isinstance(data, Refusal):
        raise Unusable(with_hint(data.sentence, data.hint))
    if _is_manifest(data):
        out = path.with_name(f"{path.name}.tsr")
        free(out, replace)
        return _Job(path, data, out, None, False)
    try:
        title = titled(data)
        if not draft_anyway and _is_draft(data, title):
            raise Refused(
                "its pages say DRAFT; commit the case and build it without --draft, or give --draft-anyway."
            )
        listed = _listed(path, data)
    except Refused as refusal:
        raise Unusable(f"{shown_path(path)} was not signed: {refusal}") from None
    out = path if in_place else path.with_name(f"{path.stem}.signed{path.suffix}")
    free(out, replace or in_place)
    return _Job(path, data, out, title, listed)


def _is_manifest(data: bytes) -> bool:
    import re

    return re.fullmatch(rb"(?:[0-9a-f]{64} [ *][^\n]+\n)+", data) is not None


def _is_draft(data: bytes, title: str) -> bool:
    """Whether a running head says DRAFT. Raises Refused for a PDF whose pages cannot be read."""
    from lotproof.render.pages import PdfUnreadable, pages_as_images
    from lotproof.seal.signature_words import Refused

    try:
        # pictures of four dots an inch cost next to nothing; what is wanted is the text, and that each page draws
        pages = pages_as_images(data, dpi=4, max_pages=5000, seconds=180)
    except PdfUnreadable as problem:
        raise Refused(str(problem)) from None
    stamped = f"DRAFT · {title.rpartition(' · ')[0]}"
    return any(stamped in " ".join(page.text.split()) for page in pages)


def _listed(path: Path, data: bytes) -> bool:
    """Whether the manifest beside the file lists it. Raises Refused when it lists another file of that name."""
    from lotproof.read.files import Refusal, read_bytes
    from lotproof.seal.digest import sha256_bytes
    from lotproof.seal.signature_words import Refused

    manifest = read_bytes(path.parent, MANIFEST)
    if isinstance(manifest, Refusal):
        return False
    lines = [line for line in manifest.decode("utf-8", "replace").split("\n") if line[66:] == path.name]
    if lines and lines[0][:64] != sha256_bytes(data):
        raise Refused(f"it is not the {path.name} that {MANIFEST} beside it lists; build the case again.")
    return bool(lines)


def _do(job: _Job, agreed: Terms, key: Any, in_place: bool, replace: bool) -> None:
    from lotproof.seal.digest import sha256_bytes
    from lotproof.seal.sign import sign_pdf
    from lotproof.seal.signature_words import Refused
    from lotproof.seal.timestamp_token import stamp

    try:
        if job.title is None:
            made = stamp(job.data, agreed.authority, agreed.trust, now())
            told = f"{job.path.name} has a timestamp of {agreed.authority.host}."
        else:
            signed = sign_pdf(job.data, key, agreed.authority, level=agreed.level, trust=agreed.trust,
                              statement=agreed.statement, now=now())  # fmt: skip
            made, told = signed.data, signed.report.sentence
    except Refused as refusal:
        raise Unusable(f"{job.shown} was not signed: {refusal}") from None
    put(job.out, made, replace=replace or in_place, instead_of=job.data if job.out == job.path else None)
    report.data(shown_path(job.out))
    if job.title is not None:
        where = f"as {MANIFEST} lists it" if job.listed else "in no manifest beside it"
        report.say(f"unsigned: sha256 {sha256_bytes(job.data)}, {where}")
        if in_place and job.listed:
            report.say(
                f"{MANIFEST} still lists the unsigned {job.path.name}: sha256sum -c will say that it differs"
            )
    report.say(told)
