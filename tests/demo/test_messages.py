"""The e-mails of the demonstration cases hold only what their writers could know, with the servers they passed.

An e-mail is the exhibit that an expert takes apart line by line; a number its writer could not know undoes it.
"""

from __future__ import annotations

import hashlib
import re
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from tests.demo.originals import came_as, is_ours, own_words, pages, papers
from tests.demo.test_register import CASES, events, every_case, instant, load, mails, register

NUMBER = re.compile(r"\bE[1-9][0-9]?\b")
LISTED = re.compile(r"^ {2}(\S.*)\n {7}SHA-256 ([0-9a-f]{64})$", re.MULTILINE)


@every_case
def test_others_do_not_know_our_exhibit_numbers(case: str) -> None:
    buyer = load(CASES / case / "case.yaml")["buyer"]["name"]
    told = {
        name: own_words(case, name) + mail["Subject"]
        for name, mail in mails(case).items()
        if not is_ours(case, name)
    }
    told |= {
        name: " ".join(pages(case, name))
        for name in papers(case)
        if register(case)[name]["source"]["from"] != buyer
    }
    assert len(told) > 5
    assert {name: NUMBER.findall(text) for name, text in told.items() if NUMBER.search(text)} == {}


@every_case
def test_only_what_came_in_passed_a_server(case: str) -> None:
    home = load(CASES / case / "case.yaml")["buyer"]["contact"]["email"].split("@")[1]
    for name, mail in mails(case).items():
        passed = mail.get_all("Received", [])
        if is_ours(case, name):
            assert (passed, mail["DKIM-Signature"]) == ([], None), name
            continue
        assert f"by mx.{home} " in passed[0], name
        times = [parsedate_to_datetime(line.rsplit(";", 1)[1]) for line in passed]
        assert times == sorted(times, reverse=True), name
        assert parsedate_to_datetime(mail["Date"]) <= times[-1], name


@every_case
def test_what_mails_carry_is_registered_and_what_the_log_lists(case: str) -> None:
    digests = {entry["sha256"]: name for name, entry in register(case).items()}
    carried = {}
    for name, mail in mails(case).items():
        parts = [hashlib.sha256(part.get_content()).hexdigest() for part in mail.iter_attachments()]
        carried[name] = sorted(digests[digest] for digest in parts)
    listed = {
        event["exhibit"]: sorted(event.get("attaches", []))
        for event in events(case).values()
        if event.get("exhibit") in carried
    }
    assert listed == {name: carried[name] for name in listed}


@every_case
def test_files_listed_in_mails_are_those_registered(case: str) -> None:
    """A sender lists its own file names; our own messages list our numbers and names."""
    by_digest = {entry["sha256"]: (name, entry) for name, entry in register(case).items()}
    announced: set[str] = set()
    for name in mails(case):
        for label, digest in LISTED.findall(own_words(case, name)):
            exhibit, entry = by_digest[digest]
            ours = f"{exhibit:<4} {PurePosixPath(entry['file']).name}"
            assert label == (ours if is_ours(case, name) else came_as(entry)), (name, exhibit)
            if not is_ours(case, name) and parsedate_to_datetime(mails(case)[name]["Date"]) < instant(
                entry["source"]["received"]
            ):
                announced.add(exhibit)
    fetched = {n for n, e in register(case).items() if e["source"].get("via") == "download"}
    assert announced == fetched


@every_case
def test_what_came_by_email_and_has_its_message_here_was_attached_to_it(case: str) -> None:
    """A file whose sender's message of that minute is registered is attached to that message."""
    for name, entry in register(case).items():
        if entry["source"].get("via") != "email" or name in mails(case):
            continue
        sent = [
            mail for other, mail in mails(case).items() if register(case)[other]["source"] == entry["source"]
        ]
        for mail in sent:
            assert entry["sha256"] in {
                hashlib.sha256(part.get_content()).hexdigest() for part in mail.iter_attachments()
            }, name
