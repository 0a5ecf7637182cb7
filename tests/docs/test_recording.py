"""The terminals on the first page: they show what the recording has, at its times, and they are text."""

import json
import re

import pytest

from tests.reader import ROOT

RECORDING = ROOT / "docs" / "recordings" / "conversation.jsonl"


def events() -> list[dict]:
    return [json.loads(line) for line in RECORDING.read_text(encoding="utf-8").splitlines()]


def shown(event: dict) -> str:
    """What a terminal shows of an event."""
    if "typed" in event:
        return f"$ {event['typed']}"
    return event["pressed"].replace("Ctrl-", "^") if "pressed" in event else event["shown"]


def test_each_terminal_shows_its_lines_in_order(site):
    panes = site.pages["index"].select(".recording > div")
    names = list(dict.fromkeys(event["terminal"] for event in events()))
    assert [pane.p.get_text() for pane in panes] == [f"Terminal {at}: {name}" for at, name in enumerate(names, 1)]
    for name, pane in zip(names, panes, strict=True):
        assert pane.pre.get_text().splitlines() == [shown(event) for event in events() if event["terminal"] == name]


def test_each_line_appears_when_it_appeared_in_the_run(site):
    style = (site.html / "_static" / "recording.css").read_text(encoding="utf-8")
    delays = {name: float(delay) for name, delay in re.findall(r"\.(at-\d+)\{animation-delay:([\d.]+)s\}", style)}
    for name in {event["terminal"] for event in events()}:
        (pane,) = (pane for pane in site.pages["index"].select(".recording > div") if name in pane.p.get_text())
        times = [delays[line["class"][0]] for line in pane.select("span")]
        assert times == [event["at"] for event in events() if event["terminal"] == name]


def test_only_the_first_page_loads_the_times(site):
    pages = [page for page, soup in site.pages.items() if soup.find("link", href=re.compile("recording.css"))]
    assert pages == ["index"]


@pytest.mark.parametrize(
    "line", ["no JSON", '{"at": 0.5, "shown": "no terminal"}', '{"at": 0.5, "terminal": "one", "said": "no kind"}']
)
def test_a_file_that_is_no_recording_fails_where_the_page_names_it(build_page, line):
    built = build_page(".. recording:: odd.jsonl\n   :title: A title", {"odd": line})
    assert not built.passed
    assert "index.rst:4: ERROR: odd.jsonl is no recording" in built.log


def test_a_recording_shows_text_and_no_markup(build_page):
    line = json.dumps({"at": 0.5, "terminal": "one", "shown": "<b>&"})
    built = build_page(".. recording:: odd.jsonl\n   :title: A <title>", {"odd": line})
    assert built.passed, built.log
    assert built.pages["index"].select_one(".recording pre").get_text() == "<b>&\n"
    assert built.pages["index"].figcaption.get_text() == "A <title>"
