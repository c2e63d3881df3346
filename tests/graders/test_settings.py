"""Promises about what an educator decides for a course."""

import pytest

from graders.settings import READING_AGES, Settings, programme_of, read_settings


def read(tmp_path, text: str):
    """Return what is read from a course whose file holds *text*."""
    (tmp_path / "course.yml").write_text(text)
    return read_settings(tmp_path)


def test_a_course_without_the_file_is_sound(tmp_path):
    """What an educator did not decide is as the project has it."""
    assert read_settings(tmp_path) == (Settings(), [])


def test_what_is_written_counts(tmp_path):
    """An age for one programme leaves the other's; questions are allowed by name."""
    text = "reading_age: {qualifying: 12}\nillustrative_panels_count: [late-visit]\n"
    settings, faults = read(tmp_path, text)
    assert faults == []
    assert settings.reading_age == {**READING_AGES, "qualifying": 12.0}
    assert settings.illustrative_panels_count == ("late-visit",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("reading_age: 12", '"reading_age:" must give an age', id="no programme"),
        pytest.param("reading_age: {qualifying: old}", "must give an age", id="no number"),
        pytest.param("reading_age: {qualified: 12}", "must give an age", id="no such programme"),
        pytest.param("illustrative_panels_count: yes", "must be a list of names", id="no list"),
        pytest.param("reading_ages: {qualifying: 12}", 'Did you mean "reading_age"', id="misspelt"),
        pytest.param("- 1", "not a list of entries", id="not entries"),
    ],
)
def test_a_fault_is_said_and_the_rest_holds(tmp_path, text, problem):
    """A file with a fault in it falls back to what the project has, and is told of."""
    settings, faults = read(tmp_path, text)
    assert any(problem in f"{each.problem} {each.fix}" for each in faults)
    assert settings.reading_age == READING_AGES


def test_the_programme_is_in_the_name():
    """Post-qualifying assignments are held to their own limit, all else to the lower one."""
    assert programme_of("source/a/digital-capabilities-post-qualifying.ipynb") == "post-qualifying"
    assert programme_of("source/a/digital-capabilities-qualifying.ipynb") == "qualifying"
    assert programme_of("modules/02-online-safeguarding/online.ipynb") == "qualifying"
