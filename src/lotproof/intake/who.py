"""Who runs the program, as the machine knows them: the name git writes into commits, else the login.

Why it says which: neither is an identity anybody checked. Only git's settings are read, which runs nothing.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from lotproof.read.shown import one_line


def at_the_keyboard(folder: Path) -> str:
    """A name fit to be recorded, with where it was taken from."""
    try:
        done = subprocess.run(
            ["git", "config", "--get", "user.name"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=10,
            check=False,
        )
        name = one_line(done.stdout.decode("utf-8", "replace"), 80) if done.returncode == 0 else ""
    except (OSError, subprocess.SubprocessError):
        name = ""
    if name:
        return f"{name} (as git is set up)"
    login = one_line(os.environ.get("USER") or os.environ.get("LOGNAME") or "", 80)
    return f"{login} (login name)" if login else "not known"
