"""Know whether what a run wrote is on the disk, or was lost when the machine went down.

A killed program loses nothing that it wrote: the system has it. A machine that loses power
does, for the database waits until its rows are on the disk, and files don't. Waiting for
the files of each batch makes marking slower by a fifth or so. So the system is asked once,
at the end; and a run that finds that the machine went down before that marks all again.
"""

import os
from pathlib import Path

from attrs import frozen

#: Where Linux names the time since the machine was last started.
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@frozen
class OnDisk:
    """Whether the files of an assignment's marking are on the disk.

    Attributes:
        note: The file that stands while they may not be.
    """

    note: Path

    def begin(self) -> bool:
        """Note that files are written from now on; return whether earlier ones may be lost.

        They may where a run did not come to its end and the machine was started anew since,
        or where the system doesn't tell.
        """
        now = _this_start()
        try:
            before = self.note.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            before = None
        lost = before is not None and (not now or before != now)
        if before is None:
            self.note.parent.mkdir(parents=True, exist_ok=True)
            self.note.write_text(now, encoding="ascii")
        return lost

    def end(self) -> None:
        """Wait until all that was written is on the disk."""
        wait_for_disk()
        self.note.unlink(missing_ok=True)


def wait_for_disk() -> None:
    """Wait until all that was written on this machine is on the disk."""
    if hasattr(os, "sync"):  # not so on Windows
        os.sync()


def _this_start() -> str:
    """Return what tells the machine's last start from others; empty where nothing does."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""
