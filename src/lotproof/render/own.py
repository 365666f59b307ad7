"""Renders with templates of the workspace in place of ours, one file at a time, in a child process with limits.

Why: they are trusted less than our own. A sandbox keeps them from what values are made of, escaping cannot be switched
off, and a loop that never ends is ended from outside, because no sandbox of Python can promise that.
"""

import hashlib
import pickle
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FunctionLoader,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lotproof.render.addresses import fetched
from lotproof.render.calls import harmless_arguments, harmless_callable
from lotproof.render.html import dressed, packaged_loader
from lotproof.render.limited import Stopped, Worker

SECONDS: Final = 30  # one document; the largest of ours takes a twentieth of it
MEGABYTES: Final = 2048
_MARK: Final = "templates/"  # what the file of a template of the workspace is called in tracebacks
# they print what is not escaped, or something else at each build
_TAKEN: Final = ("safe", "random", "pprint")


class TemplateBroken(ValueError):  # noqa: N818
    """A template of the workspace cannot be used: its name, the line (1-based, None: not known) and a sentence."""

    def __init__(self, name: str, line: int | None, sentence: str) -> None:
        super().__init__(sentence)
        self.name, self.line, self.sentence = name, line, sentence


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, where moreover only what is known to be harmless is called and escaping stays on."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.ScopedEvalContextModifier):
            raise TemplateSyntaxError("escaping cannot be switched off", node.lineno, name, filename)
        return tree

    def is_safe_callable(self, obj: Any) -> bool:
        return super().is_safe_callable(obj) and harmless_callable(obj)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  as Jinja2 has it
        if not harmless_arguments(args):
            raise SecurityError("a message names places by words only: {amount}")
        return super().call(__context, __obj, *args, **kwargs)


def render_own(
    name: str, own: Mapping[str, str], pictures: Mapping[str, str], context: Mapping[str, Any]
) -> str:
    """The template `name` filled from `context`, where `own` (name to text) goes before ours.

    `pictures` maps the paths that `src` is asked for to addresses. Raises TemplateBroken.
    """
    blob = pickle.dumps((dict(own), dict(pictures), dict(context)))
    try:
        told, made = _worker().ask({"template": name}, [blob], seconds=SECONDS)
    except Stopped as stopped:
        limit = f"{SECONDS} seconds" if stopped.cause == "time" else f"{MEGABYTES} MB of memory"
        culprit = min(used(name, own), default=name)
        raise TemplateBroken(culprit, None, f"{name} was ended because it took more than {limit}.") from None
    if "broken" in told:
        at, line, sentence = told["broken"]
        raise TemplateBroken(str(at), None if line is None else int(line), str(sentence))
    html = made[0].decode("utf-8", "surrogatepass")
    address = fetched(html, frozenset(pictures.values()))
    if address is not None:
        at, line = _whence(address, name, own)
        raise TemplateBroken(
            at, line, f"the page would fetch {address[:120]}; a page that leaves the house fetches nothing."
        )
    return html


def _whence(address: str, name: str, own: Mapping[str, str]) -> tuple[str, int | None]:
    """The template of the workspace, and its line, that the address stands in; else one that the page used."""
    wanted = used(name, own) or frozenset(own)
    # the rest of an address may come from a value, so its host is looked for
    typed = address[: address.find("/", address.find("//") + 2)] if address.count("/") > 2 else address
    for one in sorted(wanted):
        for number, text in enumerate(own[one].splitlines(), 1):
            if typed in text:
                return one, number
    return min(wanted, default=name), None


def filled(name: str, own: Mapping[str, str], pictures: Mapping[str, str], context: Mapping[str, Any]) -> str:
    """What `render_own` promises, without the limits: the child's part of it. Raises TemplateBroken."""
    environment = _environment(own)
    source: Callable[[str], str] = pictures.__getitem__ if pictures else _itself
    try:
        return environment.get_template(name).render(**{**context, "src": source})
    except TemplateSyntaxError as problem:
        raise TemplateBroken(_own(problem.name, own), problem.lineno, _plain(problem)) from None
    except TemplateNotFound as problem:
        at, line = _place(problem, name, own)
        raise TemplateBroken(at, line, f"there is no template {problem.name}.") from None
    except MemoryError:
        raise
    except Exception as problem:
        at, line = _place(problem, name, own)
        raise TemplateBroken(at, line, _plain(problem)) from None


def used(name: str, own: Mapping[str, str]) -> frozenset[str]:
    """The names out of `own` that rendering `name` can read: those it includes, imports or extends, at any depth.

    Where a name is only known while rendering, or a file cannot be read as a template, all of them.
    """
    environment, found, pending = _environment(own), set[str](), [name]
    while pending:
        wanted = pending.pop()
        if wanted in found:
            continue
        found.add(wanted)
        try:
            source, _, _ = _loader(own).get_source(environment, wanted)
            referenced = list(find_referenced_templates(environment.parse(source)))
        except TemplateError:
            return frozenset(own)
        if None in referenced:
            return frozenset(own)
        pending += [other for other in referenced if other is not None]
    return frozenset(found & set(own))


def own_of(own: Mapping[str, str]) -> str:
    """A digest of a set of templates, to know it by."""
    parts = (f"{len(name)} {len(text)} {name}{text}" for name, text in sorted(own.items()))
    return hashlib.sha256("".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _itself(path: str) -> str:
    return path


def _loader(own: Mapping[str, str]) -> BaseLoader:
    def mine(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = own.get(name)
        return None if text is None else (text, f"{_MARK}{name}", lambda: True)

    return ChoiceLoader([FunctionLoader(mine), packaged_loader()])


_made: dict[str, Environment] = {}


def _environment(own: Mapping[str, str]) -> Environment:
    """The sandbox over `own` and ours; the last one made is kept, because a build asks for it once a document."""
    key = own_of(own)
    if key not in _made:
        _made.clear()
        made = dressed(Sandbox, _loader(dict(own)))
        for name in _TAKEN:
            made.filters.pop(name, None)
        made.globals.pop("lipsum", None)
        _made[key] = made
    return _made[key]


@cache
def _worker() -> Worker:
    return Worker("html", memory=MEGABYTES * 1024 * 1024)


def _own(name: str | None, own: Mapping[str, str]) -> str:
    return name if name is not None and name in own else min(own, default=name or "")


def _place(problem: BaseException, name: str, own: Mapping[str, str]) -> tuple[str, int | None]:
    """The innermost line of a template of the workspace that was being rendered; else the template's own name."""
    found: tuple[str, int | None] = (
        (name, None) if name in own else (min(used(name, own), default=name), None)
    )
    trace = problem.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(_MARK) and file.removeprefix(_MARK) in own:
            found = (file.removeprefix(_MARK), trace.tb_lineno)
        trace = trace.tb_next
    return found


def _plain(problem: Exception) -> str:
    text = " ".join(str(getattr(problem, "message", None) or problem).split())[:200]
    return f"{text or type(problem).__name__}{'' if text.endswith('.') else '.'}"
