"""examples/schema_registry/read_old_data.py: each value under a print is the one that it prints."""

from pathlib import Path

from pytest_examples import CodeExample, EvalExample

SCRIPT = Path(__file__).parents[2] / "examples/schema_registry/read_old_data.py"


def test_each_version_reads_what_the_other_wrote(eval_example: EvalExample):
    eval_example.run_print_check(CodeExample.create(SCRIPT.read_text(), path=SCRIPT, prefix="py"))
