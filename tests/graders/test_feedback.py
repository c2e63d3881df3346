"""Promises about the feedback page: written from the mark, never from a cell's source."""

import pytest

from graders.answers import Answers
from graders.feedback import feedback_html
from graders.mark_cells import mark_output
from graders.mark_page import NEVER, mark_html
from graders.marks import mark_question
from tests.graders.courses import RUBRIC, TASK
from tests.graders.written import CHOICE, WRITTEN, code_cell, prose_cell, question, question_cell

TEXT = "22:40.\n<b>I</b> rang."
RESULT = {"score": 0.5, "max_score": 10, "late_penalty": 0, "assignment": "quiz", "student": "sam"}


def marked(picked: list[str], **nbgrader) -> dict:
    """Return a question's cell as autograde leaves it, with nbgrader's grades in it."""
    mark = mark_question(question(CHOICE), Answers(given={"first-reply": {"choice": picked}}))
    cell = question_cell(CHOICE)
    cell["outputs"] = [mark_output(mark, mark_html(mark, {}, strongest=NEVER))]
    cell["metadata"] = {
        "nbgrader": {"grade": True, "grade_id": "first-reply", "points": 2, "score": mark.earned}
        | nbgrader
    }
    return cell


def task(**nbgrader) -> dict:
    """Return the cell of a reflection's task."""
    return prose_cell(RUBRIC, "task", nbgrader={**TASK, "score": 0.0, **nbgrader})


def written(text: str = TEXT, **nbgrader) -> dict:
    """Return the cell of a question that people mark."""
    answers = Answers(given={"first-reply": {"text": [text]}})
    mark = mark_question(question(WRITTEN), answers)
    cell = question_cell(WRITTEN)
    cell["outputs"] = [mark_output(mark, mark_html(mark, {}, strongest=NEVER))]
    data = {"grade": True, "solution": True, "grade_id": "first-reply", "points": 4, "score": 0.0}
    cell["metadata"] = {"nbgrader": data | nbgrader}
    return cell


def page_of(*cells, **result) -> str:
    """Return the page for *cells*."""
    return feedback_html([prose_cell("# The quiz", "title"), *cells], {**RESULT, **result})


def test_the_page_says_what_was_earned():
    """The total, each part, and the reason for what was picked are there, in words."""
    page = page_of(marked(["ask"]))
    assert "<title>Feedback: The quiz</title>" in page
    assert "For sam" in page
    assert "<strong>0.5 of 10 points.</strong>" in page
    assert "Staying with him matters" in page


def test_what_a_kernel_printed_beside_a_mark_is_passed_over():
    """Where a kernel marked, a line that it printed may stand before the mark."""
    cell = marked(["ask"])
    page = page_of(cell)
    printed = {"output_type": "stream", "name": "stdout", "text": "loading"}
    assert page_of({**cell, "outputs": [printed, *cell["outputs"]]}) == page


def test_the_key_stays_out_of_it():
    """Neither marks nor credits nor the reason of an option not picked is on the page."""
    page = page_of(marked(["ask"]))
    for secret in ("HIDDEN TESTS", "ring: 1", "ask: 0.25", "She can act tonight", "S1"):
        assert secret not in page


def test_nothing_is_fetched_from_elsewhere():
    """The page needs no other file and runs nothing; its own rule forbids both."""
    page = page_of(marked(["ask"]), task())
    assert "default-src 'none'" in page
    assert "--dr-ink:" in page, "it brings its own look"
    for way in ("<script", "<link", "src=", "@import", "url("):
        assert way not in page


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        pytest.param([marked(["shout"], waiting=True)], "One part waits for a person", id="one"),
        pytest.param(
            [marked(["shout"], waiting=True), task(waiting=True)], "2 parts wait", id="two"
        ),
        pytest.param([task(waiting=True)], "Not marked yet. It is out of 8 points.", id="task"),
        pytest.param([task(score=6.5)], "<strong>6.5 of 8 points.</strong>", id="task marked"),
        pytest.param(
            [marked(["wait"], by_hand=True, score=1.0)], "gave it 1 of 2 points", id="by hand"
        ),
        pytest.param(
            [task(comment="You **listened**.")], "<strong>listened</strong>", id="comment"
        ),
        pytest.param([task()], "Up to 8 points.", id="rubric"),
        pytest.param([written(waiting=True)], "Not marked yet. It is out of 4", id="text waits"),
        pytest.param([written(waiting=True)], "One part waits for a person", id="text counted"),
        pytest.param(
            [written(score=2.5, by_hand=True)], "<strong>2.5 of 4 points.</strong>", id="text"
        ),
        pytest.param(
            [written(comment="You say **when**.")], "<strong>when</strong>", id="text's comment"
        ),
        pytest.param([written()], ">Gives an opinion.<", id="text's rubric"),
        pytest.param([written(" ")], "You did not answer this question.", id="no text"),
    ],
)
def test_what_a_person_did_or_has_to_do_is_said(cells, says):
    """A student can tell what is marked, what waits, and what a person decided."""
    assert says in page_of(*cells)


def test_a_text_is_given_back_as_it_was_written():
    """Its lines and signs are there, with nothing live in it; its rubric is folded."""
    page = page_of(written(score=3.0, by_hand=True))
    assert "22:40.\n&lt;b&gt;I&lt;/b&gt; rang." in page
    assert "<summary>How this is marked</summary>" in page
    assert "A person looked at this" not in page
    assert "Not marked yet" not in page


@pytest.mark.parametrize("cell", [written(comment="No response."), task(comment="No response.")])
def test_what_nbgrader_notes_of_itself_is_no_marker_s_word(cell):
    """nbgrader says so of cells that are as they were given out."""
    assert "What your marker says" not in page_of(cell)


@pytest.mark.parametrize(
    ("penalty", "says"),
    [
        pytest.param(1, "1 point was taken off for lateness.", id="one"),
        pytest.param(2.5, "2.5 points were taken off for lateness.", id="more"),
    ],
)
def test_lateness_is_said_where_it_cost_something(penalty, says):
    """Points taken off are said, and nothing is said where none were."""
    assert says in page_of(marked(["ask"]), late_penalty=penalty)
    assert "lateness" not in page_of(marked(["ask"]), late_penalty=0)


def test_a_student_s_own_words_are_shown_and_safe():
    """What a student wrote is given back to them as they wrote it, with nothing live in it."""
    mine = prose_cell(
        "<div>cleaned</div>",
        "mine",
        digiready={"by": "student", "written": "I *rang*. <img src=x onerror=x>"},
    )
    page = page_of(mine)
    assert "You wrote:" in page
    assert "I <em>rang</em>. &lt;img" in page


def test_a_student_s_own_code_is_shown_and_was_not_run():
    """Code that a student added is given back as text; the course's own code is not shown."""
    page = page_of(
        code_cell("print('<b>')", "mine", digiready={"by": "student"}), code_cell("%hand_in")
    )
    assert "You added this; it was not run:" in page
    assert "print(&#x27;&lt;b&gt;&#x27;)" in page
    assert "%hand_in" not in page


def test_the_course_s_prose_is_folded_and_its_folds_stay():
    """A part of the story stands folded under its heading, and Easy Read folded within it."""
    story = (
        "> **The chat**\n>\n> <details><summary>Easy Read</summary>\n>\n> I am 16.\n>\n> </details>"
    )
    page = page_of(
        prose_cell("## Part 1\n\nSam writes.", "part"),
        prose_cell(story, "story", digiready={"story": "chat"}),
    )
    assert "<summary>Part 1</summary><p>Sam writes.</p>" in page
    assert "<summary>A story</summary>" in page
    assert "<details><summary>Easy Read</summary>" in page
    assert "&lt;details" not in page


def test_the_course_s_headings_stand_below_the_page_s_own():
    """The page has one h1, questions are h2, and what stood below them in the notebook is lower."""
    page = page_of(marked(["ask"]), task())
    assert page.count("<h1") == 1
    assert '<h2 class="dr-ask" id="first-reply-ask">' in page
    assert "<h3>Reflection</h3>" in page
