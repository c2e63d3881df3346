"""Read ``answers.json``, which comes from outside: nothing in it is taken on trust.

::

    {"schema": 1, "answers": {"first-reply": {"choice": ["record-and-tell"]}}}

An answer is what the question's form sent: its fields, each with the list of its
values, as a browser gives them.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from attrs import field, frozen

from graders.kinds import NotAnAnswerError
from graders.regular_files import read_regular_file

#: The file's name, beside the notebook it belongs to.
ANSWERS_FILE = "answers.json"

#: The only schema there is so far.
SCHEMA = 1

#: The most the file may hold. A quiz of thirty long texts stays under a tenth of it.
MAX_BYTES = 1024 * 1024
MAX_FIELDS = 200
MAX_VALUES = 500
MAX_VALUE_LENGTH = 40_000

FormFields = dict[str, list[str]]


@frozen(kw_only=True)
class Answers:
    """What a student answered, as far as it can be read.

    Attributes:
        given: What stands in the file for each question, not yet checked.
        problem: Why the file as a whole can't be read, in words for the student; else empty.
        present: False where there is no file at all.
    """

    given: Mapping[str, Any] = field(factory=dict)
    problem: str = ""
    present: bool = True

    def fields(self, question: str) -> FormFields:
        """Return what *question*'s form sent; empty if nothing is kept for it.

        Raises:
            NotAnAnswerError: the file can't be read, or its entry is no form's.
        """
        if self.problem:
            raise NotAnAnswerError(self.problem)
        return checked_fields(self.given.get(question, {}))


def checked_fields(entry: Any) -> FormFields:
    """Return *entry* as fields with lists of text.

    Raises:
        NotAnAnswerError: it is of another shape, or larger than any answer is.
    """
    if not isinstance(entry, Mapping) or len(entry) > MAX_FIELDS:
        raise NotAnAnswerError("it is not what this question's form sends")
    fields: FormFields = {}
    for name, values in entry.items():
        if not isinstance(name, str) or not isinstance(values, list) or len(values) > MAX_VALUES:
            raise NotAnAnswerError("it is not what this question's form sends")
        if not all(isinstance(each, str) and _is_sound(each) for each in (name, *values)):
            raise NotAnAnswerError("it holds something that is not text, or far too much of it")
        fields[name] = list(values)
    return fields


def _is_sound(text: str) -> bool:
    """Return whether *text* is of a reasonable length and can be written down again."""
    if len(text) > MAX_VALUE_LENGTH:
        return False
    if text.isascii():
        return True
    try:
        text.encode()  # half a character (a lone surrogate) can't be
    except UnicodeEncodeError:
        return False
    return True


def read_answers(folder: Path) -> Answers:
    """Return the answers kept in *folder*; never raises for what the file holds.

    A link, a device or a folder of that name is not followed or opened.
    """
    return read_and_keep(folder)[0]


def read_and_keep(folder: Path) -> tuple[Answers, bytes | None]:
    """Return what :func:`read_answers` does, and the file's bytes.

    The bytes are None where there is no ordinary file of a sound size.
    """
    try:
        written = read_regular_file(folder / ANSWERS_FILE, MAX_BYTES + 1)
    except FileNotFoundError:
        return Answers(present=False), None
    except OSError:
        return _broken("it is not an ordinary file"), None
    if len(written) > MAX_BYTES:
        return _broken(f"it is larger than {MAX_BYTES // 1024} kilobytes"), None
    return answers_from(written), written


def answers_from(written: bytes) -> Answers:
    """Return the answers that the file's bytes hold; never raises for what they are."""
    try:
        text = written.decode("utf-8")
        data = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        if "\\ud" in text or "\\uD" in text:  # half a character, perhaps: can it be kept on?
            json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        return _broken("it is nested too deeply")
    except ValueError:  # not UTF-8, not JSON, cut off, NaN, or half a character
        return _broken("it is damaged or cut off")
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
        return _broken("it does not hold answers")
    if data.get("schema") != SCHEMA or isinstance(data.get("schema"), bool):
        return _broken("it was written by a version of the course that this one does not know")
    return Answers(given=data["answers"])


def _finite(written: str) -> float:
    """Return the number, which must not be too large to be written down again."""
    number = float(written)
    return number if math.isfinite(number) else _refuse(written)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _broken(why: str) -> Answers:
    return Answers(problem=f"the file {ANSWERS_FILE} can't be read: {why}")
