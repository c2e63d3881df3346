"""Promises to authors of scenarios that unfold: faults with lines, doubts, and the picture."""

from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from classroom.forms import form_html
from graders.kinds import Fault, Reader
from graders.kinds.unfolding import KIND, UnfoldingQuestion, doubts, longest_is_right, picture
from graders.kinds.unfolding_proof import LIMIT
from graders.question_cell import QuestionError, read_question_body
from graders.yaml_lines import read_yaml
from tests.graders.written import changed, faults_of, question, without_key
from tests.kinds.unfolded import BODY


def test_the_picture_says_the_same_in_words():
    """Every moment, option, lead and credit of the map stands in words, and so does the proof."""
    page = BeautifulSoup(picture(question(BODY)), "html.parser")
    [svg] = page.select("svg")
    named = [page.find(id=svg[each]).text for each in ("aria-labelledby", "aria-describedby")]
    assert named == [
        "A map of the scenario",
        "7 ways through, 2 endings. The same stands in words below.",
    ]
    assert svg["role"] == "img"
    words = " ".join(page.select_one("details > ul").text.split())
    for drawn in (each.text for each in svg.select("g > text:first-of-type")):
        assert drawn in words
    assert "promise leads to told. Earns: Nothing. It can't be taken back." in words
    proved = " ".join(each.text for each in page.select("details > p"))
    assert "Every decision and every ending can be reached" in proved
    assert "The best way earns 3 points, the worst 0." in proved
    assert 'The best way: "honest", "duty".' in proved


def test_the_picture_is_inert():
    """An author's names are text in it; nothing in it runs, or comes from elsewhere."""
    body = BODY.replace("late", '"<script>alert(1)</script>&"')
    html = picture(question(body))
    page = BeautifulSoup(html, "html.parser")
    assert page.select("script, a, image, use, style, foreignObject, [href], [style]") == []
    assert "&lt;script&gt;" in html
    scrolls = page.select_one(".dr-map")
    assert scrolls["tabindex"] == "0" and scrolls["aria-label"]


def test_it_is_said_where_the_longest_option_is_best():
    """Once for each decision that matters: by what it can still come to, not by its own credit."""
    assert longest_is_right(question(BODY)) == (True, False, True)
    shorter = changed(BODY, "I may have to tell.", "I may tell.").replace(
        "I promise.", "I do promise."
    )
    assert longest_is_right(question(shorter)) == (False, False, True)


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        pytest.param(BODY, BODY, None, id="none"),
        pytest.param(
            "    ring: 0.5\n",
            "    wait: 1\n    promise: 1\n",
            "Deciding by chance earns",
            id="too easy by chance",
        ),
        pytest.param("most: 0.25", "most: 0.5", "A critical error changes no mark", id="blunt"),
        pytest.param(
            "    ring: 0.5\n",
            "    wait: 0.5\n    promise: 0.5\n",
            "Whatever is decided, 0.5 points are earned",
            id="points for all",
        ),
    ],
)
def test_what_is_no_fault_but_odd_is_said(old, new, doubt):
    """An author is asked to think again about points for nothing, and caps that cap nothing."""
    found = list(doubts(question(changed(BODY, old, new))))
    assert any(doubt in each for each in found) if doubt else found == []


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "opens: message",
            "opens: mesage",
            5,
            '"opens: mesage" is not',
            'Did you mean "message"?',
            id="opens nowhere",
        ),
        pytest.param(
            "opens: message\n", "", 2, '"opens:" is missing', "opens: first", id="no opening"
        ),
        pytest.param(
            "opens: message",
            "opens: late",
            5,
            "there is nothing to decide",
            "Add ask:",
            id="opens with an ending",
        ),
        pytest.param(
            "then: quiet",
            "then: quite",
            13,
            '"then: quite" is not',
            'mean "quiet"?',
            id="leads nowhere",
        ),
        pytest.param(", then: quiet", "", 13, '"then:" is missing', "then: next", id="leads not"),
        pytest.param(
            "then: quiet",
            "then: told",
            14,
            'leads to "quiet"',
            "Lead an option there",
            id="never reached",
        ),
        pytest.param(
            "Go to sleep., then: late",
            "Go to sleep., then: message",
            18,
            "in a circle: message → quiet → message",
            "back: true",
            id="a circle",
        ),
        pytest.param(
            "Ring his father., then: late",
            "Ring his father., then: told",
            28,
            "in a circle: told → told",
            "back: true",
            id="a moment leads to itself",
        ),
        pytest.param(
            "    says: Nothing comes.\n",
            "    says: Nothing comes.\n    back: true\n    bakc: 1\n",
            17,
            '"bakc" is not an entry',
            'mean "back"?',
            id="unknown entry of a moment",
        ),
        pytest.param(
            "final: true",
            "fianl: true",
            11,
            '"fianl" is not an entry',
            'mean "final"?',
            id="unknown entry of an option",
        ),
        pytest.param(
            "final: true",
            "final: yes",
            11,
            '"final:" must be true or false',
            "final: true",
            id="final in a word",
        ),
        pytest.param(
            "    says: Nothing comes.\n",
            "",
            14,
            '"says:" is missing',
            "says: Dean",
            id="a moment says nothing",
        ),
        pytest.param(
            "    says: It is morning.\n",
            "    says: [1]\n",
            32,
            '"says:" must be text',
            "Write",
            id="a moment says a list",
        ),
        pytest.param(
            "      ring: {says: Ring him., then: told}\n",
            "",
            16,
            "must name two or more",
            "A moment without options: is an ending",
            id="one option",
        ),
        pytest.param(
            "      sleep:",
            "      honest:",
            18,
            '"message" and "quiet" both have an option "honest"',
            "honest-quiet",
            id="an id twice",
        ),
        pytest.param(
            "Ring his father.",
            "RING the duty manager!",
            28,
            '"duty" and "father" under "options:" say',
            "change its words",
            id="two options alike",
        ),
        pytest.param(
            "      wait: {says: Tomorrow., then: quiet}",
            "      _wait: {says: Tomorrow., then: quiet}",
            13,
            "can't name an option",
            "small letters",
            id="an underscore",
        ),
        pytest.param(
            "    says: It is morning.\n",
            "    says: It is morning.\n    ask: What?\n",
            33,
            "asks something and has no options",
            "Add options:",
            id="an ending that asks",
        ),
        pytest.param(
            "    says: Sam asks you to tell nobody.\n",
            "    says: Sam asks you to tell nobody.\n    back: true\n",
            9,
            'nobody can go back from "message"',
            "Remove back",
            id="back from the start",
        ),
        pytest.param(
            "- if: {chose: promise}\n        says",
            "- if: {chose: duty}\n        says",
            22,
            'never hold here that "duty" was chosen',
            "leads here",
            id="told too soon",
        ),
        pytest.param(
            "- if: {chose: promise}\n        says",
            "- if: {not: {chose: sleep}}\n        says",
            22,
            'always holds here that "sleep" was not chosen',
            "Move the text",
            id="told always",
        ),
        pytest.param(
            "- if: {chose: promise}\n        says",
            "- if: {chose: promis}\n        says",
            22,
            '"promis" is not one of the options',
            'mean "promise"?',
            id="told after nothing",
        ),
        pytest.param(
            "      - if: {chose: promise}\n        says: He",
            "      - says: He",
            22,
            "must have if: and says:",
            "- {if:",
            id="told without a condition",
        ),
        pytest.param(
            "  credit:\n    honest: 1",
            "  credit:\n    honset: 1",
            36,
            '"honset" under "credit:"',
            'mean "honest"?',
            id="credit for no option",
        ),
        pytest.param(
            "  credit:\n",
            "  credits:\n",
            34,
            "must say under credit:",
            "Write key:",
            id="no credit",
        ),
        pytest.param(
            "  credit:\n",
            "  credits:\n",
            35,
            '"credits" is not part of this key',
            'mean "credit"?',
            id="misspelt credit",
        ),
        pytest.param(
            "    ring: 0.5", "    ring: half", 37, 'not "half"', "ring: 0.5", id="credit in words"
        ),
        pytest.param(
            "    ring: 0.5", "    ring: .nan", 37, 'not "nan"', "ring: 0.5", id="no number"
        ),
        pytest.param(
            "    ring: 0.5", "    ring: true", 37, 'not "True"', "ring: 0.5", id="a truth"
        ),
        pytest.param(
            "    ring: 0.5", "    ring: []", 37, "a list of if: and credit:", "- {if:", id="no case"
        ),
        pytest.param(
            "      - credit: 2\n", "", 39, "the last has no if:", "- {credit: 0}", id="no default"
        ),
        pytest.param(
            "- if: {chose: promise}\n        credit",
            "- credit",
            39,
            "the last has no if:",
            "- {credit: 0}",
            id="a default too soon",
        ),
        pytest.param(
            "- if: {chose: promise}\n        credit",
            "- if: {chose: sleep}\n        credit",
            39,
            "it can never hold here",
            "leads here",
            id="a case that never holds",
        ),
        pytest.param(
            "      - credit: 2\n",
            "      - if: {all: [{chose: promise}, {not: {chose: wait}}]}\n        credit: 0\n"
            "      - credit: 2\n",
            41,
            "a condition before it holds",
            "Move it before",
            id="shadowed",
        ),
        pytest.param(
            "most: 0.25", "most: 1", 44, '"most:" must be a share', "most: 0.25", id="caps nothing"
        ),
        pytest.param(
            "most: 0.25", "most: a lot", 44, 'not "a lot"', "most: 0.25", id="a cap in words"
        ),
        pytest.param(
            "      most: 0.25\n", "", 43, "must have if:, most: and why:", "- {if:", id="no cap"
        ),
        pytest.param(
            "why: It puts him in danger tonight.",
            "why:",
            45,
            '"why:" of a critical error',
            "Write why:",
            id="an error without a reason",
        ),
        pytest.param(
            "- if: {chose: father}",
            "- if: {all: [{chose: father}, {chose: duty}]}",
            43,
            "no way through makes this error",
            "Change its condition",
            id="an error nobody makes",
        ),
        pytest.param(
            "- if: {chose: father}",
            "- if: {chose: honest}",
            34,
            "whoever earns all points makes a critical error",
            "Change the condition",
            id="best capped",
        ),
        pytest.param(
            "  ring: You went back.\n",
            "",
            46,
            'no reason for the option "ring"',
            "ring:",
            id="missing reason",
        ),
        pytest.param(
            "points: 3",
            "points: 4",
            3,
            'best way, "honest", "duty", earns 3 of 4 points',
            "Write points: 3",
            id="points out of reach",
        ),
        pytest.param(
            "points: 3",
            "points: 2",
            3,
            '"honest", "duty" earns 3 of 2 points',
            "Write points: 3",
            id="more than the points",
        ),
        pytest.param(
            "points: 3", "points: 0", 3, "there must be some", "points: 2", id="no points"
        ),
        pytest.param(
            "    ring: 0.5",
            "    ring: 0.5\n    wait: -0.5",
            38,
            '"wait" comes to -0.5 points',
            'Take less away under "wait"',
            id="below nothing",
        ),
        pytest.param(
            "    ring: 0.5",
            "    ring: -0.25\n    wait: 0.5\n    sleep: -0.5",
            37,
            'every option of "quiet" can take points away',
            "0 or more",
            id="better to stop",
        ),
    ],
)
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake is said with its line, the author's own word, and the mending."""
    body = changed(BODY, old, new)
    found = faults_of(body)
    assert any(
        each.line == line and problem in each.problem and fix in each.fix for each in found
    ), "\n".join(map(str, found))


def read(body: str) -> list[Fault]:
    """Return the faults of a question; none, if it is sound."""
    try:
        read_question_body("sample", body)
    except QuestionError as error:
        return list(error.faults)
    return []


def test_faults_are_told_together():
    """Mistakes in the story and in the key are found in one go, in the order of the lines."""
    body = BODY
    for old, new in (
        ("then: quiet", "then: quite"),
        ("Ring him., then: told", "Ring him."),
        ("    honest: 1", "    honset: 1"),
        ("  sleep: He may not write again.\n", ""),
        ("most: 0.25", "most: 25"),
    ):
        body = changed(body, old, new)
    assert [fault.line for fault in faults_of(body)] == [13, 17, 36, 44, 46]


def test_students_copies_read_alike():
    """What only trying every way brings out is said of a copy without its key, too."""
    body = changed(
        BODY, "- if: {chose: promise}\n        says", "- if: {chose: duty}\n        says"
    )
    [fault] = faults_of(without_key(body))
    assert fault in faults_of(body)


def test_what_is_too_much_to_try_is_said():
    """Conditions that look back at very many decisions are refused rather than tried for hours."""
    count = 16
    moments = "".join(
        f"  m{n}:\n    says: So.\n    options:\n"
        f"      a{n}: {{says: This., then: m{n + 1}}}\n"
        f"      b{n}: {{says: That., then: m{n + 1}}}\n"
        for n in range(count)
    )
    told = "".join(f"      - {{if: {{chose: a{n}}}, says: So it was.}}\n" for n in range(count))
    body = (
        f"kind: unfolding\npoints: 1\nprompt: Decide.\nopens: m0\nmoments:\n{moments}"
        f"  m{count}:\n    says: So.\n"
    )
    assert read(body) == []  # 65,536 ways, that nothing tells apart
    [fault] = faults_of(f"{body}    also:\n{told}")
    assert f"more than {LIMIT} standings" in fault.problem
    assert "Divide it" in fault.fix


JUNK = st.recursive(
    st.sampled_from([None, True, 0, -1, 7, 0.5, float("nan"), "", "ring", "_x", "told", "2026"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["if", "says", "then", "chose", "any", "credit", "ring", "", 7, None]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=5,
)


@given(st.data(), JUNK)
def test_whatever_is_written_is_read_or_said_to_be_wrong(data, junk):
    """Anything at all in any place is a sound question or a fault, and never an exception."""
    written = deepcopy(read_yaml(BODY).data)
    place, name = data.draw(st.sampled_from(list(places_in(written))))
    place[name] = junk
    common = {"name": "law", "kind": "unfolding", "prompt": "Decide.", "points": 3.0}
    reader = Reader(data=written)
    read_as = KIND.read(reader, common)
    if not reader.faults:
        assert isinstance(read_as, UnfoldingQuestion)
        assert form_html(read_as, {})


def places_in(value):
    """Yield every place in *value*, as what it is in and its name or number there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inner:
        yield value, name
        if isinstance(each, dict | list):
            yield from places_in(each)
