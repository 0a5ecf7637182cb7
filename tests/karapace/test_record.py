"""The roads to a live Karapace, tried with recordings in its place: what runs, what is written, and what is refused.

This shows that addresses, names and files go the right way. It shows nothing about Karapace.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from werkzeug import Response

from tests.karapace.recordings import FOLDER, Names, load, request_of
from tests.karapace.replay import Replay, expected_request, request_from, served
from tests.karapace.stories import STORIES
from tests.karapace.talk import alike
from tests.reader import ROOT
from tests.test_make import LEFT_OUT

TESTS = [
    "tests/examples/test_register.py",
    "tests/docs/test_karapace_transcripts.py::test_a_session_with_curl_prints_what_the_page_shows[health]",
    "tests/docs/test_karapace_transcripts.py::test_a_session_with_curl_prints_what_the_page_shows[look-at-topic]",
    "tests/examples/test_consume.py::test_consume_prints_what_the_page_shows",
]
WRITTEN = [
    name for story in ("register", "health", "look at a topic", "produce json", "consume") for name in STORIES[story]
]
OUTPUTS = [
    "examples/schema_registry/register.out",
    "examples/rest_proxy/consume.out",
    "docs/transcripts/karapace/health.out",
    "docs/transcripts/karapace/look-at-topic.out",
]


def upstream(service, asked) -> Response:
    """Answers every request that is recorded, in any order, under whatever names the run has."""
    suffix = re.search(r"-([0-9a-f]{8})\b", asked.path)
    names = Names(suffix[1] if suffix else "none")
    for name in WRITTEN:
        if expected_request(load(name), names) == request_from(service, asked):
            return Replay([load(name)], names).answer(service, asked)
    return Response("not recorded", 599)


@pytest.fixture
def project(tmp_path, reader) -> Path:
    """A copy of this repository, for tests that rewrite its files; its Kafka is the one of these tests."""
    folder = tmp_path / "copy"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copy(reader.folder / ".env", folder)
    return folder


def run_pytest(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """Run tests in the copy, with these variables."""
    command = [sys.executable, "-m", "pytest", "-q", "--basetemp", str(folder.parent / "run"), *arguments]
    clean = {name: value for name, value in os.environ.items() if "KARAPACE" not in name}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=clean | variables)


def topics_of_runs(admin) -> list[str]:
    """The topics that the runs have made for Karapace."""
    return [name for name in admin.list_topics() if re.fullmatch(r"demo-(pages|clicks)-[0-9a-f]{8}", name)]


def test_record_writes_the_recordings_and_the_outputs_anew(project, admin):
    admin.delete_topics(topics_of_runs(admin), raise_errors=False)
    for name in WRITTEN:
        (project / FOLDER.relative_to(ROOT) / f"{name}.json").unlink()
    for path in OUTPUTS:
        text = (project / path).read_text()
        (project / path).write_text("".join(f"{line}\n" for line in text.splitlines() if line.startswith("$ ")))
    with served(upstream) as urls:
        run = run_pytest(project, "--record-karapace", *TESTS, **urls)
    assert run.returncode == 0, run.stdout
    assert re.search(r"^live: Karapace \d.* at 127.0.0.1$", run.stdout, re.MULTILINE)
    for name in WRITTEN:
        text = (project / FOLDER.relative_to(ROOT) / f"{name}.json").read_text()
        written, recorded = json.loads(text), load(name)
        assert request_of(written) == request_of(recorded)
        assert written["response"]["status"] == recorded["response"]["status"]
        assert written["response"]["body_text"] == recorded["response"]["body_text"]
        assert {*written} == {*recorded} and (written["n"], written["title"]) == (recorded["n"], recorded["title"])
        assert "127.0.0.1" not in text
    for path in OUTPUTS:
        assert (project / path).read_text() == (ROOT / path).read_text()
    assert len(topics_of_runs(admin)) == 2  # made on a real Kafka, under names of their own
    again = run_pytest(project, *TESTS)
    assert again.returncode == 0 and "replayed, not run: Karapace" in again.stdout


def test_with_both_addresses_the_scripts_run_live(project):
    with served(upstream) as urls:
        run = run_pytest(project, *TESTS, **urls, REQUIRE_KARAPACE="1")
        (project / OUTPUTS[0]).write_text("something else\n")
        spoilt = run_pytest(project, *TESTS, **urls)
    assert run.returncode == 0 and "live: Karapace" in run.stdout, run.stdout
    assert spoilt.returncode == 1 and "--record-karapace renews what the pages show" in spoilt.stdout


@pytest.mark.parametrize(
    ("arguments", "variables", "why"),
    [
        ([], {"REQUIRE_KARAPACE": "1"}, "REQUIRE_KARAPACE is 1, but"),
        (["--record-karapace"], {}, "--record-karapace needs a live Karapace"),
        ([], {"KARAPACE_REST_URL": "http://localhost:1"}, "Only KARAPACE_REST_URL is set"),
    ],
)
def test_without_a_live_karapace_what_needs_one_fails(arguments, variables, why, tmp_path):
    run = run_pytest(ROOT, *arguments, *TESTS, "--basetemp", str(tmp_path / "run"), **variables)
    assert run.returncode == 4 and why in run.stderr


@pytest.mark.parametrize(
    ("live", "shown"),
    [
        ("Registered for demo-orders-value: id 17, JSON", "Registered for demo-orders-value: id 3, JSON"),
        ('{"version":1,"id":17,"schema":"x"}', '{"version":1,"id":1,"schema":"x"}'),
        (
            '"offsets":[{"offset":0,"partition":1}],"value_schema_id":17',
            '"offsets":[{"offset":4,"partition":1}],"value_schema_id":2',
        ),
        ("schema's id:  00 00 01 11, the number 273", "schema's id:  00 00 00 01, the number 1"),
        ("brokers: [1, 2, 3]\npartition 0: led by broker 3", "brokers: [1]\npartition 0: led by broker 1"),
        ('{"brokers":[1,2,3]}', '{"brokers":[1]}'),
        ('{"karapace_version":"7.0","process_uptime_sec":99}', '{"karapace_version":"6.2","process_uptime_sec":7}'),
    ],
)
def test_a_live_output_may_differ_where_clusters_and_registries_do(live, shown):
    assert live != shown and alike(live) == alike(shown)


def test_a_live_output_may_not_differ_elsewhere():
    assert alike("Posted offset 1, committed is 1") != alike("Posted offset 1, committed is 2")
    assert alike('"offset":1,"partition":0') != alike('"offset":2,"partition":0')
