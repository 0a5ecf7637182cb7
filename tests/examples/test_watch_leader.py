"""examples/high_availability/watch_leader.py: who leads; how that changes is in test_high_availability.py."""

import re

COMMAND = "python examples/high_availability/watch_leader.py"


def test_the_leader_and_the_in_sync_replicas_are_shown_until_ctrl_c(reader, topic, protocol):
    terminal = reader.start(COMMAND, KAFKA_TOPIC_NAME=topic, **protocol)
    terminal.wait_for("in sync: [1, 2, 3]")
    assert terminal.ctrl_c() == 0
    assert re.fullmatch(r"Leader: node [123], in sync: \[1, 2, 3\]\n", terminal.output)


def test_a_topic_that_is_not_there_has_no_leader(reader):
    run = reader.run(COMMAND, KAFKA_TOPIC_NAME="demo-missing")
    assert (run.code, run.output) == (1, "There is no topic demo-missing for you. Create it first.\n")


def test_a_wrong_address_ends_in_two_lines(reader):
    run = reader.run(COMMAND, KAFKA_HOST="no-such-host.invalid")
    assert run.code == 1
    assert run.lines[0].startswith("Not asked about demo-topic: KafkaTimeoutError('Unable to bootstrap from ")
    assert run.lines[1:] == ["Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.\n"]
