"""Where the program's own templates lie: in the installed package, or beside its source.

Why: apart from html.py, so that commands that render nothing do not load a template engine to ask.
"""

from pathlib import Path


def template_dir() -> Path:
    """The templates of an installed package, or those of the source checkout. Raises FileNotFoundError."""
    package = Path(__file__).parents[1]
    for folder in (package / "templates", package.parents[1] / "templates"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the templates are neither in the package nor beside its source")
