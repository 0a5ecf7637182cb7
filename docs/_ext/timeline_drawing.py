"""Draws an event log as SVG: a lane for each program, time from left to right, a band where nothing came.

A phone of 360 pixels has 328 for the drawing, where its letters of 16 units become 11 pixels.
There are no colours here: `_static/site.css` gives each class those of the page.
"""

from xml.etree import ElementTree

from timeline_layout import BOLD, LETTER, MARGIN, MARK, WIDTH, bars_of, free_room, labels, rows_of, spread, tracks_of
from timeline_log import length

TEXT, BAR, GAP = 22, 22, 4  # the height of a line of text and of a bar, and what is between rows of bars
BELOW = 10  # what is free under a lane
AGAIN = 16  # how wide the striped start of a bar is
NARROWEST = 2  # so that what is very short can be seen

# A mark, drawn around 0,0. Lines that meet are drawn apart where no surface must fill between them.
SHAPES = {
    "joined": "M0-5A5 5 0 1 1 0 5A5 5 0 1 1 0-5Z",
    "left": "M-7 0H2M1-5 7 0 1 5Z",
    "interrupted": "M0-6 6 0 0 6-6 0Z",
    "killed": "M-5-5 5 5M5-5-5 5",
    "stopped": "M-5-5H5V5H-5Z",
    "frozen": "M-4-6V6M4-6V6",
    "released": "M-4-6 6 0-4 6Z",
    "ready": "M-6 1-2 5M-2 5 6-5",
    "failed": "M0-6 6 5H-6Z",
}


def draw(lanes, events):
    """The drawing of the events of a log: an <svg> element that has no name yet."""
    return Drawing(lanes, events).svg


class Drawing:
    """Drawn from top to bottom; y is how far it has come."""

    def __init__(self, lanes, events):
        self.svg, self.events, self.y = ElementTree.Element("svg"), events, 0
        self.end = max([1, *(event.get("until", event["at"]) for event in events)])
        under = add(self.svg, "g", "under")  # what goes through all lanes
        silences = [event for event in events if event["what"] == "silence"]
        if silences:
            self.lengths(silences)
        top = self.y
        for lane in lanes:
            self.lane(lane)
        for event in silences:
            start, end = self.x(event["at"]), self.x(event["until"])
            add(under, "rect", "silence", x=start, y=top, width=max(end - start, NARROWEST), height=self.y - top)
        self.axis(under, top)
        self.svg.set("viewBox", f"0 0 {WIDTH} {self.y}")

    def x(self, at):
        """Where a time is."""
        return MARGIN + (WIDTH - 2 * MARGIN) * at / self.end

    def text(self, class_, x, y, text, anchor="middle"):
        add(self.svg, "text", class_, x=x, y=y, text_anchor=anchor).text = text

    def labels(self, class_, found, left=0):
        """Write labels over what they name, and go below them."""
        height = max([1, *(len(label.lines(left)) for label in found)])
        for label in found:
            lines, (start, end) = label.lines(left), label.span(left)
            x, anchor = (start, "start") if start == left else ((start + end) / 2, "middle")
            if end == WIDTH:
                x, anchor = end, "end"
            for place, line in enumerate(lines, start=height - len(lines)):
                self.text(class_, x, self.y + (place + 0.5) * TEXT, line, anchor)
        self.y += height * TEXT

    def lengths(self, silences):
        """Write how long the silences are, the first with what it is."""
        places = [(self.x((event["at"] + event["until"]) / 2), length(event)) for event in silences]
        places[0] = (places[0][0], f"{places[0][1]} of silence")
        self.labels("length", labels(places))

    def lane(self, lane):
        events = [event for event in self.events if event.get("lane") == lane]
        self.text("lane", 0, self.y + TEXT / 2, lane, "start")
        texts, left = [(self.x(event["at"]), word(event)) for event in events if word(event)], (len(lane) + 1) * BOLD
        if any(len(label.lines(left)) > 1 for label in labels(texts, left)):
            self.y, left = self.y + TEXT, 0
        self.labels("event", labels(texts, left), left)

        line = self.y + BAR / 2
        for kind, start, end in tracks_of(events, self.end):
            add(self.svg, "line", kind, x1=self.x(start), x2=self.x(end), y1=line, y2=line)
        marks = spread([(self.x(event["at"]), event["what"]) for event in events if event["what"] in SHAPES])
        taken = [(x - MARK / 2, x + MARK / 2) for x, _ in marks]
        for row in rows_of(bars_of(lane, self.events, self.end)):
            for bar in row:
                self.bar(bar, row, taken)
            self.y, taken = self.y + BAR + GAP, []  # marks are in the first row
        for x, what in marks:
            add(self.svg, "circle", "around", cx=x, cy=line, r=MARK / 2)
            add(self.svg, "path", f"mark {what}", d=SHAPES[what], transform=f"translate({short(x)} {short(line)})")
        self.y += BELOW - GAP

    def bar(self, bar, row, taken):
        """Draw a bar with the longest text that fits between `taken`; "assigned" only where nothing is read."""
        start, end = self.x(bar.start), max(self.x(bar.end), self.x(bar.start) + NARROWEST)
        if bar.kind in ("assigned", "idle"):
            start, end = free_room(start, end, [(self.x(b.start), self.x(b.end)) for b in row if b.kind == "read"])
            if end - start < MARK / 2:
                return
        middle = self.y + BAR / 2
        add(self.svg, "rect", f"bar {bar.kind}", x=start, y=self.y, width=end - start, height=BAR, rx=3)
        if bar.again:
            stripes = (start, min(start + AGAIN, end))
            add(self.svg, "line", "again", x1=stripes[0], x2=stripes[1], y1=middle, y2=middle)
            taken = [*taken, stripes]
        start, end = free_room(start, end, taken)
        if text := bar.text(end - start):
            self.text(f"on-{bar.kind}", (start + end) / 2, middle, text)

    def axis(self, under, top):
        """Draw round seconds, with a line through all lanes."""
        widest = (len(f"{self.end:.0f} s") + 2) * LETTER
        steps = (digit * 10**power for power in range(9) for digit in (1, 2, 5))
        step = next(step for step in steps if self.x(step) - self.x(0) >= widest)
        for at in range(0, int(self.end) + 1, step):
            x, half = self.x(at), (len(str(at)) + 2) * LETTER / 2
            add(under, "line", "second", x1=x, x2=x, y1=top, y2=self.y + GAP)
            self.text("second", min(max(x, half), WIDTH - half), self.y + GAP + TEXT / 2, f"{at} s")
        self.y += GAP + TEXT


def word(event):
    """What is written over an event, if anything."""
    return f"{event['again']} read again" if event.get("again") else event["what"] if event["what"] in SHAPES else ""


def add(parent, tag, class_, **attributes):
    """A new element; numbers are written short."""
    texts = {name.replace("_", "-"): v if isinstance(v, str) else short(v) for name, v in attributes.items()}
    return ElementTree.SubElement(parent, tag, {"class": class_} | texts)


def short(value):
    return f"{round(value, 1):g}"
