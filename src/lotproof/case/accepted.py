"""`accepted.yaml`: findings that the house has read and lives with, each with its reason.

Why: apart from `case.yaml`, because the reason is for the house alone and goes into no bag and no outward document.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lotproof.case.base import REQUIRED, Facts
from lotproof.case.scalars import Day, Text, as_list


class Acceptance(Facts):
    """One entry. `where` is a file of the case, or an id that the finding names; without it, every one of the code."""

    code: Annotated[Text | None, REQUIRED] = None
    where: Text | None = None
    reason: Annotated[Text | None, REQUIRED] = None
    by: Annotated[Text | None, REQUIRED] = None
    date: Annotated[Day | None, REQUIRED] = None

    @property
    def whole(self) -> bool:
        """Whether it says what, why, who and when; one that does not accepts nothing."""
        return all((self.code, (self.reason or "").strip(), (self.by or "").strip(), self.date))


class AcceptedFacts(Facts):
    accepted: Annotated[tuple[Acceptance, ...], as_list] = Field(default=())
