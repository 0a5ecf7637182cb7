"""The commands that pages show without their output: each one is run by a test, or its words are checked."""

import shlex
from pathlib import Path

import pytest
from aiven.client.cli import AivenCLI
from docutils import nodes

ROOT = Path(__file__).parents[2]
# Which test runs a command, or why none can. Commands of avn and of the scripts are looked at below.
RUN_BY = {
    "make tutorial": "tests/test_make.py",
    "python3 -m venv .venv": "Makefile, for every `make test` on a new computer",
    ".venv/bin/pip install -r requirements.txt": "Makefile, for every `make test` on a new computer",
    "source .venv/bin/activate": "tests/reader.py puts the folder first on the path, which is what it does",
    ".venv/bin/python examples/ssl/consumer.py": "tests/test_make.py",
    ".venv/bin/python examples/ssl/producer.py": "tests/test_make.py",
    "python examples/plain/consumer.py": "tests/examples/test_consumer.py",
    "python examples/ssl/consumer.py": "tests/examples/test_consumer.py",
    "python examples/sasl/consumer.py": "tests/examples/test_consumer.py",
    "python examples/plain/producer.py": "tests/examples/test_producer.py",
    "python examples/ssl/producer.py": "tests/examples/test_producer.py",
    "python examples/sasl/producer.py": "tests/examples/test_producer.py",
    "KAFKA_GROUP_ID=demo-billing python examples/plain/consumer.py": "tests/examples/test_offsets.py",
    "KAFKA_GROUP_ID=demo-billing python examples/ssl/consumer.py": "tests/examples/test_offsets.py",
    "KAFKA_GROUP_ID=demo-billing python examples/sasl/consumer.py": "tests/examples/test_offsets.py",
    "KAFKA_GROUP_ID=demo-shipping python examples/plain/consumer.py": "tests/examples/test_offsets.py",
    "KAFKA_GROUP_ID=demo-shipping python examples/ssl/consumer.py": "tests/examples/test_offsets.py",
    "KAFKA_GROUP_ID=demo-shipping python examples/sasl/consumer.py": "tests/examples/test_offsets.py",
    "python -m local_kafka prepare": "tests/local_kafka",
    "python -m local_kafka grant": "tests/local_kafka",
    "docker compose up --detach": "nobody: there is no container engine here, as the page says",
    "docker compose --profile karapace up --detach --wait": "nobody: there is no container engine here",
    "set -a; source .env; set +a": "tests/docs/test_transcripts.py",
    "export KAFKA_TOPIC_NAME=demo-readings": "tests/examples/test_json_producer.py, with a name of its own",
    "export KAFKA_TOPIC_NAME=demo-sensor-readings": "tests/karapace, with a name of its own",
    "export KAFKA_TOPIC_NAME=demo-pages": "tests/karapace, with a name of its own",
    "export KAFKA_TOPIC_NAME=demo-clicks": "tests/karapace, with a name of its own",
    "python examples/ssl/create_topic.py": "tests/examples/test_create_topic.py",
    "rm .local_kafka/keys/ca.key": "tests/local_kafka/test_rotation.py",
    "KAFKA_LOG_LEVEL=ERROR python examples/ssl/producer.py": "tests/docs/failures",
    "cp .env.example .env": "test_a_copied_env_example_is_complete",
    "chmod 600 .env": "test_a_copied_env_example_is_complete",
    "mkdir -m 700 certs": "test_a_copied_env_example_is_complete",
}


def typed_commands(site) -> set[str]:
    """Every command in a block that was typed into a page."""
    blocks = [
        block.astext()
        for document in site.doctrees.values()
        for block in document.findall(nodes.literal_block)
        if block.get("language") == "console" and "source" not in block
    ]
    lines = [line for block in blocks for line in block.splitlines()]
    assert all(line.startswith("$ ") for line in lines), "an output that no run wrote"
    return {line.removeprefix("$ ") for line in lines}


def test_every_typed_command_is_run_or_checked(site):
    assert {command for command in typed_commands(site) if not command.startswith("avn ")} == set(RUN_BY)


def test_avn_knows_every_command_that_a_page_shows(site):
    shown = [command for command in typed_commands(site) if command.startswith("avn ")]
    assert len(shown) >= 8
    for command in shown:
        try:
            AivenCLI().parse_args(shlex.split(command)[1:])
        except SystemExit:
            pytest.fail(f"avn does not know: {command}")


def test_a_copied_env_example_is_complete(reader, tmp_path):
    steps = f"cd {shlex.quote(str(tmp_path))} && cp {shlex.quote(str(ROOT / '.env.example'))} .env && chmod 600 .env"
    made = reader.bash(f"{steps} && mkdir -m 700 certs && set -a && . ./.env && echo $KAFKA_HOST:$KAFKA_SSL_PORT")
    assert made.lines == ["localhost:9093\n"]
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
