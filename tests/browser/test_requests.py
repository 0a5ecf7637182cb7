"""No page asks another host for anything, and none makes the browser complain."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_asks_another_host_and_none_complains(look, page_paths, site_url, viewport):
    for page in page_paths:
        looked = look(page, viewport)
        assert looked.complaints == [], page
        assert [address for address in looked.requests if not address.startswith((site_url, "data:"))] == [], page
