"""Promises about questions in which something has to be taken out of a record."""

import pytest

from classroom.forms import form_html, static_html
from graders.kinds import KINDS
from tests.classroom.test_forms import Form
from tests.graders.written import changed, faults_of, question

# The line that names the question is line 1, so "kind:" stands on line 2.
REDACTION = """\
kind: redaction
outcomes: [answer]
points: 2
prompt: What do you take out?
reader: The school
record:
  days: He missed 19 days.
  sister: He walks his sister to school.
  illness: His mother takes lithium.
  caller: Mrs Pell rang us.
  aunt: His aunt was cautioned.
### BEGIN HIDDEN TESTS
key:
  remove: {illness: 0.5, caller: 1, aunt: 0.5}
  needed: [sister]
  never: [caller]
why:
  sister: It is why he is late.
  illness: It is hers.
  caller: She asked not to be named.
  aunt: It is about somebody else.
facts: [S1]
### END HIDDEN TESTS
"""

KIND = KINDS["redaction"]


def marked(*ticked: str):
    """Return the verdict on these passages taken out."""
    return KIND.mark(question(REDACTION), frozenset(ticked))


@pytest.mark.parametrize(
    ("taken_out", "share"),
    [
        pytest.param("illness caller aunt", 1.0, id="all that has to go"),
        pytest.param("illness caller aunt days", 1.0, id="and one that may go or stay"),
        pytest.param("illness caller", 0.5, id="one left in"),
        pytest.param("caller", 0.0, id="two left in"),
        pytest.param("illness aunt", 0.0, id="what must never be left in, left in"),
        pytest.param("illness caller aunt sister", 0.0, id="the only one that is needed"),
    ],
)
def test_each_mistake_costs_what_its_author_says(taken_out, share):
    """What was left in and what was needed cost their part; what must never stay costs all."""
    assert marked(*taken_out.split()).share == share


def test_what_must_never_be_left_in_is_said_first():
    """Before all else the student reads what failed the question, and that it did."""
    verdict = marked("sister", "illness")
    assert verdict.share == 0.0
    assert [(each.about, each.says) for each in verdict.remarks] == [
        (
            "Mrs Pell rang us.",
            "You left this in. It must never reach this reader, so the question earns nothing",
        ),
        ("His aunt was cautioned.", "You left this in; this reader must not be given it"),
        ("He walks his sister to school.", "You took this out; this reader needs it"),
        ("His mother takes lithium.", "You took this out, and it had to go"),
    ]
    assert verdict.remarks[0].why == "She asked not to be named."


def test_feedback_speaks_to_what_was_done():
    """What may go or stay is said if it was taken out; what was rightly left in is passed over."""
    verdict = marked("days", "illness", "caller", "aunt")
    assert [each.about for each in verdict.remarks] == [
        "His mother takes lithium.",
        "Mrs Pell rang us.",
        "His aunt was cautioned.",
        "He missed 19 days.",
    ]
    assert verdict.remarks[-1].says == "You took this out; it could go or stay"
    assert verdict.strongest == (
        "Take out: His mother takes lithium.",
        "Take out: Mrs Pell rang us.",
        "Take out: His aunt was cautioned.",
    )


def test_blank_is_told_from_wrong():
    """Nothing taken out counts as unanswered; the wrong thing taken out is an answer."""
    assert marked().answered is False
    assert (marked("sister").share, marked("sister").answered) == (0.0, True)


def test_the_author_sees_what_each_mistake_costs():
    """The preview names every passage in order, with its price."""
    assert [each.says for each in KIND.explain(question(REDACTION))] == [
        "May go or stay",
        "Needed; taken out, it costs 100%",
        "Has to go; left in, it costs 50%",
        "Has to go; left in, it costs all",
        "Has to go; left in, it costs 50%",
    ]


def test_the_form_says_in_words_who_reads_it_and_what_is_taken_out():
    """Who will read it describes the group; every row has its words, for eyes alone."""
    form = Form(form_html(question(REDACTION), {"remove": ["caller"]}))
    (fieldset,) = form.all("fieldset")
    described = {each["id"]: each["text"] for each in form.elements if "id" in each}
    assert "Who will read it: The school" in [
        described[each] for each in fieldset["aria-describedby"].split()
    ]
    words = [each for each in form.elements if each.get("class") == "dr-done"]
    assert [(each["text"], each["aria-hidden"]) for each in words] == [("taken out", "true")] * 5
    assert [each["value"] for each in form.all("input") if "checked" in each] == ["caller"]


def test_the_copy_to_read_has_the_record_and_its_reader():
    """Before anything runs the whole record stands there, and nothing is taken out of it."""
    asked = question(REDACTION)
    page = static_html(asked)
    assert all(each.text in page for each in asked.passages)
    assert "The school" in page
    assert "taken out</span>" not in page


REMOVE = "remove: {illness: 0.5, caller: 1, aunt: 0.5}"


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "reader: The school\n", "", 2, '"reader:" is missing',
            "reader: The school's attendance lead", id="no reader",
        ),
        pytest.param(
            "  aunt: His aunt was cautioned.\n", "  aunt: mrs pell  rang us.\n", 12,
            '"caller" and "aunt" under "record:" say the same',
            "Take more of the words", id="two alike",
        ),
        pytest.param(
            REMOVE, "remove: {illnes: 0.5, caller: 1, aunt: 0.5}", 15,
            '"illnes" under "remove:" is not one of the passages', 'Did you mean "illness"?',
            id="unknown passage",
        ),
        pytest.param(
            "needed: [sister]", "needed:\n  - sister\n  - helper", 18,
            '"helper" under "needed:" is not one of the passages', "Write one of days, sister",
            id="unknown passage on a line of its own",
        ),
        pytest.param(
            REMOVE, "remove: {illness: 0.5, caller: 1, aunt: 0}", 15,
            'the cost of "aunt" must be a number above 0 and at most 1, not "0"', "aunt: 0.5",
            id="a cost of nothing",
        ),
        pytest.param(
            REMOVE, "remove: {illness: 0.5, caller: 1, aunt: 1.5}", 15, 'not "1.5"', "aunt: 0.5",
            id="a cost above 1",
        ),
        pytest.param(
            REMOVE, "remove: {illness: 0.5, caller: 1, aunt: .nan}", 15, 'not "nan"', "aunt: 0.5",
            id="a cost that is no number",
        ),
        pytest.param(
            REMOVE, "remove: {illness: 0.5, caller: 1, aunt: true}", 15, 'not "True"', "aunt: 0.5",
            id="a truth for a cost",
        ),
        pytest.param(
            REMOVE, "remove: {illness: 0.3, caller: 0.3, aunt: 0.3}", 15,
            'the costs under "remove:" add up to 0.9, so somebody who takes nothing out that '
            "matters would earn points.", "remove: [illness, caller, aunt]",
            id="taking nothing out would earn",
        ),
        pytest.param(
            "needed: [sister]", "needed: {sister: 0.75}", 16,
            'the costs under "needed:" add up to 0.75, so somebody who takes everything out',
            "needed: [sister]", id="taking everything out would earn",
        ),
        pytest.param(
            "  needed: [sister]\n", "", 14, '"key:" does not say what this reader needs',
            "needed: [days, sister]", id="nothing needed",
        ),
        pytest.param(
            "needed: [sister]", "needed: {}", 16, '"key:" does not say what this reader needs',
            "needed: [days, sister]", id="nothing under needed",
        ),
        pytest.param(
            "needed: [sister]", "needed: [sister, sister]", 16,
            '"sister" stands under "needed:" twice', "Name it once", id="one named twice",
        ),
        pytest.param(
            "never: [caller]", "never: caller", 17, '"never:" must be a list of names',
            "never: [illness]", id="never is no list",
        ),
        pytest.param(
            "never: [caller]", "never: [days]", 17,
            '"days" under "never:" does not stand under "remove:"', "Add it under remove:",
            id="never, and not to be taken out",
        ),
        pytest.param(
            "never: [caller]", "nevre: [caller]", 17, '"nevre" is not an entry of this key',
            'Did you mean "never"?', id="unknown entry of the key",
        ),
        pytest.param(
            "  aunt: It is about somebody else.\n", "", 18,
            'no reason for the passage "aunt"', "Add a line aunt:", id="missing reason",
        ),
        pytest.param(
            "why:\n", "why:\n  ant: Never.\n", 19, '"ant" under "why:" is not one of the passages',
            'Did you mean "aunt"?', id="reason for no passage",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    (found,) = faults_of(changed(REDACTION, old, new))
    assert found.line == line
    assert problem in found.problem
    assert fix in found.fix


@pytest.mark.parametrize("key", ["[illness]", "illness", "5", ""])
def test_a_key_of_another_shape_is_told_what_it_must_say(key):
    """A list, a word, a number or nothing for a key is refused, with a key to copy."""
    start, rest = REDACTION.split("key:\n")
    (found,) = faults_of(f"{start}key: {key}\nwhy:{rest.split('why:')[1]}")
    assert found.line == 14
    assert found.problem == (
        '"key:" must say what has to be taken out, and what this reader needs.'
    )
    assert "remove: [days] and needed: [sister]" in found.fix


def test_a_passage_can_t_be_both_taken_out_and_needed():
    """Whoever names a passage on both sides is asked to decide."""
    (found,) = faults_of(changed(REDACTION, "needed: [sister]", "needed: [sister, aunt]"))
    assert found.problem == '"aunt" stands under "remove:" and under "needed:".'


def test_fewer_than_four_passages_are_no_record():
    """With three passages a guess would be worth too much."""
    short = changed(
        REDACTION, "  days: He missed 19 days.\n  sister: He walks", "  sister: He walks"
    )
    assert question(short).passages
    found = faults_of(changed(short, "  aunt: His aunt was cautioned.\n", ""))
    assert '"record:" must be a list of 4 or more "id: text" lines.' in found[0].problem


def test_every_fault_is_told_at_once():
    """An author mends a question in one go."""
    body = changed(REDACTION, "reader: The school", "reader:")
    body = changed(body, REMOVE, "remove: {illness: 2, cler: 1, caller: 1, aunt: 1}")
    body = changed(body, "never: [caller]", "never: [sister]")
    body = changed(body, "  sister: It is why he is late.\n", "")
    assert [each.line for each in faults_of(body)] == [6, 15, 15, 17, 18]
