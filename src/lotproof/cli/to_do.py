"""The to-do list of a case: what is open, stage by stage, in the order in which a case is won.

Why apart from `check`: a new case is read by somebody who wants to know where to begin, not where each line is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_MOST: Final = 30  # of one stage; the rest are counted


def to_do(folder: Path) -> str:
    """What is to do in the case in `folder`, at its own instant, one line a finding."""
    from lotproof.build.look import look
    from lotproof.check.stages import STAGES, by_stage

    seen = look(folder, None)
    found = by_stage(seen.findings)
    done = seen.figures.stages if seen.figures is not None else {}
    lines = [f"to do, in the order of the five stages (lotproof check {folder.name} says how, line by line):"]
    for number, (stage, name, needs) in enumerate(STAGES, 1):
        if done.get(stage) == "done" and not found[stage]:
            continue
        lines.append(f"{number} {name}: {needs}")
        for finding in found[stage][:_MOST]:
            at = ":".join(str(part) for part in (finding.place.file, finding.place.line) if part is not None)
            lines.append(f"    {at}  {finding.message}")
        if len(found[stage]) > _MOST:
            lines.append(f"    and {len(found[stage]) - _MOST} more")
    return "\n".join(lines)
