"""Promises about the check of activities in a course's notebooks."""

import pytest

from classroom.check import check_activities
from tests.classroom.test_thread import THREAD
from tests.graders.courses import MODULE, QUIZ, make_course
from tests.graders.written import changed, code_cell


@pytest.mark.parametrize(
    ("body", "name", "found"),
    [
        pytest.param(THREAD, "night", [], id="sound"),
        pytest.param(
            changed(THREAD, "then: gone", "then: nowhere"), "night", [(21, "night")],
            id="leads nowhere",
        ),
        pytest.param(THREAD, "", [(1, "")], id="no name"),
    ],
)  # fmt: skip
def test_a_fault_in_an_activity_is_found(tmp_path, body, name, found):
    """The check names the notebook, the activity and the line."""
    course = make_course(tmp_path)
    cell = code_cell(f"%%activity {name}\n{body}", "activity")
    course.edit(MODULE, lambda notebook: notebook["cells"].append(cell))
    problems = [each for each in check_activities(course.folder) if "no reply" not in each.problem]
    assert [(each.line, each.where) for each in problems] == found
    assert all(each.file == MODULE for each in problems)


def test_a_notebook_that_cannot_be_read_is_left_to_the_check_of_notebooks(tmp_path):
    """It is said once, not twice, and what follows is still checked."""
    course = make_course(tmp_path)
    (course.folder / MODULE).write_text("{")
    cell = code_cell("%%activity night\nkind: threat", "activity")
    course.edit(QUIZ, lambda notebook: notebook["cells"].append(cell))
    assert [each.file for each in check_activities(course.folder)] == [QUIZ]
