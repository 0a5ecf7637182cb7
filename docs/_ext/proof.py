"""What proves a page: the versions of the newest run that renewed the outputs, and how much on the page is tested.

The versions and the date are in docs/proven.json, which only `pytest --update-outputs` writes. What is tested is
counted on the page itself. `_templates/page.html` shows both.
"""

import json
from pathlib import Path

from docutils import nodes
from recording import recording

DRAWN = ('<figure class="timeline"', '<div class="framing"')  # how an output begins that is drawn and not quoted


def count(document: nodes.document) -> dict[str, int]:
    """How many scripts, commands, outputs, failures and claims a page has; what it shows twice counts once."""
    found = {kind: set() for kind in ("script", "command", "output", "failure")}
    for block in document.findall(nodes.literal_block):
        source = Path(block.get("source", ""))
        if source.suffix == ".py":
            found["script"].add(source)
        elif source.suffix == ".out" or isinstance(block, recording):
            found["failure" if source.parent.name == "failures" else "output"].add(source)
        if block.get("language") == "console":
            found["command"] |= {line for line in block.astext().splitlines() if line.startswith("$ ")}
    found["output"] |= {raw for raw in document.findall(nodes.raw) if raw.astext().startswith(DRAWN)}
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
