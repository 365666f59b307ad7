"""The fonts the documents are set in, and the fontconfig file that lets Pango see these and no others.

Why: a font of the machine that leaks in changes the bytes, and a machine without fonts crashes Pango.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parents[1] / "fonts"


@dataclass(frozen=True)
class Face:
    """One static font file; `weight` is the CSS number, the only one the family answers to."""

    file: str
    family: str
    weight: int
    style: Literal["normal", "italic"] = "normal"


FACES = (
    Face("SourceSerif4-Regular.ttf", "Source Serif 4", 400),
    Face("SourceSerif4-It.ttf", "Source Serif 4", 400, "italic"),
    Face("SourceSerif4-Bold.ttf", "Source Serif 4", 700),
    Face("Inter-Regular.ttf", "Inter", 400),
    Face("Inter-Italic.ttf", "Inter", 400, "italic"),
    Face("Inter-SemiBold.ttf", "Inter", 600),
    Face("JetBrainsMono-Regular.ttf", "JetBrains Mono", 400),
    Face("NotoSansSC-Regular.ttf", "Noto Sans SC", 400),
    Face("NotoSansSC-Bold.ttf", "Noto Sans SC", 700),
)

GENERIC = (
    ("serif", "Source Serif 4"),
    ("sans-serif", "Inter"),
    ("system-ui", "Inter"),
    ("monospace", "JetBrains Mono"),
)


def font_face_css(base_url: str) -> str:
    """The @font-face rules of every face, files looked for under `base_url` (a folder address ending in "/").

    The PDF needs none of them (fontconfig already knows the faces, and the bytes are the same either way);
    the HTML beside it does.
    """
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";src:url("{base_url}{face.file}") format("truetype");'
        f"font-weight:{face.weight};font-style:{face.style}}}"
        for face in FACES
    )


def fontconfig_file(directory: Path) -> Path:
    """Write `fonts.conf` into `directory` and return its path, to be named by FONTCONFIG_FILE.

    It holds the packaged folder, a cache folder beside itself, and names for the generic families. It has no
    rule for made-up bold or italic, so a weight we do not carry shows as the nearest face we do.
    """
    aliases = "".join(
        f'<match target="pattern"><test name="family" qual="any"><string>{generic}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
        for generic, family in GENERIC
    )
    path = directory / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>'
        f"<dir>{escape(str(FOLDER))}</dir><cachedir>{escape(str(directory / 'cache'))}</cachedir>"
        f"{aliases}</fontconfig>\n",
        encoding="utf-8",
    )
    return path


@lru_cache(maxsize=8192)
def _carried(point: int) -> bool:
    """Whether any face prints a code point; a face is opened when those before it do not."""
    return any(point in _points(face.file) for face in FACES)


@cache
def _points(file: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(FOLDER / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def uncovered(text: str) -> tuple[str, ...]:
    """The characters of `text` that no packaged face can print, each once, in code point order.

    Controls and invisible formatting characters are not counted: Pango prints nothing for them.
    """
    return tuple(sorted(_unprintable(text)))


def spelled_out(text: str) -> str:
    """`text` with every character we cannot print replaced by its code point and Unicode name in brackets.

    A party's words are quoted whole: what our fonts lack (emoji, mostly) is named, never dropped.
    """
    lacking = uncovered(text)
    if not lacking:
        return text
    return text.translate({ord(char): f"[U+{ord(char):04X} {called(char)}]" for char in lacking})


def called(char: str) -> str:
    """The Unicode name of a character in lower case, or "unnamed character"."""
    return unicodedata.name(char, "unnamed character").lower()


def _unprintable(text: str) -> Iterator[str]:
    if text.isascii():
        return
    for char in set(text):
        point = ord(char)
        kind = unicodedata.category(char)
        # Some faces keep alternates at private code points; what they draw there means nothing to a reader.
        if kind == "Co" or (
            not _carried(point) and kind not in ("Cf", "Cc") and not 0xFE00 <= point <= 0xFE0F
        ):
            yield char
