"""Every code that a build gives a finding is explained, and every explained one is given somewhere."""

from __future__ import annotations

import re
from pathlib import Path

from lotproof import build
from lotproof.build.codes import BUILDING
from lotproof.check.reading_codes import READING


def test_codes_are_those_of_the_source() -> None:
    assert build.__file__ is not None
    folder = Path(build.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "codes.py")
    named = set(re.findall(r'"((?!LOTPROOF_)[A-Z]+(?:_[A-Z]+)+)"', source))  # those are settings
    assert named - set(READING) == set(BUILDING)
