"""All failures of docs/failures, provoked: each as its file says, against the tests' Kafka or the places beside it."""

import itertools
import re
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import NamedTuple

from kafka import KafkaAdminClient

from tests.docs.failures.stages import STAGES
from tests.reader import ROOT, Reader, Terminal

sys.path.append(str(ROOT / "docs" / "_ext"))
from failures import read, verdict

FILES = sorted((ROOT / "docs" / "failures").glob("*.toml"))
FAILURES = {failure["name"]: failure for file in FILES for failure in read(file)}
SETTINGS = """\
import os

from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME")
GROUP_ID = os.getenv("KAFKA_GROUP_ID")

"""
CONNECTION = re.search(
    r"^# Connect .*?^ *}\n", (ROOT / "examples/plain/producer.py").read_text(), re.MULTILINE | re.DOTALL
)[0]
AT_ONCE = 12  # most of them wait for a time-out of five seconds


class Seen(NamedTuple):
    """What a reader sees of a failure, with the names and ports that the page has."""

    screen: str
    doctor: str
    doctor_code: int


class Museum:
    """Provokes failures, several at once, and keeps what was seen of each."""

    def __init__(self, reader: Reader, plaintext: str, places: dict, normalise):
        self.reader, self.plaintext, self.places = reader, plaintext, places
        self._normalise = normalise
        self._seen: dict[str, Future[Seen]] = {}
        self.repairs: list[Callable] = []  # what a stage has broken is whole again after all failures
        self.programs = reader.folder / "programs"
        self.programs.mkdir()

    def open(self) -> None:
        """Provoke all failures, and return when each has been seen."""
        topics = {self.topic(failure): {"num_partitions": 1} for failure in FAILURES.values() if "topic" not in failure}
        with KafkaAdminClient(bootstrap_servers=self.plaintext) as admin:
            admin.create_topics(topics, wait_for_metadata=True)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for name in sorted(FAILURES, key=lambda name: "stage" in FAILURES[name]):  # a stage can wait for others
                self._seen[name] = pool.submit(self._see, FAILURES[name])
        for repair in self.repairs:
            repair()

    def seen(self, name: str) -> Seen:
        """What was seen of a failure; raises what went wrong instead."""
        return self._seen[name].result()

    def wait_for_others(self, name: str) -> None:
        """Wait until all that came before this failure have been seen, well or not."""
        before = itertools.takewhile(lambda other: other != name, list(self._seen))
        wait([self._seen[other] for other in before])

    def topic(self, failure: dict) -> str:
        """The topic of a failure: one of its own, unless its name is the failure."""
        return failure.get("topic", f"demo-{failure['name']}")

    def settings(self, failure: dict) -> dict[str, str]:
        """The environment variables under which the failure happens."""
        wrong = {name: value.format(**self.places) for name, value in failure.get("env", {}).items()}
        names = {"KAFKA_TOPIC_NAME": self.topic(failure), "KAFKA_GROUP_ID": f"demo-{failure['name']}-group"}
        return {"KAFKA_LOG_LEVEL": "ERROR", **names, **wrong}

    def command(self, failure: dict) -> str:
        """What a reader types."""
        if "code" in failure:
            return f"python programs/{failure['name']}.py"
        return f"python {failure.get('run', 'examples/' + variant(failure) + '/producer.py')}"

    def start(self, failure: dict) -> Terminal:
        """Start the script or the program."""
        if "code" in failure:
            (self.programs / f"{failure['name']}.py").write_text(SETTINGS + CONNECTION + failure["code"])
        return self.reader.start(self.command(failure), **self.settings(failure))

    def run(self, failure: dict) -> Terminal:
        """Run the script or the program to its end."""
        terminal = self.start(failure)
        terminal.wait()
        return terminal

    def _see(self, failure: dict) -> Seen:
        terminal = (STAGES[failure["stage"]] if "stage" in failure else Museum.run)(self, failure)
        doctor = self.reader.run(f"python examples/doctor.py --variant {variant(failure)}", **self.settings(failure))
        return Seen(self._named(failure, terminal.output), self._named(failure, doctor.output), doctor.code)

    def _named(self, failure: dict, text: str) -> str:
        text = text.replace(f"programs/{failure['name']}.py", "program.py")
        text = text.replace(f"demo-{failure['name']}-group", "demo-consumer-group")
        return self._normalise(text.replace(f"demo-{failure['name']}", "demo-topic"))


def variant(failure: dict) -> str:
    """How the failing script connects."""
    return failure.get("variant", "plain")


def transcript(failure: dict, seen: Seen) -> str:
    """What the page shows: the line that decides, what the script says at its end, and the doctor's verdict."""
    lines = [line for line in seen.screen.splitlines() if not line.startswith("    ")]  # no code of a traceback
    shown = [next((line for line in lines if failure["shows"] in line), "")]
    if "code" in failure:
        command = "python program.py"
    else:
        command = f"KAFKA_LOG_LEVEL=ERROR python {failure.get('run', f'examples/{variant(failure)}/producer.py')}"
        shown += [line for line in lines[-2:] if line not in shown and line.startswith(("Not ", "Check "))]
    text = "".join(f"{line}\n" for line in [f"$ {command}", *shown])
    if verdict(failure):
        found = seen.doctor[seen.doctor.index("  FAILED") :]
        text += f"$ python examples/doctor.py --variant {variant(failure)}\n{found}"
    return text
