"""examples/rest_proxy/look_at_topic.py: brokers, partitions, offsets and a setting."""

SCRIPT = "rest_proxy/look_at_topic.py"
TOPIC = "demo-pages"


def test_look_at_topic_prints_what_the_page_shows(karapace):
    karapace.make_topic(TOPIC, partitions=2)
    run = karapace.run(SCRIPT, "look at a topic", topic=TOPIC)
    assert run.code == 0, run.output
    karapace.shows("examples/rest_proxy/look_at_topic.out", f"$ python examples/{SCRIPT}\n{run.output}")
