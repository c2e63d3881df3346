"""Promises about keys in students' copies: any part of one is found, wherever it was planted."""

import json
from html import escape

import pytest

from graders.leaks import find_leaks, secrets_of, texts_in
from tests.graders.written import (
    CHOICE,
    MULTIPLE,
    changed,
    code_cell,
    prose_cell,
    question_cell,
    without_key,
)
from tests.kinds.unfolded import BODY as UNFOLDING

PRACTICE = """\
kind: choice
points: 1
practice: true
prompt: What would you say?
options: {yes: Yes, later: Later}
key: {yes: 1, later: 0.75}
why: {yes: You may as well., later: It comes round again.}
facts: [P7]
"""
MASTER = [
    question_cell(CHOICE),
    question_cell(MULTIPLE, "the-record"),
    question_cell(PRACTICE, "for-practice"),
]
SECRETS = secrets_of(MASTER)


def students() -> dict:
    """Return the notebook that students get: the same questions without their keys."""
    cells = [
        prose_cell("## Part 1\n\nSam rings at ten. You ask: 1 or 2 messages?", "prose"),
        question_cell(without_key(CHOICE)),
        question_cell(without_key(MULTIPLE), "the-record"),
        question_cell(PRACTICE, "for-practice"),
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def leaks_of(notebook) -> list[str]:
    """Return what is found in *notebook*."""
    return find_leaks(texts_in(notebook), SECRETS)


REASON = "She can act tonight, and you have told Sam what happens next."
PARTS = {
    "credits": ("{ring: 1, ask: 0.25}", "a line of the key of first-reply"),
    "right ones": ("[words, time]", "a line of the key of the-record"),
    "reason": (REASON, "a reason of first-reply"),
    "ten words": ("act tonight, and you have told Sam what happens next.", "a reason of"),
    "reason over lines": (REASON.replace(" ", "\n    "), "a reason of first-reply"),
    "short reason": ("They are his.", "a reason of the-record"),
    "reason in HTML": (f"<p>{escape('It puts his message where nobody can clear it.')}</p>", "rec"),
    "fact": ("See S1.", "a fact that the key of"),
    "mark": ("### BEGIN HIDDEN TESTS", "a mark around a key"),
}

WAYS = {
    "a source": lambda part: code_cell(f"# {part}"),
    "prose": lambda part: prose_cell(f"Remember: {part}"),
    "metadata": lambda part: code_cell("", note={"deep": [{"down": part}]}),
    "the name of an entry": lambda part: code_cell("", **{part: True}),
    "an output": lambda part: {
        **code_cell(""),
        "outputs": [{"output_type": "display_data", "data": {"text/html": [part]}, "metadata": {}}],
    },
    "an attachment": lambda part: {
        **prose_cell(""),
        "attachments": {"a.txt": {"text/plain": part}},
    },
    "the name of an attachment": lambda part: {
        **prose_cell(""),
        "attachments": {f"{part}.png": {}},
    },
}


def test_a_clean_copy_is_clean():
    """Nothing is found in what students get, in prose near the key's words, or in practice."""
    assert leaks_of(students()) == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("part", PARTS)
def test_a_planted_part_is_found(part, way):
    """Each part of a key is found in each place of a notebook, and what it is is said."""
    planted, what = PARTS[part]
    notebook = students()
    notebook["cells"].append(WAYS[way](planted))
    found = leaks_of(json.loads(json.dumps(notebook)))
    assert len(found) >= 1
    assert any(what in each for each in found)


@pytest.mark.parametrize(
    ("key", "planted"),
    [
        pytest.param("key:\n  ring: 1\n  ask: 0.25", "ring: 1", id="a short line"),
        pytest.param("key:\n  ring: 1\n  ask: 0.25", "ask:  0.25", id="with other spaces"),
        pytest.param("key: {ring: 1, ask: 0.25}", "{ring: 1,\n ask: 0.25}", id="over two lines"),
    ],
)
def test_what_an_option_earns_is_found_however_it_is_laid_out(key, planted):
    """A credit in the students' copy is found, short as it is."""
    secrets = secrets_of([question_cell(CHOICE.replace("key: {ring: 1, ask: 0.25}", key))])
    assert find_leaks([planted], secrets) == ["a line of the key of first-reply"]
    assert find_leaks(["They were during: 1 of them.", "task: 0.25", "ask: 0.255"], secrets) == []


def test_an_apostrophe_in_html_is_the_same_apostrophe():
    """A reason that was escaped on its way into HTML is found like any other."""
    secrets = secrets_of([question_cell(MULTIPLE.replace("They are his.", "It's Sam's."))])
    assert find_leaks(["<p>It&#x27;s Sam&#39;s.</p>"], secrets)


def test_what_students_are_told_openly_is_no_secret():
    """A condition may stand in the key and in the students' part; what it earns is still found."""
    body = changed(
        UNFOLDING, "if: {chose: father}", "if: {any: [{chose: father}, {chose: promise}]}"
    )
    secrets = secrets_of([question_cell(body)])
    assert find_leaks([without_key(body)], secrets) == []
    for planted in ("if: {chose: father}", "honest: 1", "most: 0.25"):
        assert find_leaks([planted], secrets) == ["a line of the key of first-reply"]


def test_another_fact_is_no_leak():
    """S1 is looked for as a whole: S12 and XS1 are other words."""
    assert find_leaks(["S12, XS1 and s1"], SECRETS) == []


def test_every_text_is_looked_at():
    """Names, values, numbers and truths are texts; nothing is left out, however deep."""
    data = {"a": [1, {"b": ("c", None, True)}], "d": 0.5}
    assert sorted(texts_in(data)) == ["0.5", "1", "True", "a", "b", "c", "d"]
