"""Find what is wrong with stories: the files, and where notebooks show them."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from coproduction.identifiers import find_identifiers
from coproduction.stories import EASY_READ_FILE, STORY_FILE, Story, StoryError, read_story
from coproduction.story_cells import story_faults, use_in
from graders.cells import our_data
from graders.notebooks import cells_of_course
from graders.problems import Problem


def check_stories(course: Path, stories: Path, today: date) -> Iterator[Problem]:
    """Yield every problem of the stories on disk and of the cells that show them."""
    for path in sorted(stories.glob(f"*/{STORY_FILE}")):
        try:
            story = read_story(path.parent)
        except StoryError as error:
            for fault in error.faults:
                yield Problem(
                    file=path.relative_to(stories.parent).as_posix(),
                    line=fault.line,
                    problem=fault.problem,
                    fix=fault.fix,
                )
        else:
            yield from _check_identifiers(path.parent, story, stories.parent)
    for said, cells in cells_of_course(course):
        for cell in cells:
            if our_data(cell).get("story"):
                for problem, fix in story_faults(cell, stories, use_in(Path(said)), today):
                    yield Problem(
                        file=said,
                        where=str(our_data(cell)["story"]),
                        problem=problem,
                        fix=fix,
                    )


_LEAVE_IT_OUT = "Leave it out, or change it: whatever is in this project can be read by anybody."
_OR_EXCUSE_IT = f" If it gives nobody away, add it under public: in {STORY_FILE}."

#: The course's own notes on what its author agreed to, with days in them.
_CONSENT = re.compile(r"^consent:.*\n(?:[ \t].*\n|\n)*", re.MULTILINE)


def _check_identifiers(folder: Path, story: Story, root: Path) -> Iterator[Problem]:
    """Yield what in the words of a story, and of its Easy Read, could identify somebody."""
    for path in (folder / STORY_FILE, folder / EASY_READ_FILE):
        if not path.is_file():
            continue  # words that were taken back
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        front, end, body = text.partition("\n---\n")
        front = _CONSENT.sub(lambda entry: "\n" * entry.group().count("\n"), front + "\n")[:-1]
        for found in find_identifiers(front + end + body, credit=story.credit, public=story.public):
            yield Problem(
                file=path.relative_to(root).as_posix(),
                line=found.line,
                problem=f'"{found.text}" looks like {found.kind}.',
                fix=_LEAVE_IT_OUT + (_OR_EXCUSE_IT if found.excusable else ""),
            )
