"""Promises about "Make my upload": the notebook and the answers, under a name that can be read."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from classroom.store import AnswerStore
from classroom.upload import UploadError, make_upload, notebook_in
from graders.notebooks import write_notebook
from graders.uploads import read_upload_name
from tests.graders.courses import notebook_of
from tests.graders.written import prose_cell


def put_notebook(folder: Path, name: str = "quiz.ipynb") -> Path:
    """Put a notebook into *folder*; return its path."""
    write_notebook(folder / name, notebook_of([prose_cell("# The quiz", "title")]))
    return folder / name


def test_an_upload_holds_notebook_and_answers(quiz):
    """Both files, byte for byte, under the name that zip_collect expects, and nothing else."""
    notebook = put_notebook(quiz)
    AnswerStore(quiz).save("first-reply", {"choice": ["ring"]})
    (quiz / "notes.txt").write_text("my own")
    (quiz / "answers-damaged-1.json").write_text("x")
    name, data = make_upload(quiz, " u1234 ")
    assert name == "quiz--u1234.zip"
    with ZipFile(BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == ["answers.json", "quiz.ipynb"]
        assert archive.read("quiz.ipynb") == notebook.read_bytes()
        assert archive.read("answers.json") == (quiz / "answers.json").read_bytes()


def test_without_answers_there_is_still_an_upload(quiz):
    """Somebody who wrote only the reflection can hand it in."""
    put_notebook(quiz)
    with ZipFile(BytesIO(make_upload(quiz, "u1")[1])) as archive:
        assert archive.namelist() == ["quiz.ipynb"]


@pytest.mark.parametrize(
    "student", ["u1234", "1234567", "jo.bloggs", "jo-bloggs_2", "jo@uni.example", "J", "x" * 64]
)
def test_the_usual_ways_to_name_a_student_work(quiz, student):
    """Numbers, user names and e-mail addresses come out as they went in."""
    put_notebook(quiz)
    name, _ = make_upload(quiz, student)
    assert read_upload_name(name.removesuffix(".zip")).student == student


@pytest.mark.parametrize(
    "student",
    ["", "  ", "jo bloggs", "../../etc/passwd", "a/b", "a--b", "-x", ".x", "é", "x" * 65, "a\nb"],
)
def test_what_cannot_be_part_of_a_file_s_name_is_refused(quiz, student):
    """The message says what to write; nothing is made."""
    put_notebook(quiz)
    with pytest.raises(UploadError, match="Write your student number or user name first"):
        make_upload(quiz, student)


def test_the_notebook_is_the_one_named_like_its_folder(quiz):
    """Another notebook beside it is not handed in by mistake."""
    put_notebook(quiz, "notes.ipynb")
    assert notebook_in(quiz).name == "notes.ipynb", "the only one there is"
    put_notebook(quiz, "quiz.ipynb")
    assert notebook_in(quiz).name == "quiz.ipynb"


@pytest.mark.parametrize("names", [[], ["a.ipynb", "b.ipynb"]], ids=["none", "two"])
def test_where_it_cannot_be_told_which_notebook_is_meant_that_is_said(quiz, names):
    """The message says how many there are, and what the notebook has to be called."""
    for name in names:
        put_notebook(quiz, name)
    with pytest.raises(UploadError, match=rf"There are {len(names)} notebooks.*name quiz\.ipynb"):
        make_upload(quiz, "u1")


@pytest.mark.parametrize("name", ["quiz (1).ipynb", "my quiz.ipynb", "prüfung.ipynb"])
def test_a_notebook_of_another_name_is_not_handed_in_unread(quiz, name):
    """A name that zip_collect could not tell apart is said at once, while there is time."""
    put_notebook(quiz, name)
    with pytest.raises(UploadError, match="Give the notebook back the name"):
        make_upload(quiz, "u1")
