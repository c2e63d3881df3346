"""Promises about what the course covers: every gap is found, and every connection shown."""

from collections.abc import Callable
from datetime import date

import pytest

from graders.check import read_course
from graders.coverage import (
    Coverage,
    coverage_of,
    done_though_planned,
    figures_of,
    gaps_in,
    rows_by_message,
)
from graders.coverage_page import page_of
from graders.notebooks import cells_of_course
from tests.graders.courses import MESSAGES, MODULE, OUTCOMES, QUIZ, Course, make_course
from tests.graders.written import CHOICE, prose_cell, question_cell


@pytest.fixture
def course(tmp_path) -> Course:
    """Return a sound course."""
    return make_course(tmp_path)


def covered(course: Course) -> Coverage:
    """Return what the course covers."""
    read, problems = read_course(course.folder, date(2026, 11, 23))
    assert problems == []
    return coverage_of(read.messages, read.outcomes, cells_of_course(course.folder))


def outcomes(old: str, new: str) -> Callable[[Course], None]:
    """Return a way to change the course: *old* becomes *new* in its outcomes."""
    assert old in OUTCOMES
    return lambda course: change_outcomes(course, old, new)


def change_outcomes(course: Course, old: str, new: str) -> None:
    """Write *new* for *old* in the outcomes."""
    path = course.folder / "outcomes.yml"
    path.write_text(path.read_text().replace(old, new))


def asking(old: str, new: str) -> Callable[[Course], None]:
    """Return a way to change the course: *old* becomes *new* in the quiz's question."""
    assert old in CHOICE
    source = f"%%question first-reply\n{CHOICE.replace(old, new)}"
    return lambda course: course.edit_cell(QUIZ, "first-reply", source=source)


def opening(section: str, text: str = "## More") -> Callable[[Course], None]:
    """Return a way to change the course: the module gets a cell that opens a section."""
    cell = prose_cell(text, "more", digiready={"section": section})
    return lambda course: course.edit(MODULE, lambda notebook: notebook["cells"].append(cell))


def another_message(course: Course) -> None:
    """Add a message."""
    more = MESSAGES + MESSAGES.replace("be-there:", "be-kind:")
    (course.folder / "messages.yml").write_text(more)


TWO_PROGRAMMES = outcomes("{qual", "{post-qualifying: social-worker, qual")


def test_a_sound_course_has_no_gap(course):
    """Each message is answered, each outcome taught and assessed, and each section teaches."""
    assert list(gaps_in(covered(course))) == []


GAPS = {
    "a message that nothing answers": (
        another_message,
        ("messages.yml", "be-kind", "no outcome answers it", "under messages: of an outcome"),
    ),
    "a section that is not there": (
        outcomes("[why]", "[why, wyh]"),
        ("outcomes.yml", "answer", 'no section "wyh" in 01-asking', 'Did you mean "why"?'),
    ),
    "a module that is not there": (
        outcomes("01-asking", "02-asking"),
        ("outcomes.yml", "answer", 'no section "why" in 02-asking', '{"section": "why"}'),
    ),
    "an outcome that one programme does not assess": (
        TWO_PROGRAMMES,
        ("outcomes.yml", "answer", "in the post-qualifying programme", "under outcomes: of a q"),
    ),
    "an outcome assessed without points": (
        asking("points: 2", "points: 0"),
        ("outcomes.yml", "answer", "no question with points assesses it in the qual", "levels:"),
    ),
    "an outcome that is only practised": (
        lambda course: (course.folder / QUIZ).unlink(),
        ("outcomes.yml", "answer", "no question with points assesses it", "in an assignment"),
    ),
    "a section that teaches nothing": (
        opening("why-not"),
        (MODULE, "why-not", "teaches no outcome", "under taught_in: of an outcome of 01-asking"),
    ),
    "a section without a heading": (
        lambda course: course.edit_cell(MODULE, "title", source="Asking"),
        (MODULE, "why", "no heading", "the Markdown cell with the heading"),
    ),
    "a section that stands twice": (
        opening("why"),
        (MODULE, "why", "two sections of the module have this name", "Give one another name"),
    ),
}


@pytest.mark.parametrize("case", GAPS)
def test_a_gap_is_found_and_said(course, case):
    """Each gap names the file and the entry, what is missing, and what to write."""
    break_it, (file, where, problem, fix) = GAPS[case]
    break_it(course)
    found, *_ = gaps_in(covered(course))
    assert (found.file, found.where) == (file, where)
    assert problem in found.problem
    assert fix in found.fix


@pytest.mark.parametrize(
    "case", ["a section that is not there", "an outcome that is only practised"]
)
def test_what_is_planned_is_no_gap(course, case):
    """An outcome whose module is still to be written may be neither taught nor assessed."""
    GAPS[case][0](course)
    change_outcomes(course, "  levels:", "  planned: true\n  levels:")
    assert list(gaps_in(covered(course))) == []
    assert list(done_though_planned(covered(course))) == []


def test_what_is_done_is_no_longer_planned(course):
    """Once it is taught and assessed, the author is asked to say so."""
    change_outcomes(course, "  levels:", "  planned: true\n  levels:")
    (doubt,) = done_though_planned(covered(course))
    assert (doubt.where, doubt.fix) == ("answer", "")
    assert "Remove planned: true" in doubt.problem


def test_a_section_of_a_quiz_is_none(course):
    """Only modules teach."""
    course.edit_cell(QUIZ, "part-1", metadata={"digiready": {"section": "part-1"}})
    assert [each.name for each in covered(course).sections] == ["why"]


def test_the_way_from_a_message_to_its_questions_is_shown(course):
    """A row for each outcome: message, outcome, section, then questions by programme."""
    source = question_cell(CHOICE, "second-reply")
    course.edit(QUIZ, lambda notebook: notebook["cells"].append(source))
    another_message(course)
    assert list(rows_by_message(covered(course))) == [
        ("be-there", "answer", "why", "first-reply, second-reply", "not needed"),
        ("be-kind", "nothing yet", "", "", ""),
    ]


def test_what_is_not_there_yet_shows(course):
    """A missing section and a missing question stand in the row as what they are."""
    TWO_PROGRAMMES(course)
    change_outcomes(course, "[why]", "[why, how]")
    (row,) = rows_by_message(covered(course))
    assert row[2:] == ("why, (how: nothing yet)", "first-reply", "nothing yet")
    change_outcomes(course, "  levels:", "  planned: true\n  levels:")
    (row,) = rows_by_message(covered(course))
    assert row[2:] == ("why, (how: planned)", "first-reply", "planned")


def test_the_figures_add_up(course):
    """Messages answered, outcomes done and planned, and messages that wait for the planned."""
    assert figures_of(covered(course)) == [
        "1 of 1 messages are answered by 1 outcomes.",
        "1 outcomes are taught and assessed; 0 are planned.",
        "0 messages are answered by planned outcomes only.",
    ]
    another_message(course)
    change_outcomes(course, "[why]", "[how]")
    change_outcomes(course, "  levels:", "  planned: true\n  levels:")
    assert figures_of(covered(course)) == [
        "1 of 2 messages are answered by 1 outcomes.",
        "0 outcomes are taught and assessed; 1 are planned.",
        "1 messages are answered by planned outcomes only.",
    ]


def test_the_page_shows_all_of_it(course):
    """Outcomes with what teaches and assesses them, frameworks, levels, and messages."""
    page = page_of(covered(course))
    for line in (
        "- 1 of 1 messages are answered by 1 outcomes.",
        "### 01-asking",
        "| `answer` | Answer somebody who tells you something. | Asking | first-reply "
        "| not needed |",
        "| End of last placement | qualifying | `answer` |",
        "| Knowledge | `answer` |",
        "| 3.10: skills in information and communication technology kept up | `answer` |",
        "### Social workers",
        "| Social workers should be there for people online. | `answer` |",
    ):
        assert line in page.splitlines(), line


def test_the_page_says_what_is_to_come(course):
    """A planned outcome is marked as such wherever it is named, and a gap is a gap."""
    another_message(course)
    change_outcomes(course, "[why]", "[how]")
    assert "| nothing yet | first-reply | not needed |" in page_of(covered(course))
    change_outcomes(course, "  levels:", "  planned: true\n  levels:")
    page = page_of(covered(course))
    assert "| Knowledge | `answer` (planned) |" in page
    assert "| planned | first-reply | not needed |" in page
    assert "| Social workers should be there for people online. | nothing yet |" in page


def test_a_pipe_in_a_text_breaks_no_table(course):
    """What an author writes stays in its column."""
    change_outcomes(course, "tells you something", "says yes | no")
    assert "says yes &#124; no. |" in page_of(covered(course))
