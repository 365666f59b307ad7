"""The base of every fact model: frozen, closed, and each key optional with the required ones marked.

A missing required key is a finding of the reader, not a failure of the model, so that the rest of a case is still
computed: hence every field has a default and `Required` only marks it.
"""

from __future__ import annotations

import os
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

# nothing that happens to be installed may change how a case is read; and looking for it takes time
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


class _Required:
    """Marks a key that case-format section 1 requires."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED = _Required()


class Facts(BaseModel):
    """A mapping of the case folder. Unknown keys are refused; values are never changed after reading."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=False,
        arbitrary_types_allowed=True,
        defer_build=True,  # what is read inside another is built with it, and what no case has not at all
    )


def key_of(name: str, field: FieldInfo) -> str:
    """The key as a person types it."""
    return field.alias or name


def required_keys(model: type[Facts]) -> tuple[str, ...]:
    """The keys that must be present in a mapping read as `model`."""
    return tuple(
        key_of(name, field)
        for name, field in model.model_fields.items()
        if any(isinstance(mark, _Required) for mark in field.metadata)
    )


def known_keys(model: type[Facts]) -> tuple[str, ...]:
    """Every key a mapping read as `model` may hold."""
    return tuple(key_of(name, field) for name, field in model.model_fields.items())


def present(model: Facts) -> dict[str, Any]:
    """The keys a person typed, by their typed name, in the order of the model."""
    fields = type(model).model_fields
    return {
        key_of(name, fields[name]): getattr(model, name) for name in fields if name in model.model_fields_set
    }
