"""What holds for every script: small, alike in all variants, plain in style, and tested."""

import ast
import re
import sys
from pathlib import Path

import pytest
from dotenv import dotenv_values
from pytest_examples import CodeExample, EvalExample
from pytest_examples.config import ExamplesConfig

from tests.examples.conftest import VARIANTS

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SCRIPTS = sorted(path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.py"))
# Longer than the others: each step of a connection and all that can go wrong in it; three kinds of program and a clock
# in one file; a whole (de)serializer and a program that uses it; the lives of consumer instances, in many requests.
LONG = {
    "consumer_groups/stopwatch.py": 250,
    "doctor.py": 740,
    "schema_registry/avro_producer.py": 100,
    "schema_registry/avro_consumer.py": 100,
    "rest_proxy/consume.py": 80,
    "rest_proxy/seek.py": 60,
}
CONNECTION = re.compile(r"^# Connect .*?^ *}\n\n", re.MULTILINE | re.DOTALL)
READS = re.compile(r'os\.getenv\("((?:KAFKA|KARAPACE)_\w+)", "(.*)"\)')


@pytest.fixture(params=SCRIPTS)
def script(request) -> Path:
    return EXAMPLES / request.param


def without_connection(variant: str, name: str) -> str:
    """A script of a variant without its connection settings and with its folder's name taken out."""
    text = (EXAMPLES / variant / name).read_text().replace(f"examples/{variant}/", "examples/VARIANT/")
    assert len(CONNECTION.findall(text)) == 1
    return CONNECTION.sub("", text)


@pytest.mark.parametrize("name", ["create_topic.py", "producer.py", "consumer.py"])
def test_variants_differ_only_in_their_connection_settings(name):
    variants = {without_connection(variant, name) for variant in VARIANTS}
    assert len(variants) == 1


def test_the_scripts_of_one_variant_connect_alike(variant):
    connections = {CONNECTION.search(path.read_text())[0] for path in (EXAMPLES / variant).glob("*.py")}
    assert len(connections) == 1


def test_the_scripts_of_the_later_chapters_connect_alike():
    texts = [(EXAMPLES / script).read_text() for script in SCRIPTS if Path(script).parts[0] not in VARIANTS]
    connections = [found[0] for text in texts if (found := CONNECTION.search(text))]
    assert len(connections) >= 4
    assert len(set(connections)) == 1


def test_a_script_opens_with_what_it_shows_what_it_needs_and_how_to_run_it(script):
    shows, needs, run = ast.get_docstring(ast.parse(script.read_text())).splitlines()
    assert shows.endswith(".")
    assert needs.startswith("Needs ")
    assert run == f"Run it with: python {script.relative_to(ROOT).as_posix()}"


def test_a_script_is_short(script):
    text = script.read_text()
    limit = LONG.get(script.relative_to(EXAMPLES).as_posix())
    assert text.count("\n") <= (limit or 60)
    without_docstring = CONNECTION.sub("", text).split('"""', 2)[2]
    code = [line for line in without_docstring.splitlines() if not re.match(r"\s*($|#|import |from )", line)]
    assert limit or len(code) <= 30


def test_a_script_imports_nothing_from_this_repository(script):
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(script.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported <= sys.stdlib_module_names | {"cryptography", "dotenv", "fastavro", "httpx", "kafka"}


def test_the_defaults_of_a_script_are_the_values_of_env_example(script):
    example = dotenv_values(ROOT / ".env.example")
    for name, default in READS.findall(script.read_text()):
        assert example[name] == default, name


def test_ruff_finds_nothing_in_a_script(script, eval_example: EvalExample):
    eval_example.config = ExamplesConfig(line_length=90, target_version="py311", isort=True, upgrade=True)
    eval_example.lint_ruff(CodeExample.create(script.read_text(), path=script, prefix="py"))


def test_every_script_has_a_test_module():
    tested = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert {Path(script).stem for script in SCRIPTS} <= tested
