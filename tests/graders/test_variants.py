"""Promises about parts of a scenario that differ from student to student."""

import pytest

from classroom.forms import static_html
from graders.question_cell import read_for_anyone, read_question_body, read_variants_body
from tests.graders.written import CHOICE, changed, faults_of, without_key

TWO = CHOICE.replace("Sam", "<name>").replace(
    "prompt: |", "variants:\n  name: [Sam, Ayesha]\n  him: [him, her]\nprompt: |"
).replace("what happened.\n###", "what happened to <him>.\n###")  # fmt: skip


def test_each_set_of_values_makes_a_question():
    """The first values of all parts belong together, and so do the second."""
    first, second = read_variants_body("first-reply", TWO)
    assert "Sam writes" in first.prompt and "Ayesha writes" in second.prompt
    assert first.options[2].text == "Ask him what happened to him."
    assert second.options[2].text == "Ask him what happened to her."
    assert "told Ayesha" in second.key.why["ring"]
    assert (first.variants, second.variants) == (2, 2)


def test_a_question_without_parts_is_one():
    """Where nothing differs there is one variant, and nothing is drawn."""
    (only,) = read_variants_body("first-reply", CHOICE)
    assert (only.variants, only.is_drawn) == (1, False)


def test_before_it_is_theirs_students_read_all_values():
    """The copy to read, made before anybody has opened it, says what may stand there."""
    anyone = read_for_anyone(f"%%question first-reply\n{without_key(TWO)}")
    assert "Sam / Ayesha writes" in static_html(anyone)


def test_a_number_stays_a_number():
    """A text that is one part and nothing else takes over the value as it is."""
    body = changed(TWO, "points: 2", "points: <worth>")
    body = changed(body, "  him:", "  worth: [2, 3]\n  him:")
    assert [each.points for each in read_variants_body("first-reply", body)] == [2.0, 3.0]


def test_the_key_may_have_values_of_its_own():
    """What only the key may hold stands with it, and goes with it."""
    body = changed(TWO, "facts: [S1]", "facts: [S1]\nkey_variants:\n  best: [1, 0.5]")
    body = changed(body, "{ring: 1, ask: 0.25}", "{ring: <best>, ask: 1}")
    credits = [each.key.credit["ring"] for each in read_variants_body("first-reply", body)]
    assert credits == [1.0, 0.5]
    assert "best" not in without_key(body)
    students = read_variants_body("first-reply", without_key(body))
    assert [each.prompt for each in students] == [
        each.prompt for each in read_variants_body("first-reply", body)
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "  him: [him, her]", "  him: [him, her, them]", 7,
            '"him:" has 3 values, "name:" has 2.', "as many values", id="lists of two lengths",
        ),
        pytest.param(
            "  him: [him, her]", "  him: [him]", 7,
            '"him:" under "variants:" must be a list of two or more', "him: [Amir", id="one value",
        ),
        pytest.param(
            "  him: [him, her]", "  him: him", 7, "must be a list of two", "him: [", id="no list",
        ),
        pytest.param(
            "  him: [him, her]", "  him: [him, {a: 1}]", 7, "must be a list", "[", id="no text",
        ),
        pytest.param(
            "  him: [him, her]", "  Him: [him, her]", 7, '"Him" can\'t name a part',
            "small letters", id="a name with a capital",
        ),
        pytest.param(
            "to <him>.\n###", "to them.\n###", 7, 'no text has "<him>" in it', "remove the line",
            id="never used",
        ),
        pytest.param(
            "to <him>.\n###", "to <hin>.\n###", 5, 'a text has "<hin>" in it',
            'Did you mean "him"?', id="misspelt",
        ),
        pytest.param(
            "variants:\n  name: [Sam, Ayesha]\n  him: [him, her]", "variants: [Sam, Ayesha]", 5,
            '"variants:" must name parts', "name: [Amir, Chloe]", id="a list alone",
        ),
    ],
)  # fmt: skip
def test_a_fault_in_variants_is_said(old, new, line, problem, fix):
    """Each mistake is said with its line, the author's own word, and the mending."""
    found = faults_of(changed(TWO, old, new))
    assert any(
        each.line == line and problem in each.problem and fix in each.fix for each in found
    ), "\n".join(map(str, found))


def test_a_fault_in_one_variant_only_is_found():
    """A key that is right with the first values and wrong with the second is refused."""
    body = changed(TWO, "facts: [S1]", "facts: [S1]\nkey_variants:\n  best: [1, 9]")
    body = changed(body, "{ring: 1, ask: 0.25}", "{ring: <best>, ask: 1}")
    (fault,) = faults_of(body)
    assert 'the credit of "ring" must be a number from 0 to 1, not "9"' in fault.problem


def test_key_variants_outside_the_marks_are_a_fault():
    """Values that only the key may hold are not left where students see them."""
    body = changed(TWO, "points: 2", "points: 2\nkey_variants:\n  best: [1, 0.5]")
    body = changed(body, "{ring: 1, ask: 0.25}", "{ring: <best>, ask: 1}")
    assert any('students would see "key_variants:"' in each.problem for each in faults_of(body))


def test_signs_that_are_no_part_stay():
    """Without variants "<" and ">" are signs like any others."""
    body = changed(CHOICE, "It is late", "It is <late> and 3 < 4")
    assert "<late> and 3 < 4" in read_question_body("first-reply", body).prompt
