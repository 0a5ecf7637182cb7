"""`make tutorial`, run literally in a copy of this repository."""

import shutil
import urllib.request
from pathlib import Path

import psutil

from local_kafka.processes import is_free
from tests.conftest import all_free
from tests.reader import ROOT, Terminal

LEFT_OUT = [".git", ".venv", "build", ".env", "certs", ".local_kafka", "__pycache__", ".pytest_cache", ".ruff_cache"]


def open_terminal(folder: Path, command: str, reader) -> Terminal:
    return Terminal(command.split(), folder, {**reader.environment, "PYTHONPATH": ""})


def test_make_tutorial_serves_the_pages_beside_a_kafka_that_the_scripts_can_talk_to(
    reader, tmp_path, free_first_port, free_port
):
    copy = tmp_path / "clone"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (copy / ".venv").symlink_to(ROOT / ".venv")
    tutorial = open_terminal(copy, f"make tutorial PORT={free_port} KAFKA_PORT={free_first_port}", reader)
    tutorial.wait_for("Ctrl-C here ends everything")
    with urllib.request.urlopen(f"http://localhost:{free_port}/") as page:
        assert "talk to Kafka</title>" in page.read().decode()

    consumer = open_terminal(copy, ".venv/bin/python examples/ssl/consumer.py", reader)
    consumer.wait_for("Waiting for messages in demo-topic")
    producer = open_terminal(copy, ".venv/bin/python examples/ssl/producer.py", reader)
    assert producer.wait() == 0
    consumer.wait_for("Message: Hello from Python using SSL", count=10)
    assert consumer.ctrl_c() == 0

    tutorial.ctrl_c()
    assert tutorial.lines[-1].startswith(("Stopped", "make: ")), tutorial.output
    assert is_free(free_port)
    assert all_free(free_first_port)
    assert [p.pid for p in psutil.process_iter(["cmdline"]) if str(copy) in " ".join(p.info["cmdline"] or [])] == []


def test_make_tutorial_says_when_its_port_is_in_use(reader, free_first_port, first_port):
    run = reader.run(f"python {ROOT}/tutorial.py --port {first_port} --kafka-port {free_first_port}")
    assert run.code == 1
    assert run.lines[0] == f"The tutorial was not started: its pages cannot be served on port {first_port}.\n"
    assert len(run.lines) == 3
