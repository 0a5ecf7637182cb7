"""An address that is none shows the site's own page, with looks and links that work, however deep the address is."""

import functools
import http.server
import socket
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import tutorial
from tests.docs.failures.listeners import serving


@pytest.fixture(scope="module")
def tutorial_url(site_folder):
    """Where `make tutorial` would serve the built site."""
    handler = functools.partial(tutorial.Pages, directory=site_folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with serving(server):
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize("path", ["missing.html", "a/b/c.html"])
def test_a_missing_page_looks_like_the_site_and_leads_back(look, tutorial_url, path):
    page = look().page
    loaded = []
    page.on("response", lambda response: loaded.append((response.url, response.status)))
    address = f"{tutorial_url}/{path}"
    assert page.goto(address, wait_until="networkidle").status == 404
    assert len(loaded) > 5
    assert [url for url, status in loaded if status != 200] == [address]
    expect(page.locator("h1")).to_have_text("There is no such page")
    page.get_by_role("link", name="Consumer groups").click()
    expect(page.locator("h1")).to_contain_text("Consumer groups")
    page.go_back()
    page.get_by_role("link", name="the first page").click()
    expect(page.locator("h1")).to_contain_text("talk to Kafka")


def test_a_missing_page_is_searched_from(look, tutorial_url):
    page = look().page
    page.goto(f"{tutorial_url}/a/b/c.html")
    page.get_by_role("textbox", name="Search").fill("lag")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results li a").first).to_be_visible()


def test_who_asks_only_for_the_headers_of_a_missing_file_gets_404_and_no_page(tutorial_url):
    place = urlsplit(tutorial_url)
    with socket.create_connection((place.hostname, place.port)) as connection, connection.makefile("rb") as answer:
        connection.sendall(b"HEAD /a/b.css HTTP/1.0\r\n\r\n")
        headers, page = answer.read().split(b"\r\n\r\n")
    assert b" 404 " in headers.splitlines()[0]
    assert page == b""
