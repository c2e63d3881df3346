"""Answers to the quiz, with the mark of each worked out by hand from its key."""

#: What students pick, by question in the quiz's order, and the points it earns. In the
#: questions with several right options and 3 points, each of 3 right ones earns 1 and each of
#: 4 wrong ones takes 0.75; each of 4 right ones earns 0.75 and each of 3 wrong ones takes 1;
#: never below 0. Where each part has a field of its own, "field=value"; an order, a path and a
#: text as they are. None is for a person to give.
PICKS: dict[str, tuple[tuple[str, float | None], ...]] = {
    "name-the-worry": (
        ("robin", 2), ("hours", 0.5), ("home", 0), ("habits", 0), ("listener", 0), ("", 0),
    ),
    "message-request": (
        ("ring", 2), ("accept", 0.5), ("promise", 0), ("morning", 0), ("numbers", 0.5), ("", 0),
    ),
    "quarter-past-eight": (
        ("duty", 2), ("emergency", 1), ("ceop", 0.5), ("dawn", 0.5), ("notes", 0), ("", 0),
    ),
    "thursday-entry": (("At 19:50 Ellis wrote to my private account.", None), ("", 0)),
    "what-we-owe-priya": (
        ("here", 2), ("ashdale", 0.5), ("support", 0), ("police", 0.5), ("wait", 0), ("", 0),
    ),
    "which-are-weird": (  # each of 5 passed over and each of 5 wrongly marked costs a fifth, 0.6
        ("parcel only wipes alone owe", 3),
        ("parcel wipes owe", 1.8),
        ("parcel only wipes alone owe saturday sleep torch", 2.4),
        ("parcel only cake", 0.6),
        ("torch parcel blackout saturday only rota wipes cake alone bus owe sleep", 0),
        ("", 0),
    ),
    "picture-in-the-chat": (
        ("believe police remove", 3),
        ("believe police remove look", 2.25),
        ("believe police remove look stopncii", 1.5),
        ("believe police remove look stopncii delete", 0.75),
        ("believe police remove look stopncii delete photograph", 0),
        ("believe police", 2),
        ("believe remove delete", 1.25),
        ("police remove look photograph", 0.5),
        ("remove", 1),
        ("police stopncii", 0.25),
        ("believe look stopncii", 0),  # 1 - 1.5
        ("", 0),
    ),
    "whose-phone": (
        ("ask", 2), ("mother", 0.5), ("son", 0), ("sunday", 0), ("app", 0.5), ("", 0),
    ),
    "what-joyce-hears": (
        ("warn before task reasons", 3),
        ("warn before task reasons sign", 2),
        ("warn before task reasons sign note", 1),
        ("warn before task reasons sign note interest", 0),
        ("warn before task", 2.25),
        ("warn before reasons interest", 1.25),
        ("before task reasons sign note", 0.25),
        ("warn task", 1.5),
        ("before reasons note", 0.5),
        ("task", 0.75),
        ("warn sign", 0),  # 0.75 - 1
        ("", 0),
    ),
    "public-page": (
        ("once", 2), ("own", 1), ("hourly", 0), ("fan", 0), ("leave", 0.5), ("", 0),
    ),
    "on-the-ramp": (
        ("say-so", 2), ("no-fuss", 0.5), ("unplug", 0), ("assess", 0.5), ("evening", 0), ("", 0),
    ),
    "lines-that-stand": (
        ("message voice view", 3),
        ("message", 1),
        ("voice fine", 0.25),
        ("voice view denial fine", 0.5),
        ("message view", 2),
        ("message voice forties", 1.25),
        ("view regrets denial", 0),  # 1 - 1.5
        ("message voice view regrets", 2.25),
        ("message voice view regrets denial", 1.5),
        ("message voice view denial fine forties", 0.75),
        ("regrets denial fine forties", 0),
        ("", 0),
    ),
    "dawn-rings": (
        ("dark service now danger", 4),
        ("evening slower service now calm", 2.5),  # 0.5 + 1 + 1
        ("crime reset son anytime", 0.25),
        ("dark service invitation danger", 2),  # 3, but for the cap at half of 4
        ("evening noon leaflet now danger", 2),
        ("", 0),
    ),
    "before-the-school-reads": (
        ("girl sick pool hands older", 3),
        ("girl pool older", 1.5),  # 3 x (1 - 0.25 - 0.25)
        ("girl sick pool hands older missed call", 2.25),  # 3 x (1 - 0.25)
        ("girl sick hands older", 0),  # what must never be left in was
        ("who gate girl spread sick missed music pool hands call older", 0),
        ("", 0),
    ),
    "fifty-more-by-friday": (
        ("agree", 2), ("drawer", 0.5), ("clear _sure=3", 0), ("review", 0), ("lend", 0), ("", 0),
    ),
    "what-comes-before-what": (  # each of the 10 pairs in order earns 0.2
        ("name show able cause less", 2),
        ("name show cause able less", 1.8),
        ("less name show able cause", 1.2),
        ("name show", 0.2),
        ("less cause able show name", 0),
        ("", 0),
    ),
    "who-else-is-needed": (  # each of 6 right earns 0.5, each wrong takes a quarter of that
        ("keeps=us door=abuse copy=police skull=youth lock=us ground=data", 3),
        ("keeps=us door=police copy=police skull=us lock=us", 1.25),
        ("keeps=us door=abuse copy=police skull=youth ground=data", 2.5),
        ("keeps=us door=us copy=us skull=us lock=us ground=us", 0.5),
        ("keeps=data door=us copy=youth skull=police lock=abuse ground=police", 0),
        ("", 0),
    ),
    "two-seats": (  # which carries no points
        ("alone=hardly farida=very luck=hardly both=very story=not", 0),
        ("farida=fairly", 0),
        ("", 0),
    ),
}  # fmt: skip

#: The field of the form that holds what is picked: "choice" where none is named here, and
#: nothing where each part has one of its own.
FIELDS = {
    "thursday-entry": "text",
    "which-are-weird": "mark",
    "dawn-rings": "path",
    "before-the-school-reads": "remove",
    "what-comes-before-what": "order",
    "who-else-is-needed": "",
    "two-seats": "",
}

#: What people mark.
WRITTEN = "thursday-entry"

#: Number of students who together give every answer of the table.
STUDENTS = max(map(len, PICKS.values()))

#: Those who answer honestly.
HONEST = [f"honest-{number:02}" for number in range(STUDENTS)]


def picked(name: str, row: str) -> dict[str, list[str]]:
    """Return what the question's form sends for a row of the table."""
    field = FIELDS.get(name, "choice")
    if field == "text":
        return {field: [row]}
    sent: dict[str, list[str]] = {field: []} if field else {}
    for each in row.split():
        own, is_pair, value = each.partition("=")
        sent.setdefault(own if is_pair else field, []).append(value if is_pair else own)
    return sent


def chosen_by(number: int) -> dict[str, dict[str, list[str]]]:
    """Return what student *number* answers: the fields of each question."""
    return {name: picked(name, rows[number % len(rows)][0]) for name, rows in PICKS.items()}


def marks_of(number: int) -> dict[str, float | None]:
    """Return what student *number* must earn by machine; None for what waits for a person."""
    marks = {name: rows[number % len(rows)][1] for name, rows in PICKS.items()}
    return {name: mark if mark is None else float(mark) for name, mark in marks.items()}


def total_of(number: int) -> float:
    """Return what student *number* must have before a person has marked anything."""
    return sum(mark or 0.0 for mark in marks_of(number).values())


#: The full marks, by question.
POINTS = {**{name: float(rows[0][1] or 0) for name, rows in PICKS.items()}, WRITTEN: 4.0}

#: Everything right; everything in part; and some right, some in part, one not.
RIGHT, PARTLY, MIXED = 0, 1, 6

#: Those of the honest who together earn every mark there is, for what takes a kernel's time.
FEW = HONEST[:6]
