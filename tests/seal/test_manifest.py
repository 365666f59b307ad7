"""The manifest is what sha256sum reads, and nothing that two readers would understand differently."""

import subprocess
from pathlib import Path

import pytest

from lotproof.seal.digest import sha256_bytes
from lotproof.seal.manifest import ManifestError, manifest_text, parse_manifest

ONE, TWO = sha256_bytes(b"one"), sha256_bytes(b"two")


def test_sorted_by_bytes_and_read_back() -> None:
    entries = {"data/b 中文.eml": ONE, "data/a.jpg": TWO, "data/B.pdf": ONE}
    text = manifest_text(entries)
    assert text == f"{ONE}  data/B.pdf\n{TWO}  data/a.jpg\n{ONE}  data/b 中文.eml\n"
    assert dict(parse_manifest(text)) == entries


def test_sha256sum_agrees_and_sees_a_changed_byte(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a 中 file").write_bytes(b"one")
    (tmp_path / "manifest-sha256.txt").write_text(manifest_text({"data/a 中 file": ONE}), encoding="utf-8")
    check = ["sha256sum", "--strict", "-c", "manifest-sha256.txt"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "data" / "a 中 file").write_bytes(b"onf")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 1


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../a", "a/../b", "a//b", "./a", "a/", "", ".", "a\nb", "a\\b", "2.5%", "a\u202eb"],
)
def test_paths_that_leave_or_confuse_are_refused(path: str) -> None:
    with pytest.raises(ValueError):
        manifest_text({path: ONE})
    with pytest.raises(ManifestError):
        parse_manifest(f"{ONE}  {path}\n")


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE} a\n",
        f"{ONE.upper()}  a\n",
        f"{ONE[:-1]}  a\n",
        "\n",
        f"{ONE}  a",
        f"{ONE}  a\r\n",
        f"{ONE}  a\n{TWO}  a\n",
    ],
)
def test_what_is_not_a_manifest_is_said(text: str) -> None:
    with pytest.raises(ManifestError):
        parse_manifest(text)


def test_a_wrong_digest_is_never_written() -> None:
    with pytest.raises(ValueError):
        manifest_text({"a": ONE.upper()})


def test_nothing_gives_nothing() -> None:
    assert manifest_text({}) == "" and not parse_manifest("")
