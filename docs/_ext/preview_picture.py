"""Draws docs/_templates/preview.svg as a PNG, the picture that a service shows beside a link.

novasvg draws, which mermaidx brings along; so do the letters, which are the same on every computer.
"""

import struct
import zlib

import mermaidx.font_metrics  # noqa: F401, gives novasvg its letters
import novasvg

SIZE = (1200, 630)  # pixels, what most services ask for


def draw(svg: str) -> bytes:
    """The picture. Without transparency, and compressed well, it has half the size of novasvg's own PNG."""
    width, height = SIZE
    pixels = novasvg.Document.load_from_data(svg).render_to_bitmap(width, height, novasvg.Color.from_value(0)).tobytes()
    colours = bytearray(3 * width * height)
    for channel in range(3):
        colours[channel::3] = pixels[channel::4]
    row = 3 * width
    rows = b"".join(b"\0" + colours[start : start + row] for start in range(0, len(colours), row))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits a colour, red, green and blue
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
