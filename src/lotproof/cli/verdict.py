"""The exit code that findings earn.

Why: every command must agree on when a case is good enough for a script to go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from lotproof.case.finding import Finding


def strict_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--strict", is_flag=True, help="Exit with 1 for warnings and notes too.")(command)


def exit_code(findings: Iterable[Finding], strict: bool = False) -> int:
    """1 when an error is among them, or with `strict` anything at all; else 0."""
    return int(any(strict or finding.severity == "error" for finding in findings))
