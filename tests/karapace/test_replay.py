"""The replay is strict: whatever differs from the recording fails, and so does what nobody asked for."""

import copy
import re

import httpx
import pytest

from tests.karapace.recordings import FOLDER, Names, load, which_karapace
from tests.karapace.replay import REFUSED, Replay, served
from tests.karapace.stories import PAGE_NAMES, STORIES
from tests.outputs import ROOT, Outputs

REGISTER = load("004-registry-register-avro-v1")
READ = load("006-registry-schema-by-id")
BODY = REGISTER["request"]["body"]
PATH = "/subjects/demo-sensor-readings-1a2b3c4d-value/versions"
TYPE = {"Content-Type": "application/vnd.schemaregistry.v1+json"}
ASKED = {"method": "POST", "url": PATH, "json": BODY, "headers": TYPE}


def ask(recordings: list[dict], *requests: dict, service: str = "KARAPACE_REGISTRY_URL") -> list[httpx.Response]:
    """Send these requests to a replay, and let it check."""
    replay = Replay(recordings, Names("1a2b3c4d"))
    with served(replay.answer) as urls, httpx.Client(base_url=urls[service]) as client:
        answers = [client.request(**request) for request in requests]
    replay.check()
    return answers


def test_the_recorded_request_gets_the_recorded_answer():
    [answer] = ask([REGISTER], ASKED)
    assert (answer.status_code, answer.json()) == (200, {"id": 1})
    assert answer.headers["Content-Type"] == "application/vnd.schemaregistry.v1+json"


def test_spaces_and_the_order_of_keys_do_not_count():
    text = '{ "schema" :' + httpx.Request("POST", "http://x", json=BODY["schema"]).content.decode() + "}"
    assert ask([REGISTER], {"method": "POST", "url": PATH, "content": text, "headers": TYPE})[0].status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "PUT"},
        {"url": PATH.replace("versions", "version")},
        {"url": f"{PATH}?normalize=true"},
        {"url": PATH.replace("1a2b3c4d", "other")},
        {"url": "/subjects/sensor-readings-value/versions"},
        {"json": BODY | {"schemaType": "AVRO"}},
        {"json": {"schema": BODY["schema"].replace("double", "float")}},
        {"headers": {"Content-Type": "application/json"}},
        {"headers": TYPE | {"Accept": "application/json"}},
    ],
    ids=["method", "path", "query", "name", "name in the recording", "body", "schema", "content type", "accept"],
)
def test_a_changed_request_fails(changed):
    with pytest.raises(AssertionError, match="This was asked:\n"):
        ask([REGISTER], ASKED | changed)


def test_a_changed_request_is_not_answered_either():
    replay = Replay([REGISTER], Names("1a2b3c4d"))
    with served(replay.answer) as urls:
        answer = httpx.post(urls["KARAPACE_REGISTRY_URL"] + PATH, json={}, headers=TYPE)
    assert answer.status_code == REFUSED


def test_a_changed_recording_fails():
    changed = copy.deepcopy(REGISTER)
    changed["request"]["body_text"] = changed["request"]["body_text"].replace("celsius", "kelvin")
    with pytest.raises(AssertionError, match=r"and this was recorded:\n.*kelvin"):
        ask([changed], ASKED)


def test_a_recording_that_nobody_asks_for_fails():
    with pytest.raises(AssertionError, match=r"Nobody asked for:\n.*GET /schemas/ids/1"):
        ask([REGISTER, READ], ASKED)


def test_one_request_too_many_fails():
    with pytest.raises(AssertionError, match="asked after the last recording"):
        ask([REGISTER], ASKED, ASKED)


def test_another_order_fails():
    with pytest.raises(AssertionError, match="This was asked:"):
        ask([READ, REGISTER], ASKED)


def test_the_other_half_of_karapace_is_not_the_right_one():
    with pytest.raises(AssertionError, match="This was asked:\n  rest: "):
        ask([REGISTER], ASKED, service="KARAPACE_REST_URL")


def test_every_recording_belongs_to_a_story_and_every_story_has_its_recordings():
    assert {path.stem for path in FOLDER.glob("*.json")} == {name for story in STORIES.values() for name in story}


def test_only_names_are_translated_and_both_ways_alike():
    names = Names("1a2b3c4d")
    for path in FOLDER.glob("*.json"):
        text = path.read_text()
        assert names.recording_from_run(names.run_from_recording(text)) == text
    for recorded, page in PAGE_NAMES.items():
        assert names.run_from_recording(f"/{recorded}-value/") == f"/{page}-1a2b3c4d-value/"
        assert names.run_from_recording(f"my-{recorded} {recorded}s") == f"my-{recorded} {recorded}s"
    assert len(set(PAGE_NAMES.values())) == len(PAGE_NAMES)


def test_what_was_recorded_says_which_karapace_it_was():
    assert re.fullmatch(r"Karapace \d+\.\d+\.\d+.*, recorded on [\d-]{10}( to [\d-]{10})?", which_karapace())


def test_the_pages_say_which_karapace_it_was(request):
    option = request.config.getoption
    outputs = Outputs(option("--update-outputs") or option("--record-karapace"), ROOT, 9092)
    sentence = f"The answers of Karapace on this page come from {which_karapace()}."
    outputs.check("docs/karapace-recorded.inc", f"{sentence}\n")
