"""Makes code blocks reachable with the Tab key, so that a long line can be scrolled to without a mouse."""

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator


class Translator(HTML5Translator):
    def visit_literal_block(self, node):
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:  # the block is written
            self.body[-1] = self.body[-1].replace("<pre>", '<pre tabindex="0">', 1)
            raise


def setup(app):
    app.set_translator("html", Translator)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
