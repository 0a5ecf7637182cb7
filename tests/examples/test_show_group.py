"""examples/consumer_groups/show_group.py: who reads which partition of two."""

from dataclasses import dataclass

import pytest

from tests.examples.conftest import new_orders
from tests.examples.group import Group

COMMAND = "python examples/consumer_groups/show_group.py"
NUMBERS = ["one", "two", "three"]


@dataclass
class Joined:
    """What was seen after one more consumer had joined the group."""

    partitions: list[list[int]]
    shown: dict[str, str]  # what the script printed, by protocol


@pytest.fixture(scope="module")
def joined(reader, admin) -> dict[str, Joined]:
    """By the number of members: one group, which three consumers join one after another."""
    orders = new_orders(admin)
    group = Group(reader, admin, orders)
    seen = {}
    try:
        for number, variant in zip(NUMBERS, ("ssl", "sasl", "plain"), strict=True):
            group.join(variant)
            shown = {}
            for protocol in ("SSL", "SASL_SSL"):
                run = reader.run(COMMAND, KAFKA_GROUP_ID=orders, KAFKA_SECURITY_PROTOCOL=protocol)
                assert run.code == 0, run.output
                output = run.output.replace(f"{orders}:", "demo-consumer-group:").replace(orders, "demo-orders")
                shown[protocol] = f"$ {COMMAND}\n{output}"
            seen[number] = Joined(group.partitions(), shown)
    finally:
        group.close()
    return seen


def in_any_order(text: str) -> list[str]:
    """The lines, sorted: which member of a group is named first is not settled."""
    return sorted(text.splitlines())


@pytest.mark.parametrize("number", NUMBERS)
def test_the_members_are_shown_as_on_the_page(number, joined, outputs):
    for transcript in joined[number].shown.values():
        outputs.check(f"examples/consumer_groups/{number}_in_the_group.out", transcript, in_any_order)


def test_one_consumer_gets_both_partitions(joined):
    assert joined["one"].partitions == [[0, 1]]


def test_two_consumers_get_one_partition_each(joined):
    assert joined["two"].partitions == [[0], [1]]


def test_a_third_consumer_of_two_partitions_is_idle(joined):
    assert joined["three"].partitions == [[], [0], [1]]


def test_a_group_that_nobody_has_joined_has_no_members(reader, joined):
    run = reader.run(COMMAND, KAFKA_GROUP_ID="demo-nobody")
    assert (run.code, run.output) == (0, "demo-nobody: Dead, 0 members\n")


def test_a_group_that_is_not_yours_is_refused_in_two_lines(reader):
    run = reader.run(COMMAND, KAFKA_GROUP_ID="somebody-elses")
    assert run.code == 1
    assert len(run.lines) == 2
    assert "GroupAuthorizationFailedError" in run.lines[0]
