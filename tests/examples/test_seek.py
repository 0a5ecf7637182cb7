"""examples/rest_proxy/seek.py: an instance reads the same messages again."""

SCRIPT = "rest_proxy/seek.py"


def test_seek_prints_what_the_page_shows(karapace):
    karapace.make_topic("demo-clicks")
    assert karapace.run("rest_proxy/produce_json.py", "produce json", topic="demo-clicks").code == 0
    run = karapace.run(SCRIPT, "seek", topic="demo-clicks", group="demo-seek-group")
    assert run.code == 0, run.output
    karapace.shows("examples/rest_proxy/seek.out", f"$ python examples/{SCRIPT}\n{run.output}")


def test_an_empty_first_answer_is_no_end(karapace, web_reader):
    names = {"KAFKA_TOPIC_NAME": karapace.names["demo-clicks"], "KAFKA_GROUP_ID": karapace.names["demo-seek-group"]}
    with karapace.story("seek, and the first answer is empty", replay=True) as urls:  # a live one may answer at once
        run = web_reader.run(f"python examples/{SCRIPT}", **names, **urls)
    assert (run.code, run.lines[0]) == (0, "Read: offsets [0, 1, 2]\n")
