"""What Kafka refuses, it refuses for real, and each script says so without a traceback."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
from kafka import KafkaAdminClient

from tests import certificates

SCRIPTS = ["create_topic.py", "producer.py", "consumer.py"]


class Refusal(NamedTuple):
    """Wrong settings, the variants that they matter to, and what the log says of them (a regular expression)."""

    variants: list[str]
    settings: dict[str, str]
    log: str


# kafka-python often drops Kafka's answer to a wrong password, when the end of the connection arrives with it.
WRONG_LOGIN = "SaslAuthenticationFailedError|socket disconnected"
ALL, TLS = ["plain", "ssl", "sasl"], ["ssl", "sasl"]
REFUSALS = {
    "wrong port": Refusal(
        ALL, dict.fromkeys(["KAFKA_PLAINTEXT_PORT", "KAFKA_SSL_PORT", "KAFKA_SASL_PORT"], "{closed}"), "ECONNREFUSED"
    ),
    "unknown host": Refusal(ALL, {"KAFKA_HOST": "no-such-host.invalid"}, "DNS lookup failed"),
    "wrong password": Refusal(["sasl"], {"KAFKA_SASL_PASSWORD": "wrong"}, WRONG_LOGIN),
    "no password": Refusal(["sasl"], {"KAFKA_SASL_PASSWORD": ""}, WRONG_LOGIN),
    "unknown user": Refusal(["sasl"], {"KAFKA_SASL_USERNAME": "nobody"}, WRONG_LOGIN),
    "unknown CA": Refusal(TLS, {"KAFKA_SSL_CAFILE": "{foreign_ca}"}, "CERTIFICATE_VERIFY_FAILED"),
    "missing client certificate": Refusal(
        ["ssl"], dict.fromkeys(["KAFKA_SSL_CERTFILE", "KAFKA_SSL_KEYFILE"], ""), "CERTIFICATE_REQUIRED"
    ),
    "host name not in the certificate": Refusal(TLS, {"KAFKA_HOST": "127.1"}, "Hostname mismatch"),
    "file not there": Refusal(TLS, {"KAFKA_SSL_CAFILE": "nowhere/ca.pem"}, "No such file or directory"),
}
CASES = [(name, variant) for name, refusal in REFUSALS.items() for variant in refusal.variants]


@pytest.fixture(scope="module")
def wrong(tmp_path_factory) -> dict[str, str]:
    """A port where nobody listens, and the certificate of a CA that has signed nothing here."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        closed = listener.getsockname()[1]
    path, _ = certificates.issue("somebody else's CA").save(tmp_path_factory.mktemp("foreign"), "ca")
    return {"closed": str(closed), "foreign_ca": str(path)}


@pytest.fixture(scope="module")
def refused(reader, wrong):
    """What each case ends in, eight at a time, because each takes the five seconds of a time-out."""

    def run(name: str, variant: str, script: str, **log_level: str):
        settings = {key: value.format(**wrong) for key, value in REFUSALS[name].settings.items()}
        return reader.run(f"python examples/{variant}/{script}", **settings, **log_level)

    with ThreadPoolExecutor(max_workers=8) as pool:
        logged = {
            (name, variant): pool.submit(run, name, variant, "producer.py", KAFKA_LOG_LEVEL="WARNING")
            for name, variant in CASES
        }
        quiet = {
            (variant, script): pool.submit(run, "wrong port", variant, script) for variant in ALL for script in SCRIPTS
        }
    return {key: task.result() for key, task in {**logged, **quiet}.items()}


@pytest.mark.parametrize(("name", "variant"), CASES)
def test_a_connection_that_cannot_be_is_refused_and_the_log_says_why(name, variant, refused):
    run = refused[name, variant]
    assert run.code == 1
    assert re.search(REFUSALS[name].log, run.output)
    assert run.lines[-2].startswith("Not sent to demo-topic: KafkaTimeoutError('Unable to bootstrap from ")


def test_a_wrong_password_is_refused(refused):
    assert refused["wrong password", "sasl"].code == 1


def test_a_missing_client_certificate_is_refused(refused):
    assert "certificate required" in refused["missing client certificate", "ssl"].output


def test_a_broker_whose_certificate_an_unknown_authority_signed_is_refused(refused):
    assert all("unable to get local issuer certificate" in refused["unknown CA", variant].output for variant in TLS)


def test_a_host_name_that_is_not_in_the_certificate_is_refused(refused):
    name = "host name not in the certificate"
    assert all("certificate is not valid for '127.1'" in refused[name, variant].output for variant in TLS)


def test_the_protocol_ssl_in_lower_case_connects_without_encryption(plaintext, reader):
    with KafkaAdminClient(
        bootstrap_servers=plaintext, security_protocol="ssl", ssl_cafile=str(reader.folder / "certs" / "ca.pem")
    ) as client:
        assert len(client.describe_cluster()["brokers"]) == 3


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_wrong_address_fails_with_two_lines_that_say_what_to_check(variant, script, refused):
    run = refused[variant, script]
    assert run.code == 1
    what, remedy = run.lines
    assert "KafkaTimeoutError" in what
    assert remedy == "Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.\n"


def test_a_topic_outside_the_rules_is_refused(variant, reader):
    outside = {"KAFKA_TOPIC_NAME": "other-topic"}
    create, producer, consumer = (reader.run(f"python examples/{variant}/{script}", **outside) for script in SCRIPTS)
    assert (create.code, producer.code, consumer.code) == (1, 1, 1)
    assert create.lines[0] == "Not created: other-topic: TopicAuthorizationFailedError\n"
    assert producer.lines[0] == "Not sent to other-topic: TopicAuthorizationFailedError('other-topic')\n"
    assert consumer.lines == ["There is no topic other-topic for you. Create it first.\n"]


def test_a_group_outside_the_rules_is_refused(variant, reader, topic):
    run = reader.run(f"python examples/{variant}/consumer.py", KAFKA_TOPIC_NAME=topic, KAFKA_GROUP_ID="other-group")
    assert run.code == 1
    assert run.lines[1] == f"Not read from {topic}: GroupAuthorizationFailedError('other-group')\n"


def test_a_misspelt_topic_is_an_error_and_not_a_new_topic(variant, reader, admin):
    missing = {"KAFKA_TOPIC_NAME": "demo-misspelt"}
    producer = reader.run(f"python examples/{variant}/producer.py", **missing)
    assert producer.code == 1
    assert producer.lines[0].startswith("Not sent to demo-misspelt: KafkaTimeoutError('Failed to update metadata")
    consumer = reader.run(f"python examples/{variant}/consumer.py", **missing)
    assert consumer.code == 1
    assert consumer.lines == ["There is no topic demo-misspelt for you. Create it first.\n"]
    assert "demo-misspelt" not in admin.list_topics()
