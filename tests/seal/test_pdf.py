"""Every kind of tampering, and who finds it: the file alone, the file alone after its checksum was made anew, and
the file with the digest that its sender told by another way. The table is the one printed in docs/verifying.md."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from lotproof.seal import pdf_look
from lotproof.seal.digest import sha256_bytes
from lotproof.seal.pdf import Told, verify_pdf
from lotproof.seal.pdf_look import PdfRefused, look_inside
from lotproof.seal.verdict import Verdict

from .small import ORIGINALS, dossier, resealed, small

GUIDE = Path(__file__).parents[2] / "docs" / "verifying.md"
FIRST = next(iter(ORIGINALS))


def saved(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The small dossier opened by another program, changed and saved."""
    out = BytesIO()
    with pikepdf.open(BytesIO(small())) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def flip(mark: bytes, after: int) -> bytes:
    """One bit of the byte `after` bytes behind the last occurrence of `mark`."""
    at = small().rindex(mark) + after
    return small()[:at] + bytes([small()[at] ^ 1]) + small()[at + 1 :]


def swap(pdf: pikepdf.Pdf) -> None:
    pdf.attachments[FIRST].obj["/EF"]["/F"].write(b"another report")


def remove(pdf: pikepdf.Pdf) -> None:
    del pdf.attachments[FIRST]


def add(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["E009 extra.txt"] = pikepdf.AttachedFileSpec(pdf, b"added", filename="E009 extra.txt")


def rename(pdf: pikepdf.Pdf) -> None:
    content = pdf.attachments[FIRST].get_file().read_bytes()
    del pdf.attachments[FIRST]
    pdf.attachments["E001 other.pdf"] = pikepdf.AttachedFileSpec(pdf, content, filename="E001 other.pdf")


def reword(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"BT ET")


def retitle(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another title"


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = pdf.make_indirect({"/S": pikepdf.Name("/JavaScript"), "/JS": "app.alert(1)"})


def update() -> bytes:
    """A second revision behind the end, as a program writes that saves its changes incrementally."""
    data = small()
    start = re.findall(rb"startxref\n(\d+)\n", data)[-1]
    with pikepdf.open(BytesIO(data)) as pdf:
        root, size = pdf.trailer.Root.objgen[0], len(pdf.objects) + 1
    body = f"{size} 0 obj\n<</Added true>>\nendobj\n".encode()
    table = f"xref\n{size} 1\n{len(data):010} 00000 n \ntrailer\n"
    trailer = f"<</Size {size + 1}/Root {root} 0 R/Prev {start.decode()}>>\n"
    return data + body + f"{table}{trailer}startxref\n{len(data) + len(body)}\n%%EOF\n".encode()


CHANGED = {**ORIGINALS, FIRST: b"another report"}
WITHOUT = {name: data for name, data in ORIGINALS.items() if name != FIRST}


@dataclass(frozen=True)
class Trial:
    """`alone`, `remade`: whether the file alone shows it, and whether it still does after a new checksum."""

    what: str
    data: Callable[[], bytes]
    alone: bool
    remade: bool | None


TRIALS = (
    Trial("one bit of an attachment's bytes", lambda: flip(b"%PDF-1.4 the inspector", 4), True, True),
    Trial("one bit of a page's packed content", lambda: flip(b"/ObjStm", 200), True, True),
    Trial("one bit of the metadata", lambda: flip(b"/XML", 200), True, False),
    Trial("one bit of the cross-reference table", lambda: flip(b"/XRef", 300), True, True),
    Trial("one bit of the checksum line", lambda: flip(b"%lotproof-sha256 ", 20), True, False),
    Trial("one bit of the last lines", lambda: flip(b"startxref", 11), True, None),
    Trial("bytes added behind the end", lambda: small() + b"% added\n", True, None),
    Trial("an update saved behind the end", update, True, True),
    Trial("an attachment replaced, its name kept", lambda: saved(swap), True, True),
    Trial("an attachment removed", lambda: saved(remove), True, True),
    Trial("an attachment added", lambda: saved(add), True, True),
    Trial("an attachment renamed", lambda: saved(rename), True, True),
    Trial("a program put in", lambda: saved(script), True, True),
    Trial("the words or the look of a page", lambda: saved(reword), True, False),
    Trial("the title in the properties", lambda: saved(retitle), True, False),
    Trial(
        "an original and its place in the embedded list",
        lambda: dossier(CHANGED, None, ORIGINALS),
        True,
        True,
    ),
    Trial(
        "an original removed, and from the embedded list",
        lambda: dossier(WITHOUT, None, ORIGINALS),
        True,
        True,
    ),
    Trial("all of it made anew: originals, list, pages", lambda: dossier(CHANGED), False, False),
)


def alone(data: bytes) -> Verdict:
    return verify_pdf("dossier.pdf", data)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.what)
def test_who_finds_what(trial: Trial) -> None:
    data = trial.data()
    assert data != small()
    assert alone(data).ok is not trial.alone
    if trial.remade is not None:
        assert alone(resealed(data)).ok is not trial.remade
    assert not verify_pdf("dossier.pdf", data, [Told(sha256_bytes(small()), "you gave")]).ok


@pytest.mark.parametrize("part", range(4))
def test_any_flipped_bit_gets_a_verdict(part: int) -> None:
    data = small()
    for at in range(part * 97, len(data), 4 * 97):
        verdict = alone(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert not verdict.ok and verdict.sentence.startswith("Do not rely on dossier.pdf: "), at


def test_pages_that_print_no_digest_get_a_verdict() -> None:
    wrong = _wrong(dossier(printed={}))
    assert wrong == [f"no page of it prints the digest of the attached {', '.join(ORIGINALS)}."]


def test_the_guide_prints_the_table_of_these_trials() -> None:
    def word(found: bool | None) -> str:
        return "—" if found is None else "found" if found else "**not found**"

    rows = [f"| {trial.what} | {word(trial.alone)} | {word(trial.remade)} | found |" for trial in TRIALS]
    assert "\n".join(rows) in GUIDE.read_text("utf-8"), "\n".join(rows)


def test_the_file_as_it_was_made_is_praised_for_no_more_than_was_proved() -> None:
    verdict = alone(small())
    assert verdict.ok and {fact.state for fact in verdict.facts} == {"good"}
    assert verdict.sentence == (
        "All 3 originals in dossier.pdf are exactly those whose digests are printed on page 2. The checksum that the "
        "file bears is right, so no byte was changed by accident. Whether somebody made it anew on purpose, no file "
        "can tell by itself: ask the sender, by another way, for its SHA-256, and compare: "
        + sha256_bytes(small())
    )
    told = verify_pdf("dossier.pdf", small(), [Told(sha256_bytes(small()), "you gave")])
    assert told.sentence == (
        "dossier.pdf is the file it should be. Its SHA-256 is the one you gave. All 3 originals in it are exactly "
        "those whose digests are printed on page 2."
    )


def test_digests_are_read_across_the_lines_of_a_narrow_column() -> None:
    data = dossier(width="2cm")
    assert alone(data).ok
    assert len(look_inside(data).printed) == 3
    assert "page 2" in alone(data).sentence
    swapped = dossier(printed=CHANGED, width="2cm")
    wrong = [fact.sentence for fact in alone(swapped).facts if fact.state == "bad"]
    assert wrong[0] == f"no page of it prints the digest of the attached {FIRST}."
    assert wrong[1] == f"its pages print digests of files that are not attached to it: {FIRST} (page 2)."


def test_what_was_renamed_removed_and_added_is_said_by_name() -> None:
    assert "the attachment E001 report.pdf was renamed to E001 other.pdf." in _wrong(resealed(saved(rename)))
    assert "the attachment E001 report.pdf is listed in it, and is not there." in _wrong(
        resealed(saved(remove))
    )
    assert "1 attachment is in it and in no list: E009 extra.txt." in _wrong(resealed(saved(add)))


def test_a_second_name_and_a_hidden_file_are_found() -> None:
    def alias(pdf: pikepdf.Pdf) -> None:
        pdf.attachments[FIRST].obj["/UF"] = "E001 renamed.pdf"

    def hide(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"hidden", {"/Type": pikepdf.Name("/EmbeddedFile")})
        pdf.Root["/Hidden"] = pdf.make_indirect(stream)

    assert "the attachment E001 report.pdf also bears the name E001 renamed.pdf." in _wrong(
        resealed(saved(alias))
    )
    assert "1 embedded file is in it and in no list of attachments." in _wrong(resealed(saved(hide)))


def test_the_word_javascript_in_a_text_is_no_program() -> None:
    def mention(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Subject"] = "about /JavaScript (and /Launch) actions"

    assert alone(resealed(saved(mention))).ok


def _wrong(data: bytes) -> list[str]:
    return [fact.sentence for fact in alone(data).facts if fact.state == "bad"]


@dataclass(frozen=True)
class Signed:
    valid: bool = True
    covers_all: bool = True
    level: str = "B-T"
    sentence: str = "Signed."


def test_what_a_valid_signature_covers_may_stand_behind_the_end() -> None:
    data = update()
    before = [Told(sha256_bytes(small()), "you gave")]
    good = verify_pdf("d.pdf", data, before, [Signed()])
    assert good.ok
    assert "Up to what was added at its end, its SHA-256 is the one you gave." in good.sentence
    for bad in (Signed(valid=False), Signed(covers_all=False), Signed(level="none")):
        judged = verify_pdf("d.pdf", data, before, [bad])
        assert judged.ok is (bad.level == "none" and bad.valid and bad.covers_all)
    unchecked = verify_pdf("d.pdf", data, (), None)
    assert unchecked.ok and any("lotproof[sign]" in fact.sentence for fact in unchecked.facts)


def test_somebody_elses_pdf_is_good_only_with_its_digest() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = BytesIO()
        pdf.save(out)
    data = out.getvalue()
    assert not alone(data).ok
    assert verify_pdf("report.pdf", data, [Told(sha256_bytes(data), "you gave")]).ok


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is damaged and cannot be opened as a PDF."),
        (b"<html>no PDF</html>", "it is damaged and cannot be opened as a PDF."),
        (small()[:4000], "it is damaged and cannot be opened as a PDF."),
    ],
)
def test_what_is_no_pdf_is_refused_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(PdfRefused, match=re.escape(why)):
        look_inside(data)
    assert not alone(data).ok


def test_a_password_is_said() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(small())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PdfRefused, match="password"):
        look_inside(out.getvalue())


def test_a_bomb_ends_with_its_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_look, "MEMORY", 300 * 1024**2)
    packer = zlib.compressobj(1)
    bomb = b"".join(packer.compress(bytes(1024**2)) for _ in range(600)) + packer.flush()

    def arm(pdf: pikepdf.Pdf) -> None:
        stream = pdf.attachments[FIRST].obj["/EF"]["/F"]
        stream.write(bomb, filter=pikepdf.Name("/FlateDecode"))

    with pytest.raises(PdfRefused, match="more time or memory"):
        look_inside(saved(arm))
