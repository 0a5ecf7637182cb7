"""What holds for the questions to the reader: the answer is closed at first, and opens without JavaScript."""

QUESTION = """\
.. predict:: Who reads **now**,
   and from which ``offset``?

   The *other* consumer.

   From the last committed one.

Text after it.
"""


def test_a_question_shows_and_its_answer_opens_without_javascript(build_page):
    page = build_page(QUESTION)
    assert page.passed, page.log
    [details] = page.pages["index"].select("details.predict")
    assert not details.has_attr("open")
    [summary] = details.find_all("summary")
    assert summary.get_text() == "Predict: Who reads now,\nand from which offset? Show the answer"
    assert [tag.name for tag in summary.find_all(["strong", "code", "p"])] == ["strong", "code"]
    assert [answer.get_text() for answer in details.select("p")] == [
        "The other consumer.",
        "From the last committed one.",
    ]
    assert details.find_next_sibling("p").get_text() == "Text after it."


def test_a_question_without_an_answer_fails_the_build(build_page):
    page = build_page("Some text.\n\n.. predict:: Who reads now?\n")
    assert not page.passed
    assert "index.rst:6: ERROR" in page.log and "Content block expected" in page.log
