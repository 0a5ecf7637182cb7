"""The directive `framing` draws the bytes of a message, as examples/schema_registry/take_apart.py printed them.

One argument: the file with that output. The drawing is inline SVG in the page's colours (`_static/site.css`).
"""

import re
import struct
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

PRINTED = re.compile(r"first byte: +(.+)\nschema's id: +(.+), the number (\d+)\nthe reading: +(.+)\n")
LEFT, WIDE, NARROW, HIGH = 6, 34, 22, 30  # pixels: the margin, a byte in front, a byte of the reading, its height
SIZE = (322, 236)  # pixels, so that a phone of 360 need not shrink it


class Framing(SphinxDirective):
    """A picture of the five bytes in front of a reading, and of the reading."""

    required_arguments = 1

    def run(self):
        path, full_path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(path)
        found = PRINTED.search(Path(full_path).read_text(encoding="utf-8"))
        if not found:
            raise self.error(f"{path} is not what take_apart.py prints")
        return [nodes.raw("", draw(*found.groups()), format="html", source=full_path)]


def draw(first: str, number_bytes: str, number: str, reading: str) -> str:
    """The drawing; all bytes are in hexadecimal, with spaces between them."""
    values = reading.split()
    length = int(values[0], 16) // 2  # Avro writes the length of a text twice as large (zigzag)
    sensor, celsius = values[: 1 + length], values[1 + length :]
    text = bytes.fromhex("".join(sensor[1:])).decode()
    (degrees,) = struct.unpack("<d", bytes.fromhex("".join(celsius)))
    title = (
        f"A message of {5 + len(values)} bytes. Byte 0 is {first}. Bytes 1 to 4 are {number_bytes}: the id of the "
        f"schema, {number}. The other {len(values)} bytes are the reading as Avro: {' '.join(sensor)} is the length "
        f"of the sensor's name and the name, {text}; {' '.join(celsius)} is the temperature, {degrees}. "
        "No name of a field is among them."
    )
    parts = [
        _label(LEFT, 16, "In front: five bytes", "heading"),
        *_bytes([first], LEFT, 26, WIDE, "zero"),
        *_bytes(number_bytes.split(), LEFT + WIDE + 8, 26, WIDE, "number"),
        _label(LEFT, 76, "0"),
        _label(LEFT + WIDE + 8, 76, f"the schema's id: {number}"),
        _label(LEFT, 122, "Then the reading, as Avro", "heading"),
        *_bytes(values, LEFT, 132, NARROW, "reading"),
        *_brace(LEFT, len(sensor), f"sensor: {text}"),
        *_brace(LEFT + NARROW * len(sensor), len(celsius), f"celsius: {degrees}"),
        _label(LEFT, 226, "No name of a field: those are in the schema."),
    ]
    width, height = SIZE
    return (
        f'<div class="framing"><svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="framing-title"><title id="framing-title">{escape(title)}</title>{"".join(parts)}</svg></div>'
    )


def _label(x: int, y: int, text: str, kind: str = "label") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(text)}</text>'


def _bytes(values: list[str], x: int, y: int, width: int, kind: str) -> list[str]:
    """A row of boxes with a byte in each."""
    return [
        f'<rect class="{kind}" x="{x + at * width}" y="{y}" width="{width}" height="{HIGH}"/>'
        f'<text class="byte" x="{x + at * width + width / 2}" y="{y + 20}">{value}</text>'
        for at, value in enumerate(values)
    ]


def _brace(x: int, count: int, text: str) -> list[str]:
    """A line under so many bytes of the reading, and what they are."""
    line = f'<path d="M{x + 2} {132 + HIGH + 5} v5 h{count * NARROW - 4} v-5"/>'
    return [line, _label(x + 2, 132 + HIGH + 26, text)]


def setup(app):
    app.add_directive("framing", Framing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
