"""Faults of the cluster: numbers are sent and the leader is watched while brokers fail, and all is noted."""

import contextlib
import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import psutil
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from local_kafka.cluster import Cluster
from local_kafka.folder import Folder
from local_kafka.ports import NODES
from local_kafka.processes import is_alive
from tests.event_log import EventLog
from tests.examples.numbers import SEND, Numbers
from tests.reader import Reader
from tests.wait import wait_until


class Fault:
    """One run: what is done to the brokers, and what becomes of the numbers and of the leader meanwhile."""

    def __init__(self, reader: Reader, admin: KafkaAdminClient):
        self._reader = reader
        self._pool = ThreadPoolExecutor()
        self._logged = 0  # how many numbers of the file are in the log
        self._finished = False  # what is seen later has happened earlier, so it is not noted
        self.leaders: list[int] = []  # one after another
        self.log = EventLog(["producer", *(f"node {number}" for number in NODES)])  # of the reader with SSL
        self.session = ""  # the terminal in which brokers are ended and started
        self.compared: dict[str, list[str]] = {}  # what was shown of the numbers of both readers, by when
        # SSL comes last, so that --update-outputs keeps the outputs of the reader of whom the log tells.
        self.sasl, self.ssl = self.both = [Numbers(reader, admin, protocol) for protocol in ("SASL_SSL", "SSL")]

    def send(self) -> None:
        """Start to send, and wait until numbers are acknowledged."""
        self._logged = 0
        for numbers in self.both:
            numbers.send()
        self.wait(lambda: all(numbers.leader() for numbers in self.both), "the leader is shown")
        self.wait_for_more()

    def type(self, command: str, shown: str | None = None) -> str:
        """Type a command into the terminal, and return what it prints; a page can show another one."""
        run = self.wait_for(self._pool.submit(self._reader.bash, command))
        assert run.code == 0, f"{command} ended with code {run.code}:\n{run.output}"
        self.session += f"$ {shown or command}\n{run.output}"
        return run.output

    def process(self, number: int) -> psutil.Process:
        """The process of a node, as `status` shows it."""
        return psutil.Process(
            int(re.search(rf"Node {number}: process (\d+)", self.type("python -m local_kafka status"))[1])
        )

    def kill(self, number: int) -> None:
        """End a node with kill -9."""
        assert self.type(f"python -m local_kafka kill {number}") == f"Node {number} was killed\n"
        self.log.add(f"node {number}", "killed")

    def stop(self, number: int) -> None:
        """End a node cleanly, and wait until it is gone."""
        process = self.process(number)
        self.type(f"kill {process.pid}", "kill 12345")
        self.wait(lambda: not is_alive(process), f"node {number} has ended")
        self.log.add(f"node {number}", "stopped")

    def start(self, number: int) -> None:
        """Start a node again, and wait until its replicas are in sync."""
        self.type(f"python -m local_kafka start-node {number}")
        self.wait_until_in_sync(number)

    def wait_until_in_sync(self, number: int) -> None:
        """Wait until all replicas of a node are in sync."""
        self.wait(lambda: all(number in numbers.in_sync() for numbers in self.both), f"node {number} is in sync")
        self.log.add(f"node {number}", "ready")

    def wait_for_other_leader(self) -> None:
        """Wait until other nodes than at the start lead, and numbers are acknowledged."""
        old = self.leaders[0]
        self.wait(lambda: all(numbers.leader() != old for numbers in self.both), f"node {old} leads no more")
        self.wait_for_more()

    def wait_for_more(self) -> None:
        """Wait until ten more numbers are acknowledged to each sender."""
        goals = [(numbers, len(numbers.acknowledged()) + 10) for numbers in self.both]
        self.wait(lambda: all(len(numbers.acknowledged()) >= goal for numbers, goal in goals), "ten more numbers")

    def wait_for_errors(self) -> None:
        """Wait until both senders have given up."""
        for task in [self._pool.submit(numbers.senders[-1].wait) for numbers in self.both]:
            assert self.wait_for(task) == 1
        shown = self.ssl.shown(self.ssl.senders[-1], SEND)
        self.log.add("producer", "failed", error=re.search("was not acknowledged: (.*)", shown)[1])

    def compare(self, when: str) -> None:
        """Compare the numbers of both."""
        tasks = [self._pool.submit(numbers.compare) for numbers in self.both]
        self.compared[when] = [self.wait_for(task) for task in tasks]

    def finish(self) -> None:
        """Press Ctrl-C in the terminals of all scripts."""
        for numbers in self.both:
            assert numbers.senders[-1].ctrl_c() == 0, numbers.senders[-1].output
            assert numbers.watcher.ctrl_c() == 0, numbers.watcher.output
        self._finished = True

    def wait_for(self, task: Future):
        """Wait for what is done in the background, and return its result."""
        self.wait(task.done, "what was started has ended")
        return task.result()

    def wait(self, condition, what: str) -> None:
        """Wait, and note meanwhile what happens."""
        try:
            wait_until(lambda: self._note() or condition(), what)
        except AssertionError as error:
            terminals = [terminal for numbers in self.both for terminal in (*numbers.senders, numbers.watcher)]
            shown = "".join(f"{terminal.command}\n{terminal.seen()}" for terminal in terminals)
            raise AssertionError(f"{error}. The terminals show:\n{shown}") from error
        self._note()

    def close(self) -> None:
        """End all that this run has started."""
        for numbers in self.both:
            numbers.close()
        self._pool.shutdown()

    def _note(self) -> None:
        if self._finished:
            return
        leader, offsets = self.ssl.leader(), self.ssl.acknowledged()
        if leader and leader not in self.leaders[-1:]:
            self.leaders.append(leader)
            self.log.add(f"node {leader}", "leads", partition=0)
        for offset in offsets[self._logged :]:
            self.log.add_message("producer", "acknowledged", 0, offset)
        self._logged = len(offsets)


@contextlib.contextmanager
def fault(reader: Reader, admin: KafkaAdminClient) -> Iterator[Fault]:
    """A run with numbers being sent; however it ends, three brokers run and are in sync afterwards."""
    run = Fault(reader, admin)
    try:
        run.send()
        yield run
    finally:
        run.close()
        for node in Cluster(Folder(reader.folder)).nodes:
            for process in node.processes():
                process.resume()
            if not node.processes():
                assert reader.run(f"python -m local_kafka start-node {node.number}").code == 0
        wait_until(lambda: all_is_well(admin), "all brokers answer, and all replicas are in sync")


def all_is_well(admin: KafkaAdminClient) -> bool:
    """Whether each broker answers, and no replica of any topic is missing or behind."""
    with contextlib.suppress(KafkaError, OSError):
        admin.list_groups(list(NODES))
        partitions = [partition for topic in admin.describe_topics() for partition in topic["partitions"]]
        return all(len(partition["isr_nodes"]) == len(partition["replica_nodes"]) for partition in partitions)
    return False
