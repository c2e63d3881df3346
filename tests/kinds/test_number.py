"""Promises about questions whose answer is a figure."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graders.kinds import NotAnAnswerError, Reader
from graders.kinds.number import NumberKey, NumberQuestion, explain, mark, parse, read
from graders.question_cell import read_variants_body
from tests.graders.written import NUMBER, changed, faults_of, question, without_key

FIGURES = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


def number_of(value: Decimal, bands=(), **units: str) -> NumberQuestion:
    """Return a question with this right figure, and these distances and shares besides 0."""
    key = NumberKey(
        value=value,
        bands=((Decimal(0), 1.0), *bands),
        slips={},
        why={"right": "So.", "near": "Nearly.", "wrong": "No."},
    )
    return NumberQuestion(name="law", kind="number", prompt="Which?", points=2.0, key=key, **units)


@st.composite
def bands(draw):
    """Draw up to three distances, the shortest first, with shares that fall."""
    far = sorted(draw(st.sets(st.decimals("0.1", "1000", places=1), max_size=3)))
    shares = sorted(draw(st.sets(st.floats(0.01, 0.99), min_size=len(far), max_size=len(far))))
    return tuple(zip(far, reversed(shares), strict=True))


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        pytest.param("98", "98", id="figures"),
        pytest.param(" 98 ", "98", id="space around"),
        pytest.param("98 families", "98", id="the unit"),
        pytest.param("98FAMILIES", "98", id="the unit, in capitals, without a space"),
        pytest.param("£98", "98", id="the unit before"),
        pytest.param("£ 1,200.50 families", "1200.50", id="both units"),
        pytest.param("1,200", "1200", id="comma between thousands"),
        pytest.param("1 200", "1200", id="space between thousands"),
        pytest.param("1\u00a0200\u202f000", "1200000", id="spaces that do not break"),
        pytest.param("12,345,678", "12345678", id="millions"),
        pytest.param("0.5", "0.5", id="a part of a whole"),
        pytest.param(".5", "0.5", id="no figure before the point"),
        pytest.param("5.", "5", id="no figure behind the point"),
        pytest.param("-5", "-5", id="below nothing"),
        pytest.param("\u22125", "-5", id="a real minus sign"),
        pytest.param("-£5", "-5", id="minus before the unit"),
        pytest.param("007", "7", id="zeros in front"),
        pytest.param("999999999999.999999999999", "999999999999.999999999999", id="the longest"),
    ],
)
def test_a_number_is_read_as_people_write_it(written, figure):
    """Spaces, commas between thousands and the question's own units change nothing."""
    asked = number_of(Decimal(1), unit="families", unit_before="£")
    assert parse(asked, {"number": [written]}) == Decimal(figure)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        pytest.param("1,5", "read in two ways", id="comma for a point"),
        pytest.param("1.200,50", "read in two ways", id="comma and point exchanged"),
        pytest.param("1,2000", "read in two ways", id="comma before four figures"),
        pytest.param("ninety", "in figures", id="words"),
        pytest.param("about 98", "in figures", id="a word before"),
        pytest.param("98%", "in figures", id="another unit"),
        pytest.param("98 or 99", "in figures", id="two numbers"),
        pytest.param("9 8", "in figures", id="a space astray"),
        pytest.param("1/3", "in figures", id="a fraction"),
        pytest.param("nan", "in figures", id="no number"),
        pytest.param("-Infinity", "in figures", id="without end"),
        pytest.param("0x62", "in figures", id="hexadecimal"),
        pytest.param("1e3", "in figures", id="an exponent"),
        pytest.param("1_000", "in figures", id="as programmers write"),
        pytest.param("--5", "in figures", id="two signs"),
        pytest.param(".", "in figures", id="a point"),
        pytest.param("-", "in figures", id="a sign"),
        pytest.param("٩٨", "in figures", id="figures of another script"),
        pytest.param("9" * 13, "in figures", id="thirteen places"),
        pytest.param("9" * 101, "not one number", id="far too long"),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused_and_said(written, says):
    """A mark never rests on a guess at what was meant; the message says how to write it."""
    with pytest.raises(NotAnAnswerError, match=says):
        parse(question(NUMBER), {"number": [written]})


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_finite_number_or_refused(written):
    """No text breaks the reader, or gets a number that is none into a mark."""
    try:
        figure = parse(question(NUMBER), {"number": [written]})
    except NotAnAnswerError:
        return
    assert (figure is None) == (not written.strip())
    assert figure is None or abs(figure) < 10**12


@given(FIGURES)
def test_a_figure_is_read_as_it_is_shown(figure):
    """Whatever figure feedback shows, commas and unit and all, can be typed back."""
    asked = number_of(figure, unit="families")
    (shown,) = mark(asked, figure).strongest
    assert parse(asked, {"number": [shown]}) == figure


@pytest.mark.parametrize(
    ("written", "share", "reason"),
    [
        pytest.param("98", 1.0, "One in ten of 980.", id="right"),
        pytest.param("99", 1.0, "One in ten of 980.", id="at the edge of all"),
        pytest.param("97", 1.0, "One in ten of 980.", id="at the other edge"),
        pytest.param("99.001", 0.5, "Count the 980 again.", id="just beyond it"),
        pytest.param("93", 0.5, "Count the 980 again.", id="at the edge of half"),
        pytest.param("92.999", 0.0, "Set out from the 980.", id="just beyond that"),
        pytest.param("-98", 0.0, "Set out from the 980.", id="the wrong side of nothing"),
        pytest.param("113", 0.0, "Those are all that it flags.", id="a slip"),
        pytest.param("5.0", 0.0, "Those are the ones it misses.", id="another, with a point"),
    ],
)
def test_a_figure_earns_by_its_distance_and_hears_its_own_reason(written, share, reason):
    """Edges belong to their band; a known slip is answered as one."""
    asked = question(NUMBER)
    verdict = mark(asked, parse(asked, {"number": [written]}))
    assert verdict.share == share
    assert [each.why for each in verdict.remarks] == [reason]
    assert verdict.strongest == ("98 families",)


def test_the_example_of_moodle_s_page_is_marked_so():
    """With an accepted error of 5, any number from 25 to 35 is 30 (Moodle's own example)."""
    asked = number_of(Decimal(30), bands=((Decimal(5), 1.0),))
    assert [mark(asked, Decimal(each)).share for each in ("24.9", "25", "30", "35", "35.1")] == [
        0.0, 1.0, 1.0, 1.0, 0.0,
    ]  # fmt: skip


def test_binary_fractions_decide_no_mark():
    """0.1 + 0.2 is 0.3 here, and a distance of 0.1 from it ends at 0.4, not a hair before."""
    body = changed(
        NUMBER, "  value: 98\n  within: {1: 1, 5: 0.5}", "  value: 0.3\n  within: {0.1: 0.5}"
    )
    asked = question(body)
    assert mark(asked, Decimal("0.1") + Decimal("0.2")).share == 1.0
    assert mark(asked, Decimal("0.4")).share == mark(asked, Decimal("0.2")).share == 0.5
    assert mark(asked, Decimal("0.4000001")).share == 0.0


@given(FIGURES, bands(), FIGURES, FIGURES)
def test_a_nearer_figure_never_earns_less(value, spans, one, other):
    """Shares lie between nothing and all, only fall with the distance, and begin with all."""
    asked = number_of(value, spans)
    near, far = sorted((one, other), key=lambda each: abs(each - value))
    assert 0.0 <= mark(asked, far).share <= mark(asked, near).share <= 1.0
    assert mark(asked, value).share == 1.0


@given(FIGURES, bands(), FIGURES)
def test_too_much_and_too_little_earn_the_same(value, spans, away):
    """A figure and its mirror image are equally far off."""
    asked = number_of(value, spans)
    assert mark(asked, value + away).share == mark(asked, value - away).share


@given(FIGURES, FIGURES)
def test_without_within_only_the_figure_itself_earns(value, figure):
    """An author who says nothing of distance asks for the figure itself."""
    assume(value != figure)
    assert mark(number_of(value), figure).share == 0.0


@pytest.mark.parametrize("fields", [{}, {"number": []}, {"number": [""]}, {"number": ["\u00a0"]}])
def test_an_empty_box_is_no_answer(fields):
    """Nothing written earns nothing and is told from 0."""
    asked = number_of(Decimal(0))
    blank = mark(asked, parse(asked, fields))
    assert (blank.share, blank.answered, blank.remarks) == (0.0, False, ())
    assert mark(asked, parse(asked, {"number": ["0"]})).share == 1.0


def test_the_author_sees_what_each_figure_earns():
    """The preview names the figure, each distance, each slip, and all the rest."""
    assert [(each.about, each.says) for each in explain(question(NUMBER))] == [
        ("98 families", "100%"),
        ("up to 1 families away", "100%"),
        ("up to 5 families away", "50%"),
        ("113 families", "0%"),
        ("5 families", "0%"),
        ("anything else", "0%"),
    ]


def test_units_stand_where_people_write_them():
    """A percentage sign touches its figure, a pound stands before it, a word is set apart."""
    figure = Decimal("1200.5")
    said = [
        mark(number_of(figure, **units), figure).strongest
        for units in ({"unit": "%"}, {"unit_before": "£"}, {"unit_before": "£", "unit": "a week"})
    ]
    assert said == [("1,200.5%",), ("£1,200.5",), ("£1,200.5 a week",)]


VARIED = (
    changed(NUMBER, "points: 2", "points: 2\nvariants: {rate: [ten, five]}")
    .replace("1,000 families", "families of whom one in <rate>")
    .replace("value: 98", "value: <alarms>")
    .replace("all: 113", "all: <flags>")
    .replace("key:\n", "key_variants: {alarms: [98, 196.5], flags: [113, 211]}\nkey:\n")
)


def test_each_student_s_figure_is_right_for_their_own_variant():
    """Figures come from the lists under key_variants as numbers, slips too."""
    first, second = read_variants_body("law", VARIED)
    assert (first.key.value, second.key.value) == (Decimal(98), Decimal("196.5"))
    assert (first.key.slips["all"], second.key.slips["all"]) == (Decimal(113), Decimal(211))
    assert mark(second, Decimal("196.5")).share == 1.0
    assert mark(second, Decimal(98)).share == 0.0
    assert all(not each.has_key for each in read_variants_body("law", without_key(VARIED)))


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "fix"),
    [
        pytest.param(
            "  value: 98\n", "", 8, '"key:" must have a value', "such as value: 97",
            id="no value",
        ),
        pytest.param(
            "value: 98", "vale: 98", 8, '"key:" must have a value', "such as value: 97",
            id="value misspelt",
        ),
        pytest.param(
            "value: 98", "value: 98\n  also: 99", 8, "and no more", "value: 97", id="too much",
        ),
        pytest.param(
            "value: 98", "value: ninety", 9, '"value:" under "key:" must be a number, not "ninety"',
            "in figures", id="value in words",
        ),
        pytest.param("value: 98", "value:", 9, 'not "None"', "in figures", id="value left out"),
        pytest.param("value: 98", "value: true", 9, 'not "True"', "in figures", id="a truth"),
        pytest.param("value: 98", "value: .nan", 9, 'not "nan"', "in figures", id="no number"),
        pytest.param("value: 98", "value: -.inf", 9, 'not "-inf"', "in figures", id="no end"),
        pytest.param("value: 98", "value: 1e300", 9, "must be a number", "97", id="untypable"),
        pytest.param("value: 98", "value: [98]", 9, "must be a number", "97", id="a list"),
        pytest.param(
            "{1: 1, 5: 0.5}", "[5]", 8, "may have lists within and slips", "within: {10: 0.5}",
            id="within no mapping",
        ),
        pytest.param(
            "5: 0.5", "5: 50", 10, '"5: 50" under "within:" is not a distance and its credit',
            "credits up to 1", id="credit above 1",
        ),
        pytest.param("5: 0.5", "5: 0", 10, '"5: 0"', "that fall", id="credit of nothing"),
        pytest.param("5: 0.5", "5: half", 10, '"5: half"', "that fall", id="credit in words"),
        pytest.param("5: 0.5", "0: 0.5", 10, '"0: 0.5"', "above 0", id="no distance"),
        pytest.param("5: 0.5", "-5: 0.5", 10, '"-5: 0.5"', "above 0", id="distance below 0"),
        pytest.param("5: 0.5", "5%: 0.5", 10, '"5%: 0.5"', "above 0", id="a relative distance"),
        pytest.param(
            "5: 0.5", "5: 1", 10, '"5: 1" under "within:" earns no less than what is nearer',
            "that fall", id="credit that does not fall",
        ),
        pytest.param(
            "all: 113", "all: 95", 11, 'the slip "all" is near enough to the value',
            "narrow within:", id="a slip that earns",
        ),
        pytest.param(
            "missed: 5", "missed: 113", 11, 'the slip "missed" leads to the same figure',
            "remove the slip", id="two slips alike",
        ),
        pytest.param(
            "all: 113", "all: most", 11, '"all:" under "key:" must be a number, not "most"',
            "in figures", id="a slip in words",
        ),
        pytest.param(
            "all: 113", "wrong: 113", 11, 'the slip "wrong" has the name of a reason',
            "Change its name", id="a slip with a name that is taken",
        ),
        pytest.param(
            "  near: Count the 980 again.\n", "", 12, '"why:" has no reason for "near"',
            "Add a line near:", id="no reason for near",
        ),
        pytest.param(
            "  missed: Those are the ones it misses.\n", "", 12, 'no reason for "missed"',
            "Add a line missed:", id="no reason for a slip",
        ),
        pytest.param(
            "  wrong:", "  wrnog:", 15, '"wrnog" under "why:" is a reason for nothing',
            'Did you mean "wrong"?', id="a reason misspelt",
        ),
        pytest.param(
            "  within: {1: 1, 5: 0.5}\n", "", 13, '"near" under "why:" is a reason for nothing',
            "Write one of right, wrong, all, missed.", id="nothing can be near",
        ),
        pytest.param(
            "unit: families", "unit: 5", 6, '"unit:" must be text, not "5"',
            "unit: families", id="a unit that is none",
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how(old, new, line, problem, fix):
    """Each mistake in a question is said with its line, the author's own word, and the mending."""
    found = faults_of(changed(NUMBER, old, new))
    assert any(
        each.line == line and problem in each.problem and fix in each.fix for each in found
    ), "\n".join(map(str, found))


SHAPES = st.recursive(
    st.sampled_from([None, True, 0, -1, 1e9, 98, 0.5, float("nan"), "text", "", "5"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["all", "right", "3", 3, 0.1, -1, None, True]), inner)
    ),
    max_leaves=4,
)
KEYS = st.fixed_dictionaries({}, optional={"value": SHAPES, "within": SHAPES, "slips": SHAPES})
WHYS = st.fixed_dictionaries({}, optional={"right": SHAPES, "wrong": SHAPES, "near": SHAPES})


@given(KEYS | SHAPES, WHYS | SHAPES, SHAPES)
def test_any_shape_of_an_entry_is_a_question_or_faults(key, why, unit):
    """A list where a mapping is due, a number, nothing: never an exception of ours."""
    entries = {"key": key, "why": why, "unit": unit}
    reader = Reader(data={**entries, "points": 2})
    common = {"name": "law", "kind": "number", "prompt": "Which?", "points": 2.0}
    asked = read(reader, common)
    assert reader.faults or asked.key.value.is_finite()
    if not reader.faults:
        assert mark(asked, asked.key.value).share == 1.0
        assert explain(asked)
