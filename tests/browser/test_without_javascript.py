"""Without JavaScript, and on paper, nothing is hidden: every panel of tabs is open, under its label."""

import pytest

from tests.browser.conftest import PHONE

# The function `boxes` gives for each text in an element: the text, the size of its box, and the top of that.
BOXES = """
const boxes = element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const range = document.createRange(), text = walker.currentNode;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect(), seen = text.parentElement.checkVisibility({visibilityProperty: true});
    if (text.textContent.trim()) found.push([text.textContent, seen * box.width * box.height, box.top]);
  }
  return found;
};"""
# Of each panel: its label, how the style sheet writes it and how high, the top of the panel, and its boxes.
PANELS = f"""() => {{ {BOXES}
  return [...document.querySelectorAll('.sphinx-tabs-panel')].map(panel => {{
    const label = getComputedStyle(panel, '::before');
    const written = label.display === 'block' && label.visibility === 'visible' ? label.content : '';
    return {{id: panel.id, label: panel.dataset.label, written, height: parseFloat(label.height),
            top: panel.getBoundingClientRect().top, texts: boxes(panel)}};
  }});
}}"""
FOLDED = f"""() => {{ {BOXES}
  return [...document.querySelectorAll('details')].map(boxes);
}}"""


@pytest.fixture(params=["without JavaScript", "on paper"])
def opened(request, look, page_paths):
    """Each page that has no tabs to press, with its path; without JavaScript, Enter has opened what is folded."""
    paper = request.param == "on paper"

    def opened():
        for path in page_paths:
            page = look(path, PHONE, java_script_enabled=paper).page
            page.emulate_media(media="print" if paper else "screen")
            if not paper:
                for summary in page.locator("details:not([open]) > summary").all()[::-1]:
                    summary.press("Enter")
            yield path, page
            page.context.close()

    return opened


def test_every_panel_is_open_under_its_label(opened):
    count = 0
    for path, page in opened():
        for panel in page.evaluate(PANELS):
            count += 1
            where = (path, panel["id"])
            assert panel["written"] == f'"{panel["label"]}"', where
            assert panel["height"] > 0 and panel["texts"], where
            assert [text for text, size, _ in panel["texts"] if not size] == [], where
            assert min(top for _, _, top in panel["texts"]) >= panel["top"] + panel["height"], where
    assert count > 20


def test_every_answer_and_every_folded_text_can_be_read(opened):
    count = 0
    for path, page in opened():
        for texts in page.evaluate(FOLDED):
            count += 1
            hidden = [text for text, size, _ in texts if not size]
            assert [text for text in hidden if text.strip() != "Show the answer"] == [], path
    assert count > 10
