"""The same three brokers for docker-compose.yml: a configuration for each."""

import os

from local_kafka.folder import Folder, make_private, write_private
from local_kafka.node import configuration
from local_kafka.ports import NODES

FIRST_PORT = 9092  # docker-compose.yml publishes this one and those that follow


def configure(folder: Folder) -> None:
    """Write a folder for each broker below .local_kafka/docker; only the address it listens on is another."""
    make_private(folder.docker)
    for number in NODES:
        node = folder.docker / f"node-{number}"
        make_private(node)
        write_private(node / "server.properties", configuration(number, FIRST_PORT, bind="0.0.0.0").encode())


def owner() -> dict[str, str]:
    """The variable of docker-compose.yml that makes the containers run as the reader, who owns all these files."""
    return {"LOCAL_KAFKA_USER": f"{os.getuid()}:{os.getgid()}"}
