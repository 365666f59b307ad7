"""Settings of the documentation site, read by Sphinx: Markdown only, nothing fetched, broken references reported.

Why so little: the pages are plain Markdown that also reads well without a site; `docs/build_site.py` builds it.
"""

from __future__ import annotations

project = "Lotproof"
author = "the authors of Lotproof"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
nitpicky = True
language = "en"
html_theme = "alabaster"
html_theme_options = {
    "description": "From a failed inspection to an evidence dossier",
    "fixed_sidebar": True,
    "page_width": "1100px",
    "show_powered_by": False,
}
html_static_path = ["_static"]  # custom.css, which the theme loads
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
html_copy_source = False
html_show_copyright = False
