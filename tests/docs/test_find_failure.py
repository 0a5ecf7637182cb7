"""docs/_static/find-failure.js: who pastes an error finds its failure, whatever host, port or topic is in it."""

import json
import re

import pytest
import quickjs

from tests.docs.failures.museum import FAILURES
from tests.reader import ROOT

SCRIPT = (ROOT / "docs" / "_static" / "find-failure.js").read_text()
READ_THE_LOG = "unable-to-bootstrap-from-read-the-log"
# Other words for the same failure, as people have them in their terminals.
PASTED = {
    "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate "
    "in certificate chain (_ssl.c:1007)": {"self-signed", "unknown-authority"},
    "kafka.errors.NoBrokersAvailable: NoBrokersAvailable": {"no-brokers-available"},
    "ModuleNotFoundError: No module named 'kafka.vendor.six.moves'": {"vendored-six"},
    "KafkaTimeoutError: Failed to update metadata after 60.0 secs.": {"topic-missing", "advertised-address"},
    "<KafkaConnection client_id=x, node_id=0 host=kafka-1.example.com:443>: Authentication failed during "
    "authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512": {"wrong-password"},
}


@pytest.fixture(scope="module")
def exhibits(site) -> list[dict[str, str]]:
    """What the script reads from the page: the id and the text of each failure's section."""
    page = site.pages["docs/troubleshooting"]
    return [
        {"name": section["id"], "title": section.find(["h2", "h3"]).contents[0], "text": section.get_text()}
        for section in page.select("section:has(> #read-the-log), section section section")
    ]


@pytest.fixture(scope="module")
def rank(exhibits):
    """The script's own function, run by the JavaScript engine that also draws our diagrams."""
    context = quickjs.Context()
    context.eval(SCRIPT)
    call = "JSON.stringify(rank({}, {}))"
    return lambda pasted: json.loads(context.eval(call.format(json.dumps(pasted), json.dumps(exhibits))))


def quoted(name: str) -> str:
    """The message that the page quotes, as a reader with other names and ports sees it."""
    shown = (ROOT / "docs" / "failures" / f"{name}.out").read_text().split("$ python examples/doctor.py")[0]
    message = shown.split("\n", 1)[1]
    return re.sub(r"localhost:9\d{3}", "kafka.example.com:21047", message).replace("demo-topic", "my-own-topic")


def test_each_failure_is_a_section_that_the_doctors_link_leads_to(exhibits):
    assert sorted(exhibit["name"] for exhibit in exhibits) == sorted([*FAILURES, READ_THE_LOG])
    assert len(exhibits) >= 40


@pytest.mark.parametrize("name", FAILURES)
def test_a_pasted_message_leads_to_its_failure(name, rank):
    message = quoted(name)
    if len(re.findall(r"[a-z_]{3,}", message.lower())) < 2:
        assert "Error" not in message  # bytes, or an empty list, are nothing to look for
    else:
        same = {other for other in FAILURES if quoted(other).splitlines()[0] == message.splitlines()[0]}
        if FAILURES[name]["shows"].startswith("Unable to bootstrap"):  # which says nothing
            same.add(READ_THE_LOG)
        assert set(rank(message)) & same, rank(message)


@pytest.mark.parametrize("pasted", PASTED)
def test_other_words_lead_to_the_failure_too(pasted, rank):
    assert set(rank(pasted)) & PASTED[pasted], rank(pasted)


def test_the_failure_whose_title_is_pasted_comes_first(rank):
    assert rank("kafka.errors.KafkaTimeoutError: Failed to update metadata after 60.0 secs.")[0] == "topic-missing"
    assert rank("KafkaTimeoutError: Unable to bootstrap from kafka.example.com:21047")[0] == READ_THE_LOG


def test_words_of_no_failure_lead_nowhere(rank):
    assert rank("") == rank("Xylophon 12345") == []


def test_the_script_is_loaded_on_the_page_with_the_field_and_on_no_other(site):
    having = [name for name, page in site.pages.items() if page.find("script", src=re.compile("find-failure"))]
    assert having == ["docs/troubleshooting"]


def test_without_javascript_there_is_no_field_and_nothing_is_missing(site):
    [field] = site.pages["docs/troubleshooting"].select("div.find-failure")
    assert field.has_attr("hidden")
