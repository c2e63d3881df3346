"""Promises about the check of a course: each thing that can be wrong is found, and said."""

from collections.abc import Callable
from datetime import date

import pytest

from graders.check import check_folders, check_notebooks, doubts_in_course, read_course
from graders.question_cell import BEGIN_KEY
from tests.graders.courses import MESSAGES, MODULE, OUTCOMES, QUIZ, Course, make_course
from tests.graders.written import (
    CHOICE,
    MULTIPLE,
    WRITTEN,
    code_cell,
    prose_cell,
    question_cell,
    without_key,
)

TODAY = date(2026, 11, 23)


@pytest.fixture
def course(tmp_path) -> Course:
    """Return a sound course."""
    return make_course(tmp_path)


def problems(course: Course) -> list:
    """Return every problem that is found."""
    read, found = read_course(course.folder, TODAY)
    return [*found, *check_folders(course.folder), *check_notebooks(read)]


def asking(old: str, new: str) -> Callable[[Course], None]:
    """Return a way to break the course: *old* becomes *new* in the quiz's question."""

    def change(course: Course) -> None:
        source = f"%%question first-reply\n{CHOICE}"
        assert old in source
        course.edit_cell(QUIZ, "first-reply", source=source.replace(old, new))

    return change


def cell(name: str, cell_id: str, **entries) -> Callable[[Course], None]:
    """Return a way to break the course: the cell gets other *entries*."""
    return lambda course: course.edit_cell(name, cell_id, **entries)


def added(name: str, *cells) -> Callable[[Course], None]:
    """Return a way to break the course: *cells* come at the end of a notebook."""
    return lambda course: course.edit(name, lambda notebook: notebook["cells"].extend(cells))


def file(name: str, text: str) -> Callable[[Course], None]:
    """Return a way to break the course: a file gets another *text*."""

    def change(course: Course) -> None:
        path = course.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return change


def test_a_reason_that_students_can_read_is_found(course):
    """A prompt that says in passing what a reason says gives the answer away."""
    reason = "She can act tonight, and you have told Sam what happens next."
    asking("It is late, and Sam writes.", f"It is late. {reason}")(course)
    (found,) = problems(course)
    assert found.problem == "what students see of it holds a reason of first-reply."


def test_what_to_think_about_again_is_no_problem(course):
    """A course in which the best option is always the longest is sound, and its author is asked."""
    asking("Ring the duty manager.", "Ring the duty manager this very night.")(course)
    assert problems(course) == []
    (doubt,) = doubts_in_course(read_course(course.folder, TODAY)[0])
    assert (doubt.file, doubt.fix) == (QUIZ, "")
    assert "longest in 1 of 1 decisions" in str(doubt)


def test_a_fault_in_the_course_s_settings_is_said(course):
    """What an educator decided is checked like everything else."""
    file("course.yml", "reading_age: 12")(course)
    (found,) = problems(course)
    assert (found.file, found.line) == ("course.yml", 1)


def test_a_sound_course_has_no_problem(course):
    """What is as it should be is left in peace."""
    assert problems(course) == []


OUTPUT = {"output_type": "stream", "name": "stdout", "text": "x"}
CASES = {
    "saved with an output": (
        cell(QUIZ, "hand-in", outputs=[OUTPUT]),
        (QUIZ, "hand-in", 0, "was saved with what it showed", "Run digiready sync"),
    ),
    "saved with a run number": (
        cell(QUIZ, "hand-in", execution_count=3),
        (QUIZ, "hand-in", 0, "was saved with what it showed", "Run digiready sync"),
    ),
    "a question with a fault": (
        asking("ring: 1", "rign: 1"),
        (QUIZ, "first-reply", 14, '"rign" under "key:"', 'Did you mean "ring"?'),
    ),
    "points changed without sync": (
        asking("points: 2", "points: 3"),
        (QUIZ, "first-reply", 0, "metadata does not fit", "Run digiready sync"),
    ),
    "code of an activity shown": (
        cell(QUIZ, "hand-in", metadata={}),
        (QUIZ, "hand-in", 0, "metadata does not fit", "Run digiready sync"),
    ),
    "a marked question in a module": (
        added(MODULE, question_cell(MULTIPLE, "the-record")),
        (MODULE, "the-record", 0, "practice questions stand in modules", "Add the line practice"),
    ),
    "a practice question in a quiz": (
        asking("points: 2", "points: 2\npractice: true"),
        (QUIZ, "first-reply", 14, "a practice question keeps its key in the open", BEGIN_KEY),
    ),
    "an open practice question in a quiz": (
        lambda course: course.edit(
            QUIZ,
            lambda notebook: notebook["cells"].append(
                question_cell(
                    "kind: choice\npractice: true\npoints: 1\nprompt: What?\noutcomes: [answer]\n"
                    "options: {a: One, b: Two}\nkey: {a: 1}\nwhy: {a: So., b: Not so.}\n"
                    "facts: [S1]\n",
                    "stray",
                )
            ),
        ),
        (QUIZ, "stray", 0, "marked ones in source", "Remove the line practice: true"),
    ),
    "a question without a key": (
        asking(CHOICE[CHOICE.index(BEGIN_KEY) :], ""),
        (QUIZ, "first-reply", 0, "it has no key", "Add key:, why: and facts:"),
    ),
    "a text to mark without a rubric": (
        added(QUIZ, question_cell(without_key(WRITTEN), "entry")),
        (QUIZ, "entry", 0, "it has no rubric", "Add rubric: between the two marks"),
    ),
    "a question in prose": (
        cell(QUIZ, "first-reply", cell_type="markdown"),
        (QUIZ, "first-reply", 0, "does not stand in a code cell", "Choose the cell, then Code"),
    ),
    "no outcome": (
        asking("outcomes: [answer]\n", ""),
        (QUIZ, "first-reply", 0, "names no outcome", "an id of outcomes.yml"),
    ),
    "an unknown outcome": (
        asking("[answer]", "[answre]"),
        (QUIZ, "first-reply", 0, '"answre" is not an outcome', "an id of outcomes.yml"),
    ),
    "no fact": (
        asking("facts: [S1]\n", ""),
        (QUIZ, "first-reply", 0, "its key rests on no fact", "an id of facts.yml"),
    ),
    "an unknown fact": (
        asking("[S1]", "[S9]"),
        (QUIZ, "first-reply", 0, "rests on S9, which is not in facts.yml", "Check the fact"),
    ),
    "an uncertain fact": (
        asking("[S1]", "[S2]"),
        (QUIZ, "first-reply", 0, "rests on S2, which is uncertain", "Check the fact"),
    ),
    "a stale fact": (
        asking("[S1]", "[S3]"),
        (QUIZ, "first-reply", 0, "was to be checked again by 2021-01-01", "Check the fact"),
    ),
    "one name twice": (
        added(MODULE, question_cell(CHOICE)),
        ("course", "first-reply", 0, "2 questions have this name", "a name of its own"),
    ),
    "a reflection without a rubric": (
        cell(QUIZ, "task", source="## Reflection"),
        (QUIZ, "task", 0, "has no rubric", "### BEGIN MARK SCHEME"),
    ),
    "an answer to no task": (
        cell(QUIZ, "answer", metadata={"digiready": {"answers": "esay"}}),
        (QUIZ, "answer", 0, 'it says it answers "esay"', "Name the task's grade_id"),
    ),
    "a heading that skips a level": (
        cell(QUIZ, "part-1", source="### Part 1"),
        (QUIZ, "Part 1", 0, "of level 3 after one of level 1", "one level down at a time"),
    ),
    "two titles": (
        added(QUIZ, prose_cell("# Another", "another")),
        (QUIZ, "Another", 0, "of level 1 after one of level 2", "has one # heading, first"),
    ),
    "no title first": (
        cell(QUIZ, "title", source="## The quiz"),
        (QUIZ, "The quiz", 0, "of level 2 after one of level 0", "has one # heading, first"),
    ),
    "an assignment of another name": (
        lambda course: (course.folder / QUIZ).rename(course.folder / "source/quiz/test.ipynb"),
        ("source/quiz/test.ipynb", "", 0, "has the name of its folder", "Rename it to quiz.ipynb"),
    ),
    "somebody's own answers": (
        file("source/quiz/answers.json", "{}"),
        (QUIZ, "", 0, "answers.json beside it holds somebody's own answers", "Move it away"),
    ),
    "somebody's own answers, deeper": (
        file("source/quiz/old/answers.json", "{}"),
        (QUIZ, "", 0, "answers.json beside it holds somebody's own answers", "Move it away"),
    ),
    "a notebook that is none": (
        file(QUIZ, "<<<<<<< HEAD"),
        (QUIZ, "", 0, "quiz.ipynb can't be read as a notebook", "Bring back an older copy"),
    ),
    "a fact that is none": (
        file("facts.yml", "S1: {says: A child is under 18.}\n"),
        ("facts.yml", "", 0, "the fact S1 can't be read", "Mend that entry"),
    ),
    "outcomes that are none": (
        file("outcomes.yml", "answer: {can: Answer.\nother\n"),
        ("outcomes.yml", "", 3, "can't be read", "with a question that works"),
    ),
    "outcomes in another writing": (
        lambda course: (course.folder / "outcomes.yml").write_bytes(b"answer: \xff\n"),
        ("outcomes.yml", "", 0, "can't decode", "Add it, as UTF-8"),
    ),
    "an outcome with a fault": (
        file("outcomes.yml", OUTCOMES.replace("[be-there]", "[be-thre]")),
        ("outcomes.yml", "", 5, '"be-thre" under "messages:"', 'Did you mean "be-there"?'),
    ),
    "a message with a fault": (
        file("messages.yml", MESSAGES.replace("theme", "thema")),
        ("messages.yml", "", 4, '"thema" is not an entry of "be-there"', 'Did you mean "theme"?'),
    ),
    "no messages": (
        lambda course: (course.folder / "messages.yml").unlink(),
        ("messages.yml", "", 0, "No such file", "Add it, as UTF-8"),
    ),
    "no outcomes": (
        lambda course: (course.folder / "outcomes.yml").unlink(),
        ("outcomes.yml", "", 0, "No such file", "Add it, as UTF-8"),
    ),
    "no modules": (
        lambda course: (course.folder / "modules").rename(course.folder / "module"),
        ("modules", "", 0, "the folder is missing", "Make modules/"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_found_and_said(course, case):
    """Each problem names the file, the place and the line, what is wrong, and what to do."""
    break_it, (name, where, line, problem, fix) = CASES[case]
    break_it(course)
    found = problems(course)
    assert any(
        (each.file, each.where, each.line) == (name, where, line)
        and problem in each.problem
        and fix in each.fix
        for each in found
    ), "\n".join(map(str, found))


def test_everything_is_found_in_one_go(course):
    """Ten problems in the whole course are ten in the list, modules first."""
    chosen = [
        "saved with an output",
        "no outcome",
        "a heading that skips a level",
        "no title first",
    ]
    for case in (*chosen, "a marked question in a module"):
        CASES[case][0](course)
    files = [each.file for each in problems(course)]
    assert files == sorted(files)
    assert len(files) >= 5


def test_a_problem_reads_as_a_sentence(course):
    """The message says the place first, then what is wrong, then how to mend it."""
    CASES["a question with a fault"][0](course)
    assert str(problems(course)[0]).startswith(
        f'{QUIZ}, first-reply, line 14: "rign" under "key:" is not one of the options.\n'
        "  To fix it: Write one of ring, wait, ask."
    )


def test_comments_in_a_story_and_in_a_rubric_are_no_headings(course):
    """A story keeps its own headings, and the marks around a rubric are none."""
    story = prose_cell("### A story", "story", digiready={"story": "chat"})
    added(QUIZ, story)(course)
    assert problems(course) == []


def test_checkpoints_are_not_checked(course):
    """What JupyterLab keeps aside for itself is not the course."""
    file("source/quiz/.ipynb_checkpoints/quiz-checkpoint.ipynb", "broken")(course)
    assert problems(course) == []


def test_other_code_is_left_alone(course):
    """A cell that is none of ours keeps the metadata its author gave it."""
    added(MODULE, code_cell("1 + 1", "sum", tags=["mine"]))(course)
    assert problems(course) == []
