"""Promises about the command: what it says, what it changes, and how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from digiready import app
from tests.coproduction.tales import STORY, write_story
from tests.graders.courses import MODULE, QUIZ, Course, make_course
from tests.graders.written import code_cell, prose_cell

PROGRAM = Path(sys.executable).with_name("digiready")


@pytest.fixture
def course(tmp_path) -> Course:
    """Return a sound course."""
    return make_course(tmp_path)


def run(course: Course, *arguments: str):
    """Run the command on *course*."""
    return CliRunner().invoke(app, [*arguments, "--course", str(course.folder)])


def break_two_notebooks(course: Course) -> None:
    """Put something wrong into each notebook and into the list of facts."""
    course.edit_cell(MODULE, "title", source="## Asking")
    course.edit_cell(QUIZ, "hand-in", metadata={})
    course.edit_cell(QUIZ, "task", source="## Reflection")
    text = (course.folder / "facts.yml").read_text()
    (course.folder / "facts.yml").write_text(text.replace("verified", "uncertain", 1))


def test_a_sound_course_passes(course):
    """Nothing to mend: that is said, with how much was looked at, and the command succeeds."""
    result = run(course, "check")
    assert result.exit_code == 0
    assert result.output == "Nothing to mend in course: 2 notebooks checked.\n"


def test_a_broken_course_fails_with_all_that_is_wrong(course):
    """Every fault in every file is named, each with its mending, then how many there are."""
    break_two_notebooks(course)
    result = run(course, "check")
    assert result.exit_code == 1
    for words in (
        f"{MODULE}, Asking: this heading is of level 2",
        f"{QUIZ}, hand-in: the cell's metadata does not fit",
        f"{QUIZ}, task: the reflection has no rubric",
        f"{QUIZ}, first-reply: its key rests on S1, which is uncertain",
        f"{MODULE}, try-it: its key rests on S1, which is uncertain",
    ):
        assert words in result.output
    assert result.output.count("To fix it:") == 5
    assert result.output.endswith("5 things to mend in course.\n")


def test_one_thing_is_one_thing(course):
    """The count reads as a person would say it."""
    course.edit_cell(QUIZ, "hand-in", metadata={})
    assert run(course, "check").output.endswith("\n1 thing to mend in course.\n")


def test_faults_of_activities_and_stories_are_found_too(course):
    """One command looks at all three: notebooks, activities and stories."""
    activity = {"source": "%%activity night\nkind: threat"}
    course.edit_cell(MODULE, "title", cell_type="code", outputs=[], **activity)
    write_story(course.stories, STORY.replace("title:", "titel:"))
    output = run(course, "check").output
    assert '"kind: threat" is not a kind of activity' in output
    assert 'ebe_case_studies/my-eyes/story.md, line 2: "titel" is not an entry' in output


def test_gaps_and_hard_texts_are_found_too(course):
    """A section that teaches nothing and a text over the limit are things to mend."""
    course.edit_cell(MODULE, "title", metadata={"digiready": {"section": "how"}})
    hard = "Multidisciplinary organisational heterogeneity necessitates documentation " * 30
    course.edit(QUIZ, lambda notebook: notebook["cells"].append(prose_cell(hard, "hard")))
    output = run(course, "check").output
    assert f"{MODULE}, how: this section teaches no outcome" in output
    assert 'outcomes.yml, answer: there is no section "why" in 01-asking' in output
    assert f"{QUIZ}: its reading age is" in output
    assert output.endswith("3 things to mend in course.\n")


def test_dead_links_and_silent_pictures_are_found_too(course):
    """A link that leads nowhere and a picture without words are things to mend."""
    text = "[Read](gone.md) ![](https://example.org/a.png)"
    course.edit(MODULE, lambda notebook: notebook["cells"].append(prose_cell(text, "more")))
    output = run(course, "check").output
    assert f'{MODULE}, more: the link "gone.md" leads to a file' in output
    assert f'{MODULE}, more: the picture "https://example.org/a.png" has no words' in output


@pytest.mark.slow
def test_the_check_runs_notebooks_if_asked(course):
    """Only with --run is a cell that stops found."""
    cell = code_cell("1 / 0", "sum")
    course.edit(MODULE, lambda notebook: notebook["cells"].append(cell))
    assert run(course, "check").exit_code == 0
    result = run(course, "check", "--run")
    assert result.exit_code == 1
    assert f"{MODULE}, sum: it stops with ZeroDivisionError: division by zero" in result.output
    assert result.output.endswith("\n1 thing to mend in course.\n")


def test_coverage_prints_both_ways_round(course):
    """Messages with what answers, teaches and assesses them; outcomes with their messages."""
    result = run(course, "coverage")
    assert result.exit_code == 0
    lines = [line.split() for line in result.output.splitlines()]
    assert ["Message", "Outcome", "Section", "Qualifying", "Post-qualifying"] in lines
    assert ["be-there", "answer", "why", "first-reply", "not", "needed"] in lines
    assert ["answer", "be-there"] in lines
    assert result.output.endswith("\n0 messages are answered by planned outcomes only.\n")


def test_coverage_names_a_message_once(course):
    """Where two outcomes answer a message, the second row leaves its name out."""
    path = course.folder / "outcomes.yml"
    path.write_text(path.read_text() + path.read_text().replace("answer:", "reply:"))
    lines = [line.split()[:2] for line in run(course, "coverage").output.splitlines()]
    assert ["be-there", "answer"] in lines and ["reply", "why"] in lines


def test_coverage_writes_the_page(course, tmp_path):
    """The page for programme leads goes where it was asked for, and the figures are said."""
    page = tmp_path / "coverage.md"
    result = run(course, "coverage", "--write", str(page))
    assert result.exit_code == 0
    assert page.read_text().startswith("# What the course covers\n")
    assert result.output.startswith(f"Written to {page}.\n1 of 1 messages")


def test_coverage_of_lists_with_faults_is_no_success(course):
    """What is wrong with the lists is said, and the command fails."""
    path = course.folder / "outcomes.yml"
    path.write_text(path.read_text().replace("[be-there]", "[be-thre]"))
    result = run(course, "coverage")
    assert result.exit_code == 1
    assert 'outcomes.yml, line 5: "be-thre"' in result.output


def test_sync_says_what_it_changed_and_puts_it_right(course):
    """Each notebook that changed is named with the cells; then the check has nothing to say."""
    write_story(course.stories)
    story = prose_cell("", "story", digiready={"story": "my-eyes"})
    course.edit(MODULE, lambda notebook: notebook["cells"].append(story))
    course.edit_cell(QUIZ, "hand-in", metadata={})
    course.edit_cell(QUIZ, "first-reply", metadata={})
    assert run(course, "check").exit_code == 1
    result = run(course, "sync")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"{MODULE}: my-eyes",
        f"{QUIZ}: first-reply, hand-in",
        "2 notebooks changed.",
    ]
    assert run(course, "check").exit_code == 0


def test_sync_shows_a_story_only_where_its_author_agreed(course):
    """The quiz is told that it counts, the module that it teaches; the check names the quiz."""
    write_story(course.stories, STORY.replace("[teaching, assessment]", "[teaching]"))
    shown = prose_cell("", "story", digiready={"story": "my-eyes"})
    for name in (MODULE, QUIZ):
        course.edit(name, lambda notebook: notebook["cells"].append(shown))
    run(course, "sync")
    assert "I talk with my eyes." in (course.folder / MODULE).read_text()
    assert "I talk with my eyes." not in (course.folder / QUIZ).read_text()
    output = run(course, "check").output
    assert f"{QUIZ}, my-eyes: the story can't be shown here" in output
    assert output.endswith("\n1 thing to mend in course.\n")


def test_a_second_sync_touches_no_file(course):
    """Where there is nothing to do, no notebook is written again."""
    run(course, "sync")
    before = {path: path.stat().st_mtime_ns for path in course.folder.rglob("*.ipynb")}
    assert run(course, "sync").output == "No notebooks changed.\n"
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_sync_leaves_what_it_cannot_read_and_says_so(course):
    """A notebook in conflict is named and left; the others are still put right."""
    (course.folder / MODULE).write_text("<<<<<<< HEAD")
    course.edit_cell(QUIZ, "hand-in", metadata={})
    result = run(course, "sync")
    assert result.exit_code == 1
    assert f"{MODULE}: left as it is. asking.ipynb can't be read" in result.output
    assert f"{QUIZ}: hand-in" in result.output
    assert (course.folder / MODULE).read_text() == "<<<<<<< HEAD"


def test_stories_can_lie_elsewhere(course, tmp_path):
    """Where stories are kept apart, the command is told where."""
    write_story(tmp_path / "tales", STORY.replace("title:", "titel:"))
    assert run(course, "check").exit_code == 0
    result = run(course, "check", "--stories", str(tmp_path / "tales"))
    assert result.exit_code == 1
    assert "tales/my-eyes/story.md, line 2" in result.output


def test_without_a_course_the_command_says_so_in_words(tmp_path):
    """Started in the wrong place, it says what it looked for and what to do, and ends with 2."""
    done = subprocess.run([PROGRAM, "check"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith(f"There is no course in {tmp_path}")
    assert "To fix it: go to the folder of the course, or name it with --course." in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_the_command_works_from_inside_a_course(course):
    """An author in the folder of a quiz need not say where the course is."""
    done = subprocess.run(
        [PROGRAM, "check"], cwd=(course.folder / QUIZ).parent, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (
        0, "Nothing to mend in course: 2 notebooks checked.\n",
    )  # fmt: skip


def test_help_names_the_commands():
    """Typed alone, the command says what it can do."""
    result = CliRunner().invoke(app, [])
    assert all(name in result.output for name in ("sync", "check", "coverage"))
