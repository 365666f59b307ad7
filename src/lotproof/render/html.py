"""Renders the project's own Jinja2 templates to HTML, with everything escaped that is not marked as ours.

Why: every value in a view may come from a hostile case; only Markdown and charts made here are markup.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lotproof.render.fonts import spelled_out
from lotproof.render.markdown import SCHEMES, strip_controls, to_html


def template_dir() -> Path:
    """The templates of an installed package, or those of the source checkout. Raises FileNotFoundError."""
    package = Path(__file__).parents[1]
    for folder in (package / "templates", package.parents[1] / "templates"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the templates are neither in the package nor beside its source")


@cache
def environment() -> Environment:
    """The one environment: autoescape always on, undefined names are errors, every text made printable."""
    made = Environment(
        loader=FileSystemLoader(template_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    made.filters["css_string"] = css_string
    made.filters["markdown"] = _markdown
    made.filters["link"] = link
    return made


def render(name: str, **context: Any) -> str:
    """The template `name` filled from `context`. Raises jinja2.TemplateError, UndefinedError among them."""
    return environment().get_template(name).render(**context)


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
    if isinstance(value, Markup):
        return value
    return spelled_out(strip_controls(value)) if isinstance(value, str) else value


def _markdown(text: str, level: int = 3) -> Markup:
    return to_html(text, level=level)
