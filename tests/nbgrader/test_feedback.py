"""Promises about feedback pages: what a student reads there, what not, and that all can read it."""

import re
from itertools import pairwise

import pytest

from tests.nbgrader.by_hand import HONEST, PICKS, POINTS, RIGHT, chosen_by, marks_of, total_of
from tests.nbgrader.courses import REFLECTION, part, parts_of, questions_in, words
from tests.nbgrader.pages import faults, visit

pytestmark = pytest.mark.nbgrader

NUMBERS = range(len(HONEST))
TITLE = "Feedback: Online safeguarding: assignment for qualifying programmes"
OTHERS = ["no-answers", "late", "moderated", "trickster", "broken-cut-off", "changed-added"]


#: Of an order: the steps that have to move, worked out by hand, and those left out; all where
#: it is right.
TO_MOVE = {
    ("name", "show", "able", "cause", "less"): {"name", "show", "able", "cause", "less"},
    ("name", "show", "cause", "able", "less"): {"cause"},
    ("less", "name", "show", "able", "cause"): {"less"},
    ("name", "show"): {"able", "cause", "less"},
    ("less", "cause", "able", "show", "name"): {"less", "cause", "able", "show"},
}


def reasons_to_read(question, fields):
    """Return the parts whose reason a student should read: those picked, and those missed."""
    key = question["key"]
    picked = {value for values in fields.values() for value in values}
    if not picked:
        return set()
    if question["kind"] == "multiple":
        return picked | set(key)
    if question["kind"] in ("highlight", "redaction"):
        due = key.get("mark", key.get("remove"))
        return (picked | set(due)) & set(question["why"])
    if question["kind"] == "ordering":
        return TO_MOVE[tuple(fields["order"])]
    if question["kind"] in ("matching", "judgement"):
        return set(question["items"])
    return picked & parts_of(question)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_student_reads_the_reasons_for_what_they_chose(marked, number):
    """And, where several are right, for those they left out; no other reason of the key."""
    page = marked.feedback(HONEST[number])
    for name, question in questions_in(marked.source()).items():
        if "why" not in question:
            continue  # a text, which a person marks
        said = words(part(page, name).get_text())
        read = {option for option, why in question["why"].items() if words(why) in said}
        assert read == reasons_to_read(question, chosen_by(number)[name])


@pytest.mark.parametrize("student", [*HONEST, *OTHERS])
def test_no_source_stands_there_and_nothing_from_elsewhere(marked, student):
    """No YAML, no mark around a key, no id of an option; no script, sheet, picture or frame."""
    html = marked.page(student).read_text("utf-8")
    for source in ("%%question", "HIDDEN TESTS", "MARK SCHEME", "kind: choice", "credit"):
        assert source not in html
    page = marked.feedback(student)
    assert page.find_all(["script", "link", "img", "iframe", "object", "video", "form"]) == []
    assert page.find_all(src=True) == []
    assert re.findall(r"@import|url\(", page.style.string) == []
    assert "default-src 'none'" in page.find("meta", {"http-equiv": True})["content"]


@pytest.mark.parametrize("student", HONEST)
def test_links_stay_within_the_page(marked, student):
    """Each row of the table leads to its part."""
    page = marked.feedback(student)
    links = [link["href"] for link in page.table.find_all("a")]
    assert links == [f"#{name}" for name in (*PICKS, REFLECTION)]
    assert all(page.find(id=link["href"][1:]) for link in page.find_all("a"))


@pytest.mark.parametrize("student", [HONEST[RIGHT], *OTHERS])
def test_the_page_says_what_it_is(marked, student):
    """Its language, one heading of the first level, none that skips one, and whose it is."""
    page = marked.feedback(student)
    assert page.html["lang"] == "en-GB"
    assert (
        page.title.string == "Feedback: Online safeguarding: assignment for qualifying programmes"
    )
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    if student != "trickster":  # who writes headings of their own
        assert all(after <= before + 1 for before, after in pairwise(levels))
    assert f"For {student}" in page.get_text()


@pytest.mark.parametrize("number", NUMBERS)
def test_the_table_says_what_each_part_earned(marked, number):
    """In figures that a person would write, and the total above it."""
    page = marked.feedback(HONEST[number])
    rows = [
        [cell.get_text() for cell in row.find_all("td")] for row in page.table.tbody.find_all("tr")
    ]
    full = [*POINTS.values(), 8]
    assert rows == [
        ["waiting" if mark is None else f"{mark:g}", f"{points:g}"]
        for mark, points in zip([*marks_of(number).values(), 0], full, strict=True)
    ]
    assert f"{total_of(number):g} of 52 points." in page.get_text()


def test_a_persons_mark_and_words_are_shown(marked):
    """After a person changed a mark and wrote a comment; its HTML is not live."""
    page = marked.feedback("moderated")
    first = words(part(page, "name-the-worry").get_text())
    assert "A person looked at this and gave it 1.25 of 2 points." in first
    reflection = part(page, REFLECTION)
    said = words(reflection.get_text())
    assert "6.5 of 8 points." in said
    assert "You say who pays. <script>ran('comment')</script>" in said
    assert "Retells events" in said  # the rubric, once marked
    # eight choices at 2, one of them now at 1.25; 1.25 and 0.25 in part; 3 + 4 + 3 + 2 + 3 for
    # what is not of options; 3 for the entry, and the reflection
    assert "41.25 of 52 points." in page.get_text()
    assert "waits for a person" not in page.get_text()


def test_what_waits_for_a_person_is_said(marked):
    """A reflection that nobody has marked is not shown as 0."""
    page = marked.feedback("changed-added")
    assert "Not marked yet. It is out of 8 points." in part(page, REFLECTION).get_text()
    assert "One part waits for a person to look at it" in page.get_text()


@pytest.mark.parametrize("number", NUMBERS)
def test_who_was_very_sure_and_wrong_reads_that_first(marked, number):
    """Before the marks, with a link to the question; nobody else reads it."""
    page = marked.feedback(HONEST[number])
    sure = "_sure" in chosen_by(number)["fifty-more-by-friday"]
    assert ("Read this first" in page.get_text()) == sure


def test_lateness_and_its_cost_are_said(marked):
    """The penalty that nbgrader's plug-in set is taken off, and named; others' pages have none."""
    page = marked.feedback("late").get_text()
    # 0.5 + 0.5 + 1 + 0.5 + 1.8 + 2.25 + 0.5 + 2 + 1 + 0.5 + 1 + 2.5 + 1.5 + 0.5 + 1.8 + 1.25,
    # less 2
    assert "17.1 of 52 points." in page
    assert "2 points were taken off for lateness." in page
    assert "lateness" not in marked.feedback("moderated").get_text()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 320])
@pytest.mark.parametrize("student", ["moderated", "trickster"])
def test_axe_finds_nothing(marked, chromium, student, width, scheme):
    """At both sizes and in both schemes, with every part of the page unfolded."""
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with visit(chromium, marked.page(student).as_uri(), **options) as here:
        here.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert faults(here.page) == []
        assert here.page.evaluate("document.documentElement.scrollWidth") <= width
        assert here.hosts == set()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
        ("document.querySelector('h1').style.color = '#bbb'", "color-contrast"),
        (
            "document.querySelector('main').innerHTML += '<input aria-labelledby=x>"
            "<b id=x>a</b><b id=x>b</b>'",
            "duplicate-id-aria",
        ),
    ],
)
def test_axe_would_find_a_fault(marked, chromium, fault, rule):
    """A fault put into the page is found, so the silence above means something."""
    with visit(chromium, marked.page(HONEST[4]).as_uri(), color_scheme="light") as here:
        here.page.evaluate(fault)
        assert rule in " ".join(faults(here.page))
