"""`rotate`: a new certificate and a new password while consumers run, and nothing half-done when that cannot be.

The tests of this module share a cluster and run in the order in which they stand here.
"""

import contextlib
import re
import shutil
import signal
import stat

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from dotenv import dotenv_values

from local_kafka import access, brokers
from local_kafka.folder import Folder
from tests.local_kafka.conftest import three_lines
from tests.outputs import Outputs
from tests.wait import wait_until

READY = "Stop it with Ctrl-C"


@pytest.fixture(scope="module")
def kafka(shared_launcher, tmp_path_factory):
    """A cluster with a topic, a consumer for each way to connect, and a copy of what the rotation makes old."""
    shared_launcher.foreground = shared_launcher.launch(f"start --port {shared_launcher.port}")
    shared_launcher.foreground.wait_for(READY)
    assert shared_launcher.run("python examples/ssl/create_topic.py").code == 0
    shared_launcher.consumers = {
        variant: shared_launcher.start(f"python examples/{variant}/consumer.py", KAFKA_GROUP_ID=f"demo-{variant}")
        for variant in ("ssl", "sasl")
    }
    for consumer in shared_launcher.consumers.values():
        consumer.wait_for("Waiting for messages")
    old = tmp_path_factory.mktemp("old")
    for name in ("service.cert", "service.key"):
        shutil.copy(shared_launcher.folder / "certs" / name, old)
    shared_launcher.old_password = password(shared_launcher)
    shared_launcher.old_pair = {
        "KAFKA_SSL_CERTFILE": str(old / "service.cert"),
        "KAFKA_SSL_KEYFILE": str(old / "service.key"),
    }
    yield shared_launcher
    for terminal in (*shared_launcher.consumers.values(), shared_launcher.foreground):
        terminal.close()


def password(kafka) -> str:
    return dotenv_values(kafka.folder / ".env")["KAFKA_SASL_PASSWORD"]


def certificate(kafka) -> x509.Certificate:
    """The certificate of the tutorial's user, which fits its key and comes from the CA."""
    certs = kafka.folder / "certs"
    key = serialization.load_pem_private_key((certs / "service.key").read_bytes(), None)
    certificate = x509.load_pem_x509_certificate((certs / "service.cert").read_bytes())
    assert certificate.public_key() == key.public_key()
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate((certs / "ca.pem").read_bytes()))
    return certificate


def files(kafka) -> dict[str, bytes]:
    """All that a rotation changes, and what it may leave half-done."""
    certs = kafka.folder / "certs"
    return {path.name: path.read_bytes() for path in [*kafka.folder.glob(".env*"), *certs.iterdir()]}


def works(kafka, variant: str, **variables: str) -> bool:
    """Whether the tutorial's user gets in."""
    run = kafka.run(f"python examples/{variant}/create_topic.py", **variables)
    assert (run.code == 0) == (run.output == "demo-topic is already there\n"), run.output
    return run.code == 0


@contextlib.contextmanager
def frozen(kafka):
    """All brokers take connections, and never answer."""
    nodes = kafka.java()
    assert len(nodes) == 3
    for node in nodes:
        node.suspend()
    try:
        yield
    finally:
        for node in nodes:
            node.resume()


def test_rotate_prints_what_the_page_shows(kafka, update_outputs):
    before = certificate(kafka)
    rotating = kafka.launch("rotate")
    seen = set()
    while rotating.running():
        seen |= {" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])}
    assert rotating.wait() == 0, rotating.output
    outputs = Outputs(update_outputs, kafka.folder, kafka.port)
    outputs.check("docs/transcripts/rotate.out", f"$ python -m local_kafka rotate\n{rotating.output}")
    assert password(kafka) != kafka.old_password and len(password(kafka)) >= 32
    assert certificate(kafka).serial_number != before.serial_number
    assert certificate(kafka).public_key() != before.public_key()
    assert any("local_kafka rotate" in command for command in seen)
    assert not [command for command in seen if password(kafka) in command or kafka.old_password in command]


def test_consumers_go_on_while_the_certificate_and_the_password_change(kafka):
    producers = [kafka.start(f"python examples/{variant}/producer.py") for variant in ("ssl", "sasl")]
    assert [producer.wait() for producer in producers] == [0, 0], "".join(each.output for each in producers)
    for consumer in kafka.consumers.values():
        consumer.wait_for("Message: Hello from Python using SSL", count=10)
        consumer.wait_for("Message: Hello from Python using SASL_SSL", count=10)
        assert consumer.ctrl_c() == 0, consumer.output


def test_after_a_rotation_the_old_password_is_refused(kafka):
    assert works(kafka, "sasl")
    assert not works(kafka, "sasl", KAFKA_SASL_PASSWORD=kafka.old_password)


def test_an_old_certificate_works_until_it_expires(kafka):
    assert works(kafka, "ssl", **kafka.old_pair)


def test_after_a_rotation_all_files_are_for_their_owner_only(kafka):
    for name in files(kafka):
        (path,) = (each for each in (kafka.folder / name, kafka.folder / "certs" / name) if each.exists())
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_rotations_at_the_same_time_wait_for_each_other(kafka):
    before = password(kafka), certificate(kafka).serial_number
    rotating = [kafka.launch("rotate") for _ in range(4)]
    assert [each.wait() for each in rotating] == [0] * 4, "".join(each.output for each in rotating)
    assert password(kafka) != before[0] and certificate(kafka).serial_number != before[1]
    assert works(kafka, "ssl") and works(kafka, "sasl")


def test_a_password_that_only_kafka_has_is_mended_by_the_next_rotation(kafka):
    """What a kill -9 in the worst moment leaves behind."""
    with brokers.admin_of_any(Folder(kafka.folder)) as client:
        access.set_passwords(client, {"demo-user": "a password that no file has"})
    wait_until(lambda: not works(kafka, "sasl"), "the password in .env is refused")
    (kafka.folder / "certs" / "service.cert").unlink()
    assert kafka.command("rotate").code == 0
    assert certificate(kafka) and works(kafka, "ssl") and works(kafka, "sasl")


def test_when_kafka_does_not_confirm_the_password_no_file_changes(kafka):
    before = files(kafka)
    with frozen(kafka):
        refused = kafka.command("rotate")
    assert refused.code == 1 and three_lines(refused.output), refused.output
    assert "files were not changed" in refused.output and files(kafka) == before
    assert works(kafka, "sasl")


def test_an_interrupted_rotation_changes_all_or_nothing(kafka):
    before = files(kafka)
    for number in (signal.SIGINT, signal.SIGKILL):
        with frozen(kafka):
            rotating = kafka.launch("rotate")
            wait_until((kafka.folder / ".env.new").exists, "the rotation has begun")
            code = rotating.signal(number)
        assert code == (130 if number == signal.SIGINT else -number) and "Traceback" not in rotating.output
        left = files(kafka)
        assert before.items() <= left.items()
        assert (left.keys() == before.keys()) == (number == signal.SIGINT)
    assert kafka.command("rotate").code == 0
    assert files(kafka).keys() == before.keys()
    assert works(kafka, "ssl") and works(kafka, "sasl")


def test_two_nodes_of_three_can_take_a_new_password_and_one_cannot(kafka):
    kafka.command("kill 3")
    wait_until(lambda: re.search(r"Node \d leads", kafka.command("status").output), "two nodes have a leader")
    rotated = kafka.command("rotate")
    assert rotated.code == 0, rotated.output
    before = files(kafka)
    kafka.command("kill 2")
    refused = kafka.command("rotate")
    assert refused.code == 1 and three_lines(refused.output), refused.output
    assert files(kafka) == before
    assert kafka.command("start-node 2").code == 0
    assert kafka.command("rotate").code == 0 and works(kafka, "sasl") and works(kafka, "ssl")


def test_without_kafka_a_rotation_takes_effect_at_the_next_start(kafka):
    assert kafka.foreground.ctrl_c() == 0, kafka.foreground.output
    before = password(kafka)
    rotated = kafka.command("rotate")
    assert rotated.code == 0 and "Kafka does not run" in rotated.output and password(kafka) != before
    assert kafka.bash("rm .local_kafka/keys/ca.key").code == 0  # for the next test, which needs no start of its own
    kafka.foreground = kafka.launch(f"start --port {kafka.port}")
    kafka.foreground.wait_for(READY)
    assert works(kafka, "sasl")
    assert not works(kafka, "sasl", KAFKA_SASL_PASSWORD=before)


def test_a_new_authority_ends_all_old_certificates_and_no_topic(kafka):
    assert works(kafka, "ssl")
    assert not works(kafka, "ssl", **kafka.old_pair)
