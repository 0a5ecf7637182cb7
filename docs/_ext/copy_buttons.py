"""Loads docs/_static/copy.js, which puts a button on each code block, on the pages that have one."""

from docutils import nodes


def add_script(app, pagename, templatename, context, doctree):
    if doctree and any(True for _ in doctree.findall(nodes.literal_block)):
        app.add_js_file("copy.js")


def setup(app):
    app.connect("html-page-context", add_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
