"""What the page on offsets says: two groups, where a group starts, how far behind it is, and moving it."""

import pytest

from tests.examples.group import Group
from tests.reader import Terminal
from tests.transcripts import commands, shell

PRODUCER = "python examples/consumer_groups/keyed_producer.py"


def read(reader, topic: str, count: int, variant: str = "ssl", **settings: str) -> list[str]:
    """What the consumer of the tutorial prints until it has printed so many messages and gets a Ctrl-C."""
    terminal = reader.start(f"python examples/{variant}/consumer.py", KAFKA_TOPIC_NAME=topic, **settings)
    terminal.wait_for("Message: ", count=count)
    assert terminal.ctrl_c() == 0
    return [line for line in terminal.lines if line.startswith("Message: ")]


@pytest.fixture
def sent(reader, orders) -> str:
    """A topic with the twelve orders."""
    assert reader.run(PRODUCER, KAFKA_TOPIC_NAME=orders).code == 0
    return orders


def test_each_group_gets_every_message(variant, reader, sent):
    billing, shipping = (
        read(reader, sent, 12, variant, KAFKA_GROUP_ID=f"{sent}-{name}") for name in ("billing", "shipping")
    )
    assert sorted(billing) == sorted(shipping)
    assert len(set(billing)) == 12


def test_a_committed_offset_counts_more_than_the_place_to_start_from(reader, sent):
    read(reader, sent, 12, KAFKA_GROUP_ID=sent)
    assert reader.run(PRODUCER, KAFKA_TOPIC_NAME=sent).code == 0
    new = read(reader, sent, 12, KAFKA_GROUP_ID=sent, KAFKA_START_FROM="earliest")
    assert {int(line.split("offset ")[1].rstrip(")\n")) for line in new} == set(range(6, 12))


@pytest.fixture
def behind(reader, sent) -> str:
    """A topic whose group has read the first twelve orders and not the next twelve; both have the same name."""
    read(reader, sent, 12, KAFKA_GROUP_ID=sent)
    assert reader.run(PRODUCER, KAFKA_TOPIC_NAME=sent).code == 0
    return sent


def admin_session(reader, name: str, variant: str, topic: str) -> Terminal:
    """Type the commands of a terminal session of a page, with this topic and the group of the same name."""
    script = shell(commands(name), commands(f"admin-{variant}"))
    return reader.bash(script.replace("demo-orders", topic).replace("demo-billing", topic))


def as_on_the_page(session: Terminal, topic: str) -> str:
    return session.output.replace(f"-g {topic}", "-g demo-billing").replace(topic, "demo-orders")


@pytest.mark.parametrize("variant", ["local", "ssl", "sasl"])
def test_lag_and_reset_look_as_on_the_page(reader, behind, outputs, variant):
    for name in ("lag", "reset"):
        session = admin_session(reader, name, variant, behind)
        assert session.code == 0, session.output
        outputs.check(f"docs/transcripts/{name}.out", as_on_the_page(session, behind))
    assert len(read(reader, behind, 24, KAFKA_GROUP_ID=behind)) == 24


def test_the_offsets_of_a_group_can_be_reset_only_while_it_has_no_members(reader, admin, behind, outputs):
    group = Group(reader, admin, behind)
    try:
        group.join("ssl").wait_for("Message: ", count=12)
        session = admin_session(reader, "reset-refused", "ssl", behind)
    finally:
        group.close()
    shown = as_on_the_page(session, behind).replace("Group demo-orders is", "Group demo-billing is")
    outputs.check("docs/transcripts/reset-refused.out", shown)
