"""Promises about texts that people mark: kept as written, never marked by a machine."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.forms import form_html
from graders.answers import Answers
from graders.kinds import NotAnAnswerError, Reader
from graders.kinds.written import count_words, explain, mark, parse, read
from graders.mark_page import mark_html
from graders.marks import mark_question
from tests.graders.written import WRITTEN, changed, faults_of, question, without_key
from tests.kinds.forms import fields_of

TEXTS = st.text(max_size=200)


@given(TEXTS)
def test_no_text_earns_anything_before_a_person_has_read_it(text):
    """Whatever is written waits; what is blank does not, and is no answer."""
    asked = question(WRITTEN)
    verdict = mark(asked, parse(asked, {"text": [text]}))
    written = bool(text.strip())
    assert (verdict.share, verdict.answered, verdict.waits) == (0.0, written, written)
    assert verdict.strongest == ()


@given(TEXTS)
def test_the_words_are_the_student_s_to_the_letter(text):
    """Spaces and line breaks within a text stay; only what surrounds it goes."""
    asked = question(WRITTEN)
    assert parse(asked, {"text": [text]}) == text.strip()
    for remark in mark(asked, text.strip()).remarks:
        assert remark.about == text.strip()


@given(st.text(alphabet="ab <>&\"'{}/\n", max_size=60))
def test_a_form_drawn_again_holds_the_very_text(text):
    """Signs that mean something in HTML or in our templates are text, line breaks too."""
    assert fields_of(form_html(question(WRITTEN), {"text": [text]}))["text"] == [text]


def test_nothing_live_reaches_the_marker():
    """What a student wrote is shown as text, with its lines, whatever stands in it."""
    text = "One.\n<img src=x onerror=x> {{name}} {{{title}}}"
    answers = Answers(given={"first-reply": {"text": [text]}})
    html = mark_html(mark_question(question(WRITTEN), answers), {})
    assert "<img" not in html
    assert text in unescape(html)
    assert "white-space: pre-wrap" in html


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(1, "You wrote one word; at least 3 were asked for", id="one"),
        pytest.param(2, "You wrote 2 words; at least 3 were asked for", id="too few"),
        pytest.param(3, "You wrote 3 words", id="just enough"),
        pytest.param(8, "You wrote 8 words", id="all that were asked for"),
        pytest.param(9, "You wrote 9 words, 1 over the 8 asked for", id="one too many"),
    ],
)
def test_the_length_is_said_and_left_to_the_marker(words, says):
    """Too long or too short a text is kept, waits like any other, and its length is said."""
    verdict = mark(question(WRITTEN), " ".join(["word"] * words))
    assert [each.says for each in verdict.remarks] == [says]
    assert verdict.waits


@given(st.lists(st.text(alphabet="abc'-.", min_size=1), max_size=8))
def test_words_are_what_stands_between_spaces(words):
    """However many spaces or lines divide them, they are as many as they are."""
    assert count_words("  \n".join(words)) == len(words)


def test_the_form_says_how_many_words_there_are():
    """Before any script runs the count is there, with the limit; nothing holds anybody to it."""
    html = form_html(question(WRITTEN), {"text": ["one two"]})
    assert '<span data-count-of="text">2</span> of 8 words' in html
    assert "3 to 8 words." in html
    assert "maxlength" not in html


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"text": ["One.", "Two."]}, id="two texts"),
        pytest.param({"choice": ["One."]}, id="another question's field"),
    ],
)
def test_what_the_form_cannot_send_is_no_answer(fields):
    """What was not written in this box is refused, not left to a marker."""
    with pytest.raises(NotAnAnswerError):
        parse(question(WRITTEN), fields)


def test_the_rubric_stands_from_the_best_down():
    """Its author sees it so, whatever the order in which it was written; students see none."""
    asked = question(WRITTEN)
    assert [(each.says, each.about) for each in explain(asked)] == [
        ("4 of 4", "Gives Sam's words, and says what was done."),
        ("2.5 of 4", "Gives Sam's words."),
        ("1 of 4", "Gives an opinion."),
    ]
    assert not question(without_key(WRITTEN)).has_key


RUBRIC = WRITTEN[WRITTEN.index("rubric:") : WRITTEN.index("### END")]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "words: {least: 3, most: 8}\n", "", 2, '"words:" must say how many', "{most: 150}",
            id="no limit",
        ),
        pytest.param("most: 8", "most: 3", 6, '"words:" must say', "least: 80", id="none left"),
        pytest.param("most: 8", "most: 5000", 6, '"words:" must say', "to 1000", id="an essay"),
        pytest.param("most: 8", "most: 7.5", 6, '"words:" must say', "whole", id="half a word"),
        pytest.param("least: 3", "least: true", 6, '"words:" must say', "whole", id="a truth"),
        pytest.param("least: 3", "lest: 3", 6, '"words:" must say', "least: 80", id="misspelt"),
        pytest.param(
            "words: {least: 3, most: 8}", "words: 8", 6, '"words:" must say', "{most: 150}",
            id="a number alone",
        ),
        pytest.param(
            RUBRIC, "rubric: Good writing.\n", 8, "two to five", "2: Names who decides",
            id="no levels",
        ),
        pytest.param(
            RUBRIC, "rubric: {4: Good.}\n", 8, "two to five", "2: Names who decides",
            id="one level",
        ),
        pytest.param(
            RUBRIC, "rubric: {4: a, 3: b, 2: c, 1: d, 0: e, 0.5: f}\n", 8, "two to five", "2:",
            id="six levels",
        ),
        pytest.param(
            "  4: Gives", "  3: Gives", 8, "no level of the rubric earns all of the 4 points",
            "Add a line 4:", id="points out of reach",
        ),
        pytest.param(
            "  1: Gives", "  5: Gives", 9, '"5:" under "rubric:" is not a number of points from 0',
            "such as 4:", id="more than all",
        ),
        pytest.param("  1: Gives", "  -1: Gives", 9, '"-1:"', "such as 4:", id="below nothing"),
        pytest.param("  1: Gives", "  weak: Gives", 9, '"weak:"', "such as 4:", id="a name"),
        pytest.param("  1: Gives", "  true: Gives", 9, '"True:"', "such as 4:", id="a truth level"),
        pytest.param("  1: Gives", "  .nan: Gives", 9, '"nan:"', "such as 4:", id="no number"),
        pytest.param(
            "1: Gives an opinion.", "1:", 9, '"1:" under "rubric:" must be text', "Write what",
            id="a level without text",
        ),
        pytest.param(
            "1: Gives an opinion.", "1: gives Sam's words.", 8, "two levels of the rubric say the",
            "remove one", id="two levels alike",
        ),
        pytest.param(
            "points: 4", "points: 0", 4, "worth more than 0 points", "Write points: 4",
            id="worth nothing",
        ),
        pytest.param(
            "points: 4", "points: four", 4, '"points:" must be a number', "points: 2",
            id="points in words",
        ),
        pytest.param(
            "points: 4", "points: 4\nsure: true", 5, "people mark this kind", "Remove the line",
            id="how sure",
        ),
        pytest.param(
            "points: 4", "points: 4\npractice: true", 5, "in a module there is nobody to do so",
            "ask it in a quiz", id="to practise on",
        ),
        pytest.param(
            "rubric:\n", "why: {a: b}\nrubric:\n", 8, '"why" is not an entry of this kind',
            "rubric", id="reasons",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    found = faults_of(changed(WRITTEN, old, new))
    assert any(
        each.line == line and problem in each.problem and fix in each.fix for each in found
    ), "\n".join(map(str, found))


def test_a_rubric_that_students_would_see_is_said():
    """It belongs between the two lines, and the message names it."""
    (fault, *_) = faults_of(changed(WRITTEN, "### BEGIN HIDDEN TESTS\n", ""))
    assert "students would see the key" in fault.problem
    assert "before rubric:" in fault.fix


SHAPES = st.recursive(
    st.sampled_from([None, True, 0, -1, 4, 2.5, float("inf"), "text", ""]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["most", "least", 4, 2, 0, -1, None, True, "x"]), inner)
    ),
    max_leaves=4,
)
LEVELS = st.dictionaries(st.sampled_from([0, 1, 2.5, 4, 4.5, "4", True]), SHAPES, max_size=6)


@given(SHAPES, LEVELS | SHAPES)
def test_any_shape_of_an_entry_is_a_question_or_faults(words, rubric):
    """A list where a mapping is due, a number, nothing: never an exception of ours."""
    reader = Reader(data={"words": words, "rubric": rubric, "points": 4})
    common = {"name": "law", "kind": "written", "prompt": "Write.", "points": 4.0}
    asked = read(reader, common)
    if not reader.faults:
        assert asked.least < asked.most
        assert explain(asked)[0].says == "4 of 4"
