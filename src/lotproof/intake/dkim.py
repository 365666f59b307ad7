"""The DKIM signatures of an e-mail: whose they are, what they cover, and whether they hold with a given key.

Why now: the key is published for some months only, so it is checked and kept when the mail comes in. Nothing is asked
of the network unless a person wants it. Source: RFC 6376.
"""

from __future__ import annotations

import importlib
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lotproof.case.mail import MailText, addresses
from lotproof.read.shown import one_line

RECORD_CAP: Final = 4_000  # characters of a key record; one of 4096 bits has 750
_SIGNATURES: Final = 5
_CHECKED: Final = 32 * 1024 * 1024
_TIMEOUT: Final = 5.0  # seconds for an answer of the name server
_HOST: Final = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]{0,250}[A-Za-z0-9])?\Z", re.ASCII)
_TOLD: Final = ("from", "to", "date", "subject", "message-id", "in-reply-to")
EXTRA: Final = 'install lotproof with the extra "mail" to check DKIM signatures.'
Lookup = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Signature:
    """`result`: pass, fail or not-checked. `record`: the key as published; `fetched`: it came from the network now."""

    domain: str
    selector: str
    result: str
    headers: tuple[str, ...]
    record: str | None
    fetched: bool
    doubts: tuple[str, ...]


def signatures(
    data: bytes, mail: MailText, keys: Mapping[str, str], ask: Lookup | None
) -> tuple[Signature, ...]:
    """Every signature of the mail `data`, five at most, in their order.

    `keys` maps `selector._domainkey.domain` to the record a person has; `ask` fetches one that is not there.
    """
    fields = [value for key, value in mail.headers if key.lower() == "dkim-signature"][:_SIGNATURES]
    return tuple(_judged(data, mail, index, _tags(value), keys, ask) for index, value in enumerate(fields))


def key_name(selector: str, domain: str) -> str:
    """Where the key of a signature is published (RFC 6376, 3.6.2.1), folded."""
    return f"{selector}._domainkey.{domain}".casefold().rstrip(".")


def record_text(raw: str) -> str:
    """A TXT record as name servers and their tools print it: quoted strings are joined."""
    quoted = re.findall(r'"([^"]*)"', raw)
    return one_line("".join(quoted) if quoted else raw, RECORD_CAP)


def from_dns(name: str) -> str | None:
    """The TXT record of `name`, asked of the name server this machine uses; None when there is none.

    Raises LookupError with a sentence when the extra is missing or nobody answers.
    """
    try:
        resolver: Any = importlib.import_module("dns.resolver")
        missing: Any = (resolver.NXDOMAIN, resolver.NoAnswer)
    except ImportError:
        raise LookupError(EXTRA) from None
    try:
        answers = resolver.resolve(f"{name}.", "TXT", lifetime=_TIMEOUT)
    except missing:
        return None
    except Exception as problem:  # the library raises one class a cause
        raise LookupError(f"the name server gave no answer ({type(problem).__name__}).") from None
    texts = [b"".join(answer.strings).decode("ascii", "replace") for answer in answers]
    return (
        one_line(next((text for text in texts if "p=" in text), texts[0] if texts else ""), RECORD_CAP)
        or None
    )


def _judged(
    data: bytes, mail: MailText, index: int, tags: dict[str, str], keys: Mapping[str, str], ask: Lookup | None
) -> Signature:
    domain, selector = tags.get("d", ""), tags.get("s", "")
    headers = tuple(
        dict.fromkeys(word.strip().casefold() for word in tags.get("h", "").split(":") if word.strip())
    )
    doubts = list(_doubts(mail, domain, headers, tags))
    result, record, fetched = "not-checked", None, False
    if not _HOST.match(domain) or not _HOST.match(selector):
        doubts.append("names no domain or selector that can be looked up")
    else:
        try:
            record, fetched = _record(key_name(selector, domain), keys, ask)
            if record is None and ask is not None:
                doubts.append("has no key published any more")
        except LookupError as problem:
            doubts.append(f"could not be checked: {problem}")
    if record is not None:
        result, reason = _verified(data, index, key_name(selector, domain), record)
        doubts += [reason] if reason else []
    return Signature(
        one_line(domain, 253), one_line(selector, 100), result, headers[:60], record, fetched, tuple(doubts)
    )


def _record(name: str, keys: Mapping[str, str], ask: Lookup | None) -> tuple[str | None, bool]:
    if name in keys:
        return keys[name], False
    found = ask(name) if ask is not None else None
    return found, found is not None


def _verified(data: bytes, index: int, name: str, record: str) -> tuple[str, str | None]:
    """pass, fail or not-checked, with why."""
    try:
        dkim: Any = importlib.import_module("dkim")
    except ImportError:
        return "not-checked", f"could not be checked: {EXTRA}"
    if len(data) > _CHECKED:
        return "not-checked", "was not checked: the mail is too large"
    if re.search(r"(?:^|;)\s*p=\s*(?:;|\Z)", record):
        return "not-checked", "has a key that was withdrawn"
    key = record.encode("ascii", "replace")
    silent = logging.getLogger("lotproof.intake.dkim.silent")
    silent.disabled = True  # the library writes its reasons to stderr
    try:
        dkim.evaluate_pk(b"key", key)
    except Exception as problem:
        other = (
            type(problem).__name__ == "NaClNotFoundError"
        )  # Ed25519 keys need a library the extra does not bring
        why = "its key is of a kind not supported here" if other else "the key record given is no key"
        return "not-checked", f"could not be checked: {why}"

    def given(asked: bytes, timeout: int = 5) -> bytes | None:
        # should the library count the signatures otherwise than we do, it gets no key for another one
        return key if asked.decode("ascii", "replace").casefold().rstrip(".") == name else None

    try:
        good = dkim.DKIM(data, logger=silent).verify(index, dnsfunc=given)
    except Exception as problem:  # a signature made to break the library does not hold
        return _not_verified(problem)
    return ("pass", None) if good else ("fail", "did not verify")


def _not_verified(problem: Exception) -> tuple[str, str]:
    told = str(problem)
    if told.startswith("x= value is past"):
        return "not-checked", "was not checked: by its own words it is valid no longer"
    if type(problem).__name__ == "KeyFormatError":
        return "not-checked", "could not be checked: its key is too short to prove anything"
    if told.startswith("body hash mismatch"):
        return "fail", "did not verify: the text is not the one that was signed"
    return "fail", f"did not verify ({type(problem).__name__})"


def _doubts(mail: MailText, domain: str, headers: tuple[str, ...], tags: dict[str, str]) -> Iterator[str]:
    senders = sorted({address.rpartition("@")[2] for address in addresses(mail.sender)})
    if not any(_same(domain.casefold(), sender) for sender in senders):
        whose, other = one_line(domain, 80) or "nobody", one_line(", ".join(senders), 80) or "none"
        yield f"is {whose}'s, not of the sender's domain ({other})"
    there = {key.lower() for key, _ in mail.headers}
    bare = [name for name in _TOLD if name in there and name not in headers]
    if bare:
        yield f"does not cover {', '.join(bare)}"
    if "l" in tags:
        yield f"covers only the first {one_line(tags['l'], 20)} bytes of the text"


def _same(signer: str, sender: str) -> bool:
    """Whether the two domains are one, or one lies below the other."""
    return bool(signer) and (
        signer == sender or signer.endswith(f".{sender}") or sender.endswith(f".{signer}")
    )


def _tags(value: str) -> dict[str, str]:
    """The tags of a signature (RFC 6376, 3.2), white space removed."""
    pairs = (part.partition("=") for part in value.split(";"))
    return {name.strip(): re.sub(r"\s+", "", text) for name, _, text in pairs if name.strip()}
