"""Event logs that pages draw as timelines: made from what a run reported, and compared in what they tell."""

import json
from pathlib import Path

PAUSE = 1  # seconds: messages that follow each other faster are one run, and without any for longer there is silence
RUNS = ("read", "acknowledged")


def condense(reports: list[dict]) -> list[dict]:
    """The events of a timeline, from reports that name each message by its offset.

    Times become seconds since the first report. Messages of a lane without a pause become one event, and a time in
    which nothing was read becomes a silence.
    """
    reports = sorted(reports, key=lambda report: report["at"])
    begin, events, running, known, last_read = reports[0]["at"], [], {}, set(), None
    for report in reports:
        at = round(report["at"] - begin, 1)
        event = {key: value for key, value in report.items() if key != "process"} | {"at": at}
        events.append(event)
        if event["what"] not in RUNS:
            continue
        place = (event["lane"], event["what"], event["partition"])
        offset = event.pop("offset")
        run = running.get(place)
        if run and at - run["until"] <= PAUSE and offset == run["last"] + 1:
            events.pop()
            run |= {"until": at, "last": offset}
        else:
            run = running[place] = event
            run |= {"until": at, "first": offset, "last": offset}
        if event["what"] == "read":
            if last_read is not None and at - last_read > PAUSE:
                events.append({"at": last_read, "until": at, "what": "silence"})
            last_read = at
            if (event["partition"], offset) in known:
                run["again"] = run.get("again", 0) + 1
            known.add((event["partition"], offset))
    return sorted(events, key=lambda event: event["at"])


def check(path: Path, lanes: list[str], events: list[dict], story, update: bool) -> None:
    """Compare the story of these events with that of the log a page draws; with `update` write the log instead."""
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{json.dumps(entry)}\n" for entry in [{"lanes": lanes}, *events]))
    shown = [json.loads(line) for line in path.read_text().splitlines()[1:]]
    assert story(events) == story(shown), f"{path.name} tells another story: pytest --update-outputs rewrites it"
