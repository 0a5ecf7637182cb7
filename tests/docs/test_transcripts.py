"""docs/transcripts/*.out: terminal sessions that pages show. Each command is run, and what it prints is compared."""

import os
import re
import shlex
from pathlib import Path

import pytest

from local_kafka import jars, java
from tests.wait import wait_until

ROOT = Path(__file__).parents[2]
TRANSCRIPTS = ROOT / "docs" / "transcripts"
# What a reader has done in the same terminal before, by transcript.
BEFORE = {
    "topics": [["admin-local"], ["admin-ssl"], ["admin-sasl"]],
    "kafka-topics-ssl": [["keystores"]],
    "kafka-topics-sasl": [["keystores"]],
}
SESSIONS = [
    (path.stem, before)
    for path in sorted(TRANSCRIPTS.glob("*.out"))
    if path.stem != "start"
    for before in BEFORE.get(path.stem, [[]])
]
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n", re.MULTILINE)  # a backslash at the end continues a command


def commands(name: str) -> list[str]:
    return COMMAND.findall((TRANSCRIPTS / f"{name}.out").read_text())


@pytest.fixture(scope="module")
def kafka_topics(tmp_path_factory) -> Path:
    """A folder with `kafka-topics.sh`: the same Java class that Kafka's own script of this name runs."""
    folder = tmp_path_factory.mktemp("bin")
    flags = ["-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"]
    run = java.command(jars.fetch(), "org.apache.kafka.tools.TopicCommand", flags=flags)
    script = folder / "kafka-topics.sh"
    script.write_text(f'#!/bin/sh\nexec {shlex.join(run)} "$@"\n')
    script.chmod(0o755)
    return folder


@pytest.fixture
def no_topics(admin):
    """The cluster without any topic of another test, so that a list shows what the page shows."""

    def none_left() -> bool:
        topics = [name for name in admin.list_topics() if name.startswith("demo-")]
        # A broker may still list a topic that has just been deleted: then there is nothing to delete, and no error.
        admin.delete_topics(topics, raise_errors=False)
        return not topics

    wait_until(none_left, "no broker lists a topic of a test")
    yield
    wait_until(none_left, "no broker lists a topic of a test")


@pytest.mark.parametrize(
    ("name", "before"), SESSIONS, ids=["-after-".join([name, *before]) for name, before in SESSIONS]
)
def test_a_terminal_session_prints_what_the_page_shows(name, before, reader, outputs, kafka_topics, no_topics):
    for store in reader.folder.glob("client.*"):
        store.unlink()
    path = f"{reader.environment['PATH']}{os.pathsep}{kafka_topics}"
    earlier = "\n".join(command for session in before for command in commands(session))
    session = reader.bash(f"{{ {earlier or ':'}\n}} > /dev/null 2>&1\n" + script(commands(name)), PATH=path)
    assert session.code == 0, session.output
    outputs.check(f"docs/transcripts/{name}.out", session.output)


def script(commands: list[str]) -> str:
    """Shell that shows each command as it was typed, runs it, and stops at the first that fails."""
    return "\n".join(f"printf '%s\\n' {shlex.quote('$ ' + command)}\n{command} || exit 1" for command in commands)


def test_start_prints_what_the_page_shows(reader, outputs):
    started = reader.kafka.output
    outputs.check("docs/transcripts/start.out", f"$ python -m local_kafka start\n{started}")
