"""What every kind of question promises: read, view, parse, mark, samples; some also press.

A kind is one module of this package with a ``KIND`` in it. Each step is a pure
function: no files, no clock, no Jupyter.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from graders.kinds.reading import Reader

#: What a question's form sent: its fields, each with the list of its values.
Fields = Mapping[str, Sequence[str]]

#: The same, to be kept.
FormFields = dict[str, list[str]]

#: What a template shows: text, truth and lists of the same, ready to fill in.
View = dict[str, Any]

#: Fields that any question's form may send beside its answer. No kind's own field begins
#: with an underscore, and no id of an author's does.
SURE, DRAWN = "_sure", "_drawn"


#: What becomes of a question that was withdrawn after it was set: everybody who handed in has
#: its full points, or it counts for nobody and the total is worked out without it.
FULL_MARKS, LEFT_OUT = "full-marks", "left-out"


def own_fields(fields: Fields) -> FormFields:
    """Return the fields that are a kind's own: without what any question's form may send.

    >>> own_fields({"choice": ["ring"], "_sure": ["3"]})
    {'choice': ['ring']}
    """
    return {name: list(each) for name, each in fields.items() if name not in (SURE, DRAWN)}


def is_answered(fields: Fields) -> bool:
    """Return whether anything was chosen or written; a box left empty is sent as "".

    >>> is_answered({"number": [""], "_sure": ["3"]})
    False
    """
    return any(value.strip() for each in own_fields(fields).values() for value in each)


class NotAnAnswerError(ValueError):
    """What was sent can't be read as an answer to this question.

    It is not the same as a wrong answer: the message tells a person what was
    sent, and the submission is flagged for them.
    """


@frozen(kw_only=True)
class Option:
    """One thing that can be chosen.

    Attributes:
        id: Short name used in keys and answers; never shown to students.
        text: What the student reads.
    """

    id: str
    text: str


@frozen(kw_only=True)
class Remark:
    """What one part of an answer earned, and why.

    Attributes:
        about: The part in the student's words, such as an option's text.
        says: A short judgement in words, such as "Right" or "Half right".
        why: The author's reason; may be empty.
    """

    about: str
    says: str
    why: str = ""


def only_fields(fields: Fields, known: Collection[str]) -> None:
    """Refuse a field that the question's form does not have.

    Raises:
        NotAnAnswerError: there is one that is none of *known*; names it.
    """
    stray = sorted(set(fields) - set(known))
    if stray:
        raise NotAnAnswerError(f"it holds {quoted(stray)}, which this question does not ask for")


def quoted(words: Sequence[str]) -> str:
    """Return up to three of *words*, shortened and quoted, for a message."""
    return ", ".join(f'"{str(word)[:40]}"' for word in words[:3])


def _share(_: Any, attribute: Any, value: float) -> None:
    if not 0.0 <= value <= 1.0:  # false for nan, too
        raise ValueError(f"{attribute.name} must be from 0 to 1, got {value!r}")


@frozen(kw_only=True)
class Verdict:
    """What an answer is worth.

    Attributes:
        share: Share of the question's points, from 0.0 to 1.0.
        answered: False if nothing was chosen or written.
        remarks: What the answer's parts earned, in the order of the question.
        strongest: The strongest answer, in words, for educators who show it.
        waits: True where a person marks it: the share is then 0 until they have.
    """

    share: float = field(converter=float, validator=_share)
    answered: bool = True
    remarks: tuple[Remark, ...] = ()
    strongest: tuple[str, ...] = ()
    waits: bool = False


@frozen(kw_only=True)
class Question:
    """What every question has, whatever its kind; checked when it was read.

    Attributes:
        name: nbgrader's ``grade_id``; never changed, never used again.
        kind: The kind's name, which is its module's name.
        prompt: What is asked: paragraphs divided by blank lines, plain text.
        points: The full mark: 0 or more, and finite.
        outcomes: Ids of the learning outcomes it assesses.
        practice: True in a teaching module, where the key stands in the open.
        facts: Ids of the facts the key rests on; empty without a key.
        sure: Whether it asks how sure the student is; that never changes the mark.
        safeguarding: Whether being very sure and wrong has to be named first.
        shuffle: Whether its parts stand in an order drawn for each student.
        variants: How many sets of values its named parts have: 1 or more.
        withdrawn: ``FULL_MARKS`` or ``LEFT_OUT`` where it was withdrawn; else empty.
    """

    name: str
    kind: str
    prompt: str
    points: float
    outcomes: tuple[str, ...] = ()
    practice: bool = False
    facts: tuple[str, ...] = ()
    sure: bool = False
    safeguarding: bool = False
    shuffle: bool = False
    variants: int = 1
    withdrawn: str = ""

    @property
    def worth(self) -> float:
        """The points it counts for: none where it was withdrawn and left out."""
        return 0.0 if self.withdrawn == LEFT_OUT else self.points

    @property
    def is_drawn(self) -> bool:
        """Whether students meet it differently, so that the answer must say how it was met."""
        return self.shuffle or self.variants > 1

    @property
    def has_key(self) -> bool:
        """Whether this copy of the question knows its right answers."""
        return getattr(self, "key", None) is not None


@frozen(kw_only=True)
class Sample:
    """An answer whose mark was worked out by hand.

    Attributes:
        id: What kind of answer it is, such as "partly right".
        source: The question cell's YAML, with its key.
        fields: What the form sent.
        share: Share of the points by hand, or None where it is not an answer.
    """

    id: str
    source: str
    fields: Fields
    share: float | None


@frozen(kw_only=True)
class Kind:
    """A kind of question: its name and its pure functions.

    Attributes:
        name: The module's name, which authors write after ``kind:``.
        fields: Names of the form's fields; empty where each part of the question has one.
        entries: Entries an author may write besides those every kind has.
        read: Reader and what all questions have to a question, or None with
            the faults left in the reader.
        view: Question and the answer so far (fields, maybe empty) to what the
            template of the same name shows.
        parse: Question and fields to an answer; raises NotAnAnswerError.
        mark: Question (with key) and answer to a verdict.
        explain: Question (with key) to what each of its parts earns, and why, for
            its author to look over.
        samples: Answers marked by hand: right, partly right, wrong, blank, malformed.
        hidden: Those of *entries* that no student may see, besides ``key`` and ``why``.
        press: Question, the answer so far, a button's name and value to the answer after
            it; None where the form has no buttons of its own. A button that can't be
            pressed now changes nothing.
        may_replace: Question, the answer kept and another one to whether that may take its
            place; None where any may. For kinds with decisions that can't be taken back.
        shuffles: The question's attribute whose parts may stand in an order drawn for each
            student; empty where order is part of what is asked.
        by_hand: Whether people mark it, and no machine.
        longest_is_right: Question (with key) to whether the strongest answer is the longest
            of those to choose from, once for each decision; None where answers are no texts.
        doubts: Question (with key) to what its author should think about again, in words.
        picture: Question (with key) to HTML that shows its author how it hangs together.
    """

    name: str
    fields: tuple[str, ...]
    entries: tuple[str, ...]
    read: Callable[[Reader, dict[str, Any]], Question | None]
    view: Callable[[Any, Fields], View]
    parse: Callable[[Any, Fields], Any]
    mark: Callable[[Any, Any], Verdict]
    explain: Callable[[Any], tuple[Remark, ...]]
    samples: tuple[Sample, ...]
    hidden: tuple[str, ...] = ()
    press: Callable[[Any, Fields, str, str], FormFields] | None = None
    may_replace: Callable[[Any, Fields, Fields], bool] | None = None
    shuffles: str = ""
    by_hand: bool = False
    longest_is_right: Callable[[Any], Sequence[bool]] | None = None
    doubts: Callable[[Any], Iterable[str]] | None = None
    picture: Callable[[Any], str] | None = None


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of *text*: parts divided by blank lines, lines joined.

    >>> paragraphs("One\\nline.\\n\\nTwo.")
    ['One line.', 'Two.']
    """
    parts = "\n".join(line.strip() for line in text.splitlines()).split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]
