"""Promises about the names of uploads: whose they are, whatever was put around the name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.apps import ZipCollectApp
from nbgrader.coursedir import CourseDirectory

from graders.nbgrader_plugins.upload_collector import UploadCollector
from graders.uploads import UploadName, read_upload_name, upload_name

QUIZ = "online-safeguarding-qualifying"


@given(
    st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,20}[a-z0-9])?", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}", fullmatch=True).filter(
        lambda student: "--" not in student
    ),
)
def test_a_name_we_made_is_read_as_it_was_meant(assignment, student):
    """Any assignment and any student number come back as they went in."""
    name = upload_name(assignment, student)
    assert name.endswith(".zip")
    read = read_upload_name(name.removesuffix(".zip"))
    assert read == UploadName(assignment=assignment, student=student)


@pytest.mark.parametrize(
    "stem",
    [
        pytest.param(f"{QUIZ}--u1234", id="as it was made"),
        pytest.param(f"{QUIZ}--u1234 (1)", id="downloaded twice"),
        pytest.param(f"{QUIZ}--u1234(12)", id="downloaded often"),
        pytest.param(f"{QUIZ}--u1234 - Copy", id="copied"),
        pytest.param(f"Jo Bloggs - {QUIZ}--u1234", id="a platform's words before it"),
        pytest.param(
            f"Jo Bloggs_314_assignsubmission_file_{QUIZ}--u1234", id="glued, as in Moodle"
        ),
        pytest.param(f"bloggsjo_3141_5926_{QUIZ}--u1234", id="glued, as in Canvas"),
        pytest.param(f"Ann--Marie Bloggs_314_file_{QUIZ}--u1234", id="hyphens in a student's name"),
        pytest.param(f"Bloggs--Ann_314_file_{QUIZ}--u1234", id="hyphens in the word glued on"),
    ],
)
def test_words_around_the_name_do_no_harm(stem):
    """A learning platform puts words before the name, a browser a count behind it."""
    read = read_upload_name(stem)
    assert read.student == "u1234"
    assert read.is_for(QUIZ)


@pytest.mark.parametrize(
    "stem",
    ["", "quiz", "quiz-u1234", "--u1234", "quiz--", "quiz -- u1234", "quiz (1)--u1234", "学生--学"],
)
def test_other_names_are_no_uploads(stem):
    """What was not made with "Make my upload" is not guessed at."""
    assert read_upload_name(stem) is None


@pytest.mark.parametrize(
    ("assignment", "ours"),
    [
        pytest.param(QUIZ, True, id="this one"),
        pytest.param("safeguarding-qualifying", False, id="the end of its name"),
        pytest.param("online", False, id="the beginning of its name"),
        pytest.param(f"more-{QUIZ}", False, id="a longer name"),
    ],
)
def test_an_upload_is_for_one_assignment(assignment, ours):
    """An upload for one assignment is not taken for another with a name alike."""
    assert read_upload_name(f"Jo_3_file_{QUIZ}--u1").is_for(assignment) is ours


@pytest.fixture(scope="module")
def collector() -> UploadCollector:
    """Return the collector as `nbgrader zip_collect` makes it for one assignment."""
    command = ZipCollectApp(coursedir=CourseDirectory(assignment_id=QUIZ))
    return UploadCollector(parent=command)


@pytest.mark.parametrize(
    ("file", "collected"),
    [
        pytest.param(f"{QUIZ}--u1/{QUIZ}.ipynb", True, id="the notebook"),
        pytest.param(f"{QUIZ}--u1/answers.json", True, id="the answers"),
        pytest.param(f"Jo_3_file_{QUIZ}--u1/{QUIZ}.ipynb", True, id="through Moodle"),
        pytest.param(f"Jo Bloggs/{QUIZ}--u1 (1)/answers.json", True, id="in a student's folder"),
        pytest.param(f"{QUIZ}--u1/graders/answers.json", False, id="a folder deeper"),
        pytest.param(f"{QUIZ}--u1/notes.ipynb", False, id="another notebook"),
        pytest.param(f"{QUIZ}--u1/{QUIZ}.py", False, id="another kind of file"),
        pytest.param("other-quiz--u1/other-quiz.ipynb", False, id="another assignment"),
        pytest.param("other-quiz--u1/answers.json", False, id="another assignment's answers"),
        pytest.param(f"my work/{QUIZ}.ipynb", False, id="no upload of ours"),
    ],
)
def test_a_file_is_collected_for_the_student_its_upload_names(collector, file, collected):
    """Notebook and answers of this assignment are taken, for this student; nothing else is."""
    found = collector.collect(f"/extracted/{file}")
    wanted = {"student_id": "u1", "file_id": file.rpartition("/")[2]}
    assert found == (wanted if collected else None)
