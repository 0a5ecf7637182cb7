"""examples/rest_proxy/produce_json.py: three messages with a key."""

SCRIPT = "rest_proxy/produce_json.py"
TOPIC = "demo-clicks"


def test_produce_json_prints_what_the_page_shows(karapace):
    karapace.make_topic(TOPIC)
    run = karapace.run(SCRIPT, "produce json", topic=TOPIC)
    assert run.code == 0, run.output
    karapace.shows("examples/rest_proxy/produce_json.out", f"$ python examples/{SCRIPT}\n{run.output}")
