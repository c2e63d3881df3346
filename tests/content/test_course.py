"""Promises about the course that is really taught, read from the files that are really there."""

import re
from pathlib import Path

import pytest

from classroom.activities import read_activity
from coproduction.stories import read_story
from digiready import problems_of
from graders.cells import nbgrader_data, our_data
from graders.facts import read_facts
from graders.kinds import KINDS
from graders.notebooks import MODULES, SOURCE, course_notebooks, notebook_text, read_notebook
from graders.question_cell import is_question_cell, read_question
from graders.reflections import ANSWERS
from graders.running import run_notebooks

ROOT = Path(__file__).parents[2]
COURSE, STORIES = ROOT / "course", ROOT / "ebe_case_studies"
NOTEBOOKS = {path.relative_to(COURSE).as_posix(): path for path in course_notebooks(COURSE)}
TALES = sorted(path.parent for path in STORIES.glob("*/story.md"))


def cells_of(path: Path) -> list[dict]:
    """Return the cells of a notebook."""
    return read_notebook(path)["cells"]


def questions_in(path: Path) -> list:
    """Return the questions of a notebook, in order."""
    return [
        read_question(each["source"]) for each in cells_of(path) if is_question_cell(each["source"])
    ]


def right_options(asked) -> set[str]:
    """Return the ids of the options that earn the full mark, or are right."""
    if asked.kind == "multiple":
        return set(asked.key.right)
    return {name for name, credit in asked.key.credit.items() if credit == 1}


def right_is_longest(asked) -> list[bool]:
    """Return for each decision whether the longest option is a right one."""
    find = KINDS[asked.kind].longest_is_right
    return list(find(asked)) if find else []


ASSIGNMENTS = [name for name in NOTEBOOKS if name.startswith(SOURCE)]
LESSONS = [name for name in NOTEBOOKS if name.startswith(MODULES)]

#: The module that shows how the course works, and teaches nothing else.
START = "modules/00-how-this-works/how-this-works.ipynb"


def test_the_search_finds_the_course():
    """If folders move, this fails rather than all below passing on nothing."""
    assert ASSIGNMENTS and LESSONS and TALES
    assert sum(len(questions_in(path)) for path in NOTEBOOKS.values()) >= 16


@pytest.mark.slow
def test_nothing_is_to_mend():
    """On the day its facts were last checked, the whole course passes its own check."""
    day = max(fact.checked for fact in read_facts(COURSE / "facts.yml").values())
    assert problems_of(COURSE, STORIES, day) == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_saved_clean(name):
    """It holds text and code only, each cell with its own id, written as git should see it."""
    cells = cells_of(NOTEBOOKS[name])
    assert not [each["id"] for each in cells if each.get("outputs") or each.get("execution_count")]
    ids = [each["id"] for each in cells]
    assert len(set(ids)) == len(ids)
    assert notebook_text(read_notebook(NOTEBOOKS[name])) == NOTEBOOKS[name].read_text("utf-8")


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_assignment_has_what_it_promises(name):
    """Ten questions or more of five kinds that name facts and outcomes; 25 points that count.

    And a reflection with a rubric, beside those points.
    """
    cells, questions = cells_of(NOTEBOOKS[name]), questions_in(NOTEBOOKS[name])
    assert len(questions) >= 10
    assert len({asked.kind for asked in questions}) >= 5
    assert all(asked.has_key and asked.facts and asked.outcomes for asked in questions)
    tasks = [each for each in cells if nbgrader_data(each).get("task")]
    assert len(tasks) == 1
    assert "### BEGIN MARK SCHEME\n" in tasks[0]["source"]
    assert [our_data(each)[ANSWERS] for each in cells if ANSWERS in our_data(each)] == [
        nbgrader_data(tasks[0])["grade_id"]
    ]
    points = [nbgrader_data(each).get("points", 0) for each in cells]
    counting = sum(asked.points for asked in questions)
    assert counting >= 25
    assert counting == sum(points) - nbgrader_data(tasks[0])["points"]
    assert cells[-1]["source"] == "%hand_in"


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_rubric_adds_up(name):
    """The criteria's best columns together make the points of the task."""
    (task,) = (each for each in cells_of(NOTEBOOKS[name]) if nbgrader_data(each).get("task"))
    rubric = task["source"].split("BEGIN MARK SCHEME")[1].split("### END")[0]
    rows = [line for line in rubric.splitlines() if line.startswith("|")]
    best = float(re.search(r"\| ([\d.]+) points", rows[0])[1])
    assert best * len(rows[2:]) == nbgrader_data(task)["points"]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_longest_option_is_no_hint(name):
    """Whoever always takes the longest option is right in fewer than half of the decisions."""
    decisions = [
        each for asked in questions_in(NOTEBOOKS[name]) for each in right_is_longest(asked)
    ]
    assert sum(decisions) < len(decisions) / 2


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_place_of_an_option_is_no_hint(name):
    """Where one option is right, it stands in different places; no place holds half of them."""
    places = [
        [option.id in right_options(asked) for option in asked.options].index(True)
        for asked in questions_in(NOTEBOOKS[name])
        if asked.kind == "choice"
    ]
    assert len(set(places)) >= 3
    assert max(map(places.count, places)) < len(places) / 2 + 1


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_several_right_options_do_not_stand_together(name):
    """Where several are right, they are not simply the first ones or the last ones every time."""
    patterns = [
        tuple(option.id in right_options(asked) for option in asked.options)
        for asked in questions_in(NOTEBOOKS[name])
        if asked.kind == "multiple"
    ]
    assert len(set(patterns)) >= min(2, len(patterns))
    assert not any(tuple(sorted(pattern, reverse=True)) == pattern for pattern in patterns)


@pytest.mark.parametrize("name", [name for name in LESSONS if name != START])
def test_a_module_has_what_it_promises(name):
    """Six practice questions or more, something to do that can be read whole, and a story."""
    cells = cells_of(NOTEBOOKS[name])
    practice = questions_in(NOTEBOOKS[name])
    assert len(practice) >= 6
    assert all(asked.practice and asked.has_key for asked in practice)
    activities = [each["source"] for each in cells if each["source"].startswith("%%activity ")]
    assert activities
    for source in activities:
        first, _, body = source.partition("\n")
        read_activity(first.removeprefix("%%activity "), body)
    assert any(our_data(each).get("story") for each in cells)


@pytest.mark.parametrize("name", LESSONS)
def test_a_module_opens_and_closes_as_promised(name):
    """Who it is for, what you will be able to do and how long come first; sources come last."""
    text = "\n\n".join(
        each["source"] for each in cells_of(NOTEBOOKS[name]) if each["cell_type"] == "markdown"
    )
    headings = [
        "### Who it is for",
        "### What you will be able to do",
        "### How long it takes",
        "## To take to supervision",
        "## What to remember",
        "## Sources",
    ]
    places = [text.index(f"{heading}\n") for heading in headings]
    assert places == sorted(places)


def sentences(markdown: str) -> list[list[str]]:
    """Return the sentences of an Easy Read text, each as its words, without picture places."""
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    prose = [line for line in body.splitlines() if not re.match(r"[>#]|\s*$", line)]
    found = re.split(r"(?<=[.!?])[\"”']?\s+", " ".join(prose).strip())
    return [words for each in found if (words := re.findall(r"[\w’'-]+", each))]


def test_sentences_are_counted_as_a_person_would():
    """A title and a place for a picture are none; figures, quotes and hyphens make no more."""
    front = "---\ntitle: A. B.\n---\n# Me\n\n> Picture: a. b.\n\n"
    assert sentences(front + 'I am 16. He said "no."\nWell-lit, isn\'t it?\n') == [
        ["I", "am", "16"], ["He", "said", "no"], ["Well-lit", "isn't", "it"],
    ]  # fmt: skip


@pytest.mark.parametrize("folder", TALES, ids=lambda folder: folder.name)
def test_easy_read_is_easy_to_read(folder):
    """Sentences have 12 words on average at the most, and none has more than 15."""
    found = sentences((folder / "easy-read.md").read_text(encoding="utf-8"))
    assert len(found) >= 10
    assert [" ".join(words) for words in found if len(words) > 15] == []
    assert sum(map(len, found)) / len(found) <= 12


@pytest.mark.parametrize("folder", TALES, ids=lambda folder: folder.name)
def test_a_story_says_whose_it_is(folder):
    """Nobody's lived experience is invented: a story we wrote is illustrative and says so."""
    story = read_story(folder)
    assert story.origin == "illustrative" or story.consent.reference
    assert story.credit
    assert story.easy_read


@pytest.mark.slow
def test_the_course_runs_from_top_to_bottom():
    """Each module and each quiz source runs on a fresh kernel."""
    assert list(run_notebooks(COURSE)) == []
