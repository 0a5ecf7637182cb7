"""What holds for every page of the site: it builds cleanly, needs nobody else, and shows only what is tested."""

import re
from pathlib import Path

from docutils import nodes
from sphinx_tabs.tabs import SphinxTabsTab

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "index.rst", *sorted((ROOT / "docs").rglob("*.rst"))]
TAB_LABELS = (["Local", "SSL", "SASL"], ["curl", "Python"])
PYTHON = {"default", "python", "python3", "py", "py3", "pycon", "python-console", "ipython", "ipython3"}
STYLE_LOADS = re.compile(r"(?:url\(|@import)\s*[\"']?([^\"');]+)")
OTHER_HOST = re.compile(r"\s*(https?:)?//", re.IGNORECASE)


def included(site):
    """Each block that a page takes from a file: (page, file in the repository, shown text)."""
    for page, document in site.doctrees.items():
        for block in document.findall(nodes.literal_block):
            if "source" in block:
                yield page, Path(block["source"]).resolve().relative_to(ROOT.resolve()).as_posix(), block.astext()


def shown(site):
    return {file for _, file, _ in included(site)}


def lines_matching(pattern):
    """Where the sources of the pages match: "docs/groups.rst:12: the line"."""
    return [
        f"{source.relative_to(ROOT)}:{number}: {line.strip()}"
        for source in SOURCES
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_the_strict_build_passes(site):
    assert site.passed, site.log


def test_two_clean_builds_are_byte_identical(site, build, tmp_path):
    again = build(ROOT, tmp_path)
    first, second = (
        {file.relative_to(html).as_posix(): file.read_bytes() for file in html.rglob("*") if file.is_file()}
        for html in (site.html, again.html)
    )
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_no_page_loads_anything_from_another_host(site):
    loads = [
        (page, value)
        for page, soup in site.pages.items()
        for tag in soup.find_all(True)
        for name, value in tag.attrs.items()
        if name in ("src", "srcset", "poster", "data", "action") or (name.endswith("href") and tag.name != "a")
    ]
    styles = [(page, tag.get_text()) for page, soup in site.pages.items() for tag in soup.find_all("style")]
    styles += [(page, tag["style"]) for page, soup in site.pages.items() for tag in soup.find_all(style=True)]
    styles += [(file.name, file.read_text(encoding="utf-8")) for file in site.html.rglob("*.css")]
    loads += [(place, found[1]) for place, text in styles for found in STYLE_LOADS.finditer(text)]
    assert [(place, value) for place, value in loads if OTHER_HOST.match(value)] == []


def test_no_python_is_typed_into_a_page(site):
    typed = [
        (page, block.astext())
        for page, document in site.doctrees.items()
        for block in document.findall(lambda node: isinstance(node, (nodes.literal_block, nodes.doctest_block)))
        if "source" not in block and block.get("language", "python") in PYTHON
    ]
    assert typed == [], "include a tested file, or name the block's language"


def test_every_example_is_shown_on_a_page(site):
    examples = {file.relative_to(ROOT).as_posix() for file in (ROOT / "examples").rglob("*.py")}
    assert sorted(examples - shown(site)) == []


def test_every_recorded_output_is_shown_on_a_page(site):
    outputs = [*(ROOT / "examples").rglob("*.out"), *(ROOT / "docs" / "transcripts").rglob("*.out")]
    assert sorted({file.relative_to(ROOT).as_posix() for file in outputs} - shown(site)) == []


def test_every_included_file_exists_and_its_part_is_not_empty(site):
    for page, file, text in included(site):
        assert (ROOT / file).is_file() and text.strip(), f"{page} includes {file}"


def test_no_page_counts_the_lines_of_an_included_file():
    assert lines_matching(r"^\s*:(lines|emphasize-lines|linenos|lineno-start|lineno-match):") == []


def test_tab_labels_are_local_ssl_sasl_or_curl_python_in_this_order(site):
    groups = [
        (page, [tab.astext() for tab in group.findall(SphinxTabsTab)])
        for page, document in site.doctrees.items()
        for group in document.findall(nodes.container)
        if "sphinx-tabs" in group["classes"]
    ]
    assert groups
    for page, labels in groups:
        assert labels in [[label for label in known if label in labels] for known in TAB_LABELS], page


def test_every_tab_panel_carries_its_label_for_paper_and_for_readers_without_javascript(site):
    labels = [
        (page, panel.get("data-label"), soup.find(id=panel["aria-labelledby"]).get_text())
        for page, soup in site.pages.items()
        for panel in soup.select(".sphinx-tabs-panel")
    ]
    assert labels
    assert [found for found in labels if found[1] != found[2]] == []


def test_every_code_block_can_be_scrolled_with_the_keyboard(site):
    blocks = [(page, block) for page, soup in site.pages.items() for block in soup.select(".highlight pre")]
    assert blocks
    assert [(page, block.get_text()) for page, block in blocks if block.get("tabindex") != "0"] == []


def test_the_two_asides_of_a_page_have_names_of_their_own(site):
    for page, soup in site.pages.items():
        drawers = soup.select("aside.sidebar-drawer, aside.toc-drawer")
        assert [drawer.get("aria-label") for drawer in drawers] == ["All pages", "On this page"], page


def test_no_page_is_longer_than_250_lines():
    lengths = [(str(source.relative_to(ROOT)), source.read_text(encoding="utf-8").count("\n")) for source in SOURCES]
    assert [(page, length) for page, length in lengths if length > 250] == []


def test_no_page_is_unfinished():
    assert lines_matching(r"TO-?DO|FIX-?ME") == []


def test_every_image_is_used_by_a_page(site):
    kinds = {".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp"}
    images = {file.name for file in (ROOT / "docs").rglob("*") if file.suffix in kinds}
    users = [tag for soup in site.pages.values() for tag in soup.find_all(["img", "link"])]
    # preview.svg becomes the picture of link previews; tests/docs/test_discovery.py looks at the tags that use it.
    assert sorted(images - {Path(tag.get("src") or tag.get("href")).name for tag in users}) == ["preview.svg"]
