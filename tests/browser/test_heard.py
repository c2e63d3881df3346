"""What a screen reader would say, from Chromium's own accessibility tree."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.doors import (
    Door,
    answer,
    options_of,
    question_on,
    questions_in,
    status_of,
    with_options,
)

pytestmark = pytest.mark.browser

#: The first question of the quiz, as it is heard; a change here is a change in what is heard.
TRANSCRIPT = """
- paragraph: "Back at the office, Farida asks: \\"In one sentence, what is your worry?\\""
- 'group "Question 1 (2 points): Which sentence do you give her?"':
  - text: "Question 1 (2 points): Which sentence do you give her?"
  - paragraph: Choose one answer.
  - radio "Ellis is online into the small hours, and the late nights are costing him his sleep and his sounds."
  - text: Ellis is online into the small hours, and the late nights are costing him his sleep and his sounds.
  - radio "Dawn doesn't know who her son talks to at night, so nobody at home is keeping him safe online." [checked]
  - text: Dawn doesn't know who her son talks to at night, so nobody at home is keeping him safe online.
  - radio "Ellis is telling a stranger too much about himself, and needs to learn how to stay safe online."
  - text: Ellis is telling a stranger too much about himself, and needs to learn how to stay safe online.
  - radio "Somebody whom Ellis has never met is buying his trust and his silence, and may be grooming him."
  - text: Somebody whom Ellis has never met is buying his trust and his silence, and may be grooming him.
  - radio "Ellis has found somebody who hears what he makes, and our worry might cost him that one listener."
  - text: Ellis has found somebody who hears what he makes, and our worry might cost him that one listener.
- status: Saved.
"""  # noqa: E501


def test_the_first_question_is_heard_as_written_down(door: Door, page: Page, quiz: Path):
    """Group, question, options, what is chosen, what is saved: in that order, by name."""
    name, question = next(iter(questions_in(quiz).items()))
    door.open(page, quiz)
    answer(page, name, options_of(question)[1])
    expect(question_on(page, name)).to_match_aria_snapshot(TRANSCRIPT)


def test_every_group_and_control_has_its_name(door: Door, page: Page, quiz: Path):
    """The group is called what is asked; each control what its option says."""
    door.open(page, quiz)
    for number, (name, question) in enumerate(questions_in(quiz).items(), 1):
        group = question_on(page, name).get_by_role("group").first
        said = group.evaluate("it => it.querySelector('legend').textContent.replace(/\\s+/g, ' ')")
        if question.kind == "unfolding":  # whose group is the present moment
            assert said == "What do you say first?"
        else:
            worth = f"{question.points:g} points" if question.points else "does not count"
            assert said.startswith(f"Question {number} ({worth})")
        if name not in with_options(quiz):
            continue  # heard in full in test_every_kind.py
        role = "radio" if question.kind == "choice" else "checkbox"
        for option in question.options:
            control = group.get_by_role(role, name=option.text, exact=True)
            expect(control).to_have_count(1)


def test_saved_is_said_politely(door: Door, page: Page, quiz: Path):
    """The line under the question is a live region that waits its turn, and changes to Saved."""
    name, question = next(iter(questions_in(quiz).items()))
    door.open(page, quiz)
    status = status_of(page, name)
    assert status.get_attribute("role") == "status"
    expect(status).to_have_text("Not answered yet.")
    answer(page, name, options_of(question)[0])
    expect(status).to_have_text("Saved.")
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    lines = [each for each in tree if each.get("role", {}).get("value") == "status"]
    live = [
        prop["value"]["value"]
        for line in lines
        for prop in line.get("properties", [])
        if prop["name"] == "live"
    ]
    assert live and set(live) == {"polite"}
