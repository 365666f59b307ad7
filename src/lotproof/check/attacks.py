"""What the other side will say: the findings an opponent can use, in their words, gathered by what they attack.

Why: a file is only as strong as its answer to the first hostile reader, and that reader should be us. The list is
internal: nothing of it is ever handed to a document that leaves the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lotproof.case.finding import Finding

SAMPLE: Final = "The sample and the verdict"
PICTURES: Final = "The photos"
PAPERS: Final = "The papers and where they came from"
MAILS: Final = "The e-mails and chats"
AGREED: Final = "What was agreed"
MONEY: Final = "The loss"
CONDUCT: Final = "Our own conduct"
THEMES: Final = (SAMPLE, PICTURES, PAPERS, MAILS, AGREED, MONEY, CONDUCT)

# code -> the theme, and what the other side makes of it. A code that is only our own slip (a bad key) is not here.
SAID: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "SAMPLE_SIZE_DIFFERS": (SAMPLE, "The inspector did not draw the sample the standard asks for."),
        "SAMPLE_UNKNOWN": (SAMPLE, "Nobody can say how many units were looked at."),
        "SAMPLE_EXCEEDS_LOT": (SAMPLE, "The report's own quantities cannot be right."),
        "ACCEPTANCE_NUMBER_DIFFERS": (SAMPLE, "The report used another acceptance number than the standard."),
        "ACCEPTANCE_NUMBER_FROM_REPORT": (SAMPLE, "The acceptance number comes from no table."),
        "NO_ACCEPTANCE_NUMBER": (SAMPLE, "There is no acceptance number, so there is no failure."),
        "AQL_UNKNOWN": (SAMPLE, "That AQL does not exist in the standard."),
        "AQL_PER_HUNDRED_UNITS": (SAMPLE, "That AQL counts nonconformities, not nonconforming units."),
        "EDITION_NOT_NAMED": (SAMPLE, "The report does not say which edition of the standard it used."),
        "OPEN_CELL": (SAMPLE, "The sources of the sampling table do not agree here."),
        "VERDICT_DIFFERS": (SAMPLE, "The inspector's own conclusion is another one."),
        "CONCLUSION_UNKNOWN": (SAMPLE, "The report does not say that the lot failed."),
        "UNITS_EXCEED_DEFECTS": (SAMPLE, "There cannot be more nonconforming units than nonconformities."),
        "UNITS_EXCEED_SAMPLE": (SAMPLE, "There cannot be more nonconforming units than units looked at."),
        "DEFECT_UNITS_DIFFER": (SAMPLE, "The list of defects does not add up to the table."),
        "QUANTITIES_DISAGREE": (SAMPLE, "The quantities of the record contradict each other."),
        "REPORT_NOT_FINAL": (SAMPLE, "You complained on a draft."),
        "INSPECTION_WITHOUT_REPORT": (SAMPLE, "There is no report, only what the buyer says of one."),
        "ACCREDITATION_ABSENT": (
            SAMPLE,
            "Your inspector is not shown to be accredited; our own quality control is as good.",
        ),
        "PHOTO_WITHOUT_TIME": (PICTURES, "That photo may be of any day, and of any factory."),
        "PHOTO_OUTSIDE_INSPECTION": (PICTURES, "That photo was not taken at the inspection."),
        "PHOTO_ZONE_UNKNOWN": (PICTURES, "Nobody knows in which time zone that clock stood."),
        "PHOTO_TIME_STATED": (PICTURES, "The camera's own data was stripped: the file was edited."),
        "CAPTURED_AFTER_RECEIVED": (PICTURES, "The photo is younger than the message that brought it."),
        "DEFECT_WITHOUT_EXHIBIT": (PICTURES, "Nobody has seen that defect."),
        "EXHIBIT_CHANGED": (PAPERS, "The file was changed after it was registered."),
        "EXHIBIT_SIZE": (PAPERS, "The register does not describe this file."),
        "EXHIBIT_MISSING": (PAPERS, "The original is gone."),
        "UNKNOWN_EXHIBIT": (PAPERS, "The exhibit you cite does not exist."),
        "UNREGISTERED_FILE": (PAPERS, "You hold papers that you do not show."),
        "SOURCE_NOT_STATED": (PAPERS, "You do not say where you have that from."),
        "CUSTODY_BROKEN": (PAPERS, "There is a gap in which the file could have been changed."),
        "SENT_BEFORE_RECEIVED": (PAPERS, "You cannot have sent what you did not have."),
        "TRANSLATION_MISSING": (PAPERS, "You rely on a paper in another language without a translation."),
        "EVENT_WITHOUT_EXHIBIT": (PAPERS, "That never happened: you have nothing to show for it."),
        "EVIDENCE_INCOMPLETE": (PAPERS, "When you complained you did not have the evidence."),
        "CHAT_NOT_COMPLETE": (MAILS, "Nothing shows that this is the whole chat."),
        "ORIGINAL_NOT_HELD": (MAILS, "Show us the telephone or account this was taken from."),
        "SENDER_NOT_ON_FILE": (MAILS, "We do not know who wrote that e-mail; it was not us."),
        "SENT_ELSEWHERE": (MAILS, "We never received it."),
        "MAIL_TIME_DIFFERS": (MAILS, "The deadline you count from is wrong."),
        "QUOTE_NOT_FOUND": (MAILS, "We never wrote those words."),
        "REPLY_OUTSIDE_THREAD": (MAILS, "Our answer was about another matter."),
        "MAIL_MALFORMED": (MAILS, "That message is a forgery."),
        "MAIL_SIGNATURE_FAILED": (MAILS, "The message was altered."),
        "MAIL_SIGNATURE_UNCHECKED": (MAILS, "Nothing shows that the message was not altered."),
        "MAIL_SIGNED_BY_OTHER": (MAILS, "The signature is the provider's, not ours."),
        "CAR_NOT_BY_EMAIL": (MAILS, "There was no formal request."),
        "CAR_ATTACHMENTS_MISSING": (MAILS, "You never showed us the evidence."),
        "CALL_NOT_SUMMARISED": (MAILS, "Nothing of the kind was said."),
        "ACCEPTANCE_NOT_AGREED": (
            AGREED,
            "We never agreed to that AQL; it stands in your booking, not in our contract.",
        ),
        "CLAUSE_WITHOUT_SOURCE": (AGREED, "That clause does not stand in the contract."),
        "REQUIREMENT_WITHOUT_SOURCE": (AGREED, "That is within normal manufacturing tolerance."),
        "USCC_MISSING": (AGREED, "That is not our company."),
        "USCC_WRONG": (AGREED, "That is not our company."),
        "NAME_ZH_MISSING": (AGREED, "That is not our company."),
        "PREFERENCE_WITHOUT_REASON": (AGREED, "You refused the rework we were ready for."),
        "LOSS_WITHOUT_EXHIBIT": (MONEY, "That amount is invented."),
        "LOSS_OVERLAP": (MONEY, "You count the same unit twice."),
        "LOSS_NOT_COMPUTED": (MONEY, "You cannot say how you come to that sum."),
        "FAILED_CLASS_WITHOUT_LOSS": (MONEY, "You had no loss from that class."),
        "FX_MISSING": (MONEY, "You cannot say how you come to that sum."),
        "FX_UNSOURCED": (MONEY, "That is not the exchange rate of the day."),
        "CONTACT_BEFORE_EVIDENCE": (CONDUCT, "You complained first and gathered the evidence to fit."),
        "ANSWER_BEFORE_REQUEST": (CONDUCT, "We answered something else: you had not asked yet."),
        "NOTICE_LATE": (CONDUCT, "You told us too late."),
        "HOLIDAY_CAUTION": (CONDUCT, "Your deadline fell on our days off."),
        "OVERCLAIM": (CONDUCT, "You judge instead of proving."),
        "WORDING": (CONDUCT, "You insult instead of proving."),
        "RELEASED_BEFORE_LOCK": (CONDUCT, "You released the goods; so you accepted them."),
        "RELEASED_AGAINST_GATE": (CONDUCT, "You released the goods; so you accepted them."),
        "SHIPPED_WITHOUT_RELEASE": (CONDUCT, "The goods left; you released them."),
        "PAID_BEFORE_REINSPECTION": (CONDUCT, "You paid; so you accepted them."),
        "WAIVER_UNREASONED": (CONDUCT, "You waived the re-inspection."),
    }
)


@dataclass(frozen=True, slots=True)
class Attack:
    """One line of attack: what they will say, and the findings that let them say it (each has its place and hint)."""

    code: str
    says: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """Attacks of one kind, the gravest first."""

    name: str
    attacks: tuple[Attack, ...]


def attack_list(findings: Iterable[Finding]) -> tuple[Theme, ...]:
    """The findings an opponent can use, by theme; within one by severity, then by how often it occurs, then code."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code in SAID:
            grouped.setdefault(finding.code, []).append(finding)
    attacks = sorted(
        (Attack(code, SAID[code][1], tuple(found)) for code, found in grouped.items()), key=_weight
    )
    by_theme = (
        Theme(theme, tuple(attack for attack in attacks if SAID[attack.code][0] == theme)) for theme in THEMES
    )
    return tuple(theme for theme in by_theme if theme.attacks)


def _weight(attack: Attack) -> tuple[int, int, str]:
    gravest = min(("error", "warning", "note").index(finding.severity) for finding in attack.findings)
    return gravest, -len(attack.findings), attack.code
