"""Writes each page also as plain text, docs/offsets.txt beside docs/offsets.html, for programs and for reading aloud.

Each tab stands under its label, a drawing is told by its text, a link to elsewhere is followed by its address, and code
is as it is on the page.
"""

import re
from html import unescape
from pathlib import Path

import predict
from docutils import nodes
from sphinx.util.osutil import relative_uri
from sphinx.writers.text import TextTranslator

TOLD = re.compile(r"<(figcaption|title|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)


class PlainText(TextTranslator):
    """Sphinx's own text, and what our pages have beyond it."""

    def visit_SphinxTabsTablist(self, node):
        raise nodes.SkipNode

    def visit_SphinxTabsPanel(self, node):
        self.line(f"[{node['data-label']}]")

    def depart_SphinxTabsPanel(self, node):
        pass

    def visit_mermaid(self, node):
        self.line(f"[Diagram: {node.get('alt', '')}]")
        raise nodes.SkipNode

    def visit_raw(self, node):
        html = node.astext()
        if node["format"] == "text":
            super().visit_raw(node)
        if html == predict.BEFORE:
            self.new_state(0)
            self.add_text("Predict: ")
        elif html == predict.BETWEEN:
            self.end_state()
        elif (told := TOLD.findall(html)) and "recording-title" not in html:
            texts = dict.fromkeys(unescape(text).rstrip(".") for _, text in told)  # a caption is also the title
            self.line(f"[Drawing: {'. '.join(texts)}.]")
        raise nodes.SkipNode

    def depart_reference(self, node):
        if node.get("refuri", "").startswith(("http:", "https:")) and node["refuri"] != node.astext():
            self.add_text(f" <{node['refuri']}>")

    def line(self, text):
        self.new_state(0)
        self.add_text(text)
        self.end_state()


def write_text(app, pagename, templatename, context, doctree):
    """Write the page's text, and tell the template where it is."""
    if doctree:
        translator = PlainText(doctree, app.builder)
        doctree.walkabout(translator)
        file = Path(app.outdir) / f"{pagename}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(translator.body, encoding="utf-8")
        context["text_page"] = f"{Path(pagename).name}.txt"
        context["text_index"] = relative_uri(app.builder.get_target_uri(pagename), "llms.txt")


def setup(app):
    app.connect("html-page-context", write_text)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
