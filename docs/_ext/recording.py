"""The directive `recording` shows terminals side by side with what was typed and shown in them, at its own pace.

.. recording:: docs/recordings/conversation.jsonl
   :title: Recorded: a consumer and a producer

The file has a line of JSON for each event of a run, in order: {"at": 1.52, "terminal": "consumer", "shown": "a line"}.
`at` is seconds since the start. Instead of `shown` it has `typed`, a command, or `pressed`, a key.

The page holds plain text, so it can be read without a style sheet, on paper and by a screen reader. The times are in
_static/recording.css, which only this page loads. With `prefers-reduced-motion` nothing moves.
"""

import json
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

BEFORE = """\
<figure class="recording" aria-labelledby="recording-title">
<figcaption id="recording-title">{title}</figcaption>
"""
TERMINAL = (
    '<div><p id="terminal-{name}">{heading}</p>\n<pre tabindex="0" role="region" aria-labelledby="terminal-{name}">'
)
SWITCH = (
    '<label class="whole"><input type="checkbox"> Show all of it at once; untick to play it again</label>\n</figure>\n'
)
PROMPTS = {"typed": "$ {}", "pressed": "^{}", "shown": "{}"}


class Recording(SphinxDirective):
    """The figure of a recording. The file's terminals appear in the order of their first events."""

    required_arguments = 1
    option_spec = {"title": directives.unchanged_required}  # noqa: RUF012, as docutils has it

    def run(self):
        path, full_path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(path)
        try:
            events = [json.loads(line) for line in Path(full_path).read_text(encoding="utf-8").splitlines()]
            title = self.options["title"]
            html = nodes.raw("", draw(title, events), format="html", source=full_path)
        except (OSError, ValueError, KeyError, StopIteration) as error:
            raise self.error(f"{path} is no recording, or has no :title: here: {error!r}") from None
        return [html, nodes.raw("", text_of(title, events), format="text", events=events, session="console")]


def terminals(events: list[dict]) -> dict[str, list[tuple[int, str]]]:
    """The lines of each terminal, with their times in hundredths of a second."""
    shown = {}
    for event in events:
        kind = next(kind for kind in PROMPTS if kind in event)
        text = event[kind].replace("Ctrl-", "") if kind == "pressed" else event[kind]
        shown.setdefault(event["terminal"], []).append((round(100 * event["at"]), PROMPTS[kind].format(text)))
    return shown


def text_of(title: str, events: list[dict]) -> str:
    """All terminals one after the other, for the plain text of the page."""
    parts = [f"[{title}]"]
    for name, lines in terminals(events).items():
        parts += ["", f"[{name}]", "", *(f"   {line}" for _, line in lines)]
    return "\n".join(parts)


def draw(title: str, events: list[dict]) -> str:
    """The figure."""
    parts = [BEFORE.format(title=escape(title))]
    for number, (name, lines) in enumerate(terminals(events).items(), 1):
        parts.append(TERMINAL.format(name=name, heading=f"Terminal {number}: {escape(name)}"))
        parts += [f'<span class="at-{at}">{escape(line)}\n</span>' for at, line in lines]
        parts.append("</pre></div>\n")
    return "".join([*parts, SWITCH])


def style(events: list[dict]) -> str:
    """When each line appears."""
    times = sorted({round(100 * event["at"]) for event in events})
    return "".join(f".at-{at}{{animation-delay:{at / 100:g}s}}\n" for at in times)


def add_style(app, pagename, templatename, context, doctree):
    """Write and load the times where there is a recording, and on no other page."""
    events = [event for node in doctree.findall(nodes.raw) for event in node.get("events", [])] if doctree else []
    if events:
        folder = Path(app.outdir) / "_static"
        folder.mkdir(exist_ok=True)
        (folder / "recording.css").write_text(style(events), encoding="utf-8")
        app.add_css_file("recording.css")


def setup(app):
    app.add_directive("recording", Recording)
    app.connect("html-page-context", add_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
