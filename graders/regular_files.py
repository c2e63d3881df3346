"""Read a file that comes from outside: an ordinary one, and no more of it than is wanted."""

import os
import stat
from pathlib import Path


def read_regular_file(path: Path, most: int) -> bytes:
    """Return at most *most* bytes of an ordinary file.

    Raises:
        OSError: it is not there, or it is a link, a device or a folder.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise OSError(f"{path} is not an ordinary file")
    with open(descriptor, "rb") as file:
        return file.read(min(most, found.st_size + 1))  # room is made for as much as is asked for
