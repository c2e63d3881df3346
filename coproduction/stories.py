"""A story on disk: ``ebe_case_studies/<slug>/story.md``, Markdown under YAML."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrs import field, frozen

from graders.kinds.reading import Fault, Reader
from graders.yaml_lines import read_yaml

STORY_FILE, EASY_READ_FILE = "story.md", "easy-read.md"

ILLUSTRATIVE, LIVED = "illustrative", "lived-experience"

#: What a story may be used for, as its author said.
USES = ("teaching", "assessment", "open-web")

_ENTRIES = (
    "title",
    "origin",
    "credit",
    "consent",
    "themes",
    "technology",
    "content_note",
    "asks",
    "public",
)
_FRONT = re.compile(r"\A---\n(?P<yaml>(?s:.*?))^---\n(?P<body>(?s:.*))\Z", re.MULTILINE)


class StoryError(ValueError):
    """A story that can't be used, with all that is wrong with it."""

    def __init__(self, slug: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(slug, faults)
        self.slug, self.faults = slug, faults

    def __str__(self) -> str:
        return "\n".join(f"{self.slug}, {fault}" for fault in self.faults)


@frozen(kw_only=True)
class Consent:
    """What a story's author agreed to. The signed form stays outside the project.

    Attributes:
        reference: The form's number.
        given_on: The day it was given; None for an illustrative story.
        uses: What for: some of teaching, assessment, open-web.
        review_by: The day by which to ask again.
        withdrawn_on: The day it was withdrawn; None if it was not.
    """

    reference: str = ""
    given_on: date | None = None
    uses: tuple[str, ...] = ()
    review_by: date | None = None
    withdrawn_on: date | None = None


@frozen(kw_only=True)
class Story:
    """A story, checked when it was read.

    Attributes:
        slug: Its folder's name.
        title: Its title.
        origin: "illustrative" or "lived-experience".
        credit: Whose it is, as they wish it said.
        consent: What its author agreed to.
        content_note: What may be upsetting in it; may be empty.
        asks: What its teller would ask its readers; may be empty.
        public: What looks as if it identified somebody, and a person found that it doesn't.
        body: The story, Markdown.
        easy_read: The same in Easy Read, Markdown without its front matter.
    """

    slug: str
    title: str
    origin: str
    credit: str
    body: str
    consent: Consent = field(factory=Consent)
    content_note: str = ""
    asks: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    easy_read: str = ""

    @property
    def withdrawn(self) -> bool:
        """Whether its author has taken it back."""
        return self.consent.withdrawn_on is not None

    def not_for(self, use: str, on: date) -> str:
        """Return why the story may not be shown for *use* on that day; empty if it may."""
        if self.withdrawn:
            return ""  # what is shown then is only that a story was withdrawn
        if use not in self.consent.uses:
            return f"its author did not agree to its use for {use}"
        if self.origin == ILLUSTRATIVE:
            return ""
        if self.consent.given_on is None or self.consent.given_on > on:
            return "it has no consent yet"
        if self.consent.review_by is None or self.consent.review_by < on:
            return "its consent was due to be asked for again"
        return ""


def read_story(folder: Path) -> Story:
    """Return the story in *folder*.

    Raises:
        StoryError: with every fault there is.
        FileNotFoundError: there is no story.md.
    """
    try:
        text = (folder / STORY_FILE).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fault = Fault(line=1, problem="it is not saved as UTF-8.", fix="Save it again as UTF-8.")
        raise StoryError(folder.name, (fault,)) from None
    found = _FRONT.match(text)
    if not found:
        fault = Fault(
            line=1,
            problem="the story does not begin with its entries between two lines of ---.",
            fix="Begin with ---, then title:, origin: and credit:, then --- again.",
        )
        raise StoryError(folder.name, (fault,))
    reader = read_yaml(found["yaml"], first_line=2)
    story = _read(reader, folder, found["body"].strip()) if reader.data else None
    if reader.faults or story is None:
        raise StoryError(folder.name, tuple(sorted(reader.faults)))
    return story


def _read(reader: Reader, folder: Path, body: str) -> Story:
    reader.only(_ENTRIES)
    consent = _read_consent(reader)
    taken_back = consent.withdrawn_on is not None  # then its words may be gone, and should be
    origin = reader.data.get("origin")
    if origin not in (ILLUSTRATIVE, LIVED):
        reader.fault(
            "origin",
            problem=f'"origin: {origin}" says neither that it is made up nor whose life it is.',
            fix=f"Write origin: {ILLUSTRATIVE} or origin: {LIVED}",
        )
    if not body and not taken_back:
        reader.fault(problem="there is no story.", fix="Write it under the second line of ---.")
    easy_read = folder / EASY_READ_FILE
    if not easy_read.is_file() and not taken_back:
        reader.fault(
            problem="it has no Easy Read version.", fix=f"Add {EASY_READ_FILE} beside story.md."
        )
    return Story(
        slug=folder.name,
        title=reader.text("title", example="title: Talking with my eyes") or "",
        origin=str(origin),
        credit=reader.text("credit", example="credit: as its author wishes it said") or "",
        consent=consent,
        content_note=str(reader.data.get("content_note") or ""),
        asks=_texts(reader, "asks", example="What would you have asked me?"),
        public=_texts(reader, "public", example="Milton Keynes"),
        body=body,
        easy_read=_body_of(easy_read) if easy_read.is_file() else "",
    )


def _texts(reader: Reader, name: str, *, example: str) -> tuple[str, ...]:
    """Return the texts under entry *name*, which may be missing; note a fault if one is none."""
    written = reader.data.get(name) or []
    good = isinstance(written, list) and all(isinstance(each, str) for each in written)
    if not good or not all(each.strip() for each in written):
        reader.fault(
            name,
            problem=f'"{name}:" must be a list of texts.',
            fix=f"Write {name}: and under it, indented, lines such as - {example}",
        )
        return ()
    return tuple(each.strip() for each in written)


def _body_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    found = _FRONT.match(text)
    return (found["body"] if found else text).strip()


def _read_consent(reader: Reader) -> Consent:
    written = reader.data.get("consent")
    if not isinstance(written, Mapping):
        reader.fault(
            "consent",
            problem='"consent:" is missing.',
            fix="Write consent: and under it, indented, uses: [teaching]",
        )
        return Consent()
    uses = written.get("uses") or []
    uses = uses if isinstance(uses, list) else [uses]
    for use in uses:
        if use not in USES:
            reader.fault(
                "consent",
                "uses",
                problem=f'"{use}" is not a use.',
                fix=f"Write some of {', '.join(USES)}.",
            )
    return Consent(
        reference=str(written.get("reference") or ""),
        given_on=_day(reader, written, "given_on"),
        uses=tuple(str(use) for use in uses),
        review_by=_day(reader, written, "review_by"),
        withdrawn_on=_day(reader, written, "withdrawn_on"),
    )


def _day(reader: Reader, written: Mapping[str, Any], name: str) -> date | None:
    value = written.get(name)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    reader.fault(
        "consent",
        name,
        problem=f'"{name}: {value}" is not a day.',
        fix=f"Write {name}: 2026-10-02",
    )
    return None
