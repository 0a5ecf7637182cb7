"""What holds for every timeline: it tells its log in a drawing and in words, for everybody, and is checked."""

import json
from itertools import combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WIDEST = 480  # as for diagrams: letters of 16 units are 11 pixels on a phone
LETTER = 8.8  # how wide a letter of 16 units is on average, at most

REAL = {file.stem: file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs/timelines").glob("*.jsonl"))}


def event(at, lane, what, until=None, **details):
    fields = {"at": at, "until": until, "lane": lane, "what": what, **details}
    return {field: value for field, value in fields.items() if value is not None}


def messages(at, lane, what, until, first=0, last=9, partition=0, **details):
    return event(at, lane, what, until, partition=partition, first=first, last=last, **details)


def log(lanes, *events):
    in_order = sorted(events, key=lambda event: event["at"])
    return "\n".join(json.dumps(line) for line in [{"lanes": lanes}, *in_order])


EVERY_WORD = {
    "From 0 s to 22 s: Kafka acknowledges messages 0 to 9 of partition 0 to the producer.": messages(
        0, "producer", "acknowledged", 22
    ),
    "At 0 s: co0 starts and joins its group.": event(0, "co0", "joined"),
    "At 0.1 s: co0 is given partitions 0, 1 and 2.": event(0.1, "co0", "assigned", partitions=[0, 1, 2]),
    "From 0.2 s to 8 s: co0 reads messages 0 to 9 of partition 0.": messages(0.2, "co0", "read", 8),
    "At 0.3 s: co1 is given no partition and idles.": event(0.3, "co1", "assigned", partitions=[]),
    "At 0.4 s: node 1 leads partition 0 from now on.": event(0.4, "node 1", "leads", partition=0),
    "At 5 s: co0 commits offset 7.": event(5, "co0", "committed", offset=7),
    "At 8.1 s: co0 is killed with kill -9.": event(8.1, "co0", "killed"),
    "From 8.1 s to 17.4 s: 9.3 s of silence: nothing is read.": event(8.1, None, "silence", 17.4),
    "At 17.4 s: co1 is given partition 0.": event(17.4, "co1", "assigned", partitions=[0]),
    "From 17.4 s to 22 s: co1 reads messages 5 to 9 of partition 0, 4 of them again.": messages(
        17.4, "co1", "read", 22, first=5, again=4
    ),
    "At 22 s: node 1 is frozen with SIGSTOP.": event(22, "node 1", "frozen"),
    "At 23 s: node 1 goes on after SIGCONT.": event(23, "node 1", "released"),
    "At 23.5 s: a send of the producer fails: it is <late>.": event(23.5, "producer", "failed", error="it is <late>"),
    "At 24 s: co1 is interrupted with Ctrl-C.": event(24, "co1", "interrupted"),
    "At 24.1 s: co1 leaves its group.": event(24.1, "co1", "left"),
    "At 25 s: node 1 is stopped cleanly.": event(25, "node 1", "stopped"),
    "At 28.25 s: node 1 is back and in sync.": event(28.25, "node 1", "ready"),
}
MOMENTS = ["frozen", "released", "interrupted", "left", "joined", "killed"]
SAMPLES = {
    "every-word": log(["producer", "co0", "co1", "node 1"], *EVERY_WORD.values()),
    "long": log(["co0"], event(8, None, "silence", 53), messages(53, "co0", "read", 60, again=9)),
    "short": log(["co0"], event(8, "co0", "interrupted"), event(8.1, "co0", "left"), event(8.0, None, "silence", 8.1)),
    "gaps": log(["producer"], *[event(at, None, "silence", at + 0.3) for at in (0, 1, 5.2, 12, 59, 59.7)]),
    "edges": log(["co0"], *[event(at, "co0", MOMENTS[number]) for number, at in enumerate((0, 0.1, 0.2, 9.9, 10))]),
    "crowded": log(
        ["a name that is very long", "co1"],
        *[event(number, "a name that is very long", word) for number, word in enumerate(MOMENTS * 2)],
        *[event(9 + number / 10, "co1", "failed", error="late") for number in range(12)],
        messages(0, "co1", "read", 0.1, again=1),
    ),
    "partitions": log(
        ["producer", "co0"],
        *[messages(0, "producer", "acknowledged", 30, partition=number) for number in range(12)],
        event(0, "co0", "assigned", partitions=list(range(12))),
        *[messages(at, "co0", "read", at + 2, partition=at % 12) for at in range(0, 28, 2)],
    ),
    "leaders": log(
        ["n1", "n2"],
        *[event(at, lane, "leads", partition=0) for at, lane in [(0, "n1"), (4, "n2"), (9, "n1")]],
        *[event(7, "n2", "killed"), event(10, "n2", "ready")],
    ),
    **REAL,
}
HEADER = {"lanes": ["co0"]}
KILLED = {"at": 1, "lane": "co0", "what": "killed"}
BAD = [  # the lines of a log, and the warning
    ([HEADER, KILLED | {"what": "killd"}], 'line 2: "what" is "killd"; it must be one of joined'),
    ([HEADER, KILLED | {"lane": "co9"}], 'line 2: the header has no lane "co9"'),
    ([HEADER, {"at": 1, "what": "killed"}], 'line 2: "killed" also needs "lane"'),
    ([HEADER, {"lane": "co0", "what": "killed"}], 'line 2: "killed" also needs "at"'),
    ([HEADER, KILLED | {"until": 2}], 'line 2: "killed" has no "until"'),
    ([HEADER, KILLED | {"at": "1"}], 'line 2: "at" cannot be "1"'),
    ([HEADER, KILLED | {"what": "assigned", "partitions": ["0"]}], 'line 2: "partitions" must be numbers'),
    ([HEADER, KILLED, KILLED | {"at": 0.5}], 'line 3: "at" goes back to 0.5 s'),
    ([HEADER, {"at": 2, "until": 1, "what": "silence"}], 'line 2: "until" is before "at"'),
    ([HEADER, ["killed"]], 'line 2: "what" is null'),
    ([{"lanes": ["co0", "co0"]}, KILLED], "line 1: the first line must name each lane once"),
    ([KILLED], "line 1: the first line must name each lane once"),
    ([HEADER], "has no events"),
]


def directive(name):
    return f".. timeline:: {name}.jsonl\n   :title: The log {name} & more\n"


@pytest.fixture(scope="module")
def page(build_page):
    """A page of all samples and of all real logs."""
    built = build_page("\n".join(map(directive, SAMPLES)), SAMPLES)
    assert built.passed, built.log
    return built.pages["index"]


@pytest.fixture(scope="module")
def figures(page):
    return dict(zip(SAMPLES, page.select("figure.timeline"), strict=True))


def box(element):
    """Where a text or a mark is: left, top, right, bottom."""
    if element.name == "circle":
        x, y, r = (float(element[name]) for name in ("cx", "cy", "r"))
        return x - r, y - r, x + r, y + r
    x, y, width = float(element["x"]), float(element["y"]), len(element.get_text()) * LETTER
    left = {"start": x, "middle": x - width / 2, "end": x - width}[element["text-anchor"]]
    return left, y - 8, left + width, y + 8


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_every_event_is_told_in_words_with_its_time(figures):
    assert [item.get_text(strip=True) for item in figures["every-word"].select("details ol > li")] == list(EVERY_WORD)
    for name, figure in figures.items():
        assert len(figure.select("details ol > li")) == SAMPLES[name].strip().count("\n"), name


def test_a_timeline_is_one_image_with_a_name_and_its_words_are_below(figures):
    for name, figure in figures.items():
        assert [tag.name for tag in figure.find_all(recursive=False)] == ["figcaption", "svg", "details"], name
        assert figure.figcaption.get_text() == figure.svg.title.get_text() == f"The log {name} & more"
        assert figure.svg["role"] == "img"
        assert figure.svg["aria-labelledby"].split() == [figure.svg.title["id"], figure.svg.desc["id"]]
        assert figure.summary.get_text() == "The same in words"


def test_the_lanes_are_drawn_in_the_order_of_the_header(figures):
    for name, figure in figures.items():
        lanes = figure.select("text.lane")
        assert [lane.get_text() for lane in lanes] == json.loads(SAMPLES[name].splitlines()[0])["lanes"]
        assert [lane["y"] for lane in lanes] == sorted((lane["y"] for lane in lanes), key=float)


def test_a_silence_is_a_band_through_all_lanes_with_its_length(figures):
    for name, length in [("every-word", "9.3 s"), ("long", "45 s"), ("short", "0.1 s")]:
        [band] = figures[name].select("rect.silence")
        assert [text.get_text() for text in figures[name].select("text.length")] == [f"{length} of silence"]
        top, bottom = float(band["y"]), float(band["y"]) + float(band["height"])
        assert all(top < float(lane["y"]) < bottom for lane in figures[name].select("text.lane"))
        assert float(band["width"]) >= 2
    assert len(figures["gaps"].select("rect.silence")) == 6


def test_what_happens_at_a_moment_has_a_mark_of_its_own_shape(figures):
    shapes = {mark["class"][1]: mark["d"] for mark in figures["every-word"].select("path.mark")}
    assert shapes.keys() == {*MOMENTS, "stopped", "ready", "failed"}
    assert len(set(shapes.values())) == len(shapes)
    assert [text.get_text() for text in figures["short"].select("text.event")] == ["interrupted, left"]


def test_messages_that_are_read_again_are_striped_and_counted(figures):
    [bar], [stripes] = figures["long"].select("rect.read"), figures["long"].select("line.again")
    assert stripes["x1"] == bar["x"] and float(stripes["x2"]) < float(bar["x"]) + float(bar["width"])
    assert "9 read again" in [text.get_text() for text in figures["long"].select("text.event")]


def test_a_leader_leads_until_another_one_does_or_it_is_gone(figures):
    axis = [float(figures["leaders"].select("line.second")[number]["x1"]) for number in (0, -1)]
    bars = [(float(bar["x"]), float(bar["x"]) + float(bar["width"])) for bar in figures["leaders"].select("rect.leads")]
    seconds = [[round(10 * (x - axis[0]) / (axis[1] - axis[0]), 1) for x in bar] for bar in bars]
    assert seconds == [[0, 4], [9, 10], [4, 7]]


def test_no_two_texts_or_marks_of_a_drawing_overlap(figures):
    for name, figure in figures.items():
        drawn = [(element, box(element)) for element in figure.select("text, circle")]
        clashes = [(str(a), str(b)) for (a, one), (b, other) in combinations(drawn, 2) if overlap(one, other)]
        assert clashes == [], name


def test_nothing_leaves_the_drawing_and_it_can_be_read_on_a_phone(figures):
    for name, figure in figures.items():
        left, top, width, height = map(float, figure.svg["viewbox"].split())
        assert (left, top) == (0, 0) and width <= WIDEST, name
        for element in figure.select("text, circle"):
            box_left, box_top, box_right, box_bottom = box(element)
            assert box_left >= 0 and box_top >= 0 and box_right <= width and box_bottom <= height, (name, str(element))
        for bar in figure.select("rect"):
            assert float(bar["x"]) + float(bar["width"]) <= width, (name, str(bar))


def test_a_drawing_has_no_colours_of_its_own(figures):
    for figure in figures.values():
        for tag in figure.svg.find_all(True):
            assert not tag.attrs.keys() & {"style", "fill", "stroke"}, tag
        assert figure.svg.find("style") is None and "#" not in str(figure.svg)


def test_no_id_is_there_twice(page):
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids)) > 2 * len(SAMPLES)


def test_a_bad_log_fails_the_build_with_the_reason(build_page):
    logs = {f"bad-{number}": "\n".join(map(json.dumps, lines)) for number, (lines, _) in enumerate(BAD)}
    logs["not-json"] = json.dumps(HEADER) + "\nkilled"
    reasons = [*(reason for _, reason in BAD), "line 2: this is not JSON: Expecting value"]
    built = build_page("\n".join(map(directive, logs)), logs)
    assert not built.passed
    for number, (name, reason) in enumerate(zip(logs, reasons, strict=True)):
        [said] = [line for line in built.log.splitlines() if f"{name}.jsonl" in line]
        assert f"index.rst:{4 + 3 * number}: WARNING: {name}.jsonl" in said and reason in said


def test_a_missing_log_or_title_fails_the_build(build_page):
    built = build_page(".. timeline:: one.jsonl\n\n" + directive("two"), {"one": SAMPLES["short"]})
    assert not built.passed and "index.rst:4: WARNING: this timeline has no :title:" in built.log
    assert "index.rst:6: WARNING: there is no two.jsonl" in built.log


def test_a_new_run_is_drawn_when_the_site_is_built_again(build_page, build, tmp_path):
    first = build_page(directive("run"), {"run": SAMPLES["short"]}, tmp_path)
    (tmp_path / "source" / "run.jsonl").write_text(SAMPLES["long"], encoding="utf-8")
    second = build(tmp_path / "source", tmp_path)
    assert "0.1 s of silence" in str(first.pages["index"]) and "45 s of silence" in str(second.pages["index"])
