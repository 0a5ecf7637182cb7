"""Write jars.sha256: every jar that Kafka needs, with its SHA-256. Run by `make lock`.

jgo resolves the coordinates below as Maven would.
Each is marked raw, because jgo otherwise reads it as a bill of materials and picks older versions.
"""

import hashlib
import tempfile
from pathlib import Path

from jgo.maven import Dependency, MavenContext

from local_kafka.jars import LIST

KAFKA_VERSION = "4.3.1"
COORDINATES = [
    ("org.apache.kafka", "kafka_2.13", KAFKA_VERSION),
    ("org.apache.kafka", "kafka-server", KAFKA_VERSION),
    ("org.apache.kafka", "kafka-tools", KAFKA_VERSION),
    ("org.apache.kafka", "kafka-clients", KAFKA_VERSION),
    ("org.slf4j", "slf4j-simple", "1.7.36"),  # Kafka brings no logger of its own: without one a broker is mute
]


def lock(listed: Path, coordinates: list[tuple[str, str, str]]) -> None:
    """Resolve, download and hash the jars, and write the list."""
    with tempfile.TemporaryDirectory() as folder:
        maven = MavenContext(repo_cache=Path(folder))
        wanted = [
            Dependency(maven.project(group, name).at_version(version).artifact(), raw=True)
            for group, name, version in coordinates
        ]
        inputs, others = maven.resolver.resolve(wanted)
        lines = []
        for dependency in inputs + others:
            artifact = dependency.artifact
            sha256 = hashlib.sha256(artifact.resolve().read_bytes()).hexdigest()
            lines.append(f"{sha256}  {artifact.groupId}:{artifact.artifactId}:{artifact.version}\n")
    listed.write_text("".join(sorted(lines, key=lambda line: line.split()[1])))
    print(f"{listed.name}: {len(lines)} jars")


if __name__ == "__main__":
    lock(LIST, COORDINATES)
