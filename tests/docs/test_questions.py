"""The pages on questions keep their promises: examples load, and earn what the tables say."""

import re
from datetime import date
from itertools import chain, combinations, permutations, product

import pytest
from attrs import evolve

from graders.answers import Answers
from graders.check import Course, check_notebook, read_course
from graders.kinds import KINDS
from graders.kinds.multiple import SCHEMES
from graders.marks import mark_question
from graders.question_cell import COMMON_ENTRIES, name_of, read_question
from graders.settings import Settings
from graders.sync import sync_cells
from tests.docs.pages import DOCS, ROOT, blocks
from tests.kinds.unfolded import chance_of, every_way

QUESTIONS = DOCS / "questions"
ROW = re.compile(r"^\|[^|\n]*\|(?P<picked>[^|\n]*)\| (?P<points>[\d.]+) \|$", re.MULTILINE)
WRITTEN_ON = date(2026, 11, 22)  # facts are checked anew from time to time; the pages are not

kinds = pytest.mark.parametrize("kind", KINDS)


def page_of(kind: str) -> str:
    """Return the page on a kind of question."""
    return (QUESTIONS / f"{kind}.md").read_text("utf-8")


def cells_in(page: str) -> list[str]:
    """Return the question cells of a page: its example, then one written badly."""
    return [block.rstrip("\n") for block in blocks(page) if block.startswith("%%question")]


@pytest.fixture(scope="module")
def course() -> Course:
    """Give the real course's outcomes and facts."""
    return read_course(ROOT / "course", WRITTEN_ON)[0]


def problems_of(source: str, course: Course, *, allowed: bool = True) -> list[str]:
    """Return what `digiready check` says of a quiz with this one question in it.

    An example's votes are illustrative: it is *allowed* by name, as an educator may do.
    """
    if allowed:
        names = Settings(illustrative_panels_count=(name_of(source),))
        course = evolve(course, settings=names)
    question = {"cell_type": "code", "metadata": {}, "source": source}
    quiz = {"cells": [question]}
    sync_cells(quiz)
    found = check_notebook(quiz, "source/my-quiz/my-quiz.ipynb", course, marked=True)
    return [str(problem) for problem in found]


@kinds
def test_the_check_finds_nothing_in_the_example(kind, course):
    """An author who copies the example starts from a sound question of this kind."""
    example = cells_in(page_of(kind))[0]
    assert read_question(example).kind == kind
    assert problems_of(example, course) == []


@kinds
def test_an_example_without_a_panel_does_not_count_until_it_is_allowed(kind, course):
    """Where no panel gave the votes, the check refuses the example, and says how to mend it."""
    example = cells_in(page_of(kind))[0]
    refused = any("no panel gave" in each for each in problems_of(example, course, allowed=False))
    assert refused == ("origin: illustrative" in example)


def test_the_first_question_an_educator_writes_is_sound(course):
    """The example in the educators' page passes the check, too."""
    [example] = cells_in((DOCS / "teaching.md").read_text("utf-8"))
    assert problems_of(example, course) == []


@kinds
def test_the_example_earns_what_the_table_says(kind):
    """Each row of the page: what was picked, and the points it earns."""
    question = read_question(cells_in(page_of(kind))[0])
    rows = ROW.findall(page_of(kind))
    earned = [mark_of(question, re.findall(r"`([^`]+)`", picked)) for picked, _ in rows]
    assert len(rows) >= (2 if KINDS[kind].by_hand else 5)
    assert earned == pytest.approx([float(points) for _, points in rows], abs=0.005)


def mark_of(question, picked):
    """Return the points that a student earns who answers so.

    Each of *picked* is a value of the kind's one field, or "field=value".
    """
    fields: dict[str, list[str]] = {}
    for each in picked:
        field, _, value = each.rpartition("=")
        fields.setdefault(field or KINDS[question.kind].fields[0], []).append(value)
    mark = mark_question(question, Answers(given={question.name: fields}))
    assert not mark.problem, mark.problem
    return mark.earned


def coins(parts):
    """Return every way that a coin for each of *parts* can fall: the ids of those picked."""
    ids = [each.id for each in parts]
    return chain(*(combinations(ids, count) for count in range(len(ids) + 1)))


@pytest.mark.parametrize(
    ("kind", "ways_to_guess"),
    [
        pytest.param(
            "choice", lambda asked: [[each.id] for each in asked.options], id="choice: one of them"
        ),
        pytest.param(
            "multiple", lambda asked: coins(asked.options), id="multiple: a coin for each"
        ),
        pytest.param(
            "redaction", lambda asked: coins(asked.passages), id="redaction: a coin for each"
        ),
        pytest.param(
            "highlight", lambda asked: coins(asked.passages), id="highlight: a coin for each"
        ),
        pytest.param(
            "matching",
            lambda asked: grids(asked.items, asked.groups),
            id="matching: any group for each",
        ),
        pytest.param(
            "judgement",
            lambda asked: grids(asked.items, asked.scale),
            id="judgement: any rating for each",
        ),
        pytest.param("ordering", lambda asked: orders(asked.steps), id="ordering: by lot"),
        pytest.param("ranking", lambda asked: orders(asked.responses), id="ranking: by lot"),
    ],
)
def test_blind_guessing_earns_what_the_page_admits(kind, ways_to_guess):
    """An author reads how much a guess is worth, and it is that much."""
    question = read_question(cells_in(page_of(kind))[0])
    marks = [mark_of(question, each) for each in ways_to_guess(question)]
    [admitted] = re.findall(r"(?<![\d./])([\d.]+) of 2 points", page_of(kind))
    assert sum(marks) / len(marks) == pytest.approx(float(admitted), abs=0.0005)


def orders(parts):
    """Return every order of *parts*, by their ids."""
    return permutations([part.id for part in parts])


def grids(items, choices):
    """Return every way of making one of *choices* for each of *items*."""
    return product(*([f"{item.id}={each.id}" for each in choices] for item in items))


def test_deciding_by_chance_earns_what_the_page_admits():
    """Averaged over every way through, each as likely as its decisions make it."""
    page = page_of("unfolding")
    question = read_question(cells_in(page)[0])
    ways = every_way(question.story, question.story.opens)
    average = sum(mark_of(question, way) * chance_of(question.story, way) for way in ways)
    [admitted] = re.findall(r"on average (\d\.\d+) of 5 points", page)
    assert average == pytest.approx(float(admitted), abs=0.005)
    [count] = re.findall(r"(\d+) ways through", page)
    assert len(ways) == int(count)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_scheme_of_multiple_earns_what_its_column_says(scheme):
    """The same answers under all three schemes, and a coin tossed for each option."""
    page = page_of("multiple")
    asked = evolve(read_question(cells_in(page)[0]), scheme=scheme)
    ids = [option.id for option in asked.options]
    coins = [list(each) for n in range(len(ids) + 1) for each in combinations(ids, n)]
    rows = re.findall(r"^\|(.*)\|(.*)\| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", page, re.MULTILINE)
    assert len(rows) == 8
    for name, picked, *points in rows:
        answers = coins if "a coin" in name else [re.findall(r"`([^`]+)`", picked)]
        earned = sum(mark_of(asked, each) for each in answers) / len(answers)
        said = dict(zip(SCHEMES, points, strict=True))[scheme]
        assert earned == pytest.approx(float(said), abs=0.005), name


@kinds
def test_the_check_says_what_the_page_quotes(kind, course):
    """The messages that the page shows for a badly written question are the real ones."""
    bad = cells_in(page_of(kind))[1]
    *quoted, count = blocks(page_of(kind))[-1].strip().split("\n\n")
    assert problems_of(bad, course) == quoted
    assert count == f"{len(quoted)} things to mend in course."


def test_every_kind_stands_in_the_index():
    """Who looks for a kind of question finds its page."""
    index = (QUESTIONS / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", index, re.MULTILINE)) >= set(KINDS)
    assert {path.stem for path in QUESTIONS.glob("*.md")} == {"README", *KINDS}


def test_every_entry_is_explained():
    """No entry that an author may write is missing from the pages, and none is made up."""
    rows = re.compile(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", re.MULTILINE)
    common = set(rows.findall((QUESTIONS / "README.md").read_text("utf-8"))) - set(KINDS)
    assert common == {*COMMON_ENTRIES, "key", "why"}
    for kind in KINDS.values():
        own = re.findall(r"^\| `(\w+)` \| [^|]+ \|$", page_of(kind.name), re.MULTILINE)
        assert set(own) == set(kind.entries)
