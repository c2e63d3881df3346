"""nbgrader's checksum of a cell, by which it tells whether anything was written there."""

import hashlib

from graders.restore import MasterCell


def checksum(master: MasterCell, source: str) -> str:
    """Return the checksum that ``nbgrader.utils.compute_checksum`` (0.9.6) gives the cell.

    Args:
        master: The cell as the gradebook holds it.
        source: What stands in it now.
    """
    locked = not master.solution and (master.grade or master.locked)
    said = [source, master.cell_type, str(master.grade), str(master.solution), str(locked)]
    said.append(master.name)
    if master.grade:
        said.append(str(float(master.points or 0.0)))
    return hashlib.md5("".join(said).encode(), usedforsecurity=False).hexdigest()
