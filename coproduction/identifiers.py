"""Find what in a story's text could tell strangers who somebody is.

Numbers have a form, and some a check digit, so those are found for certain. Names have
none: two words with capitals, side by side, are taken for one. It is better to ask once
too often. A person still has to read the story; see docs/co-writing.md.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date

from attrs import frozen

Span = tuple[int, int]


@frozen(kw_only=True)
class Identifier:
    """Something that could identify somebody.

    Attributes:
        line: Line of the text, from 1.
        text: As it stands there.
        kind: What it seems to be, with its article.
        excusable: Whether it may be public: a helpline, a town, the day a law began.
    """

    line: int
    text: str
    kind: str
    excusable: bool


def find_identifiers(
    text: str, *, credit: str = "", public: Collection[str] = ()
) -> list[Identifier]:
    """Return what in *text* could identify somebody, in the order in which it stands there.

    Args:
        text: A story's file.
        credit: How its author wishes to be named; a name in it is no fault.
        public: What a person has looked at, and found to belong to no private person.

    >>> [each.kind for each in find_identifiers("Ring Ada Okafor, born 3.4.1986.")]
    ['a full name that is not in "credit"', 'a full date, perhaps of birth,']
    """
    known = {_plain(each) for each in public}
    found = []
    for start, end, kind, excusable in sorted(_spans(text)):
        words = _plain(text[start:end])
        named = kind == _NAME and f" {words} " in f" {_plain(credit)} "
        if not named and not (excusable and words in known):
            found.append(
                Identifier(
                    line=text.count("\n", 0, start) + 1,
                    text=" ".join(text[start:end].split()),
                    kind=kind,
                    excusable=excusable,
                )
            )
    return found


def _spans(text: str) -> list[tuple[int, int, str, bool]]:
    """Return where each identifier begins and ends, its kind, and whether it may be public."""
    spans: list[tuple[int, int, str, bool]] = []
    for kind, excusable, finder in _FINDERS:
        free = [
            (start, end)
            for start, end in finder(text)
            if not any(start < other[1] and other[0] < end for other in spans)
        ]
        spans += [(start, end, kind, excusable) for start, end in free]
    return spans


def _plain(text: str) -> str:
    """Return the words of *text* in one spelling, so that it can be compared."""
    words = re.split(r"[\s,;:()\"“”]+", text.casefold().replace("’", "'"))
    return " ".join(stripped for each in words if (stripped := each.strip(".!?")))


# --- numbers and addresses ---------------------------------------------------------------

_TEN_DIGITS = re.compile(r"(?<!\d)(?<!\d[ -])\d(?:[^\S\n]?-?[^\S\n]?\d){9}(?![ -]?\d)")


def _nhs_numbers(text: str) -> Iterator[Span]:
    candidates = [each.span() for each in _TEN_DIGITS.finditer(text)]
    if candidates:
        from stdnum.gb import nhs  # here, because it takes time that most checks don't need

        yield from (span for span in candidates if nhs.is_valid(text[slice(*span)]))


#: The letters that HM Revenue & Customs gives out; the last one is sometimes left off.
_INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?:[ -]?\d\d){3}(?:[ -]?[A-D])?\b",
    re.IGNORECASE,
)


def _insurance_numbers(text: str) -> Iterator[Span]:
    return (each.span() for each in _INSURANCE.finditer(text))


_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|"
    "DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|"
    "KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|"
    "RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|"
    "WF|WN|WR|WS|WV|YO|ZE"
)
_POSTCODE = re.compile(
    rf"\b(?:{_AREAS})\d[\dA-Z]? ?\d(?!(?-i:st|nd|rd|th)\b)[ABD-HJLNP-UW-Z]{{2}}\b", re.IGNORECASE
)


def _postcodes(text: str) -> Iterator[Span]:
    return (each.span() for each in _POSTCODE.finditer(text))


def _phone_numbers(text: str) -> Iterator[Span]:
    """Give people's phone numbers; free, shared and 03 numbers are those of organisations."""
    if not re.search(r"\d(?:\D{0,3}\d){6}", text):
        return
    from phonenumbers import PhoneNumberMatcher, PhoneNumberType, number_type  # as above

    personal = {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.PAGER,
        PhoneNumberType.VOIP,
    }
    for match in PhoneNumberMatcher(text, "GB"):
        if number_type(match.number) in personal:
            yield match.start, match.end


_EMAIL = re.compile(r"[\w.+'’-]+@[\w-]+(?:\.[\w-]+)+")


def _emails(text: str) -> Iterator[Span]:
    return (each.span() for each in _EMAIL.finditer(text))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|['’]\d\d)"
_DATES = [
    re.compile(rf"\b{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(
        r"(?<![\d./-])(?P<day>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)"
        r"(?P<year>\d{4}|\d\d)(?![./-]?\d)"
    ),
    re.compile(
        r"(?<![\d./-])(?P<year>\d{4})(?P<sign>[./-])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?![./-]?\d)"
    ),
]


def _full_dates(text: str) -> Iterator[Span]:
    return (each.span() for form in _DATES for each in form.finditer(text) if _is_a_day(each))


def _is_a_day(match: re.Match[str]) -> bool:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    year = int(match["year"].lstrip("'’"))
    try:
        date(year if year > 99 else 2000 + year, number, int(match["day"]))
    except ValueError:
        return False
    return True


# --- names -------------------------------------------------------------------------------


_NAME = 'a full name that is not in "credit"'


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

#: Words that begin sentences and questions, and so have a capital without being a name.
_OPENERS = _words(
    """
    a about after afterwards again all also although always an and another any anyway are as ask
    at away because before both but by can could dear did do does during each either even every
    everybody everyone everything finally first for from had has have he her here hers his how
    however if in is it its just last later like many maybe me meanwhile mine more most mostly my
    neither never next no nobody none nor not nothing now of often oh on once one only or other
    our ours out over perhaps picture please poor quite really ring said say says second see she
    should since so some somebody someone sometimes soon still such tell thank thanks that the
    their then there these they third this those though through to today together tomorrow too
    two under until up was we well were what whatever when whenever where which while who whose
    why with without would yes yesterday yet you your
    """
)

#: Of these a sentence may begin with one, and so may a name: "Will Okafor".
_NAMES_THAT_ARE_WORDS = _words(
    """
    amber angel april art august autumn bill blessing carol chase cliff comfort daisy dale dawn
    dean don drew earl eve faith favour felicity frank gene gift glen grace grant guy happy harry
    hazel heather holly honey hope hunter innocent iris ivy jack jade jay josh joy june kit lance
    lily lucky mark max may melody mercy miles nick olive pat patience peace pearl penny poppy
    precious prince princess queen ray rich rob robin rose ruby sandy sky star sue summer victor
    violet wade will woody
    """
)

#: A name may follow one of these, which is no part of it: "Auntie Bev", "Mrs Okafor".
_TITLES = _words(
    """
    aunt auntie aunty baba brother captain constable councillor cousin dad daddy dr father
    gran grandad grandma grandpa granny imam inspector judge lady lord madam miss mr mrs ms mum
    mummy nan nana nanna nurse officer pastor pc professor prof rabbi reverend saint sergeant sir
    sister st uncle
    """
)

#: No name goes on over one of these.
_BREAKS = _words(
    """
    i monday tuesday wednesday thursday friday saturday sunday january february
    march july september october november december christmas easter eid diwali ramadan english
    british welsh scottish irish
    """
)

#: Words with capitals that end in one of these are a body, a law or a place. None is a surname
#: that many people have: Hall, Church, Lane and Park are not here.
_ENDINGS = _words(
    """
    academy act association authority broadway centre college commission convention council
    county england fraud hospital infirmary kingdom library mosque police protocol regulations
    road school service services society station team trust union university wales
    """
)

_PARTICLES = _words("al ap bin bint da de del den der di dos du el ibn la le van von")


def _names(text: str) -> Iterator[Span]:
    """Give each run of words with capitals that looks like somebody's full name."""
    words = list(_WORD.finditer(text))
    seen_small = {each.group() for each in words if each.group().islower()}
    run: list[re.Match[str]] = []
    end = 0
    for word in words:
        if run and not _joined(run[-1].group(), text[end : word.start()]):
            yield from _name_in(run)
            run = []
        end = word.end()
        if _may_be_in_a_name(word.group()):
            if run or not _opens(text, word, seen_small):
                run.append(word)
        elif not (run and word.group() in _PARTICLES):
            yield from _name_in(run)
            run = []
    yield from _name_in(run)


def _joined(word: str, between: str) -> bool:
    """Return whether what stands after *word* leaves it and the next one name."""
    if len(word) == 1:
        between = between.removeprefix(".")  # an initial's
    return not between.strip() and between.count("\n") < 2


def _may_be_in_a_name(word: str) -> bool:
    if _bare(word).casefold() in _BREAKS:
        return False
    return word[0].isupper() and (len(word) == 1 or not word.isupper())


def _opens(text: str, word: re.Match[str], seen_small: Collection[str]) -> bool:
    """Return whether *word* has its capital from where it stands, or is a title."""
    small = _bare(word.group()).casefold()
    if small in _TITLES:
        return True
    if small in _NAMES_THAT_ARE_WORDS:
        return False
    before = text[: word.start()].rstrip(" \t")[-1:]
    goes_on = before.isalnum() or before == ","
    return not goes_on and (small in _OPENERS or word.group().casefold() in seen_small)


def _bare(word: str) -> str:
    return re.sub(r"['’](?:s|ll|d|re|ve|m)$", "", word)


def _name_in(run: list[re.Match[str]]) -> Iterator[Span]:
    if len(run) < 2 or _bare(run[-1].group()).casefold() in _ENDINGS:
        return
    if len(run[-1].group()) > 1:
        yield run[0].start(), run[-1].start() + len(_bare(run[-1].group()))


#: What each is called, whether a person may excuse it, and what finds it. The surest first:
#: what one has found, those after it leave alone.
_FINDERS: tuple[tuple[str, bool, Callable[[str], Iterator[Span]]], ...] = (
    ("an e-mail address", True, _emails),
    ("an NHS number", False, _nhs_numbers),
    ("a National Insurance number", False, _insurance_numbers),
    ("a postcode", True, _postcodes),
    ("a full date, perhaps of birth,", True, _full_dates),
    ("a phone number", True, _phone_numbers),
    (_NAME, True, _names),
)
