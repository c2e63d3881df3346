"""What a cell shows where it shows no widget: HTML for people, plain text for nbgrader."""

from graders.marks import Mark, grade_output


class Page:
    """HTML of ours, and words that say the same."""

    def __init__(self, html: str, words: str) -> None:
        self._html = html
        self._words = words

    def _repr_html_(self) -> str:
        return self._html

    def __repr__(self) -> str:
        return self._words


class MarkPage(Page):
    """A mark as nbgrader reads it: its plain text is the points earned."""

    def __init__(self, mark: Mark, html: str) -> None:
        super().__init__(html, repr(grade_output(mark.earned, mark.points)))
