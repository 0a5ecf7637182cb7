"""Nothing moves while a page loads: the cumulative layout shift, as browsers count it, on a phone."""

from tests.browser.conftest import PHONE

MOST = 0.001
# The sum of all shifts that no press of a key or button has caused, two frames after the page has loaded.
SHIFT = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
  const observer = new PerformanceObserver(() => {});
  observer.observe({type: 'layout-shift', buffered: true});
  const unasked = () => observer.takeRecords().filter(shift => !shift.hadRecentInput);
  setTimeout(() => done(unasked().reduce((sum, shift) => sum + shift.value, 0)));
})))"""


def test_nothing_moves_while_a_page_loads(look, page_paths):
    shifts = {}
    for path in page_paths:
        page = look(path, PHONE).page
        shifts[path] = page.evaluate(SHIFT)
        page.context.close()
    assert {path: shift for path, shift in shifts.items() if shift > MOST} == {}
