"""Folders and ports for clusters of the launcher's own tests, beside any cluster that already runs."""

import contextlib
from pathlib import Path

import psutil
import pytest

from local_kafka import jars, processes
from tests.conftest import find_first_port
from tests.reader import Reader

FIRST_PORTS = range(10092, 20000, 300)  # not those of a reader, and not those of the other tests


class Launcher(Reader):
    """A reader who runs only the launcher, in a folder and on ports of their own."""

    def __init__(self, folder: Path, port: int):
        folder.mkdir(exist_ok=True)
        super().__init__(folder)
        self.port = port
        self.state = folder / ".local_kafka"

    def launch(self, arguments: str, **variables: str):
        """Start a command of the launcher and go on."""
        return self.start(f"python -m local_kafka {arguments}", **variables)

    def command(self, arguments: str, **variables: str):
        """Run a command of the launcher to its end."""
        return self.run(f"python -m local_kafka {arguments}", **variables)

    def java(self, text: str = "") -> list[psutil.Process]:
        """The Java processes of this folder, which bear its path in their command line."""
        return [
            process
            for process in psutil.process_iter(["cmdline"])
            if process.info["cmdline"] and "java" in process.info["cmdline"][0]
            if any(str(self.state) in argument for argument in process.info["cmdline"])
            if any(text in argument for argument in process.info["cmdline"])
        ]

    def node(self, number: int) -> psutil.Process:
        """The process of a node."""
        (process,) = self.java(f"node-{number}/")
        return process


@pytest.fixture(scope="module")
def port() -> int:
    """The first of twelve ports that nobody uses."""
    return find_first_port(FIRST_PORTS)


@contextlib.contextmanager
def launcher_in(folder: Path, port: int):
    """A launcher, and whatever happens an end without anything left running."""
    jars.fetch()  # on a new machine, before any clock runs
    launcher = Launcher(folder, port)
    try:
        yield launcher
    finally:
        processes.kill(launcher.java())


@pytest.fixture
def launcher(tmp_path, port):
    """A launcher in a new folder."""
    with launcher_in(tmp_path / "a reader's folder", port) as launcher:
        yield launcher


@pytest.fixture(scope="module")
def shared_launcher(tmp_path_factory, port):
    """A launcher that the tests of a module share, in a folder with a difficult name."""
    with launcher_in(tmp_path_factory.mktemp("lk") / "a 'new' \"folder\", ö = #1\\", port) as launcher:
        yield launcher


@pytest.fixture
def cache(tmp_path) -> Path:
    """A cache folder for XDG_CACHE_HOME that holds links to all jars, and nothing else."""
    folder = tmp_path / "cache of one's own" / "local_kafka" / "jars"
    folder.mkdir(parents=True)
    for jar in jars.fetch():
        (folder / jar.name).symlink_to(jar)
    return folder.parents[1]


@pytest.fixture
def no_network(tmp_path) -> dict[str, str]:
    """Variables that lead every download to a closed port."""
    closed = "http://127.0.0.1:9"
    return {"HTTPS_PROXY": closed, "HTTP_PROXY": closed, "ALL_PROXY": closed, "NO_PROXY": "localhost,127.0.0.1"}


def three_lines(output: str) -> bool:
    """Whether this is an error for a person: what, why and what to do."""
    lines = output.splitlines()
    return len(lines) == 3 and all(lines) and "Traceback" not in output
