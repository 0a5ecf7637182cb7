"""What proves a page: the versions of the newest run that renewed the outputs, and how much on the page is tested.

The versions and the date are in docs/proven.json, which only `pytest --update-outputs` writes. What is tested is
counted on the page itself. `_templates/page.html` shows both.
"""

import json
from pathlib import Path

from docutils import nodes

OUTPUTS = {".out", ".jsonl"}  # how the files end that runs have written


def count(document: nodes.document) -> dict[str, int]:
    """How many scripts, commands, outputs, failures and claims a page has; what it shows twice counts once."""
    found = {kind: set() for kind in ("script", "command", "output", "failure")}
    for node in document.findall(lambda node: isinstance(node, (nodes.literal_block, nodes.raw))):
        source = Path(node.get("source", ""))
        if source.suffix == ".py":
            found["script"].add(source)
        elif source.suffix in OUTPUTS:
            found["failure" if source.parent.name == "failures" else "output"].add(source)
        if "console" in (node.get("language"), node.get("session")):
            lines = (line.strip() for line in node.astext().splitlines())
            found["command"] |= {line for line in lines if line.startswith("$ ")}
    claims = [node for node in document.findall(nodes.inline) if "claim" in node["classes"]]
    return {kind: len(things) for kind, things in found.items()} | {"claim": len(claims)}


def in_words(counts: dict[str, int]) -> str:
    """The counts as a list: 3 scripts, 9 commands and 1 claim."""
    parts = [f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in counts.items() if number]
    return " and ".join([", ".join(parts[:-1])] * (len(parts) > 1) + parts[-1:])


def add_proof(app, pagename, templatename, context, doctree):
    """Give the template what it shows."""
    if doctree:
        context["proven"] = json.loads((Path(app.srcdir) / "docs" / "proven.json").read_text(encoding="utf-8"))
        context["tested"] = in_words(count(doctree))


def note_file(app, document):
    """A new run changes each page."""
    app.env.note_dependency("docs/proven.json")


def setup(app):
    app.connect("doctree-read", note_file)
    app.connect("html-page-context", add_proof)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
