"""Where a page is in the tutorial: its number among the chapters, and how long it takes to read.

The chapters are those of the table of contents on the first page, in its order. `_templates/page.html` shows both.
"""

from docutils import nodes
from sphinx_tabs.tabs import SphinxTabsPanel

WORDS, LINES = 200, 60  # that are read in a minute: of prose, and of code


def minutes(document: nodes.document) -> int:
    """How long one reads, at least a minute. Of each group of tabs only the first counts: a reader opens one."""
    first = {panel.parent: panel for panel in reversed(list(document.findall(SphinxTabsPanel)))}
    hidden = {panel for panel in document.findall(SphinxTabsPanel) if panel is not first[panel.parent]}
    words = lines = 0
    for text in document.findall(nodes.Text):
        above = set(ancestors(text))
        if above & hidden:
            continue
        if any(isinstance(node, nodes.literal_block) for node in above):
            lines += text.count("\n") + 1
        elif not any(isinstance(node, nodes.raw) for node in above):
            words += len(text.split())
    return max(1, round(words / WORDS + lines / LINES))


def ancestors(node: nodes.Node):
    while node := node.parent:
        yield node


def add_place(app, pagename, templatename, context, doctree):
    """Give the template the page's place, and mark it in the sidebar also for screen readers."""
    chapters = app.env.toctree_includes.get(app.config.root_doc, [])
    if doctree:
        context["minutes"] = minutes(doctree)
    if pagename in chapters:
        context["chapter"], context["chapters"] = chapters.index(pagename) + 1, len(chapters)
    here = '<a class="current reference internal" href="#"'
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace(here, here + ' aria-current="page"')


def setup(app):
    app.connect("html-page-context", add_place, priority=900)  # after the theme has made its sidebar
    return {"parallel_read_safe": True, "parallel_write_safe": True}
