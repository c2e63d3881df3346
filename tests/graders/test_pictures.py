"""Promises about pictures: none is without words for those who can't see it."""

import pytest

from graders.pictures import check_pictures
from tests.graders.courses import MODULE, make_course
from tests.graders.written import prose_cell


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("![](map.png)", "map.png", id="Markdown"),
        pytest.param("![ ](map.png)", "map.png", id="a space"),
        pytest.param("Look: ![][m]\n\n[m]: map.png", "map.png", id="by reference"),
        pytest.param('Look: <img src="map.png">', "map.png", id="html in a line"),
        pytest.param('<p>\n<img src="map.png" alt=""/></p>', "map.png", id="html, empty"),
        pytest.param("| A |\n| --- |\n| ![](map.png) |", "map.png", id="in a table"),
        pytest.param("> ![](map.png)", "map.png", id="in a quotation"),
    ],
)
def test_a_picture_without_words_is_told_of(tmp_path, text, source):
    """The cell and the picture are named."""
    course = make_course(tmp_path)
    cell = prose_cell(text, "more")
    course.edit(MODULE, lambda notebook: notebook["cells"].append(cell))
    (found,) = check_pictures(course.folder, course.stories)
    assert (found.file, found.where) == (MODULE, "more")
    assert f'"{source}" has no words' in found.problem


def test_a_picture_with_words_is_left_alone(tmp_path):
    """Words in Markdown or in alt count; a picture in code is an example."""
    course = make_course(tmp_path)
    text = '![A map](map.png) <img alt="A map" src="map.png">\n\n`![](map.png)`'
    cell = prose_cell(text, "more")
    course.edit(MODULE, lambda notebook: notebook["cells"].append(cell))
    assert list(check_pictures(course.folder, course.stories)) == []


def test_pictures_of_stories_are_looked_at(tmp_path):
    """Both versions of a story say what their pictures show."""
    course = make_course(tmp_path)
    (course.stories / "my-eyes").mkdir()
    (course.stories / "my-eyes/easy-read.md").write_text("# Me\n\n![](me.png)\n")
    (found,) = check_pictures(course.folder, course.stories)
    assert found.file == "ebe_case_studies/my-eyes/easy-read.md"
