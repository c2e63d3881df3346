"""What a screen reader would say of a form, line by line, from how the form was made.

Pure, and simpler than the truth. Names follow the order that W3C's "Accessible Name and
Description Computation" and "HTML Accessibility API Mappings" give for plain HTML: a label, then
a placeholder, then nothing. Real screen readers differ in their words and can be set to say more
or less; they all get the same names and kinds of part from the browser.
"""

from collections.abc import Iterator

from attrs import frozen

#: The kinds of part that a form here is made of.
HEADING, TEXT, PICTURE, BOX, CHOICE, TICK, BUTTON, LINK = (
    "heading",
    "text",
    "picture",
    "box",
    "choice",
    "tick",
    "button",
    "link",
)

KINDS = (HEADING, TEXT, PICTURE, BOX, CHOICE, TICK, BUTTON, LINK)


@frozen(kw_only=True)
class Part:
    """A part of a form, as it was made.

    Attributes:
        kind: One of :data:`KINDS`.
        text: A heading's, text's, button's or link's words; a picture's words; a box's or a
            tick's label; the question over a choice. Empty where none is connected with it.
        level: A heading's level.
        file: A picture's file name, which is read out where it has no words.
        placeholder: Grey words in a box, which go when somebody types.
        hint: Help that is connected with a box.
        error: What is wrong with what was typed, if that is connected with the box.
        required: Whether a box says that it must be filled in.
        options: What can be chosen.
    """

    kind: str
    text: str = ""
    level: int = 2
    file: str = ""
    placeholder: str = ""
    hint: str = ""
    error: str = ""
    required: bool = False
    options: tuple[str, ...] = ()


def heard(part: Part) -> list[str]:
    """Return what is said of *part*: a line for each stop; none where nothing is said."""
    return list(_lines(part))


def _lines(part: Part) -> Iterator[str]:
    if part.kind == HEADING:
        yield f"{part.text}, heading level {part.level}"
    elif part.kind == TEXT:
        if part.text:
            yield part.text
    elif part.kind == PICTURE:
        yield f"{part.text or part.file}, graphic"
    elif part.kind == BOX:
        yield _said(part.text or part.placeholder, "edit", *_about(part))
    elif part.kind == CHOICE:
        if part.text:
            yield f"{part.text}, group"
        for option in part.options:
            yield f"{option}, radio button, not checked"
    elif part.kind == TICK:
        yield _said(part.text, "tick box, not ticked")
    else:
        yield _said(part.text, part.kind)


def _about(part: Part) -> Iterator[str]:
    """Give what else is said of a box: that it must be filled in, what is wrong, help."""
    if part.required:
        yield "required"
    if part.error:
        yield "not right"
    yield "blank"
    yield from (each for each in (part.error, part.hint) if each)


def _said(name: str, *rest: str) -> str:
    """Return the parts of a line with commas; a part without a name says only what it is."""
    return ", ".join(each for each in (name, *rest) if each)


def has_no_name(part: Part) -> bool:
    """Return whether somebody who only hears it can't tell what a part is for."""
    if part.kind in (BOX, TICK, BUTTON, LINK):
        return not (part.text or part.placeholder)
    return part.kind == CHOICE and not part.text
