"""Several people mark by hand while `digiready grade` runs, with SQLite and with PostgreSQL."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.nbgrader.cohorts import configure, hand_in_all
from tests.nbgrader.courses import QUIZ, digiready
from tests.nbgrader.people import MARKED_BY, comment_of, mark_by_hand, points_of
from tests.nbgrader.same import rows_in

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

#: How many have handed in, and how many of these each person marks.
COUNT, EACH = 200, 60

#: Where the columns of `rows_in` stand that people or the machine write.
PART, AUTO, MANUAL, NEEDS, COMMENT = 4, 6, 7, 9, 11


@pytest.fixture(params=["sqlite", "postgresql"])
def course_and_url(request, released, tmp_path):
    """Return a course that a cohort has handed in to, marked once, and its gradebook's address."""
    course = released.copy_to(tmp_path)
    url = f"sqlite:///{course.folder / 'gradebook.db'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        url = server.new_database("several_people")
        configure(course, f'c.CourseDirectory.db_url = "{url}"')
        course.nbgrader("generate_assignment", QUIZ, "--force")
    students = hand_in_all(course, COUNT)
    digiready(course, "grade", QUIZ)
    yield course, url, students
    if request.param == "postgresql":
        server.drop_database("several_people")


def test_no_mark_is_lost(course_and_url):
    """Three people mark while all is marked again and again: every mark and comment is there."""
    course, url, students = course_and_url
    before = rows_in(url)
    first = {person: 40 * number for number, person in enumerate(MARKED_BY)}
    whose = {person: students[start : start + EACH] for person, start in first.items()}
    runs = 0
    with ProcessPoolExecutor(len(MARKED_BY), get_context("spawn")) as pool:
        people = [pool.submit(mark_by_hand, url, person, whose[person]) for person in MARKED_BY]
        while not all(person.done() for person in people) or not runs:
            digiready(course, "grade", QUIZ, "--force")
            runs += 1
        assert [person.result() for person in people] == [EACH] * len(people)
    after = rows_in(url)
    by_whom = {name: person for person, name in MARKED_BY.items()}
    for (_, student), rows in after.items():
        assert _of_the_machine(rows) == _of_the_machine(before[QUIZ, student])
        for row in rows:
            person = by_whom.get(row[PART], "")
            person = person if student in whose.get(person, ()) else ""
            if row[AUTO] is row[MANUAL] is None and row[NEEDS] is None:
                commented = person and person != "moderator"
                assert row[COMMENT] == (comment_of(person, student) if commented else None)
            else:
                assert row[MANUAL] == (points_of(person, student) if person else None)
                assert row[NEEDS] in ((True, False) if person else (row[AUTO] is None,))
    # Marked again, a part that a person marked waits for them, as after `nbgrader autograde`.
    digiready(course, "grade", QUIZ, "--force")
    for (_, student), rows in rows_in(url).items():
        unmarked = {row[PART] for row in before[QUIZ, student] if row[NEEDS]}
        marked = {name for name, person in by_whom.items() if student in whose[person]}
        assert {row[PART] for row in rows if row[NEEDS]} == unmarked | marked


def _of_the_machine(rows):
    """Return of each row what marking by hand leaves as it is."""
    return sorted(repr((row[PART], row[AUTO])) for row in rows)
