"""docs/_ext/framing.py: the drawing has the bytes of a real message, and says in words what it shows."""

import re
from pathlib import Path

import pytest

from tests.docs.test_diagrams import WIDEST

ROOT = Path(__file__).parents[2]
PRINTED = (ROOT / "examples/schema_registry/take_apart.out").read_text()


@pytest.fixture
def drawing(site):
    return site.pages["docs/schema-registry"].select_one(".framing > svg")


def test_the_drawing_has_every_byte_that_take_apart_printed(drawing):
    printed = re.findall(r"\b[0-9a-f]{2}\b(?! [a-z])", " ".join(re.findall(r":  +([0-9a-f ]+)", PRINTED)))
    assert [text.get_text() for text in drawing.select("text.byte")] == printed
    assert len(printed) == 19


def test_the_drawing_is_one_image_with_a_text_that_says_the_same(drawing):
    title = drawing.find("title")
    assert (drawing["role"], drawing["aria-labelledby"]) == ("img", title["id"])
    for part in ("19 bytes", "Byte 0 is 00", "Bytes 1 to 4 are 00 00 00", "attic"):
        assert part in title.get_text()


def test_the_drawing_fits_a_phone_and_has_the_pages_colours(drawing):
    assert int(drawing["width"]) <= WIDEST
    assert not re.search(r"#|rgb|style=", str(drawing).replace("url(#", ""))


def test_a_file_that_is_no_message_fails_the_build(build_page):
    page = build_page(".. framing:: /docs/_static/site.css")
    assert not page.passed and "is not what take_apart.py prints" in page.log
