"""What the page on high availability says: four faults, one after another, while numbers are sent over SSL and SASL."""

import re

import pytest
from kafka import KafkaAdminClient

from tests.event_log import story
from tests.examples.faults import Fault, fault
from tests.examples.numbers import FOLDER, SEND, WATCH

FAULTS = ["leader_killed", "rolling_restart", "leader_frozen", "two_brokers_down"]
# Seconds. Kafka takes a broker for dead 9 s after a heartbeat (broker.session.timeout.ms), which come every 2 s.
NOTICED = 6


@pytest.fixture(scope="module")
def admin(plaintext):
    """A client that asks every second which brokers there are; otherwise it would not know those that come back."""
    with KafkaAdminClient(bootstrap_servers=plaintext, metadata_max_age_ms=1000) as client:
        yield client


@pytest.fixture(scope="module")
def leader_killed(reader, admin) -> Fault:
    with fault(reader, admin) as run:
        run.kill(3)
        run.wait_for_other_leader()
        run.compare("while it is dead")
        run.start(3)
        run.wait_for_more()
        run.finish()
        run.compare("afterwards")
    return run


@pytest.fixture(scope="module")
def rolling_restart(reader, admin) -> Fault:
    with fault(reader, admin) as run:
        for number in (1, 2, 3):
            run.stop(number)
            run.start(number)
        run.wait_for_more()
        run.finish()
        run.compare("afterwards")
    return run


@pytest.fixture(scope="module")
def leader_frozen(reader, admin) -> Fault:
    with fault(reader, admin) as run:
        process = run.process(3)
        run.type(f"kill -STOP {process.pid}", "kill -STOP 12345")
        run.log.add("node 3", "frozen")
        run.wait_for_other_leader()
        run.type(f"kill -CONT {process.pid}", "kill -CONT 12345")
        run.log.add("node 3", "released")
        run.wait_until_in_sync(3)
        run.wait_for_more()
        run.finish()
        run.compare("afterwards")
    return run


@pytest.fixture(scope="module")
def two_brokers_down(reader, admin) -> Fault:
    with fault(reader, admin) as run:
        run.kill(1)
        run.kill(2)
        run.wait_for_errors()
        run.type("python -m local_kafka status")  # not sooner: a lonely leader of the quorum gives up after seconds
        run.in_sync_meanwhile = [numbers.in_sync() for numbers in run.both]
        run.start(1)
        run.compare("afterwards")
        run.send()
        run.start(2)
        run.finish()
    return run


@pytest.fixture(params=FAULTS)
def run(request) -> Fault:
    """Each of the faults."""
    return request.getfixturevalue(request.param)


def without_numbers(text: str) -> list[str]:
    """The lines without what differs from run to run: numbers, and waits that only a busy computer makes."""
    waits = re.compile(r"Number \d+ took [0-2]\.\d s")
    return [re.sub(r"\d+(\.\d)?", "0", line) for line in text.splitlines() if not waits.match(line)]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_goes_as_the_page_shows(name, request, outputs):
    run = request.getfixturevalue(name)
    outputs.check(f"docs/timelines/{name.replace('_', '-')}.jsonl", run.log.text("acknowledged"), story)
    typed = re.split(r"(?<=runs\n)(?=\$ python -m local_kafka status)", run.session)[0]  # the first restart of three
    outputs.check(f"{FOLDER}/{name}.out", typed)
    for numbers in run.both:
        sent = numbers.shown(numbers.senders[0], SEND)
        outputs.check(f"{FOLDER}/{name}_sent.out", sent, without_numbers)


@pytest.mark.parametrize("name", ["leader_killed", "two_brokers_down"])
def test_the_numbers_compare_as_the_page_shows(name, request, outputs):
    for compared in request.getfixturevalue(name).compared["afterwards"]:
        outputs.check(f"{FOLDER}/{name}_compared.out", compared, without_numbers)


def test_the_leader_is_watched_as_the_page_shows(leader_killed, outputs):
    for numbers in leader_killed.both:
        outputs.check(f"{FOLDER}/watch_leader.out", numbers.shown(numbers.watcher, WATCH))


def test_a_number_that_was_acknowledged_is_never_lost(run):
    for compared in run.compared["afterwards"]:
        assert "\nAcknowledged, but not read: none\n" in compared


def test_a_number_that_was_sent_once_is_never_stored_twice(run):
    for compared in run.compared["afterwards"]:
        assert "\nRead twice: none\n" in compared


def test_a_killed_leader_is_replaced_by_a_broker_that_is_in_sync(leader_killed):
    assert leader_killed.leaders == [3, 1]


def test_numbers_wait_until_kafka_takes_the_killed_broker_for_dead(leader_killed):
    for numbers in leader_killed.both:
        assert numbers.longest_wait() > NOTICED


def test_with_one_broker_killed_you_can_still_send_and_read(leader_killed):
    for compared in leader_killed.compared["while it is dead"]:
        acknowledged = int(re.search(r"Acknowledged: (\d+) numbers", compared)[1])
        assert acknowledged >= 20  # ten before the broker was killed, and ten after another one took over
        assert "Acknowledged, but not read: none" in compared


def test_a_rolling_restart_makes_no_number_wait_for_that_long(rolling_restart):
    assert rolling_restart.leaders == [3, 1]
    for numbers in rolling_restart.both:
        assert numbers.longest_wait() < NOTICED


def test_a_frozen_leader_is_replaced_like_a_dead_one(leader_frozen):
    for numbers in leader_frozen.both:
        assert numbers.longest_wait() > NOTICED


def test_a_leader_that_goes_on_after_it_was_replaced_follows_the_new_one(leader_frozen):
    assert leader_frozen.leaders == [3, 1]
    for numbers in leader_frozen.both:
        assert (numbers.leader(), numbers.in_sync()) == (1, {1, 2, 3})


def test_with_two_brokers_down_nothing_is_acknowledged(two_brokers_down):
    for numbers in two_brokers_down.both:
        failed = numbers.senders[0].lines[0]
        assert failed.startswith("Number ") and " was not acknowledged: KafkaTimeoutError(" in failed


def test_with_two_brokers_down_nobody_can_change_who_is_in_sync(two_brokers_down):
    assert two_brokers_down.in_sync_meanwhile == [{1, 2, 3}, {1, 2, 3}]
    assert "Nobody leads the metadata quorum now" in two_brokers_down.session


def test_a_number_that_was_not_acknowledged_can_be_there_all_the_same(two_brokers_down):
    for compared in two_brokers_down.compared["afterwards"]:
        assert re.search(r"Read, but not acknowledged: \[\d+\]", compared)


def test_when_two_brokers_run_again_numbers_are_acknowledged_again(two_brokers_down):
    for numbers in two_brokers_down.both:
        assert re.fullmatch(r"\d+ numbers were acknowledged\n", numbers.senders[1].lines[-1])
