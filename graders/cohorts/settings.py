"""What the course's nbgrader configuration says about marking."""

import logging
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen
from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties

from graders.cohorts.gradebook import Penalty
from graders.nbgrader_plugins.mark_answers import MarkAnswers


class SettingsError(ValueError):
    """The configuration doesn't let answers be marked as data; says what to do."""


@frozen(kw_only=True)
class Settings:
    """What marking a cohort needs to know of the course.

    Attributes:
        root: The course's folder.
        course_id: Its name in the gradebook.
        db_url: Where the gradebook is.
        submitted: The folder of what was handed in, below *root*.
        autograded: The folder of what has been marked.
        feedback: The folder of feedback pages.
        release: The folder of students' copies.
        source: The folder of sources.
        ignore: Patterns of files beside a source that nbgrader leaves alone.
        excluded: Files beside a source that are not laid into students' work, by assignment.
        permissions: Of each file that is written.
        show_strongest: Whether feedback shows the strongest answer.
        penalty: What lateness costs.
    """

    root: Path
    course_id: str
    db_url: str
    submitted: Path
    autograded: Path
    feedback: Path
    release: Path
    source: Path
    ignore: Sequence[str]
    excluded: dict[str, list[str]]
    permissions: int
    show_strongest: bool
    penalty: Penalty


def read_settings(course: Path) -> Settings:
    """Return the settings that ``nbgrader autograde`` would have in the folder *course*.

    Raises:
        SettingsError: the configuration can't be read, or nbgrader would run students' code.
    """
    app = AutogradeApp()
    app.log.setLevel(logging.ERROR)
    app.load_cwd_config = False
    try:
        app.initialize([], root=str(course))
        config = app.config
        converter = Autograde(coursedir=app.coursedir, parent=app, config=config)
    finally:
        AutogradeApp.clear_instance()
    if MarkAnswers not in converter.autograde_preprocessors:
        raise SettingsError(
            f"{course / 'nbgrader_config.py'} does not have answers marked as data.\n"
            "  To fix it: put back what stands in it below the line, as the course came with it."
        )
    directory = app.coursedir
    if directory.directory_structure != "{nbgrader_step}/{student_id}/{assignment_id}":
        raise SettingsError(
            "The configuration sets CourseDirectory.directory_structure.\n"
            "  To fix it: take that line out, or use nbgrader autograde, which is slower."
        )
    late = AssignLatePenalties(parent=app, config=config)
    late.init_plugin()
    return Settings(
        root=course,
        course_id=directory.course_id,
        db_url=directory.db_url,
        submitted=course / directory.submitted_directory,
        autograded=course / directory.autograded_directory,
        feedback=course / directory.feedback_directory,
        release=course / directory.release_directory,
        source=course / directory.source_directory,
        ignore=tuple(directory.ignore),
        excluded=dict(converter.exclude_overwriting),
        permissions=int(str(converter.permissions), 8),
        show_strongest=MarkAnswers(parent=app, config=config).show_strongest,
        penalty=late.plugin_inst.late_submission_penalty,
    )
