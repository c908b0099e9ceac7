"""How Sphinx makes the documentation. `make docs` calls it on build/docs/source, where all pages meet."""

from __future__ import annotations

from typing import Any

from pygments.lexers.special import TextLexer

from impsim import __version__
from impsim.plugins.pygments_lexer import SquirrelLexer

project = "impsim"
author = "impsim authors"
copyright = "impsim authors, MIT licence"
version = release = __version__
language = "en"

extensions = ["myst_parser"]
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
nitpicky = True
exclude_patterns = ["conf.py"]
smartquotes = False  # two dashes are an option, not a dash
html_show_copyright = False

html_theme = "furo"
html_title = f"impsim {__version__}"
html_static_path = ["_static"]
html_css_files = ["impsim.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # excerpts are fetched, which browsers refuse for pages that are files
html_use_index = False
html_theme_options = {"top_of_page_buttons": []}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def setup(app: Any) -> None:
    """Languages that Pygments has not."""
    app.add_lexer("squirrel", SquirrelLexer)
    app.add_lexer("csv", TextLexer)
