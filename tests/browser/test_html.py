"""Every page is valid HTML, by the Nu Html Checker. What it says besides and we leave as it is, is listed here."""

import pytest

from tests.browser import validator

LEFT_AS_IT_IS = (
    # docutils writes <br /> as XHTML did. No attribute of such an element is unquoted.
    "Trailing slash on void elements",
    # Furo puts a page into an <article>, and docutils a heading into a <section>: one h1 a page, which is its title.
    "Consider using the “h1” element as a top-level heading only",
    "Article lacks heading.",
    # The checker reads a file, so that no address is 'self' to it. tests/browser/test_policy.py asks a browser.
    "Resource violates Content Security Policy (meta tag)",
    # Nor does it count the hashes that allow an inline style and script, as a browser does.
    "Inline style violates Content Security Policy (meta tag)",
    "Inline script violates Content Security Policy (meta tag)",
)


@pytest.fixture(scope="module")
def messages(site_folder):
    return validator.messages(sorted(site_folder.rglob("*.html")))


def test_every_page_is_valid_html(messages):
    found = [
        f"{message['url'].rpartition('/html/')[2]}:{message['lastLine']}: {message['message']} {message['extract']!r}"
        for message in messages
        if not message["message"].startswith(LEFT_AS_IT_IS)
    ]
    assert found == []


def test_each_message_that_is_left_as_it_is_still_appears(messages):
    for start in LEFT_AS_IT_IS:
        assert any(message["message"].startswith(start) for message in messages), start
