"""A case folder into a `Case` and everything that is wrong with it, in one pass.

Whatever the folder holds, this returns: a file that cannot be read is a finding, and the rest is read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from lotproof.case.case import Case, Path_, Places
from lotproof.case.facts import CaseFacts
from lotproof.case.finding import Finding, Place, sort_key
from lotproof.case.mail import MailText
from lotproof.read.history import GitState, read_history
from lotproof.read.log import read_log, waiting
from lotproof.read.names import CASE_NAME, FACTS
from lotproof.read.originals import Known
from lotproof.read.register import Register, read_register
from lotproof.read.shown import one_line
from lotproof.read.yaml_file import read_facts, read_text

NARRATIVE: Final = "findings.md"


def read_case(
    folder: Path, git: GitState | None = None, known: Known | None = None
) -> tuple[Case | None, tuple[Finding, ...]]:
    """The case in `folder` and its findings, sorted; `None` only when `case.yaml` gives no mapping at all.

    `git` is what the repository says of it, where that was asked before; originals with `known` digests are not read.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100  a linked folder keeps its own name, a loop is no error
    findings: list[Finding] = []
    if not os.path.isdir(folder):  # noqa: PTH112  Path.is_dir raises for names too long
        sentence = f"there is no folder {one_line(str(folder), 300)} that can be read."
        return None, (Finding("CASE_MISSING", "error", sentence, Place(".")),)
    if not CASE_NAME.match(folder.name):
        sentence = f"the folder's name {one_line(folder.name)} cannot be a case id."
        findings.append(
            Finding("CASE_NAME", "error", sentence, Place("."), "use a-z, 0-9 and -, as in psi-2026-102.")
        )
    facts, wrong, places = read_facts(folder, FACTS, CaseFacts)
    findings += wrong
    spots: dict[tuple[str, Path_], tuple[int, int]] = {(FACTS, path): spot for path, spot in places.items()}
    register = read_register(folder, known)
    log = read_log(folder)
    narrative, wrong = _narrative(folder)
    findings += (*register.findings, *log.findings, *waiting(folder), *wrong)
    spots |= register.spots
    spots |= log.spots
    ordered = tuple(sorted(findings, key=sort_key))
    if facts is None:
        return None, ordered
    git = git if git is not None else read_history(folder)
    case = Case(
        id=folder.name,
        folder=folder,
        facts=facts,
        exhibits=register.exhibits,
        originals=register.originals,
        log=log.events,
        findings_md=narrative,
        history=git.history,
        places=Places(spots),
        uncommitted=git.uncommitted,
        mails=_mails(folder, register),
    )
    return case, ordered


def _mails(folder: Path, register: Register) -> dict[str, MailText]:
    """The e-mails among the exhibits whose originals are those registered: checks compare them with the log."""
    found: dict[str, MailText] = {}
    for exhibit in register.exhibits:
        original = register.originals.get(exhibit.id or "")
        if original is None or not (exhibit.file or "").lower().endswith(".eml"):
            continue
        if original.sha256 == (exhibit.sha256 or "").strip().lower():
            from lotproof.read.mail import read_mail  # heavy to import, and many cases hold none

            mail = read_mail(folder, exhibit.file or "", original.sha256)
            if isinstance(mail, MailText):
                found[exhibit.id or ""] = mail
    return found


def _narrative(folder: Path) -> tuple[str, tuple[Finding, ...]]:
    if not os.path.lexists(folder / NARRATIVE):
        return "", ()
    text, findings = read_text(folder, NARRATIVE)
    return text or "", findings
