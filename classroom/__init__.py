"""For students: questions and activities on screen, answers kept safe, work handed in."""


def load_ipython_extension(ipython: object) -> None:
    """Give a notebook's kernel the course's magics; IPython calls this by itself."""
    from classroom.magics import CourseMagics

    ipython.register_magics(CourseMagics)  # type: ignore[attr-defined]
