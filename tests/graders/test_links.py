"""Promises about links within the course: each arrives, or is told of."""

from urllib.parse import quote

import pytest

from graders.links import check_links
from tests.graders.courses import MODULE, QUIZ, Course, make_course
from tests.graders.written import prose_cell


@pytest.fixture
def course(tmp_path) -> Course:
    """Return a sound course with a story and some files to link to."""
    course = make_course(tmp_path)
    (course.folder / "source/quiz/plan.pdf").touch()
    (course.stories / "my-eyes/media").mkdir(parents=True)
    (course.stories / "my-eyes/media/eyes.png").touch()
    (course.stories / "my-eyes/story.md").write_text("# My *eyes* only\n\n![Eyes](media/eyes.png)")
    return course


def saying(course: Course, name: str, text: str) -> list:
    """Return what is wrong once a notebook says *text*."""
    cell = prose_cell(text, "more")
    course.edit(name, lambda notebook: notebook["cells"].append(cell))
    return list(check_links(course.folder, course.stories))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[up](#Why)", id="a heading here"),
        pytest.param("## What now, then?\n\n[on](#What-now,-then?)", id="signs stay"),
        pytest.param(f"## Café\n\n[on](#{quote('Café')})", id="written as a browser does"),
        pytest.param("[quiz](../../source/quiz/quiz.ipynb#Part-1)", id="a heading elsewhere"),
        pytest.param("[eyes](../../../ebe_case_studies/my-eyes/story.md#My-eyes-only)", id="story"),
        pytest.param("[folder](../../source/quiz)", id="a folder"),
        pytest.param("[web](https://example.org/gone) <https://example.org>", id="elsewhere"),
        pytest.param("[mail](mailto:sam@example.org) [same](//example.org/a)", id="no file"),
        pytest.param("`[code](gone.md)`\n\n```\n[code](gone.md)\n```", id="code is no link"),
        pytest.param("![pasted](attachment:a.png)", id="a picture within the cell"),
    ],
)
def test_a_link_that_arrives_is_left_alone(course, text):
    """Files, folders and headings that are there; addresses elsewhere are not tried."""
    assert saying(course, MODULE, text) == []


@pytest.mark.parametrize(
    ("text", "link", "problem"),
    [
        pytest.param("[a](gone.md)", "gone.md", "a file that isn't there", id="file"),
        pytest.param("[a](../gone/)", "../gone/", "a file that isn't there", id="folder"),
        pytest.param("[a][b]\n\n[b]: gone.md", "gone.md", "a file that", id="by reference"),
        pytest.param('see <a href="gone.md">it</a>', "gone.md", "a file that", id="html"),
        pytest.param('<div>\n<a href="gone.md">it</a></div>', "gone.md", "file", id="html block"),
        pytest.param("![A map](map.png)", "map.png", "a file that isn't", id="picture"),
        pytest.param('<img src="map.png" alt="A map">', "map.png", "a file that", id="html img"),
        pytest.param("[a](#why)", "#why", "a heading that isn't there", id="another case"),
        pytest.param(
            "[a](../../source/quiz/quiz.ipynb#Part-9)", "Part-9", "a heading", id="elsewhere"
        ),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_told_of(course, text, link, problem):
    """The cell is named, the link quoted, and what to write is said."""
    (found,) = saying(course, MODULE, text)
    assert (found.file, found.where) == (MODULE, "more")
    assert link in found.problem and problem in found.problem
    assert found.fix


def test_students_get_only_the_assignments_folder(course):
    """A quiz may link to a file beside it, and to nothing else of the course."""
    assert saying(course, QUIZ, "[plan](plan.pdf)") == []
    (found,) = saying(course, QUIZ, "[module](../../modules/01-asking/asking.ipynb)")
    assert "leads out of the assignment's folder" in found.problem


def test_a_dead_link_in_a_story_is_told_of(course):
    """Stories are looked through as well, both versions."""
    (course.stories / "my-eyes/easy-read.md").write_text("![Eyes](eyes.png)")
    (found,) = check_links(course.folder, course.stories)
    assert found.file == "ebe_case_studies/my-eyes/easy-read.md"


def test_a_notebook_that_is_none_stops_nothing(course):
    """What can't be read is told of elsewhere."""
    (course.folder / QUIZ).write_text("<<<<<<< HEAD")
    assert list(check_links(course.folder, course.stories)) == []
    (found,) = saying(course, MODULE, "[a](../../source/quiz/quiz.ipynb#Part-1)")
    assert "a heading that isn't there" in found.problem
