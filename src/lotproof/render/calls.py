"""What a template of the workspace may call: macros, the tools of the template language, and values that only speak.

Why: a sandbox that forbids what is known to be harmful lets through what nobody thought of, such as a path that reads
files; here everything is forbidden that is not known to be harmless.
"""

import re
from typing import Any, Final

from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup

_TOOLS: Final = (Macro, BlockReference, LoopContext, Cycler, Joiner)
_OWNERS: Final = (str, Markup, dict, list, tuple, int, LoopContext, Cycler)
_CLASSES: Final = (Cycler, Joiner, Namespace, dict)
_MODULES: Final = ("lotproof.view.say", "lotproof.render.own")
_REACHING: Final = re.compile(r"\{[^{}]*[.\[!]")  # a place that would reach into what a value is made of


def harmless_callable(thing: Any) -> bool:
    """Whether `thing` is one of the known ones: what it does is make text from what it is given."""
    if isinstance(thing, _TOOLS) or any(thing is one for one in _CLASSES):
        return True
    owner = getattr(thing, "__self__", None)
    if type(owner) in _OWNERS:
        return True
    if type(thing).__module__ in _MODULES or type(owner).__module__ in _MODULES:
        return True
    return getattr(thing, "__module__", None) in (*_MODULES, "jinja2.sandbox")


def harmless_arguments(arguments: tuple[Any, ...]) -> bool:
    """False where a text among them has a place such as {x.y}, should it come to be used as a format."""
    return not any(isinstance(one, str) and _REACHING.search(one) for one in arguments)
