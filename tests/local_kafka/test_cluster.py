"""A cluster through its life: started, looked at, hurt, stopped, started again, left by a launcher that was killed.

The tests of this module share the cluster and run in the order in which they stand here.
"""

import contextlib
import re
import socket
import ssl
import stat
import subprocess
import time
from datetime import UTC, datetime, timedelta

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from dotenv import dotenv_values
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic
from kafka.errors import TopicAuthorizationFailedError

from local_kafka import credentials, processes
from local_kafka.folder import write_private
from tests.local_kafka.conftest import three_lines
from tests.wait import wait_until

READY = "Stop it with Ctrl-C"


@pytest.fixture(scope="module")
def kafka(shared_launcher):
    """The cluster, started once as a reader does: .foreground is the reader's terminal."""
    shared_launcher.foreground = shared_launcher.launch(f"start --port {shared_launcher.port}")
    shared_launcher.foreground.wait_for(READY)
    yield shared_launcher
    shared_launcher.foreground.close()


def connection(kafka, kind: str) -> dict:
    """What a client needs for a listener, from the .env alone."""
    env = dotenv_values(kafka.folder / ".env")
    port = env[f"KAFKA_{kind}_PORT"]
    settings = {"bootstrap_servers": f"{env['KAFKA_HOST']}:{port}"}
    if kind != "PLAINTEXT":
        settings |= {"security_protocol": "SSL", "ssl_cafile": env["KAFKA_SSL_CAFILE"]}
    if kind == "SSL":
        settings |= {"ssl_certfile": env["KAFKA_SSL_CERTFILE"], "ssl_keyfile": env["KAFKA_SSL_KEYFILE"]}
    if kind == "SASL":
        settings |= {
            "security_protocol": "SASL_SSL",
            "sasl_mechanism": env["KAFKA_SASL_MECHANISM"],
            "sasl_plain_username": env["KAFKA_SASL_USERNAME"],
            "sasl_plain_password": env["KAFKA_SASL_PASSWORD"],
        }
    return settings


def leader(kafka) -> int:
    """The node that leads the metadata quorum, by `status`; zero while there is none."""
    found = re.search(r"Node (\d) leads", kafka.command("status").output)
    return int(found[1]) if found else 0


def test_status_names_nodes_ports_processes_and_the_leader(kafka):
    lines = kafka.command("status").output.splitlines()
    for number in (1, 2, 3):
        first = kafka.port + 100 * (number - 1)
        ports = f"PLAINTEXT {first}, SSL {first + 1}, SASL_SSL {first + 2}"
        assert lines[number - 1] == f"Node {number}: process {kafka.node(number).pid}, {ports}"
    assert re.fullmatch(r"Node [123] leads the metadata quorum", lines[3])


def test_every_listener_is_bound_to_127_0_0_1_only(kafka):
    listening = {
        connection.laddr
        for process in kafka.java()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert {address.removeprefix("::ffff:") for address, _ in listening} == {"127.0.0.1"}
    assert {port for _, port in listening} == {kafka.port + 100 * node + at for node in range(3) for at in range(4)}


def test_folders_and_secrets_are_for_their_owner_only(kafka):
    paths = [kafka.folder / ".env", kafka.folder / "certs", kafka.state]
    paths += [*(kafka.folder / "certs").iterdir(), *kafka.state.rglob("*")]  # also what the brokers have written
    assert sum(path.suffix in (".key", ".pem", ".cert") for path in paths) >= 9 and kafka.state / "node-1/data" in paths
    for path in paths:
        with contextlib.suppress(FileNotFoundError):  # brokers write and replace files all the time
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize("kind", ["PLAINTEXT", "SSL", "SASL"])
def test_the_tutorials_user_may_work_on_what_begins_with_demo_and_on_nothing_else(kafka, kind):
    topic = f"demo-{kind.lower()}"
    with KafkaAdminClient(**connection(kafka, kind)) as admin:
        admin.create_topics([NewTopic(topic, 1, 3)])
        with pytest.raises(TopicAuthorizationFailedError):
            admin.create_topics([NewTopic("other", 1, 3)])
    with KafkaProducer(**connection(kafka, kind)) as producer:
        assert producer.send(topic, b"hello").get(timeout=30).offset == 0
        with pytest.raises(TopicAuthorizationFailedError):
            producer.send("other", b"hello").get(timeout=30)


@pytest.mark.parametrize("at", [1, 3], ids=["SSL", "CONTROLLER"])
def test_a_client_without_certificate_is_refused(kafka, at):
    context = ssl.create_default_context(cafile=kafka.folder / "certs" / "ca.pem")
    with (
        socket.create_connection(("localhost", kafka.port + at)) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as secured,
        pytest.raises(ssl.SSLError, match="certificate"),
    ):
        secured.recv(1)


def test_what_would_disturb_a_running_cluster_is_refused(kafka):
    for command in ("start", "start --detach", "prepare", "reset"):
        refused = kafka.command(command)
        assert refused.code == 1 and three_lines(refused.output) and "runs" in refused.output.replace("running", "runs")
    assert len(kafka.java()) == 3


def test_grant_makes_the_user_and_its_rights_again(kafka):
    granted = kafka.command("grant")
    assert granted.code == 0, granted.output


def test_status_answers_within_seconds_when_the_leader_was_just_killed(kafka):
    killed = leader(kafka)
    assert kafka.command(f"kill {killed}").output == f"Node {killed} was killed\n"
    began = datetime.now()
    status = kafka.command("status")
    assert datetime.now() - began < timedelta(seconds=5)
    assert f"Node {killed}: not running" in status.output
    kafka.foreground.wait_for(f"Node {killed} has ended")
    wait_until(lambda: leader(kafka), "two nodes of three elect a leader")


def test_a_node_can_be_started_beside_a_single_one(kafka):
    (down,) = [number for number in (1, 2, 3) if not kafka.java(f"node-{number}/")]
    also = down % 3 + 1
    kafka.command(f"kill {also}")
    nobody = "Nobody leads the metadata quorum"
    wait_until(lambda: nobody in kafka.command("status").output, "the only node left has noticed that nobody elects it")
    started = kafka.command(f"start-node {also}")
    assert started.output == f"Node {also} runs\n"
    assert leader(kafka)


def test_an_interrupted_start_node_ends_this_node_and_no_other(kafka):
    (down,) = [number for number in (1, 2, 3) if not kafka.java(f"node-{number}/")]
    starting = kafka.launch(f"start-node {down}")
    wait_until(lambda: kafka.java(f"node-{down}/"), "the process of the node is there")
    assert starting.ctrl_c() == 130
    assert not kafka.java(f"node-{down}/") and len(kafka.java()) == 2
    assert kafka.command(f"start-node {down}").code == 0
    assert kafka.command(f"start-node {down}").output == f"Node {down} already runs\n"


def test_ctrl_c_stops_all_brokers(kafka):
    assert kafka.foreground.ctrl_c() == 0, kafka.foreground.output
    assert "Stopping the brokers\n" in kafka.foreground.lines
    assert kafka.foreground.lines[-1] == "Stopped\n"
    assert not kafka.java()


def expiring(kafka, name: str):
    """Replace a certificate by one that is good for six days, and return it."""
    keys, certs = kafka.state / "keys", kafka.folder / "certs"
    folder = certs if name == "service" else keys
    key = serialization.load_pem_private_key((folder / f"{name}.key").read_bytes(), None)
    ca_key = serialization.load_pem_private_key((keys / "ca.key").read_bytes(), None)
    ca = x509.load_pem_x509_certificate((certs / "ca.pem").read_bytes())
    usages = [credentials.SERVER_AUTH, credentials.CLIENT_AUTH]
    old = credentials._sign("old", key, ca_key, issuer=ca.subject, days=6, usages=usages)
    write_private(folder / f"{name}.cert", old.public_bytes(serialization.Encoding.PEM))
    return old


def test_the_next_start_renews_what_expires_and_needs_no_network_and_keeps_ca_and_data(kafka, no_network, tmp_path):
    certs = kafka.folder / "certs"
    ca, password = (certs / "ca.pem").read_bytes(), connection(kafka, "SASL")["sasl_plain_password"]
    for name in ("broker", "admin", "service"):
        expiring(kafka, name)
    kafka.foreground = kafka.launch(f"start --port {kafka.port}", **no_network)
    kafka.foreground.wait_for(READY)
    assert "Made certificates" in kafka.foreground.output and "Downloading" not in kafka.foreground.output
    assert (certs / "ca.pem").read_bytes() == ca and connection(kafka, "SASL")["sasl_plain_password"] == password
    for port in (kafka.port + 1, kafka.port + 2, kafka.port + 103, kafka.port + 203):
        shown = x509.load_pem_x509_certificate(ssl.get_server_certificate(("localhost", port)).encode())
        assert shown.not_valid_after_utc > datetime.now(UTC) + timedelta(days=29)
    for kind in ("PLAINTEXT", "SSL", "SASL"):
        topic = f"demo-{kind.lower()}"
        settings = {"auto_offset_reset": "earliest", "consumer_timeout_ms": 30_000, **connection(kafka, kind)}
        with KafkaConsumer(topic, **settings) as consumer:
            assert next(consumer).value == b"hello"


def test_three_brokers_take_at_most_1_2_gb(kafka):
    assert sum(process.memory_info().rss for process in kafka.java()) < 1.2e9


def test_a_killed_launcher_leaves_brokers_that_the_next_start_ends(kafka, tmp_path):
    old = {process.pid for process in kafka.java()}
    kafka.foreground.kill()
    assert {process.pid for process in kafka.java()} == old
    started = kafka.command(f"start --detach --port {kafka.port}")
    assert started.code == 0, started.output
    assert started.lines[0] == "Ending 3 processes that an interrupted start left behind\n"
    assert len(kafka.java()) == 3 and not old & {process.pid for process in kafka.java()}


def test_a_detached_cluster_stays_until_stop(kafka):
    for command in ("start", "start --detach"):
        refused = kafka.command(f"{command} --port {kafka.port}")
        assert refused.code == 1 and three_lines(refused.output) and "already runs" in refused.output
    assert len(kafka.java()) == 3


def test_stop_does_not_wait_for_a_node_that_nobody_gives_leave_to_end(kafka):
    for number in (1, 2):
        kafka.command(f"kill {number}")
    wait_until(lambda: not leader(kafka), "the only node left has noticed that nobody elects it")
    began = time.monotonic()
    assert kafka.command("stop").output == "Stopped\n"
    assert time.monotonic() - began < processes.STOP_SECONDS / 2  # it did not come to that
    assert not kafka.java()


def test_reset_forgets_everything(kafka):
    mine = kafka.folder / "certs" / "mine.pem"
    mine.write_text("the reader's own")
    assert kafka.command("reset").code == 0
    assert not kafka.state.exists() and not (kafka.folder / ".env").exists()
    assert list((kafka.folder / "certs").iterdir()) == [mine]


def test_nothing_of_the_launcher_is_tracked_by_git(kafka):
    for name in (".env", "certs/service.key", ".local_kafka/keys/ca.key"):
        assert subprocess.run(["git", "check-ignore", "-q", name], cwd=kafka.environment["PYTHONPATH"]).returncode == 0
