"""Promises about whatever is handed in: it is read or refused, quickly and in little memory."""

import json
import os
import random
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.answers import Answers, answers_from, read_answers
from graders.handed_in import read_times
from graders.submitted import MAX_BYTES, Submitted, read_submitted, submitted_from
from graders.unpack import MAX_ZIP_BYTES, Unpacked, read_upload, unpacked_from

QUIZ = "online-safeguarding-qualifying"
SOURCE = Path(__file__).parents[2] / "course" / "source" / QUIZ / f"{QUIZ}.ipynb"

#: The same mutations each time.
SEED = 20_261_126
CASES = 200

#: How many times its bytes a file may take in memory while it is read.
TIMES_ITS_SIZE = 40

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(), below, max_size=4),
    max_leaves=20,
)
answer_files = st.fixed_dictionaries({"schema": st.just(1) | json_values, "answers": json_values})
cells = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "cell_type": json_values,
            "id": json_values,
            "metadata": json_values,
            "source": json_values,
        },
    )
    | json_values
)


def a_zip(files: dict[str, bytes]) -> bytes:
    """Return a zip with *files* in it."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, written in files.items():
            archive.writestr(name, written)
    return packed.getvalue()


ANSWERS = json.dumps(
    {"schema": 1, "answers": {f"question-{n}": {"choice": ["one", "two"]} for n in range(30)}}
).encode()
SOUND = {
    "notebook": SOURCE.read_bytes(),
    "answers": ANSWERS,
    "zip": a_zip({f"{QUIZ}.ipynb": SOURCE.read_bytes(), "answers.json": ANSWERS}),
}


def read(kind: str, written: bytes) -> Submitted | Answers | Unpacked:
    """Read the bytes as marking and collecting do."""
    if kind == "notebook":
        return submitted_from(written)
    if kind == "answers":
        return answers_from(written)
    return unpacked_from(written, QUIZ)


def mutated(written: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few things done to them that happen to files, or are done to them."""
    data = bytearray(written)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([1, 1, 2, 40, 4000]))
        match chance.randrange(5):
            case 0:
                del data[start:end]
            case 1:
                data[start:end] = chance.randbytes(end - start)
            case 2:
                data[start:start] = data[start:end] * chance.choice([1, 2, 50])
            case 3:
                data[start:start] = chance.choice(
                    [b"[" * 3000, b'{"a":' * 3000, b"\\ud800", b"NaN", b"1e999", b"9" * 5000]
                )
            case _:
                del data[start:]
    return bytes(data)


@pytest.mark.parametrize("kind", SOUND)
def test_sound_files_are_read(kind):
    """If nothing could be read, the rest here would pass on nothing."""
    found = read(kind, SOUND[kind])
    assert not (found.problems if isinstance(found, Unpacked) else found.problem)


@pytest.mark.parametrize("kind", SOUND)
def test_damaged_files_are_read_or_refused(kind):
    """Whatever happens to a real file: no exception, and memory in keeping with its size."""
    chance = random.Random(SEED)
    for _ in range(CASES):
        written = mutated(SOUND[kind], chance)
        tracemalloc.start()
        found = read(kind, written)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < TIMES_ITS_SIZE * len(written) + 4 * MAX_BYTES
        if isinstance(found, Submitted):
            json.dumps(found.cells, ensure_ascii=False).encode()


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(written):
    """By every reader; a name is never given as something else than what it is."""
    assert isinstance(submitted_from(written), Submitted)
    assert isinstance(answers_from(written), Answers)
    assert isinstance(unpacked_from(written, QUIZ), Unpacked)


@given(answer_files)
def test_answers_of_any_shape_are_read_or_refused(data):
    """Each entry comes out as a form's fields, or is said not to be an answer."""
    found = answers_from(json.dumps(data).encode())
    assert found.problem or isinstance(found.given, dict)


@pytest.mark.slow
@given(cells)
def test_cells_of_any_shape_come_out_as_cells(data):
    """No two have one id, and each has its kind and its text."""
    found = submitted_from(json.dumps({"cells": data}).encode())
    ids = [cell["id"] for cell in found.cells]
    assert len(ids) == len(set(ids))
    assert all(isinstance(cell["source"], str) for cell in found.cells)
    assert {cell["cell_type"] for cell in found.cells} <= {"code", "markdown"}


@given(st.dictionaries(st.text(min_size=1, max_size=30), st.binary(max_size=200), max_size=6))
def test_only_two_files_of_a_zip_are_taken(files):
    """Whatever else is in it, under whatever name."""
    sound = {name: data for name, data in files.items() if name.isprintable()}
    found = unpacked_from(a_zip({**sound, "answers.json": b"mine"}), QUIZ)
    assert (found.notebook, found.answers) == (None, b"mine")


def test_a_bomb_takes_no_more_than_its_limit():
    """A hundred megabytes in a hundred kilobytes: read no further than marking would."""
    bomb = a_zip({f"{QUIZ}.ipynb": bytes(100_000_000), "answers.json": b"{}"})
    tracemalloc.start()
    found = unpacked_from(bomb, QUIZ)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * MAX_BYTES
    assert found.notebook is not None and len(found.notebook) == MAX_BYTES + 1
    assert any("larger than" in each for each in found.problems)


@pytest.mark.parametrize("what", ["a folder", "a link", "a pipe", "nothing", "far too much"])
def test_what_is_no_ordinary_file_is_not_opened(tmp_path, what):
    """Nor waited for, and its readers say so."""
    for name in (f"{QUIZ}.ipynb", "answers.json", "upload.zip"):
        path = tmp_path / name
        if what == "a folder":
            path.mkdir()
        elif what == "a link":
            path.symlink_to(SOURCE)
        elif what == "a pipe":
            os.mkfifo(path)
        elif what == "far too much":
            with path.open("wb") as file:
                file.truncate(MAX_ZIP_BYTES + 1)
    assert read_submitted(tmp_path / f"{QUIZ}.ipynb").problem
    assert read_answers(tmp_path).given == {}
    assert read_upload(tmp_path / "upload.zip", QUIZ).problems


def test_an_educators_times_are_read_with_what_is_wrong_in_them(tmp_path):
    """A zone counts; a line that holds no time is named, and the others are kept."""
    path = tmp_path / "times.csv"
    assert read_times(path).by_student == {}
    path.write_text("student,time\nu1,2027-01-29 16:58+01:00\nu2,yesterday\nu3,2027-01-29T17:00\n")
    found = read_times(path)
    written = {name: time.isoformat() for name, time in found.by_student.items()}
    assert written == {"u1": "2027-01-29T15:58:00+00:00", "u3": "2027-01-29T17:00:00+00:00"}
    assert len(found.problems) == 1
    assert "line 3" in found.problems[0] and "To fix it:" in found.problems[0]


@given(st.binary(max_size=300))
def test_a_list_of_times_never_ends_collecting(tmp_path_factory, written):
    """Whatever stands in it."""
    path = tmp_path_factory.mktemp("times") / "times.csv"
    path.write_bytes(written)
    read_times(path)


def read_slowly(written: bytes) -> Submitted:
    """Read a notebook as it is read where *orjson* can't."""
    refuses = orjson.JSONDecodeError("not today", "", 0)
    with patch("graders.submitted.orjson.loads", side_effect=refuses):
        return submitted_from(written)


@pytest.mark.slow
@given(cells)
def test_both_ways_of_reading_a_notebook_give_the_same(some):
    """What one reads the other reads, too: marks don't hang on which it was."""
    written = json.dumps({"cells": some}).encode()
    assert submitted_from(written) == read_slowly(written)


@pytest.mark.parametrize(
    "source",
    [
        b'"\\ud800"',
        b'"\\ud83d\\ude00"',
        b'["a", 1]',
        b"NaN",
        b"1e999",
        b'"\x01"',
        b'"\xff"',
        b"[" * 1500,
        b"[" * 5000 + b"]" * 5000,
    ],
)
def test_both_read_or_refuse_the_same_oddities(source):
    """Half a character, a number beyond all bounds, a control sign, bytes that are no text."""
    written = b'{"cells": [{"cell_type": "markdown", "id": "a", "source": %s}]}' % source
    assert submitted_from(written) == read_slowly(written)
