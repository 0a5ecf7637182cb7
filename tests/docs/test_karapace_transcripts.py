"""docs/transcripts/karapace/*.out: sessions with curl. Each command is run, and what it prints is compared."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import pytest

from tests.transcripts import COMMAND, TRANSCRIPTS, shell

FOLDER = TRANSCRIPTS / "karapace"
REGISTER = [("schema_registry/register.py", "register", "demo-sensor-readings")]
PRODUCE = [("rest_proxy/produce_json.py", "produce json", "demo-clicks")]


class Session(NamedTuple):
    """What curl talks about with Karapace, and what must have happened before."""

    story: str
    topics: Mapping[str, int] = MappingProxyType({})  # to be made for a live Karapace, with so many partitions
    before: Sequence[tuple[str, str, str]] = ()  # scripts, their stories and their topics


SESSIONS = {
    "health": Session("health"),
    "look": Session("look", before=REGISTER),
    "levels": Session("levels", before=REGISTER),
    "no-topic-management": Session("no topic management", {"demo-pages": 2}),
    "look-at-topic": Session("look at a topic", {"demo-pages": 2}),
    "produce-json": Session("produce json", {"demo-clicks": 1}),
    "produce-binary": Session("produce binary", {"demo-pages": 2}),
    "produce-avro": Session("produce avro", {"demo-sensor-readings": 1}),
    "consume": Session("consume", {"demo-clicks": 1}, PRODUCE),
    "seek": Session("seek", {"demo-clicks": 1}, PRODUCE),
    "content-types": Session("content types", {"demo-pages": 2}),
    "null-value": Session("null value", {"demo-pages": 2}),
    "forgotten-instance": Session("forgotten instance"),
}


def test_every_session_is_run():
    assert {path.stem for path in FOLDER.glob("*.out")} == SESSIONS.keys()


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_with_curl_prints_what_the_page_shows(name, karapace):
    session = SESSIONS[name]
    for topic, partitions in session.topics.items():
        karapace.make_topic(topic, partitions)
    for earlier, story, topic in session.before:
        assert karapace.run(earlier, story, topic=topic).code == 0
    commands = COMMAND.findall((FOLDER / f"{name}.out").read_text())
    run = karapace.bash(shell(commands, []), session.story)
    assert run.code == 0, run.output
    karapace.shows(f"docs/transcripts/karapace/{name}.out", run.output)
