"""What a page needs beyond the template: marked Chinese; on the screen frames round tables, short styles, its policy.

Why here and not in the templates: it holds for every table and every word, those of a workspace's own templates too.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from markupsafe import Markup

# CJK ideographs with their extensions, radicals, punctuation and the full-width forms; blanks between two such are part
_HAN: Final = (
    "\u2e80-\u2fdf\u3001-\u303f\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
HAN: Final = re.compile(f"[{_HAN}]")
_RUN: Final = re.compile(f"[{_HAN}](?:[{_HAN}0-9\\s·、（）“”:/+.-]*[{_HAN}])?")
_WHOLE: Final = frozenset("script style textarea title option".split())  # they hold no elements
# what says the language of all that is in it, or decides how that is marked
_TELLING: Final = re.compile(
    rf"<!--.*?-->|<(?P<name>{'|'.join(sorted(_WHOLE))}|svg)(?=[\s/>])[^>]*>"
    r'|<(?P<other>[a-zA-Z][a-zA-Z0-9]*)(?=\s)[^>]*?\slang="[^>]*>',
    re.DOTALL,
)
_LANGUAGE: Final = re.compile(r'\slang="([^"]*)"')
_EMPTY: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_FRAME: Final = '<div class="scroll">'
_TABLE: Final = re.compile(r"<table(?=[\s>])|</table>")
_SANS: Final = re.compile(r'"Inter"(?:, "Noto Sans SC")?(?:, system-ui)?, sans-serif')
_SERIF: Final = re.compile(r'"Source Serif 4"(?:, "Noto Sans SC")?(?:, Georgia)?, serif')
_CHINESE: Final = re.compile(r'"Noto Sans SC", "(?:Source Serif 4|Inter)", sans-serif')


@dataclass(frozen=True, slots=True)
class _From:
    """What holds from a place of a page on: the language, whether it is drawn, whether no element can stand there."""

    start: int
    language: str
    drawn: bool = False
    whole: bool = False


def for_screen(page: Markup, media: str, language: str) -> Markup:
    """The body of a document in `language`, all Chinese marked; on the screen every table in a frame that scrolls.

    On paper the words of a drawing stay as they are: it is read by its title alone.
    """
    if media != "screen":
        return Markup(_marked(str(page), language, drawings=False))
    return Markup(_framed(_marked(str(page), language)))


@lru_cache(maxsize=16)  # every document of a kind has the same
def styles(css: Markup, media: str) -> Markup:
    """The styles of a document; on the screen without comments and line ends, and with the faces a computer has."""
    if media != "screen":
        return css
    short = re.sub(r"/\*.*?\*/", "", str(css), flags=re.DOTALL)
    short = _CHINESE.sub("var(--han)", _SERIF.sub("var(--serif)", _SANS.sub("var(--sans)", short)))
    short = re.sub(r"body\.print[^{}]*\{[^{}]*\}", "", short)
    return Markup(re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", short)).strip())


def policy(script: Markup) -> Markup:
    """The Content-Security-Policy of a page with this one script: it can fetch nothing and run nothing else."""
    digest = b64encode(hashlib.sha256(str(script).encode()).digest()).decode()
    rules = (
        "default-src 'none'",
        "img-src data:",
        "style-src 'unsafe-inline'",
        f"script-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return Markup("; ".join(rules))


def _framed(page: str) -> str:
    framed: list[bool] = []  # of the tables that are open, whether the template has a frame round it

    def frame(found: re.Match[str]) -> str:
        if found[0] == "</table>":
            return found[0] if framed and framed.pop() else f"{found[0]}</div>"
        framed.append(page.endswith(_FRAME, 0, found.start()))
        return found[0] if framed[-1] else _FRAME + found[0]

    return _TABLE.sub(frame, page)


def _marked(page: str, language: str, drawings: bool = True) -> str:
    """Runs of Chinese outside an element that says so, each in a span of its own."""
    if HAN.search(page) is None:
        return page
    found: list[str] = []
    done, here, following = 0, _From(0, language), _spoken(page, language)
    after = next(following, None)
    for run in _RUN.finditer(page):
        at = run.start()
        while after is not None and after.start <= at:
            here, after = after, next(following, None)
        silent = here.whole or (here.drawn and not drawings) or here.language.startswith("zh")
        if silent or page.rfind("<", done, at) > page.rfind(">", done, at):  # the value of an attribute
            continue
        tag = "tspan" if here.drawn else "span"
        found += (page[done:at], f'<{tag} lang="zh-Hans">{run[0]}</{tag}>')
        done = run.end()
    return "".join((*found, page[done:]))


def _spoken(page: str, language: str) -> Iterator[_From]:
    """Where the language, or how it is marked, changes in a page in `language`: in order, the last at a place holds."""
    around = [(len(page), _From(0, language))]
    for found in _TELLING.finditer(page):
        while around[-1][0] <= found.start():
            yield replace(around[-2][1], start=around.pop()[0])
        last, outer = around[-1]
        name = (found["name"] or found["other"] or "").lower()
        if outer.whole or name in _EMPTY or found[0].endswith("/>"):
            continue
        said = _LANGUAGE.search(found[0]) if name else None
        end = min(last, _end(page, name, found.end()) if name else found.end())
        whole, drawn = not name or name in _WHOLE, outer.drawn or name == "svg"
        here = _From(found.start(), said[1] if said else outer.language, drawn, whole)
        around.append((end, here))
        yield here
    while len(around) > 1:
        yield replace(around[-2][1], start=around.pop()[0])


def _end(page: str, name: str, at: int) -> int:
    """Where the element that was opened before `at` ends; the page's end where nothing closes it."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s/>])[^>]*>", re.IGNORECASE).finditer(page, at):
        depth += -1 if tag[1] else 0 if tag[0].endswith("/>") else 1
        if depth == 0:
            return tag.end()
    return len(page)
