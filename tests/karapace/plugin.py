"""Karapace for the tests: live where two variables name one, otherwise the replay of recordings; and which it was.

KARAPACE_REGISTRY_URL and KARAPACE_REST_URL   the addresses of a live Karapace; `.env` then names its Kafka
--record-karapace                             with both: write the recordings, and the outputs on the pages, anew
REQUIRE_KARAPACE=1                            fail when there is no live Karapace
"""

import os

import httpx
import pytest
from dotenv import dotenv_values

from tests.karapace.recordings import which_karapace
from tests.karapace.replay import served
from tests.karapace.talk import Front, Karapace
from tests.reader import ROOT, Reader
from tests.wait import wait_until

URLS = ("KARAPACE_REGISTRY_URL", "KARAPACE_REST_URL")
SUMMARY = pytest.StashKey[str]()


def pytest_addoption(parser):
    parser.addoption("--record-karapace", action="store_true", help="record the exchanges with a live Karapace anew")


def live_urls() -> dict[str, str]:
    """The addresses of a live Karapace, or nothing."""
    return {name: os.environ[name].rstrip("/") for name in URLS if os.environ.get(name)}


def pytest_configure(config):
    live = live_urls()
    if len(live) == 1:
        raise pytest.UsageError(f"Only {next(iter(live))} is set: a live Karapace needs both of {', '.join(URLS)}")
    if not live and os.environ.get("REQUIRE_KARAPACE") == "1":
        raise pytest.UsageError(f"REQUIRE_KARAPACE is 1, but {' and '.join(URLS)} name no live Karapace")
    if not live and config.getoption("--record-karapace"):
        raise pytest.UsageError(f"--record-karapace needs a live Karapace in {' and '.join(URLS)}")


def pytest_terminal_summary(terminalreporter, config):
    if SUMMARY in config.stash:
        terminalreporter.section("Karapace")
        terminalreporter.write_line(config.stash[SUMMARY])


@pytest.fixture(scope="session")
def karapace_urls(request) -> dict[str, str]:
    """The addresses of a live Karapace that is ready, or nothing; the end of the tests says which it was."""
    live = live_urls()
    if live:
        registry, rest = (httpx.Client(base_url=url) for url in live.values())
        with registry, rest:
            wait_until(
                lambda: registry.get("/master_available").json()["master_available"], "the live Karapace is ready"
            )
            version = rest.get("/_health").raise_for_status().json()["karapace_version"]
        hosts = " and ".join(sorted({httpx.URL(url).host for url in live.values()}))  # addresses can hold a password
        request.config.stash[SUMMARY] = f"live: Karapace {version} at {hosts}"
    else:
        request.config.stash[SUMMARY] = f"replayed, not run: {which_karapace()}"
    return live


@pytest.fixture(scope="session")
def web_reader(tmp_path_factory, karapace_urls) -> Reader:
    """A reader who talks to Karapace only; the Kafka behind a live one is the one that `.env` names."""
    reader = Reader(tmp_path_factory.mktemp("web"))
    if karapace_urls:
        assert (ROOT / ".env").exists(), "a live Karapace needs .env here, with the connection to its Kafka"
        reader.environment |= dotenv_values(ROOT / ".env")
    return reader


@pytest.fixture(scope="session")
def front():
    """The servers, for as long as the tests run."""
    front = Front()
    with served(front.answer) as front.urls:
        yield front


@pytest.fixture
def karapace(request, web_reader, front, karapace_urls) -> Karapace:
    """Karapace for one test."""
    option = request.config.getoption
    return Karapace(web_reader, front, karapace_urls, option("--record-karapace"), option("--update-outputs"))


@pytest.fixture
def avro_topic(reader, karapace) -> str:
    """The topic of this run's readings, on the brokers of the tests: Avro always goes through a real Kafka."""
    name = karapace.names["demo-sensor-readings"]
    made = reader.run("python examples/ssl/create_topic.py", KAFKA_TOPIC_NAME=name)
    assert made.code == 0, made.output
    return name
