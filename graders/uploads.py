"""The name of an uploaded zip: which assignment, and whose."""

import re

from attrs import frozen

_NAME = re.compile(
    r"(?P<assignment>[A-Za-z0-9._-]+)--(?P<student>[A-Za-z0-9](?:(?!--)[A-Za-z0-9._@-])*)"
)


@frozen(kw_only=True)
class UploadName:
    """What an upload's name says.

    Attributes:
        assignment: The assignment's name; a learning platform's own words may be glued
            before it by an underscore.
        student: The student's number or user name, as they wrote it.
    """

    assignment: str
    student: str

    def is_for(self, assignment: str) -> bool:
        """Return whether it is an upload for *assignment*."""
        return f"_{self.assignment}".endswith(f"_{assignment}")


def upload_name(assignment: str, student: str) -> str:
    """Return the file name of *student*'s upload for *assignment*.

    >>> upload_name("online-safeguarding-qualifying", "u1234")
    'online-safeguarding-qualifying--u1234.zip'
    """
    return f"{assignment}--{student}.zip"


def read_upload_name(stem: str) -> UploadName | None:
    """Return what an upload's name, without ".zip", says; None if it is no upload of ours.

    A learning platform may put words of its own before the name, and a browser a
    count in brackets after it.

    >>> read_upload_name("online-safeguarding-qualifying--u1234 (1)").student
    'u1234'
    """
    found = list(_NAME.finditer(re.sub(r" ?\(\d+\)$", "", stem)))
    return UploadName(**found[-1].groupdict()) if found else None


def copy_number(stem: str) -> int:
    """Return the count that a browser put in brackets after an upload's name; 0 without one.

    >>> copy_number("online-safeguarding-qualifying--u1234 (12)")
    12
    """
    found = re.search(r"\((\d{1,6})\)$", stem)
    return int(found[1]) if found else 0
