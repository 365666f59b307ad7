"""Line drawings for the specifications, with dimensions: a tower, a tumbler, a lamp."""

from __future__ import annotations

import base64


def _dimension(x1: float, y1: float, x2: float, y2: float, text: str) -> str:
    """A dimension line with its figure; upright lines carry it turned."""
    mx, my = (x1 + x2) / 2, (y1 + y2) / 2
    turn = f' transform="rotate(-90 {mx - 3} {my})"' if x1 == x2 else ""
    shift = (-3, 0) if x1 == x2 else (0, -3)
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke-width=".5"/><circle cx="{x1}" cy="{y1}"'
        f' r="1.1" fill="#222"/><circle cx="{x2}" cy="{y2}" r="1.1" fill="#222"/><text x="{mx + shift[0]}"'
        f' y="{my + shift[1]}"{turn} font-family="Liberation Sans" font-size="7" fill="#222" stroke="none"'
        f' text-anchor="middle">{text}</text>'
    )


def _svg(inner: str, box: str, width: str) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="#222"'
        f' stroke-width="1">{inner}</svg>'
    )
    return (
        f'<img alt="drawing" style="width:{width}"'
        f' src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'
    )


def tower() -> str:
    parts = ['<rect x="64" y="150" width="92" height="17" rx="5"/>']
    for k, half in enumerate((41, 36, 31, 26)):
        parts.append(f'<rect x="{110 - half}" y="{133.5 - 15.5 * k}" width="{2 * half}" height="15" rx="6"/>')
    parts.append(
        '<ellipse cx="110" cy="64" rx="21.5" ry="14.5"/><circle cx="91" cy="55" r="3.5"/><circle cx="129"'
        ' cy="55" r="3.5"/><path d="M94.500 74v10a3 3 0 0 0 3 3h25a3 3 0 0 0 3 -3v-10"/>'
    )
    parts.append(
        '<path d="M103 61h.1M117 61h.1" stroke-width="3" stroke-linecap="round"/><ellipse cx="110" cy="66"'
        ' rx="5" ry="2.600" fill="#222"/><path d="M110 68.500v4M104 70q6 6 12 0M100 68l-15 -2M100 70l-15'
        ' 2M120 68l15 -2M120 70l15 2" stroke-width=".7"/>'
    )
    parts.append('<line x1="110" y1="44" x2="110" y2="174" stroke-dasharray="7 2 1 2" stroke-width=".5"/>')
    parts += [
        _dimension(64, 182, 156, 182, "92"),
        _dimension(40, 49, 40, 167, "118"),
        _dimension(166, 150, 166, 167, "17"),
        _dimension(69, 128, 69, 128, ""),
        _dimension(180, 133, 180, 148, "15"),
    ]
    parts.append(
        '<rect x="225" y="110" width="12.4" height="31" rx="3"/>'
        + _dimension(225, 152, 237.4, 152, "12.4")
        + _dimension(215, 110, 215, 141, "31")
    )
    parts.append(
        '<text x="231" y="100" font-family="Liberation Sans" font-size="7" fill="#222" stroke="none"'
        ' text-anchor="middle">Peg</text>'
    )
    return _svg("".join(parts), "20 35 250 155", "120mm")


def tumbler() -> str:
    parts = [
        '<path d="M66 40 h89 l-1 26 -14 78 -3 53 a4 4 0 0 1 -4 3 h-45 a4 4 0 0 1 -4 -3 l-3 -53 -14 -78z"/>'
    ]
    parts.append(
        '<path d="M67 66 h87" stroke-width="1.4"/><line x1="110.500" y1="32" x2="110.500" y2="206"'
        ' stroke-dasharray="7 2 1 2" stroke-width=".5"/>'
    )
    parts += [
        _dimension(66, 30, 155, 30, "90"),
        _dimension(44, 40, 44, 200, "173"),
        _dimension(88, 212, 133, 212, "66"),
        _dimension(172, 40, 172, 66, "25"),
    ]
    parts.append(
        '<rect x="88" y="86" width="45" height="27" stroke-dasharray="3 2"/>'
        + _dimension(88, 122, 133, 122, "50")
    )
    parts.append(
        '<text x="110" y="102" font-family="Liberation Sans" font-size="8" fill="#222" stroke="none"'
        ' text-anchor="middle">LOGO</text>'
    )
    return _svg("".join(parts), "20 20 190 200", "78mm")


def lamp() -> str:
    parts = [
        '<rect x="40" y="190" width="132" height="11" rx="4"/><rect x="98" y="168" width="16"'
        ' height="22"/><circle cx="106" cy="160" r="9"/>'
    ]
    parts.append(
        '<line x1="106" y1="160" x2="150" y2="60" stroke-width="7"/><line x1="106" y1="160" x2="150" y2="60"'
        ' stroke-width="5" stroke="#fff"/><circle cx="150" cy="60" r="9" fill="#fff"/>'
    )
    parts.append(
        '<line x1="150" y1="60" x2="232" y2="46" stroke-width="7"/><line x1="150" y1="60" x2="232" y2="46"'
        ' stroke-width="5" stroke="#fff"/><circle cx="234" cy="46" r="8" fill="#fff"/>'
    )
    parts.append('<path d="M228 56 h16 l34 52 h-86z" fill="#fff"/>')
    parts += [
        _dimension(40, 212, 172, 212, "132"),
        _dimension(192, 120, 278, 120, "105"),
        _dimension(20, 37, 20, 201, "410"),
    ]
    return _svg("".join(parts), "5 25 285 195", "112mm")
