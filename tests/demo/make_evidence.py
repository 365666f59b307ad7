"""Makes the papers, messages and chats of the demonstration cases and fills in their registers. Run once by hand.

The photographs come first (make_photos.py), as reports and messages hold them. Needs Pillow, WeasyPrint, PyYAML, dkimpy
and cryptography, numpy and numba (which are not in the project's lock files), and the fonts Liberation, Carlito,
WenQuanYi Micro Hei and Noto CJK installed; the tests never run it. All dates, keys and random grains are fixed: same
versions, same bytes.

    python tests/demo/make_evidence.py [101|102|103 ...]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from maker import case_101, case_102, case_103, register

CASES = {"101": case_101, "102": case_102, "103": case_103}


def main() -> None:
    for number in sys.argv[1:] or CASES:
        CASES[number].documents()
        register.fill_in(CASES[number].CASE)


if __name__ == "__main__":
    main()
