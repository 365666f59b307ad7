"""The rooms of the house and which door leads where, read from the source of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "lotproof"
# from the street to the cellar: a room knows itself and the rooms below it
FLOORS = (("cli",), ("watch",), ("build",), ("view",), ("check",), ("compute",), ("intake",), ("read",),
          ("sampling", "case", "render", "seal"))  # fmt: skip
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))

# what wraps the outside world, and the only places that may know it
WRAPPED = {
    "yaml": ("read/",),
    "weasyprint": ("render/engine.py",),
    "pydyf": ("render/",),
    "jinja2": ("render/",),
    "PIL": ("render/", "intake/exif.py", "intake/likeness.py"),
    "pypdfium2": ("render/", "seal/pdf_child.py"),
    "pikepdf": ("render/", "seal/pdf_child.py"),
    "markdown_it": ("render/",),
    "watchdog": ("watch/events.py",),
    "pyhanko": ("seal/",),
    "asn1crypto": ("seal/",),
    "urllib.request": ("seal/timestamp_http.py",),  # the one way out of the machine
    "click": ("cli/",),
    "distributed": ("build/cluster.py",),
    "dask": ("build/cluster.py",),
    "lotproof.case.private": (
        "compute/negotiation.py",
        "view/brief.py",
        "cli/schema_files.py",
    ),  # the last: its keys
    # the reasons why the house lives with a weakness: for its own eyes
    "lotproof.case.accepted": ("read/accepted.py", "check/accepted.py", "cli/"),
    "lotproof.check.accepted": ("build/case.py", "build/desk.py", "view/brief.py", "cli/"),
    "lotproof.compute.negotiation": ("view/brief.py", "view/internal/", "build/case.py", "cli/"),
    "lotproof.view.brief": ("build/case.py", "cli/"),
}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((SOURCE / module).read_text(encoding="utf-8"))


def imported(module: str) -> Iterator[str]:
    """Every name imported anywhere in a module, in functions too, as `package.module.name`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import hides which room it enters"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module: str) -> str:
    return module.split("/")[0] if "/" in module else ""


def test_every_room_has_a_floor() -> None:
    assert {room(module) for module in MODULES} - {""} == set(LEVEL)


@pytest.mark.parametrize("module", [module for module in MODULES if room(module)])
def test_nothing_imports_upward(module: str) -> None:
    own = room(module)
    for name in imported(module):
        parts = name.split(".")
        if parts[0] != "lotproof" or parts[1] not in LEVEL:
            continue
        other = parts[1]
        assert other == own or LEVEL[other] > LEVEL[own], f"{module} imports {name}"


@pytest.mark.parametrize("name", WRAPPED)
def test_the_outside_world_and_what_is_private_have_one_door(name: str) -> None:
    guests = [
        module for module in MODULES if any(f"{found}.".startswith(f"{name}.") for found in imported(module))
    ]
    assert guests, f"nobody imports {name}: this rule guards nothing"
    assert [module for module in guests if not module.startswith(WRAPPED[name])] == []


def calls(module: str) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_only_the_report_prints() -> None:
    prints = ("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write")
    found = {module for module in MODULES for call in calls(module) if call in prints}
    assert found - {"render/pages_child.py"} == {"cli/report.py"}


def test_only_the_command_line_reads_the_clock() -> None:
    clocks = (
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "time.time",
        "time.localtime",
    )
    assert {module for module in MODULES for call in calls(module) if call in clocks} == {"cli/chosen.py"}
