"""`lotproof bag`: the originals and the documents of a case as one BagIt bag for whoever keeps it."""

from __future__ import annotations

from pathlib import Path

import click

from lotproof.cli import report
from lotproof.cli.build import with_roots
from lotproof.cli.chosen import chosen, shown_path
from lotproof.cli.complete import CASE
from lotproof.cli.door import Unusable


@click.command(short_help="A BagIt bag of a built case, for whoever keeps it.")
@click.argument("case", type=CASE)
@click.option("--to", metavar="FOLDER", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Put the bag into this folder instead of build/.")  # fmt: skip
@click.option("--zip", "as_zip", is_flag=True, help="One zip file instead of a folder.")
@click.option("--for", "readers", metavar="READER", multiple=True,
              help="Put in the pack for this reader, too (bank, insurer, counsel). Repeatable.")  # fmt: skip
@click.option("--with-case", is_flag=True, help="Put in the typed facts and the log, too.")
@click.option("--for-us", is_flag=True,
              help="Put in the originals that are withheld because they record where they were made.")  # fmt: skip
def bag(
    case: str, to: Path | None, as_zip: bool, readers: tuple[str, ...], with_case: bool, for_us: bool
) -> None:
    """Put the originals of CASE and the documents built of it into a bag that any BagIt program checks (RFC 8493).

    The case must be built as it is now. Never in a bag: private.yaml, build/<case>/internal/, and findings.
    """
    from lotproof.build.bag import packed
    from lotproof.build.bag_place import place
    from lotproof.seal.bag import BagRefused
    from lotproof.seal.bag_check import TAGS
    from lotproof.seal.digest import sha256_bytes, sha256_file

    ((wanted, root),) = with_roots(chosen((case,), ()).cases)
    if to is not None and to.resolve().is_relative_to(wanted.folder.resolve()):
        raise Unusable("--to lies in the case itself, where only originals and facts belong.")
    try:
        made = packed(root, wanted.folder, readers=readers, with_case=with_case, for_us=for_us)
        path = place(root, wanted.folder.name, made, to=to, as_zip=as_zip)
    except BagRefused as refusal:
        raise Unusable(f"no bag was made: {refusal}") from None
    total = sum(item.size for item in made.items)
    report.data(f"{shown_path(path)}: {len(made.items):,} files, {total:,} bytes")
    digest = sha256_file(path) if as_zip else sha256_bytes(made.papers[TAGS])
    what = path.name if as_zip else TAGS
    report.data(f"SHA-256 of {what}: {digest}")
    report.say("Tell the receiver that number by another way than the bag; it stands for every byte of it.")
