"""The checks can fail: in a copy of this repository a script, an output and a claim are spoilt, and each is noticed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_make import LEFT_OUT, ROOT

SABOTAGE = {
    "examples/ssl/producer.py": ("Hello from", "Hullo from"),
    "examples/plain/consumer.out": ("offset 7", "offset 8"),
    "docs/produce-consume.rst": ("goes on where its group stopped", "begins from the start"),
}
RUN = [
    "tests/examples/test_producer.py::test_the_producer_prints_what_the_page_shows",
    "tests/examples/test_consumer.py::test_the_consumer_prints_what_the_page_shows",
    "tests/examples/test_every_script.py::test_variants_differ_only_in_their_connection_settings",
    "tests/docs/test_claims.py",
]


@pytest.fixture(scope="module")
def failed(tmp_path_factory, reader) -> set[str]:
    """The names of the tests that fail in a spoilt copy."""
    copy = tmp_path_factory.mktemp("sabotage") / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for path, (right, wrong) in SABOTAGE.items():
        file = copy / path
        assert file.read_text().count(right) == 1
        file.write_text(file.read_text().replace(right, wrong))
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rf", "--basetemp", copy.parent / "run", *RUN],
        cwd=copy,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    return {Path(name).name for name in re.findall(r"^FAILED (\S+)", run.stdout, re.MULTILINE)}


def test_a_changed_script_is_noticed(failed):
    assert "test_producer.py::test_the_producer_prints_what_the_page_shows[ssl]" in failed
    assert "test_every_script.py::test_variants_differ_only_in_their_connection_settings[producer.py]" in failed


def test_a_changed_output_is_noticed(failed):
    assert "test_consumer.py::test_the_consumer_prints_what_the_page_shows[plain]" in failed


def test_a_changed_claim_is_noticed(failed):
    assert "test_claims.py::test_every_claim_has_a_test_of_its_name" in failed


def test_what_was_not_changed_does_not_fail(failed):
    assert not any("[sasl]" in name or "[consumer.py]" in name for name in failed)
