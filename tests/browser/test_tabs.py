"""docs/_static/tabs.js: a choice of tab is kept, can be made with the keyboard and in an address, and nothing moves."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

PRODUCE, CREATE, REST = "docs/produce-consume.html", "docs/create-topic.html", "docs/rest-proxy.html"
OPEN = "[...document.querySelectorAll('[role=tab][aria-selected=true]')].map((tab) => tab.textContent)"
PANELS = "[...document.querySelectorAll('[role=tabpanel]')]"
SEEN = f"{PANELS}.filter((panel) => panel.offsetHeight).map((panel) => panel.dataset.label)"
# The sum of all layout shifts, once the page has been drawn.
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
})"""


def opened(page: Page) -> set[str]:
    """The labels of the open tabs; the panels that are seen are theirs."""
    labels = page.evaluate(OPEN)
    assert labels == page.evaluate(SEEN)
    return set(labels)


def tab(page: Page, label: str, group: int = 0):
    return page.locator(".sphinx-tabs").nth(group).get_by_role("tab", name=label, exact=True)


def test_a_new_visitor_sees_the_first_tab_of_each_group(look):
    assert opened(look(PRODUCE).page) == {"Local"}


def test_all_groups_with_the_label_follow_and_all_others_stay(look, site_url):
    page = look(PRODUCE).page
    tab(page, "SSL", group=2).click()
    assert opened(page) == {"SSL"}
    assert page.evaluate(OPEN) == ["SSL"] * page.locator(".sphinx-tabs").count()
    page.goto(f"{site_url}/{REST}")
    assert opened(page) == {"curl"}
    tab(page, "Python").click()
    assert opened(page) == {"Python"}
    page.goto(f"{site_url}/{PRODUCE}")
    assert opened(page) == {"SSL"}
    page.goto(f"{site_url}/{REST}")
    assert opened(page) == {"Python"}


def test_a_group_without_the_last_choice_opens_the_choice_before_it(look, site_url):
    page = look(PRODUCE).page
    tab(page, "SASL").click()
    tab(page, "Local").click()
    page.goto(f"{site_url}/docs/keystores.html")
    assert opened(page) == {"SASL"}


def test_the_choice_is_kept_for_the_next_visit(look, browser, site_url):
    page = look(PRODUCE).page
    tab(page, "SASL").click()
    state = page.context.storage_state()
    later = look(CREATE, storage_state=state).page
    assert opened(later) == {"SASL"}


def test_the_keyboard_goes_through_a_group_and_around_its_ends(look):
    page = look(PRODUCE).page
    tab(page, "Local").focus()
    for key, label in [
        ("ArrowRight", "SSL"),
        ("ArrowRight", "SASL"),
        ("ArrowRight", "Local"),
        ("ArrowLeft", "SASL"),
        ("ArrowLeft", "SSL"),
        ("End", "SASL"),
        ("Home", "Local"),
    ]:
        page.keyboard.press(key)
        expect(tab(page, label)).to_be_focused()
        assert opened(page) == {label}, key


def test_a_group_is_one_stop_of_the_tab_key_and_its_panel_the_next(look):
    page = look(PRODUCE).page
    tab(page, "Local").focus()
    page.keyboard.press("ArrowRight")
    groups = page.locator("[role=tablist]")
    for number in range(groups.count()):
        stops = groups.nth(number).locator("[role=tab][tabindex='0']")
        assert stops.all_text_contents() == ["SSL"]
        assert groups.nth(number).locator("[role=tab][tabindex='-1']").count() == 2
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[role=tabpanel][data-label=SSL], [data-label=SSL] *')")
    page.keyboard.press("Shift+Tab")
    expect(tab(page, "SSL")).to_be_focused()


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        (f"{PRODUCE}#sasl", {"SASL"}),
        (f"{PRODUCE}#SSL", {"SSL"}),
        (f"{PRODUCE}#local", {"Local"}),
        (f"{REST}#python", {"Python"}),
        (f"{REST}#curl", {"curl"}),
        (f"{REST}#sasl", {"curl"}),
        (f"{PRODUCE}#100%", {"Local"}),
    ],
)
def test_an_address_opens_a_tab(look, path, labels):
    looked = look(path)
    assert opened(looked.page) == labels
    assert looked.complaints == []


def test_an_address_of_a_tab_leads_to_it_and_is_remembered(look, site_url):
    page = look(f"{PRODUCE}#sasl", PHONE).page
    expect(tab(page, "SASL")).to_be_in_viewport()
    page.goto(f"{site_url}/{CREATE}")
    assert opened(page) == {"SASL"}


def test_the_hash_can_change_while_the_page_is_open(look):
    page = look(PRODUCE).page
    page.evaluate("location.hash = 'ssl'")
    expect(tab(page, "SSL")).to_have_attribute("aria-selected", "true")
    assert opened(page) == {"SSL"}


def test_an_ordinary_anchor_changes_no_tab(look):
    page = look(f"{PRODUCE}#start-the-producer").page
    expect(page.locator("#start-the-producer h2")).to_be_in_viewport()
    assert opened(page) == {"Local"}
    assert page.evaluate("localStorage.getItem('tabs')") is None


def test_a_link_into_a_closed_panel_opens_it(look):
    page = look(PRODUCE).page
    target = page.locator("[role=tabpanel][data-label=SASL] .copy").nth(1)
    target.evaluate("(element) => { element.id = 'inside' }")
    page.evaluate("location.hash = 'inside'")
    expect(target).to_be_in_viewport()
    expect(tab(page, "SASL", group=1)).to_have_attribute("aria-selected", "true")


def test_no_heading_has_the_address_of_a_tab(site_folder):
    taken = [
        (file.name, name)
        for file in site_folder.rglob("*.html")
        for name in ("local", "ssl", "sasl", "curl", "python")
        if f'id="{name}"' in file.read_text()
    ]
    assert taken == []


@pytest.mark.parametrize("kept", ["no JSON", "7", '[7, null, "<b>"]', '{"a": 1}'])
def test_whatever_else_is_kept_there_harms_nothing(look, kept):
    state = {"cookies": [], "origins": []}
    looked = look("", storage_state=state)
    looked.page.evaluate("(kept) => localStorage.setItem('tabs', kept)", kept)
    looked.page.goto(looked.page.url + PRODUCE)
    assert opened(looked.page) == {"Local"}
    tab(looked.page, "SSL").click()
    assert opened(looked.page) == {"SSL"}
    assert looked.complaints == []


def test_tabs_work_where_the_browser_keeps_nothing(browser, site_url):
    context = browser.new_context()
    refuse = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    context.add_init_script(refuse)
    page = context.new_page()
    page.goto(f"{site_url}/{PRODUCE}")
    tab(page, "SSL").click()
    assert opened(page) == {"SSL"}
    context.close()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_moves_while_a_page_with_a_kept_choice_loads(look, site_url, viewport):
    page = look(CREATE, viewport).page
    tab(page, "SASL").click()
    state = page.context.storage_state()
    again = look(CREATE, viewport, storage_state=state)
    assert opened(again.page) == {"SASL"}
    assert again.page.evaluate(SHIFTS) <= 0.001


def test_the_right_panels_are_open_before_the_script_comes(look, browser, site_url):
    page = look(PRODUCE).page
    tab(page, "SASL").click()
    context = browser.new_context(storage_state=page.context.storage_state())
    early = context.new_page()
    early.route("**/tabs.js*", lambda route: route.abort())
    early.goto(f"{site_url}/{PRODUCE}")
    assert set(early.evaluate(SEEN)) == {"SASL"}
    early.goto(f"{site_url}/{PRODUCE}#ssl")
    early.reload()
    assert set(early.evaluate(SEEN)) == {"SSL"}
    context.close()


def test_the_place_that_was_clicked_stays_where_it_is(look):
    page = look(PRODUCE).page
    chosen = tab(page, "SASL", group=3)
    chosen.scroll_into_view_if_needed()
    before = chosen.bounding_box()["y"]
    chosen.click()
    assert abs(chosen.bounding_box()["y"] - before) < 2


def test_the_scripts_and_styles_of_sphinx_tabs_are_not_shipped(site_folder):
    assert not (site_folder / "_static" / "tabs.css").exists()
    assert "sphinx-tabs-last-selected" not in (site_folder / "_static" / "tabs.js").read_text()
