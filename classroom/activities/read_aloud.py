"""What the screen reader says: a form as it is heard, and what each mending does to that."""

from collections.abc import Collection, Mapping
from pathlib import Path

from attrs import frozen

from classroom.activities.framing import framed
from classroom.activities.keeping import ActivityWidget
from classroom.activities.read_aloud_lines import KINDS, Part, has_no_name, heard
from classroom.activities.reading import named_parts
from classroom.session import Session
from graders.answers import FormFields
from graders.facts import Fact
from graders.kinds.reading import Reader, did_you_mean
from graders.look import fill, plural

TEMPLATE = Path(__file__).with_name("read_aloud.html")

#: The form's one field: the mendings that are switched on.
MENDED = "mended"

_TEXTS = ("text", "file", "placeholder", "hint", "error")

#: What an author may write: under which entry, which entries.
ENTRIES = {
    "": ("kind", "title", "setting", "fixes", "parts", "closing", "facts"),
    "fixes": ("says", "why"),
    "parts": ("looks", "made", "mended", "fix"),
    "made": ("kind", *_TEXTS, "level", "required", "options"),
}


@frozen(kw_only=True)
class Fix:
    """Something that whoever made the form can do: what, and whom it serves."""

    says: str
    why: str


@frozen(kw_only=True)
class Piece:
    """A piece of the form.

    Attributes:
        looks: How it looks, which no mending changes unless the piece is new.
        made: How it was made; None for a piece that only the mending brings.
        mended: How it is made once it is mended; None where nothing is to be mended.
        fix: The mending that does it; empty for none.
    """

    looks: str
    made: Part | None
    mended: Part | None
    fix: str

    def now(self, on: Collection[str]) -> Part | None:
        """Return how the piece is made with the mendings in *on*."""
        return self.mended if self.fix and self.fix in on and self.mended else self.made


@frozen(kw_only=True)
class ReadAloud:
    """The activity.

    Attributes:
        title: What it is called.
        setting: Whose form it is.
        fixes: The mendings, by short name.
        pieces: The form, in the order in which it is read.
        closing: What stands at the end.
        facts: Ids of the facts it rests on.
    """

    title: str
    setting: str
    fixes: Mapping[str, Fix]
    pieces: tuple[Piece, ...]
    closing: str
    facts: tuple[str, ...] = ()

    def parts(self, on: Collection[str]) -> list[Part]:
        """Return the form's parts, in order, with the mendings in *on*."""
        return [part for piece in self.pieces if (part := piece.now(on)) is not None]

    def lines(self, on: Collection[str]) -> list[str]:
        """Return what is heard, line by line, with the mendings in *on*."""
        return [line for part in self.parts(on) for line in heard(part)]


def read_read_aloud(reader: Reader) -> ReadAloud | None:
    """Return the activity that an author wrote, or None with every fault noted."""
    reader.only(ENTRIES[""], of="an activity")
    title = reader.text("title", example="title: What the screen reader says")
    setting = reader.text("setting", example="setting: A council's form for short breaks.")
    closing = reader.text("closing", example="closing: Which form of yours do you want to hear?")
    fixes = {}
    for name, part in named_parts(
        reader,
        "fixes",
        least=1,
        entries=ENTRIES["fixes"],
        example="labels: with says: and why: under it",
    ).items():
        says = part.text("says", example="says: Give every box a name")
        why = part.text("why", example="why: Who hears it knows what to type.")
        if says and why:
            fixes[name] = Fix(says=says, why=why)
    pieces = [
        _read_piece(part, fixes)
        for part in named_parts(
            reader,
            "parts",
            least=2,
            entries=ENTRIES["parts"],
            example="name: with looks:, made:, mended: and fix: under it",
        ).values()
    ]
    used = {piece.fix for piece in pieces if piece}
    for name in fixes:
        if name not in used:
            reader.fault(
                "fixes", name, problem=f'"{name}" mends nothing.', fix="Use it, or remove it."
            )
    if reader.faults or not (title and setting and closing):
        return None
    found = ReadAloud(
        title=title,
        setting=setting,
        fixes=fixes,
        pieces=tuple(piece for piece in pieces if piece),
        closing=closing,
        facts=reader.names("facts"),
    )
    left = [each for each in found.parts(fixes) if has_no_name(each)]
    if left:
        reader.fault(
            "parts",
            problem=f"{plural(len(left), 'part')} still without a name once all is mended.",
            fix="Write text: under mended:, and name the fix.",
        )
    return None if reader.faults else found


def _read_piece(reader: Reader, fixes: Mapping[str, Fix]) -> Piece | None:
    looks = reader.text("looks", example="looks: A box with a red edge")
    made = _read_part(reader.within("made")) if "made" in reader.data else None
    mended = _read_part(reader.within("mended")) if "mended" in reader.data else None
    fix = str(reader.data.get("fix", ""))
    if fix and fix not in fixes:
        reader.fault(
            "fix",
            problem=f'"{fix}" does not stand under "fixes:".',
            fix=f"Write one of {', '.join(fixes)}." + did_you_mean(fix, fixes),
        )
    if bool(fix) != ("mended" in reader.data):
        reader.fault(
            problem='"mended:" and "fix:" belong together.', fix="Write both of them, or neither."
        )
    if "made" not in reader.data and "mended" not in reader.data:
        reader.fault(problem='"made:" is missing.', fix="Write made: and under it kind: box")
    return Piece(looks=looks, made=made, mended=mended, fix=fix) if looks else None


def _read_part(reader: Reader) -> Part | None:
    reader.only(ENTRIES["made"], of="a part")
    kind = reader.text("kind", example="kind: box")
    if kind is not None and kind not in KINDS:
        reader.fault(
            "kind",
            problem=f'"{kind}" is not a kind of part.',
            fix=f"Write one of {', '.join(KINDS)}." + did_you_mean(kind, KINDS),
        )
    texts = {
        name: reader.text(name, example=f"{name}: Your date of birth") or ""
        for name in _TEXTS
        if name in reader.data
    }
    level = reader.number("level", least=1) if "level" in reader.data else 2
    required = reader.data.get("required", False)
    if not isinstance(required, bool):
        reader.fault(
            "required", problem='"required:" must be true or false.', fix="Write required: true"
        )
    if kind is None:
        return None
    return Part(
        kind=kind,
        level=int(level or 2),
        required=required is True,
        options=reader.names("options"),
        **texts,
    )


# --- on screen ----------------------------------------------------------------------------


def mended_in(activity: ReadAloud, fields: FormFields) -> tuple[str, ...]:
    """Return the mendings that are switched on, as far as *fields* still fit."""
    return tuple(each for each in activity.fixes if each in fields.get(MENDED, ()))


def summary(activity: ReadAloud, on: Collection[str]) -> str:
    """Return in words how the form is heard with the mendings in *on*."""
    unnamed = sum(has_no_name(part) for part in activity.parts(on))
    lines = plural(len(activity.lines(on)), "line")
    if unnamed:
        say = "part says what it is" if unnamed == 1 else "parts say what they are"
        what_for = "it is" if unnamed == 1 else "they are"
        return f"{lines} are heard. {unnamed} {say}, and not what {what_for} for."
    return f"{lines} are heard, and every box, choice, button and link has a name."


def read_aloud_html(
    name: str, activity: ReadAloud, fields: FormFields, facts: Mapping[str, Fact]
) -> str:
    """Return the activity as it stands with *fields* kept."""
    on = mended_in(activity, fields)
    return fill(
        TEMPLATE,
        {
            **framed(name, activity, facts, ended=len(on) == len(activity.fixes)),
            "says": summary(activity, on),
            "lines": [
                {"line": line, "new": piece.fix in on}
                for piece in activity.pieces
                if (part := piece.now(on)) is not None
                for line in heard(part)
            ],
            "looks": [
                {"look": piece.looks} for piece in activity.pieces if piece.now(on) is not None
            ],
            "fixes": [
                {
                    "value": each,
                    "number": number,
                    "says_it": fix.says,
                    "why": fix.why,
                    "picked": each in on,
                }
                for number, (each, fix) in enumerate(activity.fixes.items(), 1)
            ],
        },
    )


class ReadAloudWidget(ActivityWidget):
    """The activity on screen. Which mendings are switched on is kept, and nothing else."""

    def __init__(self, session: Session, name: str, activity: ReadAloud) -> None:
        super().__init__(session, name, activity, keeps=True)

    def drawn(self, fields: FormFields) -> str:
        """Return the activity as it stands with *fields* kept."""
        return read_aloud_html(self._called, self._activity, fields, self._facts)

    def sentence(self, fields: FormFields) -> str:
        """Return how the form is heard now, to be heard as a mending is switched."""
        return summary(self._activity, mended_in(self._activity, fields))
