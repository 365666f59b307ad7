"""The packaged faces are all there is, each is what its name says, and figures line up."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from lotproof.render.fonts import FACES, FOLDER, Face, font_face_css, spelled_out, uncovered
from lotproof.render.pdf import RenderFailed

from .documents import made


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_a_face_is_static_and_what_it_is_called(face: Face) -> None:
    with TTFont(FOLDER / face.file, lazy=True) as font:
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == face.weight
        assert font["OS/2"].fsType == 0
        assert font["name"].getBestFamilyName() == face.family
        assert bool(font["head"].macStyle & 2) == (face.style == "italic")


def test_every_font_has_its_licence_beside_it() -> None:
    for family in {face.file.split("-")[0] for face in FACES}:
        text = (FOLDER / f"OFL-{family}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert text.startswith(("Copyright", "©"))
    assert {path.name for path in FOLDER.glob("*.ttf")} == {face.file for face in FACES}


def test_no_face_but_the_packaged_ones_is_ever_used() -> None:
    style = 'p { font-family: "DejaVu Sans", "Liberation Serif", Arial, fantasy }'
    body = "<p>Plain <b>bold</b> <i>italic</i> 中文 <code>code</code></p><p style='font-weight:900'>black</p>"
    with pikepdf.open(BytesIO(made(body, style=style).data)) as pdf:
        descriptors = [thing for thing in pdf.objects if _is_descriptor(thing)]
        assert {str(thing.FontFamily) for thing in descriptors} <= {face.family for face in FACES}
        assert len(descriptors) >= 3


def _is_descriptor(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"


def test_a_machine_without_fonts_builds_the_same_bytes(tmp_path: Path) -> None:
    """FONTCONFIG_FILE of the caller points at nothing; without our own file Pango would crash the process."""
    (tmp_path / "none.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
    program = (
        "import sys, hashlib; from lotproof.render.pdf import write_pdf\n"
        "html = '<html lang=en><title>t</title><p>Hello 中文'\n"
        "print(hashlib.sha256(write_pdf(html, files={}, attachments=(), identifier=b'x').data).hexdigest())"
    )
    results = set()
    for extra in ({}, {"FONTCONFIG_FILE": str(tmp_path / "none.conf"), "HOME": str(tmp_path)}):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | extra,
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        results.add(done.stdout)
    assert len(results) == 1


@pytest.mark.parametrize("family", ["Inter", "Source Serif 4", "JetBrains Mono", "Noto Sans SC"])
@pytest.mark.parametrize("weight", [400, 700])
def test_figures_line_up(family: str, weight: int) -> None:
    """`tabular-nums lining-nums`: every digit as wide as every other, in each weight we print."""
    from lotproof.render import engine

    digits = "".join(f"<span style='display:inline-block'>{digit * 40}</span><br>" for digit in "0123456789")
    style = f"body{{font:{weight} 10px {family!r};font-variant-numeric:tabular-nums lining-nums}}"
    page = engine.HTML(string=f"<style>{style}</style>{digits}").render(
        font_config=engine.font_configuration()
    )
    blocks = [box for box in page.pages[0]._page_box.descendants() if type(box).__name__ == "InlineBlockBox"]
    assert len(blocks) == 10
    assert len({round(box.width, 3) for box in blocks}) == 1


def test_the_css_names_every_face_once() -> None:
    css = font_face_css("../fonts/")
    assert css.count("@font-face") == len(FACES)
    assert all(f'url("../fonts/{face.file}")' in css for face in FACES)


def test_the_marks_documents_use_are_covered() -> None:
    assert uncovered("✓ ✗ → – − ÷ × ± ① ⑩ ℃ ≤ ≥ ½ “” … 确认：是 （） 《》 ￥ € £ \u00a0\u202f\n") == ()


def test_what_is_not_covered_is_exactly_what_the_build_refuses() -> None:
    for char in ("👍", "\ue000", "✔", "한", "ب"):
        assert uncovered(f"a{char}b{char}") == (char,)
        with pytest.raises(RenderFailed) as failure:
            made(f"<p>a{char}b</p>")
        assert f"U+{ord(char):04X}" in str(failure.value)
    for char in ("\u200d", "\ufe0f", "\u2060", "\u3000", "\u2003"):
        assert uncovered(char) == ()
        assert made(f"<p>a{char}b</p>").pages == 1


def test_emoji_in_a_quoted_message_are_spelled_out() -> None:
    assert spelled_out("OK 👍 好") == "OK [U+1F44D thumbs up sign] 好"
    assert made(f"<p>{spelled_out('OK 👍 好')}</p>").pages == 1
