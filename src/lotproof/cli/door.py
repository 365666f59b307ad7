"""The one door every run leaves by: what went wrong becomes a sentence and an exit code, never a bare traceback.

0 no error among the findings, 1 at least one, 2 usage or configuration, 3 a mistake of ours, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from lotproof import __version__
from lotproof.cli import report

if TYPE_CHECKING:
    from traceback import FrameSummary

USAGE: Final = 2
BUG: Final = 3
INTERRUPTED: Final = 130


class Unusable(click.ClickException):
    """The command cannot do what was asked: a typing slip, or something this machine lacks."""

    exit_code = USAGE


def _of_an_option(slip: click.UsageError) -> str | None:
    """Of an option that does not exist, the sentence with the one it most likely was; click names up to three."""
    if not isinstance(slip, click.NoSuchOption) or slip.ctx is None:
        return None
    from lotproof.case.near import nearest

    parameters = slip.ctx.command.get_params(slip.ctx)
    near = nearest(
        slip.option_name, [name for one in parameters for name in one.opts if name.startswith("--")]
    )
    hint = f"did you mean '{near}'?" if near else f"{slip.ctx.command_path} --help lists them."
    return with_hint(f"No such option '{slip.option_name}'.", hint)


def with_hint(sentence: str, hint: str | None) -> str:
    """A sentence with its hint behind it, if it has one.

    A hint begins small where it stands alone; here it begins as a sentence, unless its first word is a name, an option,
    a path or a number and stays as it is typed.
    """
    if not hint:
        return sentence
    first = hint.split(maxsplit=1)[0].rstrip(",.:;?")
    typed = first == "lotproof" or not first.isalpha()
    return f"{sentence} {hint if typed else hint[0].upper() + hint[1:]}"


class Door(click.Group):
    """A command group whose commands return exit codes and raise whatever they like."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(INTERRUPTED)
        except click.exceptions.NoArgsIsHelpError as help_wanted:
            report.say(help_wanted.format_message())
            sys.exit(USAGE)
        except click.UsageError as slip:
            usage = slip.ctx.get_usage() + "\n" if slip.ctx is not None else ""
            report.say(f"{usage}error: {_of_an_option(slip) or slip.format_message()}")
            sys.exit(USAGE)
        except click.ClickException as slip:
            report.say(f"error: {slip.format_message()}")
            sys.exit(USAGE)
        except Exception as bug:
            if os.environ.get("LOTPROOF_DEBUG"):  # for us: the whole traceback, with what it quotes
                raise
            report.say(bug_report(bug, sys.argv[1:]))
            sys.exit(BUG)
        sys.exit(code if isinstance(code, int) else 0)


def bug_report(bug: BaseException, arguments: list[str]) -> str:
    """What to paste into a report: versions, the command's name and options, and where it broke.

    Neither the message of the exception nor any value typed is in it: both may quote a case.
    """
    import platform  # late, as below: only a mistake needs them
    import traceback

    words = [word.partition("=")[0] if word.startswith("-") else "…" for word in arguments[1:]]
    lines = [
        "lotproof made a mistake of its own; the case is as it was. Please report these lines:",
        "",
        (
            f"  lotproof {__version__}, Python {platform.python_version()}, {platform.system()}"
            f" {platform.machine()}"
        ),
        f"  command: lotproof {' '.join([*arguments[:1], *words])}",
        *(f"    {_where(frame)}" for frame in traceback.extract_tb(bug.__traceback__)),
        f"  {type(bug).__module__}.{type(bug).__qualname__}",
    ]
    return "\n".join(lines)


def _where(frame: FrameSummary) -> str:
    from pathlib import Path

    package = Path(__file__).parents[1]
    path = Path(frame.filename)
    # of a foreign library the file's name will do: its folder would show whose machine this is
    shown = path.relative_to(package.parent).as_posix() if path.is_relative_to(package) else path.name
    return f"{shown}:{frame.lineno} in {frame.name}"
