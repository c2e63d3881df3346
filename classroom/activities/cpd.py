"""A record of learning to take away as a file: the student's own, kept beside its module only."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from classroom.activities.sources import sources
from classroom.docx import HEADING, MEDIA_TYPE, TEXT, TITLE, docx
from classroom.form_widget import SAVED, FormWidget
from classroom.forms import HERE as FORMS
from classroom.identifiers import pointers
from classroom.session import Session
from graders.answers import FormFields
from graders.facts import Fact, facts_near
from graders.kinds.contract import is_answered, only_fields
from graders.kinds.reading import Reader, did_you_mean
from graders.look import fill

TEMPLATE = Path(__file__).with_name("cpd.html")
WARNING = Path(__file__).with_name("cpd_warning.html")
EMPTYING = Path(__file__).with_name("cpd_empty.html")
TROUBLE = FORMS / "upload_trouble.html"

#: The buttons, and what their second presses say.
WORD, PLAIN, EMPTY = "word", "plain", "empty"
ANYWAY, REALLY = "anyway", "really"

NOTHING_YET = "Nothing is written here yet."
EMPTIED = "Emptied. The file answers.json holds none of it now."
NOT_WRITTEN = "Nothing written."


@frozen(kw_only=True)
class Box:
    """One box of the record: its heading, and what may go into it."""

    id: str
    heading: str
    hint: str
    rows: int = 5


#: What the regulator's form asks for (R60, R63, R65), in its order.
BOXES = (
    Box(
        id="did",
        heading="What I did",
        hint="The parts you worked through, when, and with whom if you weren't alone.",
        rows=3,
    ),
    Box(
        id="learnt",
        heading="What I learnt",
        hint="Something you now know, see or can do that you didn't before.",
    ),
    Box(
        id="practice",
        heading="Its effect on my role and practice",
        hint="What you do, or will do, in another way.",
    ),
    Box(
        id="people",
        heading="Its effect on the people I work with",
        hint="What they notice or will notice, in general terms. If it is too early, say what "
        "you will look for.",
    ),
    Box(
        id="peer",
        heading="Peer reflection",
        hint="Whom you talked it over with, by role; what they saw; what you think now. A peer "
        "may be another registered social worker, your manager or supervisor, or another "
        "professional who knows your practice. They don't approve your learning.",
    ),
)

_FIELDS = tuple(box.id for box in BOXES)


@frozen(kw_only=True)
class CpdRecord:
    """The record of one module.

    Attributes:
        title: The module's title, which the record carries.
        prompts: What an author adds to a box's hint, by box.
        facts: Ids of the facts on what the regulator asks.
    """

    title: str
    prompts: Mapping[str, str]
    facts: tuple[str, ...]


def read_cpd(reader: Reader) -> CpdRecord | None:
    """Return the record an author set up, or None with every fault noted."""
    reader.only(("kind", "title", "prompts", "facts"))
    title = reader.text("title", example="title: Online safeguarding")
    prompts = {}
    if "prompts" in reader.data:
        example = "learnt: Which duty were you unsure of?"
        prompts = reader.texts_by_id("prompts", least=1, example=example) or {}
    for name in prompts:
        if name not in _FIELDS:
            reader.fault(
                "prompts",
                name,
                problem=f'"{name}" is not a box of the record.',
                fix=f"Write one of {', '.join(_FIELDS)}." + did_you_mean(name, _FIELDS),
            )
    facts = reader.names("facts")
    if reader.faults or not title:
        return None
    return CpdRecord(title=title, prompts=prompts, facts=facts)


# --- what is taken away --------------------------------------------------------------------


def written_in(fields: FormFields) -> dict[str, str]:
    """Return what is written in each box, without space around it."""
    return {box.id: "".join(fields.get(box.id, [])).strip() for box in BOXES}


def heading_of(record: CpdRecord) -> str:
    """Return the record's own heading."""
    return f"CPD record: {record.title}"


def as_docx(record: CpdRecord, fields: FormFields) -> bytes:
    """Return the record as a Word document: a heading for each box, and what is written there."""
    title = heading_of(record)
    paragraphs = [(TITLE, title)]
    for heading, text in _parts(fields):
        paragraphs.append((HEADING, heading))
        paragraphs += [(TEXT, each) for each in re.split(r"\n[ \t]*\n", _lines(text)) if each]
    return docx(title, paragraphs)


def as_text(record: CpdRecord, fields: FormFields) -> bytes:
    """Return the record as plain text, in UTF-8."""
    parts = [_underlined(heading_of(record), "=")]
    parts += [f"{_underlined(heading, '-')}\n\n{_lines(text)}" for heading, text in _parts(fields)]
    return ("\n\n".join(parts) + "\n").encode("utf-8", errors="replace")


def _parts(fields: FormFields) -> Iterator[tuple[str, str]]:
    written = written_in(fields)
    for box in BOXES:
        yield box.heading, written[box.id] or NOT_WRITTEN


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _underlined(heading: str, sign: str) -> str:
    return f"{heading}\n{sign * len(heading)}"


def file_name(record: CpdRecord, ending: str) -> str:
    """Return the download's name: the module's title in small letters, digits and hyphens.

    >>> file_name(CpdRecord(title="Data, and you", prompts={}, facts=()), "txt")
    'cpd-record-data-and-you.txt'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", record.title.lower()).strip("-")
    return "-".join(part for part in ("cpd-record", slug) if part) + f".{ending}"


# --- showing -------------------------------------------------------------------------------


def cpd_html(
    name: str,
    record: CpdRecord,
    fields: FormFields,
    facts: Mapping[str, Fact],
    *,
    live: bool = True,
) -> str:
    """Return the record's form with what is written so far in it; to read only if not *live*."""
    written = written_in(fields)
    cited = sources(facts, record.facts)
    return fill(
        TEMPLATE,
        {
            "name": name,
            "title": heading_of(record),
            "live": live,
            "boxes": [
                {
                    "id": box.id,
                    "heading": box.heading,
                    "hint": box.hint,
                    "prompt": record.prompts.get(box.id, ""),
                    "rows": box.rows,
                    "written": written[box.id],
                }
                for box in BOXES
            ],
            "has_sources": bool(cited),
            "sources": cited,
        },
    )


def warning_html(fields: FormFields, button: str) -> str:
    """Return what in the boxes looks as if it pointed to a person; empty if nothing does."""
    written = written_in(fields)
    found = [
        {"heading": box.heading, "looks_like": each.looks_like, "words": each.words}
        for box in BOXES
        for each in pointers(written[box.id])
    ]
    if not found:
        return ""
    kind = "Word" if button == WORD else "plain text"
    return fill(WARNING, {"found": found, "button": button, "kind": kind})


class CpdWidget(FormWidget):
    """The record on screen: kept beside its module, taken away as a file, or emptied."""

    def __init__(self, session: Session, name: str, record: CpdRecord) -> None:
        self._session = session
        self._record = record
        self._facts = facts_near(session.folder)
        fields = session.store.fields(name)
        answered = is_answered(fields)
        super().__init__(
            name=name,
            home=session.home,
            html=cpd_html(name, record, fields, self._facts),
            fields=fields,
            status=SAVED if answered else NOTHING_YET,
            saved=answered,
        )
        self.static = cpd_html(name, record, {}, self._facts, live=False)
        session.shown(self)

    def answered(self, fields: FormFields) -> str:
        """Keep what is written; boxes that are all empty leave nothing behind."""
        only_fields(fields, _FIELDS)
        written = is_answered(fields)
        self._session.keep(self.name, fields if written else {}, by=self)
        return SAVED if written else EMPTIED

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Give the record as a file, after a warning where there is cause, or empty the boxes."""
        if button in (WORD, PLAIN):
            if warning := "" if value == ANYWAY else warning_html(fields, button):
                self.show("mark", warning)
            else:
                self._give(button, fields)
        elif button == EMPTY and value != REALLY:
            self.show("mark", fill(EMPTYING, {"name": self.name}))
        elif button == EMPTY:
            self._empty()

    def _give(self, button: str, fields: FormFields) -> None:
        if button == WORD:
            name, media_type = file_name(self._record, "docx"), MEDIA_TYPE
            data = as_docx(self._record, fields)
        else:
            name, media_type = file_name(self._record, "txt"), "text/plain;charset=utf-8"
            data = as_text(self._record, fields)
        self.give_file(name, media_type, data)
        self.show("mark", f'<p tabindex="-1" data-focus>{name} is in your downloads.</p>')

    def _empty(self) -> None:
        try:
            self._session.keep(self.name, {}, by=self)
        except OSError as error:
            self.show("mark", fill(TROUBLE, {"says": f"Not emptied: {error}."}))
            return
        # The boxes are emptied by drawing the form anew, for which its HTML has to differ; the
        # fields are what that form sends, or the page would take them for another window's.
        other = "" if self.html.endswith("\n") else "\n"
        with self.hold_sync():
            self.fields = {box.id: [""] for box in BOXES}
            self.saved, self.status = False, EMPTIED
            self.html = cpd_html(self.name, self._record, {}, self._facts) + other

    def __repr__(self) -> str:
        return f"The CPD record {self.name}"
