"""Where connections fail: ports on which the wrong thing listens, and files that are wrong in one way each."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from local_kafka import jars
from tests import certificates
from tests.docs.failures import listeners
from tests.docs.failures.lone_broker import lone_broker

# Counted from the first port of the tests' Kafka, between the ports of its nodes 1 and 2.
PORTS = {"plaintext": 0, "ssl": 1, "sasl": 2, "nobody": 20, "full": 21, "silent": 22, "web": 23}
PORTS |= {"self_signed": 24, "future": 25, "expired": 26}
LONE = {"good": 50, "nameless": 51, "shut": 52, "controller": 53}


@contextlib.contextmanager
def places(folder: Path, first_port: int, lone_folder: Path) -> Iterator[dict]:
    """Make all of them for the Kafka in a folder; `lone` is the process of the lone broker.

    Files are made in wrong/, a name that a reader understands when it appears in a message.
    """
    ports = {name: first_port + offset for name, offset in {**PORTS, **LONE}.items()}
    wrong = folder / "wrong"
    wrong.mkdir()
    authority = certificates.load(folder / "certs" / "ca.pem", folder / ".local_kafka" / "keys" / "ca.key")
    foreign = certificates.issue("another authority")
    (wrong / "client.truststore.jks").write_bytes(bytes.fromhex("feedfeed00000002"))  # how Java's stores begin
    files = {"java_store": wrong / "client.truststore.jks"}
    files["foreign_authority"], _ = foreign.save(wrong, "another-ca")
    for name, pair, password in [
        ("foreign", certificates.issue("demo-user", foreign), ""),
        ("locked", certificates.issue("demo-user", authority), "a password"),
        ("expired", certificates.issue("demo-user", authority, years=(2020, 2021)), ""),
    ]:
        files[f"{name}_certificate"], files[f"{name}_key"] = pair.save(wrong, name, password)
    servers = {
        "self_signed": certificates.issue("localhost", host="localhost"),
        "future": certificates.issue("localhost", authority, (2090, 2091), "localhost"),
        "expired": certificates.issue("localhost", authority, (2020, 2021), "localhost"),
    }
    with contextlib.ExitStack() as opened:
        for name in ("full", "silent", "web"):
            opened.enter_context(getattr(listeners, name)(ports[name]))
        for name, pair in servers.items():
            opened.enter_context(listeners.tls(ports[name], *pair.save(wrong, f"server-{name}")))
        lone = opened.enter_context(lone_broker(lone_folder, jars.fetch(), ports | {"nobody": ports["nobody"]}))
        yield {**ports, **files, "lone": lone}
