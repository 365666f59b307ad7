"""The few charts a dossier needs, drawn here as SVG with exact coordinates and the document's own fonts.

Why: a chart is evidence too; its every mark is computed from integers and fractions and repeated in words.
"""

from lotproof.render.charts.bars import Bar, bars
from lotproof.render.charts.clocks import Clock, Moment, Window, timeline
from lotproof.render.charts.curve import CurveMark, CurvePoint, oc_curve
from lotproof.render.charts.drawing import Tone
from lotproof.render.charts.whiskers import Whisker, intervals

__all__ = [
    "Bar",
    "Clock",
    "CurveMark",
    "CurvePoint",
    "Moment",
    "Tone",
    "Whisker",
    "Window",
    "bars",
    "intervals",
    "oc_curve",
    "timeline",
]
