"""Every sample of every kind of question, marked against the share worked out by hand."""

from html import unescape

import pytest

from classroom.forms import ask_of, form_html, static_html
from graders.kinds import KINDS, NotAnAnswerError
from graders.kinds.contract import is_answered
from graders.question_cell import read_question_body
from tests.graders.written import without_key
from tests.kinds.forms import fields_of

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
        assert verdict.answered == is_answered(sample.fields)
        assert verdict.waits == (kind.by_hand and verdict.answered)


@pytest.mark.parametrize("kind", BY_NAME)
def test_the_samples_of_a_kind_cover_every_fate(kind):
    """A kind shows answers that are right, partly right, wrong, blank, and none at all."""
    shares = [sample.share for sample in kind.samples]
    assert any(each.share == 0 and not is_answered(each.fields) for each in kind.samples)
    assert None in shares
    if kind.by_hand:
        assert any(each.share == 0 and is_answered(each.fields) for each in kind.samples)
        return
    assert 1.0 in shares
    assert any(share is not None and 0 < share < 1 for share in shares)
    assert any(each.share == 0 and is_answered(each.fields) for each in kind.samples)


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


@pytest.mark.parametrize(("kind", "sample"), SAMPLES)
def test_a_form_drawn_again_holds_the_answer_it_was_given(kind, sample):
    """What the form sent is in it when it is drawn again, and would be sent just so."""
    if sample.share is None:
        return  # no answer, so no form sent it
    question = read_question_body("sample", sample.source)
    sent_again = fields_of(form_html(question, sample.fields))
    assert kind.parse(question, sent_again) == kind.parse(question, sample.fields)
    assert is_answered(sent_again) == is_answered(sample.fields)


@pytest.mark.parametrize("kind", BY_NAME)
def test_the_form_sends_the_kind_s_own_fields(kind):
    """Every field of the form is one that the kind reads, and none is the form's own name."""
    question = read_question_body("sample", kind.samples[0].source)
    sent = fields_of(form_html(question, {}))
    assert sent or kind.press
    assert not any(name.startswith("_") for name in sent)
    if kind.fields:
        assert set(sent) <= set(kind.fields)


@pytest.mark.parametrize("kind", BY_NAME)
def test_a_question_can_be_read_before_anything_runs(kind):
    """The copy to read holds no control, and says all that is asked."""
    question = read_question_body("sample", kind.samples[0].source)
    html = static_html(question)
    assert fields_of(html) == {}
    assert "<button" not in html
    assert ask_of(question) in unescape(html)


@pytest.mark.parametrize("kind", BY_NAME)
def test_nothing_of_the_key_is_in_the_form(kind):
    """A form is drawn the same with the key and without it."""
    source = kind.samples[0].source
    master = read_question_body("sample", source)
    students = read_question_body("sample", without_key(source))
    for sample in kind.samples:
        if sample.source == source and sample.share is not None:
            assert form_html(master, sample.fields) == form_html(students, sample.fields)
    assert static_html(master) == static_html(students)
