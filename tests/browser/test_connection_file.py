"""docs/_static/connection.js: the downloaded .env has the reader's values, for Python and a shell, and does no harm."""

import json
import subprocess

import pytest
import quickjs
from dotenv import dotenv_values
from playwright.sync_api import expect

from tests.browser.connection_form import (
    EXAMPLE,
    FAVICON,
    FORM,
    FREE,
    HOSTILE,
    MINE,
    REFUSED,
    REST,
    download,
    fill,
    listing,
    read_back,
)
from tests.docs.conftest import ROOT


def test_the_download_has_the_readers_values_and_everything_else_as_it_was(look, tmp_path):
    page = look(FORM).page
    fill(page, **MINE)
    page.locator("#own-variant").select_option("SASL")
    values = read_back(download(page, tmp_path))
    assert values == dotenv_values(ROOT / ".env.example") | {
        "KAFKA_HOST": "kafka-1.example.com",
        "KAFKA_PLAINTEXT_PORT": "21092",
        "KAFKA_SSL_PORT": "21093",
        "KAFKA_SASL_PORT": "21094",
        "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
        "KAFKA_SSL_CAFILE": "/home/me/certs/ca.pem",
        "KAFKA_SSL_CERTFILE": "/home/me/certs/service.cert",
        "KAFKA_SSL_KEYFILE": "/home/me/certs/service.key",
        "KAFKA_SASL_USERNAME": "avnadmin",
        "KAFKA_TOPIC_NAME": "my.own_topic-1",
        "KAFKA_GROUP_ID": "my-group",
    }
    assert values["KAFKA_SASL_PASSWORD"] == ""
    assert (
        "# Your password. Only SASL needs it. Never share it.\nKAFKA_SASL_PASSWORD=\n"
        in (tmp_path / ".env").read_text()
    )
    assert (tmp_path / ".env").read_text() == listing(page)


def test_without_values_the_download_is_the_example(look, tmp_path):
    assert download(look(FORM).page, tmp_path).read_text() == EXAMPLE


def test_the_download_asks_no_host(look, tmp_path, site_url):
    looked = look(FORM)
    looked.requests.clear()
    download(looked.page, tmp_path)
    assert [address for address in looked.requests if not address.startswith("blob:")] in (
        [],
        [FAVICON.format(site_url)],
    )
    assert looked.complaints == []


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_text_and_are_read_back(look, tmp_path, value):
    looked = look(FORM)
    page = looked.page
    fill(page, **dict.fromkeys(FREE, value))
    assert page.locator(".own-values [role=alert]:not(:empty)").count() == 0
    values = read_back(download(page, tmp_path))
    assert values["KAFKA_SASL_USERNAME"] == values["KAFKA_GROUP_ID"] == value
    assert values["KAFKA_SSL_KEYFILE"] == f"{value}/service.key"
    for path in (FORM, REST):
        page.goto(page.url.split("/docs/")[0] + "/" + path)
        for mark in page.locator("[data-word=folder], [data-word=group], [data-part=group]").all():
            word = subprocess.run(["bash", "-c", f"printf %s {mark.text_content()}"], capture_output=True, cwd=tmp_path)
            encoded = page.evaluate("encodeURIComponent", value) if mark.get_attribute("data-part") else value
            assert word.stdout.decode() == encoded
        assert page.evaluate("window.stolen") is None
        assert page.locator("article img[src=x], article [onerror]").count() == 0
    assert [path.name for path in tmp_path.iterdir()] == [".env"]
    assert looked.complaints == []


@pytest.mark.parametrize("value", REFUSED)
def test_what_python_and_a_shell_would_read_differently_is_refused(look, value):
    page = look(FORM).page
    before = listing(page)
    for name in FREE:
        page.locator(f"#own-{name}").evaluate("(field, value) => { field.value = value }", value)
        page.locator(f"#own-{name}").dispatch_event("input", {"bubbles": True})
        expect(page.locator(f"#own-{name}-wrong")).not_to_be_empty()
        expect(page.locator(f"#own-{name}")).to_have_attribute("aria-invalid", "true")
    assert listing(page) == before
    assert page.evaluate("localStorage.getItem('connection')") is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[
            ("host", value)
            for value in ("kafka:9092", "http://kafka", "two words", "-x", "a'b", "münchen.de", "a" * 254)
        ],
        *[("ssl", value) for value in ("0", "65536", "nine", "-1", "9.5", "1e3", "\uff19\uff10")],
        *[("topic", value) for value in ("two words", "a/b", "$(rm)", "größe", "-x", ".", "t" * 250)],
    ],
)
def test_a_wrong_host_port_or_topic_is_told_beside_its_field_and_not_filled_in(look, field, value):
    page = look(FORM).page
    before = listing(page)
    fill(page, **{field: value})
    message = page.locator(f"#own-{field}-wrong")
    expect(message).not_to_be_empty()
    assert page.locator(f"#own-{field}").get_attribute("aria-describedby") == message.get_attribute("id")
    page.get_by_role("button", name="Download .env").click()
    expect(page.locator(f"#own-{field}")).to_be_focused()
    assert listing(page) == before
    fill(page, **{field: MINE[field]})
    expect(message).to_be_empty()
    assert MINE[field] in listing(page)


@pytest.fixture(scope="module")
def script():
    context = quickjs.Context()
    context.eval((ROOT / "docs" / "_static" / "connection.js").read_text())
    return context


@pytest.mark.parametrize("value", [*HOSTILE, *REFUSED, "a" * 10000, "'", '"', "\\", "$", "\\\\", "\\'"])
def test_a_shell_reads_a_quoted_word_as_it_was(script, value, tmp_path):
    word = script.eval(f"forShell({json.dumps(value)})")
    run = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, check=True, cwd=tmp_path)
    assert run.stdout.decode() == value
    assert list(tmp_path.iterdir()) == []
