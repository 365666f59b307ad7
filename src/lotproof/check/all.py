"""Case and figures into findings: every check there is, in a tuple that can be read from top to bottom.

A check is a small pure function; its docstring explains its codes to the buyer, so it is written for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from lotproof.case.case import Case
from lotproof.case.finding import Finding, sort_key
from lotproof.check import (
    banking,
    completeness,
    currency,
    custody,
    embedding,
    exposure,
    house,
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
from lotproof.compute.figures import Figures
from lotproof.compute.series import Series

Check = Callable[[Case, Figures], Iterator[Finding]]
SeriesCheck = Callable[[Case, Figures, Sequence[Series]], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    references.exhibits_registered,
    references.ids_used_once,
    references.scopes_named_exist,
    references.replaced_lines_exist,
    references.events_name_what_exists,
    identity.supplier_code,
    identity.supplier_registered_name,
    identity.addresses_usable,
    completeness.evidence_complete,
    completeness.acceptance_agreed,
    completeness.preference_reasoned,
    completeness.inspector_accredited,
    units.units_within_sample,
    units.sample_within_lot,
    units.units_within_defects,
    units.defect_list_adds_up,
    photos.photos_timed,
    photos.photos_of_the_inspection,
    photos.photos_from_the_camera,
    photos.photos_place_considered,
    proof.defects_shown,
    proof.requirements_shown,
    proof.reports_in_hand,
    proof.events_shown,
    custody.sources_stated,
    custody.times_possible,
    custody.chats_complete,
    custody.translations_given,
    custody.custody_unbroken,
    embedding.large_originals,
    embedding.withheld_inside,
    mails.sender_on_file,
    mails.sent_to_contact,
    mails.times_agree,
    mails.words_quoted,
    mails.in_our_thread,
    mails.mails_well_formed,
    mails.mail_signatures,
    notice.report_final,
    notice.notice_prompt,
    verdicts.sample_known,
    verdicts.sample_size,
    verdicts.counted_per_hundred,
    verdicts.acceptance_numbers,
    verdicts.acceptance_from_report,
    verdicts.aql_known,
    verdicts.open_cells,
    verdicts.verdict_agrees,
    verdicts.edition_named,
    verdicts.something_failed,
    progress.checked_units_possible,
    progress.sample_finished,
    progress.verdict_certain,
    switching.reinspection_not_lighter,
    exposure.overlapping_lines,
    exposure.lines_worked_out,
    exposure.failed_classes_priced,
    exposure.lines_have_exhibits,
    currency.rates_given,
    currency.rates_sourced,
    sequence.evidence_before_contact,
    sequence.answers_follow_request,
    sequence.shipped_after_release,
    sequence.waivers_approved,
    procedure.request_sent_well,
    procedure.window_in_china,
    banking.bank_holidays_known,
    procedure.word_summarised,
    procedure.released_in_order,
    procedure.paid_after_booking,
    procedure.preferred_option,
    procedure.instant_known,
    wording.wording_neutral,
    wording.wording_proved,
    house.own_checks,
)
# these need the lots of every case of the workspace, so whoever has read them all runs them
SERIES_CHECKS: Final[tuple[SeriesCheck, ...]] = (switching.severity_of_series,)


def check(case: Case, figures: Figures) -> tuple[Finding, ...]:
    """Every finding of every check on the case and its figures, sorted by place, the same on every run."""
    return tuple(sorted({finding for one in CHECKS for finding in one(case, figures)}, key=sort_key))


def check_series(case: Case, figures: Figures, series: Sequence[Series]) -> tuple[Finding, ...]:
    """The findings on a case among the others: `series` are those known at the figures' instant, over all cases."""
    found = {finding for one in SERIES_CHECKS for finding in one(case, figures, series)}
    return tuple(sorted(found, key=sort_key))
