"""The directive `failures` shows the failures of one file: what they look like, what they mean, what to change.

.. failures:: failures/refused.toml

The directive `failure-search` is the field in which a reader looks for one by pasting an error.

The file is TOML and has a table [[failure]] for each of them. The tests provoke each one as it says there, and write
what is seen then into NAME.out beside it: the message, and the verdict of examples/doctor.py. The keys:

name     the failure's place on the page, and what the doctor calls it
title    its heading
means    what has happened; reStructuredText, as is `change`
change   what to do about it
shows    the text that must appear, where ports are those of a Kafka on 9092 and the topic is demo-topic
one_of   texts of which at least one must appear in the log (optional)
says     how the script's own last message begins (optional)
doctor   the doctor's verdict, if it has another name; a program's failure has none, unless this is given
Provoked by a script:
variant  plain, ssl or sasl (plain)
run      the script (the producer of the variant)
env      variables that are wrong; words in braces are places of tests/docs/failures/places.py
topic    the name of the topic (one that is there)
stage    what happens before or meanwhile, by its name in tests/docs/failures/stages.py (nothing)
Or by a program:
code     Python, after CONNECTION, TOPIC_NAME and GROUP_ID have been set as in the scripts
"""

import tomllib
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

NEEDED = {"name", "title", "means", "change", "shows"}
KEYS = NEEDED | {"one_of", "says", "doctor", "variant", "run", "env", "topic", "stage", "code"}
FIELD = """\
<div class="find-failure" hidden>
<label for="pasted">Paste what you see</label>
<textarea id="pasted" rows="3" spellcheck="false" placeholder="KafkaTimeoutError: …"></textarea>
<div role="status"></div>
</div>
"""
HEALTHY = "The doctor finds nothing wrong, because the fault is in the program."


def read(file: Path) -> list[dict]:
    """The failures of a file. ValueError if one lacks a key, or has one that nobody reads."""
    failures = tomllib.loads(file.read_text(encoding="utf-8"))["failure"]
    for failure in failures:
        if not failure.keys() >= NEEDED or not failure.keys() <= KEYS:
            wrong = sorted((NEEDED - failure.keys()) | (failure.keys() - KEYS))
            raise ValueError(f"{file.name}: the failure {failure.get('name')} has or lacks {', '.join(wrong)}")
    return failures


def verdict(failure: dict) -> str:
    """What the doctor must find: a name, or nothing."""
    return failure.get("doctor", "" if "code" in failure else failure["name"])


class Failures(SphinxDirective):
    """A section for each failure."""

    required_arguments = 1

    def run(self):
        path, full_path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(path)
        try:
            failures = read(Path(full_path))
        except ValueError as error:
            raise self.error(str(error)) from None
        text = "\n".join(exhibit(failure, Path(path).parent) for failure in failures)
        sections = self.parse_text_to_nodes(text, allow_section_headings=True)
        for section, failure in zip(sections, failures, strict=True):
            section["ids"] = [failure["name"]]  # where the doctor's links lead
            for block in section.findall(nodes.literal_block):
                block.setdefault("source", full_path)
        return sections


def exhibit(failure: dict, folder: Path) -> str:
    """The reStructuredText of one failure."""
    name, title = failure["name"], failure["title"]
    recorded = f".. literalinclude:: /{folder / name}.out\n   :language: console\n"
    lines = [title, "~" * len(title), ""]
    if "code" in failure:
        code = failure["code"].strip().replace("\n", "\n   ")
        lines += [".. code-block:: python", "", f"   {code}", ""]
    lines += [recorded + "   :end-before: $ python examples/doctor.py\n" if verdict(failure) else recorded]
    lines += [failure["means"], ""]
    if "one_of" in failure:
        lines += [f"In the log stands one of these, or several: {', '.join(map(literal, failure['one_of']))}.", ""]
    lines += [f"**To change it:** {failure['change']}", ""]
    lines += [recorded + "   :start-at: $ python examples/doctor.py\n" if verdict(failure) else HEALTHY, ""]
    return "\n".join(lines)


def literal(text: str) -> str:
    return f"``{text}``"


class FailureSearch(SphinxDirective):
    """A field into which an error is pasted; docs/_static/find-failure.js shows it and answers."""

    def run(self):
        return [nodes.raw("", FIELD, format="html")]


def add_search(app, pagename, templatename, context, doctree):
    """Load the script on the page that has the field, and on no other."""
    if doctree and any(node.astext() == FIELD for node in doctree.findall(nodes.raw)):
        app.add_js_file("find-failure.js", loading_method="defer")


def setup(app):
    app.add_directive("failures", Failures)
    app.add_directive("failure-search", FailureSearch)
    app.connect("html-page-context", add_search)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
