"""A first visit is light: everything that a page loads, compressed, in KiB."""

from tests.browser.conftest import PHONE
from tests.browser.weight import compressed, loaded

MOST = 45


def test_no_first_visit_loads_more_than_45_kib(look, page_paths, site_folder):
    weights = {}
    for path in page_paths:
        looked = look(path, PHONE)
        weights[path] = round(compressed(loaded(looked), site_folder) / 1024, 1)
        looked.page.context.close()
    for path in sorted(weights, key=weights.get, reverse=True)[:5]:
        print(f"{weights[path]:5} KiB  {path}")
    assert {path: weight for path, weight in weights.items() if weight > MOST} == {}
