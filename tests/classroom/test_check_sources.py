"""Promises about what activities rest on, and about where a CPD record may stand."""

from datetime import date

import pytest

from classroom.check_sources import check_sources
from graders.check import Problem, read_course
from tests.graders.courses import MODULE, QUIZ, Course, make_course
from tests.graders.written import code_cell

CPD = "kind: cpd\ntitle: Asking\n"


def found_in(course: Course) -> list[Problem]:
    """Return what the check of sources finds in *course*."""
    return list(check_sources(read_course(course.folder, date(2026, 11, 22))[0]))


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        pytest.param("S1", "", id="sound"),
        pytest.param("S2", "it rests on S2, which is uncertain.", id="uncertain"),
        pytest.param("S3", "it rests on S3, which was to be checked again by 2021", id="stale"),
        pytest.param("S9", "it rests on S9, which is not in facts.yml.", id="unknown"),
    ],
)
def test_an_activity_rests_on_facts_as_a_key_does(tmp_path, fact, reason):
    """A fact that can't carry a key can't carry an activity."""
    course = make_course(tmp_path)
    cell = code_cell(f"%%activity record\n{CPD}facts: [{fact}]", "activity")
    course.edit(MODULE, lambda notebook: notebook["cells"].append(cell))
    assert [each.problem.startswith(reason) for each in found_in(course)] == [True] * bool(reason)


def test_a_cpd_record_has_no_place_in_what_is_handed_in(tmp_path):
    """What students write for themselves would go along with their answers."""
    course = make_course(tmp_path)
    for notebook in (MODULE, QUIZ):
        cell = code_cell(f"%%activity record\n{CPD}", "activity")
        course.edit(notebook, lambda each, cell=cell: each["cells"].append(cell))
    [problem] = found_in(course)
    assert problem.file == QUIZ
    assert "handed in with the answers" in problem.problem


@pytest.mark.parametrize("broken", ["%%activity record\nkind: cdp", "%%activity record\n- a"])
def test_what_cannot_be_read_is_left_to_the_check_of_activities(tmp_path, broken):
    """It is said once, not twice."""
    course = make_course(tmp_path)
    course.edit(MODULE, lambda each: each["cells"].append(code_cell(broken, "activity")))
    assert found_in(course) == []
