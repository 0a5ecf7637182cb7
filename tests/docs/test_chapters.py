"""Where a page is in the tutorial: previous and next, its number, its place in the sidebar, and the time it takes."""

import re

from tests.reader import ROOT

LISTED = re.compile(r"^   (docs/[\w-]+)$", re.MULTILINE)


def listed() -> list[str]:
    """The chapters as the table of contents in index.rst has them."""
    chapters = LISTED.findall((ROOT / "index.rst").read_text(encoding="utf-8"))
    assert len(chapters) > 10
    return chapters


def link(site, page: str, choice: str) -> str | None:
    """The page to which a link of this page leads."""
    found = site.pages[page].select(choice)
    assert len(found) <= 1
    if not found:
        return None
    target = (site.html / page).parent / found[0]["href"]
    return target.resolve().relative_to(site.html).with_suffix("").as_posix()


def test_the_chapters_are_all_pages_and_previous_and_next_lead_through_them(site):
    pages = ["index", *listed()]
    assert sorted(pages) == sorted(site.doctrees)
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        assert link(site, page, "footer a.prev-page") == before, page
        assert link(site, page, "footer a.next-page") == after, page


def test_every_chapter_says_which_of_how_many_it_is(site):
    chapters = listed()
    for number, page in enumerate(chapters, 1):
        (label,) = site.pages[page].select("article .about-page label")
        assert label.get_text().strip() == f"Chapter {number} of {len(chapters)}"
        assert (label.progress["value"], label.progress["max"]) == (str(number), str(len(chapters)))
    assert not site.pages["index"].select("progress")


def test_the_sidebar_says_which_page_this_is(site):
    for page in listed():
        (here,) = site.pages[page].select('.sidebar-tree [aria-current="page"]')
        assert here.get_text() == site.pages[page].h1.find(string=True)


def minutes(build_page, text: str) -> str:
    built = build_page(text)
    assert built.passed, built.log
    return re.search(r"\d+ minutes? to read", built.pages["index"].get_text()).group()


def test_two_hundred_words_are_a_minute_and_so_are_sixty_lines_of_code(build_page):
    code = ".. code-block:: console\n\n" + "   $ true\n" * 120
    assert minutes(build_page, "word " * 598) == "3 minutes to read"
    assert minutes(build_page, "word " * 198 + f"\n\n{code}") == "3 minutes to read"
    assert minutes(build_page, "Short.") == "1 minute to read"


def test_only_the_first_tab_of_a_group_takes_time(build_page):
    tabs = ".. tabs::\n\n" + "".join(
        f"   .. group-tab:: {tab}\n\n      {'word ' * 400}\n\n" for tab in ("Local", "SSL")
    )
    assert minutes(build_page, tabs) == "2 minutes to read"
