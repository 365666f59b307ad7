"""Which of the five stages a finding belongs to, so that a to-do list runs in the order in which a case is won.

Why by code: what a finding costs depends on the stage that waits for it, not on the file it stands in.
"""

from __future__ import annotations

from typing import Final

from lotproof.case.finding import Finding, sort_key

Stage = str
STAGES: Final[tuple[tuple[Stage, str, str], ...]] = (
    (
        "evidence",
        "Evidence",
        "the report, photos, what was agreed; frozen before the first word to the supplier",
    ),
    ("loss", "Loss", "a rate with its basis for every class that failed"),
    ("car", "Request", "sent by e-mail with every exhibit it needs; the supplier has 48 hours from then"),
    ("options", "Options", "your terms for A, B, C and D"),
    ("lock", "Lock", "the supplier's confirmation in writing, with its papers; then the release"),
)
_LATER: Final[dict[Stage, frozenset[str]]] = {
    "loss": frozenset(
        "FAILED_CLASS_WITHOUT_LOSS FX_MISSING FX_UNSOURCED LOSS_NOT_COMPUTED LOSS_OVERLAP"
        " LOSS_WITHOUT_EXHIBIT UNKNOWN_LOSS_LINE".split()
    ),
    "car": frozenset(
        "ANSWER_BEFORE_REQUEST CALENDAR_UNKNOWN CAR_ATTACHMENTS_MISSING CAR_NOT_BY_EMAIL"
        " CONTACT_BEFORE_EVIDENCE EMAIL_WRONG HOLIDAY_CAUTION LOG_MISSING NOTICE_LATE SENT_BEFORE_RECEIVED"
        " SENT_ELSEWHERE".split()
    ),
    "options": frozenset("PREFERENCE_WITHOUT_REASON PREFERRED_OPTION_BLOCKED REINSPECTION_LIGHTER".split()),
    "lock": frozenset(
        "BANK_CALENDAR_UNKNOWN CALL_NOT_SUMMARISED PAID_BEFORE_REINSPECTION QUOTE_NOT_FOUND"
        " RELEASED_AGAINST_GATE RELEASED_BEFORE_LOCK REPLY_OUTSIDE_THREAD SENDER_NOT_ON_FILE"
        " SHIPPED_WITHOUT_RELEASE WAIVER_UNREASONED".split()
    ),
}
_KEYS: Final = (("losses", "loss"), ("fx", "loss"), ("options", "options"))


def stage_of(finding: Finding) -> Stage:
    """The stage that waits for a finding: by its code, else by the part of case.yaml its sentence names."""
    for stage, codes in _LATER.items():
        if finding.code in codes:
            return stage
    return next((stage for key, stage in _KEYS if finding.message.startswith(key)), "evidence")


def by_stage(findings: tuple[Finding, ...]) -> dict[Stage, tuple[Finding, ...]]:
    """The findings of each of the five stages, in their order; facts before the register, errors not before others."""
    ordered = sorted(findings, key=sort_key)
    return {stage: tuple(one for one in ordered if stage_of(one) == stage) for stage, _, _ in STAGES}
