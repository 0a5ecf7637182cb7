"""No page breaks a rule of axe-core: in light and dark, on a phone and on a desktop, with everything folded open."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import DESKTOP, PHONE

OPEN = "for (const folded of document.querySelectorAll('details')) folded.open = true"
RUN = "axe.run({resultTypes: ['violations']})"  # the rest of its report takes it twice the time


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_on_any_page(look, page_paths, viewport, scheme):
    violations = []
    for path in page_paths:
        page = look(path, viewport, color_scheme=scheme).page
        page.evaluate(OPEN)
        page.evaluate(AXE_SCRIPT)  # as the developer tools would, so that no policy of the page stops it
        for rule in page.evaluate(RUN)["violations"]:
            violations += [(path, rule["id"], found["html"], found["target"]) for found in rule["nodes"]]
        page.context.close()
    assert violations == []
