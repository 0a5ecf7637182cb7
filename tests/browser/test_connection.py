"""docs/_static/connection.js: readers see and get their own values, which stay theirs and do no harm."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import quickjs
from bs4 import BeautifulSoup
from dotenv import dotenv_values
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.docs.conftest import ROOT
from tests.docs.extensions import load

own_values = load("own_values")
FORM, CREATE, KEYSTORES, REST = (
    "docs/connection.html",
    "docs/create-topic.html",
    "docs/keystores.html",
    "docs/rest-proxy.html",
)
FAVICON = "{}/_static/favicon.svg"  # which the browser takes when it likes
EXAMPLE = (ROOT / ".env.example").read_text()
MINE = {
    "host": "kafka-1.example.com",
    "plaintext": "21092",
    "ssl": "21093",
    "sasl": "21094",
    "user": "avnadmin",
    "topic": "my.own_topic-1",
    "group": "my-group",
    "folder": "/home/me/certs",
}
FREE = ["user", "group", "folder"]  # fields that take nearly anything
HOSTILE = [
    "<script>window.stolen = 1</script>",
    '<img src=x onerror="window.stolen = 2">',
    "two words",
    "it's",
    'a "quoted" word',
    "$(touch stolen)",
    "`touch stolen`",
    "; touch stolen #",
    "a && touch stolen",
    "$HOME",
    "a\\b",
    "Grüße, 世界 🎉",
    "#no comment",
    "a=b",
    "!!",
    "*",
    "x' y",
]
REFUSED = [
    "${HOME}",
    "'$(touch stolen)'",
    'it\'s "both"',
    "ends with a \\",
    "it's a `trap`",
    "-rf",
    "~/certs",
    "bell\u0007",
    "next\u0085line",
]


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"#own-{name}").fill(value)


def listing(page: Page) -> str:
    return page.locator(".highlight-sh pre").text_content()


def download(page: Page, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("button", name="Download .env").click()
    assert started.value.suggested_filename == "kafka.env"
    expect(page.locator(".own-values p[role=status]")).to_contain_text(
        "Move kafka.env to the tutorial's folder as .env"
    )
    file = folder / ".env"
    started.value.save_as(file)
    return file


def sourced(file: Path, names: list[str]) -> dict[str, str]:
    """What a shell reads from the file, beside which it would leave a trace of a command that it ran."""
    shell = 'set -a; source ./.env; for name; do printf "%s\\0" "${!name}"; done'
    run = subprocess.run(["bash", "-c", shell, "bash", *names], cwd=file.parent, capture_output=True, check=True)
    assert run.stderr == b""
    assert sorted(path.name for path in file.parent.iterdir()) == [".env"]
    return dict(zip(names, run.stdout.decode().split("\0")[:-1], strict=True))


def read_back(file: Path) -> dict[str, str]:
    """What Python reads from the file, once it is certain that a shell reads the same."""
    values = dotenv_values(file)
    own = [name for name in values if name.startswith("KAFKA_")]
    assert sourced(file, own) == {name: values[name] for name in own}
    return values


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
