"""Stories inside notebooks: filled from their files, and never stale."""

import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from coproduction.stories import ILLUSTRATIVE, Story, StoryError, read_story
from graders.cells import OURS, our_data
from graders.notebooks import SOURCE, Notebook

#: What is said where a story stood that may not be shown, or not there, or not any more.
WITHDRAWN = "*A story stood here. It has been withdrawn, and is no longer used here.*"

_LABEL = {
    True: "**An illustrative story.** It was written for this course. "
    "Nobody's own life is told in it.",
    False: "**A story from lived experience.**",
}


def use_in(notebook: Path) -> str:
    """Return what a story is used for in *notebook*, a path within the course's folder."""
    return "assessment" if notebook.parts[0] == SOURCE else "teaching"


def story_markdown(story: Story, use: str, on: date) -> str:
    """Return what stands in a notebook for *use* on that day: the story, or that it has gone.

    Its label and note come first; its credit, what its teller asks and its Easy Read last.
    """
    if story.withdrawn or story.not_for(use, on):
        return WITHDRAWN
    parts = [_LABEL[story.origin == ILLUSTRATIVE]]
    if story.content_note:
        parts.append(
            "<details><summary>What may be upsetting in this story</summary>"
            f"{story.content_note}</details>"
        )
    parts += [f"**{story.title}**", story.body, f"*{story.credit}*"]
    if story.asks:
        asked = "\n".join(f"{number}. {ask}" for number, ask in enumerate(story.asks, 1))
        parts += ["**What its teller would ask you**", asked]
    if story.easy_read:
        parts += [
            "<details><summary>The same story in Easy Read</summary>",
            _without_picture_places(story.easy_read),
            "</details>",
        ]
    return _quoted("\n\n".join(parts))


def _without_picture_places(easy_read: str) -> str:
    """Leave out places kept for pictures that are not there yet, and the title said above."""
    kept = [line for line in easy_read.splitlines() if not re.match(r"> ?Picture:|# ", line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _quoted(markdown: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in markdown.splitlines())


def digest_of(text: str) -> str:
    """Return a short digest of *text*, kept beside it to tell whether it is stale."""
    return sha256(text.encode()).hexdigest()[:16]


def sync_stories(notebook: Notebook, stories: Path, use: str, on: date) -> list[str]:
    """Fill each story's cell of *notebook* from its file; return the slugs that changed.

    Where its author did not agree to that *use*, or not on that day, no story is shown.
    A story that can't be read is left as it is; the check says why.
    """
    changed = []
    for cell in notebook["cells"]:
        slug = our_data(cell).get("story")
        if not slug:
            continue
        try:
            text = story_markdown(read_story(stories / str(slug)), use, on)
        except (StoryError, FileNotFoundError):
            continue
        if cell["source"] != text or our_data(cell).get("digest") != digest_of(text):
            cell["source"] = text
            cell["metadata"][OURS] = {"story": slug, "digest": digest_of(text)}
            changed.append(str(slug))
    return changed


def story_faults(
    cell: Mapping[str, Any], stories: Path, use: str, on: date
) -> list[tuple[str, str]]:
    """Return what is wrong with a story's cell, each as what and what to do; empty if nothing."""
    slug = str(our_data(cell).get("story"))
    try:
        story = read_story(stories / slug)
    except FileNotFoundError:
        return [(f'there is no story "{slug}".', f"Name a folder of {stories.name}.")]
    except StoryError as error:
        return [
            (f"line {each.line} of its file: {each.problem}", each.fix) for each in error.faults
        ]
    faults = []
    if reason := story.not_for(use, on):
        faults.append(
            (f"the story can't be shown here: {reason}.", "Ask its author, or take the cell out.")
        )
    text = story_markdown(story, use, on)
    if cell.get("source") != text or our_data(cell).get("digest") != digest_of(text):
        faults.append(("the story has changed since it was filled in.", "Run digiready sync."))
    return faults
