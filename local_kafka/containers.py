"""What docker-compose.yml needs: a configuration for each of the three brokers, and variables in `.env`."""

import os
import secrets

from dotenv import dotenv_values

from local_kafka import access
from local_kafka.folder import Folder, make_private, write_private
from local_kafka.node import configuration
from local_kafka.ports import NODES

FIRST_PORT = 9092  # docker-compose.yml publishes this one and those that follow
PASSWORDS = {  # the variables with the passwords of Karapace's users
    access.REGISTRY: "LOCAL_KARAPACE_REGISTRY_PASSWORD",
    access.REST_PROXY: "LOCAL_KARAPACE_REST_PASSWORD",
}


def configure(folder: Folder) -> None:
    """Write a folder for each broker below .local_kafka/docker; only the address it listens on is another."""
    make_private(folder.docker)
    for number in NODES:
        node = folder.docker / f"node-{number}"
        make_private(node)
        write_private(node / "server.properties", configuration(number, FIRST_PORT, bind="0.0.0.0").encode())


def variables(folder: Folder) -> dict[str, str]:
    """The variables of docker-compose.yml: the reader, who owns all these files, and new passwords where none are."""
    known = karapace_passwords(folder)
    made = {name: known.get(user) or secrets.token_urlsafe(24) for user, name in PASSWORDS.items()}
    return {"LOCAL_KAFKA_USER": f"{os.getuid()}:{os.getgid()}", **made}


def karapace_passwords(folder: Folder) -> dict[str, str]:
    """The passwords of Karapace's users by user name; none before `prepare`."""
    env = dotenv_values(folder.env)
    return {user: env[name] for user, name in PASSWORDS.items() if env.get(name)}
