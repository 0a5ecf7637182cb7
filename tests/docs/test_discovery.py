"""How the site is found and previewed: descriptions, llms.txt, and with a known address sitemap, robots and picture."""

import re
import struct
from xml.etree import ElementTree

import pytest

from tests.reader import ROOT

ADDRESS = "https://kafka.example/tutorial/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def addressed(build, tmp_path_factory):
    """The site, built by someone who says where it will be found."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", ADDRESS.rstrip("/"))
        return build(ROOT, tmp_path_factory.mktemp("addressed"))


def properties(soup) -> dict[str, str]:
    """What the page tells a service that previews it."""
    tags = soup.head.find_all("meta", attrs={"property": re.compile("^og:")})
    tags += soup.head.find_all("meta", attrs={"name": re.compile("^twitter:")})
    return {tag.get("property") or tag["name"]: tag["content"] for tag in tags}


def addresses(site) -> dict[str, str]:
    """Where each page with a source will be found, by page name."""
    return {page: f"{ADDRESS}{page}.html" for page in site.doctrees}


def test_every_page_has_a_description_of_its_own_and_previews_with_it(site):
    descriptions = {}
    for page in site.doctrees:
        soup = site.pages[page]
        (description,) = soup.head.find_all("meta", attrs={"name": "description"})
        told = properties(soup)
        assert 50 < len(description["content"]) < 200, page
        assert told["og:description"] == description["content"], page
        assert told["og:title"] == soup.h1.find(string=True), page
        descriptions[description["content"]] = page
    assert len(descriptions) == len(site.doctrees)


def test_without_an_address_nothing_claims_to_have_one(site):
    names = {file.name for file in site.html.rglob("*")}
    assert names.isdisjoint({"sitemap.xml", "robots.txt", "preview.png"})
    assert "://" not in (site.html / "llms.txt").read_text(encoding="utf-8")
    for page, soup in site.pages.items():
        assert not soup.head.find_all("link", rel="canonical"), page
        assert [value for value in properties(soup).values() if "://" in value] == [], page


def test_with_an_address_every_page_says_where_it_is_and_has_a_picture(addressed):
    assert addressed.passed, addressed.log
    for page, address in addresses(addressed).items():
        soup = addressed.pages[page]
        (canonical,) = soup.head.find_all("link", rel="canonical")
        told = properties(soup)
        assert canonical["href"] == told["og:url"] == address
        assert told["og:image"] == f"{ADDRESS}_static/preview.png"
        assert told["twitter:card"] == "summary_large_image"


def test_the_picture_is_small_and_of_the_size_that_the_pages_tell_and_no_page_loads_it(addressed):
    picture = (addressed.html / "_static" / "preview.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    told = properties(addressed.pages["index"])
    assert struct.unpack(">II", picture[16:24]) == (int(told["og:image:width"]), int(told["og:image:height"]))
    assert 20_000 < len(picture) < 60_000, "much less has no letters"
    for page, soup in addressed.pages.items():
        assert "preview.png" not in str(soup.body) + str(soup.find_all(["link", "img"])), page


def test_the_sitemap_lists_every_page_in_order_and_robots_may_read_it(addressed):
    found = [url.text for url in ElementTree.parse(addressed.html / "sitemap.xml").iter(f"{SITEMAP}loc")]
    assert sorted(found) == sorted(addresses(addressed).values())
    links = addressed.pages["index"].select(".toctree-wrapper a.reference")
    assert found[1:] == [ADDRESS + link["href"] for link in links]
    robots = (addressed.html / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert robots == ["User-agent: *", "Allow: /", f"Sitemap: {ADDRESS}sitemap.xml"]


def test_llms_txt_lists_the_text_of_every_page_with_its_description(site, addressed):
    for built, start in [(site, ""), (addressed, ADDRESS)]:
        lines = (built.html / "llms.txt").read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("# ") and lines[2].startswith("> ")
        found = re.findall(r"^- \[(.+)\]\((.+)\): (.+)$", "\n".join(lines), re.MULTILINE)
        assert sorted(link for _, link, _ in found) == sorted(f"{start}{page}.txt" for page in built.doctrees)
        for title, link, description in found:
            file = link.removeprefix(start)
            assert (built.html / file).read_text(encoding="utf-8").startswith(title)
            assert description == properties(built.pages[file.removesuffix(".txt")])["og:description"]


def test_the_page_for_missing_ones_knows_where_the_site_begins(site, addressed):
    for built, start in [(site, "/"), (addressed, "/tutorial/")]:
        soup = built.pages["404"]
        links = [tag.get("href") or tag.get("src") or tag.get("action") for tag in soup.find_all(True)]
        assert {link.split("?")[0] for link in links if link} >= {f"{start}index.html", f"{start}_static/site.css"}
        wrong = [link for link in links if link and not link.startswith((start, "#", "https://"))]
        assert wrong == []
