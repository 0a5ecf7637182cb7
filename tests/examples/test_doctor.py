"""examples/doctor.py: sees a healthy Kafka, is quick on a dead one, changes nothing, and shows no secret."""

import json
import re
import time

import pytest
from dotenv import dotenv_values

from tests.docs.failures import listeners
from tests.docs.failures.museum import FAILURES, verdict
from tests.examples.conftest import VARIANTS
from tests.outputs import diagnosis
from tests.reader import ROOT

COMMAND = "python examples/doctor.py"
VARIABLES = [name for name in dotenv_values(ROOT / ".env.example") if name.startswith("KAFKA_")]


@pytest.fixture
def named_topic(reader, admin):
    """demo-topic, which pages show, and nothing in it."""
    admin.delete_topics(["demo-topic"], raise_errors=False)
    assert reader.run("python examples/ssl/create_topic.py").code == 0
    yield "demo-topic"
    admin.delete_topics(["demo-topic"], raise_errors=False)


def steps(report: str) -> dict[str, list[str]]:
    """The steps of each variant, of a report in JSON."""
    found: dict[str, list[str]] = {}
    for step in json.loads(report):
        found.setdefault(step["variant"], []).append(step["step"])
    return found


def test_the_doctor_finds_a_healthy_kafka_healthy_as_the_page_shows(reader, outputs, named_topic):
    run = reader.run(f"{COMMAND} --probe")
    assert run.code == 0
    outputs.check("examples/doctor.out", f"$ {COMMAND} --probe\n{run.output}", diagnosis)


def test_the_doctor_explains_a_wrong_password_as_the_page_shows(reader, outputs, named_topic):
    run = reader.run(f"{COMMAND} --variant sasl", KAFKA_SASL_PASSWORD="wrong")
    assert run.code == 1
    command = f"KAFKA_SASL_PASSWORD=wrong {COMMAND} --variant sasl"
    outputs.check("examples/doctor_wrong_password.out", f"$ {command}\n{run.output}", diagnosis)


def test_the_report_for_a_support_ticket_is_what_the_page_shows(reader, outputs, named_topic):
    run = reader.run(f"{COMMAND} --variant plain --json", KAFKA_PLAINTEXT_PORT="nine")
    assert run.code == 1
    command = f"KAFKA_PLAINTEXT_PORT=nine {COMMAND} --variant plain --json"
    outputs.check("examples/doctor_json.out", f"$ {command}\n{run.output}", diagnosis)


@pytest.mark.parametrize("missing", ["KAFKA_PLAINTEXT_PORT", "KAFKA_SSL_KEYFILE", "KAFKA_SASL_PASSWORD"])
def test_a_way_to_connect_with_a_missing_value_is_left_out(reader, topic, missing):
    run = reader.run(f"{COMMAND} --json", KAFKA_TOPIC_NAME=topic, **{missing: ""})
    assert run.code == 0
    absent = {"KAFKA_PLAINTEXT_PORT": "plain", "KAFKA_SSL_KEYFILE": "ssl", "KAFKA_SASL_PASSWORD": "sasl"}[missing]
    assert list(steps(run.output)) == [variant for variant in VARIANTS if variant != absent]


def test_where_there_is_no_env_the_doctor_looks_at_ssl_with_the_defaults_of_the_scripts(reader, tmp_path):
    copy = tmp_path / "doctor.py"
    copy.write_text((ROOT / "examples" / "doctor.py").read_text())
    run = reader.bash(f"cd '{tmp_path}' && python doctor.py")
    assert run.code == 1
    assert run.lines[0] == "ssl: SSL\n"
    assert "KAFKA_SSL_CAFILE names certs/ca.pem, and there is no such file." in run.output


def test_on_a_host_that_does_not_answer_the_doctor_ends_within_15_seconds(reader, first_port):
    silent, full = first_port + 60, first_port + 61
    with listeners.silent(silent), listeners.full(full):
        for port in (silent, full):
            ports = dict.fromkeys(["KAFKA_PLAINTEXT_PORT", "KAFKA_SSL_PORT", "KAFKA_SASL_PORT"], str(port))
            began = time.monotonic()
            run = reader.run(COMMAND, **ports)
            assert time.monotonic() - began < 15
            assert run.code == 1
            assert run.output.count("FAILED") == 3, run.output


def test_without_a_probe_the_doctor_sends_no_message_and_joins_no_group(reader, admin, topic):
    names = {"KAFKA_TOPIC_NAME": topic, "KAFKA_GROUP_ID": f"{topic}-group"}
    assert reader.run(COMMAND, **names).code == 0
    assert reader.run("python examples/consumer_groups/read_without_group.py", **names).output.count("Message") == 0
    assert f"{topic}-group" not in [group["group_id"] for group in admin.list_groups()]


def test_the_probe_moves_no_offset_of_your_group(reader, admin, topic):
    names = {"KAFKA_TOPIC_NAME": topic, "KAFKA_GROUP_ID": f"{topic}-group"}
    assert reader.run(f"{COMMAND} --probe", **names).code == 0
    assert f"{topic}-group" not in [group["group_id"] for group in admin.list_groups()]


@pytest.mark.parametrize("name", VARIABLES)
def test_the_doctor_never_shows_a_password_or_a_key(reader, topic, name):
    """Whichever variable the password is put into by mistake, too."""
    secret = "correct horse battery staple"
    settings = {"KAFKA_TOPIC_NAME": topic, "KAFKA_SASL_PASSWORD": secret, name: secret}
    run = reader.run(f"{COMMAND} --json", **settings)
    assert run.code == 1
    assert secret not in run.output
    assert "PRIVATE KEY" not in run.output


def test_others_who_may_read_a_key_are_noted(reader, topic):
    key = reader.folder / "certs" / "service.key"
    key.chmod(0o644)
    try:
        run = reader.run(f"{COMMAND} --variant ssl", KAFKA_TOPIC_NAME=topic)
    finally:
        key.chmod(0o600)
    assert run.code == 0
    assert f"Note: Others may read {key}. Change that: chmod 600 {key}" in diagnosis(run.output)


def test_ctrl_c_ends_the_doctor_without_a_traceback(reader, first_port):
    with listeners.silent(first_port + 60):
        terminal = reader.start(COMMAND, KAFKA_PLAINTEXT_PORT=str(first_port + 60))
        terminal.wait_for("tcp")
        assert terminal.ctrl_c() != 0
    assert terminal.lines[-1] == "Stopped\n"
    assert "Traceback" not in terminal.output


def test_each_problem_that_the_doctor_knows_is_a_failure_on_the_page_and_the_other_way_round():
    known = set(re.findall(r'^    "([a-z-]+)": \($', (ROOT / "examples" / "doctor.py").read_text(), re.MULTILINE))
    assert len(known) > 30
    assert {verdict(failure) for failure in FAILURES.values()} - {""} == known - {"read-the-log"}
    assert known - {"read-the-log"} <= FAILURES.keys()
