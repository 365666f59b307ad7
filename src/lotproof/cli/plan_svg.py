"""The curve as an SVG file of its own, which a browser opens: the dossier's drawing, framed and lettered.

Why: inside a page a drawing takes its paper and its caption from there; alone it needs both.
"""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from typing import Final

from lotproof.cli import report
from lotproof.cli.door import Unusable
from lotproof.cli.plan_curve import Curve
from lotproof.cli.plan_words import chance, percent

_WIDTH, _HEIGHT, _MARGIN = 720, 380, 20
_TONES: Final = {"P": "good", "C": "caution", "S": "alarm"}
_LABELS: Final = {"P": "Producer", "C": "Consumer", "S": "This sample"}
# the fonts of the dossier where they are installed, the reader's own elsewhere
_STYLE: Final = 'text{font-family:Inter,"Noto Sans SC",system-ui,"Segoe UI",Helvetica,Arial,sans-serif}'


def write(path: Path, curve: Curve) -> None:
    """Write the drawing to `path`, whole or not at all. An earlier file is replaced, and that is said on stderr.

    Raises Unusable, and leaves what is there, for a link, a folder, a pipe, or a folder that cannot be written.
    """
    from lotproof.cli.chosen import shown_path
    from lotproof.cli.sign_output import put

    if path.name in ("", "-", "..") or "\0" in str(path):
        raise Unusable("--svg needs the name of a file, such as curve.svg.")
    known = os.path.lexists(path)
    put(path, standalone(curve).encode("utf-8"), replace=True)
    report.say(f"{'replaced' if known else 'wrote'} {shown_path(path)}")


def standalone(curve: Curve) -> str:
    """The drawing as a document: white paper, the plan above the curve, its points in words below."""
    from lotproof.render.charts import CurveMark, CurvePoint, oc_curve
    from lotproof.render.charts.drawing import box, picture, words
    from lotproof.render.charts.lettering import lines_of

    scale, unit = _scale(curve.top)
    chart = oc_curve(
        [CurvePoint(point.share * scale, point.acceptance) for point in curve.points],
        [
            CurveMark(
                each.share * scale, each.acceptance,
                f"{_LABELS[each.letter]}: {chance(each.acceptance)} at {percent(each.share)}",
                _TONES[each.letter],  # type: ignore[arg-type]
            )
            for each in curve.named
        ],
        title=curve.title,
        description=" ".join(curve.sentences()),
        x_axis=curve.across.replace("per cent", unit),
        y_axis="chance that the plan accepts the lot",
        width=_WIDTH - 2 * _MARGIN,
        height=_HEIGHT,
    )  # fmt: skip
    room = _WIDTH - 2 * _MARGIN
    y = _MARGIN + 10
    above = []
    for text in lines_of(curve.title, room, Fraction(12), bold=True):
        above.append(words(_MARGIN, y, text, size="12", bold=True))
        y += 16
    top = y
    y += _HEIGHT + 20
    below = []
    for sentence in (*(each.sentence for each in curve.named), curve.model()):
        for text in lines_of(sentence, room, Fraction(11)):
            below.append(words(_MARGIN, y, text, "soft", size="11"))
            y += 15
    inner = f'<g transform="translate({_MARGIN} {top})">{chart}</g>'
    parts = [f"<style>{_STYLE}</style>", box(0, 0, _WIDTH, y, "paper"), *above, inner, *below]
    whole = picture(_WIDTH, y, curve.title, " ".join(curve.sentences()), parts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def _scale(top: Fraction) -> tuple[int, str]:
    """What a share is multiplied by so that the axis ends at 3 or more, and what it then counts."""
    for scale, unit in ((100, "per cent"), (1_000, "units per thousand"), (10_000, "units per 10,000")):
        if top * scale >= 3:
            return scale, unit
    return 100_000, "units per 100,000"
