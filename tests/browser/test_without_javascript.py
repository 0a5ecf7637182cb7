"""Without JavaScript, and on paper, nothing is hidden: every panel of tabs is open, under its label."""

import pytest

from tests.browser.conftest import PHONE

# Of each panel: its label as the style sheet writes it, the top of the panel, and the box of each text in it.
# Folded details, which open without JavaScript, are opened first; on paper they are open.
PANELS = """paper => [...document.querySelectorAll('.sphinx-tabs-panel')].map(panel => {
  if (!paper) for (const folded of panel.querySelectorAll('details')) folded.open = true;
  const label = getComputedStyle(panel, '::before'), texts = [];
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.textContent.trim()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    texts.push([walker.currentNode.textContent, box.width * box.height, box.top]);
  }
  const written = label.display === 'block' && label.visibility === 'visible' ? label.content : '';
  return {id: panel.id, label: panel.dataset.label, written, top: panel.getBoundingClientRect().top,
          height: parseFloat(label.height), texts};
})"""
DETAILS = """paper => [...document.querySelectorAll('details')].filter(folded => {
  if (!paper) folded.querySelector('summary').click();
  const last = folded.lastElementChild;
  return !last.checkVisibility({contentVisibilityAuto: true}) || !last.getBoundingClientRect().height;
}).map(folded => folded.textContent.slice(0, 80))"""


@pytest.fixture(params=["without JavaScript", "on paper"])
def opened(request, look, page_paths):
    """Each page with no tabs to press: its path, the page, and whether it is on paper."""
    paper = request.param == "on paper"

    def opened():
        for path in page_paths:
            page = look(path, PHONE, java_script_enabled=paper).page
            page.emulate_media(media="print" if paper else "screen")
            yield path, page, paper
            page.context.close()

    return opened


def test_every_panel_is_open_under_its_label(opened):
    count = 0
    for path, page, paper in opened():
        for panel in page.evaluate(PANELS, paper):
            count += 1
            where = (path, panel["id"])
            assert panel["written"] == f'"{panel["label"]}"', where
            assert panel["height"] > 0 and panel["texts"], where
            assert [text for text, area, _ in panel["texts"] if not area] == [], where
            assert min(top for _, _, top in panel["texts"]) >= panel["top"] + panel["height"], where
    assert count > 20


def test_every_answer_and_every_folded_text_can_be_read(opened):
    assert [(path, hidden) for path, page, paper in opened() if (hidden := page.evaluate(DETAILS, paper))] == []
