"""Draws each `.. mermaid::` directive while the site is built and puts it into the page as SVG.

This takes over how the node of sphinxcontrib-mermaid becomes HTML. The real mermaid, in mermaidx, draws; we drop its
style sheet, so that `_static/site.css` colours every diagram like the page around it. A drawing is kept beside
the doctrees under the hash of its source. Drawing takes a second, so two processes begin with it when a page is read.
"""

import functools
import multiprocessing
import re
from concurrent.futures import Future, ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import mermaidx
from docutils import nodes
from sphinx.util import logging
from sphinx.util.nodes import set_source_info
from sphinxcontrib.mermaid import Mermaid, mermaid

SVG = "{http://www.w3.org/2000/svg}"
CONFIG = {
    "htmlLabels": False,
    "flowchart": {
        "htmlLabels": False,
        "wrappingWidth": 120,  # narrow boxes close together, in pixels: two side by side can be read on a phone
        "nodeSpacing": 24,
        "subGraphTitleMargin": {"top": 6, "bottom": 18},  # below a frame's title, room for the head of an arrow
    },
}
MERMAID_ID = "my-svg"  # what mermaid-cli, and so mermaidx, calls every drawing

logger = logging.getLogger(__name__)
ElementTree.register_namespace("", SVG.strip("{}"))


class Diagram(Mermaid):
    """The directive as it is, with its line number in the node for our warnings."""

    def run(self):
        result = super().run()
        for diagram in (found for node in result for found in node.findall(mermaid)):
            set_source_info(self, diagram)
        return result


def begin_drawing(app, document):
    for diagram in document.findall(mermaid):
        drawn(diagram["code"], app.doctreedir)


def visit_mermaid(translator, node):
    """Write the diagram, or warn where it stands in the page's source; the strict build fails on a warning."""
    alt = node.get("alt", "").strip()
    if not alt:
        logger.warning("this diagram has no :alt: text; say in one sentence what it shows", location=node)
    try:
        drawing = drawn(node["code"], translator.builder.doctreedir).result()
    except RuntimeError as error:
        logger.warning("mermaid cannot draw this: %s", error, location=node)
        raise nodes.SkipNode from error
    number = list(node.document.findall(mermaid)).index(node) + 1
    translator.body.append(translator.starttag(node, "div", "", CLASS="diagram"))
    translator.body.append(for_page(drawing, f"diagram-{number}", alt) + "</div>\n")
    raise nodes.SkipNode


@functools.cache
def pens() -> ProcessPoolExecutor:
    """Who draws. Each process is new, because mermaid's engine does not survive a fork."""
    return ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))


@functools.cache
def drawn(code: str, doctrees: Path) -> Future:
    """Mermaid's own SVG of the code, some time; a RuntimeError carries mermaid's message."""
    key = sha256(repr((mermaidx.__version__, CONFIG, code)).encode()).hexdigest()
    kept = Path(doctrees) / "diagrams" / f"{key}.svg"
    if not kept.exists():
        return pens().submit(draw, code, kept)
    found = Future()
    found.set_result(kept.read_text(encoding="utf-8"))
    return found


def draw(code: str, kept: Path) -> str:
    """Draw, and keep the drawing in a file that is whole or not there at all."""
    try:
        drawing = mermaidx.render(code, config=CONFIG).svg()
    except Exception as error:  # which may not survive the way to another process
        raise RuntimeError(str(error)) from None
    kept.parent.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(".part")
    unfinished.write_text(drawing, encoding="utf-8")
    unfinished.replace(kept)
    return drawing


def for_page(drawing, name, alt):
    """The drawing as part of a page: a named image of known size, with ids of its own and without what nothing uses."""
    drawing = drawing.replace(MERMAID_ID, name)
    used = set(re.findall(r"url\(#([^)]+)\)", drawing))
    svg = ElementTree.fromstring(drawing)
    for parent in list(svg.iter()):
        style = parent.attrib.pop("style", "")  # which our policy forbids
        parent.attrib = {key: value for key, value in parent.attrib.items() if value and not key.startswith("data-")}
        parent.attrib |= dict(re.findall(r"([\w-]+): *([^;]+)", style))
        for child in list(parent):
            unused = child.tag in (SVG + "marker", SVG + "filter") and child.get("id") not in used
            if unused or child.tag == SVG + "style":
                parent.remove(child)
    for root in svg.iterfind(".//*[@class='root']"):
        for cluster in root.findall("*[@class='clusters']/*"):
            for label in cluster.findall("*[@class='cluster-label']"):
                cluster.remove(label)
                root.append(label)  # drawn last, so that no arrow strikes it through

    width, height = (str(round(float(size))) for size in svg.get("viewBox").split()[2:])
    title = ElementTree.Element(SVG + "title", id=f"{name}-title")
    title.text = alt
    svg.insert(0, title)
    svg.attrib = {key: svg.get(key) for key in ("id", "class", "viewBox")}
    svg.attrib |= {"width": width, "height": height, "role": "img", "aria-labelledby": title.get("id")}
    return ElementTree.tostring(svg, encoding="unicode")


def setup(app):
    app.setup_extension("sphinxcontrib.mermaid")
    app.add_directive("mermaid", Diagram, override=True)
    app.connect("doctree-read", begin_drawing)
    app.add_node(mermaid, override=True, html=(visit_mermaid, None))
    return {"parallel_read_safe": True, "parallel_write_safe": False}  # mermaid's engine does not survive a fork
