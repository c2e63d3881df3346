"""Promises about stories in notebooks: filled from their files, labelled, and never stale."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from coproduction.check import check_stories
from coproduction.stories import read_story
from coproduction.story_cells import (
    WITHDRAWN,
    story_faults,
    story_markdown,
    sync_stories,
    use_in,
)
from tests.coproduction.tales import ILLUSTRATIVE, STORY, write_story
from tests.graders.courses import MODULE, QUIZ, make_course
from tests.graders.written import prose_cell

DAY = date(2026, 11, 23)
TAKEN_BACK = STORY.replace("withdrawn_on:", "withdrawn_on: 2026-11-20")


@pytest.fixture
def stories(tmp_path) -> Path:
    """Return a folder with one story in it."""
    write_story(tmp_path / "stories")
    return tmp_path / "stories"


def showing(slug: str = "my-eyes") -> dict:
    """Return a notebook with a cell that is to show a story."""
    return {
        "cells": [
            prose_cell("# Title", "title"),
            prose_cell("", "story", digiready={"story": slug}),
        ]
    }


def synced(stories: Path) -> dict:
    """Return a notebook that shows the story as it is now."""
    notebook = showing()
    sync_stories(notebook, stories, "teaching", DAY)
    return notebook


def test_syncing_twice_changes_nothing_more(stories):
    """The first sync fills the cell and says so; the second finds nothing to do."""
    notebook = showing()
    assert sync_stories(notebook, stories, "teaching", DAY) == ["my-eyes"]
    once = deepcopy(notebook)
    assert sync_stories(notebook, stories, "teaching", DAY) == []
    assert notebook == once
    assert story_faults(notebook["cells"][1], stories, "teaching", DAY) == []


def test_a_story_is_shown_with_its_label_note_and_credit(stories):
    """Label first, then what may be upsetting, the story, whose it is, and the Easy Read."""
    text = synced(stories)["cells"][1]["source"]
    place = 0
    for part in (
        "**A story from lived experience.**",
        "Mentions being ignored in meetings.",
        "**Talking with my eyes**",
        "I talk with my eyes.",
        "People look at their phones.",
        "*Mo, who likes cricket*",
        "<summary>The same story in Easy Read</summary>",
        "It takes a while.",
        "</details>",
    ):
        place = text.index(part, place)
    assert all(line.startswith(">") for line in text.splitlines())


def test_what_its_teller_asks_stands_under_the_story(stories):
    """Questions are numbered, between the credit and the Easy Read; without any, no heading."""
    assert "would ask you" not in synced(stories)["cells"][1]["source"]
    asks = "asks:\n  - Why did you look at your phone?\n  - Who spoke for me?\n"
    write_story(stories, STORY.replace("themes:", f"{asks}themes:"))
    text = synced(stories)["cells"][1]["source"]
    assert (
        "> *Mo, who likes cricket*\n>\n> **What its teller would ask you**\n>\n"
        "> 1. Why did you look at your phone?\n> 2. Who spoke for me?\n>\n> <details>"
    ) in text


def test_places_for_pictures_are_left_out(stories):
    """A place that is kept for a picture says nothing to a reader, and the title was said."""
    text = synced(stories)["cells"][1]["source"]
    assert "Picture:" not in text
    assert "# Talking" not in text


def test_a_made_up_story_says_so_first(tmp_path):
    """Nobody takes an illustrative story for somebody's life."""
    shown = story_markdown(read_story(write_story(tmp_path, ILLUSTRATIVE)), "teaching", DAY)
    assert shown.startswith("> **An illustrative story.** It was written for this course.")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda cell: cell.update(source=cell["source"] + " Mine."), id="words"),
        pytest.param(lambda cell: cell["metadata"]["digiready"].pop("digest"), id="no digest"),
        pytest.param(
            lambda cell: cell["metadata"]["digiready"].update(digest="0" * 16), id="other digest"
        ),
    ],
)
def test_a_cell_changed_by_hand_is_stale_and_is_filled_anew(stories, change):
    """A story is changed in its file; what was typed into a notebook is found and put right."""
    notebook = synced(stories)
    whole = deepcopy(notebook)
    change(notebook["cells"][1])
    (fault,) = story_faults(notebook["cells"][1], stories, "teaching", DAY)
    assert fault == ("the story has changed since it was filled in.", "Run digiready sync.")
    assert sync_stories(notebook, stories, "teaching", DAY) == ["my-eyes"]
    assert notebook == whole


def test_a_corrected_story_is_stale_until_the_next_sync(stories):
    """A co-author's correction reaches every notebook at the next sync."""
    notebook = synced(stories)
    write_story(stories, STORY.replace("a while", "an age"))
    assert story_faults(notebook["cells"][1], stories, "teaching", DAY)
    sync_stories(notebook, stories, "teaching", DAY)
    assert "It takes an age." in notebook["cells"][1]["source"]


@pytest.mark.parametrize("words", ["kept", "deleted"])
def test_taking_a_story_back_takes_it_out_of_the_notebook(stories, words):
    """At the next sync a sentence stands in its place, whether or not its words were deleted."""
    notebook = synced(stories)
    text = TAKEN_BACK if words == "kept" else TAKEN_BACK[: TAKEN_BACK.index("I talk")]
    folder = write_story(stories, text)
    if words == "deleted":
        (folder / "easy-read.md").unlink()
    assert story_faults(notebook["cells"][1], stories, "teaching", DAY)
    assert sync_stories(notebook, stories, "teaching", DAY) == ["my-eyes"]
    assert notebook["cells"][1]["source"] == WITHDRAWN
    assert "eyes." not in str(notebook)
    assert story_faults(notebook["cells"][1], stories, "teaching", DAY) == []


def test_a_story_that_cannot_be_read_is_left_as_it_is(stories):
    """A sync never empties a cell because a file is broken or gone; the check says why."""
    notebook = synced(stories)
    before = deepcopy(notebook)
    write_story(stories, STORY.replace("title:", "titel:"))
    assert sync_stories(notebook, stories, "teaching", DAY) == []
    assert notebook == before
    faults = story_faults(notebook["cells"][1], stories, "teaching", DAY)
    assert any(what.startswith("line 2 of its file") for what, _ in faults)


def test_a_story_that_is_not_there_is_said(stories):
    """A notebook that names no story of ours is told which it named."""
    notebook = showing("my-ears")
    assert sync_stories(notebook, stories, "teaching", DAY) == []
    ((what, fix),) = story_faults(notebook["cells"][1], stories, "teaching", DAY)
    assert what == 'there is no story "my-ears".'
    assert fix == "Name a folder of stories."


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        pytest.param("[teaching, assessment]", "[assessment]",
                     "its author did not agree to its use for teaching", id="other use"),
        pytest.param("given_on: 2026-10-02", "given_on: 2026-11-24", "it has no consent yet",
                     id="from tomorrow"),
        pytest.param("review_by: 2027-10-02", "review_by: 2026-11-22",
                     "its consent was due to be asked for again", id="past its day"),
    ],
)  # fmt: skip
def test_a_story_its_author_did_not_agree_to_is_not_shown(stories, old, new, why):
    """A sync shows no word of it, whether or not it stood there; the check goes on saying why."""
    notebook = synced(stories)
    write_story(stories, STORY.replace(old, new))
    assert sync_stories(notebook, stories, "teaching", DAY) == ["my-eyes"]
    assert notebook == synced(stories)
    assert notebook["cells"][1]["source"] == WITHDRAWN
    assert "eyes." not in str(notebook)
    ((what, _),) = story_faults(notebook["cells"][1], stories, "teaching", DAY)
    assert what == f"the story can't be shown here: {why}."


def test_agreed_to_again_it_comes_back(stories):
    """Once its author has said yes, the next sync shows the story again."""
    write_story(stories, STORY.replace("review_by: 2027-10-02", "review_by: 2026-11-22"))
    notebook = synced(stories)
    write_story(stories)
    assert story_faults(notebook["cells"][1], stories, "teaching", DAY)
    sync_stories(notebook, stories, "teaching", DAY)
    assert notebook == synced(stories)
    assert "I talk with my eyes." in notebook["cells"][1]["source"]


@pytest.mark.parametrize(
    ("uses", "found"),
    [
        pytest.param("[teaching, assessment]", [], id="both"),
        pytest.param("[teaching]", [(QUIZ, "use for assessment")], id="teaching only"),
        pytest.param("[assessment]", [(MODULE, "use for teaching")], id="assessment only"),
    ],
)
def test_modules_teach_and_assignments_assess(tmp_path, uses, found):
    """A story's use follows from the folder of the notebook in which it stands."""
    course = make_course(tmp_path)
    write_story(course.stories, STORY.replace("[teaching, assessment]", uses))
    for name in (MODULE, QUIZ):
        course.edit(name, lambda notebook: notebook["cells"].append(showing()["cells"][1]))
        use = use_in(Path(name))
        course.edit(
            name, lambda notebook, use=use: sync_stories(notebook, course.stories, use, DAY)
        )
    kept = {
        name: "I talk with my eyes." in (course.folder / name).read_text()
        for name in (MODULE, QUIZ)
    }
    assert kept == {name: name not in dict(found) for name in kept}
    problems = list(check_stories(course.folder, course.stories, DAY))
    assert [each.file for each in problems] == [name for name, _ in found]
    assert all(words in each.problem for each, (_, words) in zip(problems, found, strict=True))


def test_a_broken_story_is_found_where_nobody_shows_it(tmp_path):
    """The check reads every story there is, and names its file and line."""
    course = make_course(tmp_path)
    write_story(course.stories, STORY.replace("title:", "titel:"))
    problems = list(check_stories(course.folder, course.stories, DAY))
    assert {each.file for each in problems} == {"ebe_case_studies/my-eyes/story.md"}
    assert {each.line for each in problems} == {2}
