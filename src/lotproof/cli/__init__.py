"""The command line; `main` is what the program `lotproof` runs."""

import gc

# a command makes its classes and values once and ends: looking for cycles among them costs a tenth of a check
gc.set_threshold(50_000, 20, 20)

from lotproof.cli.group import main  # noqa: E402

__all__ = ["main"]
