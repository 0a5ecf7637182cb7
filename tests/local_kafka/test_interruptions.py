"""A start that is interrupted, in each of its phases and by each signal, leaves nothing running."""

import signal
import socket
import time

import pytest

from tests.wait import wait_until


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize(
    "phase, number",
    [
        ("formatting", signal.SIGINT),
        ("spawning", signal.SIGTERM),
        ("waiting", signal.SIGHUP),
        ("granting", signal.SIGINT),
    ],
)
def test_an_interrupted_start_leaves_nothing_running(launcher, phase, number):
    reached = {
        "formatting": lambda: launcher.java("StorageTool"),
        "spawning": lambda: launcher.java("kafka.Kafka"),
        "waiting": lambda: listens(launcher.port + 3),
        "granting": lambda: all(listens(launcher.port + node + 1) for node in (0, 100, 200)),
    }[phase]
    starting = launcher.launch(f"start --port {launcher.port}")
    wait_until(reached, f"the start is {phase}")
    assert starting.signal(number) == 130
    assert not launcher.java()
    assert starting.lines[-1] == "Stopped\n" and "Traceback" not in starting.output
    assert not list(launcher.folder.rglob("*.new"))


def test_an_interrupted_download_leaves_no_half_jar(launcher, tmp_path):
    cache = tmp_path / "empty"
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and never answers
        proxy = f"http://127.0.0.1:{silent.getsockname()[1]}"
        starting = launcher.launch("start", XDG_CACHE_HOME=str(cache), HTTPS_PROXY=proxy, HTTP_PROXY=proxy)
        starting.wait_for("Downloading Kafka")
        silent.accept()[0].close()
        assert starting.ctrl_c() == 130
    assert "Traceback" not in starting.output
    assert [path for path in cache.rglob("*") if path.is_file()] == []


def test_a_second_ctrl_c_kills_what_the_first_one_asked_to_end(launcher):
    starting = launcher.launch(f"start --port {launcher.port}")
    wait_until(lambda: all(listens(launcher.port + node + 3) for node in (0, 100, 200)), "all controllers listen")
    nodes = launcher.java()
    freeze(nodes)
    starting.send(signal.SIGINT)
    wait_until(lambda: all(node.status() != "stopped" for node in nodes), "the launcher has asked all nodes to end")
    freeze(nodes)  # so that none ends by itself: without the second Ctrl-C the launcher now waits for a minute
    began = time.monotonic()
    assert starting.ctrl_c() == 130
    assert time.monotonic() - began < 30
    assert not launcher.java() and "Traceback" not in starting.output


def freeze(nodes) -> None:
    for node in nodes:
        node.suspend()


def test_a_start_that_cannot_say_that_it_is_ready_leaves_nothing_running(launcher):
    script = f"python -m local_kafka start --port {launcher.port} 2>&1 | head -n 1"
    assert launcher.bash(script).output.startswith("Made certificates")
    assert not launcher.java()
