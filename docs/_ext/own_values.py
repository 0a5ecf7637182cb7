"""Readers see their own host, topic and so on in what they copy: docs/_static/connection.js fills them in.

What may be replaced is marked while building, because here it is known what a line is: a value in .env.example, or a
word in a command. Nothing that a command printed is ever marked. Without JavaScript the values of a local Kafka are
shown.

The directive `own-values` is the form in which readers write theirs.
"""

import re
from html import escape

from docutils import nodes
from scrollable_code import Translator as CodeTranslator
from sphinx.util.docutils import SphinxDirective

# What the form asks: the name, its label, and the value that the pages show.
FIELDS = {
    "host": ("Host", "localhost"),
    "plaintext": ("Port without encryption", "9092"),
    "ssl": ("Port for SSL", "9093"),
    "sasl": ("Port for SASL", "9094"),
    "user": ("User name", "demo-user"),
    "topic": ("Topic", "demo-topic"),
    "group": ("Consumer group", "demo-consumer-group"),
    "folder": ("Folder of the certificates", "certs"),
}
ABOUT = (
    "What you write here appears in the file below and in the commands of all pages. It stays in this browser. "
    "Your password is not asked: write it into the file, on your own computer."
)
VARIANTS = ("Local", "SSL", "SASL")
# The variables whose values come from the form; connection.js knows how.
VARIABLES = (
    "KAFKA_HOST",
    "KAFKA_PLAINTEXT_PORT",
    "KAFKA_SSL_PORT",
    "KAFKA_SASL_PORT",
    "KAFKA_SECURITY_PROTOCOL",
    "KAFKA_SSL_CAFILE",
    "KAFKA_SSL_CERTFILE",
    "KAFKA_SSL_KEYFILE",
    "KAFKA_SASL_USERNAME",
    "KAFKA_TOPIC_NAME",
    "KAFKA_GROUP_ID",
)
WORDS = {FIELDS[name][1]: name for name in ("user", "topic", "group", "folder")}
WORD = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, WORDS))})(?![\w.-])")
VARIABLE = re.compile(rf'(<span class="nv">({"|".join(VARIABLES)})</span><span class="o">=</span>)([^\n]*)')
TAG = re.compile(r"(<[^>]*>)")
MARKED = re.compile(r"<span data-(variable|word|part)=")
FORM = "docs/connection"  # the page with the form


class Translator(CodeTranslator):
    """Marks the values after a block has been coloured."""

    def visit_literal_block(self, node):
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            if node.get("language") == "console":
                self.body[-1] = mark_commands(self.body[-1])
            elif node.get("source", "").endswith("/.env.example"):
                self.body[-1] = VARIABLE.sub(r'\1<span data-variable="\2">\3</span>', self.body[-1])
            raise


def mark_commands(html: str) -> str:
    """Mark words in commands. Inside quotation marks, or any other coloured text, a word stays what it is."""
    lines, continued = [], False
    for line in html.split("\n"):
        text = re.sub(r"<[^>]*>", "", line)
        command = continued or text.startswith("$ ")
        continued = command and text.endswith("\\")
        lines.append(mark_words(line) if command else line)
    return "\n".join(lines)


def mark_words(line: str) -> str:
    depth, parts = 0, []
    for part in TAG.split(line):
        depth += part.startswith("<span") - part.startswith("</span")
        if depth == 0 and not part.startswith("<"):
            part = WORD.sub(mark, part)
        parts.append(part)
    return "".join(parts)


def mark(found: re.Match) -> str:
    """A marked word; behind a slash it is part of an address, where other rules of writing hold."""
    kind = "part" if found.string[: found.start()].endswith("/") else "word"
    return f'<span data-{kind}="{WORDS[found[1]]}">{found[1]}</span>'


class OwnValues(SphinxDirective):
    """The form; `_static/site.css` shows it where there is JavaScript, so that nothing moves when the script comes."""

    def run(self):
        rows = [row(name, *about) for name, about in FIELDS.items()]
        options = "".join(f"<option>{escape(variant)}</option>" for variant in VARIANTS)
        label = '<label for="own-variant">How you connect</label>'
        rows += [f'<div>{label}<select id="own-variant">{options}</select></div>']
        form = (
            f'<form class="own-values" id="own-values" aria-label="Your own connection">'
            f"<p>{ABOUT}</p>{''.join(rows)}"
            '<p><button type="submit">Download .env</button> <button type="reset">Forget my values</button></p>'
            '<p role="status"></p></form>'
        )
        return [nodes.raw("", form, format="html")]


def row(name: str, label: str, shown: str) -> str:
    return (
        f'<div><label for="own-{name}">{escape(label)}</label>'
        f'<input id="own-{name}" name="{name}" placeholder="{escape(shown)}" autocomplete="off" autocapitalize="off" '
        f'spellcheck="false" aria-describedby="own-{name}-wrong"><span id="own-{name}-wrong" role="alert"></span></div>'
    )


def add_script(app, pagename, templatename, context, doctree):
    """Load the script where there is something to fill in, and lead from there and from the scripts to the form."""
    body = context.get("body", "")
    if MARKED.search(body):
        app.add_js_file("connection.js")
    if doctree and pagename != FORM and (MARKED.search(body) or 'class="script"' in body):
        form = context["pathto"](FORM)
        context["body"] += f'<p class="own-link"><a href="{form}#fill-in-env">Use a Kafka of your own</a></p>\n'


def setup(app):
    app.add_directive("own-values", OwnValues)
    app.set_translator("html", Translator, override=True)
    app.connect("html-page-context", add_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
