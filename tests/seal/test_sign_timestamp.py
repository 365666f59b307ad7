"""A timestamp is taken only from an authority that answers this question, this hour, with a certificate for it."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from lotproof.seal.signature import timestamps
from lotproof.seal.signature_words import Refused
from lotproof.seal.timestamp_http import LARGEST, Authority
from lotproof.seal.timestamp_token import stamp, token_in

from .authority import DAY, NOW, dead_url, files, other_root, present, root, server
from .signing import house, root_file, trust

DATA = b"0" * 64 + b"  dossier.pdf\n"
LIES = {
    "/wrong-nonce": "answered another question than ours (wrong nonce)",
    "/wrong-digest": "it is for other data",
    "/wrong-signature": "its signature is wrong",
    "/nameless": "it does not say which certificate signed it",
    "/slow-clock": "one of the clocks is wrong",
    "/expired": "the certificate of Old clock, Larkspur & Nowhere was valid only until 2",
    "/wrong-usage": "the certificate of Web server, Larkspur & Nowhere is not one for time stamping",
    "/lax-usage": "the certificate of Lax clock, Larkspur & Nowhere is not one for time stamping",
    "/stranger": "leads to no certificate that you named as trusted",
    "/self-made": "leads to no certificate that you named as trusted",
    "/refusing": "refused to give a timestamp: no [31m more stamps; bad_alg.",
    "/html": "answered with a web page, not with a timestamp",
    "/error": "answered with HTTP 503",
    "/elsewhere": "points to another address (HTTP 307); it was not asked",
    "/nonsense": "answered with something that is no timestamp",
    "/truncated": "answered with something that is no timestamp",
    "/endless": f"sent more than {LARGEST:,} bytes",
}


@pytest.mark.parametrize("path", LIES)
def test_a_lie_is_one_sentence(path: str) -> None:
    before = len(server().asked)
    with pytest.raises(Refused) as refused:
        stamp(DATA, Authority(server().url(path), 10), house(), present())
    sentence = str(refused.value)
    assert LIES[path] in sentence
    assert sentence.isprintable() and sentence.endswith(".")
    assert [asked for asked, _ in server().asked[before:]] == [path]


def test_an_endless_answer_is_not_taken() -> None:
    before = server().poured
    with pytest.raises(Refused):
        stamp(DATA, Authority(server().url("/endless"), 10), house(), present())
    assert server().poured - before < 50 * 1024 * 1024  # what lay in the pipes


def test_a_silent_authority_is_not_waited_for() -> None:
    began = time.monotonic()
    with pytest.raises(Refused, match=r"did not answer within 0\.3 seconds"):
        stamp(DATA, Authority(server().url("/silent"), 0.3), house(), present())
    assert time.monotonic() - began < 3
    server().closing.set()


def test_a_dead_authority_is_said() -> None:
    with pytest.raises(Refused, match="could not be reached: Connection refused"):
        stamp(DATA, Authority(dead_url(), 5), house(), present())


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "tsa.example",
        "https://",
        "http://u:p@a.example/",
        "http://a b/",
        "http://[/",
    ],
)
def test_an_address_that_is_none_or_holds_a_password_is_refused(url: str) -> None:
    with pytest.raises(Refused) as refused:
        Authority(url)
    assert "u:p" not in str(refused.value)


def stamped(folder: Path, path: str = "/true", roots: bool = True) -> tuple[Path, Path]:
    judged = house() if roots else trust()
    data, token = files(folder, manifest_txt=DATA,
                        manifest_tsr=stamp(DATA, Authority(server().url(path), 10), judged, present()))  # fmt: skip
    return data, token


@pytest.mark.parametrize("path", ["/true", "/rsa"])
def test_a_stamp_is_worth_what_its_authority_is(tmp_path: Path, path: str) -> None:
    data, token = stamped(tmp_path, path)
    by = "Clock rsa" if path == "/rsa" else "Clock ecdsa"
    report = timestamps(data, token, [root_file(tmp_path)])
    assert (report.valid, report.trusted, report.authority) == (True, True, f"{by}, Larkspur & Nowhere")
    assert report.at is not None and abs(report.at - NOW) < DAY
    assert report.sentence.endswith("whose certificate leads to one that you named as trusted.")
    stranger = timestamps(data, token)
    assert (stranger.valid, stranger.trusted) == (True, False)
    assert stranger.sentence.endswith("so it proves nothing about time to a stranger.")
    other = timestamps(data, token, [root_file(tmp_path, other_root())])
    assert (other.valid, other.trusted) == (True, False)


def test_without_named_roots_a_stranger_is_taken_and_said_to_be_one(tmp_path: Path) -> None:
    report = timestamps(*stamped(tmp_path, "/self-made", roots=False), [root_file(tmp_path)])
    assert (report.valid, report.trusted, report.authority) == (True, False, "Own clock, Larkspur & Nowhere")
    assert "proves nothing about time to a stranger" in report.sentence


def test_a_stamp_of_other_bytes_proves_nothing(tmp_path: Path) -> None:
    data, token = stamped(tmp_path)
    data.write_bytes(DATA.replace(b"dossier", b"dossies"))
    report = timestamps(data, token, [root_file(tmp_path)])
    assert (report.valid, report.trusted, report.at) == (False, False, None)
    assert report.sentence == "manifest.tsr proves nothing about manifest.txt: it is for other data."


def test_a_bare_token_is_read_and_a_damaged_one_said(tmp_path: Path) -> None:
    data, token = stamped(tmp_path)
    whole = token.read_bytes()
    content = token_in(whole)
    assert content is not None
    token.write_bytes(content.dump())
    assert timestamps(data, token, [root_file(tmp_path)]).trusted
    for damaged in (b"", b"hello", whole[:-1], whole + b"\0", bytes(100)):
        token.write_bytes(damaged)
        assert timestamps(data, token).sentence == "manifest.tsr holds no timestamp that can be read."


def test_no_changed_byte_of_a_token_is_believed(tmp_path: Path) -> None:
    """Every 29th byte flipped: the report is a report, and it is valid only where nothing signed was touched."""
    data, token = stamped(tmp_path)
    whole = token.read_bytes()
    true = timestamps(data, token, [root_file(tmp_path)])
    for place in range(0, len(whole), 29):
        token.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        report = timestamps(data, token, [root_file(tmp_path)])
        assert not report.trusted or (report.at, report.authority) == (true.at, true.authority)


def test_a_certificate_that_ran_out_since_is_said(tmp_path: Path) -> None:
    report = timestamps(*stamped(tmp_path), [root_file(tmp_path)], now=NOW + 8000 * DAY)
    assert report.trusted and "whose certificate ran out on" in report.sentence


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on the path")
def test_openssl_agrees(tmp_path: Path) -> None:
    data, token = stamped(tmp_path)
    ca = root_file(tmp_path)
    check = ["openssl", "ts", "-verify", "-data", str(data), "-in", str(token), "-CAfile", str(ca)]
    assert subprocess.run(check, capture_output=True).returncode == 0
    data.write_bytes(DATA + b"\n")
    assert subprocess.run(check, capture_output=True).returncode == 1
    assert root().pem == ca.read_bytes()
