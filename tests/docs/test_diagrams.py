"""What holds for every diagram: drawn while building, readable by everybody, and checked."""

from sphinxcontrib.mermaid import mermaid

WIDEST = 480  # pixels: a phone of 360 leaves 328 for a diagram, which then scales 16-pixel letters to 11


def diagrams(site):
    return [(page, svg) for page, soup in site.pages.items() for svg in soup.select(".diagram > svg")]


def test_every_diagram_is_an_svg_in_its_page(site):
    written = [page for page, document in site.doctrees.items() for _ in document.findall(mermaid)]
    assert written
    assert sorted(page for page, _ in diagrams(site)) == sorted(written)


def test_every_diagram_is_one_image_with_a_name(site):
    for page, svg in diagrams(site):
        title = svg.find("title")
        assert title and title.get_text().strip(), page
        assert (svg["role"], svg["aria-labelledby"]) == ("img", title["id"]), page


def test_no_page_has_an_id_twice(site):
    for page, soup in site.pages.items():
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert sorted(ids) == sorted(set(ids)), page


def test_every_diagram_can_be_read_on_a_phone(site):
    widths = [(page, svg.find("title").get_text(), int(svg["width"])) for page, svg in diagrams(site)]
    assert [found for found in widths if found[2] > WIDEST] == [], "draw it top-down (graph TB), or with shorter labels"


def test_no_page_runs_mermaid(site):
    scripts = [(page, str(tag)) for page, soup in site.pages.items() for tag in soup.find_all("script")]
    assert scripts
    assert [(page, script) for page, script in scripts if "mermaid" in script.lower()] == []


def test_a_diagram_of_the_seed_is_drawn_with_its_words_and_without_mermaids_colours(build_page):
    seed = "graph LR;\n\n       pr0(kafka producer pr0) -->p0(partition p0);"
    page = build_page(f".. mermaid::\n   :alt: One & one.\n\n   {seed}")
    svg = page.pages["index"].select_one(".diagram > svg")
    assert page.passed, page.log
    assert svg.find("title").get_text() == "One & one."
    assert "kafka producer" in svg.get_text() and "partition p0" in svg.get_text()
    assert svg.find("style") is None and "#" not in str(svg).replace("url(#", "")


def test_two_equal_diagrams_on_a_page_do_not_clash(build_page):
    page = build_page(".. mermaid::\n   :alt: Twice.\n\n   graph TB; a --> b\n\n" * 2)
    assert page.passed, page.log
    test_no_page_has_an_id_twice(page)


def test_a_diagram_that_mermaid_cannot_read_fails_the_build(build_page):
    page = build_page("Some text.\n\n.. mermaid::\n   :alt: Broken.\n\n   graph TB; a -->")
    assert not page.passed
    assert "index.rst:6: WARNING: mermaid cannot draw this: Mermaid rendering failed: Error: Parse error" in page.log


def test_a_diagram_without_an_alt_text_fails_the_build(build_page):
    page = build_page("Some text.\n\n.. mermaid::\n\n   graph TB; a --> b")
    assert not page.passed
    assert "index.rst:6: WARNING: this diagram has no :alt: text" in page.log
