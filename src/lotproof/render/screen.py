"""What a page needs beyond the template: marked Chinese; on the screen frames round tables, short styles, its policy.

Why here and not in the templates: it holds for every table and every word, those of a workspace's own templates too.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import Final

from markupsafe import Markup

# CJK ideographs with their extensions, radicals, punctuation and the full-width forms; blanks between two such are part
_HAN: Final = (
    "\u2e80-\u2fdf\u3001-\u303f\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
HAN: Final = re.compile(f"[{_HAN}]")
_RUN: Final = re.compile(f"[{_HAN}](?:[{_HAN}0-9\\s·、（）“”:/+.-]*[{_HAN}])?")
_TOKEN: Final = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<more>[^>]*)>|<!--.*?-->|[^<]+", re.DOTALL
)
_LANGUAGE: Final = re.compile(r'\slang="([^"]*)"')
_EMPTY: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_WHOLE: Final = frozenset("script style textarea title option".split())  # they hold no elements
_TABLE: Final = re.compile(r'(<div class="scroll">)?<table\b')
_SANS: Final = re.compile(r'"Inter"(?:, "Noto Sans SC")?(?:, system-ui)?, sans-serif')
_SERIF: Final = re.compile(r'"Source Serif 4"(?:, "Noto Sans SC")?(?:, Georgia)?, serif')
_CHINESE: Final = re.compile(r'"Noto Sans SC", "(?:Source Serif 4|Inter)", sans-serif')


def for_screen(page: Markup, media: str, language: str) -> Markup:
    """The body of a document in `language`, all Chinese marked; on the screen every table in a frame that scrolls.

    On paper the words of a drawing stay as they are: it is read by its title alone.
    """
    if media != "screen":
        return Markup(_marked(str(page), language, drawings=False))
    return Markup(_framed(_marked(str(page), language)))


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
    framed = _TABLE.sub(lambda found: found[0] if found[1] else f'<div class="scroll">{found[0]}', page)
    return re.sub(r"</table>(</div>)?", r"</table></div>", framed)


def _marked(page: str, language: str, drawings: bool = True) -> str:
    """Runs of Chinese outside an element that says so, each in a span of its own."""
    found: list[str] = []
    spoken = [("", language)]
    for token in _TOKEN.finditer(page):
        text, name = token[0], (token["name"] or "").lower()
        if not name:
            if spoken[-1][0] in _WHOLE or spoken[-1][1].startswith("zh") or not HAN.search(text):
                found.append(text)
                continue
            drawn = any(one == "svg" for one, _ in spoken)
            if drawn and not drawings:
                found.append(text)
                continue
            tag = "tspan" if drawn else "span"
            found.append(_RUN.sub(rf'<{tag} lang="zh-Hans">\g<0></{tag}>', text))
            continue
        found.append(text)
        if token["end"]:
            while len(spoken) > 1 and spoken.pop()[0] != name:
                pass
        elif name not in _EMPTY and not text.endswith("/>"):
            said = _LANGUAGE.search(token["more"])
            spoken.append((name, said[1] if said else spoken[-1][1]))
    return "".join(found)
