"""People who mark by hand while a cohort is marked, as the formgrader does it for them."""

import random
from collections.abc import Sequence

from nbgrader.api import Gradebook

from tests.nbgrader.by_hand import WRITTEN
from tests.nbgrader.courses import QUIZ, REFLECTION

#: What each of three people marks: two share a submission, and one moderates the machine.
MARKED_BY = {"first": REFLECTION, "second": WRITTEN, "moderator": "name-the-worry"}


def points_of(person: str, student: str) -> float:
    """Return what a person gives a student: from 0 to 2, the same each time."""
    return random.Random(f"{person} {student}").randrange(9) / 4


def comment_of(person: str, student: str) -> str:
    """Return what a person writes to a student."""
    return f"{student}, this is what I, the {person}, think."


def mark_by_hand(url: str, person: str, students: Sequence[str]) -> int:
    """Give each student points and a comment, in an order of one's own; return how many."""
    name = MARKED_BY[person]
    order = random.Random(person).sample(students, len(students))
    for student in order:
        with Gradebook(url, "digitally-ready") as gradebook:
            grade = gradebook.find_grade(name, QUIZ, QUIZ, student)
            grade.manual_score = points_of(person, student)
            grade.extra_credit = None
            grade.needs_manual_grade = False
            gradebook.db.commit()
            if person == "moderator":
                continue  # a question of options has no comment
            comment = gradebook.find_comment(name, QUIZ, QUIZ, student)
            comment.manual_comment = comment_of(person, student)
            gradebook.db.commit()
    return len(order)
