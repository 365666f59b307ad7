"""The formats of `check` that programs read: our own JSON, and SARIF 2.1.0 for code scanners.

Why: whoever gates on a check needs the same facts as a reader, with names that stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from lotproof import __version__
from lotproof.case.finding import Finding
from lotproof.cli.checked import Checked
from lotproof.cli.door import with_hint
from lotproof.cli.finding_text import as_object

if TYPE_CHECKING:
    from lotproof.check.accepted import Accepted

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "%SRCROOT%"  # what scanners take for the root of the checkout


def as_json(found: Checked) -> str:
    """`cases` with their findings, `looked_at` and `counts`; files as paths from here."""
    groups: list[dict[str, Any]] = []
    for group in found.groups:
        one: dict[str, Any] = {
            "case": group.folder.name,
            "findings": [as_object(group.folder, f) for f in group.findings],
        }
        if found.show_accepted:
            one["accepted"] = [_accepted(group.folder, each) for each in group.accepted]
        groups.append(one)
    looked = found.looked
    values = {
        "cases": groups,
        "looked_at": {name: getattr(looked, name) for name in ("cases", "files", "exhibits", "checks")},
        "counts": found.counts,
    }
    return json.dumps(values, ensure_ascii=False, indent=1)


def as_sarif(found: Checked) -> str:
    """One run with a rule for each code found, its page as help; accepted findings as suppressed results.

    SARIF 2.1.0 (OASIS, 2020), 3.19 tool, 3.27 result, 3.28 location, 3.49 reportingDescriptor, 3.35 suppression.
    Paths are relative to the workspace; of a case outside it they are whole.
    """
    shown = [(group.folder, finding, None) for group in found.groups for finding in group.findings]
    hidden = [
        (group.folder, each.finding, each)
        for group in found.groups
        for each in group.accepted
        if found.show_accepted
    ]
    every = [*shown, *hidden]
    codes = sorted({finding.code for _, finding, _ in every})
    results = [_result(found.root, folder, finding, codes, by) for folder, finding, by in every]
    driver = {
        "name": "lotproof",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": _rules(codes),
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _accepted(folder: Path, one: Accepted) -> dict[str, Any]:
    return as_object(folder, one.finding) | {
        "reason": one.by.reason,
        "by": one.by.by,
        "date": str(one.by.date),
    }


def _rules(codes: Iterable[str]) -> list[dict[str, Any]]:
    from lotproof.check.pages import page, plain

    rules = []
    for code in codes:
        found = page(code)
        rule: dict[str, Any] = {"id": code, "name": "".join(part.capitalize() for part in code.split("_"))}
        if found is not None:
            rule |= {
                "shortDescription": {"text": _plain(found.summary)},
                "fullDescription": {"text": _plain(plain(found.meaning))},
                "help": {"text": _plain(plain(found.markdown)), "markdown": _doubled(found.markdown)},
                "properties": {"tags": [found.area]},
            }
        rules.append(rule)
    return rules


def _result(
    root: Path, folder: Path, finding: Finding, codes: list[str], accepted: Accepted | None
) -> dict[str, Any]:
    place = finding.place
    physical: dict[str, Any] = {"artifactLocation": _artifact(root, folder / place.file)}
    if place.line is not None:
        physical["region"] = {"startLine": place.line}
        if place.column is not None:
            physical["region"]["startColumn"] = place.column
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity,
        "message": {"text": _plain(with_hint(finding.message, finding.hint))},
        "locations": [{"physicalLocation": physical}],
    }
    if accepted is not None:
        reason = f"{accepted.by.reason} ({accepted.by.by}, {accepted.by.date})"
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result


def _plain(text: str) -> str:
    """A text message that shows as it stands: what a case quotes in it makes neither a link nor a placeholder.

    SARIF 2.1.0, 3.11.6: only `](` makes a link; 3.11.5: of a brace there are two.
    """
    return _doubled(text.replace("](", "] ("))


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _artifact(root: Path, path: Path) -> dict[str, str]:
    path = Path(*path.parts)  # a finding on the case itself stands at "."
    if path.is_relative_to(root) and path != root:
        return {"uri": quote(path.relative_to(root).as_posix()), "uriBaseId": ROOT}
    return {"uri": path.as_uri()}
