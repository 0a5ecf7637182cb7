"""What a first visit of a page weighs."""

import gzip
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from tests.browser.conftest import Looked


def loaded(looked: Looked) -> set[str]:
    """The paths of all that the browser has asked for, and of the icon, which one without a window does not ask for."""
    icon = looked.page.locator("link[rel~=icon]").get_attribute("href")
    addresses = [*looked.requests, urljoin(looked.page.url, icon)]
    return {urlsplit(address).path for address in addresses if not address.startswith("data:")}


def compressed(paths: set[str], folder: Path) -> int:
    """The bytes of these files of the site, each of them compressed as a server does."""
    return sum(len(gzip.compress((folder / path.lstrip("/")).read_bytes(), 6)) for path in paths)
