"""Makes code blocks and wide tables reachable with the Tab key, so that they can be scrolled without a mouse."""

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator


class Translator(HTML5Translator):
    def visit_literal_block(self, node):
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:  # the block is written
            self.body[-1] = self.body[-1].replace("<pre>", '<pre tabindex="0">', 1)
            raise

    def visit_container(self, node):
        """Furo puts each table into a container that scrolls, and gives it the id that the table has."""
        if "table-wrapper" in node["classes"]:
            node["ids"] = []
        super().visit_container(node)
        if "table-wrapper" in node["classes"]:
            self.body[-1] = self.body[-1].replace("<div", '<div tabindex="0"', 1)


def setup(app):
    app.set_translator("html", Translator)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
