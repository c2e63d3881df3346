"""Promises about question cells: read whole, or refused with every fault; the key stays apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.kinds import KINDS
from graders.question_cell import (
    BEGIN_KEY,
    END_KEY,
    QuestionError,
    is_question_cell,
    name_of,
    read_question,
    read_question_body,
)
from tests.graders.written import CHOICE, PRACTICE, changed, faults_of, question, without_key


def test_a_question_is_read_whole():
    """What the author wrote is what the question holds."""
    asked = read_question(f"%%question first-reply\n{CHOICE}")
    assert (asked.name, asked.kind, asked.points) == ("first-reply", "choice", 2.0)
    assert asked.prompt == "It is late, and Sam writes.\n\nWhat do you do first?"
    assert asked.outcomes == ("answer",)
    assert asked.facts == ("S1",)
    assert not asked.practice
    assert asked.key.credit == {"ring": 1.0, "ask": 0.25}


def test_a_practice_question_keeps_its_key_in_the_open():
    """In a teaching module the key needs no marks around it."""
    asked = question(PRACTICE)
    assert asked.practice and asked.has_key


@pytest.mark.parametrize(
    ("source", "name"),
    [
        pytest.param("%%question first-reply\n", "first-reply", id="named"),
        pytest.param("%%question   first-reply  \nkind: choice", "first-reply", id="spaces"),
        pytest.param("%%question\nkind: choice", "", id="no name"),
        pytest.param("%%question", "", id="nothing else"),
        pytest.param("%%question first reply\n", "first reply", id="two words"),
    ],
)
def test_a_cell_is_known_by_its_first_line(source, name):
    """A question cell is one, sound or not, and is called what its first line says."""
    assert is_question_cell(source)
    assert name_of(source) == name


@pytest.mark.parametrize(
    "source", ["", "\n%%question late", "# %%question", "%question x", "%%activity x", "print(1)"]
)
def test_other_cells_are_no_questions(source):
    """Only a first line that begins with the magic makes a question."""
    assert not is_question_cell(source)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        pytest.param("", "the question has no name", id="none"),
        pytest.param("First-Reply", '"First-Reply" can\'t name a question', id="capitals"),
        pytest.param("first reply", '"first reply" can\'t', id="space"),
        pytest.param("1st-reply", '"1st-reply" can\'t', id="figure first"),
        pytest.param("première", "can't name", id="accent"),
        pytest.param("../../etc", "can't name", id="path"),
        pytest.param("x" * 65, "can't name", id="too long"),
    ],
)
def test_a_name_is_plain_or_refused(name, problem):
    """A name becomes an id of nbgrader's, of HTML and of the gradebook, so it is kept plain."""
    (fault,) = faults_of(CHOICE, name=name)
    assert fault.line == 1
    assert problem in fault.problem
    assert "such as %%question first-reply" in fault.fix


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param(
            f"{BEGIN_KEY}\n", "", 13, "students would see the key", id="no mark before"
        ),
        pytest.param(f"{END_KEY}\n", "", 14, "students would see the key", id="no mark after"),
        pytest.param(
            END_KEY, f"{END_KEY}\n{BEGIN_KEY}\n{END_KEY}", 14, "students would see the key",
            id="marks twice",
        ),
        pytest.param(
            f"facts: [S1]\n{END_KEY}\n", f"{END_KEY}\nfacts: [S1]\n", 20,
            'students would see "facts:"', id="facts outside",
        ),
        pytest.param(
            f"{BEGIN_KEY}\nkey: {{ring: 1, ask: 0.25}}\n",
            f"key: {{ring: 1, ask: 0.25}}\n{BEGIN_KEY}\n", 13, 'students would see "key:"',
            id="key outside",
        ),
        pytest.param(
            f"facts: [S1]\n{END_KEY}\n", f"{END_KEY}\n  not: So.\n", 20,
            'students would see "why:"', id="last reason outside",
        ),
        pytest.param(
            "  ask: Ask him what happened.\n### BEGIN HIDDEN TESTS\n",
            "### BEGIN HIDDEN TESTS\n  ask: Ask him what happened.\n", 13,
            'students would not see "options:"', id="last option inside",
        ),
        pytest.param(
            f"points: 2\n{''}", f"{''}", 2, '"points:" must be a number', id="an ordinary fault",
        ),
        pytest.param(
            f"facts: [S1]\n{END_KEY}", f"facts: [S1]\npoints: 3\n{END_KEY}", 20,
            "two entries named", id="an entry twice",
        ),
        pytest.param(
            f"facts: [S1]\n{END_KEY}\n",
            f"  late: >-\n    Too late.\n    {END_KEY}\n", 21,
            f"the line {END_KEY} has become part of a text", id="mark inside a text",
        ),
    ],
)  # fmt: skip
def test_a_key_that_students_would_see_is_refused(old, new, line, problem):
    """Whatever of a key nbgrader would leave in the students' copy is a fault, with its line."""
    found = faults_of(changed(CHOICE, old, new))
    assert any(each.line == line and problem in each.problem for each in found), found


def test_what_stands_between_the_marks_is_cut_and_nothing_else():
    """An entry every student needs may not stand among those that are cut."""
    moved = changed(CHOICE, "points: 2\n", "").replace("facts: [S1]\n", "facts: [S1]\npoints: 2\n")
    (fault,) = faults_of(moved)
    assert fault.line == 19
    assert fault.problem.startswith('students would not see "points:"')
    assert fault.fix == f"Move it above {BEGIN_KEY}"


def test_marks_in_a_practice_question_are_refused():
    """Students of a module need the key, so nbgrader must not find marks around it."""
    (fault,) = faults_of(changed(CHOICE, "points: 2", "points: 2\npractice: true"))
    assert fault.line == 14
    assert fault.problem == "a practice question keeps its key in the open."


def test_a_cut_copy_is_read_without_its_key():
    """What students get is a whole question that knows no answer."""
    asked = question(without_key(CHOICE))
    assert not asked.has_key
    assert asked.facts == ()


def test_the_error_says_it_all():
    """Shown in a cell or a log, the error names the question, each line and each mending."""
    with pytest.raises(QuestionError) as caught:
        read_question("%%question first-reply\nkind: choise\n")
    assert str(caught.value) == (
        'first-reply, line 2: "kind: choise" is not a kind of question.\n'
        f'  To fix it: Write one of {", ".join(KINDS)}. Did you mean "choice"?'
    )


LINES = CHOICE.splitlines()


@given(
    st.permutations(range(len(LINES))),
    st.integers(0, len(LINES)),
    st.text(alphabet="kindpotsfacwhy:-[]{}#> 1.\n", max_size=20),
)
def test_nothing_an_author_writes_breaks_the_reader(order, kept, typed):
    """Lines in any order, lines missing, lines half typed: a question, or faults with lines."""
    body = "\n".join([*(LINES[index] for index in order[:kept]), typed])
    try:
        asked = read_question_body("law", body)
    except QuestionError as error:
        assert error.faults
        assert all(1 <= fault.line <= body.count("\n") + 3 for fault in error.faults)
    else:
        assert asked.name == "law"
