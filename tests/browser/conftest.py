"""A real Chromium that looks at the built site, served on this computer and with no way to any other."""

import functools
import http.server
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.docs.conftest import ROOT, build_strictly
from tests.docs.failures.listeners import serving

# Chromium asks its maker's hosts for this and that when it starts; these flags stop most of that.
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--no-sandbox"]  # root has no sandbox
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1440, "height": 900}


class Looked(NamedTuple):
    """A page in the browser, and what was noticed while it loads and is used: both lists grow."""

    page: Page
    complaints: list[str]  # errors of scripts, and what stands in the console
    requests: list[str]  # addresses


class Pages(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each request."""

    def log_message(self, *arguments) -> None:
        pass


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory) -> Path:
    """The built pages."""
    built = build_strictly(ROOT, tmp_path_factory.mktemp("site"))
    assert built.passed, built.log
    return built.html


@pytest.fixture(scope="session")
def page_paths(site_folder) -> list[str]:
    """All pages, such as "docs/offsets.html"."""
    paths = sorted(file.relative_to(site_folder).as_posix() for file in site_folder.rglob("*.html"))
    assert len(paths) > 15
    return paths


@pytest.fixture(scope="session")
def site_url(site_folder) -> Iterator[str]:
    """Where the built site is served."""
    handler = functools.partial(Pages, directory=site_folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with serving(server):
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    found = shutil.which("chromium")
    assert found, "the tests of the pages need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def look(browser, site_url) -> Iterator[Callable[..., Looked]]:
    """Opens a page such as "docs/offsets.html#lag" as a new visitor; options as of Playwright's new_context."""
    contexts = []

    def look(path: str = "", viewport=DESKTOP, **options) -> Looked:
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        looked = Looked(page, [], [])
        page.on("console", lambda message: looked.complaints.append(message.text))
        page.on("pageerror", lambda error: looked.complaints.append(str(error)))
        page.on("request", lambda request: looked.requests.append(request.url))
        page.goto(f"{site_url}/{path}")
        return looked

    yield look
    for context in contexts:
        context.close()
