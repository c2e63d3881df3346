"""Promises about story files: read whole, or every fault said; shown as their author agreed."""

from datetime import date

import pytest

from coproduction.stories import StoryError, read_story
from tests.coproduction.tales import EASY_READ, ILLUSTRATIVE, STORY, write_story
from tests.graders.written import changed


def test_a_story_is_read_whole(tmp_path):
    """What its author wrote and agreed to is what the story holds."""
    story = read_story(write_story(tmp_path))
    assert (story.slug, story.title) == ("my-eyes", "Talking with my eyes")
    assert (story.origin, story.credit) == ("lived-experience", "Mo, who likes cricket")
    assert story.content_note == "Mentions being ignored in meetings."
    assert story.body.startswith("I talk with my eyes.\n\nIt takes")
    assert story.easy_read.startswith("# Talking with my eyes\n")
    assert story.consent.reference == "C-014"
    assert story.consent.given_on == date(2026, 10, 2)
    assert story.consent.uses == ("teaching", "assessment")
    assert not story.withdrawn
    assert (story.asks, story.public) == ((), ())


@pytest.mark.parametrize("entry", ["asks", "public"])
@pytest.mark.parametrize(
    "written",
    [
        pytest.param("[One, Two]", id="brackets"),
        pytest.param("\n  - One\n  - 'Two '", id="lines"),
        pytest.param("\n- One\n- |\n  Two", id="long lines"),
    ],
)
def test_a_story_may_have_lists(tmp_path, entry, written):
    """What its teller asks, and what is public in it, are texts in the order they were written."""
    text = changed(STORY, "themes:", f"{entry}: {written}\nthemes:".replace(": \n", ":\n"))
    assert getattr(read_story(write_story(tmp_path, text)), entry) == ("One", "Two")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
def test_it_does_not_matter_which_machine_saved_it(tmp_path, encoding, end):
    """A story saved on Windows, with its sign at the beginning or its line ends, is the same."""
    folder = write_story(tmp_path)
    plain = read_story(folder)
    for name, text in (("story.md", STORY), ("easy-read.md", EASY_READ)):
        (folder / name).write_bytes(text.replace("\n", end).encode(encoding))
    assert read_story(folder) == plain


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        pytest.param("---\ntitle", "title", 1, "does not begin with its entries", id="no start"),
        pytest.param("title: Talking with my eyes\n", "", 2, '"title:" is missing', id="no title"),
        pytest.param("title: Talking", "titel: Talking", 2, '"titel" is not an entry', id="entry"),
        pytest.param(
            "origin: lived-experience", "origin: true", 3, '"origin: True" says neither',
            id="origin",
        ),
        pytest.param("credit: Mo, who likes cricket", "credit:", 4, '"credit:" must be text',
                     id="no credit"),
        pytest.param("[teaching, assessment]", "[teaching, tiktok]", 8, '"tiktok" is not a use',
                     id="use"),
        pytest.param("[teaching, assessment]", "everything", 8, '"everything" is not a use',
                     id="one use"),
        pytest.param("given_on: 2026-10-02", "given_on: last autumn", 7,
                     '"given_on: last autumn" is not a day', id="day in words"),
        pytest.param("given_on: 2026-10-02", "given_on: 2026", 7, '"given_on: 2026" is not a day',
                     id="a year"),
        pytest.param("given_on: 2026-10-02", "given_on: 2026-10-02 10:00:00", 7, "is not a day",
                     id="an hour"),
        pytest.param("given_on: 2026-10-02", "given_on: 2026-02-30", 7, "out of range",
                     id="no such day"),
        pytest.param("withdrawn_on:", "withdrawn_on: yes", 10, '"withdrawn_on: yes" is not a day',
                     id="withdrawn in a word"),
        pytest.param("credit: Mo", "credit: Mo: x", 4, "can't be read", id="second colon"),
        pytest.param(STORY[STORY.index("I talk") :], "\n", 2, "there is no story", id="no words"),
        pytest.param("themes:", "asks: Who are you?\nthemes:", 11, '"asks:" must be a list',
                     id="one question, no list"),
        pytest.param("themes:", "asks: [Who?, 3]\nthemes:", 11, '"asks:" must be a list of texts',
                     id="a number among the questions"),
        pytest.param("themes:", "asks:\n  - Why: me?\nthemes:", 11, '"asks:" must be a list',
                     id="a colon in a question"),
        pytest.param("themes:", "public: ['']\nthemes:", 11, '"public:" must be a list',
                     id="nothing public"),
        pytest.param(STORY[STORY.index("consent") : STORY.index("themes")], "", 2,
                     '"consent:" is missing', id="no consent"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(tmp_path, old, new, line, problem):
    """What is wrong with a story's file is said with its line, however the author got there."""
    with pytest.raises(StoryError) as caught:
        read_story(write_story(tmp_path, changed(STORY, old, new)))
    faults = caught.value.faults
    assert any(each.line == line and problem in each.problem for each in faults), faults


def test_all_faults_are_told_at_once(tmp_path):
    """A co-author mends everything in one go."""
    text = STORY.replace("lived-experience", "x").replace("assessment", "y").replace("2026", "z")
    with pytest.raises(StoryError) as caught:
        read_story(write_story(tmp_path, text))
    assert [fault.line for fault in caught.value.faults] == [3, 7, 8]
    assert str(caught.value).count("To fix it:") == 3


def test_a_story_needs_its_easy_read(tmp_path):
    """A story without an Easy Read version is not finished."""
    folder = write_story(tmp_path)
    (folder / "easy-read.md").unlink()
    with pytest.raises(StoryError, match="no Easy Read version"):
        read_story(folder)


def test_a_file_in_another_writing_is_said(tmp_path):
    """A story saved by an old program is named, not a traceback."""
    folder = write_story(tmp_path)
    (folder / "story.md").write_bytes(STORY.replace("Mo,", "Zoë,").encode("cp1252"))
    with pytest.raises(StoryError, match="not saved as UTF-8"):
        read_story(folder)


DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "use", "reason"),
    [
        pytest.param(STORY, "teaching", "", id="agreed"),
        pytest.param(STORY, "assessment", "", id="agreed for assessment"),
        pytest.param(STORY, "open-web", "did not agree to its use for open-web", id="other use"),
        pytest.param(
            STORY.replace("uses: [teaching, assessment]", "uses: teaching"), "teaching", "",
            id="one use, no brackets",
        ),
        pytest.param(
            STORY.replace("uses: [teaching, assessment]", "uses:"), "teaching", "did not agree",
            id="no use",
        ),
        pytest.param(
            STORY.replace("given_on: 2026-10-02", "given_on:"), "teaching", "no consent yet",
            id="not given",
        ),
        pytest.param(
            STORY.replace("given_on: 2026-10-02", "given_on: 2026-11-24"), "teaching",
            "no consent yet", id="given tomorrow",
        ),
        pytest.param(
            STORY.replace("given_on: 2026-10-02", "given_on: 2026-11-23"), "teaching", "",
            id="given today",
        ),
        pytest.param(
            STORY.replace("review_by: 2027-10-02", "review_by: 2026-11-22"), "teaching",
            "due to be asked for again", id="review past",
        ),
        pytest.param(
            STORY.replace("review_by: 2027-10-02", "review_by: 2026-11-23"), "teaching", "",
            id="review today",
        ),
        pytest.param(
            STORY.replace("review_by: 2027-10-02", "review_by:"), "teaching",
            "due to be asked for again", id="no review",
        ),
        pytest.param(
            ILLUSTRATIVE.replace("given_on: 2026-10-02", "given_on:"), "teaching", "",
            id="made up, so nobody to ask",
        ),
        pytest.param(
            STORY.replace("withdrawn_on:", "withdrawn_on: 2026-11-20"), "open-web", "",
            id="taken back, so only that is shown",
        ),
        pytest.param(
            ILLUSTRATIVE, "open-web", "did not agree to its use for open-web",
            id="made up, not for the web",
        ),
    ],
)  # fmt: skip
def test_a_story_is_shown_as_its_author_agreed(tmp_path, text, use, reason):
    """Consent has a beginning, an end and uses; outside them the story stays where it is."""
    found = read_story(write_story(tmp_path, text)).not_for(use, DAY)
    assert reason in found
    assert bool(found) == bool(reason)


def test_a_story_that_was_taken_back_needs_no_words(tmp_path):
    """When its author takes it back, the words may go at once, and the Easy Read too."""
    text = STORY.replace("withdrawn_on:", "withdrawn_on: 2026-11-20")
    folder = write_story(tmp_path, text[: text.index("I talk")])
    (folder / "easy-read.md").unlink()
    assert read_story(folder).withdrawn
