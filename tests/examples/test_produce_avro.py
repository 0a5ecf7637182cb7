"""examples/rest_proxy/produce_avro.py: the proxy registers the schema, and refuses what does not fit it."""

SCRIPT = "rest_proxy/produce_avro.py"
TOPIC = "demo-sensor-readings"


def test_produce_avro_prints_what_the_page_shows(karapace):
    karapace.make_topic(TOPIC)
    run = karapace.run(SCRIPT, "produce avro", "value does not fit", topic=TOPIC)
    assert run.code == 0, run.output
    karapace.shows("examples/rest_proxy/produce_avro.out", f"$ python examples/{SCRIPT}\n{run.output}")
