"""docs/failures: each failure is provoked, and the client, the script and the doctor say what the page shows."""

import re

import pytest

from tests.docs.failures.museum import FAILURES, Museum, transcript, verdict
from tests.docs.failures.places import places
from tests.outputs import diagnosis


@pytest.fixture(scope="module")
def museum(reader, plaintext, first_port, outputs, tmp_path_factory) -> Museum:
    """All failures, each of them seen once."""
    with places(reader.folder, first_port, tmp_path_factory.mktemp("lone")) as made:
        museum = Museum(reader, plaintext, made, outputs.normalise)
        museum.open()
        yield museum


@pytest.fixture(params=FAILURES)
def failure(request) -> dict:
    return FAILURES[request.param]


def test_the_client_says_what_the_page_quotes(failure, museum):
    screen = museum.seen(failure["name"]).screen
    assert failure["shows"] in screen, screen
    assert any(text in screen for text in failure.get("one_of", [""])), screen


def test_a_script_ends_with_a_sentence_of_its_own(failure, museum):
    last = museum.seen(failure["name"]).screen.splitlines()[-2:]
    if "says" in failure or "code" not in failure:
        assert any(line.startswith(failure.get("says", ("Not ", "There is no topic "))) for line in last), last


def test_the_doctor_finds_what_is_wrong_and_nothing_else(failure, museum):
    seen = museum.seen(failure["name"])
    found = re.findall(r"troubleshooting\.html#(\S+)", seen.doctor)
    assert found == ([verdict(failure)] if verdict(failure) else []), seen.doctor
    assert seen.doctor_code == (1 if found else 0)


def test_the_page_shows_what_was_seen(failure, museum, outputs):
    outputs.check(f"docs/failures/{failure['name']}.out", transcript(failure, museum.seen(failure["name"])), diagnosis)
