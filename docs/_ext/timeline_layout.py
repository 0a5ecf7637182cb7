"""Where the parts of a timeline go, so that none covers another: bars in rows, labels in a line, marks side by side.

Sizes are units of the drawing (timeline_drawing.py), times are seconds.
"""

import textwrap
from itertools import groupby
from typing import NamedTuple

WIDTH, MARGIN = 460, 14
LETTER, BOLD = 9, 10  # how wide a letter is, on the safe side
MARK = 18  # how wide a mark is, with its surroundings

GONE = {"killed", "frozen", "interrupted", "left", "stopped"}

# What is written into a bar: the first that fits.
BAR_TEXTS = {
    "assigned": ["partition {}", "p{}"],
    "idle": ["idle"],
    "read": ["reads partition {}", "reads p{}", "p{}"],
    "acknowledged": ["partition {} acknowledged", "p{} acknowledged", "p{}"],
    "leads": ["leads partition {}", "leads p{}", "p{}"],
}


class Bar(NamedTuple):
    """Something that lasts; `again` is how many of its messages had been read before."""

    kind: str
    start: float
    end: float
    partition: int = -1
    again: int = 0

    def text(self, room):
        """The longest text that fits into the room, or nothing."""
        texts = [text.format(self.partition) for text in BAR_TEXTS[self.kind]]
        return next((text for text in texts if (len(text) + 1) * LETTER <= room), "")


def bars_of(lane, events, end):
    """What lasts in a lane: read and acknowledged as noted; assigned and leads until an event ends them."""
    for number, event in enumerate(events):
        if event.get("lane") != lane:
            continue
        what, start, partition = event["what"], event["at"], event.get("partition")
        later = events[number + 1 :]
        here = [event for event in later if event.get("lane") == lane]
        gone = [event["at"] for event in here if event["what"] in GONE]
        if what in ("read", "acknowledged"):
            yield Bar(what, start, event["until"], partition, event.get("again", 0))
        elif what == "leads":
            led = [event["at"] for event in later if event["what"] == "leads" and event["partition"] == partition]
            yield Bar(what, start, min([*gone, *led, end]), partition)
        elif what == "assigned":
            until = min([*gone, *(event["at"] for event in here if event["what"] == "assigned"), end])
            if not event["partitions"]:
                yield Bar("idle", start, until)
            for partition in event["partitions"]:
                yield Bar("assigned", start, until, partition)


def rows_of(bars):
    """The bars in as few rows as possible; all bars of a partition are in one row."""
    rows = []
    for _, same in groupby(sorted(bars, key=lambda bar: bar.partition), lambda bar: bar.partition):
        same = list(same)
        free = [row for row in rows if not any(a.start < b.end and b.start < a.end for a in same for b in row)]
        if not free:
            free = [[]]
            rows += free
        free[0] += same
    return rows or [[]]


def tracks_of(events, end):
    """From when to when the program of these events runs, or is gone."""
    start, runs = 0, not events or events[0]["what"] != "joined"
    for event in events:
        if runs == (event["what"] in GONE):
            yield "runs" if runs else "gone", start, event["at"]
            start, runs = event["at"], not runs
    yield "runs" if runs else "gone", start, end


class Label(NamedTuple):
    """Words for what is drawn from one place to another."""

    first: float
    last: float
    words: list[str]

    def lines(self, left):
        """The text, in as many lines as the room right of `left` asks for."""
        counted = [(word, len(list(same))) for word, same in groupby(self.words)]
        text = ", ".join(word if times == 1 else f"{word} {times} times" for word, times in counted)
        return textwrap.wrap(text, int((WIDTH - left) / LETTER))

    def span(self, left):
        """Where the text starts and ends: in the middle of its places, as far as the room allows."""
        width = LETTER * max(len(line) for line in self.lines(left))
        start = min(max((self.first + self.last - width) / 2, left), WIDTH - width)
        return start, start + width


def labels(places, left=0):
    """A label for each place and word, side by side right of `left`: those that would overlap become one."""
    found = []
    for x, word in places:
        found.append(Label(x, x, [word]))
        while len(found) > 1 and found[-1].span(left)[0] < found[-2].span(left)[1] + LETTER:
            last, before = found.pop(), found.pop()
            found.append(Label(before.first, last.last, before.words + last.words))
    return found


def spread(places):
    """The places of marks, moved where they would cover each other; several of one word at one place are one mark."""
    marks = []
    for x, word in places:
        if marks and x < marks[-1][0] + MARK:
            if word == marks[-1][1]:
                continue
            x = marks[-1][0] + MARK
        marks.append((x, word))
    limit = WIDTH - MARGIN
    for number, (x, word) in reversed(list(enumerate(marks))):
        marks[number] = (min(x, limit), word)
        limit = marks[number][0] - MARK
    return marks


def free_room(start, end, taken):
    """The widest part from `start` to `end` that has nothing of `taken`, a list of (start, end)."""
    inside = sorted((max(left, start), min(right, end)) for left, right in taken if right > start and left < end)
    rooms = []
    for left, right in [*inside, (end, end)]:
        rooms.append((left - start, start, left))
        start = max(start, right)
    return max(rooms)[1:]
