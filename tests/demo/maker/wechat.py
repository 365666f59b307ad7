"""A chat as a telephone shows it: header with the contact, time stamps, bubbles, a call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SANS = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
BOLD = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
WIDTH, HEIGHT = 1080, 2480
GREY, GREEN, INK = (237, 237, 237), (149, 236, 105), (25, 25, 25)


@dataclass
class Line:
    who: str  # "them", "us", "time" or "call"
    text: str


@cache
def face(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BOLD if bold else SANS, size, index=2)


def _wrap(text: str, limit: int, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        tokens: list[str] = []
        for character in paragraph:
            joins = (
                tokens
                and character.isascii()
                and not character.isspace()
                and tokens[-1][-1].isascii()
                and not tokens[-1][-1].isspace()
            )
            if joins:
                tokens[-1] += character
            else:
                tokens.append(character)
        for token in tokens:
            if font.getlength(line + token) > limit and line and token not in "，。；：！？）":
                lines.append(line.rstrip())
                line = "" if token.isspace() else token
            else:
                line += token
        lines.append(line)
    return lines


def _avatar(pen: ImageDraw.ImageDraw, x: int, y: int, colour: str, text: str) -> None:
    pen.rounded_rectangle((x, y, x + 108, y + 108), 14, fill=colour)
    pen.text((x + 54, y + 54), text, font=face(48, True), fill="white", anchor="mm")


def screenshot(
    file: Path, contact: str, clock: str, lines: list[Line], initials: tuple[str, str], battery: int = 64
) -> None:
    """Writes the PNG; `clock` is the telephone's own time, `initials` theirs and ours."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GREY)
    pen = ImageDraw.Draw(image)
    pen.text((60, 52), clock, font=face(44, True), fill=INK, anchor="lm")
    for k in range(4):
        pen.rounded_rectangle((790 + k * 17, 64 - k * 9, 801 + k * 17, 72), 3, fill=INK)
    pen.text((878, 52), "5G", font=face(36, True), fill=INK, anchor="lm")
    pen.rounded_rectangle((950, 34, 1020, 70), 10, outline=INK, width=3)
    pen.rectangle((956, 40, 956 + 58 * battery // 100, 64), fill=INK)
    pen.rectangle((1021, 46, 1026, 58), fill=INK)
    pen.line((66, 150, 44, 172, 66, 194), fill=INK, width=6, joint="curve")
    pen.text((WIDTH // 2, 172), contact, font=face(48, True), fill=INK, anchor="mm")
    for k in range(3):
        pen.ellipse((968 + k * 24, 166, 980 + k * 24, 178), fill=INK)
    pen.line((0, 226, WIDTH, 226), fill=(217, 217, 217), width=2)
    y = 262
    font = face(45)
    for line in lines:
        if line.who == "time":
            pen.text((WIDTH // 2, y + 22), line.text, font=face(33), fill=(140, 140, 140), anchor="mm")
            y += 84
            continue
        wrapped = _wrap(line.text, 690, font)
        wide = max(int(font.getlength(w)) for w in wrapped) + 64 + (70 if line.who == "call" else 0)
        tall = len(wrapped) * 66 + 50
        ours = line.who == "us"
        x0 = WIDTH - 36 - 108 - 30 - wide if ours else 36 + 108 + 30
        colour = GREEN if ours else (255, 255, 255)
        _avatar(
            pen, WIDTH - 144 if ours else 36, y, "#7a4a12" if ours else "#35648f", initials[1 if ours else 0]
        )
        pen.rounded_rectangle((x0, y, x0 + wide, y + tall), 14, fill=colour)
        tip = x0 + wide if ours else x0
        step = 16 if ours else -16
        pen.polygon([(tip - step // 8, y + 38), (tip + step, y + 54), (tip - step // 8, y + 70)], fill=colour)
        inset = 32
        if line.who == "call":
            pen.arc((x0 + 30, y + tall // 2 - 22, x0 + 74, y + tall // 2 + 22), 20, 160, fill=INK, width=8)
            inset = 96
        for k, part in enumerate(wrapped):
            pen.text((x0 + inset, y + 25 + k * 66), part, font=font, fill=INK)
        y += tall + 44
    if y > HEIGHT - 190:
        raise ValueError(f"{file.name}: the chat is {y} pixels tall")
    pen.rectangle((0, HEIGHT - 160, WIDTH, HEIGHT), fill=(247, 247, 247))
    pen.line((0, HEIGHT - 160, WIDTH, HEIGHT - 160), fill=(217, 217, 217), width=2)
    pen.rounded_rectangle((130, HEIGHT - 132, 800, HEIGHT - 48), 14, fill="white")
    pen.ellipse((34, HEIGHT - 128, 104, HEIGHT - 58), outline=INK, width=5)
    for k in range(3):
        pen.arc((52 + k * 9, HEIGHT - 112 + 0, 72 + k * 9, HEIGHT - 74), -50, 50, fill=INK, width=5)
    for x in (842, 956):
        pen.ellipse((x, HEIGHT - 128, x + 74, HEIGHT - 54), outline=INK, width=5)
    pen.arc((858, HEIGHT - 108, 900, HEIGHT - 72), 10, 170, fill=INK, width=5)
    pen.line((975, HEIGHT - 91, 1011, HEIGHT - 91), fill=INK, width=5)
    pen.line((993, HEIGHT - 109, 993, HEIGHT - 73), fill=INK, width=5)
    pen.text(
        (WIDTH // 2, HEIGHT - 22),
        "虚构示例 · fictitious example",
        font=face(24),
        fill=(150, 150, 150),
        anchor="mm",
    )
    image.quantize(64, dither=Image.Dither.NONE).save(file, optimize=True)
