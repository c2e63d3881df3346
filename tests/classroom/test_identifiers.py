"""Promises about what looks like an identifier: found where it is plain, not everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.identifiers import is_nhs_number, pointers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The NHS number, and phone numbers kept for drama, that their keepers publish for this.
        pytest.param("no 943 476 5919.", ["NHS number"], id="NHS number"),
        pytest.param("9434765919", ["NHS number"], id="without spaces"),
        pytest.param("943-476-5919", ["NHS number"], id="with hyphens"),
        pytest.param("943 476 5918", [], id="wrong check digit"),
        pytest.param("ring 07700 900123", ["phone number"], id="mobile"),
        pytest.param("(020) 7946 0018", ["phone number"], id="landline"),
        pytest.param("+44 (0)7700 900123", ["phone number"], id="international"),
        pytest.param("sam@example.org, twice", ["e-mail address"], id="e-mail"),
        pytest.param("in SW1A 2AA", ["postcode"], id="postcode"),
        pytest.param("in m1 1ae", ["postcode"], id="small letters"),
        pytest.param("in EC1A1BB.", ["postcode"], id="no space"),
        pytest.param("a@b.uk 07700 900123 M1 1AE", ["e-mail address", "phone number", "postcode"],
                     id="several, in order"),
        pytest.param("M1 1AE and M1 1AE", ["postcode"], id="each once"),
        pytest.param("on 12 November 2026, at 16.20", [], id="a day and a time"),
        pytest.param("on 12/11/2026 and 2026-11-12", [], id="days in figures"),
        pytest.param("Section 47, Children Act 1989; [2021] UKSC 52; S35 and R60", [], id="law"),
        pytest.param("£7,300 in 31 payments; 116 123", [], id="amounts, and a helpline"),
        pytest.param("DAPB1605, UK GDPR Art 6(1)(ea)", [], id="standards"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_what_is_plain_is_found(text, found):
    """Each kind in the ways people write it; dates, amounts and sections of Acts pass."""
    assert [each.looks_like for each in pointers(text)] == found


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        # By hand: 9x10+4x9+3x8+4x7+7x6+6x5+5x4+9x3+1x2 = 299, 299 mod 11 = 2, 11 - 2 = 9.
        ("9434765919", True), ("9434765918", False),
        ("4010232137", True),  # sum 4x10+0+1x8+0+2x6+3x5+2x4+1x3+3x2 = 92, mod 11 = 4, so 7
        ("1000000010", False),  # sum 12, mod 11 = 1, so 10: never given out
    ],
)  # fmt: skip
def test_the_check_digit_is_the_nhs_s(digits, valid):
    """Most ten-digit numbers are no NHS number, and are not taken for one."""
    assert is_nhs_number(digits) == valid


@given(st.text())
def test_any_text_can_be_looked_through(text):
    """Whatever is written, what is found stands in it."""
    assert all(each.words in text for each in pointers(text))
