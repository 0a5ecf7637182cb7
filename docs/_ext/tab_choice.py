"""Tabs are driven by our own docs/_static/tabs.js instead of the script of sphinx-tabs, which is not shipped.

Before a page is drawn, EARLY puts the reader's choice on <html> as a class such as `tab-ssl`, so that `site.css` opens
the right panels at once and nothing moves; tabs.js takes over when the page is there.
"""

from docutils import nodes
from sphinx_tabs import tabs

EARLY = (
    'try{const c=[location.hash.slice(1),...JSON.parse(localStorage.getItem("tabs")||"[]")]'
    ".map(l=>`${l}`.toLowerCase());"
    'for(const f of[["local","ssl","sasl"],["curl","python"]]){const l=c.find(l=>f.includes(l));'
    'if(l)document.documentElement.classList.add("tab-"+l)}}catch{}'
)


def leave_out_their_files(app):
    """Sphinx-tabs adds its folder of scripts and styles to the static files."""
    theirs = tabs.Path(tabs.__file__).parent / "static"
    app.config.html_static_path = [path for path in app.config.html_static_path if path != theirs.as_posix()]


def add_scripts(app, pagename, templatename, context, doctree):
    """Both scripts, on the pages with tabs."""
    if doctree and any("sphinx-tabs" in node["classes"] for node in doctree.findall(nodes.container)):
        app.add_js_file("tabs.js")
        context["metatags"] = f"{context.get('metatags', '')}<script>{EARLY}</script>\n"


def setup(app):
    app.setup_extension("sphinx_tabs.tabs")
    tabs.JS_FILES.clear()
    app.connect("builder-inited", leave_out_their_files, priority=900)
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
