"""Every code a finding can have, and what it means to the buyer: the one catalogue of them.

The text of a check's code is the docstring of the check, so the rule and its explanation cannot drift apart.
"""

from __future__ import annotations

import inspect
from typing import Final

from lotproof.check import (
    banking,
    completeness,
    currency,
    custody,
    embedding,
    exposure,
    identity,
    mails,
    notice,
    photos,
    procedure,
    progress,
    proof,
    references,
    sequence,
    switching,
    units,
    verdicts,
    wording,
)
from lotproof.check.all import Check, SeriesCheck
from lotproof.check.reading_codes import READING

CHECKED: Final[dict[str, Check | SeriesCheck]] = {
    "ACCEPTANCE_NOT_AGREED": completeness.acceptance_agreed,
    "ACCEPTANCE_NUMBER_DIFFERS": verdicts.acceptance_numbers,
    "ACCEPTANCE_NUMBER_FROM_REPORT": verdicts.acceptance_from_report,
    "ACCREDITATION_ABSENT": completeness.inspector_accredited,
    "ANSWER_BEFORE_REQUEST": sequence.answers_follow_request,
    "AQL_PER_HUNDRED_UNITS": verdicts.counted_per_hundred,
    "AQL_UNKNOWN": verdicts.aql_known,
    "AS_OF_UNKNOWN": procedure.instant_known,
    "BANK_CALENDAR_UNKNOWN": banking.bank_holidays_known,
    "CALENDAR_UNKNOWN": procedure.window_in_china,
    "CALL_NOT_SUMMARISED": procedure.word_summarised,
    "CAPTURED_AFTER_RECEIVED": custody.times_possible,
    "CAR_ATTACHMENTS_MISSING": procedure.request_sent_well,
    "CAR_NOT_BY_EMAIL": procedure.request_sent_well,
    "CHAT_NOT_COMPLETE": custody.chats_complete,
    "CLAUSE_WITHOUT_SOURCE": completeness.acceptance_agreed,
    "CONCLUSION_UNKNOWN": verdicts.verdict_agrees,
    "CONTACT_BEFORE_EVIDENCE": sequence.evidence_before_contact,
    "CUSTODY_BROKEN": custody.custody_unbroken,
    "DEFECT_UNITS_DIFFER": units.defect_list_adds_up,
    "DEFECT_WITHOUT_EXHIBIT": proof.defects_shown,
    "DUPLICATE_ID": references.ids_used_once,
    "EDITION_NOT_NAMED": verdicts.edition_named,
    "EMAIL_WRONG": identity.addresses_usable,
    "EVENT_WITHOUT_EXHIBIT": proof.events_shown,
    "EMBED_NOT_SAID": embedding.large_originals,
    "EVIDENCE_INCOMPLETE": completeness.evidence_complete,
    "FAILED_CLASS_WITHOUT_LOSS": exposure.failed_classes_priced,
    "FX_MISSING": currency.rates_given,
    "FX_UNSOURCED": currency.rates_sourced,
    "HOLIDAY_CAUTION": procedure.window_in_china,
    "INSPECTION_WITHOUT_REPORT": proof.reports_in_hand,
    "LOCATION_EMBEDDED": photos.photos_place_considered,
    "LOSS_NOT_COMPUTED": exposure.lines_worked_out,
    "LOSS_OVERLAP": exposure.overlapping_lines,
    "LOSS_WITHOUT_EXHIBIT": exposure.lines_have_exhibits,
    "MAIL_MALFORMED": mails.mails_well_formed,
    "MAIL_SIGNATURE_FAILED": mails.mail_signatures,
    "MAIL_SIGNATURE_UNCHECKED": mails.mail_signatures,
    "MAIL_SIGNED_BY_OTHER": mails.mail_signatures,
    "MAIL_TIME_DIFFERS": mails.times_agree,
    "NAME_ZH_MISSING": identity.supplier_registered_name,
    "NOTICE_LATE": notice.notice_prompt,
    "NO_ACCEPTANCE_NUMBER": verdicts.acceptance_from_report,
    "NO_FAILED_INSPECTION": verdicts.something_failed,
    "NO_INSPECTION": verdicts.something_failed,
    "OPEN_CELL": verdicts.open_cells,
    "ORIGINAL_NOT_HELD": custody.chats_complete,
    "OVERCLAIM": wording.wording_proved,
    "PAID_BEFORE_REINSPECTION": procedure.paid_after_booking,
    "PHOTO_OUTSIDE_INSPECTION": photos.photos_of_the_inspection,
    "PHOTO_TIME_STATED": photos.photos_from_the_camera,
    "PHOTO_WITHOUT_TIME": photos.photos_timed,
    "PHOTO_ZONE_UNKNOWN": photos.photos_timed,
    "PREFERENCE_WITHOUT_REASON": completeness.preference_reasoned,
    "PREFERRED_OPTION_BLOCKED": procedure.preferred_option,
    "QUANTITIES_DISAGREE": units.sample_within_lot,
    "QUOTE_NOT_FOUND": mails.words_quoted,
    "REINSPECTION_LIGHTER": switching.reinspection_not_lighter,
    "RELEASED_AGAINST_GATE": procedure.released_in_order,
    "RELEASED_BEFORE_LOCK": procedure.released_in_order,
    "REPLY_OUTSIDE_THREAD": mails.in_our_thread,
    "REPORT_NOT_FINAL": notice.report_final,
    "REQUIREMENT_WITHOUT_SOURCE": proof.requirements_shown,
    "SAMPLE_EXCEEDS_LOT": units.sample_within_lot,
    "SAMPLE_SIZE_DIFFERS": verdicts.sample_size,
    "SAMPLE_UNKNOWN": verdicts.sample_known,
    "SAMPLE_UNFINISHED": progress.sample_finished,
    "SENDER_NOT_ON_FILE": mails.sender_on_file,
    "SENT_BEFORE_RECEIVED": custody.times_possible,
    "SENT_ELSEWHERE": mails.sent_to_contact,
    "SERIES_SEVERITY": switching.severity_of_series,
    "SHIPPED_WITHOUT_RELEASE": sequence.shipped_after_release,
    "SOURCE_NOT_STATED": custody.sources_stated,
    "TRANSLATION_MISSING": custody.translations_given,
    "UNITS_CHECKED_IMPOSSIBLE": progress.checked_units_possible,
    "UNITS_EXCEED_DEFECTS": units.units_within_defects,
    "UNITS_EXCEED_SAMPLE": units.units_within_sample,
    "UNKNOWN_DEFECT": references.events_name_what_exists,
    "UNKNOWN_EXHIBIT": references.exhibits_registered,
    "UNKNOWN_INSPECTION": references.events_name_what_exists,
    "UNKNOWN_LOSS_LINE": references.replaced_lines_exist,
    "UNKNOWN_SCOPE": references.scopes_named_exist,
    "USCC_MISSING": identity.supplier_code,
    "USCC_WRONG": identity.supplier_code,
    "VERDICT_CERTAIN": progress.verdict_certain,
    "VERDICT_DIFFERS": verdicts.verdict_agrees,
    "WAIVER_UNREASONED": sequence.waivers_approved,
    "WITHHELD_INSIDE": embedding.withheld_inside,
    "WORDING": wording.wording_neutral,
}


def codes() -> tuple[str, ...]:
    """Every code a finding can have, sorted."""
    return tuple(sorted({*CHECKED, *READING}))


def explanation(code: str) -> str | None:
    """What `code` means, why it matters and how to mend it, or `None` for a code there is not."""
    if code in READING:
        return READING[code]
    found = CHECKED.get(code)
    return inspect.getdoc(found) if found is not None else None
