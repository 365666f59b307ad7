"""The command line; `main` is what the program `lotproof` runs."""

from lotproof.cli.group import main

__all__ = ["main"]
