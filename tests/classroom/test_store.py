"""Promises about answers on disk: each whole, each at once, none lost, nothing else kept."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from classroom import store as store_module
from classroom.store import AnswerStore, NotSavedError
from graders.answers import MAX_BYTES, MAX_VALUE_LENGTH, read_answers
from graders.kinds import NotAnAnswerError

ROOT = Path(__file__).parents[2]

#: Waits until all are ready, so that they do save in the same moment.
SAVER = """
import sys
from pathlib import Path
from classroom.store import AnswerStore
store = AnswerStore(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(5):
    store.save(f"{sys.argv[2]}-{number}", {"choice": [f"o{number}"]})
"""


def kept(folder: Path) -> dict:
    """Return the answers in the file, read as any program would."""
    return json.loads((folder / "answers.json").read_text(encoding="utf-8"))["answers"]


def test_an_answer_is_kept_as_it_was_given(quiz):
    """The file says what was chosen, under the question's name, and nothing about when or how."""
    AnswerStore(quiz).save("first-reply", {"choice": ["ring"]})
    assert json.loads((quiz / "answers.json").read_text()) == {
        "schema": 1,
        "answers": {"first-reply": {"choice": ["ring"]}},
    }


def test_the_last_answer_to_a_question_wins_and_no_other_is_touched(quiz):
    """An answer can be changed and taken back; the others stay as they are."""
    store = AnswerStore(quiz)
    for name, picked in (("a", ["one"]), ("b", ["two"]), ("a", ["three"]), ("b", [])):
        store.save(name, {"choice": picked})
    assert kept(quiz) == {"a": {"choice": ["three"]}, "b": {"choice": []}}
    assert store.fields("a") == {"choice": ["three"]}
    assert store.fields("never given") == {}


def test_any_letters_come_back(quiz):
    """What somebody writes in any language and with any sign is what is marked."""
    words = {"text": ["Łódź – “naïve” 日本 🦜\nsecond line\t<b>", ""]}
    AnswerStore(quiz).save("words", words)
    assert AnswerStore(quiz).fields("words") == words


def test_twenty_answers_at_once_from_four_kernels_are_all_kept(quiz):
    """Two tabs, Voilà beside JupyterLab: no answer that was saved is lost to another window."""
    savers = [
        subprocess.Popen(
            [sys.executable, "-c", SAVER, str(quiz), name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b", "c", "d")
    ]
    assert [saver.stdout.readline() for saver in savers] == ["ready\n"] * 4
    for saver in savers:
        saver.stdin.write("go\n")
        saver.stdin.flush()
    for saver in savers:
        saver.communicate(timeout=30)
    assert [saver.returncode for saver in savers] == [0, 0, 0, 0]
    assert kept(quiz) == {
        f"{name}-{number}": {"choice": [f"o{number}"]} for name in "abcd" for number in range(5)
    }
    assert os.listdir(quiz) == ["answers.json"]


def test_nothing_is_left_beside_the_answers(quiz):
    """No temporary file and no lock is handed in with the answers."""
    for number in range(3):
        AnswerStore(quiz).save(f"q{number}", {"choice": []})
    assert os.listdir(quiz) == ["answers.json"]


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o000], ids=oct)
def test_whoever_marks_can_read_it(quiz, umask):
    """After collecting, another user reads the file: it is 0644 whatever the student's umask."""
    before = os.umask(umask)
    try:
        AnswerStore(quiz).save("a", {"choice": ["one"]})
    finally:
        os.umask(before)
    assert (quiz / "answers.json").stat().st_mode & 0o777 == 0o644


def put_link(path: Path) -> None:
    """Put a link to a file elsewhere in its place."""
    (path.parent.parent / "elsewhere").write_text("mine")
    path.symlink_to(path.parent.parent / "elsewhere")


DAMAGE = {
    "cut off": lambda path: path.write_bytes(b'{"schema": 1, "answers": {"a": {"cho'),
    "no JSON": lambda path: path.write_text("hello"),
    "a list": lambda path: path.write_text("[]"),
    "half a character": lambda path: path.write_text(r'{"schema": 1, "answers": {"\ud800": {}}}'),
    "a number beyond numbers": lambda path: path.write_text(
        '{"schema": 1, "answers": {"x": 1e999}}'
    ),
    "another version's": lambda path: path.write_text('{"schema": 2, "answers": {}}'),
    "far too large": lambda path: path.write_bytes(b" " * (MAX_BYTES + 1)),
    "a link": put_link,
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_put_aside_and_not_written_over(quiz, damage):
    """The next answer starts a new file; the damaged one stays beside it for a person."""
    DAMAGE[damage](quiz / "answers.json")
    AnswerStore(quiz).save("a", {"choice": ["one"]})
    assert kept(quiz) == {"a": {"choice": ["one"]}}
    assert sorted(os.listdir(quiz)) == ["answers-damaged-1.json", "answers.json"]
    if damage == "a link":
        assert (quiz / "answers-damaged-1.json").is_symlink()
        assert (quiz.parent / "elsewhere").read_text() == "mine"


def test_each_damaged_file_has_a_name_of_its_own(quiz):
    """A second damaged file does not take the first one's place."""
    for words in ("first", "second"):
        (quiz / "answers.json").write_text(words)
        AnswerStore(quiz).save("a", {"choice": ["one"]})
    assert (quiz / "answers-damaged-1.json").read_text() == "first"
    assert (quiz / "answers-damaged-2.json").read_text() == "second"


@contextmanager
def small_disk(limit: int) -> Iterator[None]:
    """Let no file grow above *limit* bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_refused_write_says_why_and_loses_nothing(quiz):
    """Where the disk takes no more, that is said, and what was kept before is still there."""
    store = AnswerStore(quiz)
    store.save("a", {"choice": ["one"]})
    with small_disk(20), pytest.raises(NotSavedError, match=r"the disk refused it.*too large"):
        store.save("b", {"choice": ["two"]})
    assert kept(quiz) == {"a": {"choice": ["one"]}}
    assert os.listdir(quiz) == ["answers.json"]


def test_a_folder_that_is_gone_is_said(quiz):
    """Where the folder was moved away, that is said in the disk's own words."""
    quiz.rmdir()
    with pytest.raises(NotSavedError, match="No such file or directory"):
        AnswerStore(quiz).save("a", {"choice": ["one"]})


def test_answers_too_long_to_be_marked_are_not_kept(quiz):
    """What could not be read at marking is refused at once, while the student can see it."""
    store = AnswerStore(quiz)
    page = {"text": ["x" * MAX_VALUE_LENGTH]}
    for number in range(26):
        store.save(f"q{number}", page)
    with pytest.raises(NotSavedError, match="too long to be marked"):
        store.save("q26", page)
    assert len(read_answers(quiz).given) == 26


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param("one", id="a word"),
        pytest.param({"choice": "one"}, id="no list"),
        pytest.param({"choice": [1]}, id="a number"),
        pytest.param({"choice": ["\ud800"]}, id="half a character"),
        pytest.param({"\ud800": ["one"]}, id="half a character for a name"),
        pytest.param({"choice": ["x" * (MAX_VALUE_LENGTH + 1)]}, id="too long"),
    ],
)
def test_what_no_form_sends_is_not_kept(quiz, fields):
    """What could never be marked does not get onto the disk."""
    with pytest.raises(NotAnAnswerError):
        AnswerStore(quiz).save("a", fields)
    assert os.listdir(quiz) == []


def test_a_window_that_does_not_finish_is_said(quiz, tmp_path, monkeypatch):
    """Where another window holds the file, the answer is not said to be saved."""
    store = AnswerStore(quiz)
    store.save("a", {"choice": ["one"]})
    (lock,) = (tmp_path / "home").rglob("*.lock")
    monkeypatch.setattr(store_module, "PATIENCE_S", 0.05)
    with FileLock(lock), pytest.raises(NotSavedError, match="another window is saving"):
        store.save("b", {"choice": ["two"]})
    store.save("b", {"choice": ["two"]})
    assert set(kept(quiz)) == {"a", "b"}


def test_a_home_that_cannot_be_written_to_stops_nobody(quiz, tmp_path, monkeypatch):
    """Without a place for locks, answers are kept all the same."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    AnswerStore(quiz).save("a", {"choice": ["one"]})
    assert kept(quiz) == {"a": {"choice": ["one"]}}


def test_answers_stay_in_the_folder_in_which_the_kernel_began(quiz, tmp_path, monkeypatch):
    """A cell that changes the working folder does not scatter answers."""
    monkeypatch.chdir(quiz)
    store = AnswerStore(Path())
    monkeypatch.chdir(tmp_path)
    store.save("a", {"choice": ["one"]})
    assert kept(quiz) == {"a": {"choice": ["one"]}}
