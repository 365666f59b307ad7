"""The library as an importer meets it: its example runs, its names exist, and it needs the standard library only."""

from __future__ import annotations

import ast
import doctest
import subprocess
import sys
from pathlib import Path

import lotproof.sampling

ROOM = Path(lotproof.sampling.__file__).parent


def test_the_example_in_the_docstring_runs() -> None:
    found = doctest.testmod(lotproof.sampling)
    assert (found.failed, found.attempted > 5) == (0, True)


def test_every_public_name_exists() -> None:
    assert len(set(lotproof.sampling.__all__)) == len(lotproof.sampling.__all__)
    for name in lotproof.sampling.__all__:
        assert hasattr(lotproof.sampling, name)


def test_only_the_standard_library_and_itself() -> None:
    for module in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [node.module or ""]
            for name in names:
                assert name.startswith("lotproof.sampling") or name.split(".")[0] in sys.stdlib_module_names, (
                    module.name, name
                )  # fmt: skip


def test_a_quality_engineer_in_a_shell() -> None:
    script = (
        "from lotproof.sampling import plan, lot_limits\n"
        "p = plan(4000, 'II', '2.5')\n"
        "l = lot_limits(18, 125, 4000)\n"
        "print(p.letter, p.sample, p.ac, p.re, l.lower, l.upper, l.at_least, l.up_to)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "L 200 10 11 354 867 384 None\n"
