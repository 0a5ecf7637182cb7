"""The first page shows on one screen what this is, the command to start, and a real run that moves only if it may."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

HIDDEN = "lines => lines.filter(line => getComputedStyle(line).opacity === '0').length"


def bottom(page: Page, choice: str) -> float:
    """Where a part of the page ends, in pixels from the top of the screen."""
    box = page.locator(choice).first.bounding_box()
    return box["y"] + box["height"]


def hidden_lines(page: Page) -> int:
    """How many lines of the recording cannot be seen now."""
    return page.locator(".recording span").evaluate_all(HIDDEN)


def test_a_desktop_shows_title_command_and_run_on_one_screen(look):
    page = look("", DESKTOP).page
    assert "$ make tutorial" in page.locator("article .highlight").first.inner_text()
    assert 0 < bottom(page, "h1") < bottom(page, "article .highlight") < bottom(page, ".recording") < DESKTOP["height"]


def test_a_phone_shows_the_command_and_the_start_of_the_run_on_one_screen_and_nothing_is_wider(look):
    page = look("", PHONE, reduced_motion="reduce").page
    assert bottom(page, ".recording > div:first-of-type") < PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_run_is_played_at_its_own_pace_and_can_be_shown_at_once(look):
    page = look().page
    assert hidden_lines(page) > 5
    last = page.locator(".recording > div:first-of-type span").last
    expect(last).to_have_text("Left the group")
    expect(last).to_have_css("opacity", "1", timeout=30_000)
    assert hidden_lines(page) == 0
    switch = page.get_by_label("Show all of it at once")
    switch.check()
    switch.uncheck()  # plays it again
    assert hidden_lines(page) > 5
    switch.check()
    assert hidden_lines(page) == 0


@pytest.mark.parametrize(
    "options", [{"reduced_motion": "reduce"}, {"reduced_motion": "reduce", "java_script_enabled": False}]
)
def test_who_wants_no_motion_sees_the_finished_run(look, options):
    page = look("", **options).page
    assert page.locator(".recording span").count() > 10
    assert hidden_lines(page) == 0
    expect(page.locator(".recording .whole")).to_be_hidden()


def test_without_javascript_the_run_is_played_too(look):
    page = look("", java_script_enabled=False).page
    last = page.locator(".recording > div:first-of-type span").last
    expect(last).to_have_css("opacity", "0")
    expect(last).to_have_css("opacity", "1", timeout=30_000)


def test_paper_shows_the_finished_run(look):
    page = look().page
    page.emulate_media(media="print")
    assert hidden_lines(page) == 0
    expect(page.locator(".recording .whole")).to_be_hidden()
