"""Promises about what the real course sets out to answer and to teach."""

from pathlib import Path

from graders.coverage import coverage_of
from graders.coverage_page import page_of
from graders.notebooks import cells_of_course
from graders.outcomes import read_messages, read_outcomes

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "course"
MESSAGES, _ = read_messages(COURSE / "messages.yml")
OUTCOMES, FAULTS = read_outcomes(COURSE / "outcomes.yml", MESSAGES)


def test_every_message_of_the_report_is_answered():
    """All 118 are there, and each is answered by an outcome; no outcome answers another."""
    assert FAULTS == []
    assert len(MESSAGES) == 118
    assert {message for each in OUTCOMES.values() for message in each.messages} == set(MESSAGES)


def test_there_are_as_many_outcomes_as_a_course_can_keep():
    """Forty to seventy, ten or more in each of four modules; finding one's way is none."""
    assert 40 <= len(OUTCOMES) <= 70
    modules = [each.module for each in OUTCOMES.values()]
    taught = sorted(set(modules))
    assert taught == [
        "01-digital-capabilities",
        "02-online-safeguarding",
        "03-datafication-ethics",
        "04-assistive-technologies",
    ]
    assert min(map(modules.count, taught)) >= 10


def test_no_two_outcomes_say_the_same():
    """Each says in one sentence of its own what somebody can do."""
    said = [each.can for each in OUTCOMES.values()]
    assert len(set(said)) == len(said)
    assert [each for each in said if not each.endswith(".") or len(each.split()) > 32] == []


def test_both_programmes_learn_what_both_need():
    """Most outcomes are for both; what only one needs is the exception."""
    shared = [each for each in OUTCOMES.values() if len(each.levels) == 2]
    assert len(shared) > 0.8 * len(OUTCOMES)


def test_the_page_for_programme_leads_is_true():
    """It is what the course covers today; `digiready coverage` writes it anew."""
    page = page_of(coverage_of(MESSAGES, OUTCOMES, cells_of_course(COURSE)))
    written = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert written == page, "type: digiready coverage --write docs/coverage.md"
