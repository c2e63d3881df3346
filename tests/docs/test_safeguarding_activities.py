"""The pages on threshold, evidence and cpd: examples load, tables hold, messages are real."""

import re

import pytest

from classroom.activities import read_activity
from classroom.activities.cpd import BOXES
from classroom.activities.handling import after
from classroom.activities.weighing import weigh
from classroom.check import check_activities
from graders.notebooks import write_notebook
from tests.docs.pages import DOCS, blocks
from tests.graders.courses import make_course
from tests.graders.written import code_cell

kinds = pytest.mark.parametrize("kind", ["threshold", "evidence", "cpd"])


def page_of(kind: str) -> str:
    """Return the page on a kind of activity."""
    return (DOCS / "activities" / f"{kind}.md").read_text("utf-8")


def cells_in(kind: str) -> list[str]:
    """Return the cells of a page: its example, then one written badly."""
    return [each.rstrip("\n") for each in blocks(page_of(kind)) if each.startswith("%%activity")]


def example(kind: str):
    """Return the activity that a page gives as its example."""
    first, _, body = cells_in(kind)[0].partition("\n")
    return read_activity(first.removeprefix("%%activity "), body)[1]


def problems_of(tmp_path, cell: str) -> list[str]:
    """Return what the check says of a module with this activity in it."""
    course = make_course(tmp_path)
    notebook = course.folder / "modules" / "my-module" / "my-module.ipynb"
    notebook.parent.mkdir()
    cells = [code_cell(cell, "cell")]
    write_notebook(notebook, {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    return [str(each) for each in check_activities(course.folder)]


def rows_after(kind: str, words: str) -> list[list[str]]:
    """Return the rows of the table that follows *words* on the page."""
    table = page_of(kind).partition(words)[2].partition("| --- |")[2].partition("\n")[2]
    lines = table.partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names_in(cell: str) -> tuple[str, ...]:
    """Return the short names in a cell of a table."""
    return tuple(re.findall(r"`([^`]+)`", cell))


@kinds
def test_the_check_finds_nothing_in_the_example(kind, tmp_path):
    """An author who copies the example starts from a sound one."""
    assert problems_of(tmp_path, cells_in(kind)[0]) == []


@kinds
def test_the_check_says_what_the_page_quotes(kind, tmp_path):
    """The messages shown for a badly written one are the real ones."""
    quoted = blocks(page_of(kind))[-1].strip().split("\n\n")
    assert problems_of(tmp_path, cells_in(kind)[1]) == quoted


def test_cases_come_to_what_the_table_says():
    """Each row of the page: what leads, before and after the one fact."""
    read = example("threshold")
    rows = rows_after("threshold", "What it comes to:")
    assert [names_in(row[0])[0] for row in rows] == [case.id for case in read.cases]
    for case, (_, leads, changed) in zip(read.cases, rows, strict=True):
        assert weigh(read.duties, case.shown).leads == names_in(leads)
        assert weigh(read.duties, case.changed).leads == names_in(changed)


def test_steps_come_to_what_the_table_says():
    """Each row of the page: how each part stands, who was harmed, what is still to do."""
    [thing] = example("evidence").things
    rows = rows_after("evidence", "What is left after some steps:")
    assert len(rows) == 6
    for steps, phone, where, harmed, owed in rows:
        held = after(thing, names_in(steps))
        assert [each.state for each in held.parts.values()] == [phone, where]
        assert " ".join(who for who, _ in held.harmed) == harmed
        assert tuple(way.id for way in held.owed) == names_in(owed)


def test_the_boxes_of_a_record_are_those_on_the_page():
    """An author finds each box and its heading."""
    rows = rows_after("cpd", "It has five boxes")
    assert rows == [[f"`{box.id}`", box.heading] for box in BOXES]
