"""examples/rest_proxy/consume.py: the life of two consumer instances; each is deleted, also when something fails."""

SCRIPT = "rest_proxy/consume.py"
NAMES = {"topic": "demo-clicks", "group": "demo-consumer-group"}


def test_consume_prints_what_the_page_shows(karapace):
    karapace.make_topic("demo-clicks")
    assert karapace.run("rest_proxy/produce_json.py", "produce json", topic="demo-clicks").code == 0
    run = karapace.run(SCRIPT, "consume", **NAMES)
    assert run.code == 0, run.output
    karapace.shows("examples/rest_proxy/consume.out", f"$ python examples/{SCRIPT}\n{run.output}")


def test_an_instance_is_deleted_although_the_program_fails(karapace):
    karapace.make_topic("demo-clicks")
    assert karapace.run("rest_proxy/produce_json.py", "produce json", topic="demo-clicks").code == 0
    # Nobody reads what it prints, so its first line fails; the story ends with the deletion.
    names = "KAFKA_TOPIC_NAME=demo-clicks KAFKA_GROUP_ID=demo-consumer-group"
    run = karapace.bash(f"set -o pipefail; {names} python examples/{SCRIPT} | true", "consume and fail")
    assert run.code != 0 and "BrokenPipeError" in run.output
