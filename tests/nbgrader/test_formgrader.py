"""Promises that formgrader's buttons work: with the same plug-ins and marks as the commands."""

import pytest

from tests.nbgrader.by_hand import HONEST, PARTLY, PICKS, marks_of
from tests.nbgrader.courses import QUIZ, REFLECTION, notebook_cells, part
from tests.nbgrader.pages import visit
from tests.nbgrader.secrets_of_keys import leaks
from tests.nbgrader.small import add_assignment, small_notebook
from tests.nbgrader.work import answers_json

pytestmark = [pytest.mark.nbgrader, pytest.mark.browser]

STUDENT = HONEST[PARTLY]
SMALL = "small"

#: What formgrader's pages send: the token of the cookie, in a header.
SEND = """async ([method, path, body, token]) => {
  const cookie = document.cookie.match('\\\\b_xsrf=([^;]*)\\\\b')[1];
  const headers = token ? {'X-CSRFToken': cookie} : {};
  const sent = {method, headers, body: body && JSON.stringify(body)};
  const answer = await fetch('/formgrader/api/' + path, sent);
  return [answer.status, answer.headers.get('content-type').includes('json') || answer.ok
    ? await answer.json() : null];
}"""

#: Whether formgrader's page of a submission listens: it asks for grades after it has loaded.
#: Its own `formgrader.loaded` waits for MathJax, which comes from elsewhere.
READY = "formgrader.grades?.loaded && formgrader.comments?.loaded"


@pytest.fixture(scope="module")
def manage(served, chromium):
    """Return formgrader's first page, open in the browser."""
    course, url = served
    add_assignment(course, SMALL, small_notebook(SMALL))
    with visit(chromium, f"{url}/formgrader") as here:
        yield here.page


def send(page, method, path, body=None, token=True):
    """Return the status and the answer to what a button of formgrader sends."""
    return page.evaluate(SEND, [method, path, body, token])


def press(page, path):
    """Send what a button sends, and return the log of what it did; it must succeed."""
    status, answer = send(page, "POST", path)
    assert (status, answer["success"]) == (200, True), answer
    return answer["log"]


def test_a_request_without_the_token_is_refused(manage):
    """Another site can't press formgrader's buttons."""
    assert send(manage, "POST", f"assignment/{QUIZ}/assign", token=False)[0] == 403


def test_the_buttons_are_there(manage):
    """The page lists the course's assignments, and the address of its exchange."""
    manage.locator("td.name", has_text=QUIZ).wait_for()
    assert manage.locator("td.name", has_text=SMALL).is_visible()


def test_generate_and_release(served, manage):
    """Both make what the commands make: a copy without keys, in the exchange."""
    course, _ = served
    press(manage, f"assignment/{SMALL}/assign")
    press(manage, f"assignment/{SMALL}/release")
    outbound = course.exchange / "digitally-ready" / "outbound" / SMALL
    (notebook,) = outbound.iterdir()
    assert leaks(course.source(SMALL), outbound) == set()
    questions = [cell for cell in notebook_cells(notebook) if cell["cell_type"] == "code"]
    assert all("outputs" in cell and cell["metadata"]["jupyter"] for cell in questions)


def test_generate_refuses_what_the_command_refuses(served, manage):
    """An author's own answers beside the source, said in the log that the page shows."""
    course, _ = served
    path = course.source(SMALL).with_name("answers.json")
    path.write_bytes(answers_json({"who-to-tell": ["duty"]}))
    _, answer = send(manage, "POST", f"assignment/{SMALL}/assign")
    path.unlink()
    assert answer["success"] is False
    assert "holds somebody's own answers" in answer["error"] + answer["log"]


def test_autograde_gives_the_same_marks(served, manage):
    """The button of one student's row marks as data, as the command does."""
    course, _ = served
    with course.gradebook() as gradebook:  # so that a mark must be made anew
        for grade in gradebook.find_submission_notebook(QUIZ, QUIZ, STUDENT).grades:
            grade.auto_score = None
        gradebook.db.commit()
    log = press(manage, f"submission/{QUIZ}/{STUDENT}/autograde")
    assert "Autograding" in log
    assert course.marks(STUDENT) == pytest.approx(marks_of(PARTLY))
    assert {cell.get("execution_count") for cell in course.cells(STUDENT)} == {None}


def test_the_reflection_waits_in_the_list_for_manual_grading(served, manage):
    """A written one does; one that was left blank doesn't."""
    _, submissions = send(manage, "GET", f"submitted_notebooks/{QUIZ}/{QUIZ}")
    waits = {each["student"]: each["needs_manual_grade"] for each in submissions}
    assert waits["changed-added"] is True
    assert waits[STUDENT] is False
    _, url = served
    manage.goto(f"{url}/formgrader/gradebook/{QUIZ}/{QUIZ}")
    manage.locator("table tbody tr", has_text="Submission #").first.wait_for()


def grade_of(page, course, student, name):
    """Return the address of a grade and of its comment, as formgrader knows them."""
    with course.gradebook() as gradebook:
        where = (name, QUIZ, QUIZ, student)
        return gradebook.find_grade(*where).id, gradebook.find_comment(*where).id


def test_a_reflection_is_marked_beside_its_rubric_and_reaches_the_feedback(served, manage):
    """The page shows rubric and words; the mark and the comment come out in the feedback."""
    course, url = served
    student = "changed-added"
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission_notebook(QUIZ, QUIZ, student).id
    manage.goto(f"{url}/formgrader/submissions/{submission}/")
    manage.wait_for_function(READY)
    task = manage.locator(".nbgrader_cell", has_text="Student's task")
    assert "Retells events, or names the harm" in task.inner_text()
    assert "Ellis wanted one night more" in manage.locator("main").inner_text()

    box = task.locator("input.score")
    box.fill("5.5")
    with manage.expect_response(lambda answer: "/api/grade/" in answer.url) as saved:
        box.blur()
    assert saved.value.ok
    comment = task.locator("textarea.comment")
    comment.fill("You name the cost.")
    with manage.expect_response(lambda answer: "/api/comment/" in answer.url) as saved:
        comment.blur()
    assert saved.value.ok

    press(manage, f"assignment/{QUIZ}/{student}/generate_feedback")
    said = part(course.feedback(student), REFLECTION).get_text()
    assert "5.5 of 8 points." in said
    assert "You name the cost." in said
    assert course.marks(student) == pytest.approx(marks_of(PARTLY))
    assert len(PICKS) == len(course.marks(student))
