"""From a save to what a person sees, in a browser, and to the whole PDF; against the cold build of the same case.

The program runs as a user starts it. The demonstration case with the most pages is edited in its findings, by a rename
as most editors save; the first two rounds warm the processes up and do not count.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.bench.measured import conclude
from tests.browser.chromium import chromium, lacking
from tests.watch.watching import watching

REPOSITORY = Path(__file__).parents[2]
CASE, NOW = "psi-2026-102-tumblers", "2026-08-26T09:00:00-06:00"
ROUNDS, WARM = 7, 2
SEEN = (
    "new Promise(done => {{ const seen = () => document.body.textContent.includes({words!r}) &&"
    " (watcher.disconnect(), done(Date.now())); const watcher = new MutationObserver(seen);"
    " watcher.observe(document.body, {{childList: true, subtree: true}}); seen(); }})"
)


def save(path: Path, text: str) -> float:
    """Put the text in the file's place; the time at which it was there."""
    new = path.with_name(f".{path.name}.tmp")
    new.write_text(text, "utf-8")
    new.replace(path)
    return time.time()


def main() -> int:
    missing = lacking()
    if missing is not None:
        print(f"not measured: {missing}")
        return 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(REPOSITORY / "cases" / CASE, root / "cases" / CASE)
        cold = [_cold(root)]
        account = root / "cases" / CASE / "findings.md"
        text = account.read_text("utf-8")
        seen, whole = [], []
        with watching(root, "--as-of", NOW) as watched, chromium() as page:
            watched.until("fresh", of="data")
            page.open(f"{watched.address}{CASE}/index.html")
            page.wait("document.getElementById('lotproof-watch') !== null")
            for number in range(ROUNDS + WARM):
                words = f"Carton {number} of the second pallet was opened."
                at = len(watched.data)
                saved = save(account, f"{text}\n{words}\n")
                seen.append(page.eval(SEEN.format(words=words)) / 1000 - saved)
                watched.until(r"build/.*dossier\.pdf", at, of="data")
                whole.append(time.time() - saved)
        cold.append(_cold(root))
        served = _made(root, text, account)
    rows = {
        "seen in the browser after a save": [1000 * one for one in seen[WARM:]],
        "the page made, as watch makes it": [1000 * one for one in served[WARM:]],
    }
    over = conclude(
        "watch",
        rows,
        {"seen in the browser after a save": 150.0, "the page made, as watch makes it": 40.0},
        "ms",
    )
    conclude("watch", {"cold build of the case": cold}, {}, "s")
    share = {"every PDF after a save / cold build": [one / statistics.mean(cold) for one in whole[WARM:]]}
    return over | conclude("watch", share, {"every PDF after a save / cold build": 0.25})


def _cold(root: Path) -> float:
    """Seconds of a build of everything, by a process of its own; before and after, as the machine's pace changes."""
    shutil.rmtree(root / "build", ignore_errors=True)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "lotproof", "build", "--as-of", NOW],
        cwd=root,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - begun


def _made(root: Path, text: str, account: Path) -> list[float]:
    """Seconds from each save until the page itself is there, without a browser between, each after the one before."""
    from lotproof.build.preview import Preview, edited, told_now
    from lotproof.read.house import read_house

    house = read_house(root)[0]
    told = edited(told_now(account.parent, house))
    spent, made = [], None
    for number in range(ROUNDS + WARM):
        save(account, f"{text}\nRound {number}.\n")
        begun = time.perf_counter()
        made = Preview(root, account.parent, datetime.fromisoformat(NOW), house, told, made)
        made.page("index.html", "/p/")
        spent.append(time.perf_counter() - begun)
    return spent


if __name__ == "__main__":
    sys.exit(main())
