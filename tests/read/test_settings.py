"""`lotproof.yaml` is read as strictly as a case, and its absence is no finding."""

from pathlib import Path

import pytest

from lotproof.read.settings import Settings, read_settings, setting_path

WHOLE = """\
signing:
  certificate: ~/keys/larkspur.p12
  authority: https://tsa.example/rfc3161
  level: B-LT
  trust: [keys/root.pem, /etc/authority.pem]
  crls: [keys/ca.crl]
"""


def read(folder: Path, text: str) -> tuple[Settings, list[str]]:
    (folder / "lotproof.yaml").write_text(text, "utf-8")
    settings, findings = read_settings(folder)
    return settings, [f"{one.place.line} {one.code}" for one in findings]


def test_none_typed_is_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (Settings(), ())


def test_what_was_typed(tmp_path: Path) -> None:
    settings, findings = read(tmp_path, WHOLE)
    assert findings == [] and settings.signing is not None
    assert (settings.signing.level, settings.signing.trust) == (
        "B-LT",
        ("keys/root.pem", "/etc/authority.pem"),
    )


def test_slips_are_found_and_the_rest_is_read(tmp_path: Path) -> None:
    text = WHOLE.replace("B-LT", "BLT").replace("trust:", "trusts:") + "letterhed: a.svg\n"
    settings, findings = read(tmp_path, text)
    assert findings == ["4 UNKNOWN_WORD", "5 UNKNOWN_KEY", "7 UNKNOWN_KEY"]
    assert settings.signing is not None and settings.signing.authority == "https://tsa.example/rfc3161"


@pytest.mark.parametrize(
    "url",
    [
        "tsa.example",
        "ftp://tsa.example",
        "https://",
        "https://me:secret@tsa.example",
        "http://[::1",
        "https://a b",
    ],
)
def test_an_address_is_https_or_http_and_holds_no_password(tmp_path: Path, url: str) -> None:
    settings, findings = read(tmp_path, f'signing: {{authority: "{url}"}}\n')
    assert (settings.signing is None or settings.signing.authority is None, findings) == (
        True,
        ["1 WRONG_TYPE"],
    )


def test_an_empty_file_or_a_link_is_a_finding(tmp_path: Path) -> None:
    assert read(tmp_path, "")[1] == ["1 FILE_EMPTY"]
    (tmp_path / "lotproof.yaml").unlink()
    (tmp_path / "lotproof.yaml").symlink_to("gone")
    settings, findings = read_settings(tmp_path)
    assert (settings, [one.code for one in findings]) == (Settings(), ["FILE_LINK"])


def test_where_a_path_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/a")
    assert setting_path(tmp_path, "keys/a.p12") == tmp_path / "keys/a.p12"
    assert setting_path(tmp_path, "/etc/a.p12") == Path("/etc/a.p12")
    assert setting_path(tmp_path, "~/a.p12") == Path("/home/a/a.p12")
