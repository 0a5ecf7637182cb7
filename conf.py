"""Sphinx configuration: plain values. The repository is the source folder: `sphinx-build . build/html`."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "docs" / "_ext"))

project = "Let's talk to Kafka"
html_title = project
html_show_copyright = False

# Pages are index.rst and docs/; everything else is there to be included by them.
include_patterns = ["index.rst", "docs/**"]
exclude_patterns = [".*"]  # .venv is large, and searching it for pages takes half a second

extensions = ["sphinx_tabs.tabs", "sphinxcontrib.mermaid"]
# The rest are ours, in docs/_ext: what authors write with, what they write is made into, and what comes to each page.
extensions += ["claims", "variables", "predict", "timeline", "framing", "failures", "recording"]
extensions += ["diagrams", "tab_labels", "tab_choice", "scrollable_code", "captions", "own_values", "copy_buttons"]
extensions += ["policy", "chapters", "proof", "plain_text", "discovery", "missing_page", "compact"]

# Tabs: one is always open. Their looks are in site.css, with the theme's colours.
sphinx_tabs_disable_tab_closing = True
sphinx_tabs_disable_css_loading = True

# Diagrams: drawn while building (docs/_ext/diagrams.py), so no page loads mermaid's script.
mermaid_output_format = "svg"

# Code: what does not name its language is Python; both styles have a contrast of at least 4.5 to 1.
highlight_language = "python"
pygments_style = "a11y-light"
pygments_dark_style = "a11y-dark"

html_theme = "furo"
html_static_path = ["docs/_static"]
html_css_files = ["site.css"]
html_favicon = "docs/_static/favicon.svg"
templates_path = ["docs/_templates"]

# Nothing that repeats the sources or that no reader looks for.
html_copy_source = False
html_show_sourcelink = False
html_use_index = False

# Where the site will be found. Only link previews with a picture, sitemap.xml and robots.txt need to know it.
html_baseurl = os.environ.get("SITE_URL", "")
html_additional_pages = {"404": "404.html"}
