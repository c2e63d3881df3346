"""Promises about "What the screen reader says": lines follow from how a form was made."""

import pytest

from classroom.activities import read_activity
from classroom.activities.read_aloud import (
    MENDED,
    ReadAloudWidget,
    mended_in,
    read_aloud_html,
    summary,
)
from classroom.activities.read_aloud_lines import (
    BOX,
    BUTTON,
    CHOICE,
    HEADING,
    LINK,
    PICTURE,
    TEXT,
    TICK,
    Part,
    has_no_name,
    heard,
)
from tests.classroom.conftest import heard as said_by
from tests.classroom.conftest import tell

FORM = """\
kind: read-aloud
title: What the screen reader says
setting: An invented form.
fixes:
  label: {says: Give the box a name., why: Who hears it knows what to type.}
  button: {says: Give the button words., why: An arrow has no name.}
parts:
  words: {looks: Your name, made: {kind: text, text: Your name}, mended: {kind: text}, fix: label}
  box: {looks: A box, made: {kind: box}, mended: {kind: box, text: Your name}, fix: label}
  send: {looks: An arrow, made: {kind: button}, mended: {kind: button, text: Book it}, fix: button}
closing: Which form of yours do you want to hear?
facts: [T55]
"""


def read():
    """Return the activity above."""
    return read_activity("form", FORM)[1]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        (Part(kind=HEADING, text="Book", level=1), ["Book, heading level 1"]),
        (Part(kind=TEXT, text="Book"), ["Book"]),
        (Part(kind=TEXT), []),
        (Part(kind=PICTURE, file="IMG_1.jpg"), ["IMG_1.jpg, graphic"]),
        (Part(kind=PICTURE, file="IMG_1.jpg", text="A bus"), ["A bus, graphic"]),
        (Part(kind=BOX), ["edit, blank"]),
        (Part(kind=BOX, placeholder="Name"), ["Name, edit, blank"]),
        (Part(kind=BOX, text="Your name", placeholder="Name"), ["Your name, edit, blank"]),
        (
            Part(kind=BOX, text="Day", required=True, error="Enter a day", hint="Such as 4"),
            ["Day, edit, required, not right, blank, Enter a day, Such as 4"],
        ),
        (
            Part(kind=CHOICE, options=("Yes", "No")),
            ["Yes, radio button, not checked", "No, radio button, not checked"],
        ),
        (
            Part(kind=CHOICE, text="A ramp?", options=("Yes",)),
            ["A ramp?, group", "Yes, radio button, not checked"],
        ),
        (Part(kind=TICK), ["tick box, not ticked"]),
        (Part(kind=TICK, text="I agree"), ["I agree, tick box, not ticked"]),
        (Part(kind=BUTTON), ["button"]),
        (Part(kind=LINK, text="Click here"), ["Click here, link"]),
    ],
)
def test_a_part_is_heard_as_it_was_made(part, lines):
    """Worked out by hand for each kind, with a name and without."""
    assert heard(part) == lines


def test_mending_changes_what_is_heard():
    """Each mending for itself, and both."""
    activity = read()
    assert activity.lines(()) == ["Your name", "edit, blank", "button"]
    assert activity.lines(["label"]) == ["Your name, edit, blank", "button"]
    assert activity.lines(["label", "button"]) == ["Your name, edit, blank", "Book it, button"]
    assert [has_no_name(part) for part in activity.parts(())] == [False, True, True]


def test_it_is_said_in_words():
    """How many lines, and how many parts don't say what they are for."""
    activity = read()
    assert summary(activity, ()) == (
        "3 lines are heard. 2 parts say what they are, and not what they are for."
    )
    assert summary(activity, ["label", "button"]) == (
        "2 lines are heard, and every box, choice, button and link has a name."
    )


def test_a_mending_is_kept_and_said(session):
    """The lines follow the switch; what doesn't fit is passed over."""
    widget = ReadAloudWidget(session, "form", read())
    tell(widget, kind="answer", number=1, fields={MENDED: ["label", "gone"]})
    assert said_by(widget)[-1]["says"].startswith("Saved. 2 lines are heard. 1 part says")
    assert "Your name, edit, blank" in widget.html
    assert "changed" in widget.html
    assert session.store.fields("form") == {MENDED: ["label", "gone"]}
    assert mended_in(read(), {MENDED: ["gone"]}) == ()
    assert "edit, blank" in read_aloud_html("form", read(), {}, {})
    assert "Which form of yours" not in widget.html  # there is more to mend
    tell(widget, kind="answer", number=2, fields={MENDED: ["label", "button"]})
    assert "Which form of yours" in widget.html
