"""`lotproof sign` from outside: what it writes, what it refuses in one sentence, and where the passphrase never is."""

from __future__ import annotations

import importlib.util
import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lotproof.compute.all import compute
from lotproof.read.case import read_case
from lotproof.read.settings import read_settings
from lotproof.seal.checksum import with_checksum
from lotproof.seal.signature import signatures, timestamps
from lotproof.view.book import book

from .running import COMMAND, SMALL, Ran, picture, run


def _authority() -> Any:
    """tests/seal/authority.py, which is in another package of tests."""
    path = Path(__file__).parents[1] / "seal" / "authority.py"
    spec = importlib.util.spec_from_file_location("lotproof_tests_authority", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


TEST = _authority()
MANIFEST = "manifest-sha256.txt"
SECRET = TEST.PASSPHRASE.decode()


@dataclass(frozen=True)
class House:
    """A workspace with settings, keys and one built case."""

    root: Path

    @property
    def built(self) -> Path:
        return self.root / "build" / "x"

    @property
    def secret(self) -> str:
        return str(self.root / "keys" / "pass")

    def settings(self, **signing: object) -> None:
        lines = "".join(f"  {key}: {value}\n" for key, value in signing.items())
        (self.root / "lotproof.yaml").write_text(f"signing:\n{lines}", "utf-8")

    def sign(self, *arguments: str) -> Ran:
        return run("sign", *arguments, "--passphrase-file", self.secret)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    made = House(tmp_path / "work")
    for folder in ("cases", "keys", "build/x"):
        (made.root / folder).mkdir(parents=True)
    TEST.files(made.root / "keys", desk_p12=TEST.desk().p12(), root_pem=TEST.root().pem,
               ca_crl=TEST.revocations(TEST.root()))  # fmt: skip
    Path(made.secret).write_bytes(TEST.PASSPHRASE + b"\n")
    Path(made.secret).chmod(0o600)
    (made.built / "dossier.pdf").write_bytes(TEST.document())
    listed = sha256(TEST.document()).hexdigest()
    (made.built / MANIFEST).write_text(
        f"{'0' * 64}  ../../cases/x/case.yaml\n{listed}  dossier.pdf\n", "utf-8"
    )
    made.settings(certificate="keys/desk.p12", authority=TEST.server().url(), trust="[keys/root.pem]",
                  crls="[keys/ca.crl]")  # fmt: skip
    monkeypatch.chdir(made.root)
    return made


def test_a_dossier_and_its_manifest(house: House) -> None:
    ran = house.sign("build/x/dossier.pdf", f"build/x/{MANIFEST}", "--reason", "Issue of the dossier")
    assert (ran.code, ran.out) == (0, f"build/x/dossier.signed.pdf\nbuild/x/{MANIFEST}.tsr\n")
    assert f"unsigned: sha256 {sha256(TEST.document()).hexdigest()}, as {MANIFEST} lists it\n" in ran.err
    assert "Signed by Claims desk ecdsa, Larkspur & Nowhere" in ran.err
    (report,) = signatures(house.built / "dossier.signed.pdf", [house.root / "keys" / "root.pem"])
    assert (report.valid, report.trusted, report.level) == (True, True, "B-T")
    stamp = timestamps(
        house.built / MANIFEST, house.built / f"{MANIFEST}.tsr", [house.root / "keys/root.pem"]
    )
    assert stamp.trusted
    assert (house.built / "dossier.pdf").read_bytes() == TEST.document()
    assert sorted(path.name for path in house.built.iterdir()) == [
        "dossier.pdf", "dossier.signed.pdf", MANIFEST, f"{MANIFEST}.tsr",
    ]  # fmt: skip
    assert SECRET not in ran.out + ran.err


def test_what_is_there_is_kept_unless_it_may_be_replaced(house: House) -> None:
    assert house.sign("build/x/dossier.pdf", f"build/x/{MANIFEST}").code == 0
    before = picture(house.root)
    for name, made in (("dossier.pdf", "dossier.signed.pdf"), (MANIFEST, f"{MANIFEST}.tsr")):
        ran = house.sign(f"build/x/{name}")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"error: build/x/{made} is there already; nothing was written.")
    assert picture(house.root) == before
    assert house.sign("build/x/dossier.pdf", "--replace", "--level", "B-LT").code == 0
    assert signatures(house.built / "dossier.signed.pdf")[0].level == "B-LT"


def test_in_place(house: House) -> None:
    ran = house.sign("build/x/dossier.pdf", "--in-place")
    assert (ran.code, ran.out) == (0, "build/x/dossier.pdf\n")
    assert f"{MANIFEST} still lists the unsigned dossier.pdf" in ran.err
    assert signatures(house.built / "dossier.pdf")[0].valid
    again = house.sign("build/x/dossier.pdf", "--in-place")
    assert (again.code, again.out) == (2, "")
    assert "it has a signature already" in again.err


def test_options_take_precedence_and_no_settings_are_needed(house: House) -> None:
    (house.root / "lotproof.yaml").unlink()
    named = (
        "--certificate",
        "keys/desk.p12",
        "--authority",
        TEST.server().url("/rsa"),
        "--trust",
        "keys/root.pem",
    )
    assert house.sign("build/x/dossier.pdf", *named).code == 0
    assert signatures(house.built / "dossier.signed.pdf")[0].timestamp_by == "Clock rsa, Larkspur & Nowhere"
    lacking = house.sign("build/x/dossier.pdf", *named[2:], "--replace")
    assert (lacking.code, "no certificate is named" in lacking.err) == (2, True)
    lacking = house.sign("build/x/dossier.pdf", *named[:2], "--replace")
    assert (lacking.code, "no time-stamping authority is named" in lacking.err) == (2, True)


def test_a_manifest_asks_for_no_passphrase(house: House) -> None:
    assert run("sign", f"build/x/{MANIFEST}").code == 0


def refused(house: House, *arguments: str) -> str:
    """The one sentence of a run that wrote nothing."""
    before = picture(house.root)
    ran = run("sign", *arguments)
    assert (ran.code, ran.out, picture(house.root)) == (2, "", before)
    assert ran.err.startswith("error: ") and ran.err.count("\n") == 1
    assert SECRET not in ran.err
    return ran.err.removeprefix("error: ").rstrip("\n")


def test_a_wrong_passphrase_is_one_sentence(house: House) -> None:
    Path(house.secret).write_text("guess-of-mine", "utf-8")
    told = refused(house, "build/x/dossier.pdf", "--passphrase-file", house.secret)
    assert told == "nothing was signed: the passphrase does not open desk.p12."


def test_a_passphrase_file_that_others_may_read(house: House) -> None:
    Path(house.secret).chmod(0o640)
    told = refused(house, "build/x/dossier.pdf", "--passphrase-file", house.secret)
    assert told == "others may read the passphrase file keys/pass; make it yours alone: chmod 600 keys/pass"
    (house.root / "keys/link").symlink_to("pass")
    for name in ("link", "none", "."):
        told = refused(house, "build/x/dossier.pdf", "--passphrase-file", f"keys/{name}")
        assert told.startswith("the passphrase file keys")


def test_a_passphrase_on_a_descriptor(house: House) -> None:
    reading, writing = os.pipe()
    os.write(writing, TEST.PASSPHRASE)
    os.close(writing)
    try:
        assert run("sign", "build/x/dossier.pdf", "--passphrase-fd", str(reading)).code == 0
    finally:
        os.close(reading)
    told = refused(house, "build/x/dossier.pdf", "--replace", "--passphrase-fd", "987")
    assert told == "the descriptor of --passphrase-fd cannot be read: Bad file descriptor."
    told = refused(house, "build/x/dossier.pdf", "--passphrase-fd", "0", "--passphrase-file", house.secret)
    assert told == "give --passphrase-file or --passphrase-fd, not both."


def test_without_a_terminal_nobody_is_asked(house: House) -> None:
    assert refused(house, "build/x/dossier.pdf").startswith(
        "there is no terminal to ask for the passphrase of desk.p12;"
    )


def test_on_a_terminal_it_is_asked_for_and_not_shown(house: House) -> None:
    child, terminal = pty.fork()
    if child == 0:  # in a session of its own, with the new terminal as its only one
        os.execv(COMMAND[0], [*COMMAND, "sign", "build/x/dossier.pdf"])
    seen = b""
    while b"Passphrase of desk.p12:" not in seen:
        seen += os.read(terminal, 1000)
    os.write(terminal, TEST.PASSPHRASE + b"\n")
    try:
        while piece := os.read(terminal, 1000):
            seen += piece
    except OSError:  # how Linux says that the other side is gone
        pass
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert b"dossier.signed.pdf" in seen and TEST.PASSPHRASE not in seen


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/wrong-nonce", "answered another question than ours"),
        ("/html", "answered with a web page"),
        ("/error", "answered with HTTP 503"),
        ("/stranger", "leads to no certificate that you named as trusted"),
    ],
)
def test_a_lying_authority_writes_nothing(house: House, path: str, reason: str) -> None:
    url = TEST.server().url(path)
    told = refused(house, "build/x/dossier.pdf", "--authority", url, "--passphrase-file", house.secret)
    assert told.startswith("build/x/dossier.pdf was not signed: ") and reason in told
    assert reason in refused(house, f"build/x/{MANIFEST}", "--authority", url)


def test_a_dead_authority_writes_nothing(house: House) -> None:
    told = refused(house, f"build/x/{MANIFEST}", "--authority", TEST.dead_url(), "--timeout", "5")
    assert "could not be reached: Connection refused." in told


def test_a_draft_is_refused_unless_it_is_meant(house: House) -> None:
    (house.built / MANIFEST).unlink()
    (house.built / "dossier.pdf").write_bytes(TEST.document("DRAFT · "))
    told = refused(house, "build/x/dossier.pdf", "--passphrase-file", house.secret)
    assert told.startswith("build/x/dossier.pdf was not signed: its pages say DRAFT;")
    ran = house.sign("build/x/dossier.pdf", "--draft-anyway")
    assert ran.code == 0 and "in no manifest beside it" in ran.err


def test_the_mark_looked_for_is_the_one_that_the_pages_of_a_draft_bear() -> None:
    case, _ = read_case(SMALL / "sound")
    assert case is not None
    draft = replace(case, uncommitted=True)
    frame = book(draft, compute(draft), linked=True).frame("dossier", "Evidence dossier", "")
    assert (frame["head_right"], frame["title"]) == ("DRAFT · Evidence dossier", "Evidence dossier · sound")


def test_a_file_that_the_manifest_does_not_mean_is_refused(house: House) -> None:
    (house.built / "dossier.pdf").write_bytes(TEST.document("Other "))
    told = refused(house, "build/x/dossier.pdf", "--passphrase-file", house.secret)
    assert f"it is not the dossier.pdf that {MANIFEST} beside it lists" in told


def test_what_is_neither_is_refused(house: House) -> None:
    (house.root / "note.txt").write_text("hello", "utf-8")
    (house.root / "link.pdf").symlink_to("build/x/dossier.pdf")
    for name, reason in (("note.txt", "no PDF"), ("gone.pdf", "is not there"), ("link.pdf", "reached through a link"),
                         ("build", "is a folder")):  # fmt: skip
        assert reason in refused(house, name, "--passphrase-file", house.secret)


def test_one_bad_file_signs_none(house: House) -> None:
    (house.built / "car.pdf").write_bytes(b"%PDF-1.7")
    told = refused(house, "build/x/dossier.pdf", "build/x/car.pdf", "--passphrase-file", house.secret)
    assert told.startswith("build/x/car.pdf was not signed")


def test_settings_with_a_slip_sign_nothing(house: House) -> None:
    house.settings(certificat="keys/desk.p12", authority="https://u:p@tsa.example/", level="B-X")
    before = picture(house.root)
    ran = house.sign("build/x/dossier.pdf")
    assert (ran.code, ran.out, picture(house.root)) == (2, "", before)
    for part in (
        "lotproof.yaml:2:3: error UNKNOWN_KEY",
        "did you mean certificate?",
        "must not hold a user name",
        "lotproof.yaml:4:10: error UNKNOWN_WORD",
        "error: lotproof.yaml has errors; nothing was signed.",
    ):
        assert part in ran.err


def test_without_the_extra_one_sentence_says_what_to_install(house: House) -> None:
    program = (
        "import sys\nsys.modules['pyhanko'] = None\nfrom lotproof.cli import main\n"
        "main(['sign', 'build/x/dossier.pdf'])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=house.root, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == "error: this needs the extra sign: pip install 'lotproof[sign]'\n"


def test_a_signature_that_cannot_be_checked_is_never_taken_for_a_good_one(house: House) -> None:
    document = with_checksum(TEST.document())
    (house.built / "dossier.pdf").write_bytes(document)
    (house.built / MANIFEST).write_text(f"{sha256(document).hexdigest()}  dossier.pdf\n", "utf-8")
    assert house.sign("build/x/dossier.pdf").code == 0
    program = (
        "import sys\nsys.modules['pyhanko'] = None\nfrom lotproof.cli import main\nmain(['verify',"
        " *sys.argv[1:]])"
    )

    def verify(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program, *arguments]
        return subprocess.run(command, cwd=house.root, capture_output=True, text=True)

    lone = Path(shutil.move(house.built / "dossier.signed.pdf", house.root / "lone.pdf"))
    told = ("--digest", sha256(lone.read_bytes()).hexdigest())
    done = verify("lone.pdf", *told)
    assert done.returncode == 2, done.stdout
    assert done.stdout.startswith("It bears a signature that was NOT checked")
    assert "pip install 'lotproof[sign]'" in done.stdout
    (answer,) = json.loads(verify("lone.pdf", *told, "--json").stdout)["verified"]
    assert answer["ok"] is None
    # what speaks against the file outweighs what is not known
    assert verify("lone.pdf", "--digest", "0" * 64).returncode == 1
    assert verify("build/x/dossier.pdf").returncode == 0


def test_no_other_command_loads_what_signs(house: House) -> None:
    program = (
        "import sys\nfrom lotproof.cli import main\ntry:\n    main(sys.argv[1:])\nfinally:\n   "
        " print(sorted({'pyhanko', 'asn1crypto', 'cryptography'} & set(sys.modules)), file=sys.stderr)"
    )
    for arguments in (["--help"], ["sign", "--help"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], cwd=house.root, capture_output=True, text=True
        )
        assert done.stderr.splitlines()[-1] == "[]"


GUIDE = (Path(__file__).parents[2] / "docs" / "signing.md").read_text("utf-8")


def test_the_settings_of_the_guide_are_settings(tmp_path: Path) -> None:
    (typed,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
    (tmp_path / "lotproof.yaml").write_text(typed, "utf-8")
    settings, findings = read_settings(tmp_path)
    assert findings == () and settings.signing is not None
    assert settings.signing.model_fields_set == set(type(settings.signing).model_fields)


def test_the_commands_of_the_guide_do_what_it_says(house: House) -> None:
    typed = [shlex.split(line)[2:] for line in re.findall(r"^lotproof sign .*$", GUIDE, re.M)]
    assert len(typed) == 4
    for arguments in typed:
        assert house.sign(*arguments, "--replace").code == 0
    if shutil.which("openssl") is not None:
        (check,) = re.findall(r"^openssl ts .*$", GUIDE, re.M)
        shutil.copy(house.root / "keys/root.pem", house.built)
        assert subprocess.run(shlex.split(check), cwd=house.built, capture_output=True).returncode == 0


def test_the_guide_names_every_setting_and_the_help_every_option_of_it() -> None:
    shown = run("sign", "--help").out
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", GUIDE)) - {"--pretty-print", "--trust-replace"}:
        assert f"{option} " in shown, option
