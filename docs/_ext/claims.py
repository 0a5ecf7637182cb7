"""The role :claim: marks a sentence that says how Kafka behaves; a test has that sentence as its name."""

from docutils import nodes


def claim(name, rawtext, text, lineno, inliner, options=None, content=None):
    """A marked sentence. Which test proves it is checked by tests/docs/test_claims.py."""
    return [nodes.inline(rawtext, text, classes=["claim"])], []


def setup(app):
    app.add_role("claim", claim)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
