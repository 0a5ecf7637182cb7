"""docs/_static/copy.js: what is copied is what is shown, and of a terminal session only what the reader types."""

import re

import pytest
import quickjs
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.reader import ROOT
from tests.transcripts import COMMAND

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
READ = "navigator.clipboard.readText()"
# Click every button, and say what each one copies and what its block shows.
CLICK_ALL = """async () => {
  const found = [];
  for (const button of document.querySelectorAll("button.copy")) {
    await navigator.clipboard.writeText("nothing was copied");
    button.click();
    const deadline = performance.now() + 5000;
    while (button.dataset.says === "Copy" && performance.now() < deadline) await new Promise(requestAnimationFrame);
    const block = button.previousElementSibling;
    const console = Boolean(block.closest(".highlight-console"));
    found.push({ copied: await navigator.clipboard.readText(), shown: block.textContent, console });
  }
  return found;
}"""


def wanted(shown: str, console: bool) -> str:
    """What a block's button must copy; nothing if it must not have one."""
    return "".join(command + "\n" for command in COMMAND.findall(shown)) if console else shown


def pages(site_folder) -> list[str]:
    return sorted(file.relative_to(site_folder).as_posix() for file in site_folder.rglob("*.html"))


def test_every_block_of_every_page_copies_what_it_should(look, site_folder):
    total = consoles = 0
    page = look("", **CLIPBOARD).page
    start = page.url
    for name in pages(site_folder):
        page.goto(f"{start}{name}")
        found = page.evaluate(CLICK_ALL)
        assert [one["copied"] for one in found] == [wanted(one["shown"], one["console"]) for one in found], name
        soup = BeautifulSoup((site_folder / name).read_bytes(), "html.parser")
        shown = soup.select("pre:not(.recording pre)")
        blocks = [(block.get_text(), bool(block.find_parent(class_="highlight-console"))) for block in shown]
        assert [one["shown"] for one in found] == [shown for shown, console in blocks if wanted(shown, console)], name
        total += len(found)
        consoles += sum(one["console"] for one in found)
    assert consoles > 100
    assert total > consoles


def test_no_command_that_is_copied_begins_with_a_prompt_or_is_an_output(look):
    page = look("docs/create-topic.html", **CLIPBOARD).page
    copied = "".join(one["copied"] for one in page.evaluate(CLICK_ALL) if one["console"])
    assert "kafka-topics.sh --bootstrap-server" in copied
    assert re.search(r" \\\n    -S|--command-config", copied), "a continued line is missing"
    assert not re.search(r"^\$ |^Created ", copied, re.MULTILINE)


@pytest.fixture(scope="module")
def commands():
    context = quickjs.Context()
    context.eval((ROOT / "docs" / "_static" / "copy.js").read_text())
    return context.get("commands")


@pytest.mark.parametrize(
    ("session", "typed"),
    [
        ("$ one\nout\n$ two\n", "one\ntwo\n"),
        ("$ one \\\n    two \\\n    three\nout\n", "one \\\n    two \\\n    three\n"),
        ("only\noutputs \\\nare here\n", ""),
        ("$ one\nit costs 7 $ here\n # no prompt\n", "one\n"),
        ("$ one\n\n\n$ two", "one\ntwo\n"),
        ("", ""),
    ],
)
def test_commands_are_what_stands_behind_a_prompt_with_the_lines_that_continue_it(commands, session, typed):
    assert commands(session) == typed


def test_the_button_has_a_name_and_works_with_the_keyboard_and_says_what_it_did(look):
    page = look("docs/produce-consume.html", **CLIPBOARD).page
    button = page.get_by_role("button", name="Copy consumer.py").first
    page.locator("[data-label=Local] pre").first.focus()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Copied")
    expect(button).to_have_attribute("data-says", "Copied")
    assert page.evaluate(READ) == (ROOT / "examples" / "plain" / "consumer.py").read_text()
    expect(page.get_by_role("status")).to_have_text("")
    expect(button).to_have_attribute("data-says", "Copy")


def test_a_block_that_is_only_output_has_no_button(look, site_folder):
    page = look("").page
    text = (site_folder / "docs" / "doctor.html").read_text().replace('<span class="gp">$ </span>', "")
    page.route("**/docs/doctor.html", lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    page.goto(f"{page.url}docs/doctor.html")
    expect(page.locator(".highlight-python button.copy").first).to_be_visible()
    assert page.locator(".highlight-console pre").count() > 0
    assert page.locator(".highlight-console button.copy").count() == 0


def test_each_kind_of_block_is_named(look):
    page = look("docs/connection.html").page
    assert page.get_by_role("button", name="Copy the commands").count() >= 2
    assert page.get_by_role("button", name="Copy .env.example").count() == 1


def test_a_refused_clipboard_is_told(look):
    page = look("docs/connection.html").page
    refuse = (
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error()) } })"
    )
    page.evaluate(refuse)
    button = page.get_by_role("button", name="Copy the commands").first
    button.click()
    expect(button).to_have_attribute("data-says", re.compile("Not copied"))
    expect(page.locator(".copied")).to_have_text(re.compile("Not copied"))


def test_a_missing_clipboard_is_told(look):
    page = look("docs/connection.html").page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    button = page.get_by_role("button", name="Copy the commands").first
    button.click()
    expect(button).to_have_attribute("data-says", re.compile("Not copied"))


def test_neither_button_nor_prompt_is_in_a_selection(look):
    page = look("docs/connection.html").page
    page.keyboard.press("Control+A")
    selected = page.evaluate("getSelection().toString()")
    assert "\ncp .env.example .env\n" in selected
    assert "Copy" not in selected.splitlines()
    assert page.evaluate("document.querySelector('button.copy').textContent") == ""


def test_there_is_no_button_on_paper_and_none_without_javascript(look):
    looked = look("docs/connection.html")
    buttons = looked.page.locator("button.copy")
    expect(buttons.first).to_be_visible()
    looked.page.emulate_media(media="print")
    assert [button for button in buttons.all() if button.is_visible()] == []
    assert look("docs/connection.html", java_script_enabled=False).page.locator("button.copy").count() == 0


def test_the_button_can_be_hit_on_a_phone_and_hides_no_code(look):
    page = look("docs/connection.html", PHONE).page
    for button in page.locator("button.copy").all():
        if button.is_visible():
            box, text = button.bounding_box(), button.locator("xpath=preceding-sibling::pre").bounding_box()
            assert box["height"] >= 24 and box["width"] >= 24
            assert box["y"] + box["height"] - text["y"] <= 13, "lower than the padding of the block"
