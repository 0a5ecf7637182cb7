"""docs/_ext/captions.py: each script on a page has its name, itself to download, its test, and its command."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from tests.docs.conftest import ROOT
from tests.transcripts import TRANSCRIPTS

FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples").rglob("*.py"))
OTHERS = [".env.example", "examples/java/client-sasl.properties", "examples/java/client-ssl.properties"]


def captions(site_folder) -> list[tuple[str, str, str | None, str | None]]:
    """Of each caption on all pages: the addresses of the file and of the test, the command, and the block's text."""
    found = []
    for page in sorted(site_folder.rglob("*.html")):
        name = page.relative_to(site_folder).as_posix()
        for line in BeautifulSoup(page.read_bytes(), "html.parser").select("p.script"):
            file, test = (urljoin(name, link["href"]) for link in line.find_all("a"))
            command = line.find_all("code")[1:]
            found.append((file, test, command[0].get_text() if command else None, line.find_next("pre").get_text()))
    return found


def test_every_included_file_that_readers_copy_has_a_caption(site_folder):
    shown = {file for file, *_ in captions(site_folder)}
    assert shown == {f"_downloads/{file.removeprefix('.')}" for file in [*FILES, *OTHERS]}


def test_a_caption_stands_above_the_block_of_its_file(site_folder):
    for file, _, _, text in captions(site_folder):
        assert text.rstrip("\n") in (site_folder / file).read_text(), file


@pytest.mark.parametrize("file", [*FILES, *OTHERS])
def test_the_download_is_the_file_byte_for_byte(site_folder, file):
    assert (site_folder / "_downloads" / file.removeprefix(".")).read_bytes() == (ROOT / file).read_bytes()


def test_a_link_leads_to_the_test_that_names_the_script(site_folder):
    for file, test, _, _ in captions(site_folder):
        original = ROOT / test.removeprefix("_downloads/").removesuffix(".txt")
        assert (site_folder / test).read_bytes() == original.read_bytes()
        says = original.read_text()
        if original.name == "test_transcripts.py":  # which types every command of these
            says = "".join(each.read_text() for each in TRANSCRIPTS.rglob("*.out"))
        assert (Path(file).stem if file.endswith(".py") else Path(file).name) in says, (file, test)


def test_the_command_is_the_one_in_the_script(site_folder):
    for file, _, command, _ in captions(site_folder):
        path = file.removeprefix("_downloads/")
        assert command == (f"python {path}" if path.endswith(".py") else None)


def test_the_links_are_there_without_javascript_and_on_paper(look, site_url):
    page = look("docs/produce-consume.html", java_script_enabled=False).page
    page.emulate_media(media="print")
    link = page.get_by_role("link", name="Download consumer.py").first
    assert link.is_visible()
    assert page.get_by_role("link", name="Its test test_consumer.py").first.is_visible()


def test_a_click_downloads_the_script_under_its_own_name(look):
    page = look("docs/produce-consume.html").page
    with page.expect_download() as started:
        page.get_by_role("link", name="Download consumer.py").first.click()
    assert started.value.suggested_filename == "consumer.py"
    assert Path(started.value.path()).read_bytes() == (ROOT / "examples/plain/consumer.py").read_bytes()


def test_the_browser_shows_a_test(look):
    page = look("docs/produce-consume.html").page
    page.get_by_role("link", name="Its test test_consumer.py").first.click()
    page.wait_for_url("**/test_consumer.py.txt")
    assert (ROOT / "tests/examples/test_consumer.py").read_text() in page.inner_text("body", timeout=5000) + "\n"
