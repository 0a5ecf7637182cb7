"""Event logs of runs: they are written while something happens, drawn by docs/_ext/timeline.py, and compared.

The format is told there, in timeline_log.py. A test compares a log with the one in docs/timelines like any output,
but by its story: `outputs.check("docs/timelines/NAME.jsonl", log.text(), story)`.
"""

import json
import re
import time
from collections import defaultdict

PAUSE = 1.0  # seconds; a longer one ends a run of messages, and is a silence
LONG = 3.0  # seconds; a shorter silence belongs to no story, because a busy computer can make it


class EventLog:
    """What happened in a run, in the lanes of a timeline; times are seconds since the first event."""

    def __init__(self, lanes: list[str], clock=time.monotonic):
        self._lanes = lanes
        self._clock = clock
        self._events: list[dict] = []
        self._read: set[tuple[int, int]] = set()  # by partition and offset
        self._runs: dict[tuple, dict] = {}  # the newest run of messages, by lane, word and partition

    def add(self, lane: str, what: str, **details) -> None:
        """Note that this happens now."""
        self._events.append({"at": self._clock(), "lane": lane, "what": what, **details})

    def add_message(self, lane: str, what: str, partition: int, offset: int) -> None:
        """Note that this message is `read` or `acknowledged` now: it makes a run longer, or begins one.

        What had been read before, by whomever, counts as read again.
        """
        run, now = self._runs.get((lane, what, partition)), self._clock()
        if run and offset == run["last"] + 1 and now - run["until"] <= PAUSE:
            run |= {"until": now, "last": offset}
        else:
            run = {"at": now, "until": now, "lane": lane, "what": what}
            run |= {"partition": partition, "first": offset, "last": offset}
            self._events.append(run)
            self._runs[lane, what, partition] = run
        if what == "read":
            if (partition, offset) in self._read:
                run["again"] = run.get("again", 0) + 1
            self._read.add((partition, offset))

    def silences(self, what: str) -> list[tuple[float, float]]:
        """From when to when, in seconds, no message was `read` or `acknowledged`, for longer than PAUSE."""
        runs = sorted((event["at"], event["until"]) for event in self._timed() if event["what"] == what)
        ends = [max(until for _, until in runs[: number + 1]) for number in range(len(runs))]
        return [(end, start) for end, (start, _) in zip(ends, runs[1:], strict=False) if start - end > PAUSE]

    def text(self, what: str) -> str:
        """The log in JSON Lines; `what` says of which messages the silences are, `read` or `acknowledged`."""
        silences = [{"at": start, "until": end, "what": "silence"} for start, end in self.silences(what)]
        events = sorted(self._timed() + silences, key=lambda event: event["at"])
        return "".join(json.dumps(line) + "\n" for line in [{"lanes": self._lanes}, *events])

    def _timed(self) -> list[dict]:
        """The events with seconds since the first of them, to a tenth."""
        first = min(event["at"] for event in self._events)
        return [
            event | {name: round(event[name] - first, 1) for name in ("at", "until") if name in event}
            for event in self._events
        ]


def story(text: str) -> dict[str, list[list[str]]]:
    """What happened in a log, without what differs from run to run: by kind of lane, the words of each lane in order.

    Which lane it was differs too (which node led, which consumer read), and so does how often something went on after
    a pause; times and counts are left out, and only silences longer than LONG count.
    """
    header, *events = map(json.loads, text.splitlines())
    lanes: dict[str, list[str]] = {lane: [] for lane in header["lanes"]}
    silent = any(event["until"] - event["at"] > LONG for event in events if event["what"] == "silence")
    for event in events:
        word = event["what"]
        if "error" in event:
            word += " " + re.sub(r"\d+", "0", event["error"])
        if event.get("partitions") == []:
            word += " nothing"
        if "lane" in event and lanes[event["lane"]][-1:] != [word]:
            lanes[event["lane"]].append(word)
    told = defaultdict(list)
    for lane, words in lanes.items():
        told[lane.rstrip(" 0123456789")].append(words)
    return {kind: sorted(words) for kind, words in told.items()} | {"silence": [["long"]] if silent else []}
