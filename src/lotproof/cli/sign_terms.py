"""What `lotproof sign` works with: the settings of the workspace, and over them what was typed.

Why: each file that is named is read, and each contradiction said, before a passphrase is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from lotproof.cli.build import tell
from lotproof.cli.chosen import shown_path
from lotproof.cli.door import Unusable, with_hint
from lotproof.read.files import Refusal, read_bytes
from lotproof.read.settings import SETTINGS, Signing, read_settings, setting_path
from lotproof.read.workspace import find_workspace
from lotproof.seal.sign import Level, Statement
from lotproof.seal.sign_trust import Trust, trust_of
from lotproof.seal.timestamp_http import Authority


@dataclass(frozen=True, slots=True)
class Terms:
    """By whom time is told, on what level, whom we trust, what the signature says, and where the key is."""

    authority: Authority
    level: Level
    trust: Trust
    statement: Statement
    certificate: Path | None

    def key_file(self) -> tuple[str, bytes]:
        """The key file's name and bytes. Raises Unusable when none is named or it cannot be read."""
        if self.certificate is None:
            raise Unusable(
                "no certificate is named: write it under signing: in lotproof.yaml, or give --certificate."
            )
        return self.certificate.name, _bytes(self.certificate)


def terms(start: Path, typed: Mapping[str, Any]) -> Terms:
    """The terms for whoever stands in `start`. Raises Unusable, and Refused for a file that holds something else."""
    root, signing = _settings(start)

    def path(option: Path | None, key: str | None) -> Path | None:
        if option is not None:
            return setting_path(start, str(option))
        return setting_path(root, key) if key is not None else None

    def paths(options: tuple[Path, ...], keys: tuple[str, ...]) -> list[Path]:
        return [setting_path(start, str(option)) for option in options] or [
            setting_path(root, key) for key in keys
        ]

    url = typed["authority"] or signing.authority
    if url is None:
        raise Unusable(
            "no time-stamping authority is named: write it under signing: in lotproof.yaml, or give --authority."
        )
    named = [(found.name, _bytes(found)) for found in paths(typed["trust"], signing.trust)]
    lists = [(found.name, _bytes(found)) for found in paths(typed["crls"], signing.crls)]
    return Terms(
        authority=Authority(url, typed["seconds"]),
        level=cast(Level, typed["level"] or signing.level or "B-T"),
        trust=trust_of(named, lists),
        statement=Statement(typed["reason"], typed["location"], typed["contact"]),
        certificate=path(typed["certificate"], signing.certificate),
    )


def _settings(start: Path) -> tuple[Path, Signing]:
    workspace = find_workspace(start)
    if workspace is None:
        return start, Signing()
    settings, findings = read_settings(workspace.root)
    tell(workspace.root, findings)
    if any(finding.severity == "error" for finding in findings):
        raise Unusable(f"{SETTINGS} has errors; nothing was signed.")
    return workspace.root, settings.signing or Signing()


def _bytes(path: Path) -> bytes:
    data = read_bytes(path.parent, path.name, 16_000_000)
    if isinstance(data, Refusal):
        raise Unusable(f"{shown_path(path)}: {with_hint(data.sentence, data.hint)}")
    return data
