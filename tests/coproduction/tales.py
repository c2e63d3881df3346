"""A story as its author wrote it, for tests to change, take back and show."""

from pathlib import Path

STORY = """\
---
title: Talking with my eyes
origin: lived-experience
credit: Mo, who likes cricket
consent:
  reference: C-014
  given_on: 2026-10-02
  uses: [teaching, assessment]
  review_by: 2027-10-02
  withdrawn_on:
themes: [assistive-technologies]
technology: [eye-gaze communication aid]
content_note: Mentions being ignored in meetings.
---
I talk with my eyes.

It takes a while. People look at their phones.
"""

EASY_READ = """\
---
title: Talking with my eyes
---
# Talking with my eyes

> Picture: a man and a screen

I talk with my eyes.

> Picture: people with phones

It takes a while.
"""

ILLUSTRATIVE = STORY.replace("origin: lived-experience", "origin: illustrative")


def write_story(stories: Path, text: str = STORY, slug: str = "my-eyes") -> Path:
    """Write a story and its Easy Read below *stories*; return the story's folder."""
    folder = stories / slug
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "story.md").write_text(text, encoding="utf-8")
    (folder / "easy-read.md").write_text(EASY_READ, encoding="utf-8")
    return folder
