"""The `.env` of a local cluster: `.env.example` with the cluster's own values filled in."""

import re
import secrets
from pathlib import Path

from dotenv import dotenv_values

from local_kafka import credentials
from local_kafka.errors import LocalKafkaError
from local_kafka.folder import Folder, write_private
from local_kafka.ports import Ports

EXAMPLE = Path(__file__).parents[1] / ".env.example"
OURS = "# Written by local_kafka, which updates the values of its own cluster in it.\n"


def refuse_foreign_files(folder: Folder) -> None:
    """Raise when there is an `.env` that somebody else wrote, or a key that came without an `.env` of ours."""
    if folder.env.exists():
        foreign = None if folder.env.read_bytes().startswith(OURS.encode()) else folder.env
    else:
        ours = (folder.keys / "ca.key").exists()
        foreign = next(
            (path for path in (folder.ca, folder.certificate, folder.key) if path.exists() and not ours), None
        )
    if foreign:
        raise LocalKafkaError(
            f"Nothing was started or changed, because {foreign} is not ours.",
            "It may belong to the connection to another Kafka, and would be overwritten.",
            f"Move it away (mv {foreign.name} {foreign.name}.mine), or use another folder with --folder DIR",
        )


def password(folder: Folder) -> str | None:
    """The password of the tutorial's user, once there is one."""
    return dotenv_values(folder.env).get("KAFKA_SASL_PASSWORD")


def new_password() -> str:
    """A password that nobody can guess: 192 random bits."""
    return secrets.token_urlsafe(24)


def write_env(folder: Folder, **more: str) -> None:
    """Write what the cluster knows into `.env`, and leave every other line as it is."""
    write_private(folder.env, content(folder, **more))


def content(folder: Folder, **more: str) -> bytes:
    """What `write_env` writes."""
    text = folder.env.read_text("utf-8") if folder.env.exists() else OURS + EXAMPLE.read_text("utf-8")
    secret = password(folder) or new_password()
    ports = Ports.of(1, folder.first_port)
    values = {
        "KAFKA_HOST": "localhost",
        "KAFKA_PLAINTEXT_PORT": ports.plaintext,
        "KAFKA_SSL_PORT": ports.ssl,
        "KAFKA_SASL_PORT": ports.sasl,
        "KAFKA_SSL_CAFILE": _quoted(folder.ca),
        "KAFKA_SSL_CERTFILE": _quoted(folder.certificate),
        "KAFKA_SSL_KEYFILE": _quoted(folder.key),
        "KAFKA_SASL_MECHANISM": "SCRAM-SHA-256",
        "KAFKA_SASL_USERNAME": credentials.USER,
        "KAFKA_SASL_PASSWORD": secret,
        **more,
    }
    for name, value in values.items():
        line = f"{name}={value}"
        text, found = re.subn(rf"(?m)^{name}=.*$", lambda _, line=line: line, text)
        if not found:
            text = f"{text.rstrip()}\n{line}\n"
    return text.encode()


def _quoted(path: Path) -> str:
    """A path as python-dotenv reads it back unchanged: single quotes turn off every expansion."""
    escaped = str(path).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
