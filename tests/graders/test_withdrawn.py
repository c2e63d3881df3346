"""Promises about withdrawn questions: everybody has the same for one; students see no key."""

import pytest
from nbformat import from_dict
from nbgrader.utils import determine_grade

from graders.answers import Answers
from graders.kinds import KINDS
from graders.kinds.contract import FULL_MARKS, LEFT_OUT
from graders.leaks import secrets_of
from graders.mark_cells import mark_output
from graders.mark_page import mark_html
from graders.marks import mark_from_json, mark_question, mark_to_json
from graders.question_cell import BEGIN_KEY, read_question
from graders.restore import MasterCell
from graders.sync import nbgrader_metadata
from graders.withdrawn import with_withdrawal, without_withdrawal
from tests.graders.written import CHOICE, PRACTICE, code_cell, faults_of, question_cell

SOURCE = question_cell(CHOICE)["source"]
WAYS = [pytest.param(FULL_MARKS, 2.0, id="full marks"), pytest.param(LEFT_OUT, 0.0, id="left out")]

#: Right, in part, blank, and nothing that the form can have sent.
ANSWERS = [{"choice": ["ring"]}, {"choice": ["ask"]}, {}, {"choice": ["shout", "ring"]}]


@pytest.mark.parametrize(("how", "earned"), WAYS)
@pytest.mark.parametrize("fields", ANSWERS, ids=str)
def test_everybody_has_the_same(how, earned, fields):
    """Whatever was answered: the full points, or nothing out of nothing; nobody is flagged."""
    asked = read_question(with_withdrawal(SOURCE, how))
    mark = mark_question(asked, Answers(given={asked.name: fields}))
    assert (mark.earned, mark.points, mark.flagged) == (earned, earned, False)
    assert mark_from_json(mark_to_json(mark)) == mark
    cell = code_cell("", nbgrader=nbgrader_metadata(asked))
    cell["outputs"] = [mark_output(mark, "")]
    assert determine_grade(from_dict(cell)) == (earned, earned)


@pytest.mark.parametrize(("how", "earned"), WAYS)
def test_the_feedback_says_so_and_nothing_of_the_key(how, earned):
    """A question that was wrong does not go on teaching what was wrong in it."""
    asked = read_question(with_withdrawal(SOURCE, how))
    html = mark_html(mark_question(asked, Answers(given={})), {})
    assert "This question was withdrawn." in html
    assert ("2 of 2 points" in html) == (earned == 2)
    assert "strongest" not in html and "act tonight" not in html


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("how", [FULL_MARKS, LEFT_OUT])
def test_a_question_of_any_kind_can_be_withdrawn(kind, how):
    """Each kind's first sample, whose key stands between the marks, reads on."""
    source = f"%%question a-question\n{kind.samples[0].source.strip()}\n"
    asked = read_question(with_withdrawal(source, how))
    assert asked.withdrawn == how
    assert asked.worth == (asked.points if how == FULL_MARKS else 0)


@pytest.mark.parametrize("how", [FULL_MARKS, LEFT_OUT])
def test_the_line_goes_as_it_came_and_students_never_have_it(how):
    """There and back; what students are given of the cell is the same, and is no key."""
    withdrawn = with_withdrawal(SOURCE, how)
    assert withdrawn != SOURCE
    assert without_withdrawal(withdrawn, how) == SOURCE == without_withdrawal(SOURCE, how)
    given = SOURCE[: SOURCE.index(BEGIN_KEY)].strip()
    held = MasterCell(
        name="a", cell_type="code", source=withdrawn, checksum=None, locked=True, grade=True
    )
    assert not held.was_changed(given)
    assert secrets_of([{"source": withdrawn}]) == secrets_of([{"source": SOURCE}])


def test_a_question_without_a_key_is_refused():
    """There is nothing beside which the line could be kept from students."""
    with pytest.raises(ValueError, match=BEGIN_KEY):
        with_withdrawal("%%question a\nkind: choice", FULL_MARKS)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param(
            CHOICE.replace(BEGIN_KEY, f"{BEGIN_KEY}\nwithdrawn: full-mark"),
            'Did you mean "full-marks"?',
            id="misspelt",
        ),
        pytest.param(
            CHOICE.replace(BEGIN_KEY, f"withdrawn: left-out\n{BEGIN_KEY}"),
            'students would see "withdrawn:"',
            id="in the open",
        ),
        pytest.param(f"{PRACTICE}\nwithdrawn: left-out", "can't be withdrawn", id="practice"),
    ],
)
def test_a_line_that_withdraws_nothing_is_a_fault(body, says):
    """It is told like any other fault of a question."""
    assert says in str(faults_of(body))
