"""The directive `timeline` draws an event log (timeline_log.py) and tells its events in words.

.. timeline:: timelines/crash.jsonl
   :title: A consumer crashes
"""

from html import escape
from pathlib import Path
from xml.etree import ElementTree

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from timeline_drawing import draw
from timeline_log import read_log, tell

BEFORE = """\
<figure class="timeline">
<figcaption>{title}</figcaption>
{drawing}
<details><summary>The same in words</summary>
"""
AFTER = "</details>\n</figure>\n"

logger = logging.getLogger(__name__)


class Timeline(SphinxDirective):
    """The figure of a log. If something is wrong with the log, a warning at the directive, and no figure."""

    required_arguments = 1
    option_spec = {"title": directives.unchanged_required}  # noqa: RUF012, as docutils has it

    def run(self):
        path, full_path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(path)
        try:
            lanes, events = read_log(Path(full_path))
            title = self.options.get("title")
            if not title:
                raise ValueError("this timeline has no :title:; say in a few words what happens")
        except (FileNotFoundError, ValueError) as error:
            reason = f"there is no {path}" if isinstance(error, FileNotFoundError) else error
            logger.warning("%s", reason, location=self.get_location())
            return []
        svg = draw(lanes, events)
        name = f"timeline-{self.env.new_serialno('timeline') + 1}"
        make_image(svg, name, title, f"Lanes from top to bottom: {', '.join(lanes)}. The same in words is below.")
        before = BEFORE.format(title=escape(title), drawing=ElementTree.tostring(svg, encoding="unicode"))
        sentences = [nodes.list_item("", nodes.paragraph(text=sentence)) for sentence in tell(events)]
        words = nodes.enumerated_list("", *sentences)
        return [nodes.raw("", before, format="html", source=full_path), words, nodes.raw("", AFTER, format="html")]


def make_image(svg, name, title, description):
    """Make the drawing one image with a title and a description; all its ids begin with `name`."""
    svg.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-desc"}
    for position, (tag, text) in enumerate([("title", title), ("desc", description)]):
        element = ElementTree.Element(tag, id=f"{name}-{tag}")
        element.text = text
        svg.insert(position, element)


def setup(app):
    app.add_directive("timeline", Timeline)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
