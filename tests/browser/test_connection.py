"""docs/_static/connection.js: readers see their own values on all pages, which stay theirs."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from dotenv import dotenv_values
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.connection_form import (
    CREATE,
    EXAMPLE,
    FORM,
    KEYSTORES,
    MINE,
    REST,
    fill,
    listing,
    own_values,
)
from tests.docs.conftest import ROOT


def test_the_values_are_in_the_commands_of_other_pages_and_on_the_next_visit(look):
    page = look(FORM).page
    fill(page, **MINE)
    later = look(CREATE, storage_state=page.context.storage_state()).page
    assert (
        "$ avn service topic-create demo-kafka my.own_topic-1 --partitions 1" in later.locator("article").text_content()
    )
    later.goto(later.url.replace(CREATE, KEYSTORES))
    assert "--username avnadmin -d /home/me/certs\n" in later.locator("article").text_content()
    later.goto(later.url.replace(KEYSTORES, REST))
    assert "$ GROUP=$KARAPACE_REST_URL/consumers/my-group\n" in later.locator("article").text_content()
    later.goto(later.url.replace(REST, FORM))
    assert later.locator("#own-host").input_value() == MINE["host"]


def test_what_is_filled_in_is_what_is_copied(look):
    page = look(FORM, permissions=["clipboard-read", "clipboard-write"]).page
    fill(page, folder="my certs")
    page.get_by_role("button", name="Copy .env.example").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes(\"'my certs/ca.pem'\"))")
    assert page.evaluate("navigator.clipboard.readText()") == listing(page)


def outputs(page: Page) -> list[str]:
    """The lines that commands have printed, on the page as it is."""
    found = []
    for block in page.locator(".highlight-console pre").all_text_contents():
        continued = False
        for line in block.splitlines():
            command = continued or line.startswith("$ ")
            continued = command and line.endswith("\\")
            found += [] if command else [line]
    return found


def test_no_output_of_a_command_changes(look, site_folder):
    page = look(FORM).page
    start = page.url.removesuffix(FORM)
    fill(page, **MINE)
    state = page.context.storage_state()
    mine, shown = look("", storage_state=state).page, look("").page
    count = 0
    for file in sorted(site_folder.rglob("*.html")):
        name = file.relative_to(site_folder).as_posix()
        mine.goto(start + name)
        shown.goto(start + name)
        assert outputs(mine) == outputs(shown), name
        count += len(outputs(mine))
    assert count > 500


def test_every_value_of_the_form_in_a_command_is_marked(site_folder):
    """A word that stands for itself: not inside quotation marks, and not part of a longer name."""
    words = "|".join(map(re.escape, own_values.WORDS))
    for file in sorted(site_folder.rglob("*.html")):
        soup = BeautifulSoup(file.read_bytes(), "html.parser")
        for mark in soup.select("pre [data-word], pre [data-part], pre [data-variable]"):
            mark.decompose()
        typed = "\n".join(
            re.findall(r"^\$ (?:.*\\\n)*.*", "\n".join(pre.get_text() for pre in soup.select("pre")), re.M)
        )
        assert re.findall(rf"(?<![\w.-])(?:{words})(?![\w.-])", typed) == [], file.name


def test_each_variable_that_the_form_knows_is_marked_in_the_listing(site_folder):
    soup = BeautifulSoup((site_folder / FORM).read_bytes(), "html.parser")
    marked = {mark["data-variable"]: mark.get_text() for mark in soup.select("[data-variable]")}
    defaults = dotenv_values(ROOT / ".env.example")
    assert marked == {name: defaults[name] for name in own_values.VARIABLES}
    for name, (_, shown) in own_values.FIELDS.items():
        assert any(shown in value for value in marked.values()), name


def test_the_form_is_kept_without_a_password_and_without_anything_else(look):
    page = look(FORM).page
    assert page.locator("input[type=password], [name*=password i]").count() == 0
    fill(page, **MINE)
    page.locator("#own-variant").select_option("SSL")
    keys = page.evaluate("Object.keys(localStorage).sort()")
    assert keys == ["connection", "tabs"]
    assert json.loads(page.evaluate("localStorage.getItem('connection')")) == MINE | {"variant": "SSL"}
    assert page.context.cookies() == []


def test_a_password_that_somebody_put_there_is_not_shown_and_goes_away(look):
    page = look(FORM).page
    page.evaluate("localStorage.setItem('connection', JSON.stringify({ host: 'a.example', password: 'hunter2' }))")
    page.reload()
    assert "hunter2" not in page.content()
    fill(page, topic="t")
    assert "hunter2" not in page.evaluate("localStorage.getItem('connection')")


@pytest.mark.parametrize(
    "kept", ["no JSON", "null", "[1]", '{"host": "<b>", "topic": ["x"], "variant": "x", "user": "a\\nb"}']
)
def test_whatever_else_is_kept_there_is_ignored(look, kept):
    looked = look(FORM)
    looked.page.evaluate("(kept) => localStorage.setItem('connection', kept)", kept)
    looked.page.reload()
    assert listing(looked.page) == EXAMPLE
    assert looked.complaints == []


def test_forget_my_values_brings_the_local_kafka_back_everywhere(look):
    page = look(FORM).page
    fill(page, **MINE | {"ssl": "nine"})
    page.get_by_role("button", name="Forget my values").click()
    assert listing(page) == EXAMPLE
    assert page.evaluate("localStorage.getItem('connection')") is None
    assert [field.input_value() for field in page.locator(".own-values input").all()] == [""] * len(MINE)
    assert page.locator(".own-values [role=alert]:not(:empty), .own-values [aria-invalid]").count() == 0
    expect(page.locator(".own-values [role=status]")).to_contain_text("Forgotten")
    page.reload()
    assert listing(page) == EXAMPLE


def test_the_variant_of_the_form_opens_its_tab(look):
    page = look(FORM).page
    page.locator("#own-variant").select_option("SASL")
    expect(page.get_by_role("tab", name="SASL").first).to_have_attribute("aria-selected", "true")
    assert page.evaluate("JSON.parse(localStorage.getItem('tabs'))[0]") == "SASL"
    assert "KAFKA_SECURITY_PROTOCOL=SASL_SSL\n" in listing(page)


def test_the_form_works_where_the_browser_keeps_nothing(browser, site_url):
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = context.new_page()
    page.goto(f"{site_url}/{FORM}")
    fill(page, host="kafka.example.com")
    assert "KAFKA_HOST=kafka.example.com\n" in listing(page)
    context.close()


def test_without_javascript_there_are_the_local_values_and_no_form(look):
    page = look(FORM, java_script_enabled=False).page
    expect(page.locator("#own-values")).to_be_hidden()
    assert listing(page) == EXAMPLE


def test_the_form_fits_a_phone(look):
    page = look(FORM, PHONE).page
    fill(page, host="wrong host")
    for part in page.locator(".own-values :is(label, input, select, button, [role=alert])").all():
        box = part.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_pages_with_scripts_lead_to_the_form(look):
    page = look("docs/produce-consume.html").page
    page.get_by_role("link", name="Use a Kafka of your own").click()
    expect(page.get_by_role("form", name="Your own connection")).to_be_in_viewport()
