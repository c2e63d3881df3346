"""Every sample of every kind of question, marked against the share worked out by hand."""

import pytest

from graders.kinds import KINDS, NotAnAnswerError
from graders.question_cell import read_question_body
from tests.graders.written import without_key

SAMPLES = [
    pytest.param(kind, sample, id=f"{kind.name}: {sample.id}")
    for kind in KINDS.values()
    for sample in kind.samples
]
BY_NAME = [pytest.param(kind, id=kind.name) for kind in KINDS.values()]


def test_the_search_finds_kinds():
    """If kinds move, this fails rather than all below passing on nothing."""
    assert {"choice", "multiple"} <= set(KINDS)


@pytest.mark.parametrize(("kind", "sample"), SAMPLES)
def test_a_sample_earns_what_was_worked_out_by_hand(kind, sample):
    """A sample earns its share of the points; one that is no answer is told from a wrong one."""
    question = read_question_body("sample", sample.source)
    if sample.share is None:
        with pytest.raises(NotAnAnswerError):
            kind.parse(question, sample.fields)
    else:
        verdict = kind.mark(question, kind.parse(question, sample.fields))
        assert verdict.share == pytest.approx(sample.share)
        assert verdict.answered == any(sample.fields.values())


@pytest.mark.parametrize("kind", BY_NAME)
def test_the_samples_of_a_kind_cover_every_fate(kind):
    """A kind shows answers that are right, partly right, wrong, blank, and none at all."""
    shares = [sample.share for sample in kind.samples]
    assert 1.0 in shares
    assert any(share is not None and 0 < share < 1 for share in shares)
    assert any(each.share == 0 and any(each.fields.values()) for each in kind.samples)
    assert any(each.share == 0 and not any(each.fields.values()) for each in kind.samples)
    assert None in shares


@pytest.mark.parametrize("kind", BY_NAME)
def test_without_its_key_a_question_is_the_same_but_cannot_be_marked(kind):
    """A student's copy asks the same, knows no answer, and earns nothing by mistake."""
    sample = kind.samples[0]
    master = read_question_body("sample", sample.source)
    students = read_question_body("sample", without_key(sample.source))
    assert master.has_key and not students.has_key
    assert students.facts == ()
    assert kind.view(students, {}) == kind.view(master, {})
    answer = kind.parse(students, sample.fields)
    with pytest.raises(ValueError, match="without its key"):
        kind.mark(students, answer)
    with pytest.raises(ValueError, match="without its key"):
        kind.explain(students)


@pytest.mark.parametrize("kind", BY_NAME)
def test_the_view_shows_what_was_given_and_no_more(kind):
    """What the form sent is in the form when it is drawn again."""
    right = kind.samples[0]
    question = read_question_body("sample", right.source)
    picked = {each["id"] for each in kind.view(question, right.fields)["options"] if each["picked"]}
    assert picked == set(right.fields["choice"])
    assert not any(each["picked"] for each in kind.view(question, {})["options"])
