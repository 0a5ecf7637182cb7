"""What the launcher refuses before it starts anything: each time in three lines, and with nothing changed."""

import shutil
import socket
import subprocess
import sys

import pytest

from tests.local_kafka.conftest import three_lines
from tests.reader import ROOT


def names(folder) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"examples"}


def test_an_env_that_is_not_ours_is_never_overwritten(launcher):
    env = launcher.folder / ".env"
    env.write_text("KAFKA_HOST=kafka.example.com\n")
    for command in ("start", "prepare", "reset", "rotate"):
        refused = launcher.command(command)
        assert refused.code == 1
        assert three_lines(refused.output) and f"{env} is not ours" in refused.output
        assert env.read_text() == "KAFKA_HOST=kafka.example.com\n"
    assert not launcher.java() and not (launcher.folder / "certs").exists()


def test_a_key_that_is_not_ours_is_never_overwritten(launcher):
    key = launcher.folder / "certs" / "service.key"
    key.parent.mkdir()
    key.write_text("the key of another Kafka")
    refused = launcher.command("start")
    assert refused.code == 1
    assert three_lines(refused.output) and f"{key} is not ours" in refused.output
    assert key.read_text() == "the key of another Kafka"


@pytest.mark.parametrize("offset", [0, 102, 203], ids=["plaintext of 1", "SASL of 2", "controller of 3"])
def test_a_port_in_use_names_the_port_and_the_process(launcher, offset):
    with socket.create_server(("127.0.0.1", launcher.port + offset)):
        refused = launcher.command(f"start --port {launcher.port}")
    assert refused.code == 1
    assert three_lines(refused.output) and f"port {launcher.port + offset} is in use" in refused.output
    assert "(python" in refused.output or "(pytest" in refused.output
    assert names(launcher.folder) == {".local_kafka"}


@pytest.mark.parametrize("port", [-1, 0, 80, 1023, 32565, 65535, 70000])
def test_an_impossible_port_is_refused(launcher, port):
    refused = launcher.command(f"start --port {port}")
    assert refused.code == 1
    assert three_lines(refused.output) and str(port) in refused.output


def test_a_first_start_without_network_says_so(launcher, no_network, tmp_path):
    refused = launcher.command(f"start --port {launcher.port}", XDG_CACHE_HOME=str(tmp_path / "empty"), **no_network)
    assert refused.code == 1
    assert refused.lines[0].startswith("Downloading Kafka")
    assert three_lines("".join(refused.lines[1:])) and "could not be downloaded" in refused.output
    assert [path for path in (tmp_path / "empty").rglob("*") if path.is_file()] == []
    assert names(launcher.folder) == {".local_kafka"}


def test_a_jar_with_one_changed_byte_is_refused_by_name(launcher, cache):
    jar = cache / "local_kafka" / "jars" / "kafka-clients-4.3.1.jar"
    content = bytearray(jar.read_bytes())
    content[len(content) // 2] ^= 1
    jar.unlink()
    jar.write_bytes(content)
    refused = launcher.command(f"start --port {launcher.port}", XDG_CACHE_HOME=str(cache))
    assert refused.code == 1
    assert three_lines(refused.output) and jar.name in refused.output and "jars.sha256" in refused.output
    assert names(launcher.folder) == {".local_kafka"} and not launcher.java()


def mounted(tmp_path, options: str, arguments: str) -> subprocess.CompletedProcess:
    """Run the launcher in a file system of its own kind, which exists for this one process only."""
    place = tmp_path / "mounted"
    place.mkdir()
    script = f'mount -t tmpfs -o {options} tmpfs "$0" && cd "$0" && shift 0 && exec "$1" -m local_kafka {arguments}'
    return subprocess.run(
        [shutil.which("unshare"), "--map-root-user", "--mount", "sh", "-c", script, place, sys.executable],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        timeout=60,
    )


def test_a_full_disk_is_said_before_anything_starts(tmp_path):
    refused = mounted(tmp_path, "size=1m", "start")
    assert refused.returncode == 1, refused
    assert three_lines(refused.stderr) and "disk is almost full" in refused.stderr


def test_a_disk_that_is_full_to_the_last_byte_is_said_too(tmp_path):
    refused = mounted(tmp_path, "nr_inodes=2", "prepare")
    assert refused.returncode == 1, refused
    assert three_lines(refused.stderr) and "No space left on device" in refused.stderr


def test_a_folder_that_is_read_only_is_said(tmp_path):
    refused = mounted(tmp_path, "ro", "start")
    assert refused.returncode == 1, refused
    assert three_lines(refused.stderr) and "Read-only file system" in refused.stderr


def test_a_broker_that_dies_at_start_shows_the_decisive_line_of_its_log(launcher):
    data = launcher.state / "node-2" / "data"
    data.mkdir(parents=True)
    (data / "meta.properties").write_text("version=1\nnode.id=7\ncluster.id=damaged\n")
    refused = launcher.command(f"start --port {launcher.port}")
    assert refused.code == 1
    assert three_lines("".join(refused.lines[-3:])), refused.output
    assert (
        "Node 2 ended while it started" in refused.output and "Stored node id 7 doesn't match" in refused.lines[-2]
    ), refused.output
    assert not launcher.java()


def test_where_nothing_was_started_there_is_nothing_to_rotate(launcher):
    refused = launcher.command("rotate")
    assert refused.code == 1 and three_lines(refused.output) and "no password and no certificate yet" in refused.output
    assert names(launcher.folder) == set()


def test_an_only_node_is_not_started_alone(launcher):
    refused = launcher.command("start-node 1")
    assert refused.code == 1 and three_lines(refused.output) and "two of the three must run" in refused.output


def test_where_nothing_runs_stop_and_kill_say_so(launcher):
    assert launcher.command("stop").output == "The local Kafka was not running\n"
    assert launcher.command("kill 3").output == "Node 3 was not running\n"
    assert launcher.command("status").output.count("not running") == 3
