"""examples/*/create_topic.py: makes the topic once, and says so the second time."""

from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample

ROOT = Path(__file__).parents[2]


@pytest.fixture
def no_topic(admin):
    """The cluster without demo-topic, before and after."""
    yield delete(admin)
    delete(admin)


def delete(admin):
    admin.delete_topics(["demo-topic"], raise_errors=False)


def test_create_topic_prints_what_the_page_shows(variant, reader, outputs, no_topic):
    command = f"python examples/{variant}/create_topic.py"
    transcript = "".join(f"$ {command}\n{reader.run(command).output}" for _ in range(2))
    outputs.check(f"examples/{variant}/create_topic.out", transcript)


def test_create_topic_makes_one_partition_and_three_replicas(variant, reader, admin, no_topic):
    assert reader.run(f"python examples/{variant}/create_topic.py").code == 0
    [topic] = admin.describe_topics(["demo-topic"])
    [partition] = topic["partitions"]
    assert sorted(partition["replica_nodes"]) == [1, 2, 3]


def test_the_comment_under_the_print_is_what_it_prints(
    variant, reader, no_topic, monkeypatch, eval_example: EvalExample
):
    for line in (reader.folder / ".env").read_text().splitlines():
        if line.startswith("KAFKA_"):
            name, value = line.split("=", 1)
            monkeypatch.setenv(name, value.strip("'"))
    path = ROOT / "examples" / variant / "create_topic.py"
    eval_example.run_print_check(CodeExample.create(path.read_text(), path=path, prefix="py"))
