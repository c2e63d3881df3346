"""Promises about questions in which phrases of a text have to be marked."""

import pytest

from classroom.forms import form_html, static_html
from graders.kinds import KINDS
from tests.classroom.test_forms import Form
from tests.graders.written import changed, faults_of, question

# The line that names the question is line 1, so "kind:" stands on line 2.
HIGHLIGHT = """\
kind: highlight
outcomes: [answer]
points: 2
prompt: Which phrases should she change?
looking_for: Judgements written as facts
text:
  visit: I saw Ms Grant on 12 November.
  hostile: She was hostile.
  badge: She asked twice to see my badge.
  chaotic: The home is chaotic,
  bags: with six bags along the hall.
### BEGIN HIDDEN TESTS
key:
  mark: {hostile: 0.25, chaotic: 0.75}
  leave: [badge, bags]
why:
  hostile: What she did stands in the next sentence.
  badge: It says what she did.
  chaotic: Readers will see very different homes.
  bags: It says what was there.
facts: [S1]
### END HIDDEN TESTS
"""

KIND = KINDS["highlight"]


def marked(*ticked: str):
    """Return the verdict on these phrases marked."""
    return KIND.mark(question(HIGHLIGHT), frozenset(ticked))


@pytest.mark.parametrize(
    ("ticked", "share"),
    [
        pytest.param("hostile chaotic", 1.0, id="both"),
        pytest.param("hostile chaotic visit", 1.0, id="both, and one that costs nothing"),
        pytest.param("chaotic", 0.75, id="the one that weighs more"),
        pytest.param("hostile", 0.25, id="the one that weighs less"),
        pytest.param("hostile chaotic bags", 0.5, id="both, and one to be left"),
        pytest.param("chaotic bags", 0.25, id="one of each"),
        pytest.param("hostile bags", 0.0, id="more lost than there is"),
        pytest.param("visit", 0.0, id="only what costs nothing"),
    ],
)
def test_each_mistake_costs_what_its_author_says(ticked, share):
    """What was passed over and what was marked wrongly both cost their part."""
    assert marked(*ticked.split()).share == share


def test_feedback_says_what_was_passed_over_first():
    """Then what was marked wrongly, what rightly, and what could go either way."""
    verdict = marked("visit", "hostile", "bags")
    assert [(each.about, each.says) for each in verdict.remarks] == [
        ("The home is chaotic,", "You passed over this; it had to be marked"),
        ("with six bags along the hall.", "You marked this; it should be left as it is"),
        ("She was hostile.", "You marked this, rightly"),
        ("I saw Ms Grant on 12 November.", "You marked this; it could go either way"),
    ]
    assert verdict.remarks[1].why == "It says what was there."
    assert verdict.strongest == ("Mark: She was hostile.", "Mark: The home is chaotic,")


def test_blank_is_told_from_wrong():
    """Nothing marked counts as unanswered; the wrong phrase marked is an answer."""
    assert marked().answered is False
    assert (marked("badge").share, marked("badge").answered) == (0.0, True)


def test_the_author_sees_what_each_mistake_costs():
    """The preview names every phrase in order, with its price."""
    assert [each.says for each in KIND.explain(question(HIGHLIGHT))] == [
        "Marked or not, it costs nothing",
        "Has to be marked; passed over, it costs 25%",
        "To be left; marked, it costs 50%",
        "Has to be marked; passed over, it costs 75%",
        "To be left; marked, it costs 50%",
    ]


def test_the_phrases_read_as_one_text():
    """Before anything runs, and in the form, the phrases follow each other with spaces between."""
    whole = "I saw Ms Grant on 12 November. She was hostile. She asked twice to see my badge. "
    for page in (static_html(question(HIGHLIGHT)), form_html(question(HIGHLIGHT), {})):
        text = " ".join(Form(page).elements[0]["text"].split())
        assert whole + "The home is chaotic, with six bags along the hall." in text
        assert "Look for: Judgements written as facts" in text


MARK = "mark: {hostile: 0.25, chaotic: 0.75}"


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "looking_for: Judgements written as facts", "looking_for: 5", 6,
            '"looking_for:" must be text, not "5"',
            "looking_for: Judgements written as if they were facts", id="a number to look for",
        ),
        pytest.param(
            "  visit: I saw", "  _visit: I saw", 8, '"_visit" under "text:" begins with',
            "Write visit", id="an id of the form's own",
        ),
        pytest.param(
            MARK, "mark: [hostile, chaotc]", 15, '"chaotc" under "mark:" is not one of the phrases',
            'Did you mean "chaotic"?', id="unknown phrase",
        ),
        pytest.param(
            MARK, "mark: {hostile: 0.25, chaotic: 0.5}", 15,
            'the costs under "mark:" add up to 0.75, so somebody who marks nothing that matters',
            "mark: [hostile, chaotic]", id="marking nothing would earn",
        ),
        pytest.param(
            "leave: [badge, bags]", "leave: {badge: 0.5, bags: 0.4}", 16,
            "add up to 0.9, so somebody who marks everything would earn", "leave: [badge, bags]",
            id="marking everything would earn",
        ),
        pytest.param(
            "  leave: [badge, bags]\n", "", 14,
            '"key:" does not say which have to be left alone', "leave: [visit, hostile]",
            id="nothing to leave",
        ),
        pytest.param(
            MARK, "mark: []", 15, '"key:" does not say which phrases have to be marked',
            "mark: [visit, hostile]", id="nothing to mark",
        ),
        pytest.param(
            "  leave: [badge", "  never: [hostile]\n  leave: [badge", 16,
            '"never" is not an entry of this key', "Write one of mark, leave",
            id="never is another kind's",
        ),
        pytest.param(
            "leave: [badge, bags]", "leave: [badge, bags, chaotic]", 16,
            '"chaotic" stands under "mark:" and under "leave:"', "stands under neither",
            id="to be marked and to be left",
        ),
        pytest.param(
            "  bags: It says what was there.\n", "", 17, 'no reason for the phrase "bags"',
            "Add a line bags:", id="missing reason",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    found = faults_of(changed(HIGHLIGHT, old, new))
    assert any(
        each.line == line and problem in each.problem and fix in each.fix for each in found
    ), "\n".join(map(str, found))
