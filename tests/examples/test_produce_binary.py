"""examples/rest_proxy/produce_binary.py: bytes, as base64."""

SCRIPT = "rest_proxy/produce_binary.py"
TOPIC = "demo-pages"


def test_produce_binary_prints_what_the_page_shows(karapace):
    karapace.make_topic(TOPIC, partitions=2)
    run = karapace.run(SCRIPT, "produce binary", topic=TOPIC)
    assert run.code == 0, run.output
    karapace.shows("examples/rest_proxy/produce_binary.out", f"$ python examples/{SCRIPT}\n{run.output}")
