"""docs/transcripts/*.out: terminal sessions that pages show. Each command is run, and what it prints is compared."""

import os
import shlex
from pathlib import Path

import pytest

from local_kafka import jars, java
from tests.transcripts import TRANSCRIPTS, commands, shell
from tests.wait import wait_until

# What a reader has done in the same terminal before, by transcript.
BEFORE = {
    "topics": [["admin-local"], ["admin-ssl"], ["admin-sasl"]],
    "orders": [["admin-local"], ["admin-ssl"], ["admin-sasl"]],
    "kafka-topics-ssl": [["keystores"]],
    "kafka-topics-sasl": [["keystores"]],
}
# Sessions that another test types, with what has to be there for them.
ELSEWHERE = {
    "start": "test_start_prints_what_the_page_shows",
    "rotate": "tests/local_kafka/test_rotation.py",
    "lag": "tests/examples/test_offsets.py",
    "reset": "tests/examples/test_offsets.py",
    "reset-refused": "tests/examples/test_offsets.py",
}
SESSIONS = [
    (path.stem, before)
    for path in sorted(TRANSCRIPTS.glob("*.out"))
    if path.stem not in ELSEWHERE
    for before in BEFORE.get(path.stem, [[]])
]


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
    earlier = [command for session in before for command in commands(session)]
    session = reader.bash(shell(commands(name), earlier), PATH=path)
    assert session.code == 0, session.output
    outputs.check(f"docs/transcripts/{name}.out", session.output)


def test_start_prints_what_the_page_shows(reader, outputs):
    started = reader.kafka.output
    outputs.check("docs/transcripts/start.out", f"$ python -m local_kafka start\n{started}")
