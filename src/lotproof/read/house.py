"""The settings of a workspace and the files they name, read into one value that goes with every case.

Why: a page that depends on a file must be made from the bytes whose digest its manifest lists, so all are read here,
before anything is made, without following a link out of the workspace.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from lotproof.case.calendars import CalendarYear
from lotproof.case.finding import Finding, Place
from lotproof.case.house import ROLES, DayRate, House, Letterhead, Logo
from lotproof.read.calendars import read_year
from lotproof.read.files import TEXT_CAP, Refusal, read_bytes
from lotproof.read.history import touched
from lotproof.read.settings import INWARD, SETTINGS, Settings, placed_settings
from lotproof.read.shown import one_line
from lotproof.render.slow_style import SCREEN, slow
from lotproof.render.templates import template_dir
from lotproof.seal.digest import sha256_bytes

TEMPLATES: Final = "templates"
LOGO_CAP: Final = 4 * 1024 * 1024  # bytes; a letterhead needs a hundredth of it
TEMPLATE_CAP: Final = 512 * 1024  # bytes; the largest of ours is a tenth of it
TEMPLATES_CAP: Final = 200  # files; ours are forty
_KINDS: Final = (".j2", ".css", ".js", ".html")
_PICTURES: Final = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}


def read_house(root: Path) -> tuple[House, tuple[Finding, ...]]:
    """The house at `root`, and what is wrong with its settings, by place from `root`.

    Where the workspace's folder of templates is the program's own, as in its source checkout, nothing is overridden.
    """
    reader = _Reader(root)
    settings, findings, spots = placed_settings(root)
    reader.findings += findings
    if settings.model_fields_set - INWARD:
        reader.bytes_of(SETTINGS, Place(SETTINGS, 1, 1), TEXT_CAP)
    head = settings.letterhead

    def at(*path: str | int) -> Place:
        return Place(SETTINGS, *spots.get(path, (1, 1)))

    letterhead = Letterhead(
        head.name if head else None,
        head.name_zh if head else None,
        head.lines if head else (),
        reader.logo(head.logo, at("letterhead", "logo")) if head and head.logo else None,
    )
    years = tuple(reader.years(settings, at))
    templates = reader.templates()
    addresses = {
        role: lines for role in ROLES if settings.addresses and (lines := getattr(settings.addresses, role))
    }
    inputs = dict(sorted(reader.inputs.items()))
    commit, uncommitted = touched(root, tuple(inputs)) if inputs else (None, False)
    house = House(
        letterhead=letterhead,
        addresses=MappingProxyType(addresses),
        reply_to=settings.reply_to,
        rate=_rate(settings),
        paper=settings.paper or "auto",  # type: ignore[arg-type]
        languages=settings.languages,
        side_by_side=bool(settings.letters and settings.letters.side_by_side),
        years=years,
        bank_calendar=settings.bank.calendar if settings.bank else None,
        templates=MappingProxyType(templates),
        inputs=MappingProxyType(inputs),
        commit=commit,
        uncommitted=uncommitted,
    )
    return house, tuple(reader.findings)


def _rate(settings: Settings) -> DayRate | None:
    rate = settings.inspector.rate if settings.inspector else None
    if rate is None or rate.per_man_day is None or rate.currency is None or not rate.source:
        return None
    return DayRate(rate.per_man_day, rate.currency, rate.source, rate.dated)


class _Reader:
    """The files the settings name, each read once; `inputs` collects their digests, `findings` what was wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.inputs: dict[str, str] = {}
        self.findings: list[Finding] = []

    def bytes_of(self, name: str, place: Place, cap: int) -> bytes | None:
        """A file of the workspace by a relative path that does not climb."""
        parts = PurePosixPath(name).parts
        if not name or name.startswith("/") or "\\" in name or ".." in parts or "/".join(parts) != name:
            sentence = f"{one_line(name)} is no path inside the workspace."
            self.findings.append(
                Finding(
                    "SETTING_PATH", "error", sentence, place, "write it from the folder of lotproof.yaml."
                )
            )
            return None
        data = read_bytes(self.root, name, cap)
        if isinstance(data, Refusal):
            self.findings.append(Finding(f"FILE_{data.code}", "error", data.sentence, place, data.hint))
            return None
        self.inputs[name] = sha256_bytes(data)
        return data

    def logo(self, name: str, place: Place) -> Logo | None:
        data = self.bytes_of(name, place, LOGO_CAP)
        if data is None:
            return None
        suffix = next((end for magic, end in _PICTURES.items() if data.startswith(magic)), None)
        if suffix is None:
            del self.inputs[name]
            sentence = f"{one_line(name)} is neither a PNG nor a JPEG picture."
            self.findings.append(
                Finding("LOGO_UNREADABLE", "error", sentence, place, "save the logo as PNG.")
            )
            return None
        return Logo(data, f"media/{sha256_bytes(data)[:32]}{suffix}")

    def years(self, settings: Settings, at: object) -> Iterator[CalendarYear]:
        """The years of the calendars named, of the files without an error."""
        assert callable(at)
        seen: dict[tuple[str, int], str] = {}
        for number, name in enumerate(settings.calendars):
            place = at("calendars", number)
            if self.bytes_of(name, place, TEXT_CAP) is None:
                continue
            year, findings = read_year(self.root, name)
            self.findings += findings
            if year is None:
                continue
            first = seen.setdefault((year.calendar, year.year), name)
            if first != name:
                sentence = (
                    f"{year.year} of {year.calendar} stands in {one_line(first)} too; this file was left out."
                )
                self.findings.append(
                    Finding("CALENDAR_TWICE", "error", sentence, place, "keep one of the two.")
                )
                continue
            yield year

    def templates(self) -> dict[str, str]:
        """The templates of the workspace by name: plain files, one level, none that begins with a point."""
        folder = self.root / TEMPLATES
        if not os.path.lexists(folder) or _ours(folder):
            return {}
        if folder.is_symlink():
            sentence = f"{TEMPLATES}/ is a link; it was not followed."
            self.findings.append(
                Finding("FILE_LINK", "error", sentence, Place(TEMPLATES), "put the files there.")
            )
            return {}
        try:
            names = sorted(
                entry.name
                for entry in folder.iterdir()
                if entry.name.endswith(_KINDS) and entry.name[0] != "."
            )
        except OSError:
            return {}
        if len(names) > TEMPLATES_CAP:
            sentence = f"{TEMPLATES}/ holds {len(names):,} files; none of them was read."
            self.findings.append(Finding("TEMPLATES_TOO_MANY", "error", sentence, Place(TEMPLATES)))
            return {}
        found = {}
        for name in names:
            way = f"{TEMPLATES}/{name}"
            data = self.bytes_of(way, Place(way), TEMPLATE_CAP)
            if data is None:
                continue
            try:
                found[name] = data.decode("utf-8")
            except UnicodeDecodeError as problem:
                del self.inputs[way]
                line = data.count(b"\n", 0, problem.start) + 1
                sentence = f"{one_line(way)} is not UTF-8, so ours was used."
                self.findings.append(
                    Finding("NOT_UTF8", "error", sentence, Place(way, line), "save it as UTF-8.")
                )
                continue
            if name.endswith(".css") and name not in SCREEN:
                for line, sentence in slow(found[name]):
                    self.findings.append(
                        Finding("STYLE_SLOW", "note", one_line(sentence, 400), Place(way, line))
                    )
        return found


def _ours(folder: Path) -> bool:
    try:
        return folder.samefile(template_dir())
    except OSError:
        return False
