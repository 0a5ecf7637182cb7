"""The TCP ports of a cluster, all on 127.0.0.1: which they are, and whether they are free."""

from dataclasses import dataclass

from local_kafka import processes
from local_kafka.errors import LocalKafkaError

NODES = (1, 2, 3)
# From 32768 on Linux hands ports to outgoing connections, so that one may be taken at any moment.
FIRST_PORTS = range(1024, 32768 - 203)


@dataclass(frozen=True)
class Ports:
    """The TCP ports of one node."""

    plaintext: int
    ssl: int
    sasl: int
    controller: int

    @classmethod
    def of(cls, number: int, first_port: int) -> "Ports":
        """Node 1 has first_port and the three after it, and each further node lies 100 higher."""
        start = first_port + 100 * (number - 1)
        return cls(start, start + 1, start + 2, start + 3)

    def __str__(self) -> str:
        return f"PLAINTEXT {self.plaintext}, SSL {self.ssl}, SASL_SSL {self.sasl}"


def refuse_impossible(first_port: int) -> None:
    """Raise when the twelve ports that follow from first_port are not all good ones."""
    if first_port not in FIRST_PORTS:
        raise LocalKafkaError(
            f"Nothing was started, because {first_port} cannot be the first of the twelve ports.",
            "Ports below 1024 are the administrator's, and those from 32768 on belong to outgoing connections.",
            f"Choose a number from {FIRST_PORTS[0]} to {FIRST_PORTS[-1]}: start --port 19092",
        )


def refuse_used(first_port: int) -> None:
    """Raise when somebody listens on one of the twelve ports, and say who."""
    for number in NODES:
        for port in vars(Ports.of(number, first_port)).values():
            if not processes.is_free(port):
                raise LocalKafkaError(
                    f"Node {number} cannot start: port {port} is in use.",
                    f"It is held by {processes.holder(port)}.",
                    f"End that process, or choose other ports: start --port {first_port + 1000}",
                )
