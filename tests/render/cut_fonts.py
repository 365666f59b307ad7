"""Cuts the static fonts of src/lotproof/fonts out of the wheels that carry them; run by hand, once a change of fonts.

Why: a variable font makes every PDF build differ and gives wrong widths as soon as its @font-face names a
weight, so the document's fonts are static cuts; this script is the record of how they came to be.

    pip download --no-deps -d WHEELS emboss-pdf==1.3.1 justmytype-western-core==0.1.0 justmytype-intl-cjk==0.1.0
    python tests/render/cut_fonts.py WHEELS

Source Serif 4 has the Reserved Font Name "Source": its static originals are copied byte for byte, never cut.
Inter, JetBrains Mono and Noto Sans SC reserve no name that they bear, so cuts may keep their names.
"""

import sys
import zipfile
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parents[2] / "src" / "lotproof" / "fonts"
STAMP = 3786825600  # 2024-01-01 in the Mac epoch, so that two runs give the same file

WESTERN = ("justmytype_western_core-*.whl", "justmytype_western_core/fonts/ofl/")
CHINESE = ("justmytype_intl_cjk-*.whl", "justmytype_intl_cjk/fonts/ofl/")
SERIF = ("emboss_pdf-*.whl", "emboss/fonts/")

# target file, wheel, path in it, axes, (family, style name, weight)
CUTS = (
    ("Inter-Regular.ttf", WESTERN, "inter/Inter[opsz,wght].ttf", {"opsz": 14, "wght": 400}, "Regular"),
    ("Inter-SemiBold.ttf", WESTERN, "inter/Inter[opsz,wght].ttf", {"opsz": 14, "wght": 600}, "SemiBold"),
    ("Inter-Italic.ttf", WESTERN, "inter/Inter-Italic[opsz,wght].ttf", {"opsz": 14, "wght": 400}, "Italic"),
    ("JetBrainsMono-Regular.ttf", WESTERN, "jetbrainsmono/JetBrainsMono[wght].ttf", {"wght": 400}, "Regular"),
    ("NotoSansSC-Regular.ttf", CHINESE, "notosanssc/NotoSansSC[wght].ttf", {"wght": 400}, "Regular"),
    ("NotoSansSC-Bold.ttf", CHINESE, "notosanssc/NotoSansSC[wght].ttf", {"wght": 700}, "Bold"),
)
COPIES = (
    ("SourceSerif4-Regular.ttf", SERIF, "SourceSerif4-Regular.ttf"),
    ("SourceSerif4-It.ttf", SERIF, "SourceSerif4-It.ttf"),
    ("SourceSerif4-Bold.ttf", SERIF, "SourceSerif4-Bold.ttf"),
    ("OFL-SourceSerif4.txt", SERIF, "LICENSE-SourceSerif4.txt"),
    ("OFL-Inter.txt", WESTERN, "inter/OFL.txt"),
    ("OFL-JetBrainsMono.txt", WESTERN, "jetbrainsmono/OFL.txt"),
    ("OFL-NotoSansSC.txt", CHINESE, "notosanssc/OFL.txt"),
)


def taken(wheels: Path, wheel: tuple[str, str], path: str) -> bytes:
    pattern, prefix = wheel
    (found,) = wheels.glob(pattern)
    with zipfile.ZipFile(found) as archive:
        return archive.read(prefix + path)


def cut(data: bytes, axes: dict[str, float], style: str) -> bytes:
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    static = instantiateVariableFont(font, axes, overlap=True)
    names = static["name"]
    family = names.getBestFamilyName().removesuffix(" Thin")
    plain = style in ("Regular", "Bold", "Italic")
    for identity, text in (
        (1, family if plain else f"{family} {style}"),
        (2, style if plain else "Regular"),
        (3, f"{family} {style}, static cut"),
        (4, f"{family} {style}"),
        (6, f"{family.replace(' ', '')}-{style}"),
        (16, family),
        (17, style),
    ):
        names.removeNames(nameID=identity)
        names.setName(text, identity, 3, 1, 0x409)
    for identity in (25, 21, 22):
        names.removeNames(nameID=identity)
    os2, head = static["OS/2"], static["head"]
    os2.usWeightClass = int(axes["wght"])
    bold, italic = style == "Bold", style == "Italic"
    os2.fsSelection = (os2.fsSelection & ~0b1100001) | (bold << 5) | (italic << 0)
    os2.fsSelection |= (not bold and not italic) << 6
    head.macStyle = bold | italic << 1
    head.modified = STAMP
    if "STAT" in static:
        del static["STAT"]
    out = BytesIO()
    static.save(out)
    return out.getvalue()


def main() -> None:
    wheels = Path(sys.argv[1])
    for name, wheel, path in COPIES:
        data = taken(wheels, wheel, path)
        if name.endswith(".txt"):
            data = data.replace(b"\r\n", b"\n")
        (TARGET / name).write_bytes(data)
    for name, wheel, path, axes, style in CUTS:
        (TARGET / name).write_bytes(cut(taken(wheels, wheel, path), axes, style))
        print(name, (TARGET / name).stat().st_size)


if __name__ == "__main__":
    main()
