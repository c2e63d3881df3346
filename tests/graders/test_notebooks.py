"""Promises about notebooks on disk: found, read and written so that a diff shows what changed."""

import json

import pytest

from graders.notebooks import (
    NotACourseError,
    course_folder,
    course_notebooks,
    notebook_text,
    read_notebook,
    write_notebook,
)
from tests.graders.courses import MODULE, QUIZ, make_course, notebook_of
from tests.graders.written import prose_cell


def test_there_and_back_changes_no_byte(tmp_path):
    """A notebook that is read and written again is the same file, so git sees no change."""
    path = tmp_path / "a.ipynb"
    write_notebook(path, notebook_of([prose_cell("# Title\n\n“Words” – naïve 日本\n", "t")]))
    first = path.read_bytes()
    write_notebook(path, read_notebook(path))
    assert path.read_bytes() == first
    assert "naïve 日本".encode() in first
    assert [each.name for each in tmp_path.iterdir()] == ["a.ipynb"]


def test_it_is_written_as_jupyter_writes_it(tmp_path):
    """Saved in JupyterLab and synced by us, a notebook stays as it is, a line a line."""
    text = notebook_text(notebook_of([prose_cell("one\ntwo", "t")]))
    assert json.loads(text)["cells"][0]["source"] == ["one\n", "two"]
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True) + "\n"


@pytest.mark.parametrize("source", ["one\ntwo\n", ["one\n", "two\n"]], ids=["text", "lines"])
def test_a_source_is_one_text(tmp_path, source):
    """Whether it was written as text or as lines, a cell's source is read as one text."""
    path = tmp_path / "a.ipynb"
    cell = {"cell_type": "markdown", "id": "t", "metadata": {}, "source": source}
    path.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [cell]}))
    assert read_notebook(path)["cells"][0]["source"] == "one\ntwo\n"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut off"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"7", id="a number"),
        pytest.param(b"{}", id="nothing in it"),
        pytest.param(b'{"nbformat": 3, "worksheets": []}', id="format 3"),
        pytest.param(b'{"nbformat": 4}', id="no cells"),
        pytest.param(b'{"nbformat": 4, "cells": [1]}', id="a cell of no kind"),
        pytest.param(b'{"nbformat": 4, "cells": [{"metadata": {}}]}', id="no source"),
        pytest.param(b'{"nbformat": 4, "cells": [{"source": ""}]}', id="no metadata"),
        pytest.param(b'{"nbformat": 4, "cells": [{"source": "", "metadata": 1}]}', id="metadata 1"),
        pytest.param(b"\xff\xfe", id="not UTF-8"),
    ],
)
def test_what_is_no_notebook_is_named(tmp_path, written):
    """The message names the file; no other kind of error comes through."""
    path = tmp_path / "broken.ipynb"
    path.write_bytes(written)
    with pytest.raises(ValueError, match=r"broken\.ipynb can't be read as a notebook"):
        read_notebook(path)


def test_notebooks_are_found_in_reading_order(tmp_path):
    """Modules come first, each in order of name; checkpoints are no notebooks of the course."""
    course = make_course(tmp_path)
    aside = course.folder / "source/quiz/.ipynb_checkpoints"
    aside.mkdir()
    (aside / "quiz-checkpoint.ipynb").touch()
    (course.folder / "modules/00-first").mkdir()
    (course.folder / "modules/00-first/first.ipynb").touch()
    found = [path.relative_to(course.folder).as_posix() for path in course_notebooks(course.folder)]
    assert found == ["modules/00-first/first.ipynb", MODULE, QUIZ]


@pytest.mark.parametrize("start", ["course", ".", "course/source/quiz", "course/modules"])
def test_a_course_is_found_from_in_it_and_from_beside_it(tmp_path, start):
    """Whoever is in the course, above it or deep inside need not say where it is."""
    make_course(tmp_path)
    assert course_folder(tmp_path / start) == tmp_path / "course"


def test_no_course_is_said_in_words(tmp_path):
    """Where there is no course, the message says what was looked for and what to do."""
    (tmp_path / "source").mkdir()
    with pytest.raises(NotACourseError, match="To fix it: go to the folder of the course"):
        course_folder(tmp_path)
