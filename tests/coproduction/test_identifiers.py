"""Promises about what could identify somebody: each kind is found, and what is near it is not."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from coproduction.check import check_stories
from coproduction.identifiers import find_identifiers
from tests.coproduction.tales import STORY, write_story
from tests.graders.courses import make_course

DAY = date(2026, 11, 23)
NHS, INSURANCE, POSTCODE, PHONE, EMAIL, DATE, NAME = (
    "an NHS number",
    "a National Insurance number",
    "a postcode",
    "a phone number",
    "an e-mail address",
    "a full date, perhaps of birth,",
    'a full name that is not in "credit"',
)


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        pytest.param(kind, text.replace("<", "").replace(">", ""),
                     text[text.index("<") + 1 : text.index(">")], id=text)
        for kind, text in (
            (NHS, "My number is <943 476 5919>."),
            (NHS, "My number is <9434765919>, it says."),
            (NHS, "(<943-476-5919>)"),
            (NHS, "On paper: <943\u00a0476\u00a05919>"),
            (INSURANCE, "They asked for <AB 12 34 56 C> twice."),
            (INSURANCE, "They asked for <ab123456c>."),
            (INSURANCE, "They asked for <AB123456> twice."),
            (POSTCODE, "I live in <LS6 1AB>, up the hill."),
            (POSTCODE, "I live in <ec1a1bb>."),
            (POSTCODE, "I live in <M1 1AE>"),
            (PHONE, "Ring me on <07911 123456> after six."),
            (PHONE, "Ring me on <(0161) 496 0123>."),
            (PHONE, "Ring me on <020 7946 0958>."),
            (PHONE, "My sister is on <+48 22 123 45 67>."),
            (EMAIL, "Write to <mo.likes-cricket+1@example.org.uk>."),
            (EMAIL, "Write to <mo_3-4-1986@example.org>."),
            (DATE, "I was born on <3 April 1986>."),
            (DATE, "I was born on the <3rd of April, 1986>."),
            (DATE, "I was born on <April 3rd, 1986>."),
            (DATE, "DOB: <03/04/1986>."),
            (DATE, "DOB <3.4.86>."),
            (DATE, "DOB <1986-04-03>"),
            (DATE, "It was <29 February 2024>."),
            (DATE, "Born <3 Apr '86>, in the rain."),
            (NAME, "I rang <Ada Okafor> at home."),
            (NAME, "<Ada Okafor> rang."),
            (NAME, "Then <Ada Okafor> rang."),
            (NAME, 'She said, "<Ada Okafor>, sit down."'),
            (NAME, "<Will Okafor> will ring."),
            (NAME, "It was <Ada Okafor>'s turn."),
            (NAME, "It was <Ada Okafor>’s turn."),
            (NAME, "It was <Ada\nOkafor>, of all people."),
            (NAME, "Mrs <Ada Okafor> rang."),
            (NAME, "I rang Auntie <Ada Okafor>."),
            (NAME, "I rang <A. Okafor> twice."),
            (NAME, "I rang <Seán Ó Briain>."),
            (NAME, "I rang <Nasreen Al-Amin>."),
            (NAME, "I rang <Zoë D'Souza-Ng>."),
            (NAME, "I rang <Joana da Silva>."),
            (NAME, "I rang <Muhammad bin Yusuf>."),
            (NAME, "Now <Grace Hall> has grace."),
            (NAME, "It was a blue day for me, <Blue Okafor> and Mo."),
        )
    ],
)  # fmt: skip
def test_what_could_identify_somebody_is_found(kind, text, words):
    """A number, an address, a day or a name is found however it is written, and only once."""
    (found,) = find_identifiers(text)
    assert (found.kind, found.text) == (kind, " ".join(words.split()))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=text)
        for text in (
            "My number is 943 476 5918.",  # the check digit is wrong
            "It cost 94347659190 in all.",
            "It was £4,180 of 1 234 567.",
            "Ring 999, 101, 7726 or 116 000.",
            "Report Fraud is on 0300 123 2040, and a helpline on 0808 800 5000.",
            "Someone in a play has 07700 900123.",
            "They asked for BG 12 34 56 C and DA123456C.",
            "My bus is the AB 12 34.",
            "I live in LS6, near junction M1 2nd left.",
            "A car with AB12 CDE on it.",
            "It is form C4 2A, page 212 of 430.",
            "Mo is @mo_likes_cricket there, at the rate of 3 @ 40p.",
            "It was in April 1986, on a Tuesday.",
            "It was on 3 April.",
            "On 31 April 1986 nothing happened.",
            "Version 1.2.3, rule 24/7, score 3-1-0, at 192.168.1.10.",
            "On 5 May 12 people came.",
            "Bev rang. Tanisha came.",
            "Then Bev rang Mrs Okafor, Auntie Sue and Mr Attlee.",
            "On Tuesday Bev came, and in October Owen.",
            "Owen and I. Then I'm off, and I've Bev to thank.",
            'She said, "Was there a man?" Later Bev came.',
            "The Care Act. Report Fraud. Leeds City Council. Social Work England.",
            "The NHS and the BBC. PC Bev. The NHS BSA.",
            "We went to Plan B, with Vitamin D.",
            "I call it Bev, Owen and Co.",
            "> Picture: Bev at the door\n\nThen Owen came\n\nBev left",
            "title: Five faces\nasks:\n  - Would Bev ask?\n",
            "# Bev\n\nOwen rang.",
            "Goats eat. We like goats. Goats Bev never liked.",
        )
    ],
)
def test_what_is_only_near_is_left_alone(text):
    """A helpline, a law, a month, a first name and a wrong check digit give nobody away."""
    assert find_identifiers(text) == []


def test_each_has_its_line_and_they_stand_in_order():
    """An author is led to each place."""
    text = "I am Mo.\n\nI rang Ada Okafor.\nOn 07911 123456, from LS6 1AB.\n"
    found = [(each.line, each.text) for each in find_identifiers(text)]
    assert found == [(3, "Ada Okafor"), (4, "07911 123456"), (4, "LS6 1AB")]


@pytest.mark.parametrize(
    "credit", ["Ada Okafor", "Told by Ada Okafor, with friends.", "ADA OKAFOR"]
)
def test_a_name_may_stand_where_its_bearer_wants_it(credit):
    """Somebody who is credited by name may also name themselves in the story."""
    assert find_identifiers("I am Ada Okafor.", credit=credit) == []


def test_another_name_is_no_part_of_the_credit():
    """The credit covers the name in it, and no other name that begins or ends alike."""
    for name in ("Joanna Okafor-Smith", "Anna Okafor", "Jo Okafor", "Joanna Okafor Smith"):
        assert len(find_identifiers(f"I am {name}.", credit="Joanna Okafor")) == 1


def test_what_is_public_may_be_excused():
    """A person can say that a town, a helpline, an office or a day gives nobody away."""
    text = "In Milton Keynes, on 31 January 2027, ring 0161 496 0123, MK9 3EJ, hello@example.org."
    public = ["Milton Keynes", "31 January 2027", "0161 496 0123", "mk9 3ej", "hello@example.org"]
    assert len(find_identifiers(text)) == 5
    assert find_identifiers(text, public=public) == []
    assert [each.text for each in find_identifiers(text, public=public[1:])] == [public[0]]


def test_some_numbers_belong_to_one_person_and_are_never_excused():
    """No NHS or National Insurance number is public."""
    numbers = ["943 476 5919", "AB 12 34 56 C"]
    assert len(find_identifiers(" and ".join(numbers), public=numbers)) == 2


# --- in stories ---------------------------------------------------------------------------


def problems(tmp_path: Path, text: str) -> list[tuple[str, int, str, str]]:
    """Return what the check says about a story of that text."""
    course = make_course(tmp_path)
    write_story(course.stories, text)
    return [
        (each.file, each.line, each.problem, each.fix)
        for each in check_stories(course.folder, course.stories, DAY)
    ]


def test_a_story_that_could_identify_somebody_fails_the_check(tmp_path):
    """The story's own file and line are named, with what to do, and that it can be excused."""
    ((file, line, problem, fix),) = problems(tmp_path, STORY + "I live in LS6 1AB.\n")
    assert (file, line) == ("ebe_case_studies/my-eyes/story.md", 18)
    assert problem == '"LS6 1AB" looks like a postcode.'
    assert fix.startswith("Leave it out, or change it")
    assert "add it under public: in story.md" in fix


def test_nobody_is_told_how_to_excuse_what_is_never_public(tmp_path):
    """For a number of one person's own there is one thing to do."""
    ((*_, fix),) = problems(tmp_path, STORY + "I am 943 476 5919.\n")
    assert "public:" not in fix


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param("title: Talking", "title: Ada Okafor talking", 2, id="title"),
        pytest.param("Mo, who likes cricket", "mo@example.org", 4, id="credit"),
        pytest.param("Mentions being", "Mentions Ada Okafor being", 13, id="note"),
        pytest.param("content_note", "asks: [Who is Ada Okafor?]\ncontent_note", 13,
                     id="asks"),
    ],
)  # fmt: skip
def test_the_entries_are_looked_at_too(tmp_path, old, new, line):
    """What stands above the story is shown with it."""
    ((_, found, *_),) = problems(tmp_path, STORY.replace(old, new))
    assert found == line


def test_a_story_may_say_the_name_in_its_credit(tmp_path):
    """An author who wants to be named is named, in the story and under it."""
    text = STORY.replace("Mo, who likes cricket", "Mo Khan, who likes cricket")
    assert problems(tmp_path, text + "I am Mo Khan.\n") == []


def test_days_of_consent_are_no_fault(tmp_path):
    """The course's own notes about a story are not part of it."""
    assert problems(tmp_path, STORY) == []


@pytest.mark.parametrize("listed", ["[Ada Okafor]", "\n  - Ada Okafor", "\n- Ada Okafor"])
@pytest.mark.parametrize("place", ["themes", "---\nI talk"], ids=["above", "last"])
def test_a_story_excuses_what_it_lists(tmp_path, listed, place):
    """What stands under public: counts for the story and its Easy Read, however it is written."""
    text = STORY.replace(place, f"public: {listed}\n{place}".replace(": \n", ":\n"))
    assert problems(tmp_path / "one", text + "Ada Okafor was a painter.\n") == []
    assert len(problems(tmp_path / "two", text + "Ada Okafor and Mo Khan painted.\n")) == 1


def test_the_easy_read_is_looked_at_too(tmp_path):
    """Names hide in the words for pictures."""
    course = make_course(tmp_path)
    path = write_story(course.stories) / "easy-read.md"
    path.write_text(path.read_text().replace("a man and", "Ada Okafor and"))
    (problem,) = check_stories(course.folder, course.stories, DAY)
    assert (problem.file, problem.line) == ("ebe_case_studies/my-eyes/easy-read.md", 6)


def test_a_check_without_numbers_loads_no_library_for_them():
    """The check stays quick: what finds phone and NHS numbers is loaded where there may be one."""
    program = (
        "import sys, digiready\n"
        "from coproduction.identifiers import find_identifiers as find\n"
        "find('I am Mo, and I am 79.')\n"
        "print({'stdnum', 'phonenumbers'} & set(sys.modules))\n"
        "find('943 476 5919 or 07911 123456')\n"
        "print(sorted({'stdnum', 'phonenumbers'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["set()", "['phonenumbers', 'stdnum']"]
