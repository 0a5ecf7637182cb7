"""examples/consumer_groups/stopwatch.py: what happens when a consumer goes away, and when somebody reads on."""

import json
import re
import signal
from collections import defaultdict
from itertools import groupby

import pytest

from tests.event_log import EventLog
from tests.wait import wait_until

COMMAND = "python examples/consumer_groups/stopwatch.py"
HEARTBEAT = 3  # seconds: heartbeat_interval_ms of all runs
SESSION_TIMEOUTS = {  # seconds: session_timeout_ms of the runs in which the consumer does not say goodbye
    "crash, default settings": 45,
    "crash, session timeout 10 s": 10,
    "crash, session timeout 6 s": 6,
    "Ctrl-C without close": 45,
}
SHOWN = {  # the timelines of the page, and the run that each one draws
    "crash": "crash, default settings",
    "crash-6s": "crash, session timeout 6 s",
    "close": "Ctrl-C with close",
    "static-member": "static member, crash and restart",
}


class Run:
    """The events of one run, and what follows from them."""

    def __init__(self, events: list[dict]):
        self.events = sorted(events, key=lambda event: event["at"])
        [end] = [event for event in self.events if event["what"] in ("killed", "interrupted")]
        since = self.events.index(end)
        process = [event["process"] for event in self.events[:since] if event["lane"] == end["lane"]][-1]
        self.reads = [event for event in self.events if event["what"] == "read"]
        self.before = [read for read in self.reads if read["process"] == process]
        self.after = [read for read in self.reads if read["at"] > self.before[-1]["at"]]
        self.given_after = {event["lane"] for event in self.events[since:] if event["what"] == "assigned"}
        self.gone = end["lane"]
        self.committed = [event["offset"] for event in self.events[:since] if event["what"] == "committed"][-1]
        self.silence = self.after[0]["at"] - self.before[-1]["at"]  # seconds
        self.twice = {read["offset"] for read in self.before} & {read["offset"] for read in self.after}


@pytest.fixture(scope="session", params=["SSL", "SASL_SSL"])
def measured(request, stopwatches) -> dict[str, Run]:
    """What one stopwatch has logged, by run."""
    terminal, log = stopwatches[request.param]
    assert terminal.wait() == 0, terminal.output
    runs = defaultdict(list)
    for line in log.read_text().splitlines():
        event = json.loads(line)
        runs[event.pop("run")].append(event)
    return {name: Run(events) for name, events in runs.items()}


@pytest.fixture(params=SESSION_TIMEOUTS)
def crash(request, measured) -> tuple[Run, int]:
    """A run in which the consumer does not say goodbye, and its session timeout in seconds."""
    return measured[request.param], SESSION_TIMEOUTS[request.param]


def test_when_a_consumer_crashes_the_other_one_takes_over_after_the_session_timeout(crash):
    run, session_timeout = crash
    assert run.given_after == {"co0", "co1"} - {run.gone}
    # The last heartbeat was up to one interval before the crash. After the session timeout the other one hears of it
    # with its own next heartbeat; and one more interval is for a busy computer.
    assert session_timeout - 2 * HEARTBEAT < run.silence < session_timeout + 2 * HEARTBEAT


def test_messages_that_were_read_after_the_last_commit_are_delivered_again(crash):
    run, _ = crash
    assert run.after[0]["offset"] == run.committed
    assert run.twice == set(range(run.committed, run.before[-1]["offset"] + 1))
    assert run.twice


def test_nothing_is_lost_when_a_consumer_crashes(crash):
    run, _ = crash
    read = {read["offset"] for read in run.reads}
    assert read == set(range(max(read) + 1))


def test_a_consumer_that_is_closed_is_replaced_within_a_heartbeat_and_nothing_is_read_twice(measured):
    run = measured["Ctrl-C with close"]
    assert run.silence < 2 * HEARTBEAT  # one, and one more for a busy computer
    assert run.twice == set()
    assert run.after[0]["offset"] == run.before[-1]["offset"] + 1


def test_a_static_member_that_starts_again_gets_its_partition_back_without_waiting(measured):
    run = measured["static member, crash and restart"]
    assert run.silence < 45 - 2 * HEARTBEAT  # its session has not timed out
    assert run.given_after == {run.gone}  # and the other one was not even asked
    assert run.after[0]["offset"] == run.committed


def test_the_stopwatch_prints_what_the_page_shows(measured, stopwatches, outputs):
    for terminal, _ in stopwatches.values():
        terminal.wait()
        transcript = f"$ {COMMAND}\n{terminal.output}"
        outputs.check("examples/consumer_groups/stopwatch.out", transcript, in_any_order_without_times)


def in_any_order_without_times(text: str) -> list[str]:
    """The lines sorted, with a 9 for each figure but zero: runs take another time, and end in another order."""
    return sorted(
        re.sub(r" *(\d+\.\d|\d+)\b", lambda found: " 0" if found[1] == "0" else " 9", line)
        for line in text.splitlines()
    )


@pytest.mark.parametrize("name", SHOWN)
def test_a_timeline_tells_what_happened(name, measured, outputs):
    outputs.check(f"docs/timelines/{name}.jsonl", timeline(measured[SHOWN[name]].events), end_of_story)


def timeline(events: list[dict]) -> str:
    """The event log of a run as a page draws it."""
    times = iter([event["at"] for event in events])
    log = EventLog(["producer", "co0", "co1"], clock=lambda: next(times))
    for event in events:
        lane, what = event["lane"], event["what"]
        if what in ("read", "acknowledged"):
            log.add_message(lane, what, event["partition"], event["offset"])
        else:
            log.add(lane, what, **{key: event[key] for key in ("partitions", "offset") if key in event})
    return log.text("read")


def end_of_story(text: str) -> list[tuple[str, str]]:
    """What the consumers did from the end of the one on: without times and counts, and whichever of the two it was."""
    events = [json.loads(line) for line in text.splitlines()[1:]]
    [end] = [number for number, event in enumerate(events) if event["what"] in ("killed", "interrupted")]
    told = [
        ("the one that read" if event["lane"] == events[end]["lane"] else "the other one", event["what"])
        for event in events[end:]
        if event["what"] in ("killed", "interrupted", "left", "joined", "assigned", "read")
    ]
    return [each for each, _ in groupby(told)]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_stopwatch_leaves_no_topic_and_no_consumer(end, reader, admin):
    before = set(admin.list_topics())
    terminal = reader.start(COMMAND)
    consumers = wait_until(terminal.children, "the stopwatch has started a consumer")
    topics = set(admin.list_topics()) - before
    code = terminal.ctrl_c() if end == signal.SIGINT else terminal.signal(end)
    assert (code, terminal.lines[1:]) == (0, ["Stopped\n"])
    wait_until(lambda: not any(consumer.is_running() for consumer in consumers), "its consumers have ended")
    wait_until(lambda: not topics & set(admin.list_topics()), "its topics are deleted")
    assert topics


def test_the_consumers_of_a_killed_stopwatch_end_with_it(reader):
    terminal = reader.start(COMMAND)
    consumers = wait_until(lambda: terminal.children()[11:] and terminal.children(), "all its consumers have started")
    terminal.kill()
    wait_until(lambda: not any(consumer.is_running() for consumer in consumers), "its consumers have ended")


def test_a_stopwatch_without_kafka_says_what_to_check(reader, free_port):
    run = reader.run(COMMAND, KAFKA_SSL_PORT=str(free_port))
    assert run.code == 1
    assert run.lines[-1] == "Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.\n"
    assert len(run.lines) == 3
