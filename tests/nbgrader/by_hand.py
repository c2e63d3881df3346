"""Answers to the quiz, with the mark of each worked out by hand from its key."""

#: What students pick, by question, and the points it earns. In the questions with several
#: right options and 3 points, each of 3 right ones earns 1 and each of 4 wrong ones takes
#: 0.75; each of 4 right ones earns 0.75 and each of 3 wrong ones takes 1; never below 0.
PICKS: dict[str, tuple[tuple[str, float], ...]] = {
    "name-the-worry": (
        ("robin", 2), ("hours", 0.5), ("home", 0), ("habits", 0), ("listener", 0), ("", 0),
    ),
    "message-request": (
        ("ring", 2), ("accept", 0.5), ("promise", 0), ("morning", 0), ("numbers", 0.5), ("", 0),
    ),
    "quarter-past-eight": (
        ("duty", 2), ("emergency", 1), ("ceop", 0.5), ("dawn", 0.5), ("notes", 0), ("", 0),
    ),
    "what-we-owe-priya": (
        ("here", 2), ("ashdale", 0.5), ("support", 0), ("police", 0.5), ("wait", 0), ("", 0),
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
}  # fmt: skip

#: Number of students who together give every answer of the table.
STUDENTS = max(map(len, PICKS.values()))

#: Those who answer honestly.
HONEST = [f"honest-{number:02}" for number in range(STUDENTS)]


def chosen_by(number: int) -> dict[str, list[str]]:
    """Return what student *number* picks."""
    return {name: rows[number % len(rows)][0].split() for name, rows in PICKS.items()}


def marks_of(number: int) -> dict[str, float]:
    """Return what student *number* must earn."""
    return {name: float(rows[number % len(rows)][1]) for name, rows in PICKS.items()}


#: Everything right; everything in part; and some right, some in part, one not.
RIGHT, PARTLY, MIXED = 0, 1, 6

#: Those of the honest who together earn every mark there is, for what takes a kernel's time.
FEW = HONEST[:6]
