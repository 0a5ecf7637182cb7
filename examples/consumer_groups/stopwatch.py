"""Measure how long nobody reads when a consumer goes away, and what is read twice.
Needs a running Kafka, and its connection variables in .env.
Run it with: python examples/consumer_groups/stopwatch.py
"""

import argparse
import asyncio
import json
import logging
import os
import signal
import sys
import threading
import time
import uuid
from pathlib import Path

from dotenv import load_dotenv
from kafka import (
    ConsumerRebalanceListener,
    KafkaAdminClient,
    KafkaConsumer,
    KafkaProducer,
)
from kafka.errors import KafkaError

load_dotenv()
logging.basicConfig(level=os.getenv("KAFKA_LOG_LEVEL", "CRITICAL"))

# Connect with TLS, and with a client certificate (SSL) or a password (SASL_SSL)
HOST = os.getenv("KAFKA_HOST", "localhost")
SSL_PORT = os.getenv("KAFKA_SSL_PORT", "9093")
SASL_PORT = os.getenv("KAFKA_SASL_PORT", "9094")
CONNECTION = {
    "bootstrap_timeout_ms": 5000,
    "security_protocol": os.getenv("KAFKA_SECURITY_PROTOCOL", "SSL"),
    "ssl_cafile": os.getenv("KAFKA_SSL_CAFILE", "certs/ca.pem"),
}
if CONNECTION["security_protocol"] == "SASL_SSL":
    CONNECTION |= {
        "bootstrap_servers": f"{HOST}:{SASL_PORT}",
        "sasl_mechanism": os.getenv("KAFKA_SASL_MECHANISM", "SCRAM-SHA-256"),
        "sasl_plain_username": os.getenv("KAFKA_SASL_USERNAME", "demo-user"),
        "sasl_plain_password": os.getenv("KAFKA_SASL_PASSWORD", ""),
    }
else:
    CONNECTION |= {
        "bootstrap_servers": f"{HOST}:{SSL_PORT}",
        "ssl_certfile": os.getenv("KAFKA_SSL_CERTFILE", "certs/service.cert"),
        "ssl_keyfile": os.getenv("KAFKA_SSL_KEYFILE", "certs/service.key"),
    }

# How the consumer that reads goes away in each run, and the settings of its group
RUNS = {
    "crash, default settings": ("kill -9", {}),
    "crash, session timeout 10 s": ("kill -9", {"session_timeout_ms": 10_000}),
    "crash, session timeout 6 s": ("kill -9", {"session_timeout_ms": 6_000}),
    "Ctrl-C without close": ("Ctrl-C", {}),
    "Ctrl-C with close": ("Ctrl-C, close", {}),
    "static member, crash and restart": ("kill -9, restart", {}),
}
BEGIN = time.time()


def consume(topic: str, settings: dict, close: bool) -> None:
    """Read until Ctrl-C, and print what happens as lines of JSON."""

    def tell(what: str, **details) -> None:
        print(json.dumps({"at": time.time(), "what": what, **details}), flush=True)

    class Assignments(ConsumerRebalanceListener):
        def on_partitions_assigned(self, assigned):
            tell("assigned", partitions=[each.partition for each in assigned])

        def on_partitions_revoked(self, revoked):
            pass

    def tell_commit(offsets, answer):
        for each in () if isinstance(answer, Exception) else offsets.values():
            tell("committed", offset=each.offset)

    # The end of the stopwatch closes our input: then end, too
    threading.Thread(target=lambda: os._exit(len(sys.stdin.read())), daemon=True).start()
    consumer = KafkaConsumer(
        group_id=topic,
        auto_offset_reset="earliest",
        default_offset_commit_callback=tell_commit,
        **settings,
        **CONNECTION,
    )
    consumer.subscribe([topic], listener=Assignments())
    tell("joined")
    try:
        for msg in consumer:
            tell("read", partition=msg.partition, offset=msg.offset)
    except KeyboardInterrupt:
        if close:
            consumer.close()
            tell("left")


class Run:
    """A producer, and two consumers of one group and one partition; one goes away."""

    def __init__(self, name: str, producer: KafkaProducer):
        self.name, self.producer = name, producer
        self.topic = f"demo-stopwatch-{uuid.uuid4().hex[:8]}"
        self.ending, self.settings = RUNS[name]
        self.events, self.processes, self.tasks, self.gone = [], [], [], None

    async def measure(self) -> None:
        """Let the consumer that reads go away, and wait until somebody reads on."""
        await self.start("co0")
        await self.start("co1")
        await self.until(lambda: {self.assigned(0), self.assigned(1)} == {(), (0,)})
        self.tasks.append(asyncio.create_task(self.send()))
        reader = 0 if self.assigned(0) else 1
        # Wait for a commit, and then for messages that are read but not committed
        commits = len(self.seen("committed", reader))
        await self.until(lambda: len(self.seen("committed", reader)) > commits)
        reads = len(self.seen("read", reader))
        await self.until(lambda: len(self.seen("read", reader)) > reads + 10)
        await self.end(reader)
        await self.until(lambda: len(self.after()) > self.twice())
        self.say(f"{self.silence():.1f} s of silence")
        await asyncio.sleep(3)
        for task in self.tasks:
            task.cancel()

    async def send(self) -> None:
        """Send five messages a second."""
        while True:
            sent = self.producer.send(self.topic, b"tick")
            sent.add_callback(self.acknowledged)
            await asyncio.sleep(0.2)

    def acknowledged(self, to) -> None:
        self.note("producer", "acknowledged", partition=to.partition, offset=to.offset)

    async def start(self, lane: str) -> None:
        """Start a consumer as a process of its own, so that it can be killed."""
        static = {"group_instance_id": lane} if "restart" in self.ending else {}
        what = json.dumps([self.topic, self.settings | static, "close" in self.ending])
        command, pipe = (
            [sys.executable, __file__, "--consume", what],
            asyncio.subprocess.PIPE,
        )
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, start_new_session=True
        )
        self.processes.append(process)
        self.tasks.append(asyncio.create_task(self.listen(lane, process)))

    async def listen(self, lane: str, process: asyncio.subprocess.Process) -> None:
        """Note what a consumer tells, and end it when this task is cancelled."""
        number = self.processes.index(process)
        try:
            async for line in process.stdout:
                self.note(lane, process=number, **json.loads(line))
            if number != self.gone:
                raise ChildProcessError(f"{lane} ended by itself, in: {self.name}")
        finally:
            process.stdin.close()
            await process.wait()

    async def end(self, number: int) -> None:
        """Kill a consumer, or press its Ctrl-C: then it is gone."""
        self.gone = number
        killed = "kill" in self.ending
        self.processes[number].send_signal(signal.SIGKILL if killed else signal.SIGINT)
        self.note(f"co{number}", "killed" if killed else "interrupted")
        self.say("kill -9" if killed else "Ctrl-C")
        if "restart" in self.ending:
            await self.processes[number].wait()
            await self.start(f"co{number}")

    async def until(self, condition) -> None:
        """Wait for a condition; raise TimeoutError, or what a task of this run raised."""
        async with asyncio.timeout(120):
            while not condition():
                for task in filter(asyncio.Task.done, self.tasks):
                    task.result()
                await asyncio.sleep(0.05)

    def say(self, text: str) -> None:
        print(f"{time.time() - BEGIN:5.1f} s  {self.name}: {text}")

    def note(self, lane: str, what: str, **details) -> None:
        self.events.append({"at": time.time(), "lane": lane, "what": what, **details})

    def seen(self, what: str, *numbers: int) -> list[dict]:
        """What these consumers have told of this kind."""
        told = (each for each in self.events if each.get("process") in numbers)
        return [each for each in told if each["what"] == what]

    def assigned(self, number: int) -> tuple | None:
        """The partitions that a consumer was given last, None before the first time."""
        told = [tuple(each["partitions"]) for each in self.seen("assigned", number)]
        return told[-1] if told else None

    def after(self) -> list[dict]:
        """What was read after the consumer went away."""
        last = self.seen("read", self.gone)[-1]["at"]
        return [each for each in self.seen("read", 1 - self.gone, 2) if each["at"] > last]

    def silence(self) -> float:
        """For how many seconds nobody read."""
        return self.after()[0]["at"] - self.seen("read", self.gone)[-1]["at"]

    def twice(self) -> int:
        """How many messages were read before and after."""
        before = {each["offset"] for each in self.seen("read", self.gone)}
        return len(before & {each["offset"] for each in self.after()})


async def main(log: Path | None) -> None:
    """Make a topic for each run, let all runs happen at once, and print the table."""
    print(f"{len(RUNS)} runs side by side. This takes about a minute.")
    with KafkaAdminClient(**CONNECTION) as admin, KafkaProducer(**CONNECTION) as producer:
        runs = [Run(name, producer) for name in RUNS]
        topics = {run.topic: {"num_partitions": 1} for run in runs}
        try:
            admin.create_topics(topics, wait_for_metadata=True)
            await asyncio.gather(*(run.measure() for run in runs))
        finally:
            admin.delete_topics(list(topics), raise_errors=False)
    print("\nNobody read for  Read twice  What happened")
    for run in runs:
        print(f"{run.silence():13.1f} s  {run.twice():10}  {run.name}")
    if log:
        lines = [json.dumps({"run": run.name, **e}) for run in runs for e in run.events]
        log.write_text("\n".join(lines))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--log", type=Path, help="write all events to this file, too")
    parser.add_argument("--consume", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        if arguments.consume:
            consume(*json.loads(arguments.consume))
        else:
            asyncio.run(main(arguments.log))
    except KeyboardInterrupt:
        print("Stopped")
    except (KafkaError, TimeoutError, ChildProcessError) as error:
        print(f"Not measured: {error!r}", file=sys.stderr)
        sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
