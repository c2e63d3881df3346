"""A message thread that unfolds by what you write: every choice stays visible, none is marked."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from classroom.form_widget import FormWidget
from classroom.forms import HERE as FORMS
from classroom.session import Session
from graders.answers import FormFields
from graders.kinds.contract import paragraphs
from graders.kinds.reading import Reader, did_you_mean
from graders.look import fill

TEMPLATE = Path(__file__).with_name("thread.html")
TROUBLE = FORMS / "upload_trouble.html"

#: The form's one field: the replies chosen so far, in order.
PATH = "path"

YOU = "You"


@frozen(kw_only=True)
class Message:
    """One message: who wrote it, at what time by their phone, and what it says."""

    sender: str
    at: str
    says: str


@frozen(kw_only=True)
class Reply:
    """Something you can write or do.

    Attributes:
        id: Short name, kept as the choice made.
        says: What you write or do.
        then: Name of the moment it leads to.
        meanwhile: What it did that you may not see yet; may be empty.
    """

    id: str
    says: str
    then: str
    meanwhile: str


@frozen(kw_only=True)
class Moment:
    """A stretch of the thread: what arrives, then either replies or how it ends."""

    messages: tuple[Message, ...]
    ask: str
    replies: tuple[Reply, ...]
    ending: str


@frozen(kw_only=True)
class Thread:
    """A thread: where it is set, the moments by name, and the one it opens with."""

    title: str
    setting: str
    opens: str
    moments: Mapping[str, Moment]


def read_thread(reader: Reader) -> Thread | None:
    """Return the thread an author wrote, or None with every fault noted."""
    reader.only(("kind", "title", "setting", "opens", "moments"))
    title = reader.text("title", example="title: The thread")
    setting = reader.text("setting", example="setting: It is a quarter to nine. You are on duty.")
    opens = reader.text("opens", example="opens: first-message")
    written = reader.data.get("moments")
    if not isinstance(written, Mapping) or not written:
        reader.fault(
            "moments",
            problem='"moments:" must name what happens.',
            fix="Write moments: and under it, indented, the first moment's name and its messages.",
        )
        return None
    moments = {name: _read_moment(reader, name, written[name]) for name in written}
    _check_leads(reader, opens, moments)
    if reader.faults or not (title and setting and opens):
        return None
    return Thread(title=title, setting=setting, opens=opens, moments=moments)


def _read_moment(reader: Reader, name: str, written: Any) -> Moment:
    where = ("moments", name)
    if not isinstance(written, Mapping):
        reader.fault(*where, problem=f'"{name}:" is empty.', fix="Give it messages and replies.")
        return Moment(messages=(), ask="", replies=(), ending="")
    for entry in set(written) - {"messages", "ask", "replies", "ending"}:
        reader.fault(
            *where,
            entry,
            problem=f'"{entry}" is not part of a moment.',
            fix="Write one of messages, ask, replies, ending."
            + did_you_mean(str(entry), ("messages", "ask", "replies", "ending")),
        )
    if ("replies" in written) == ("ending" in written):
        reader.fault(
            *where,
            problem=f'"{name}:" must have either replies or an ending.',
            fix="Add replies: if it goes on, or ending: if it stops here.",
        )
    return Moment(
        messages=tuple(_read_messages(reader, where, written.get("messages") or [])),
        ask=str(written.get("ask") or "What do you do?"),
        replies=tuple(_read_replies(reader, where, written.get("replies") or {})),
        ending=str(written.get("ending") or ""),
    )


def _read_messages(reader: Reader, where: tuple[str, str], written: Any) -> Iterator[Message]:
    for index, each in enumerate(written if isinstance(written, list) else [written]):
        if isinstance(each, Mapping) and each.get("from") and each.get("says"):
            yield Message(
                sender=str(each["from"]), at=str(each.get("at") or ""), says=str(each["says"])
            )
        else:
            reader.fault(
                *where,
                "messages",
                index,
                problem="this message lacks who it is from or what it says.",
                fix='Write from: Tyrone, at: "22:40" and says: with the words.',
            )


def _read_replies(reader: Reader, where: tuple[str, str], written: Any) -> Iterator[Reply]:
    if not isinstance(written, Mapping):
        reader.fault(
            *where,
            "replies",
            problem='"replies:" must name each reply.',
            fix="Write replies: and under it, indented, a reply's name with says: and then:",
        )
        return
    for name, each in written.items():
        if isinstance(each, Mapping) and each.get("says") and each.get("then"):
            yield Reply(
                id=str(name),
                says=str(each["says"]),
                then=str(each["then"]),
                meanwhile=str(each.get("meanwhile") or ""),
            )
        else:
            reader.fault(
                *where,
                "replies",
                name,
                problem=f'the reply "{name}" lacks what it says or where it leads.',
                fix="Write says: with the words and then: with the name of a moment.",
            )


def _check_leads(reader: Reader, opens: str | None, moments: Mapping[str, Moment]) -> None:
    """Note every name that leads nowhere, every moment nobody reaches, and every dead loop."""
    for name, moment in moments.items():
        for reply in moment.replies:
            if reply.then not in moments:
                reader.fault(
                    "moments",
                    name,
                    "replies",
                    reply.id,
                    problem=f'"then: {reply.then}" is not the name of a moment.',
                    fix=f"Write one of {', '.join(moments)}." + did_you_mean(reply.then, moments),
                )
    if opens is None or opens not in moments:
        reader.fault("opens", problem="it opens with no moment.", fix="Name one of the moments.")
        return
    reached = _reached_from(opens, moments)
    for name in moments:
        if name not in reached:
            reader.fault(
                "moments",
                name,
                problem=f'no reply leads to "{name}".',
                fix="Lead a reply there, or remove it.",
            )
        elif not any(moments[each].ending for each in _reached_from(name, moments)):
            reader.fault(
                "moments",
                name,
                problem=f'from "{name}" the thread never ends.',
                fix="Lead one of its replies towards an ending.",
            )


def _reached_from(start: str, moments: Mapping[str, Moment]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in reached and name in moments:
            reached.add(name)
            waiting.extend(reply.then for reply in moments[name].replies)
    return reached


def walk(thread: Thread, path: Sequence[str]) -> tuple[list[tuple[Moment, Reply | None]], Moment]:
    """Return the moments passed with the reply chosen in each, and the moment it stands at.

    A *path* kept from an older version of the thread is followed as far as it goes.
    """
    passed: list[tuple[Moment, Reply | None]] = []
    here = thread.moments[thread.opens]
    for chosen in path:
        reply = next((each for each in here.replies if each.id == chosen), None)
        if reply is None:
            break
        passed.append((here, reply))
        here = thread.moments[reply.then]
    return passed, here


def thread_html(name: str, thread: Thread, path: Sequence[str]) -> str:
    """Return the thread as it stands after the replies in *path*."""
    passed, here = walk(thread, path)
    lines: list[dict[str, Any]] = []
    for number, (moment, reply) in enumerate(passed, 1):
        lines += [_line(each) for each in moment.messages]
        if reply:
            mine = _line(Message(sender=YOU, at="", says=reply.says))
            lines.append({**mine, "new": number == len(passed)})  # what is new begins here
            if reply.meanwhile:
                lines.append(
                    {**_line(Message(sender="", at="", says="")), "aside": reply.meanwhile}
                )
    lines += [_line(each) for each in here.messages]
    return fill(
        TEMPLATE,
        {
            "name": name,
            "title": thread.title,
            "setting": [{"text": each} for each in paragraphs(thread.setting)],
            "lines": lines,
            "ask": here.ask,
            "replies": [{"id": each.id, "says": each.says} for each in here.replies],
            "has_replies": bool(here.replies),
            "ending": [{"text": each} for each in paragraphs(here.ending)],
            "has_ending": bool(here.ending),
            "begun": bool(passed),
        },
    )


def _line(message: Message) -> dict[str, Any]:
    return {
        "sender": message.sender,
        "at": message.at,
        "says": message.says,
        "mine": message.sender == YOU,
        "new": False,
        "aside": "",
    }


class ThreadWidget(FormWidget):
    """A thread on screen. The way you took is kept, so that you can come back to it."""

    def __init__(self, session: Session, name: str, thread: Thread) -> None:
        self._session = session
        self._thread = thread
        path = session.store.fields(name).get(PATH, [])
        super().__init__(
            name=name,
            home=session.home,
            html=thread_html(name, thread, path),
            fields={PATH: path},
            keeps=False,
        )
        self.static = thread_html(name, thread, [])
        session.shown(self)
        self.observe(self._redraw, names="fields")

    def pressed(self, button: str, value: str, fields: FormFields, entries: dict[str, str]) -> None:
        """Go on with a reply, take the last one back, or begin again."""
        passed, here = walk(self._thread, self.fields.get(PATH, []))
        path = [reply.id for _, reply in passed if reply]  # a second click leaves no stray behind
        if button == "reply":
            path += [each.id for each in here.replies if each.id == value]
        elif button == "back":
            path = path[:-1]
        else:
            path = []
        try:
            self._session.keep(self.name, {PATH: path}, by=self)
        except OSError as error:  # it goes on all the same, and says that it won't be found again
            self.fields = {PATH: path}
            self.show("trouble", fill(TROUBLE, {"says": f"Your way is not kept: {error}."}))
            return
        self.fields = {PATH: path}

    def _redraw(self, _: Any) -> None:
        self.html = thread_html(self.name, self._thread, self.fields.get(PATH, []))

    def __repr__(self) -> str:
        return f"The activity {self.name}"
