"""Each page as plain text: all that the page says is there, code as it is, and the page leads to it."""

from docutils import nodes
from sphinx import addnodes
from sphinx_tabs.tabs import SphinxTabsTab
from sphinxcontrib.mermaid import mermaid


def text_of(site, page: str) -> str:
    return (site.html / f"{page}.txt").read_text(encoding="utf-8")


def words(text: str) -> str:
    """The text without its line breaks, which differ and can also come after a hyphen."""
    return "".join(text.split())


def test_every_block_of_code_is_in_the_text_line_by_line(site):
    for page, document in site.doctrees.items():
        lines = {line.strip() for line in text_of(site, page).splitlines()}
        for block in document.findall(nodes.literal_block):
            assert [line for line in block.astext().splitlines() if line.strip() not in lines] == [], page


def test_every_paragraph_is_in_the_text(site):
    checked = 0
    for page, document in site.doctrees.items():
        text = words(text_of(site, page))
        for paragraph in document.findall(nodes.paragraph):
            if isinstance(paragraph, SphinxTabsTab) or within(nodes.table, paragraph):
                continue
            checked += 1
            leaves = [leaf for leaf in paragraph.findall(nodes.Text) if not within(addnodes.pending_xref, leaf)]
            assert [leaf for leaf in leaves if words(leaf) not in text] == [], page
    assert checked > 500


def within(kind, node) -> bool:
    """Whether a node is in one of this kind, such as a link whose words are not known yet."""
    while node and not isinstance(node, kind):
        node = node.parent
    return node is not None


def test_every_tab_stands_under_its_label(site):
    for page, soup in site.pages.items():
        labels = [panel["data-label"] for panel in soup.select(".sphinx-tabs-panel")]
        if labels:
            text = text_of(site, page).splitlines()
            assert [line.strip("[]") for line in text if line.strip()[1:-1] in labels] == labels, page


def test_every_drawing_is_told(site):
    told = 0
    for page, soup in site.pages.items():
        text = words(text_of(site, page)) if page in site.doctrees else ""
        for title in soup.select("article svg title"):
            told += 1
            assert words(title.get_text()).rstrip(".") in text, page
    diagrams = sum(len(list(document.findall(mermaid))) for document in site.doctrees.values())
    assert told > diagrams > 5


def test_the_address_of_a_link_to_elsewhere_is_in_the_text(site):
    assert "Karapace<https://www.karapace.io/>" in words(text_of(site, "docs/next-steps"))


def test_the_question_and_the_answer_of_a_prediction_are_apart(site):
    text = text_of(site, "docs/offsets")
    assert "Predict: The topic holds twelve orders. How many does each of the two\nprint?\n\nTwelve." in text


def test_every_page_leads_to_its_text_and_to_the_list_of_all(site):
    for page in site.doctrees:
        file = site.html / f"{page}.html"
        soup = site.pages[page]
        (alternate,) = soup.head.find_all("link", rel="alternate", type="text/plain")
        text, index = soup.select("footer .about-page a")
        assert alternate["href"] == text["href"]
        assert (file.parent / text["href"]).resolve() == file.with_suffix(".txt")
        assert (file.parent / index["href"]).resolve() == site.html / "llms.txt"
