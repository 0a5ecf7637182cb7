"""The search of the site finds an error by its message."""

import pytest
from playwright.sync_api import expect

MESSAGES = [
    "CERTIFICATE_VERIFY_FAILED certificate verify failed: unable to get local issuer certificate",
    "KafkaTimeoutError: Failed to update metadata",
    "NoBrokersAvailable",
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1000)",
    "TopicAuthorizationFailedError",
]


@pytest.mark.parametrize("message", MESSAGES)
def test_the_search_finds_the_page_about_errors_by_a_message(look, message):
    page = look().page
    page.get_by_role("textbox", name="Search").fill(message)
    page.keyboard.press("Enter")
    found = page.locator('#search-results li a[href*="docs/troubleshooting.html"]')
    expect(found.first).to_be_visible(timeout=30_000)


def test_the_search_says_when_it_finds_nothing(look):
    page = look("search.html?q=rhinoceros").page
    expect(page.locator("#search-results")).to_contain_text("did not match any documents", timeout=30_000)
    expect(page.locator("#search-results li")).to_have_count(0)
