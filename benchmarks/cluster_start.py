"""How fast the local cluster starts: our Java flags beside those of Kafka's own start script, side by side.

Both start the same three formatted nodes with the same jars and configuration, in turn. The time runs from the first
process until all three brokers serve. Run: python -m benchmarks.cluster_start --pairs 5
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from local_kafka import brokers, java, processes
from local_kafka.aot import AotCache
from local_kafka.cluster import Cluster
from local_kafka.folder import Folder, make_private
from local_kafka.jars import fetch
from local_kafka.ports import NODES, Ports

# The defaults of bin/kafka-server-start.sh and bin/kafka-run-class.sh of Kafka 4.3.1, but for its log files.
SCRIPT_FLAGS = [
    "-Xmx1G",
    "-Xms1G",
    "-server",
    "-XX:+UseG1GC",
    "-XX:MaxGCPauseMillis=20",
    "-XX:InitiatingHeapOccupancyPercent=35",
    "-XX:+ExplicitGCInvokesConcurrent",
    "-Djava.awt.headless=true",
]


def main() -> None:
    """Measure pairs of starts, and print a line for each and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=5, help="how many starts of each kind (5)")
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory(prefix="cluster-start-") as place:
        folder = Folder(Path(place))
        make_private(folder.state)
        cluster = Cluster(folder, say=lambda line: None)
        try:
            kafka = fetch()
            our_flags = java.FLAGS + prepared(cluster, kafka)
            print("pair  script flags  our flags  ratio  our memory", flush=True)
            ratios = []
            for pair in range(1, pairs + 1):
                script, _ = measure(cluster, kafka, SCRIPT_FLAGS)
                ours, memory = measure(cluster, kafka, our_flags)
                ratios.append(ours / script)
                print(f"{pair:4}  {script:10.1f} s  {ours:7.1f} s  {ratios[-1]:.2f}  {memory:7.2f} GB", flush=True)
        finally:
            cluster.stop()
    print(f"median ratio: {statistics.median(ratios):.2f}")


def prepared(cluster: Cluster, kafka: list[Path]) -> list[str]:
    """Format the nodes by a first start; return the flags for the AOT cache, which the end of that start made."""
    cluster.start(first_free_port())
    cluster.stop()
    flags = AotCache(kafka).flags()
    assert flags, "the first run made no AOT cache"
    return flags


def first_free_port() -> int:
    """The first of twelve ports that nobody uses."""
    return next(
        first
        for first in range(15092, 32000, 300)
        if all(processes.is_free(port) for number in NODES for port in vars(Ports.of(number, first)).values())
    )


def measure(cluster: Cluster, kafka: list[Path], flags: list[str]) -> tuple[float, float]:
    """Start and stop the cluster once. Seconds until all brokers serve, and their resident memory in GB then."""
    began = time.monotonic()
    for node in cluster.nodes:
        node.spawn(kafka, flags)
    brokers.wait_until_ready(cluster.folder, NODES).close()
    seconds = time.monotonic() - began
    memory = sum(process.memory_info().rss for process in cluster.processes()) / 1e9
    cluster.stop()
    return seconds, memory


if __name__ == "__main__":
    main()
