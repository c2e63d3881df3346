"""Promises about running the course: the cell at which a notebook stops is found."""

import pytest

from graders import running
from graders.running import run_notebooks
from tests.graders.courses import MODULE, QUIZ, make_course
from tests.graders.written import code_cell

pytestmark = pytest.mark.slow


def test_a_sound_course_runs_and_leaves_nothing(tmp_path):
    """Every notebook runs from top to bottom, and nothing new lies beside the sources."""
    course = make_course(tmp_path)
    before = sorted(course.folder.rglob("*"))
    assert list(run_notebooks(course.folder)) == []
    assert sorted(course.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param("1 / 0", "it stops with ZeroDivisionError: division by zero", id="an error"),
        pytest.param("%%qestion a\nkind: choice", "it stops with UsageError", id="a magic"),
        pytest.param("import os; os._exit(1)", "it ended the kernel", id="the end"),
        pytest.param("while True: pass", "had not ended after 5 seconds", id="no end"),
    ],
)
def test_the_cell_that_stops_is_named(tmp_path, monkeypatch, source, problem):
    """The notebook and the cell are named, and why it stops; other notebooks still run."""
    monkeypatch.setattr(running, "TIMEOUT_S", 5)
    course = make_course(tmp_path)
    more = [code_cell(source, "stops"), code_cell("2 / 0", "later")]
    course.edit(MODULE, lambda notebook: notebook["cells"].extend(more))
    course.edit(QUIZ, lambda notebook: notebook["cells"].append(code_cell("name", "last")))
    first, second = run_notebooks(course.folder)
    assert (first.file, first.where) == (MODULE, "stops")
    assert problem in first.problem
    assert (second.file, second.where) == (QUIZ, "last")
    assert "NameError: name 'name' is not defined" in second.problem


def test_a_notebook_that_is_none_stops_nothing(tmp_path):
    """What can't be read is told of elsewhere."""
    course = make_course(tmp_path)
    (course.folder / MODULE).write_text("<<<<<<< HEAD")
    assert list(run_notebooks(course.folder)) == []
