"""`python -m tests.conformance [FOLDER]`: every PDF below a folder (build/) held to the standards it claims.

With `--extreme` in place of the folder the cases of `extreme.py` are built first, in a folder of their own, and their
pages looked at too (`facts.py`). The structure is checked by qpdf (the program where there is one, else pikepdf's own),
the standards by veraPDF's rules where there is a JDK. Prints a line for each file; ends with 1 when one fails, with 2
when there is none.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import pikepdf

from lotproof.build.case import build_case

from .extreme import AS_OF, few, many
from .facts import facts
from .validator import STANDARDS, lacking, validate


def structure(path: Path) -> list[str]:
    """What is wrong with the file as a file, whatever it claims."""
    if program := shutil.which("qpdf"):
        done = subprocess.run([program, "--check", str(path)], capture_output=True, text=True)
        return [] if done.returncode == 0 else (done.stderr + done.stdout).splitlines()[:5]
    try:
        with pikepdf.open(path) as pdf:
            return [str(problem) for problem in pdf.check_pdf_syntax()]
    except pikepdf.PdfError as problem:
        return [str(problem)]


def extreme() -> int:
    """Build the extreme cases, look at every page, and hold every file to the standards."""
    with tempfile.TemporaryDirectory() as name:
        root, wrong = Path(name), 0
        for write in (many, few):
            case = root / "cases" / f"psi-2026-900-{write.__name__}"
            case.mkdir(parents=True)
            write(case)
            build_case(root, case, datetime.fromisoformat(AS_OF))
        for path in sorted((root / "build").rglob("*.pdf")):
            for number, page in enumerate(facts(path), start=1):
                for what in page.wrong:
                    print(f"{path.relative_to(root)}, page {number}: {what}")
                    wrong += 1
        return max(main(root / "build"), int(wrong > 0))


def main(folder: Path) -> int:
    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        print(f"there is no PDF below {folder}: build the cases first", file=sys.stderr)
        return 2
    problems = {path: structure(path) for path in paths}
    missing = lacking()
    if missing is None:
        for line in validate(paths):
            path = next(path for path in paths if line.startswith(f"{path}: "))
            problems[path].append(line.removeprefix(f"{path}: "))
    for path, found in problems.items():
        print(f"{path}: {'; '.join(found) or 'good'}")
    if missing is not None:
        print(f"skipped: {' and '.join(STANDARDS)} were not checked, because there is {missing}")
    failed = sum(bool(found) for found in problems.values())
    print(f"{len(paths)} files, {failed} with something wrong")
    return int(failed > 0)


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "build"
    sys.exit(extreme() if asked == "--extreme" else main(Path(asked)))
