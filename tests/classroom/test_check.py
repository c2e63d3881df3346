"""Promises about the check of activities in a course's notebooks."""

import pytest

from classroom.check import check_activities
from tests.classroom.test_self_assessment import AFTER, BEFORE
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


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        pytest.param([("where", BEFORE), ("now", AFTER)], "", id="sound"),
        pytest.param([("now", AFTER)], 'no self-assessment called "where"', id="nothing before"),
        pytest.param([("now", AFTER), ("where", BEFORE)], "no self-assessment", id="comes later"),
        pytest.param([("where", THREAD), ("now", AFTER)], "no self-assessment", id="another kind"),
        pytest.param(
            [("where", changed(BEFORE, "On my own.", "Alone.")), ("now", AFTER)],
            "has other parts or another scale", id="another scale",
        ),
        pytest.param([("where", BEFORE), ("where", THREAD)], "two activities here", id="one name"),
    ],
)  # fmt: skip
def test_activities_of_one_notebook_fit_each_other(tmp_path, cells, problem):
    """No two share a name, and what is compared can be compared."""
    course = make_course(tmp_path)
    made = [
        code_cell(f"%%activity {name}\n{body}", f"activity-{place}")
        for place, (name, body) in enumerate(cells)
    ]
    course.edit(MODULE, lambda notebook: notebook["cells"].extend(made))
    problems = [str(each) for each in check_activities(course.folder)]
    assert len(problems) == bool(problem), problems
    assert problem in "".join(problems)
