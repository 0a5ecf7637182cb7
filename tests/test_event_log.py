"""tests/event_log.py: runs of messages, silences, and the story that two runs have in common."""

import json

from tests.event_log import EventLog, story


def log(*happened) -> EventLog:
    """A log of (seconds, lane, word) or, for messages, (seconds, lane, word, partition, offset)."""
    made = EventLog(["producer", "node 1", "node 2"], clock=iter([event[0] for event in happened]).__next__)
    for _, lane, what, *message in happened:
        (made.add_message if message else made.add)(lane, what, *message)
    return made


def acknowledged(*times: float) -> list[tuple]:
    return [(time, "producer", "acknowledged", 0, offset) for offset, time in enumerate(times)]


def test_messages_without_a_pause_are_one_run_and_a_longer_pause_is_a_silence():
    header, *events = map(
        json.loads, log(*acknowledged(100, 100.9, 101.8, 110, 110.5)).text("acknowledged").splitlines()
    )
    assert header == {"lanes": ["producer", "node 1", "node 2"]}
    assert [(event["what"], event["at"], event["until"]) for event in events] == [
        ("acknowledged", 0.0, 1.8),
        ("silence", 1.8, 10.0),
        ("acknowledged", 10.0, 10.5),
    ]
    assert [(event["first"], event["last"]) for event in events if event["what"] == "acknowledged"] == [(0, 2), (3, 4)]


def test_while_one_of_two_partitions_goes_on_nothing_is_silent():
    other = [(time, "producer", "acknowledged", 1, offset) for offset, time in enumerate((1, 2, 3, 4))]
    both = sorted([*acknowledged(0, 4.5), *other])
    assert log(*both).silences("acknowledged") == []


def test_the_story_is_the_same_whoever_fails_and_however_long_it_takes():
    one = log(*acknowledged(0, 0.5), (0.6, "node 1", "killed"), *acknowledged(9), (9, "node 2", "leads"))
    other = log(*acknowledged(0, 2.5), (2.6, "node 2", "killed"), *acknowledged(14), (15, "node 1", "leads"))
    assert story(one.text("acknowledged")) == story(other.text("acknowledged"))


def test_another_fate_of_a_node_or_no_silence_is_another_story():
    killed = log(*acknowledged(0, 9), (0.5, "node 1", "killed"))
    stopped = log(*acknowledged(0, 9), (0.5, "node 1", "stopped"))
    at_once = log(*acknowledged(0, 0.9), (0.5, "node 1", "killed"))
    stories = [story(made.text("acknowledged")) for made in (killed, stopped, at_once)]
    assert stories[0] != stories[1] and stories[0] != stories[2]
