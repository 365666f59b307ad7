"""The names a case folder and its facts bear.

Why: apart from case.py, so that finding the cases of a workspace does not load what reads one.
"""

from __future__ import annotations

import re
from typing import Final

CASE_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]*\Z", re.ASCII)
FACTS: Final = "case.yaml"
