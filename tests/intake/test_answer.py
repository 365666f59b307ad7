"""A yes is recognised in one shape only; each look-alike is refused, and the reason is the one that holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lotproof.case.mail import addresses
from lotproof.intake.answer import answer_of
from lotproof.intake.dkim import Signature
from lotproof.intake.said import judged
from lotproof.intake.thread import Parties
from lotproof.read.mail import open_mail

from .making import OURS, SUPPLIER, a_mail

YES: dict[str, dict[str, Any]] = {
    "plain": {},
    "with a full stop and bold": {"body": "*Confirmed: yes.*\n"},
    "Chinese": {"body": "您好\n确认：是\n"},
    "traditional": {"body": "確認: 是的\n"},
    "over what it quotes": {"body": "Confirmed: yes\n\nOn Thu, 13 Aug 2026, A wrote:\n> Confirmed: no\n> not so\n"},
    "over a line broken in two": {"body": "Confirmed: yes\n\nOn 13 August 2026 at 09:15, A. Placeholder\n"
                                          "<qa@larkspur.example> wrote:\n> Confirmed: no\n"},
    "over an Outlook quotation": {"body": "Confirmed: yes\n\n-----Original Message-----\nFrom: A\nConfirmed: no\n"},
    "over a Chinese quotation": {"body": "确认：是\n\n在 2026年8月13日，A 写道：\n> 确认：否\n"},
    "over a Chinese Outlook quotation": {"body": "确认：是\n\n发件人: A\n确认：否\n"},
    "over a signature": {"body": "We agree.\nConfirmed: yes\n-- \nB. Placeholder\nnot an offer\n"},
    "with the same HTML": {"html": "<div>Confirmed: yes</div><blockquote>Confirmed: no</blockquote>"},
    "in references only": {"thread": None, "References": f"<x@y> {OURS}"},
    "letter case of the address": {"sender": "B <Sales@Make-Believe.example>"},
    "reply-to the same": {"Reply_To": SUPPLIER},
}  # fmt: skip

NO: dict[str, tuple[dict[str, Any], str]] = {
    "quoted only": ({"body": "We will look.\n> Confirmed: yes\n"}, "only in what it quotes"),
    "in an Outlook quotation only": (
        {"body": "We will look.\n\n-----Original Message-----\nConfirmed: yes\n"}, "only in what it quotes"),
    "in the signature only": ({"body": "Thank you.\n-- \nConfirmed: yes\n"}, "or in a signature"),
    "under the closing words only": ({"body": "Thank you.\nBest regards\nConfirmed: yes\n"}, "or in a signature"),
    "other thread": ({"thread": "<other@larkspur.example>"}, "answers none of our messages"),
    "no thread": ({"thread": None}, "answers none of our messages"),
    "spoofed display name": ({"sender": f'"{SUPPLIER}" <boss@elsewhere.example>'}, "not from the address"),
    "punycode domain": ({"sender": "B <sales@xn--mke-believe-83g.example>"}, "not from the address"),
    "subdomain of another": ({"sender": f"B <{SUPPLIER}.elsewhere.example>"}, "not from the address"),
    "a colleague": ({"sender": "C <boss@make-believe.example>"}, "not from the address"),
    "two senders": ({"sender": f"{SUPPLIER}, boss@elsewhere.example"}, "not from the address"),
    "yes, but": ({"body": "Confirmed: yes, but only 100 pieces\n"}, "not a plain yes"),
    "yes? no": ({"body": "Confirmed: no\n"}, "not a plain yes"),
    "not confirmed": ({"body": "Not confirmed: yes\nConfirmed: yes\n"}, "may limit or contradict"),
    "both": ({"body": "Confirmed: yes\nConfirmed: no\n"}, "not a plain yes"),
    "both in Chinese": ({"body": "确认：是\n确认：否\n"}, "not a plain yes"),
    "a condition beside it": ({"body": "Confirmed: yes\nsubject to our boss\n"}, "may limit or contradict"),
    "a Chinese condition beside it": ({"body": "确认：是\n但不接受扣款\n"}, "may limit or contradict"),
    "taken back below the quotation": (
        {"body": "Confirmed: yes\n> our text\nThis is void.\n"}, "goes on below what it quotes"),
    "no in the signature": ({"body": "Confirmed: yes\n--\nConfirmed: no\n"}, "not a plain yes"),
    "forwarded": ({"subject": "Fwd: Corrective Action Request"}, "it was forwarded"),
    "forwarded in Chinese": ({"subject": "转发：CAR"}, "it was forwarded"),
    "sent on": ({"Resent_From": "x@y.example"}, "it was forwarded"),
    "reply-to differs": ({"Reply_To": "boss@elsewhere.example"}, "another address"),
    "sender differs": ({"Sender": "boss@elsewhere.example"}, "another address"),
    "sent by a program": ({"Auto_Submitted": "auto-replied"}, "sent by a program"),
    "HTML says no": ({"html": "<p>Confirmed: no</p>"}, "HTML says something else"),
    "HTML adds before": ({"html": "<p>We do not agree.</p><p>Confirmed: yes</p>"}, "HTML says something else"),
}  # fmt: skip


@pytest.mark.parametrize("name", YES)
def test_a_yes_is_recognised(name: str) -> None:
    answer = answer_of(open_mail(a_mail(**YES[name])), SUPPLIER, {OURS})
    assert answer.reasons == ()
    assert answer.words is not None and answer.claimed


@pytest.mark.parametrize("name", NO)
def test_a_look_alike_is_refused(name: str) -> None:
    asked, reason = NO[name]
    answer = answer_of(open_mail(a_mail(**asked)), SUPPLIER, {OURS})
    assert answer.words is None and answer.claimed
    assert any(reason in told for told in answer.reasons), answer.reasons


def test_an_ordinary_reply_claims_nothing() -> None:
    answer = answer_of(open_mail(a_mail("We received your request and will answer.\n")), SUPPLIER, {OURS})
    assert (answer.words, answer.claimed) == (None, False)


def test_html_alone_cannot_be_told_from_what_it_quotes() -> None:
    raw = a_mail().replace(b'text/plain; charset="utf-8"', b"text/html; charset=utf-8")
    answer = answer_of(open_mail(raw), SUPPLIER, {OURS})
    assert answer.words is None and "HTML only" in answer.reasons[0]


def test_a_second_sender_header_is_refused() -> None:
    answer = answer_of(open_mail(b"From: boss@elsewhere.example\r\n" + a_mail()), SUPPLIER, {OURS})
    assert answer.words is None and any("twice" in told for told in answer.reasons)


@pytest.mark.parametrize(
    "address",
    ["sales@m\u0430ke-believe.example", "sales@ma\u212ae-believe.example", "\u017fales@make-believe.example"],
)
def test_an_address_in_look_alike_letters_is_refused(address: str) -> None:
    raw = a_mail().replace(f"<{SUPPLIER}>".encode(), f"<{address}>".encode())
    answer = answer_of(open_mail(raw), SUPPLIER, {OURS})
    assert answer.words is None and any("not from the address" in told for told in answer.reasons)


def test_only_ascii_is_folded() -> None:
    assert addresses("B <Sales@Make-Believe.example>") == [SUPPLIER]
    for letter, other in (("k", "\u212a"), ("s", "\u017f")):
        assert addresses(f"B <{SUPPLIER.replace(letter, other, 1)}>") != [SUPPLIER]


def test_a_mail_whose_signature_fails_is_no_answer() -> None:
    parties = Parties("qa@larkspur.example", SUPPLIER, "UTC", frozenset((OURS,)))
    good = Signature("make-believe.example", "s", "pass", (), None, False, ())
    assert judged(open_mail(a_mail()), parties, (good,)).words == "Confirmed: yes"
    answer = judged(open_mail(a_mail()), parties, (good, replace(good, result="fail")))
    assert (answer.words, answer.reasons) == (None, ("its DKIM signature did not verify",))


def test_nobody_can_answer_where_no_contact_and_no_message_is_on_file() -> None:
    reasons = answer_of(open_mail(a_mail()), None, ()).reasons
    assert any("names no e-mail address" in told for told in reasons)
    assert any("no message of ours" in told for told in reasons)


def test_words_that_look_like_confirmed_in_other_letters_claim_nothing() -> None:
    answer = answer_of(open_mail(a_mail("Соnfirmed: yes\n")), SUPPLIER, {OURS})  # Cyrillic С and о
    assert (answer.words, answer.claimed) == (None, False)
