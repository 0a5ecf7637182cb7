"""What must be shown nowhere: the secrets of a cluster, in each form in which they could be printed."""

import base64
import hashlib
import hmac
import re
from pathlib import Path

from dotenv import dotenv_values

SALT, HASH, ITERATIONS = 24, 32, 8192  # bytes, bytes, and rounds of SCRAM-SHA-256 as the launcher wants them


def secrets_of(folder: Path) -> dict[str, list[str]]:
    """By name: the password, what Kafka keeps of it, and the private keys of the cluster in a folder."""
    password = dotenv_values(folder / ".env")["KAFKA_SASL_PASSWORD"]
    secrets = {"password": [password]}
    for path in [folder / "certs" / "service.key", *(folder / ".local_kafka" / "keys").glob("*.key")]:
        body = [line for line in path.read_text().splitlines() if not line.startswith("-----")]
        secrets[path.name] = [max(body, key=len)]
    for name, value in scram(folder, password).items():
        numbers = ", ".join(str(byte - 256 if byte > 127 else byte) for byte in value)  # as Java prints bytes
        secrets[name] = [base64.b64encode(value).decode(), value.hex(), numbers]
    assert len(secrets) == 8 and all(len(form) >= 32 for forms in secrets.values() for form in forms)
    return secrets


def scram(folder: Path, password: str) -> dict[str, bytes]:
    """What the password turns into (RFC 5802), checked against the metadata log; the salt is told to all who log in."""
    log = b"".join(path.read_bytes() for path in folder.glob(".local_kafka/node-1/data/__cluster_metadata-0/*.log"))
    for found in re.finditer(b"demo-user\x01", log):
        salt = log[found.end() + 1 :][:SALT]  # after its length
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
        stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
        server = hmac.digest(salted, b"Server Key", "sha256")
        if stored in log and server in log:
            return {"salted password": salted, "stored key": stored, "server key": server}
    raise AssertionError("the metadata log has no record of the password")


def shown(secrets: dict[str, list[str]], texts: dict[str, str]) -> list[tuple[str, str]]:
    """Where which secret stands: (name of the secret, name of the text). The secret itself is not repeated."""
    return [
        (secret, place)
        for secret, forms in secrets.items()
        for place, text in texts.items()
        for form in forms
        if form in text
    ]
