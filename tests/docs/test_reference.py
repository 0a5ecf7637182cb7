"""The reference page and .env.example name just what the scripts read."""

import re
from pathlib import Path

from dotenv import dotenv_values
from kafka import KafkaConsumer

ROOT = Path(__file__).parents[2]


def test_env_example_names_just_the_variables_that_the_scripts_read():
    scripts = "\n".join(path.read_text() for path in (ROOT / "examples").rglob("*.py"))
    assert set(dotenv_values(ROOT / ".env.example")) == set(re.findall(r'os\.getenv\("(\w+)"', scripts))


def test_every_variable_of_env_example_has_a_row(site):
    table = site.pages["docs/reference"].find("table").get_text()
    assert all(name in table for name in dotenv_values(ROOT / ".env.example"))


def test_the_table_for_java_programs_names_just_the_variables_that_their_settings_read():
    settings = "".join(path.read_text() for path in (ROOT / "examples" / "java").glob("*.properties"))
    read = {name for name in re.findall(r"=.*\$\{env:(\w+)\}", settings) if not name.startswith("KAFKA_")}
    page = (ROOT / "docs" / "reference.rst").read_text()
    assert set(re.findall(r"^``((?:KEY|TRUST)\w+)``", page, re.MULTILINE)) == read


def test_the_defaults_of_a_consumer_are_those_of_kafka_python(site):
    [table] = site.pages["docs/consumer-groups"].find_all("table")
    rows = [[cell.get_text(strip=True) for cell in row.find_all("td")] for row in table.find_all("tr")[1:]]
    assert len(rows) == 5
    for name, default, _ in rows:
        assert str(KafkaConsumer.DEFAULT_CONFIG[name]).lower() == default
