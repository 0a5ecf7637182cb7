"""An event log, what happened in a run of the tutorial: read, checked, and told in words.

It is JSON Lines. The first line names the lanes from top to bottom: {"lanes": ["producer", "co0"]}. Every other line
is an event, in the order of "at": {"at": 8.1, "lane": "co0", "what": "killed"}. Times are seconds since the run began.
"""

import json

# What can happen: the fields of such an event besides "at" and "what", and its sentence.
WORDS = {
    "joined": ("lane", "{lane} starts and joins its group"),
    "assigned": ("lane partitions", "{lane} is given {partitions}"),
    "read": ("lane until partition first last", "{lane} reads {messages} of partition {partition}{again}"),
    "committed": ("lane offset", "{lane} commits offset {offset}"),
    "acknowledged": (
        "lane until partition first last",
        "Kafka acknowledges {messages} of partition {partition} to the {lane}",
    ),
    "leads": ("lane partition", "{lane} leads partition {partition} from now on"),
    "killed": ("lane", "{lane} is killed with kill -9"),
    "interrupted": ("lane", "{lane} is interrupted with Ctrl-C"),
    "left": ("lane", "{lane} leaves its group"),
    "stopped": ("lane", "{lane} is stopped cleanly"),
    "frozen": ("lane", "{lane} is frozen with SIGSTOP"),
    "released": ("lane", "{lane} goes on after SIGCONT"),
    "ready": ("lane", "{lane} is back and in sync"),
    "failed": ("lane error", "a send of the {lane} fails: {error}"),
    "silence": ("until", "{length} of silence: nothing is {done}"),
}
LONGEST = 24  # letters in the name of a lane; more do not fit beside what is written over the lane
OPTIONAL = {"read": {"again"}}
NUMBER = (int, float)
TYPES = {"at": NUMBER, "until": NUMBER, "what": str, "lane": str, "error": str, "partitions": list}
TYPES |= dict.fromkeys(("partition", "offset", "first", "last", "again"), int)


def read_log(path):
    """The lanes and the events of a log. A ValueError names the line that is wrong, and says what is wrong with it."""
    lanes, events = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entry = json.loads(line)
            if number == 1:
                lanes = lanes_of(entry)
            else:
                check(entry, lanes, events)
                events.append(entry)
        except ValueError as error:
            reason = f"this is not JSON: {error}" if isinstance(error, json.JSONDecodeError) else error
            raise ValueError(f"{path.name}, line {number}: {reason}") from error
    if not events:
        raise ValueError(f"{path.name} has no events")
    return lanes, events


def lanes_of(header):
    lanes = header.get("lanes") if isinstance(header, dict) else None
    named = isinstance(lanes, list) and all(isinstance(lane, str) and 0 < len(lane) <= LONGEST for lane in lanes)
    if not lanes or not named or len(set(lanes)) < len(lanes):
        raise ValueError('the first line must name each lane once and shortly, as in {"lanes": ["producer", "co0"]}')
    return lanes


def check(event, lanes, before):
    """Raise a ValueError that says what is wrong with an event after those `before`, if anything is."""
    what = event.get("what") if isinstance(event, dict) else None
    if not isinstance(what, str) or what not in WORDS:
        raise ValueError(f'"what" is {json.dumps(what)}; it must be one of {", ".join(WORDS)}')
    needed = {"at", "what", *WORDS[what][0].split()}
    if missing := sorted(needed - event.keys()):
        raise ValueError(f'"{what}" also needs "{missing[0]}"')
    if unknown := sorted(event.keys() - needed - OPTIONAL.get(what, set())):
        raise ValueError(f'"{what}" has no "{unknown[0]}"')
    for field, value in event.items():
        if not isinstance(value, TYPES[field]):
            raise ValueError(f'"{field}" cannot be {json.dumps(value)}')
    if not all(isinstance(partition, int) for partition in event.get("partitions", [])):
        raise ValueError('"partitions" must be numbers, as in [0, 1]')
    if event.get("lane", lanes[0]) not in lanes:
        raise ValueError(f'the header has no lane "{event["lane"]}"')
    if event["at"] < (before[-1]["at"] if before else 0):
        raise ValueError(f'"at" goes back to {seconds(event["at"])}')
    if event.get("until", event["at"]) < event["at"]:
        raise ValueError('"until" is before "at"')


def tell(events):
    """A sentence for each event, with its time."""
    done = "read" if any(event["what"] == "read" for event in events) else "acknowledged"
    for event in events:
        time = f"At {seconds(event['at'])}"
        if "until" in event:
            time = f"From {seconds(event['at'])} to {seconds(event['until'])}"
        words = event | {"done": done, "length": length(event)}
        words["partitions"] = partitions(event.get("partitions"))
        words["messages"] = messages(event.get("first"), event.get("last"))
        words["again"] = f", {event['again']} of them again" if event.get("again") else ""
        yield f"{time}: {WORDS[event['what']][1].format_map(words)}."


def seconds(time):
    """A time in words: 9.3 s, and not 9.299999 s."""
    return f"{round(time, 2):g} s"


def length(event):
    """How long an event lasts, in words."""
    return seconds(event.get("until", event["at"]) - event["at"])


def partitions(numbers):
    if not numbers:
        return "no partition and idles"
    if len(numbers) == 1:
        return f"partition {numbers[0]}"
    return f"partitions {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def messages(first, last):
    return f"message {first}" if first == last else f"messages {first} to {last}"
