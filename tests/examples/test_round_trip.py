"""examples/serializers/round_trip.py: each value under a print is the one that it prints."""

from pathlib import Path

from pytest_examples import CodeExample, EvalExample

SCRIPT = Path(__file__).parents[2] / "examples/serializers/round_trip.py"


def test_each_comment_under_a_print_is_what_it_prints(eval_example: EvalExample):
    eval_example.run_print_check(CodeExample.create(SCRIPT.read_text(), path=SCRIPT, prefix="py"))


def test_the_script_runs_as_the_page_says(reader):
    run = reader.run("python examples/serializers/round_trip.py")
    assert run.code == 0
    assert run.output.splitlines()[0] == r"b'Gr\xc3\xbc\xc3\x9fe'"
