"""Puts each tab's label on its panel as `data-label`.

On paper and without JavaScript there are no tabs to press: `_static/site.css` then shows every panel under this label.
It also corrects what sphinx-tabs writes on a panel and HTML does not allow: a name, and a value for `hidden`.
"""

from sphinx_tabs.tabs import SphinxTabsPanel, SphinxTabsTab


def label_panels(app, document):
    labels = {tab["aria-controls"]: tab.astext() for tab in document.findall(SphinxTabsTab)}
    for panel in document.findall(SphinxTabsPanel):
        panel["data-label"] = labels[panel["ids"][0]]
        del panel["name"]
        if "hidden" in panel:
            panel["hidden"] = ""


def setup(app):
    app.connect("doctree-read", label_panels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
