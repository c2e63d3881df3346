"""Promises about work on its way in, by the exchange or by upload, and marks on their way out."""

import csv
import zipfile
from datetime import datetime
from io import BytesIO

import pytest

from classroom.store import AnswerStore
from classroom.upload import make_upload
from demo.exchange import fetch, submit
from tests.nbgrader.broken import BROKEN_NOTEBOOK
from tests.nbgrader.by_hand import PARTLY, RIGHT, chosen_by, marks_of, total_of
from tests.nbgrader.courses import QUIZ
from tests.nbgrader.work import hand_in

pytestmark = pytest.mark.nbgrader

#: Students, the row of the table that they answer, and what the file's place or name becomes
#: on its way through a learning platform; those without one hand in through the exchange.
WAYS = {
    "amina": (RIGHT, None),
    "ben": (PARTLY, None),
    "u1234": (RIGHT, "{name}"),
    "u2345": (PARTLY, "Ada Example_98765_assignsubmission_file_/{name}"),
    "u3456": (3, "Ada Example_98766_assignsubmission_file_{name}"),
    "o.malley-4": (4, "{stem} (1).zip"),
    "u5678@uni.example": (5, "{name}"),
}

#: What the exchange adds to a submission.
NBGRADERS = {"timestamp.txt", "submission_secret.txt"}

#: Whose upload has a time in the educator's list.
TIMED = "u1234"

STRAYS = {
    "holiday.zip": {"photos/beach.txt": b"sand"},
    "another-quiz--u9999.zip": {"another-quiz.ipynb": b"{}", "answers.json": b"{}"},
}


@pytest.fixture(scope="module")
def collected(released, tmp_path_factory):
    """Return a course after everything came in and was marked, and what zip_collect said."""
    course = released.copy_to(tmp_path_factory.mktemp("collected"))
    archive = course.folder / "downloaded" / QUIZ / "archive"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(course.root / "cache"))
        for student, (number, place) in WAYS.items():
            home = course.root / "students" / student
            folder = fetch(course.exchange, home, student, QUIZ)
            for question, fields in chosen_by(number).items():
                AnswerStore(folder).save(question, fields)
            if place is None:
                submit(course.exchange, home, student, QUIZ)
            else:
                name, packed = make_upload(folder, student)
                path = archive / place.format(name=name, stem=name.removesuffix(".zip"))
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(packed)
    for name, files in STRAYS.items():
        (archive / name).write_bytes(zipped(files))
    (archive.parent / "times.csv").write_text("student,time\nu1234,2026-11-20 13:00+01:00\n")
    course.nbgrader("collect", QUIZ)
    said = course.nbgrader("zip_collect", QUIZ)
    hand_in(course, "broken", BROKEN_NOTEBOOK)
    course.run("autograde", QUIZ)
    course.nbgrader("export")
    return course, said


def zipped(files):
    """Return a zip with *files* in it."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize("student", WAYS)
def test_work_comes_in_whole_and_gets_its_marks(collected, student):
    """Through the exchange or as an upload, bare or renamed: notebook and answers, once."""
    course, _ = collected
    number, _ = WAYS[student]
    files = {path.name for path in course.submitted(student).iterdir()} - NBGRADERS
    assert files == {f"{QUIZ}.ipynb", "answers.json"}
    assert course.marks(student) == pytest.approx(marks_of(number))


def test_an_uploads_time_is_the_educators(collected):
    """It reaches the gradebook, and the list says who says so; of the others nobody knows."""
    course, _ = collected
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(QUIZ, TIMED).timestamp == datetime(2026, 11, 20, 12, 0)
    with (course.folder / "downloaded" / QUIZ / "collected.csv").open(newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    uploaded = {student for student, (_, place) in WAYS.items() if place}
    assert rows.keys() == uploaded
    said = {student: row["time from"] for student, row in rows.items()}
    assert said == {**dict.fromkeys(uploaded, "nobody knows"), TIMED: "the educator (times.csv)"}
    assert rows[TIMED]["handed in"] == "2026-11-20 12:00:00+00:00"


@pytest.mark.parametrize("name", STRAYS)
def test_a_stray_zip_is_left_out_and_named(collected, name):
    """What is no upload of this quiz becomes nobody's work, and the educator is told."""
    course, said = collected
    left_out = [line for line in said.splitlines() if "left out" in line]
    assert any(name.removesuffix(".zip") in line for line in left_out)
    handed_in = {path.name for path in (course.folder / "submitted").iterdir()}
    assert handed_in == {*WAYS, "broken"}


def test_a_notebook_that_nbgrader_cannot_read_stops_no_one_else(collected):
    """Its answers are marked, and so are everybody else's."""
    course, _ = collected
    assert course.marks("broken") == pytest.approx(marks_of(PARTLY))
    assert all(course.autograded(student).exists() for student in WAYS)


def test_export_gives_everybodys_marks(collected):
    """A row a student in grades.csv, out of the 44 points of the questions and 8 more."""
    course, _ = collected
    with (course.folder / "grades.csv").open(newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    totals = {student: total_of(number) for student, (number, _) in WAYS.items()}
    assert {student: float(rows[student]["score"]) for student in WAYS} == pytest.approx(totals)
    assert {row["max_score"] for row in rows.values()} == {"52.0"}
    assert totals["amina"] == 40
