"""A real Kafka of one broker, without encryption, that names addresses of itself which nobody can reach."""

import base64
import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from string import Template

import psutil
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from local_kafka import java, processes
from tests.wait import wait_until

CONFIGURATION = Template("""\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:$controller
log.dirs=data
listeners=GOOD://127.0.0.1:$good,NAMELESS://127.0.0.1:$nameless,CLOSED://127.0.0.1:$shut,CONTROLLER://127.0.0.1:$controller
advertised.listeners=GOOD://localhost:$good,NAMELESS://kafka-1.invalid:9092,CLOSED://localhost:$nobody
listener.security.protocol.map=GOOD:PLAINTEXT,NAMELESS:PLAINTEXT,CLOSED:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=GOOD
controller.listener.names=CONTROLLER
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
""")


@contextlib.contextmanager
def lone_broker(folder: Path, jars: list[Path], ports: dict[str, int]) -> Iterator[psutil.Process]:
    """Start it in a folder, and return its process once it serves."""
    (folder / "server.properties").write_text(CONFIGURATION.substitute(ports))
    log = (folder / "server.log").open("w")
    options = {"cwd": folder, "stdout": log, "stderr": log, "stdin": subprocess.DEVNULL, "start_new_session": True}
    arguments = [
        "format",
        "--cluster-id",
        base64.urlsafe_b64encode(b"lone broker test").rstrip(b"=").decode(),
        "--config",
        "server.properties",
    ]
    with log:
        subprocess.run(java.command(jars, "kafka.tools.StorageTool", *arguments), check=True, **options)
        process = subprocess.Popen(java.command(jars, "kafka.Kafka", "server.properties"), **options)
    broker = psutil.Process(process.pid)
    try:
        wait_until(lambda: serves(f"localhost:{ports['good']}"), f"the lone broker serves; its log is {log.name}")
        yield broker
    finally:
        processes.kill([broker])
        process.wait()
        shutil.rmtree(folder)


def serves(address: str) -> bool:
    """Whether a broker answers there."""
    with contextlib.suppress(KafkaError), KafkaAdminClient(bootstrap_servers=address, bootstrap_timeout_ms=1000) as it:
        return len(it.describe_cluster()["brokers"]) == 1
    return False
