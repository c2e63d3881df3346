"""Find what is wrong with stories: the files, and where notebooks show them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from coproduction.stories import STORY_FILE, StoryError, read_story
from coproduction.story_cells import story_faults
from graders.cells import our_data
from graders.notebooks import SOURCE, cells_of_course
from graders.problems import Problem


def check_stories(course: Path, stories: Path, today: date) -> Iterator[Problem]:
    """Yield every problem of the stories on disk and of the cells that show them."""
    for path in sorted(stories.glob(f"*/{STORY_FILE}")):
        try:
            read_story(path.parent)
        except StoryError as error:
            for fault in error.faults:
                yield Problem(
                    file=path.relative_to(stories.parent).as_posix(),
                    line=fault.line,
                    problem=fault.problem,
                    fix=fault.fix,
                )
    for said, cells in cells_of_course(course):
        use = "assessment" if said.startswith(f"{SOURCE}/") else "teaching"
        for cell in cells:
            if our_data(cell).get("story"):
                for problem, fix in story_faults(cell, stories, use, today):
                    yield Problem(
                        file=said,
                        where=str(our_data(cell)["story"]),
                        problem=problem,
                        fix=fix,
                    )
