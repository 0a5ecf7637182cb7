"""The directive `predict` asks what will happen; its content is the answer, closed until the reader opens it.

.. predict:: Who reads the messages **now**?

   The other consumer does.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

BEFORE = '<details class="predict"><summary><span class="ask">Predict:</span> '
BETWEEN = ' <span class="show">Show the answer</span></summary>'
AFTER = "</details>"


class Predict(SphinxDirective):
    """An answer under its question. It opens without JavaScript, and `_static/site.css` opens it on paper."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self):
        self.assert_has_content()
        inline, messages = self.parse_inline(self.arguments[0])
        before, between, after = (nodes.raw("", html, format="html") for html in (BEFORE, BETWEEN, AFTER))
        question = nodes.inline(self.arguments[0], "", *inline)
        return [before, question, between, *self.parse_content_to_nodes(), after, *messages]


def setup(app):
    app.add_directive("predict", Predict)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
