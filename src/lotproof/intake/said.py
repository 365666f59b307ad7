"""What a person is told of an e-mail: of each signature, and of words that look like a confirmation.

Why apart from finding them: what is found decides nothing, and the words must not claim that it does.
"""

from __future__ import annotations

from lotproof.intake.answer import Answer, answer_of
from lotproof.intake.dkim import Signature
from lotproof.intake.remark import Remark, note, warning
from lotproof.intake.thread import Parties
from lotproof.read.mail import MailContents
from lotproof.read.shown import one_line


def judged(contents: MailContents, parties: Parties, signed: tuple[Signature, ...]) -> Answer:
    """Whether the mail answers yes; one whose own signature does not hold is not taken for an answer."""
    answer = answer_of(contents, parties.supplier, parties.ours)
    if answer.words is not None and any(one.result == "fail" for one in signed):
        return Answer(None, True, ("its DKIM signature did not verify",))
    return answer


def on_answer(answer: Answer | None) -> list[Remark]:
    """What a person is told of an answer found or not taken for one."""
    if answer is None or not answer.claimed:
        return []
    if answer.words is None:
        return [note(f"it holds words like a confirmation, not taken for one: {'; '.join(answer.reasons)}.")]
    sentence = f'it says "{one_line(answer.words, 60)}" above what it quotes, in reply to us, from the address on file.'
    return [note(sentence, "whether it confirms is for you to judge; it is no admission.")]


def on_signatures(signed: tuple[Signature, ...]) -> list[Remark]:
    """What a person is told of each signature."""
    remarks = []
    for one in signed:
        doubts = f"; it {'; it '.join(one.doubts)}" if one.doubts else ""
        text = f"DKIM signature of {one.domain or 'nobody'}: {one.result}{doubts}."
        unasked = one.result == "not-checked" and one.record is None
        hint = "--dns fetches the key while it is published, or give it with --dkim-key." if unasked else None
        remarks.append(warning(text) if one.result == "fail" else note(text, hint))
    return remarks or [note("it carries no DKIM signature.")]
