"""Renders the project's own Jinja2 templates to HTML, with everything escaped that is not marked as ours.

Why: every value in a view may come from a hostile case; only Markdown and charts made here are markup.
"""

from functools import cache, lru_cache
from typing import Any, Final

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lotproof.render.fonts import spelled_out
from lotproof.render.markdown import SCHEMES, strip_controls, to_html
from lotproof.render.paragraphs import UNUSED, numbered
from lotproof.render.screen import for_screen, policy, styles
from lotproof.render.structure import MARK
from lotproof.render.templates import template_dir

__all__ = ["dressed", "environment", "link", "packaged_loader", "render", "template_dir"]

LENGTHY: Final = 400  # characters


def packaged_loader() -> BaseLoader:
    """What finds our own templates by name. Raises FileNotFoundError where there are none."""
    return FileSystemLoader(template_dir())


@cache
def environment() -> Environment:
    """The one environment of our own templates."""
    return dressed(Environment, packaged_loader())


def dressed(kind: type[Environment], loader: BaseLoader) -> Environment:
    """An environment: autoescape always on, undefined names are errors, every text made printable."""
    made = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    made.filters["css_string"] = css_string
    made.filters["markdown"] = _markdown
    made.filters["link"] = link
    made.filters["sheet"] = sheet
    made.filters["for_screen"] = for_screen
    made.filters["numbered"] = numbered
    made.filters["unused"] = unused
    made.filters["styles"] = styles
    made.filters["policy"] = policy
    made.tests["lengthy"] = lengthy
    return made


def render(name: str, **context: Any) -> str:
    """The template `name` filled from `context`. Raises jinja2.TemplateError, UndefinedError among them."""
    return environment().get_template(name).render(**context)


def sheet(media: str) -> Markup:
    """The mark before what begins a page of its own on paper (`render/sheets.py`); nothing on the screen."""
    return Markup(MARK if media == "print" else "")


def unused(count: int) -> Markup:
    """What keeps the numbers of `count` paragraphs that another document of the same record has in this place."""
    return Markup(UNUSED * count)


def lengthy(text: str) -> bool:
    """Whether a text is too long for a column of a table beside others: more than about eight lines of one."""
    return len(text) > LENGTHY


def link(address: str) -> str:
    """`address` when it may stand in an href: a fragment, or http, https, mailto. Raises ValueError otherwise."""
    if address.startswith("#") or address.lower().startswith(SCHEMES):
        return address
    raise ValueError(f"not an address to link to: {address[:80]!r}")


def css_string(text: str) -> Markup:
    """`text` as a CSS string literal that can end neither the string nor the style element it stands in."""
    printable = _printable(text)
    escaped = "".join(c if c.isalnum() or c in " .,-" else f"\\{ord(c):x} " for c in str(printable))
    return Markup(f'"{escaped}"')


def _printable(value: object) -> object:
    """Every printed text without control and direction characters, and with what our fonts lack spelled out."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return value if value.isascii() and value.isprintable() else _shown(value)


@lru_cache(maxsize=4096)  # a page says most of its dates, names and signs many times
def _shown(text: str) -> str:
    return spelled_out(strip_controls(text))


def _markdown(text: str, level: int = 3) -> Markup:
    return to_html(text, level=level)
