"""Answers of Karapace that the pages tell in words: each is asked for, and is what they say."""

import httpx

from tests.karapace.recordings import load, request_of


def ask(karapace, urls: dict[str, str], name: str) -> httpx.Response:
    """Send the request of a recording, with the names of this run."""
    request = request_of(load(name))
    named = karapace.names.run_from_recording
    headers = {"Content-Type": request.content_type} if request.content_type else {}
    url = urls[f"KARAPACE_{request.service.upper()}_URL"] + named(request.path)
    return httpx.request(request.method, url, content=named(request.body), headers=headers, timeout=30)


def test_a_registry_that_starts_says_that_it_is_healthy_and_is_not_ready(karapace):
    with karapace.story("starting", replay=True) as urls:  # a live one has started already
        health = ask(karapace, urls, "091-registry-health-before-ready").json()
        assert health["healthy"] and not health["status"]["schema_registry_ready"]
        assert ask(karapace, urls, "092-registry-read-before-primary").json() == []
        assert ask(karapace, urls, "090-registry-error-write-before-primary").status_code == 500


def test_the_registry_answers_500_if_there_is_no_content_type(karapace):
    with karapace.story("no content type") as urls:
        assert ask(karapace, urls, "079-registry-error-content-type-missing").status_code == 500


def test_the_proxy_refuses_an_incompatible_schema_with_408(karapace):
    karapace.make_topic("demo-sensor-readings")
    with karapace.story("incompatible over http") as urls:
        assert ask(karapace, urls, "120-rest-produce-avro-with-schema").status_code == 200
        assert ask(karapace, urls, "127-rest-error-avro-incompatible-inline-schema").status_code == 408


def test_the_proxy_refuses_to_commit_without_a_body(karapace):
    with karapace.story("commit without a body") as urls:
        assert ask(karapace, urls, "201-rest-create-consumer-instance").status_code == 200
        assert ask(karapace, urls, "213-rest-commit-all-read-offsets-empty-body").status_code == 400
        assert ask(karapace, urls, "222-rest-delete-consumer").status_code == 204


def test_the_proxys_own_authorization_asks_for_a_user_and_a_password(karapace):
    with karapace.story("authorization", replay=True) as urls:  # ours has it off
        assert ask(karapace, urls, "310-rest-rest-authorization-no-credentials").status_code == 401
