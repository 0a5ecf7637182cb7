"""Nothing moves while a page loads: the cumulative layout shift, as browsers count it, on a phone.

Every script comes after the page has been drawn, as on a slow line. A script that stops the drawing fails here, too.
"""

import pytest

MOST = 0.001
PHONE = {"width": 412, "height": 823}  # as Lighthouse has it
DRAWN = "() => performance.getEntriesByName('first-contentful-paint').length"
# The sum of all shifts that no press of a key or button has caused, two frames after the page has loaded.
SHIFT = """() => new Promise(done => {
  let sum = 0;
  const add = list => list.getEntries().forEach(shift => { if (!shift.hadRecentInput) sum += shift.value; });
  new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
})"""


@pytest.fixture
def shift(browser, site_url):
    """The cumulative layout shift of a page, such as "docs/offsets.html"."""
    context = browser.new_context(viewport=PHONE, bypass_csp=True)

    def shift(path: str) -> float:
        page, held, drawn = context.new_page(), [], False
        page.route("**/*.js*", lambda script: script.continue_() if drawn else held.append(script))
        page.goto(f"{site_url}/{path}", wait_until="commit")
        page.wait_for_function(DRAWN)
        drawn = True
        for script in held:
            script.continue_()
        page.wait_for_load_state()
        total = page.evaluate(SHIFT)
        page.close()
        return total

    yield shift
    context.close()


def test_nothing_moves_while_a_page_loads(shift, page_paths):
    assert {path: moved for path in page_paths if (moved := shift(path)) > MOST} == {}
