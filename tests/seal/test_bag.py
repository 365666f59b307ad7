"""A bag is one that sha256sum and the bagit library take, and a changed byte in it is found by both and by us."""

from __future__ import annotations

import logging
import os
import random
import subprocess
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import bagit
import pytest

from lotproof.seal.bag import BagRefused, Item, papers, write_folder, write_zip
from lotproof.seal.bag_check import TAGS, verify_bag
from lotproof.seal.bag_readme import Left, readme
from lotproof.seal.digest import sha256_bytes, sha256_file
from lotproof.seal.manifest import MANIFEST
from lotproof.seal.tree import TreeRefused, folder_tree, zip_tree
from lotproof.seal.verdict import Verdict

WHEN = datetime(2026, 8, 14, 12, 0, 1, tzinfo=UTC)
PAYLOAD = {
    "originals/E001 report.pdf": b"the report " * 50,
    "originals/E002 photo.jpg": b"a photo " * 50,
    "documents/dossier.pdf": b"the dossier " * 50,
}
ITEMS = tuple(Item(name, data, sha256_bytes(data), len(data)) for name, data in PAYLOAD.items())
INFO = [("Source-Organization", "Larkspur & Nowhere"), ("Bagging-Date", "2026-08-14")]
PAPERS = papers(ITEMS, INFO, readme("psi-1", [*PAYLOAD], [Left("E3", "a" * 64, "withheld")]))


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    folder = tmp_path / "psi-1.bag"
    folder.mkdir()
    number = os.open(folder, os.O_RDONLY)
    write_folder(number, ITEMS, PAPERS)
    os.close(number)
    return folder


def zipped() -> bytes:
    out = BytesIO()
    write_zip(out, "psi-1.bag", ITEMS, PAPERS, WHEN)
    return out.getvalue()


def judged(bag: Path) -> Verdict:
    return verify_bag(bag.name, folder_tree(bag))


def by_sha256sum(bag: Path) -> bool:
    done = subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", MANIFEST, TAGS], cwd=bag, capture_output=True
    )
    return done.returncode == 0


def by_bagit(bag: Path) -> bool:
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    try:
        return bool(bagit.Bag(str(bag)).validate())
    except (bagit.BagError, UnicodeDecodeError):
        return False


def wrong(bag: Path) -> list[str]:
    return [fact.sentence for fact in judged(bag).facts if fact.state == "bad"]


def test_three_programs_agree_that_it_is_whole(bag: Path) -> None:
    assert by_sha256sum(bag) and by_bagit(bag) and judged(bag).ok
    assert bagit.Bag(str(bag)).info == {
        "Source-Organization": "Larkspur & Nowhere",
        "Bagging-Date": "2026-08-14",
        "Payload-Oxum": f"{sum(map(len, PAYLOAD.values()))}.3",
    }
    assert judged(bag).sentence == (
        "All 3 files in psi-1.bag are exactly those it was made with; none is missing, none was added. Whether "
        "somebody made it anew on purpose, no bag can tell by itself: ask the sender, by another way, for the SHA-256 "
        f"of its tagmanifest-sha256.txt, and compare: {sha256_file(bag / TAGS)}"
    )


@pytest.mark.parametrize(
    "name", [*(f"data/{name}" for name in PAYLOAD), "bag-info.txt", "bagit.txt", "README.txt"]
)
def test_a_changed_byte_is_found_by_all_three(bag: Path, name: str) -> None:
    data = (bag / name).read_bytes()
    at = random.Random(name).randrange(len(data))
    (bag / name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert not by_sha256sum(bag)
    assert not by_bagit(bag)
    assert not judged(bag).ok


@pytest.mark.parametrize("name", [MANIFEST, TAGS])
def test_every_byte_of_the_lists_counts(bag: Path, name: str) -> None:
    data = (bag / name).read_bytes()
    for at in range(len(data)):
        (bag / name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert not judged(bag).ok, at


def test_missing_added_and_renamed_files_are_said(bag: Path) -> None:
    (bag / "data" / "originals" / "E001 report.pdf").rename(bag / "data" / "originals" / "E009 other.pdf")
    (bag / "data" / "spare.txt").write_text("spare")
    (bag / "data" / "documents" / "dossier.pdf").unlink()
    assert not by_bagit(bag)
    found = wrong(bag)
    assert (
        "2 files are listed and are not there: data/documents/dossier.pdf, data/originals/E001 report.pdf."
        in found
    )
    assert "2 files are there and stand in no list: data/originals/E009 other.pdf, data/spare.txt." in found
    assert (
        "it seems that somebody renamed data/originals/E001 report.pdf to data/originals/E009 other.pdf."
        in found
    )


def test_a_link_is_not_followed(bag: Path) -> None:
    secret = bag.parent / "secret"
    secret.write_bytes(PAYLOAD["originals/E002 photo.jpg"])
    (bag / "data" / "originals" / "E002 photo.jpg").unlink()
    (bag / "data" / "originals" / "E002 photo.jpg").symlink_to(secret)
    assert "links and the like in it were not followed: data/originals/E002 photo.jpg." in wrong(bag)


def test_what_to_fetch_elsewhere_a_wrong_size_and_a_lost_paper_are_said(bag: Path) -> None:
    (bag / "fetch.txt").write_text("https://a.example/x 1 data/x\n")
    info = (bag / "bag-info.txt").read_text()
    (bag / "bag-info.txt").write_text(info.replace(".3\n", ".4\n"))
    (bag / "bagit.txt").unlink()
    found = " ".join(wrong(bag))
    assert "to be fetched from elsewhere" in found
    assert "in 4 files, and there are" in found
    assert "does not declare a bag" in found


def test_a_paper_that_is_added_is_mentioned_and_no_error(bag: Path) -> None:
    (bag / "manifest-sha256.txt.tsr").write_bytes(b"a timestamp")
    assert judged(bag).ok
    assert any(
        fact.state == "unknown" and fact.sentence == "In no list of digests: manifest-sha256.txt.tsr."
        for fact in judged(bag).facts
    )


def test_one_number_stands_for_all_of_it(bag: Path) -> None:
    digest = sha256_file(bag / TAGS)
    good = verify_bag("b", folder_tree(bag), [(digest, "you gave")])
    assert good.ok and "Its SHA-256 (of tagmanifest-sha256.txt) is the one you gave." in {
        fact.sentence for fact in good.facts
    }
    assert not verify_bag("b", folder_tree(bag), [("0" * 64, "you gave")]).ok


def test_the_zip_is_the_same_bag_in_the_same_bytes_each_time(tmp_path: Path, bag: Path) -> None:
    assert zipped() == zipped()
    path = tmp_path / "psi-1.bag.zip"
    path.write_bytes(zipped())
    verdict = verify_bag(path.name, zip_tree(path), (), sha256_file(path))
    assert verdict.ok and verdict.digest == sha256_file(bag / TAGS)
    with zipfile.ZipFile(path) as packed:
        assert {member.date_time for member in packed.infolist()} == {(2026, 8, 14, 12, 0, 0)}
        packed.extractall(tmp_path / "out")
    out = tmp_path / "out" / "psi-1.bag"
    assert by_bagit(out) and by_sha256sum(out)
    assert folder_tree(out).files == folder_tree(bag).files


def test_a_changed_byte_of_the_zip_is_found(tmp_path: Path) -> None:
    data, path = zipped(), tmp_path / "b.zip"
    at = data.index(b"the report the report") + 30
    path.write_bytes(data[:at] + b"X" + data[at + 1 :])
    verdict = verify_bag("b", zip_tree(path))
    assert verdict.sentence.startswith(
        "Do not rely on b: 1 file differs from its digest: data/originals/E001 report.pdf."
    )


def test_a_zip_that_compresses_is_to_be_unpacked_by_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("b/bagit.txt", bytes(10_000_000))
    with pytest.raises(TreeRefused, match="unpack it"):
        zip_tree(path)
    path.write_bytes(b"PK\3\4 no zip")
    with pytest.raises(TreeRefused, match="damaged"):
        zip_tree(path)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a/bagit.txt", b"")
        packed.writestr("../bagit.txt", b"")
    with pytest.raises(TreeRefused, match="one folder"):
        zip_tree(path)


def test_content_that_changed_under_our_hands_makes_no_bag(tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    source.write_bytes(b"another photo")
    item = Item("originals/E001 photo.jpg", source, sha256_bytes(b"a photo"), 7)
    number = os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(BagRefused, match="was changed"):
        write_folder(number, [item], PAPERS)
    os.close(number)


@pytest.mark.parametrize("value", ["two\nlines", "a\u202eb", "nul\0"])
def test_a_line_of_the_info_is_one_line(value: str) -> None:
    with pytest.raises(ValueError):
        papers(ITEMS, [("External-Description", value)], "")
