"""docs/recordings/conversation.jsonl: a consumer and a producer talk over TLS, as the first page shows it.

The format is told in docs/_ext/recording.py.
"""

import json
import re
import time

LATER = re.compile(r"SSL ([4-9]|10)!")  # on a busy computer a fourth message may come before the Ctrl-C


def entries(name: str, terminal, started: float, pressed: float) -> list[dict]:
    """What happened in one terminal: the command, the Ctrl-C, and each line when it appeared."""
    lines = [{"at": at, "shown": line.rstrip("\n")} for line, at in zip(terminal.lines, terminal.times, strict=True)]
    keys = [{"at": started, "typed": terminal.command}, {"at": pressed, "pressed": "Ctrl-C"}]
    return [{"terminal": name, **entry} for entry in keys + lines]


def story(recording: str) -> dict[str, list[str]]:
    """By terminal, what was typed, pressed and shown, without the times."""
    told = {}
    for entry in map(json.loads, recording.splitlines()):
        what = next(f"{kind} {entry[kind]}" for kind in ("typed", "pressed", "shown") if kind in entry)
        if not LATER.search(what):
            told.setdefault(entry["terminal"], []).append(what)
    return told


def test_a_consumer_and_a_producer_talk_as_the_first_page_shows(reader, topic, outputs):
    settings = {"KAFKA_TOPIC_NAME": topic, "KAFKA_GROUP_ID": topic}
    times = {"consumer": [time.monotonic()]}
    consumer = reader.start("python examples/ssl/consumer.py", **settings)
    consumer.wait_for("Waiting for messages")
    times["producer"] = [time.monotonic()]
    producer = reader.start("python examples/ssl/producer.py", **settings)
    producer.wait_for("Message sent: ", count=3)
    consumer.wait_for("Message: ", count=3)
    for name, terminal in [("producer", producer), ("consumer", consumer)]:
        times[name].append(time.monotonic())
        assert terminal.ctrl_c() == 0

    first = times["consumer"][0]
    both = entries("consumer", consumer, *times["consumer"]) + entries("producer", producer, *times["producer"])
    recording = [entry | {"at": round(entry["at"] - first, 2)} for entry in sorted(both, key=lambda entry: entry["at"])]
    text = "".join(json.dumps(entry) + "\n" for entry in recording)
    outputs.check("docs/recordings/conversation.jsonl", text.replace(topic, "demo-topic"), story)
