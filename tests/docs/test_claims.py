"""Each sentence that a page marks as a claim has a test that is named as the sentence."""

import ast
import re
from pathlib import Path

from docutils import nodes

TESTS = Path(__file__).parents[1]


def claims(site):
    """Each claim as (page, sentence)."""
    for page, document in site.doctrees.items():
        for node in document.findall(nodes.inline):
            if "claim" in node["classes"]:
                yield page, node.astext()


def name_of_test(sentence: str) -> str:
    return "test_" + re.sub(r"\W+", "_", sentence.lower()).strip("_")


def test_every_claim_has_a_test_of_its_name(site):
    tests = {
        node.name
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    unproven = [(page, sentence) for page, sentence in claims(site) if name_of_test(sentence) not in tests]
    assert unproven == []
    assert len(list(claims(site))) >= 15
