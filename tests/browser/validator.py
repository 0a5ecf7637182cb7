"""The Nu Html Checker, which is W3C's: its jars are named in validator.sha256. `make lock` renews that list."""

import json
import os
import subprocess
from pathlib import Path

from local_kafka import jars, java
from local_kafka.lock_jars import lock

LIST = Path(__file__).with_suffix(".sha256")
COORDINATES = [("nu.validator", "validator", "26.5.2")]


def messages(files: list[Path]) -> list[dict]:
    """What the checker says about these pages, of any severity: "url", "lastLine", "message", "extract" of each."""
    classpath = os.pathsep.join(map(str, jars.fetch(lambda line: None, LIST)))
    flags = ["-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    checker = ["nu.validator.client.SimpleCommandLineValidator", "--format", "json", "--exit-zero-always"]
    command = [java.JAVA, *flags, *java.QUIET, "-cp", classpath, *checker, *map(str, files)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(run.stderr)["messages"]


if __name__ == "__main__":
    lock(LIST, COORDINATES)
