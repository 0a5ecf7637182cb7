"""The line on each page that says what proves it: versions and date of a run, and how much on the page is tested."""

import datetime
import importlib.metadata
import json
import re
import sys
import tomllib

from local_kafka.cluster import Cluster
from local_kafka.folder import Folder
from tests.reader import ROOT

FILE = ROOT / "docs" / "proven.json"
SHOWS = re.compile(r"^\s*\.\. (literalinclude|timeline|framing|recording):: (\S+)", re.MULTILINE)
FAILURES = re.compile(r"^\s*\.\. failures:: (\S+)", re.MULTILINE)
INCLUDES = re.compile(r"^\s*\.\. include:: (\S+)$", re.MULTILINE)


def versions(reader) -> dict[str, str]:
    """What the tests run with: the Kafka whose brokers run now, and this Python."""
    commands = [" ".join(process.info["cmdline"]) for process in Cluster(Folder(reader.folder)).processes()]
    (kafka,) = {found for command in commands for found in re.findall(r"/kafka-server-([\d.]+)\.jar", command)}
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"kafka": kafka, "kafka-python": importlib.metadata.version("kafka-python"), "python": python}


def test_the_versions_that_pages_name_are_those_that_run_here(reader, update_outputs):
    """The date is that of the newest renewal. Python may differ: the tests pass with each that the lock allows."""
    running = versions(reader)
    if update_outputs:
        FILE.write_text(json.dumps({"date": datetime.date.today().isoformat(), **running}) + "\n", encoding="utf-8")
    proven = json.loads(FILE.read_text(encoding="utf-8"))
    assert {**proven, "python": ""} == {"date": proven["date"], **running, "python": ""}, "pytest --update-outputs"
    assert datetime.date(2026, 11, 24) <= datetime.date.fromisoformat(proven["date"])
    assert (3, 11) <= tuple(map(int, proven["python"].split("."))) <= (3, 13)


def test_the_versions_that_pages_name_are_locked():
    proven = json.loads(FILE.read_text(encoding="utf-8"))
    jars = (ROOT / "local_kafka" / "jars.sha256").read_text(encoding="utf-8").split()
    assert f"org.apache.kafka:kafka-server:{proven['kafka']}" in jars
    assert f"\nkafka-python=={proven['kafka-python']} " in (ROOT / "requirements.txt").read_text(encoding="utf-8")


def counted(page: str, soup) -> dict[str, int]:
    """What the sources and the finished page say, not the doctree from which the line is made."""
    source = ROOT / f"{page}.rst"
    text = source.read_text(encoding="utf-8")
    text += "".join((source.parent / name).read_text(encoding="utf-8") for name in INCLUDES.findall(text))
    files = {"script": set(), "output": set(), "failure": set()}
    for _, name in SHOWS.findall(text):
        if name.endswith((".py", ".out", ".jsonl")):  # and not .env.example
            files["script" if name.endswith(".py") else "failure" if "/failures/" in name else "output"].add(name)
    for name in FAILURES.findall(text):
        failures = tomllib.loads((source.parent / name).read_text(encoding="utf-8"))["failure"]
        files["failure"] |= {f"/docs/failures/{failure['name']}.out" for failure in failures}
    blocks = soup.select("article .highlight-console pre, article .recording pre")
    commands = {line for block in blocks for line in block.get_text().splitlines() if line.startswith("$ ")}
    counts = {kind: len(names) for kind, names in files.items()}
    return counts | {"command": len(commands), "claim": len(soup.select("article .claim"))}


def test_every_page_says_what_it_was_proven_with_and_how_much_of_it_is_tested(site):
    proven = json.loads(FILE.read_text(encoding="utf-8"))
    named = f"Kafka {proven['kafka']}, kafka-python {proven['kafka-python']} and Python {proven['python']}."
    totals = dict.fromkeys(("script", "command", "output", "failure", "claim"), 0)
    for page in site.doctrees:
        lines = [tag.get_text() for tag in site.pages[page].select("article .about-page p")]
        (line,) = (line for line in lines if named in line)
        found = {
            kind: int(number) for number, kind in re.findall(r"(\d+) (script|command|output|failure|claim)s?\b", line)
        }
        expected = counted(page, site.pages[page])
        assert found == {kind: number for kind, number in expected.items() if number}, page
        assert (f"Last proven on {proven['date']} with" in line) == bool(found), page
        totals = {kind: totals[kind] + expected[kind] for kind in totals}
    assert min(totals.values()) > 20, totals
