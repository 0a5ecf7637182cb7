"""Try each step of a connection to Kafka in order, and explain the first one that fails.
Needs the connection variables in .env; Kafka itself may be down.
Run it with: python examples/doctor.py
"""

import argparse
import functools
import json
import logging
import os
import queue
import re
import select
import socket
import ssl
import sys
import textwrap
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from dotenv import find_dotenv, load_dotenv
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ACLOperation
from kafka.errors import for_code
from kafka.net.sasl import get_sasl_mechanism
from kafka.protocol.consumer import HeartbeatRequest, HeartbeatResponse
from kafka.protocol.metadata import MetadataRequest, MetadataResponse
from kafka.protocol.sasl import (
    SaslAuthenticateRequest,
    SaslAuthenticateResponse,
    SaslHandshakeRequest,
    SaslHandshakeResponse,
)

load_dotenv()
logging.getLogger("kafka").setLevel(logging.CRITICAL + 1)  # the doctor speaks for it

# Read the same variables as the other scripts, with the same defaults
HOST = os.getenv("KAFKA_HOST", "localhost")
PLAINTEXT_PORT = os.getenv("KAFKA_PLAINTEXT_PORT", "9092")
SSL_PORT = os.getenv("KAFKA_SSL_PORT", "9093")
SASL_PORT = os.getenv("KAFKA_SASL_PORT", "9094")
SECURITY_PROTOCOL = os.getenv("KAFKA_SECURITY_PROTOCOL", "SSL")
SSL_CAFILE = os.getenv("KAFKA_SSL_CAFILE", "certs/ca.pem")
SSL_CERTFILE = os.getenv("KAFKA_SSL_CERTFILE", "certs/service.cert")
SSL_KEYFILE = os.getenv("KAFKA_SSL_KEYFILE", "certs/service.key")
SASL_MECHANISM = os.getenv("KAFKA_SASL_MECHANISM", "SCRAM-SHA-256")
SASL_USERNAME = os.getenv("KAFKA_SASL_USERNAME", "demo-user")
SASL_PASSWORD = os.getenv("KAFKA_SASL_PASSWORD", "")
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
GROUP_ID = os.getenv("KAFKA_GROUP_ID", "demo-consumer-group")

# What each way to connect needs, by kafka-python's own name for it
PLAIN = {
    "port": ("KAFKA_PLAINTEXT_PORT", PLAINTEXT_PORT),
}
SSL = {
    "port": ("KAFKA_SSL_PORT", SSL_PORT),
    "ssl_cafile": ("KAFKA_SSL_CAFILE", SSL_CAFILE),
    "ssl_certfile": ("KAFKA_SSL_CERTFILE", SSL_CERTFILE),
    "ssl_keyfile": ("KAFKA_SSL_KEYFILE", SSL_KEYFILE),
}
SASL = {
    "port": ("KAFKA_SASL_PORT", SASL_PORT),
    "ssl_cafile": ("KAFKA_SSL_CAFILE", SSL_CAFILE),
    "sasl_mechanism": ("KAFKA_SASL_MECHANISM", SASL_MECHANISM),
    "sasl_plain_username": ("KAFKA_SASL_USERNAME", SASL_USERNAME),
    "sasl_plain_password": ("KAFKA_SASL_PASSWORD", SASL_PASSWORD),
}
VARIANTS = {"plain": PLAIN, "ssl": SSL, "sasl": SASL}
PROTOCOLS = {"plain": "PLAINTEXT", "ssl": "SSL", "sasl": "SASL_SSL"}
STEPS = ["settings", "dns", "tcp", "tls", "kafka", "login"]
STEPS += ["metadata", "brokers", "topic", "write", "read"]
LEFT_OUT = {"plain": ["tls", "login"], "ssl": ["login"], "sasl": []}
STEP_SECONDS = 3  # no step waits longer for the network

MECHANISMS = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]
# Errors of Kafka's protocol
UNKNOWN_TOPIC, TOPIC_NOT_ALLOWED, GROUP_NOT_ALLOWED = 3, 29, 30
UNSUPPORTED_MECHANISM, NOT_A_SASL_PORT = 33, 34
NOT_TOLD = 31  # the bit of a broker that does not list your rights (KIP-430)
# What OpenSSL finds wrong with a certificate
CERTIFICATE_PROBLEMS = {
    9: "broker-certificate-not-yet-valid",
    10: "broker-certificate-expired",
    62: "host-name-mismatch",
    64: "host-name-mismatch",  # an IP address
}

# What can be wrong, and what to change, by its place on the page about errors
PROBLEMS = {
    "setting-missing": (
        "{name} has no value.",
        "Give it one in .env. The Reference page says which.",
    ),
    "security-protocol": (
        "KAFKA_SECURITY_PROTOCOL is {value!r}. kafka-python takes a word that it does "
        "not know for PLAINTEXT: no encryption.",
        "Write SSL or SASL_SSL, in capital letters.",
    ),
    "host-with-port": (
        "KAFKA_HOST holds more than the name of a host.",
        "Leave only the name, and put the port into {name}.",
    ),
    "port-is-no-number": (
        "{name} is {value!r}, which is no port.",
        "Write a number from 1 to 65535.",
    ),
    "mechanism-misspelt": (
        "KAFKA_SASL_MECHANISM is {value!r}, which kafka-python does not know.",
        "Write one of {known}.",
    ),
    "file-missing": (
        "{name} names {path}, and there is no such file.",
        "Save it there, or correct the path. A path that does not begin with / begins in "
        "the folder that you are in: {folder}",
    ),
    "file-unreadable": (
        "{name} names {path}, which cannot be read: {error}.",
        "Name a file, and one that you may read.",
    ),
    "file-of-the-wrong-kind": (
        "{name} names {path}, which is {seen} and not a {wanted}.",
        "Download the files again. Java's keystores (.jks, .p12) do not work in Python.",
    ),
    "key-with-a-password": (
        "{path} is locked with a password of its own, and the scripts give none.",
        "Unlock it: openssl pkey -in {path} -out unlocked.key && chmod 600 unlocked.key",
    ),
    "key-does-not-fit": (
        "{key} is not the key of the certificate {certificate}.",
        "Download both again, at the same time and for the same user.",
    ),
    "client-certificate-expired": (
        "Your certificate {certificate} is {dates}, and today is {today}.",
        "Get a new one with its key. For a local Kafka: python -m local_kafka rotate",
    ),
    "unknown-host": (
        "No address was found for the host {host!r} ({error}).",
        "Compare KAFKA_HOST with your service's page, and look at your network or VPN. "
        "A new service gets its name after some minutes.",
    ),
    "nothing-listens": (
        "Nothing listens on {address}.",
        "Start Kafka, or compare the port with your service's page: each way to connect "
        "has a port of its own.",
    ),
    "no-answer": (
        "{address} does not answer ({error}).",
        "Is the service running? Does a firewall, a VPN or a list of allowed addresses "
        "stand between you and it?",
    ),
    "tls-to-plaintext-port": (
        "{address} speaks Kafka without encryption.",
        "That is the port of another listener: take the one for {variant}.",
    ),
    "no-tls": (
        "{address} does not speak TLS ({error}).",
        "Another program or a proxy listens there: compare host and port.",
    ),
    "broker-certificate-expired": (
        "The certificate of {address} has expired. {seen}",
        "Whoever runs the service must renew it. Is the date of your computer right?",
    ),
    "broker-certificate-not-yet-valid": (
        "The certificate of {address} is not valid yet. {seen}",
        "Set the clock of your computer: it says that today is {today}.",
    ),
    "host-name-mismatch": (
        "The certificate of {address} is not for the name {host!r}. {seen}",
        "Set KAFKA_HOST to a name in the certificate. Never turn the check off.",
    ),
    "unknown-authority": (
        "No authority in {path} has signed the certificate of {address}. {seen}",
        "Get the CA certificate of this very service, and let KAFKA_SSL_CAFILE name it.",
    ),
    "client-certificate-refused": (
        "{address} refuses your certificate ({error}).",
        "Download certificate and key of this very service again.",
    ),
    "plaintext-to-tls-port": (
        "{address} speaks TLS, and the scripts of examples/plain do not.",
        "Take the port without encryption, or the scripts of examples/ssl or of sasl.",
    ),
    "no-kafka": (
        "What listens on {address} does not answer as Kafka does ({error}).",
        "Another program or a proxy listens there: compare host and port.",
    ),
    "no-login-on-sasl-port": (
        "{address} asks for a user name and a password.",
        "Take the port for {variant}, or the scripts of examples/sasl.",
    ),
    "login-on-ssl-port": (
        "{address} takes no user name and no password ({error}).",
        "Take the port for SASL, or the scripts of examples/ssl.",
    ),
    "mechanism-not-offered": (
        "The service does not offer {value}.",
        "Set KAFKA_SASL_MECHANISM to {known}.",
    ),
    "wrong-password": (
        "The service refuses the user name or the password ({error}).",
        "Copy both again. Kafka does not tell which of them is wrong.",
    ),
    "advertised-address": (
        "Kafka says that broker {broker} is at {advertised}, and your computer cannot "
        "talk to that address: {error}.",
        "It comes from the broker's advertised.listeners, and must be an address that "
        "your computer can reach.",
    ),
    "topic-missing": (
        "There is no topic {topic}.",
        "Create it: python examples/{variant}/create_topic.py",
    ),
    "topic-not-allowed": (
        "You may not {operation} the topic {topic}, or it is not there.",
        "Compare KAFKA_TOPIC_NAME, or ask for an access rule (ACL) for this topic.",
    ),
    "topic-name": (
        "{topic!r} cannot be the name of a topic ({error}).",
        "Letters, digits, '.', '_' and '-' make a name.",
    ),
    "no-leader": (
        "A partition of {topic} has no leader: its brokers are down.",
        "Look at the brokers: python -m local_kafka status, or your service's page.",
    ),
    "group-not-allowed": (
        "You may not read as a member of the group {group}.",
        "Compare KAFKA_GROUP_ID, or ask for an access rule (ACL) for this group.",
    ),
    "read-the-log": (
        "{error}",
        "The log says more: set KAFKA_LOG_LEVEL=DEBUG, and run one of the scripts.",
    ),
}


class Problem(Exception):
    """Why a step failed: one of PROBLEMS, with the facts of this case."""

    def __init__(self, name: str, /, **facts):
        self.name = name
        facts |= {"topic": TOPIC_NAME, "group": GROUP_ID, "host": HOST}
        facts |= {"today": f"{datetime.now(UTC):%Y-%m-%d}"}
        facts = {fact: hide_password(str(value)) for fact, value in facts.items()}
        self.wrong, self.change = (text.format(**facts) for text in PROBLEMS[name])
        super().__init__(self.wrong)


def hide_password(text: str) -> str:
    """A text without your password, wherever you have put it by mistake."""
    return text.replace(SASL_PASSWORD, "(your password)") if SASL_PASSWORD else text


class Connection:
    """One way to connect. Each step uses what those before it found."""

    def __init__(self, variant: str):
        self.variant = variant
        self.options = {name: value for name, (_, value) in VARIANTS[variant].items()}
        self.port = self.options.pop("port")
        self.address = f"{HOST}:{self.port}"
        self.options["bootstrap_servers"] = self.address
        self.options["security_protocol"] = PROTOCOLS[variant]
        self.notes: list[str] = []
        self.socket: socket.socket | None = None

    def problem(self, name: str, /, **facts) -> Problem:
        """A problem of this connection."""
        return Problem(name, variant=self.variant, address=self.address, **facts)

    def settings(self) -> str:
        """Is each value there and of the right kind, and do the files fit together?"""
        for name, value in [("KAFKA_HOST", HOST), *VARIANTS[self.variant].values()]:
            if not value:
                raise Problem("setting-missing", name=name)
        if SECURITY_PROTOCOL not in ("SSL", "SASL_SSL"):
            raise Problem("security-protocol", value=SECURITY_PROTOCOL)
        port_name = VARIANTS[self.variant]["port"][0]
        if "/" in HOST or HOST.count(":") == 1:  # an IPv6 address has more
            raise Problem("host-with-port", name=port_name)
        if not re.fullmatch("[0-9]{1,5}", self.port) or not 0 < int(self.port) < 65536:
            raise Problem("port-is-no-number", name=port_name, value=self.port)
        if self.variant == "sasl" and SASL_MECHANISM not in MECHANISMS:
            known = ", ".join(MECHANISMS)
            raise Problem("mechanism-misspelt", value=SASL_MECHANISM, known=known)
        env = find_dotenv()
        saw = [".env" if env else "no .env, so the defaults of the scripts"]
        if self.variant != "plain":
            authority = read_certificate("KAFKA_SSL_CAFILE", SSL_CAFILE)
            saw.append(f"CA certificate of {common_name(authority.subject)}")
        if self.variant == "ssl":
            certificate = read_certificate("KAFKA_SSL_CERTFILE", SSL_CERTFILE)
            refuse_bad_pair(certificate, read_key())
            saw.append(f"your certificate and its key, {validity(certificate)}")
        for path in [env, SSL_KEYFILE if self.variant == "ssl" else ""]:
            if path and os.name == "posix" and Path(path).stat().st_mode & 0o077:
                note = f"Others may read {path}. Change that: chmod 600 {path}"
                self.notes.append(note)
        return ", ".join(saw)

    def dns(self) -> str:
        """Does the host's name lead to an address?"""
        found = resolve(HOST)
        if isinstance(found, Exception):
            raise Problem("unknown-host", error=found)
        return f"{HOST} is {' and '.join(found)}"

    def tcp(self) -> str:
        """Does anything listen on the port?"""
        try:
            self.socket = connect(HOST, self.port)
        except ConnectionRefusedError:
            raise self.problem("nothing-listens") from None
        except OSError as error:
            raise self.problem("no-answer", error=error) from None
        return f"{self.address} accepts connections"

    def tls(self) -> str:
        """Does the broker prove who it is, and accept your certificate?"""
        try:
            self.socket = self.encrypt(self.socket, HOST)
        except ssl.SSLCertVerificationError as error:
            name = CERTIFICATE_PROBLEMS.get(error.verify_code, "unknown-authority")
            facts = {"seen": see_certificate(self.port), "path": SSL_CAFILE}
            raise self.problem(name, **facts) from None
        except OSError as error:  # all other errors of TLS are among these
            name = "no-tls"
            if "ALERT" in str(error).upper():  # the broker's way to say no
                sasl = self.variant == "sasl"
                name = "login-on-ssl-port" if sasl else "client-certificate-refused"
            elif not isinstance(error, TimeoutError) and speaks_clear_kafka(self.port):
                name = "tls-to-plaintext-port"
            raise self.problem(name, error=error) from None
        shown = x509.load_der_x509_certificate(self.socket.getpeercert(binary_form=True))
        return f"{self.socket.version()}, {describe(shown)}"

    def kafka(self) -> str:
        """Does Kafka answer there, and as the right kind of listener?"""
        request = SaslHandshakeRequest(version=1, mechanism=SASL_MECHANISM)
        try:
            answer = ask(self.socket, request, SaslHandshakeResponse)
        except OSError as error:
            name = "no-kafka"
            if (
                self.variant == "plain"
                and not isinstance(error, TimeoutError)
                and speaks_tls(self.port)
            ):
                name = "plaintext-to-tls-port"
            raise self.problem(name, error=error) from None
        if self.variant == "sasl" and answer.error_code == UNSUPPORTED_MECHANISM:
            known = " or ".join(answer.mechanisms)
            raise self.problem("mechanism-not-offered", value=SASL_MECHANISM, known=known)
        if self.variant == "sasl" and answer.error_code:
            error = for_code(answer.error_code).__name__
            raise self.problem("login-on-ssl-port", error=error)
        if self.variant != "sasl" and answer.error_code != NOT_A_SASL_PORT:
            raise self.problem("no-login-on-sasl-port")
        offered = f", and offers {SASL_MECHANISM}" if self.variant == "sasl" else ""
        return f"Kafka answers{offered}"

    def login(self) -> str:
        """Are the user name and the password right?"""
        mechanism = get_sasl_mechanism(SASL_MECHANISM)(**self.options)
        while not mechanism.is_done():
            proof = mechanism.auth_bytes()
            request = SaslAuthenticateRequest(version=1, auth_bytes=proof)
            answer = ask(self.socket, request, SaslAuthenticateResponse)
            if answer.error_code:
                raise self.problem("wrong-password", error=answer.error_message)
            mechanism.receive(answer.auth_bytes)
        return "user name and password are accepted"

    def metadata(self) -> str:
        """Which brokers are there? The answer also tells of the topic."""
        request = MetadataRequest(
            version=8,
            topics=[MetadataRequest.MetadataRequestTopic(name=TOPIC_NAME)],
            allow_auto_topic_creation=False,
            include_topic_authorized_operations=True,
        )
        answer = ask(self.socket, request, MetadataResponse)
        self.described = answer.topics[0]
        self.advertised = {
            broker.node_id: (broker.host, str(broker.port)) for broker in answer.brokers
        }
        return f"{len(self.advertised)} brokers"

    def brokers(self) -> str:
        """Can you talk to every address that Kafka names?"""
        with ThreadPoolExecutor(len(self.advertised)) as pool:
            errors = pool.map(self.try_address, self.advertised.values())
        saw = {number: ":".join(where) for number, where in self.advertised.items()}
        for number, error in zip(saw, errors, strict=True):
            if error:
                facts = {"broker": number, "advertised": saw[number], "error": error}
                raise Problem("advertised-address", **facts)
        return ", ".join(sorted(saw.values()))

    def topic(self) -> str:
        """Is the topic there, and does each partition have a leader?"""
        error, partitions = self.described.error_code, self.described.partitions
        if error == UNKNOWN_TOPIC:
            raise self.problem("topic-missing")
        if error == TOPIC_NOT_ALLOWED:
            raise Problem("topic-not-allowed", operation="see")
        if error:
            raise Problem("topic-name", error=for_code(error).__name__)
        if any(partition.leader_id < 0 for partition in partitions):
            raise Problem("no-leader")
        return f"{TOPIC_NAME} is there, partitions: {len(partitions)}"

    def write(self) -> str:
        """May you send to the topic?"""
        self.refuse_without_right(ACLOperation.WRITE)
        return f"you may send to {TOPIC_NAME}"

    def read(self) -> str:
        """May you read the topic, as a member of the group?"""
        self.refuse_without_right(ACLOperation.READ)
        # A heartbeat of nobody asks for the right to read, and changes nothing
        request = HeartbeatRequest(
            version=1, group_id=GROUP_ID, generation_id=-1, member_id=""
        )
        if ask(self.socket, request, HeartbeatResponse).error_code == GROUP_NOT_ALLOWED:
            raise Problem("group-not-allowed")
        return f"you may read {TOPIC_NAME} in {GROUP_ID}"

    def probe(self) -> str:
        """Does a message come back? It is read without a group: no offset moves."""
        text = f"a probe of the doctor, {uuid.uuid4()}".encode()
        limits = {"max_block_ms": 3000, "delivery_timeout_ms": 4000}
        with KafkaProducer(**self.options, **limits, request_timeout_ms=3000) as producer:
            sent = producer.send(TOPIC_NAME, text).get(timeout=5)
        with KafkaConsumer(**self.options, consumer_timeout_ms=3000) as consumer:
            partition = TopicPartition(sent.topic, sent.partition)
            consumer.assign([partition])
            consumer.seek(partition, sent.offset)
            if next(consumer).value != text:
                raise Problem("read-the-log", error="Another message came back.")
        return f"sent and read: partition {sent.partition}, offset {sent.offset}"

    def encrypt(self, opened: socket.socket, host: str) -> ssl.SSLSocket:
        """Do the TLS handshake, with your certificate if this way to connect has one."""
        context = ssl.create_default_context(cafile=SSL_CAFILE)
        if self.variant == "ssl":
            context.load_cert_chain(SSL_CERTFILE, SSL_KEYFILE)
        secured = context.wrap_socket(opened, server_hostname=host)
        # With TLS 1.3, the broker judges your certificate only after the handshake
        if secured.version() == "TLSv1.3" and select.select([secured], [], [], 1)[0]:
            secured.setblocking(False)
            with suppress(ssl.SSLWantReadError):
                secured.recv(1)
            secured.settimeout(STEP_SECONDS)
        return secured

    def try_address(self, address: tuple[str, str]) -> Exception | None:
        """Why an advertised address cannot be talked to."""
        host, port = address
        if isinstance(found := resolve(host), Exception):
            return found
        request = SaslHandshakeRequest(version=1, mechanism=SASL_MECHANISM)
        try:
            with connect(host, port) as opened:
                if self.variant != "plain":
                    opened = self.encrypt(opened, host)
                with opened:
                    ask(opened, request, SaslHandshakeResponse)
        except OSError as error:
            return error
        return None

    def refuse_without_right(self, operation: ACLOperation) -> None:
        """Raise unless Kafka lists this operation among your rights (KIP-430)."""
        rights = self.described.authorized_operations
        if not rights & {NOT_TOLD, operation}:
            raise Problem("topic-not-allowed", operation=operation.name.lower())


def ask(opened: socket.socket, request, response_type):
    """Send one request of Kafka's protocol, and return the answer, or raise OSError."""
    request.with_header(correlation_id=1, client_id="doctor")
    opened.sendall(request.encode(framed=True, header=True))
    size = receive(opened, 4)
    if size[0]:  # more than 16 MB: these are no number
        raise ConnectionError(f"its answer begins with {size!r}")
    answer = receive(opened, int.from_bytes(size))
    return response_type.decode(answer, version=request.API_VERSION, header=True)


def receive(opened: socket.socket, count: int) -> bytes:
    """Exactly so many bytes."""
    received = b""
    while len(received) < count:
        if not (more := opened.recv(count - len(received))):
            raise ConnectionError("it closes the connection")
        received += more
    return received


@functools.cache
def resolve(host: str) -> list[str] | Exception:
    """The addresses of a host. The look-up knows no deadline, so a thread does it."""
    found = queue.Queue()

    def look_up():
        try:
            answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found.put(sorted({answer[4][0] for answer in answers}))
        except (OSError, UnicodeError) as error:
            found.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        return found.get(timeout=STEP_SECONDS)
    except queue.Empty:
        return TimeoutError(f"no answer in {STEP_SECONDS} s")


def connect(host: str, port: str) -> socket.socket:
    """Open a TCP connection; all addresses of a host share the time of the step."""
    opened = socket.create_connection((host, port), STEP_SECONDS / len(resolve(host)))
    opened.settimeout(STEP_SECONDS)
    return opened


def speaks_clear_kafka(port: str) -> bool:
    """Whether Kafka answers there without encryption."""
    request = SaslHandshakeRequest(version=1, mechanism="")
    with suppress(OSError), connect(HOST, port) as opened:
        return bool(ask(opened, request, SaslHandshakeResponse))
    return False


def speaks_tls(port: str) -> bool:
    """Whether TLS begins there; whose certificate it is does not matter."""
    with suppress(OSError):
        return bool(ssl.get_server_certificate((HOST, int(port)), timeout=STEP_SECONDS))
    return False


def see_certificate(port: str) -> str:
    """What stands in a broker's certificate that failed the checks."""
    with suppress(OSError, ValueError):
        pem = ssl.get_server_certificate((HOST, int(port)), timeout=STEP_SECONDS)
        return f"It is a {describe(x509.load_pem_x509_certificate(pem.encode()))}."
    return "It could not be looked at."


def describe(certificate: x509.Certificate) -> str:
    """The hosts that a certificate is for (RFC 9525), who signed it, and its dates."""
    hosts = ["no host"]
    with suppress(x509.ExtensionNotFound):
        kind = x509.SubjectAlternativeName
        found = certificate.extensions.get_extension_for_class(kind).value
        hosts = [str(name.value) for name in found]
    signer = common_name(certificate.issuer)
    return f"certificate for {' and '.join(hosts)} by {signer}, {validity(certificate)}"


def validity(certificate: x509.Certificate) -> str:
    """From when to when a certificate is good."""
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return f"good from {begins:%Y-%m-%d} to {ends:%Y-%m-%d}"


def common_name(name: x509.Name) -> str:
    """Whom a certificate is for, or who signed it."""
    found = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return repr(found[0].value) if found else name.rfc4514_string()


def read_pem(name: str, path: str, wanted: str, load):
    """What stands in a PEM file that a variable names."""
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        raise Problem("file-missing", name=name, path=path, folder=Path.cwd()) from None
    except OSError as error:
        raise Problem(
            "file-unreadable", name=name, path=path, error=error.strerror
        ) from None
    kinds = {b"KEY-----": "a key", b"CERTIFICATE-----": "a certificate"}
    seen = next((kind for end, kind in kinds.items() if end in content), "no PEM file")
    facts = {"name": name, "path": path, "seen": seen, "wanted": wanted}
    if not seen.endswith(wanted):
        raise Problem("file-of-the-wrong-kind", **facts)
    try:
        return load(content)
    except ValueError:
        facts["seen"] = "damaged"
        raise Problem("file-of-the-wrong-kind", **facts) from None
    except (
        TypeError
    ):  # cryptography: "Password was not given but private key is encrypted"
        raise Problem("key-with-a-password", path=path) from None


def read_certificate(name: str, path: str) -> x509.Certificate:
    """The first certificate of a file."""
    return read_pem(name, path, "certificate", x509.load_pem_x509_certificate)


def read_key():
    """Your private key."""
    load = functools.partial(serialization.load_pem_private_key, password=None)
    return read_pem("KAFKA_SSL_KEYFILE", SSL_KEYFILE, "key", load)


def refuse_bad_pair(certificate: x509.Certificate, key) -> None:
    """Raise unless the key is the certificate's, and the certificate is good today."""
    if certificate.public_key() != key.public_key():
        raise Problem("key-does-not-fit", key=SSL_KEYFILE, certificate=SSL_CERTFILE)
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not begins <= datetime.now(UTC) <= ends:
        dates = validity(certificate)
        raise Problem("client-certificate-expired", certificate=SSL_CERTFILE, dates=dates)


def examine(variant: str, probe: bool):
    """Yield what each step of one way to connect has shown, until one fails."""
    connection = Connection(variant)
    steps = [step for step in STEPS if step not in LEFT_OUT[variant]] + ["probe"] * probe
    for step in steps:
        began, problem, saw = time.monotonic(), None, ""
        try:
            saw = getattr(connection, step)()
        except Problem as error:
            problem = error
        except Exception as error:  # one more reason to be told, and not to break off
            problem = Problem("read-the-log", error=f"{type(error).__name__}: {error}")
        seconds = round(time.monotonic() - began, 2)
        found = {"variant": variant, "step": step, "ok": not problem, "seconds": seconds}
        if problem:
            wrong = {
                "wrong": problem.wrong,
                "change": problem.change,
                "read": problem.name,
            }
            yield found | wrong
            break
        yield found | {"saw": saw, "notes": connection.notes}
        connection.notes = []
    if connection.socket:
        connection.socket.close()


def show(found: dict) -> None:
    """Print a step for a person."""
    mark = "ok" if found["ok"] else "FAILED"
    line = f"  {mark:<6} {found['step']:<8} {found['seconds']:5.2f} s"
    print(wrapped(f"{line}  ", found["saw"]) if found["ok"] else line, flush=True)
    for note in found.get("notes", []):
        print(wrapped("  Note:   ", note))
    if not found["ok"]:
        print(wrapped("  Wrong:  ", found["wrong"]))
        print(wrapped("  Change: ", found["change"]))
        print(f"  Read:   docs/troubleshooting.html#{found['read']}", flush=True)


def wrapped(label: str, text: str) -> str:
    """A text in lines of a terminal's width, with its label before it."""
    indent = " " * len(label)
    return textwrap.fill(
        text, 88, initial_indent=label, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def complete_variants() -> list[str]:
    """The ways to connect for which .env has all values; if there is none, SSL."""
    return [
        variant
        for variant, values in VARIANTS.items()
        if all(os.getenv(name) for name, _ in values.values())
    ] or ["ssl"]


def main() -> int:
    """Examine each way to connect; 0 if all is well, and 1 if something is wrong."""
    parser = argparse.ArgumentParser(description="Find out why Kafka cannot be reached.")
    parser.add_argument("--variant", choices=VARIANTS, help="only this way to connect")
    parser.add_argument(
        "--probe", action="store_true", help="also send and read a message"
    )
    parser.add_argument("--json", action="store_true", help="for a support ticket")
    arguments = parser.parse_args()
    report = []
    for variant in [arguments.variant] if arguments.variant else complete_variants():
        if not arguments.json:
            print(f"{variant}: {PROTOCOLS[variant]}", flush=True)
        for found in examine(variant, arguments.probe):
            report.append(found)
            if not arguments.json:
                show(found)
    healthy = all(found["ok"] for found in report)
    print(json.dumps(report, indent=2) if arguments.json else "All is well" * healthy)
    return 0 if healthy else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped")
