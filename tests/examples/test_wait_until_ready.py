"""examples/schema_registry/wait_until_ready.py: waits as long as the registry accepts no schemas."""

import socket

SCRIPT = "schema_registry/wait_until_ready.py"


def test_wait_until_ready_prints_what_the_page_shows(karapace):
    run = karapace.run(SCRIPT, "ready", topic="demo-sensor-readings")
    assert run.code == 0, run.output
    karapace.shows("examples/schema_registry/wait_until_ready.out", f"$ python examples/{SCRIPT}\n{run.output}")


def test_it_waits_while_the_registry_is_healthy_but_not_ready(karapace, web_reader):
    with karapace.story("not ready yet", replay=True) as urls:  # a live one is ready already
        run = web_reader.run(f"python examples/{SCRIPT}", **urls)
    assert (run.code, run.output) == (0, "The schema registry is ready\n")


def test_it_waits_while_nobody_answers(web_reader, karapace):
    with socket.create_server(("127.0.0.1", 0)) as starting:
        port = starting.getsockname()[1]
        waiting = web_reader.start(f"python examples/{SCRIPT}", KARAPACE_REGISTRY_URL=f"http://127.0.0.1:{port}")
        starting.accept()[0].close()
    with karapace.story("ready", replay=True, port=port):
        assert waiting.wait() == 0
    assert waiting.output == "The schema registry is ready\n"
