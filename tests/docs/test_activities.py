"""The pages on activities keep their promises: examples load, and work out what the tables say."""

import importlib
import re

import pytest

from classroom.activities import ACTIVITIES, read_activity
from classroom.activities.channel import better, weigh
from classroom.activities.re_identify_groups import found_by, smallest, told_by_their_group
from classroom.activities.recording_trail import CHANGED, copies_after, note_after
from classroom.activities.risk_score import whole
from classroom.activities.risk_score_figures import counts, third_rate
from classroom.activities.scanning_steps import least
from classroom.activities.symbols_talk import understood
from classroom.activities.systems_spread import outcomes, told_too_much
from classroom.check import check_activities
from graders.notebooks import write_notebook
from tests.docs.pages import DOCS, blocks
from tests.graders.courses import make_course
from tests.graders.written import code_cell

PAGES = DOCS / "activities"

kinds = pytest.mark.parametrize("kind", ACTIVITIES)


def page_of(kind: str) -> str:
    """Return the page on a kind of activity."""
    return (PAGES / f"{kind}.md").read_text("utf-8")


def cells_in(page: str) -> list[str]:
    """Return the activity cells of a page: its example, in one cell or two, then a bad one."""
    return [block.rstrip("\n") for block in blocks(page) if block.startswith("%%activity")]


def example(kind: str):
    """Return the activity that a page gives as its example."""
    first, _, body = cells_in(page_of(kind))[0].partition("\n")
    return read_activity(first.removeprefix("%%activity "), body)[1]


def problems_of(tmp_path, *cells: str) -> list[str]:
    """Return what the check says of a module with these activities in it."""
    course = make_course(tmp_path)
    notebook = course.folder / "modules" / "my-module" / "my-module.ipynb"
    notebook.parent.mkdir()
    made = [code_cell(cell, f"cell-{place}") for place, cell in enumerate(cells)]
    write_notebook(notebook, {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    return [str(each) for each in check_activities(course.folder)]


def names_in(cell: str) -> tuple[str, ...]:
    """Return the short names in a cell of a page's table."""
    return tuple(re.findall(r"`([^`]+)`", cell))


def rows_of(kind: str, columns: int) -> list[list[tuple[str, ...]]]:
    """Return the rows, of so many columns, of what the page says is worked out."""
    [table] = re.findall(
        r"\| --- (?:\| --- )+\|\n((?:\|.*\n)+)", page_of(kind).split("\n## What")[0]
    )
    rows = [[names_in(cell) for cell in row.strip("|").split("|")] for row in table.splitlines()]
    assert rows and all(len(row) == columns for row in rows)
    return rows


@kinds
def test_the_check_finds_nothing_in_the_example(kind, tmp_path):
    """An author who copies the example starts from a sound activity of this kind."""
    *good, _bad = cells_in(page_of(kind))
    first, _, body = good[0].partition("\n")
    assert read_activity(first.removeprefix("%%activity "), body)[0] == kind
    assert problems_of(tmp_path, *good) == []


@kinds
def test_the_check_says_what_the_page_quotes(kind, tmp_path):
    """The messages that the page shows for a badly written activity are the real ones."""
    quoted = blocks(page_of(kind))[-1].strip().split("\n\n")
    assert problems_of(tmp_path, cells_in(page_of(kind))[-1]) == quoted


@kinds
def test_every_kind_stands_in_the_index(kind):
    """Who looks for a kind of activity finds its page."""
    index = (PAGES / "README.md").read_text("utf-8")
    assert f"| [`{kind}`]({kind}.md) |" in index


@pytest.mark.parametrize(
    "kind",
    [
        *("channel", "read-aloud", "re-identify", "recording", "risk-score", "scanning"),
        *("self-assessment", "symbols", "systems", "tracker"),
    ],
)
def test_every_entry_is_explained(kind):
    """No entry that an author may write is missing from the page, and none is made up."""
    module = importlib.import_module(f"classroom.activities.{kind.replace('-', '_')}")
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| [^|]+ \|$", page_of(kind), re.MULTILINE)
    explained = {name for row in rows for name in names_in(row)}
    own = {name for name in module.ENTRIES[""] if name != "kind"}
    inner = {name for part, names in module.ENTRIES.items() if part for name in names}
    assert explained == own | inner


def test_a_channel_comes_to_what_the_table_says():
    """Each row of the page, for each way at each moment."""
    contact = example("channel")
    rows = rows_of("channel", 6)
    ways = [(moment, way) for moment, each in contact.moments.items() for way in each.ways]
    assert [(moment[0], channel[0]) for moment, channel, *_ in rows] == ways
    for (moment,), (channel,), met, left, run, others in rows:
        weighed = weigh(contact, moment, channel)
        assert (weighed.met, weighed.left, weighed.run) == (met, left, run)
        assert better(contact, moment, channel) == others


def test_connections_come_to_what_the_table_says():
    """Each row of the page: what is switched on, what that opens, what it tells too many."""
    family = example("systems")
    for on, opened, told in rows_of("systems", 3):
        found = outcomes(family, on)
        assert tuple(name for name in found if found[name].could_be_otherwise) == opened
        assert tuple(told_too_much(family, on)) == told


def test_boards_take_what_the_table_says():
    """Each row of the page: the least steps and presses for the word."""
    scanning = example("scanning")
    table = page_of("scanning").partition("at the least")[2].partition("## What you write")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", table, re.MULTILINE)
    assert [name for name, *_ in rows] == list(scanning.boards)
    for name, steps, presses in rows:
        needed = least(scanning.boards[name], scanning.word)
        assert (needed.steps, needed.presses) == (int(steps), int(presses))


def test_a_recording_comes_to_what_the_table_says():
    """Each row of the page: the lines that are wrong in the end, and the copies that are left."""
    recording = example("recording")
    rows = rows_of("recording", 3)
    assert len(rows) == 4
    for ways, wrong, copies in rows:
        note = note_after(recording, ways)
        assert tuple(name for name, line in note.items() if line.state == CHANGED) == wrong
        assert tuple(copies_after(recording, ways)) == copies


def test_a_score_comes_to_what_the_tables_say():
    """Each row of the page: a thousand people, and the rate that follows in two groups."""
    score = example("risk-score")
    page = page_of("risk-score")
    rows = re.findall(r"^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", page, re.M)
    assert len(rows) == 3
    for row in rows:
        common, line, *people = map(int, row)
        found = counts(score.tool, common, line)
        assert [found.found, found.missed, found.false, found.clear] == people
    kept = re.findall(r"^\| (\w+) and ([a-z ]+) \| (\d+) in 100 [^|]+ \| (\d+) in 100", page, re.M)
    assert len(kept) == 3
    names = {"flags and misses": "false", "misses and false alarms": "right_flags"}
    sames = {"flags and misses": "flags-misses", "misses and false alarms": "misses-false"}
    for one, other, *figures in kept:
        both = f"{one} and {other}"
        rates = [
            third_rate(common, score.groups.rates, sames.get(both, "flags-false"))
            for common in score.groups.common
        ]
        assert [whole(getattr(each, names.get(both, "missed"))) for each in rates] == figures


def test_a_table_comes_to_what_the_page_says():
    """Each row of the page: the smallest group, who is told by theirs, who finds out."""
    activity = example("re-identify")
    table = page_of("re-identify").partition("What comes of it:")[2].partition("Two people")[0]
    rows = re.findall(
        r"^\| `(\w+)` \| `(\w+)` \| (\d+) \| (\d+) \| ([^|]*)\|$", table, re.MULTILINE
    )
    assert len(rows) == 5
    seekers = dict(zip(("nephew", "friend"), activity.seekers, strict=True))
    for age, street, size, told, finders in rows:
        levels = {"age": age, "street": street}
        assert smallest(activity.table, levels) == int(size)
        assert told_by_their_group(activity.table, levels) == int(told)
        learnt = [
            name
            for name, each in seekers.items()
            if found_by(activity.table, levels, each.row, each.knows).learnt
        ]
        assert tuple(learnt) == names_in(finders)


def test_a_form_is_heard_as_the_table_says():
    """Both columns of the page, line by line."""
    activity = example("read-aloud")
    table = page_of("read-aloud").partition("| As it was made | Mended |")[2]
    rows = [row.strip("|").split("|") for row in table.partition("\n\n")[0].splitlines()[2:]]
    made, mended = ([row[side].strip() for row in rows] for side in (0, 1))
    assert [line for line in made if line] == activity.lines(())
    assert [line for line in mended if line] == activity.lines(activity.fixes)


def test_symbols_come_to_what_the_table_says():
    """Each row of the page: what was pointed at, and how much comes across."""
    [want] = example("symbols").wants.values()
    for pointed_at, (gets,) in rows_of("symbols", 2):
        assert understood(want, pointed_at).gets == gets
