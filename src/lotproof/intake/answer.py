"""Whether an e-mail holds the answer "Confirmed: yes" from the person asked, in reply to us, above what it quotes.

Why so strict: a look-alike taken for a yes costs the whole record, one not recognised costs a person a minute. What
is found here is for a person to confirm; it is no admission of anybody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from lotproof.case.mail import MailText, addresses
from lotproof.read.mail import MailContents

_MARKED: Final = re.compile(r"\s*[>|]")
_WROTE: Final = re.compile(r"\s*(?:on\b.{3,300}\bwrote|在?.{3,200}(?:写道|寫道))\s*:?\s*\Z", re.IGNORECASE)
_HEADED: Final = re.compile(
    r"""\s*(?:-{2,}\s*(?:original|forwarded|原始|转发|轉寄)   # ----- Original Message -----
    |_{8,}\s*$
    |(?:from|发件人|發件人|寄件者|von|de)\s*:\s*\S
    |(?:begin\s+forwarded|original\s+message|forwarded\s+message|原始邮件|转发的邮件))""",
    re.IGNORECASE | re.VERBOSE,
)
_SIGNATURE: Final = re.compile(
    r"\s*(?:--\s*$|(?:best|kind|warm)?\s*regards|sincerely|yours\b|thanks\s*(?:&|and)\s*regards|此致|顺颂|顺祝|祝好|祝商祺"
    r"|sent\s+from|发自)",
    re.IGNORECASE,
)
_CLAIM: Final = re.compile(r"(?:confirmed|confirm|确认|確認)\s*:\s*(.*)\Z", re.IGNORECASE)
_YES: Final = re.compile(r"(?:yes|是|是的)[.。!]?\Z", re.IGNORECASE)
_BUT: Final = re.compile(
    r"\b(?:but|however|although|though|unless|except|subject\s+to|provided|conditions?|conditional|only\s+if|if|not|no|"
    r"cannot|can[’']t|don[’']t|won[’']t|isn[’']t|never|withdrawn?|disagree|reject|refuse|dispute|pending)\b"
    r"|不|但|除非|未|没有|沒有|取消|撤回|如果|前提|另|拒绝|拒絕|待",
    re.IGNORECASE,
)
_FORWARDED: Final = re.compile(r"\s*(?:fwd?|wg|tr|转发|轉寄|轉發)\s*:", re.IGNORECASE)
_TWICE: Final = re.compile(r"\b(?:from|message-id|in-reply-to|subject|date) is given \d+ times")


@dataclass(frozen=True, slots=True)
class Answer:
    """`words`: the line as written when all holds, else None; `reasons`: why it was not taken for a yes.

    `claimed`: something in the mail looks like such an answer, so a person may wonder.
    """

    words: str | None
    claimed: bool
    reasons: tuple[str, ...]


class Written(NamedTuple):
    """The lines of a mail's text: `new` ones by its sender, the `signature` under them, and `below`: lines by the
    sender again under a quotation whose every line is marked."""

    new: list[str]
    signature: list[str]
    below: list[str]


def answer_of(contents: MailContents, expected: str | None, ours: Collection[str]) -> Answer:
    """Judge a mail. `expected` is the one address that may answer, `ours` the Message-IDs of what we sent."""
    mail = contents.text
    written = by_sender(mail.body_text)
    lines = _claims(written.new)
    claimed = bool(_claims(mail.body_text.split("\n")) or _claims(contents.other_text.split("\n")))
    reasons = [*_envelope(mail, expected, ours), *_words(contents, written, lines)]
    if reasons or not lines:
        return Answer(None, claimed, tuple(reasons))
    return Answer(lines[0][0], True, ())


def by_sender(text: str) -> Written:
    """What this sender wrote, apart from what is quoted or forwarded."""
    written = Written([], [], [])
    lines = text.split("\n")
    target = written.new
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        opens = _opens_quotation(_plain(line), _plain(following))
        if opens and _HEADED.match(_plain(line)):
            break
        if opens:
            broken = not (_MARKED.match(line) or _WROTE.match(_plain(line)))
            written.below.extend(_unmarked(lines[number + broken :]))
            break
        if _SIGNATURE.match(_plain(line)):
            target = written.signature
        target.append(line)
    return written


def _opens_quotation(line: str, following: str) -> bool:
    # "On 17 August, A. Placeholder" / "<qa@larkspur.example> wrote:" is often broken over two lines
    return bool(
        _MARKED.match(line)
        or _HEADED.match(line)
        or _WROTE.match(line)
        or _WROTE.match(f"{line} {following}")
    )


def _unmarked(lines: list[str]) -> Iterator[str]:
    """Lines under a quotation that are no part of it; none when the quotation does not mark its lines."""
    if not any(_MARKED.match(line) for line in lines):
        return
    for line in lines[0 if _MARKED.match(lines[0]) else 1 :]:
        if _SIGNATURE.match(_plain(line)) or _HEADED.match(_plain(line)):
            return
        if line.strip() and not _MARKED.match(line) and not _WROTE.match(_plain(line)):
            yield line


def in_thread(mail: MailText, ours: Collection[str]) -> bool:
    """Whether the mail says it answers one of ours (RFC 5322, 3.6.4)."""
    return not set(ours).isdisjoint((*mail.in_reply_to, *mail.references))


def _envelope(mail: MailText, expected: str | None, ours: Collection[str]) -> Iterator[str]:
    if expected is None:
        yield "case.yaml names no e-mail address of the supplier's contact"
    elif addresses(mail.sender) != [expected.strip().casefold()]:
        yield "it is not from the address of the contact on file"
    replies = addresses(*_values(mail, "reply-to"), *_values(mail, "sender"))
    if expected is not None and any(address != expected.strip().casefold() for address in replies):
        yield "answers to it would go to another address than the contact's"
    if not ours:
        yield "no message of ours is registered that it could answer"
    elif not in_thread(mail, ours):
        yield "it answers none of our messages registered"
    if _FORWARDED.match(_plain(mail.subject)) or any(
        key.lower().startswith("resent-") for key, _ in mail.headers
    ):
        yield "it was forwarded"
    if any(value.strip().casefold() != "no" for value in _values(mail, "auto-submitted")):
        yield "it was sent by a program, not by a person"
    if any(_TWICE.match(defect) for defect in mail.defects):
        yield "it has a header twice that it may have once"


def _words(contents: MailContents, written: Written, lines: list[tuple[str, str]]) -> Iterator[str]:
    if contents.from_html and lines:
        yield "it is written in HTML only, where what it quotes cannot be told from what it says"
    if contents.other_text and not _begins_alike(contents.other_text.split("\n"), written.new):
        yield "its HTML says something else than its plain text"
    if not lines:
        if _claims(contents.text.body_text.split("\n")):
            yield "the words stand only in what it quotes, or in a signature"
        return
    if any(not _YES.match(rest) for _, rest in lines) or _claims(written.signature):
        yield "the answer is not a plain yes"
    if any(_BUT.search(_plain(line)) for line in written.new):
        yield "what stands beside the answer may limit or contradict it"
    if written.below:
        yield "it goes on below what it quotes"


def _begins_alike(html: list[str], new: list[str]) -> bool:
    """Whether the HTML begins with the same words as the plain text's new part."""
    plain = "".join("".join(map(_plain, new)).split())
    return "".join("".join(map(_plain, html)).split()).startswith(plain)


def _claims(lines: list[str]) -> list[tuple[str, str]]:
    """Each line that begins as such an answer does, as written, with what follows the colon."""
    found = []
    for line in lines:
        match = _CLAIM.match(_plain(line).lstrip("> ").strip())
        if match is not None:
            found.append((line.strip(), match[1].strip()))
    return found


def _plain(line: str) -> str:
    """The line with full-width marks as their narrow ones, without emphasis."""
    return re.sub(r"\*+|(?<!_)_{1,2}(?!_)", "", unicodedata.normalize("NFKC", line))


def _values(mail: MailText, name: str) -> list[str]:
    return [value for key, value in mail.headers if key.lower() == name]
