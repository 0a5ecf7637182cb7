"""The form for one's own connection, as a reader uses it: filling it in, downloading the file, reading that back."""

import subprocess
from pathlib import Path

from dotenv import dotenv_values
from playwright.sync_api import Page, expect

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
