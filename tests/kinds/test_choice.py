"""Promises about questions with one option to pick, and about what their authors are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.kinds import NotAnAnswerError, Option
from graders.kinds.choice import ChoiceKey, ChoiceQuestion, explain, mark, parse
from tests.graders.written import CHOICE, changed, faults_of, question

CREDITS = st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5, 2 / 3, 0.75, 1.0])


def choice_of(credit: dict[str, float]) -> ChoiceQuestion:
    """Return a question whose options earn what *credit* says."""
    return ChoiceQuestion(
        name="law",
        kind="choice",
        prompt="What?",
        points=2.0,
        options=tuple(Option(id=name, text=f"Do {name}.") for name in credit),
        key=ChoiceKey(credit=credit, why=dict.fromkeys(credit, "Because.")),
    )


@st.composite
def credits_by_option(draw):
    """Draw what two to six options earn; one of them the full mark."""
    credits = draw(st.lists(CREDITS, min_size=1, max_size=5))
    credits.insert(draw(st.integers(0, len(credits))), 1.0)
    return {f"o{number}": credit for number, credit in enumerate(credits)}


@given(credits_by_option())
def test_a_better_option_never_earns_less(credit):
    """Options earn in the order of their credit, between nothing and all of it."""
    shares = {name: mark(choice_of(credit), name).share for name in credit}
    assert sorted(credit, key=credit.get) == sorted(shares, key=shares.get)
    assert all(0.0 <= share <= 1.0 for share in shares.values())
    assert 1.0 in shares.values()


@given(credits_by_option(), st.randoms(use_true_random=False))
def test_names_and_order_of_options_change_nothing(credit, random):
    """The same option earns the same under another name, in another place."""
    names = list(credit)
    random.shuffle(names)
    renamed = {f"new-{name}": credit[name] for name in names}
    for name in names:
        before, after = mark(choice_of(credit), name), mark(choice_of(renamed), f"new-{name}")
        assert before.share == after.share


@given(credits_by_option())
def test_blank_earns_nothing(credit):
    """Nothing picked earns nothing, whatever the key says, and is not taken for an answer."""
    verdict = mark(choice_of(credit), parse(choice_of(credit), {}))
    assert (verdict.share, verdict.answered, verdict.remarks) == (0.0, False, ())


@given(st.lists(st.sampled_from(["ring", "wait", "ask", "Ring", "", "ring "]), max_size=4))
def test_one_known_option_is_an_answer_and_nothing_else_is(picked):
    """An answer names one option just as its id is written; anything else is refused."""
    asked = question(CHOICE)
    if picked in ([], ["ring"], ["wait"], ["ask"]):
        assert parse(asked, {"choice": picked}) == (picked[0] if picked else None)
    else:
        with pytest.raises(NotAnAnswerError):
            parse(asked, {"choice": picked})


def test_the_remark_is_the_author_s_on_what_was_picked():
    """Feedback speaks to the option picked, in the author's words, and knows the strongest."""
    verdict = mark(question(CHOICE), "ask")
    (remark,) = verdict.remarks
    assert remark.about == "Ask him what happened."
    assert remark.why.startswith("Staying with him matters")
    assert verdict.strongest == ("Ring the duty manager.",)


def test_the_author_sees_what_each_option_earns():
    """The preview names every option in order, the one that earns nothing too."""
    assert [(each.about, each.says) for each in explain(question(CHOICE))] == [
        ("Ring the duty manager.", "100%"),
        ("Wait until the morning.", "0%"),
        ("Ask him what happened.", "25%"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "{ring: 1, ask: 0.25}", "{rign: 1, ask: 1}", 14, '"rign" under "key:"',
            'Write one of ring, wait, ask. Did you mean "ring"?', id="unknown option in key",
        ),
        pytest.param(
            "Wait until the morning.", "RING  the duty manager!", 11,
            '"ring" and "wait" under "options:" say the same',
            "change its words", id="two options alike",
        ),
        pytest.param(
            "  wait: He told you tonight, and tonight is when it matters to him.\n", "", 15,
            'no reason for the option "wait"', "Add a line wait:", id="missing reason",
        ),
        pytest.param(
            "why:\n", "why:\n  shout: Never.\n", 16, '"shout" under "why:"',
            "Write one of ring, wait, ask.", id="reason for no option",
        ),
        pytest.param(
            "{ring: 1, ask: 0.25}", "{ring: 0.5, ask: 0.25}", 14, "no option earns the full mark",
            "a credit of 1", id="no right answer",
        ),
        pytest.param(
            "{ring: 1, ask: 0.25}", "{}", 14, '"key:" must say what options earn',
            "such as ring: 1", id="empty key",
        ),
        pytest.param(
            "{ring: 1, ask: 0.25}", "[ring]", 14, '"key:" must say what options earn',
            "such as ring: 1", id="a list for a key",
        ),
        pytest.param(
            "ask: 0.25", "ask: 1.5", 14, 'the credit of "ask" must be a number from 0 to 1',
            "ask: 0.5 for half", id="credit above 1",
        ),
        pytest.param(
            "ask: 0.25", "ask: -0.25", 14, 'not "-0.25"', "ask: 0.5", id="credit below 0",
        ),
        pytest.param("ask: 0.25", "ask: .nan", 14, 'not "nan"', "ask: 0.5", id="credit no number"),
        pytest.param("ask: 0.25", "ask: yes", 14, 'not "yes"', "ask: 0.5", id="credit a word"),
        pytest.param("ask: 0.25", "ask: true", 14, 'not "True"', "ask: 0.5", id="credit a truth"),
        pytest.param(
            "outcomes:", "outcome:", 3, '"outcome" is not an entry',
            'Did you mean "outcomes"?', id="unknown entry",
        ),
        pytest.param(
            "kind: choice", "kind: choise", 2, '"kind: choise" is not a kind',
            'Did you mean "choice"?', id="unknown kind",
        ),
        pytest.param(
            "kind: choice", "knid: choice", 2, '"kind: " is not a kind',
            "Write one of choice, ", id="no kind",
        ),
        pytest.param(
            "points: 2", "points: two", 4, '"points:" must be a number, 0 or more, not "two"',
            "Write points: 2", id="points in words",
        ),
        pytest.param("points: 2", "points: -1", 4, 'not "-1"', "points: 2", id="points below 0"),
        pytest.param("points: 2", "points: .inf", 4, 'not "inf"', "points: 2", id="endless points"),
        pytest.param(
            "points: 2", f"points: 1{'0' * 400}", 4, "must be a number", "points: 2",
            id="points beyond numbers",
        ),
        pytest.param(
            "points: 2\n", "", 2, '"points:" must be a number, 0 or more, not nothing',
            "Write points: 2", id="no points",
        ),
        pytest.param(
            "outcomes: [answer]", "outcomes: answer", 3, '"outcomes:" must be a list of names',
            "outcomes: [first-name, second-name]", id="outcomes not a list",
        ),
        pytest.param(
            "points: 2", "points: 2\npractice: yes", 5, '"practice:" must be true or false',
            "practice: true, or remove", id="practice in a word",
        ),
        pytest.param(
            "  ring: Ring the duty manager.\n", "  ring: 5\n", 10,
            '"ring:" under "options:" must be text, not "5"', "Write the text", id="option no text",
        ),
        pytest.param(
            "  ring: Ring the duty manager.\n", "  ring:\n", 10,
            '"ring:" under "options:" must be text, not nothing', "Write the text",
            id="option without text",
        ),
        pytest.param(
            "  ask: Ask him", "  7: Leave it.\n  '7': Drop it.\n  ask: Ask him", 13,
            'two entries under "options:" are named "7"', "remove or rename one",
            id="two options of one name",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    found = faults_of(changed(CHOICE, old, new))
    assert any(
        each.line == line and problem in each.problem and fix in each.fix for each in found
    ), "\n".join(map(str, found))


def test_fewer_than_two_options_are_no_question():
    """A question with one option is refused, and so is one with a list of texts."""
    for options in ("options: {ring: Ring.}", "options: [Ring., Wait.]", "options:"):
        body = f"kind: choice\npoints: 1\nprompt: What?\n{options}\n"
        (fault,) = faults_of(body)
        assert fault.line == 5
        assert '"options:" must be a list of 2 or more' in fault.problem


def test_a_missing_prompt_is_said():
    """A question that asks nothing is refused, with an example of what to write."""
    (fault,) = faults_of("kind: choice\npoints: 1\noptions: {a: One, b: Two}\n")
    assert fault.problem == '"prompt:" is missing.'
    assert "prompt: What do you do first?" in fault.fix


def test_all_faults_are_told_at_once_in_the_order_of_the_lines():
    """An author mends ten things in one go, from top to bottom."""
    body = CHOICE
    for old, new in (
        ("points: 2", "points: two"),
        ("ring: 1,", "rign: 1,"),
        ("ask: 0.25", "ask: 9"),
    ):
        body = changed(body, old, new)
    assert [fault.line for fault in faults_of(body, name="First Reply")] == [1, 4, 14, 14]
