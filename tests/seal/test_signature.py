"""What is said of a signature: the good one, the forged, the changed, the lost, the old and the stranger's."""

from __future__ import annotations

import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import crl
from asn1crypto.pem import unarmor
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from lotproof.seal.sign import _Stamper, sign_pdf
from lotproof.seal.signature import Refused, SignatureReport, signatures
from lotproof.seal.signature_reader import QuickReader
from lotproof.seal.timestamp_http import Authority

from .authority import (
    DAY,
    NOW,
    clock,
    desk,
    document,
    files,
    holder,
    other_root,
    present,
    revocations,
    root,
    server,
)
from .signing import STATEMENT, house, opened, root_file, signed, trust


def reports(folder: Path, data: bytes, *, by: Any = "root", now: Any = None) -> list[SignatureReport]:
    (pdf,) = files(folder, dossier_pdf=data)
    return signatures(pdf, [root_file(folder, by)] if by != "root" else [root_file(folder)], now=now)


def only(folder: Path, data: bytes, **how: Any) -> SignatureReport:
    (report,) = reports(folder, data, **how)
    return report


def test_a_good_one_by_somebody_trusted(tmp_path: Path) -> None:
    report = only(tmp_path, signed().data)
    assert (report.valid, report.trusted, report.level) == (True, True, "B-T")
    assert (
        report.sentence
        == "Signed by Claims desk ecdsa, Larkspur & Nowhere, whose certificate leads to one that you named"
        f" as trusted. It existed on {report.signed_at:%Y-%m-%d %H:%M:%S} UTC, by the word of Clock ecdsa,"
        " Larkspur & Nowhere, an authority that you trust. Nothing in the file was changed after it."
    )


def test_the_same_one_to_a_stranger(tmp_path: Path) -> None:
    (pdf,) = files(tmp_path, dossier_pdf=signed().data)
    (report,) = signatures(pdf)
    assert (report.valid, report.trusted, report.covers_all) == (True, False, True)
    assert "so it proves that nothing has changed since, not who signed." in report.sentence
    assert "it proves nothing about time to a stranger." in report.sentence
    other = only(tmp_path, signed().data, by=other_root())
    assert (other.valid, other.trusted) == (True, False)
    assert "its certificate leads to none that you named as trusted." in other.sentence


def test_a_certificate_of_ones_own_making(tmp_path: Path) -> None:
    mine = opened(holder("Myself"))
    made = sign_pdf(document(), mine, Authority(server().url()), level="B-T", trust=house(), statement=STATEMENT,
                    now=present())  # fmt: skip
    report = only(tmp_path, made.data)
    assert (report.valid, report.trusted) == (True, False)
    assert (
        "made by the signer, so it proves only that nothing has changed since, not who signed."
        in report.sentence
    )


@pytest.mark.parametrize("level", ["B-T", "B-LT"])
def test_one_byte_changed_anywhere_that_is_signed(tmp_path: Path, level: Any) -> None:
    data = signed("ecdsa", level).data
    value = data.index(b"/Contents", len(document()))
    after = data.index(b"/ByteRange", len(document()))
    for place in (20, 1000, len(document()) // 2, len(document()) - 30, value + 200, after + 90):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        try:
            found = reports(tmp_path, changed)
        except Refused:
            continue
        assert not any(report.valid or report.trusted for report in found), place


def test_a_changed_byte_of_a_page_is_said(tmp_path: Path) -> None:
    place = signed().data.index(b"stream\n") + 9
    data = signed().data
    report = only(tmp_path, data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    assert (report.valid, report.trusted, report.covers_all) == (False, False, False)
    assert "does not fit this file: bytes that it covers were changed" in report.sentence


def updated(data: bytes, change: Any) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_page_changed_by_an_update_after_it(tmp_path: Path) -> None:
    def change(writer: Any) -> None:
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
        writer.update_container(page)

    report = only(tmp_path, updated(signed().data, change))
    assert (report.valid, report.trusted, report.covers_all, report.modified_after) == (
        False,
        False,
        False,
        True,
    )
    assert (
        report.sentence
        == "The file was changed after the signature of Claims desk ecdsa, Larkspur & Nowhere: "
        "what is read now is not what was signed."
    )


def by_pyhanko(data: bytes, name: str, subfilter: Any = fields.SigSeedSubFilter.PADES) -> bytes:
    """A signature by the library alone, without a time."""
    out = BytesIO()
    meta = signers.PdfSignatureMetadata(field_name=name, subfilter=subfilter)
    signers.PdfSigner(meta, opened(desk("rsa")).signer).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(data)), output=out
    )
    return out.getvalue()


def test_a_second_signature_leaves_the_first_one_good_and_is_said(tmp_path: Path) -> None:
    first, second = reports(tmp_path, by_pyhanko(signed().data, "Theirs"))
    assert (first.valid, first.trusted, first.covers_all, first.modified_after) == (True, True, False, True)
    assert first.sentence.endswith("another signature added; the pages are as signed.")
    assert (second.valid, second.covers_all, second.level, second.timestamp_by) == (True, True, "B-B", None)
    assert "is only what the signer's own clock said." in second.sentence


def test_a_signature_of_the_older_kind(tmp_path: Path) -> None:
    report = only(tmp_path, by_pyhanko(document(), "Old", fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED))
    assert (report.valid, report.trusted, report.level) == (True, True, "PKCS#7")
    assert report.signed_at is not None and report.timestamp_by is None


def test_a_signature_of_long_term_and_one_stamped_whole(tmp_path: Path) -> None:
    data = signed("rsa", "B-LT").data
    assert only(tmp_path, data).level == "B-LT"
    out = BytesIO()
    stamper = PdfTimeStamper(_Stamper(Authority(server().url()), house(), present()))
    stamper.timestamp_pdf(
        IncrementalPdfFileWriter(BytesIO(data)), "sha256", None, bytes_reserved=20000, output=out
    )
    signature, stamp = reports(tmp_path, out.getvalue())
    assert (signature.level, signature.modified_after, stamp.level, stamp.valid) == (
        "B-LTA",
        False,
        "time",
        True,
    )
    assert stamp.trusted and stamp.sentence.startswith("It existed on ")


def test_lists_that_do_not_bear_the_chain_out_make_no_long_term(tmp_path: Path) -> None:
    report = only(tmp_path, with_list(signed().data, revocations(other_root())))
    assert (report.valid, report.trusted, report.level) == (True, True, "B-T")


def with_list(data: bytes, pem: bytes) -> bytes:
    out = BytesIO(data)
    listed = crl.CertificateList.load(unarmor(pem)[2])
    DocumentSecurityStore.add_dss(out, None, certs=[root().asn1], crls=[listed])
    return out.getvalue()


def test_a_revoked_signer_is_said(tmp_path: Path) -> None:
    report = only(tmp_path, with_list(signed().data, revocations(root(), desk())))
    assert (report.valid, report.trusted) == (True, False)
    assert f"but its certificate was revoked on {NOW - 10 * DAY:%Y-%m-%d}" in report.sentence


def test_a_signer_revoked_since_had_signed(tmp_path: Path) -> None:
    later = revocations(root(), desk(), on=NOW + DAY)
    assert only(tmp_path, with_list(signed().data, later)).trusted


def test_a_revoked_authority_is_said(tmp_path: Path) -> None:
    report = only(tmp_path, with_list(signed().data, revocations(root(), clock())))
    assert (report.valid, report.timestamp_by) == (True, "Clock ecdsa, Larkspur & Nowhere")
    assert "the authority's certificate was revoked on" in report.sentence


def test_a_trusted_time_outlives_the_certificate(tmp_path: Path) -> None:
    later = NOW + 8000 * DAY
    assert only(tmp_path, signed().data, now=later).trusted
    without = only(tmp_path, by_pyhanko(document(), "Old"), now=later)
    assert (without.valid, without.trusted) == (True, False)
    assert "its certificate was not valid when it counts" in without.sentence


def test_a_signature_cut_off_or_taken_out(tmp_path: Path) -> None:
    assert reports(tmp_path, signed().data[: len(document())]) == []
    out = BytesIO()
    with pikepdf.open(BytesIO(signed().data)) as pdf:
        del pdf.Root.AcroForm.Fields[0].V
        pdf.save(out)
    report = only(tmp_path, out.getvalue())
    assert (report.valid, report.level) == (False, "none")
    assert (
        report.sentence
        == "The signature field Signature1 is empty: it was never signed, or its signature was taken out."
    )


def test_a_signature_moved_to_another_file(tmp_path: Path) -> None:
    other = document(program="Lotproof 0.2.0")
    assert len(other) == len(document())
    report = only(tmp_path, other + signed().data[len(document()) :])
    assert (report.valid, report.trusted) == (False, False)


@pytest.mark.parametrize("data", [b"/Sig", b"%PDF-1.7 /ByteRange", b"/ByteRange" * 1000])
def test_what_cannot_be_read_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Refused, match="damaged or encrypted"):
        reports(tmp_path, data)


def test_nothing_hostile_comes_out_as_an_exception_or_as_valid(tmp_path: Path) -> None:
    """Random bytes of the signed part overwritten, the same ones on every run."""
    chance = random.Random(7)
    data = signed().data
    for _ in range(25):
        place = chance.randrange(len(data) - 8)
        hurt = data[:place] + chance.randbytes(8) + data[place + 8 :]
        try:
            found = reports(tmp_path, hurt)
        except Refused:
            continue
        for report in found:
            # the room beside the signature's value is zeros that nothing covers
            assert not report.valid or data[place : place + 8] == b"0" * 8


def test_a_file_that_is_none_is_refused_by_the_system(tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to(files(tmp_path, dossier_pdf=signed().data)[0])
    for path in (tmp_path, tmp_path / "gone.pdf", tmp_path / "link.pdf"):
        with pytest.raises(OSError):
            signatures(path)


def test_roots_that_are_none_are_refused(tmp_path: Path) -> None:
    pdf, wrong = files(tmp_path, dossier_pdf=signed().data, wrong_pem=b"hello")
    with pytest.raises(Refused, match=r"wrong\.pem holds no certificate"):
        signatures(pdf, [wrong])


def test_a_file_without_a_signature_loads_nothing_of_pyhanko(tmp_path: Path) -> None:
    (pdf,) = files(tmp_path, dossier_pdf=document())
    program = (
        "import sys; from pathlib import Path; from lotproof.seal.signature import"
        f" signatures\nprint(signatures(Path({str(pdf)!r})), sorted({{'pyhanko', 'asn1crypto',"
        " 'cryptography'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[] []\n", "")


def test_the_quick_reader_reads_what_the_slow_one_does(tmp_path: Path) -> None:
    """Every object of a document whose objects lie in one stream, as pyHanko alone reads it; and a few odd streams."""
    out = BytesIO()
    with pikepdf.open(BytesIO(document())) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    quick = QuickReader(out.getvalue())
    slow = IncrementalPdfFileWriter(BytesIO(out.getvalue())).prev
    markers = list(slow.xrefs.explicit_refs_in_revision(0))
    assert len(markers) > 20
    for ref in markers:
        one, other = (
            reader.get_object(generic.Reference(ref.idnum, ref.generation, reader))
            for reader in (quick, slow)
        )
        assert repr(one) == repr(other)
    assert quick._members and all(quick._members.values())


def test_trust_is_for_whoever_asks() -> None:
    assert trust().roots == ()
