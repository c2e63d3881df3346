"""Find what most plainly points to a person in a text: numbers, addresses, postcodes.

It finds forms, not people: a name, a school or a day passes. So it can warn, and never clear.
"""

import re
from collections.abc import Iterator

from attrs import frozen

NHS_NUMBER, PHONE, EMAIL, POSTCODE = (
    "NHS number",
    "phone number",
    "e-mail address",
    "postcode",
)

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
#: Runs of digits as people write them: in groups, with a + or brackets.
_DIGITS = re.compile(r"(?<![\w.])\+?\(?\d(?:[ ()-]{0,2}\d){8,13}(?!\w)")
#: The second half never has C, I, K, M, O or V.
_POSTCODE = re.compile(
    r"(?<!\w)(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)", re.IGNORECASE
)


@frozen(kw_only=True)
class Pointer:
    """Something that may point to a person: what it looks like, and the words."""

    looks_like: str
    words: str


def pointers(text: str) -> tuple[Pointer, ...]:
    """Return what in *text* looks like an identifier, each once, in the order of the text.

    >>> [each.looks_like for each in pointers("Ring her on 07700 900123.")]
    ['phone number']
    """
    found = sorted(_found(text))
    return tuple(
        dict.fromkeys(Pointer(looks_like=looks_like, words=words) for _, looks_like, words in found)
    )


def _found(text: str) -> Iterator[tuple[int, str, str]]:
    for each in _EMAIL.finditer(text):
        yield each.start(), EMAIL, each[0]
    for each in _POSTCODE.finditer(text):
        yield each.start(), POSTCODE, each[0]
    for each in _DIGITS.finditer(text):
        if looks_like := _kind_of_number(each[0]):
            yield each.start(), looks_like, each[0]


def _kind_of_number(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    if written.startswith("+") or (digits.startswith("0") and 10 <= len(digits) <= 11):
        return PHONE
    if len(digits) == 10 and is_nhs_number(digits):
        return NHS_NUMBER
    return ""


def is_nhs_number(digits: str) -> bool:
    """Return whether ten *digits* end in the check digit that an NHS number has.

    Source:
        NHS Data Dictionary, "NHS Number": modulus 11, weights 10 to 2; a check digit of 10
        is never given out.

    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918")
    (True, False)
    """
    weighted = zip(digits, range(10, 1, -1), strict=False)  # the tenth digit is the check
    total = sum(int(digit) * weight for digit, weight in weighted)
    check = (11 - total % 11) % 11
    return check == int(digits[9])
