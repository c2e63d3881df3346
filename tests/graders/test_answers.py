"""Promises about answers.json: what can't be read earns nothing, says so, and breaks nothing."""

import json
import os

import pytest

from graders.answers import MAX_BYTES, Answers, answers_from, checked_fields, read_answers
from graders.kinds import NotAnAnswerError
from graders.mark_page import mark_html
from graders.marks import mark_question, mark_to_json
from tests.graders.written import CHOICE, question

RIGHT = b'{"schema": 1, "answers": {"first-reply": {"choice": ["ring"]}}}'


def with_answer(answer: str) -> bytes:
    """Return a sound file in which the question's entry is the JSON *answer*."""
    return b'{"schema": 1, "answers": {"first-reply": %s}}' % answer.encode()


def mark_of(written: bytes):
    """Return the mark that a file's bytes earn."""
    return mark_question(question(CHOICE), answers_from(written))


def test_a_sound_file_is_read():
    """The answer that was kept is the answer that is marked."""
    assert mark_of(RIGHT).earned == 2.0
    assert not mark_of(RIGHT).flagged


def test_no_file_is_no_answer_and_no_trouble(tmp_path):
    """Somebody who answered nothing has no file; they earn 0 and nobody is bothered."""
    answers = read_answers(tmp_path)
    mark = mark_question(question(CHOICE), answers)
    assert not answers.present
    assert (mark.earned, mark.flagged, mark.verdict.answered) == (0.0, False, False)


DAMAGED = "it is damaged or cut off"
NO_FORM = "it is not what this question's form sends"
BROKEN = {
    "empty": (b"", DAMAGED),
    "truncated": (RIGHT[:40], DAMAGED),
    "not JSON": (b"choice: ring", DAMAGED),
    "not UTF-8": (RIGHT.decode().encode("utf-16"), DAMAGED),
    "bytes of nothing": (b"\xff\xfe\x00\x00", DAMAGED),
    "NaN beside a right answer": (RIGHT.replace(b"}}}", b'}, "x": NaN}}'), DAMAGED),
    "a number beyond numbers": (RIGHT.replace(b"}}}", b'}, "x": 1e999}}'), DAMAGED),
    "an endless number": (RIGHT.replace(b"}}}", b'}, "x": ' + b"9" * 5000 + b"}}"), DAMAGED),
    "half a character": (with_answer(r'{"choice": ["\ud800"]}'), DAMAGED),
    "half a character for a field": (with_answer(r'{"\ud800": ["ring"]}'), DAMAGED),
    "half a character for a question": (RIGHT.replace(b"first-reply", rb"\udfff"), DAMAGED),
    "a list": (b'[{"choice": ["ring"]}]', "it does not hold answers"),
    "a word": (b'"ring"', "it does not hold answers"),
    "null": (b"null", "it does not hold answers"),
    "answers in a list": (b'{"schema": 1, "answers": []}', "it does not hold answers"),
    "no answers": (b'{"schema": 1}', "it does not hold answers"),
    "no schema": (b'{"answers": {}}', "a version of the course"),
    "schema 2": (RIGHT.replace(b": 1", b": 2"), "a version of the course"),
    "schema true": (RIGHT.replace(b": 1", b": true"), "a version of the course"),
    "schema in words": (RIGHT.replace(b": 1", b': "1"'), "a version of the course"),
    "50 MB": (b" " * 50_000_000 + RIGHT, "it is larger than 1024 kilobytes"),
    "one byte too many": (RIGHT.ljust(MAX_BYTES + 1), "it is larger than 1024 kilobytes"),
    "ten thousand deep, lists": (b"[" * 10_000 + b"]" * 10_000, "nested too deeply"),
    "ten thousand deep, entries": (
        with_answer('{"choice":' * 10_000 + "1" + "}" * 10_000),
        "nested too deeply",
    ),
    "an option that doesn't exist": (with_answer('{"choice": ["shout"]}'), '"shout"'),
    "another question's field": (with_answer('{"order": ["ring", "wait"]}'), '"order"'),
    "two where one may be chosen": (with_answer('{"choice": ["ring", "ask"]}'), "names 2 options"),
    "a bare word": (with_answer('"ring"'), NO_FORM),
    "a list of words": (with_answer('["ring"]'), NO_FORM),
    "null for an answer": (with_answer("null"), NO_FORM),
    "a word where a list stands": (with_answer('{"choice": "ring"}'), NO_FORM),
    "a number in the list": (with_answer('{"choice": [1]}'), "something that is not text"),
    "a list in the list": (with_answer('{"choice": [["ring"]]}'), "something that is not text"),
    "a text without end": (
        with_answer(json.dumps({"choice": ["x" * 40_001]})),
        "far too much of it",
    ),
    "five hundred and one picks": (with_answer(json.dumps({"choice": ["x"] * 501})), NO_FORM),
    "two hundred and one fields": (
        with_answer(json.dumps({f"f{number}": [] for number in range(201)})),
        NO_FORM,
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_cannot_be_read_earns_nothing_and_says_why(tmp_path, broken):
    """It earns 0, is flagged for a person, says what is wrong, and can be written down."""
    written, reason = BROKEN[broken]
    (tmp_path / "answers.json").write_bytes(written)
    mark = mark_question(question(CHOICE), read_answers(tmp_path))
    assert mark.earned == 0.0
    assert mark.flagged
    assert reason in mark.problem
    page = mark_html(mark, {}).encode()
    assert b"Your answer could not be marked" in page
    json.dumps(mark_to_json(mark), ensure_ascii=False, allow_nan=False).encode()


def test_a_file_as_large_as_may_be_is_read(tmp_path):
    """The limit is a limit, not one less."""
    (tmp_path / "answers.json").write_bytes(RIGHT.ljust(MAX_BYTES))
    assert mark_question(question(CHOICE), read_answers(tmp_path)).earned == 2.0


def test_one_answer_of_a_wrong_shape_leaves_the_others_alone():
    """Only the answer that can't be read is flagged; the rest of the file counts."""
    answers = answers_from(RIGHT.replace(b"}}}", b'}, "second": "ring"}}'))
    assert mark_question(question(CHOICE), answers).earned == 2.0
    assert mark_question(question(CHOICE, "second"), answers).flagged


def as_link(path, tmp_path):
    """Put a link to a sound file in its place."""
    (tmp_path / "elsewhere.json").write_bytes(RIGHT)
    path.symlink_to(tmp_path / "elsewhere.json")


PLACES = {
    "a link": as_link,
    "a link to nothing": lambda path, tmp_path: path.symlink_to(tmp_path / "gone"),
    "a link to itself": lambda path, tmp_path: path.symlink_to(path),
    "a pipe": lambda path, tmp_path: os.mkfifo(path),
    "a folder": lambda path, tmp_path: path.mkdir(),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_ordinary_file_is_not_opened(tmp_path, place):
    """A link is not followed and a pipe not waited for, and no file is left open."""
    PLACES[place](tmp_path / "answers.json", tmp_path)
    before = os.open(tmp_path, os.O_RDONLY)
    os.close(before)
    mark = mark_question(question(CHOICE), read_answers(tmp_path))
    after = os.open(tmp_path, os.O_RDONLY)
    os.close(after)
    assert mark.earned == 0.0
    assert mark.problem.endswith("it is not an ordinary file")
    assert after == before, "a file was left open"


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({}, id="nothing chosen"),
        pytest.param({"choice": []}, id="taken back"),
        pytest.param({"choice": ["ring"]}, id="one"),
        pytest.param({"choice": ["é", "日本", "🦜", ""]}, id="any letters"),
        pytest.param({"text": ["x" * 40_000]}, id="a long text"),
    ],
)
def test_what_a_form_sends_passes_unchanged(entry):
    """Fields with lists of text are taken as they are."""
    assert checked_fields(entry) == entry


def test_a_problem_with_the_file_is_a_problem_with_each_answer():
    """No question of a file that can't be read is marked as blank."""
    with pytest.raises(NotAnAnswerError, match="cut off"):
        Answers(problem="it is cut off").fields("first-reply")
