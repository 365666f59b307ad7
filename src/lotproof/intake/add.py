"""Registers files as exhibits: looked at first, then copied, then entered, and undone together when entering fails.

Why in this order: a register must never name a file that is not there, and one bad file must not keep out the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from lotproof.case.case import Original
from lotproof.intake import register
from lotproof.intake.dkim import Signature, signatures
from lotproof.intake.entries import Mailed, entry_of
from lotproof.intake.entry import Entry
from lotproof.intake.facts import sender_address
from lotproof.intake.incoming import Incoming, from_bytes, from_path, kind_in_name
from lotproof.intake.likeness import Likenesses
from lotproof.intake.names import free_name, safe_name
from lotproof.intake.remark import Refused, Remark, note
from lotproof.intake.said import judged, on_answer, on_signatures
from lotproof.intake.store import Store, opened
from lotproof.intake.thread import Parties, draft, parties_of
from lotproof.intake.wanted import Enclosed, KindWanted, Outcome, Wanted
from lotproof.read.log import DRAFTS
from lotproof.read.mail import MailContents
from lotproof.read.originals import FOLDER, alike, read_original
from lotproof.read.shown import one_line
from lotproof.seal.digest import sha256_bytes

Signed = tuple[Signature, ...]
ENCLOSED_CAP: Final = 50  # attachments of one mail that are registered


def add(folder: Path, files: Sequence[Path], wanted: Wanted) -> tuple[Outcome, ...]:
    """Register `files` in the case of `folder`; an outcome each, attachments behind their mail.

    Raises KindWanted, before anything is written, when a file's kind must be said. When the register cannot be
    written, every file is refused and nothing is left of the run.
    """
    try:
        with opened(folder) as store:
            run = _Run(folder, store, wanted)
            run.look(files)
            run.keep()
            return tuple(run.outcomes)
    except Refused as refused:
        return tuple(
            Outcome(one_line(str(file), 300), "refused", remarks=(refused.remark,)) for file in files
        )


class _Run:
    def __init__(self, folder: Path, store: Store, wanted: Wanted) -> None:
        self.folder, self.store, self.wanted = folder, store, wanted
        self.register = register.read(store.bytes_of(register.FILE))
        exhibits = self.register.exhibits
        self.known = {(e.sha256 or "").strip().lower(): e.id or "" for e in reversed(exhibits)}
        self.ids = dict.fromkeys(e.id for e in exhibits if e.id)
        self.files = {e.file for e in exhibits if e.file}
        self.names = {file.rpartition("/")[2] for file in self.files} | _listed(folder / FOLDER)
        self.drafts = _listed(folder / DRAFTS)
        self.likenesses = Likenesses(folder, exhibits)
        self.looked: list[Incoming | Outcome] = []
        self.outcomes: list[Outcome] = []
        self.entries: list[Entry] = []

    def look(self, files: Iterable[Path]) -> None:
        """Open and read every file. Raises KindWanted."""
        lacking = []
        for file in files:
            try:
                found = from_path(self.folder, file)
            except Refused as refused:
                self.looked.append(_refused(one_line(str(file), 300), refused))
                continue
            if self.wanted.kind is None and found.facts.kind is None and found.sha256 not in self.known:
                lacking.append((found.shown, kind_in_name(found.name)))
            self.looked.append(found)
        if lacking:
            raise KindWanted(tuple(lacking))

    def keep(self) -> None:
        """Copy what was looked at, draft the log entries, and enter all of it in the register. Raises Refused."""
        for found in self.looked:
            if isinstance(found, Outcome):
                self.outcomes.append(found)
            elif found.facts.mail is None:
                self.outcomes.append(self._one(found))
            else:
                self.outcomes += self._mail(found, found.facts.mail)
        if not self.entries:
            return
        before = self.register.data
        after = register.extended(self.register, self.entries)
        if not self.wanted.dry_run:
            try:
                self.store.replace(register.FILE, before, after)
                self._confirm(before, after)
            except BaseException:  # the copies are removed next, so no entry may stay behind
                if self.store.bytes_of(register.FILE) == after:
                    self.store.put_back(register.FILE, before)
                raise

    def _confirm(self, before: bytes | None, after: bytes) -> None:
        """Read the register again from the disk. Raises Refused when it is not what was written."""
        found = self.store.bytes_of(register.FILE)
        if found == after:
            return
        try:
            register.read(found)  # then somebody saved it in this instant, and what they saved stays
        except Refused:
            self.store.put_back(register.FILE, before)
        raise Refused(f"{register.FILE} was changed while this ran; nothing was added.", "run it again.")

    def _one(self, found: Incoming, mailed: Mailed | None = None, signed: Signed = ()) -> Outcome:
        """Copy one file and make its entry."""
        if found.sha256 in self.known:
            return self._known(found)
        try:
            name = self._id(mailed)
            file, remarks = self._kept(found)
        except Refused as refused:
            return _refused(found.shown, refused)
        entry, more = entry_of(found, name, file, self.wanted, mailed, signed)
        like = self.likenesses.like(
            found, str(entry.get("captured") or entry.get("captured_local") or ""), name
        )
        if like is not None:
            remarks.append(
                note(f"it looks like {like}: the same picture saved again?", "cite one of the two.")
            )
        self.known[found.sha256] = name
        self.ids[name] = None
        self.entries.append(entry)
        return Outcome(found.shown, "added", name, entry, (*found.facts.remarks, *remarks, *more))

    def _known(self, found: Incoming) -> Outcome:
        name = self.known[found.sha256]
        remark = note(f"these bytes are registered already, as {one_line(name, 40)}; nothing was added.")
        return Outcome(found.shown, "known", name, remarks=(remark,))

    def _id(self, mailed: Mailed | None) -> str:
        if self.wanted.id is None or mailed is not None:
            return next(register.next_ids(self.ids))
        if self.wanted.id in self.ids:
            raise Refused(f"the id {self.wanted.id} is given already.", "leave --id out, or choose another.")
        return self.wanted.id

    def _kept(self, found: Incoming) -> tuple[str, list[Remark]]:
        """Where the file lies in the case from now on, relative to it. Raises Refused."""
        if found.inside in self.files:
            sentence = "it is the file of an exhibit, and no longer the one that was registered."
            raise Refused(sentence, "put the original back, and add this one under another name.")
        if found.inside is not None:
            return found.inside, [note(f"it lies in {FOLDER}/ already and stays where it is.")]
        wished = safe_name(found.name)
        left = f"{FOLDER}/{wished}"
        if wished in self.names and left not in self.files:  # put there by hand, or by a run that was killed
            there = read_original(self.folder, left)
            if isinstance(there, Original) and there.sha256 == found.sha256:
                return left, [note(f"the same file lies in {FOLDER}/ already and was not copied again.")]
        name = free_name(wished, self.names)
        if not self.wanted.dry_run:
            with found.opened() as file:
                self.store.put(FOLDER, name, file, found.sha256)
        self.names.add(name)
        remarks = []
        if name != wished:
            other = next(other for other in sorted(self.names) if alike(other) == alike(wished))
            remarks.append(
                note(
                    f"it is kept as {name}: {one_line(other)} has its name, or one some systems take for it."
                )
            )
        return f"{FOLDER}/{name}", remarks

    def _mail(self, found: Incoming, contents: MailContents) -> list[Outcome]:
        """An e-mail: its entry, those of its attachments where they are wanted, and the log entry drafted from it."""
        fresh = found.sha256 not in self.known
        signed: Signed = ()
        if fresh and found.facts.data is not None:
            signed = signatures(found.facts.data, contents.text, self.wanted.keys, self.wanted.ask)
        outcome = self._one(found, None, signed)
        if outcome.state == "refused":
            return [outcome]
        mailed = Mailed(str(outcome.id), found.sha256, found.facts)
        inner = self._attachments(found, contents, mailed) if self.wanted.attachments else []
        enclosed = tuple(
            Enclosed(part.name, part.size, part.sha256, part.type, self.known.get(part.sha256))
            for part in contents.text.attachments
        )
        outcome = replace(outcome, enclosed=enclosed)
        if fresh:
            attached = tuple(dict.fromkeys(part.id for part in enclosed if part.id))
            outcome = self._drafted(outcome, found, contents, signed, attached)
        return [outcome, *inner]

    def _attachments(self, found: Incoming, contents: MailContents, mailed: Mailed) -> list[Outcome]:
        outcomes = []
        for part, data in zip(contents.text.attachments[:ENCLOSED_CAP], contents.attached, strict=False):
            shown = f"{found.shown} > {part.name}"
            try:
                outcomes.append(self._one(from_bytes(shown, part.name, data), mailed))
            except Refused as refused:
                outcomes.append(_refused(shown, refused))
        return outcomes

    def _drafted(
        self,
        outcome: Outcome,
        found: Incoming,
        contents: MailContents,
        signed: Signed,
        attached: tuple[str, ...],
    ) -> Outcome:
        parties = self._parties()
        role = parties.role(sender_address(contents))
        answer = None if role == "buyer" else judged(contents, parties, signed)
        drafted = draft(contents, str(outcome.id), attached, parties, answer, found.facts.received)
        name = free_name(drafted.name, self.drafts)
        self.drafts.add(name)
        data = drafted.text.encode()
        try:
            if not self.wanted.dry_run:
                self.store.put(DRAFTS, name, BytesIO(data), sha256_bytes(data))
        except Refused as refused:
            said = note(f"no log entry was drafted: {refused.remark.sentence}")
            return replace(outcome, remarks=(*outcome.remarks, said))
        remarks = (*outcome.remarks, *on_signatures(signed), *on_answer(answer))
        words = answer.words if answer is not None else None
        return replace(outcome, remarks=remarks, draft=f"{DRAFTS}/{name}", answer=words)

    def _parties(self) -> Parties:
        """Who writes to whom, with the messages of ours that come in with this run."""
        parties = parties_of(self.folder, self.register.exhibits)
        mails = [one.facts.mail for one in self.looked if isinstance(one, Incoming) and one.facts.mail]
        ours = {
            m.text.message_id
            for m in mails
            if parties.role(sender_address(m)) == "buyer" and m.text.message_id
        }
        return replace(parties, ours=parties.ours | ours)


def _refused(shown: str, refused: Refused) -> Outcome:
    return Outcome(shown, "refused", remarks=(refused.remark,))


def _listed(folder: Path) -> set[str]:
    try:
        return {entry.name for entry in folder.iterdir()}
    except OSError:
        return set()
