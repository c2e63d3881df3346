"""Promises about the messages the course answers and the outcomes it sets out to teach."""

from pathlib import Path

import pytest

from graders.outcomes import Message, Outcome, read_messages, read_outcomes

MESSAGE = """\
be-there:
  stakeholder: social-workers
  says: Social workers should be there for people online.
  theme: online-safeguarding
"""
OUTCOME = """\
answer:
  can: Answer somebody.
  module: 01-asking
  taught_in: [why]
  messages: [be-there]
  frameworks:
    PCF: [Knowledge]
    SWE: ["3.10"]
  levels: {qualifying: end-of-last-placement}
"""


def written(folder: Path, text: str) -> Path:
    """Return the path of a file with *text* in it."""
    path = folder / "list.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_message_is_read_whole(tmp_path):
    """Whom it is for, what it says and what it is about."""
    messages, faults = read_messages(written(tmp_path, MESSAGE))
    assert faults == []
    assert messages["be-there"] == Message(
        id="be-there",
        stakeholder="social-workers",
        says="Social workers should be there for people online.",
        theme="online-safeguarding",
    )


def test_an_outcome_is_read_whole(tmp_path):
    """What it is, where it is taught, what it answers and whom it is for."""
    outcomes, faults = read_outcomes(written(tmp_path, OUTCOME), ["be-there"])
    assert faults == []
    assert outcomes["answer"] == Outcome(
        id="answer",
        can="Answer somebody.",
        module="01-asking",
        taught_in=("why",),
        messages=("be-there",),
        frameworks={"PCF": ("Knowledge",), "SWE": ("3.10",)},
        levels={"qualifying": "end-of-last-placement"},
        planned=False,
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        pytest.param("  says:", "  syas:", 3, 'Did you mean "says"?', id="unknown entry"),
        pytest.param("  theme: online-safeguarding\n", "", 1, '"theme:" is missing', id="no theme"),
        pytest.param("be-there:", "be-there: x\nother:", 1, "is missing", id="no entries"),
    ],
)
def test_what_is_wrong_with_a_message_is_said_with_its_line(tmp_path, old, new, line, says):
    """The file can be mended from what is said alone."""
    _, faults = read_messages(written(tmp_path, MESSAGE.replace(old, new)))
    assert any(each.line == line and says in str(each) for each in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        pytest.param("  can:", "  cna:", 2, 'Did you mean "can"?', id="unknown entry"),
        pytest.param("  can: Answer somebody.\n", "", 1, '"can:" is missing', id="no can"),
        pytest.param("[why]", "why", 4, 'list of names, not "why"', id="no list"),
        pytest.param("[why]", "[]", 4, '"taught_in:" is missing or empty', id="empty list"),
        pytest.param("[be-there]", "[be-thre]", 5, 'mean "be-there"', id="unknown message"),
        pytest.param("PCF:", "PFC:", 7, 'Did you mean "PCF"?', id="unknown framework"),
        pytest.param("[Knowledge]", "[Skills]", 7, '"Skills" is no entry', id="unknown domain"),
        pytest.param('["3.10"]', "[3.10]", 8, "3.10 would be read as 3.1", id="a number"),
        pytest.param('["3.10"]', '["7.1"]', 8, '"7.1" is no entry of SWE', id="no such standard"),
        pytest.param("qualifying:", "students:", 9, "a level of the PCF", id="no programme"),
        pytest.param("end-of-last", "last", 9, "end-of-last-placement", id="no level"),
        pytest.param(
            "  levels: {qualifying: end-of-last-placement}\n", "", 1, '"levels:" must', id="none"
        ),
        pytest.param("  levels", "  planned: soon\n  levels", 9, "true or false", id="planned"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_outcome_is_said_with_its_line(tmp_path, old, new, line, says):
    """The file can be mended from what is said alone."""
    assert old in OUTCOME
    _, faults = read_outcomes(written(tmp_path, OUTCOME.replace(old, new, 1)), ["be-there"])
    assert any(each.line == line and says in str(each) for each in faults), faults


def test_without_messages_none_is_missed(tmp_path):
    """Where the messages can't be read, that is said once, and not again for each outcome."""
    assert read_outcomes(written(tmp_path, OUTCOME), ())[1] == []


def test_everything_wrong_is_said_at_once(tmp_path):
    """Two faults in two outcomes are two in the list, and both outcomes can still be named."""
    broken = OUTCOME.replace("[why]", "[]") + OUTCOME.replace("answer", "ask").replace("can", "cna")
    outcomes, faults = read_outcomes(written(tmp_path, broken), ["be-there"])
    assert set(outcomes) == {"answer", "ask"}
    assert {each.line for each in faults} == {4, 10, 11}


def test_a_list_that_is_none_is_one_fault(tmp_path):
    """A file that can't be read as YAML is told of with its line, and holds nothing."""
    outcomes, faults = read_outcomes(written(tmp_path, "answer: [\n"), ())
    assert outcomes == {}
    assert len(faults) == 1
