"""Show an author how a story hangs together: a map in SVG, the same in words, and the proof.

The map reads from top to bottom. A moment stands in a row by the longest way to it, with its
options under it, so that every line leads down. A line that passes a row has a lane of its own
there, and all that lead to one moment share it.
"""

from collections.abc import Collection, Iterator, Mapping
from html import escape

from attrs import define, field, frozen

from graders.kinds.conditions import in_words
from graders.kinds.unfolding_key import Scheme, credit_in_words, figures
from graders.kinds.unfolding_proof import Proof, in_sentences
from graders.kinds.unfolding_story import Decision, Moment, Story, in_order, walk

# Sizes in CSS pixels; letters are 16 high, and 9 wide on average with some to spare.
LETTER, EDGE, LONGEST = 9, 12, 22
MOMENT_HIGH, OPTION_HIGH = 44, 56
GAP, STEM, FALL = 16, 24, 64
ROW = MOMENT_HIGH + STEM + OPTION_HIGH + FALL

#: What stands in a row: a moment by its name, or a lane to one further down.
Place = tuple[str, int]


@frozen(kw_only=True)
class Box:
    """A rectangle with words in it: its middle, its top, its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def foot(self) -> float:
        """The height at which it ends."""
        return self.y + self.height


@define
class Map:
    """Where everything stands, filled row by row."""

    rows: dict[str, int]
    moments: dict[str, Box] = field(factory=dict)
    options: dict[str, Box] = field(factory=dict)
    lanes: dict[Place, float] = field(factory=dict)
    width: float = 0.0

    @property
    def height(self) -> float:
        """The height at which the lowest box ends."""
        return max(box.foot for box in (*self.moments.values(), *self.options.values()))


def rows_of(story: Story) -> dict[str, int]:
    """Return the row of each moment, from 0: the number of decisions on the longest way to it."""
    rows = dict.fromkeys(in_order(story), 0)
    for name in rows:
        for option in story.moments[name].options:
            rows[option.then] = max(rows[option.then], rows[name] + 1)
    return rows


def lay_out(story: Story) -> Map:
    """Return where the moments and options of *story* stand, so that none covers another."""
    laid = Map(rows=rows_of(story))
    rows = [_places_in(row, story, laid.rows) for row in range(max(laid.rows.values()) + 1)]
    wide = [[_width_of(place, story, laid.rows) for place in row] for row in rows]
    laid.width = max(sum(each) + 2 * GAP * (len(each) + 1) for each in wide)
    for number, row in enumerate(rows):
        row.sort(key=lambda place: _pull(place, story, laid))
        widths = [_width_of(place, story, laid.rows) for place in row]
        x = (laid.width - sum(widths) - 2 * GAP * (len(row) - 1)) / 2
        for place, width in zip(row, widths, strict=True):
            _put(place, x + width / 2, number * ROW + GAP, story, laid)
            x += width + 2 * GAP
    return laid


def _places_in(row: int, story: Story, rows: Mapping[str, int]) -> list[Place]:
    """Return the moments of a row, and the lanes through it: each once."""
    passing = {
        option.then: None
        for moment in story.moments.values()
        for option in moment.options
        if rows[moment.name] < row < rows[option.then]
    }
    here = [name for name in story.moments if rows[name] == row]
    return [(name, row) for name in (*here, *passing)]


def _width_of(place: Place, story: Story, rows: Mapping[str, int]) -> float:
    if rows[place[0]] != place[1]:
        return GAP  # a lane
    moment = story.moments[place[0]]
    options = sum(_width(each.id) for each in moment.options) + GAP * (len(moment.options) - 1)
    return max(_width(moment.name), options)


def _width(words: str) -> float:
    return len(_short(words)) * LETTER + 2 * EDGE


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _pull(place: Place, story: Story, laid: Map) -> float:
    """Return how far right what leads to *place* stands on average, so that lines cross less."""
    name, row = place
    from_above = [
        laid.options[option.id].x
        for moment in story.moments.values()
        for option in moment.options
        if option.then == name and laid.rows[moment.name] == row - 1
    ]
    from_above += [laid.lanes[at] for at in [(name, row - 1)] if at in laid.lanes]
    return sum(from_above) / len(from_above) if from_above else 0.0


def _put(place: Place, x: float, y: float, story: Story, laid: Map) -> None:
    """Put a moment with its options under it, or a lane, with its middle at *x*."""
    name, row = place
    if laid.rows[name] != row:
        laid.lanes[place] = x
        return
    moment = story.moments[name]
    laid.moments[name] = Box(x=x, y=y, width=_width(name), height=MOMENT_HIGH)
    widths = [_width(option.id) for option in moment.options]
    left = x - (sum(widths) + GAP * (len(widths) - 1)) / 2
    for option, width in zip(moment.options, widths, strict=True):
        laid.options[option.id] = Box(
            x=left + width / 2, y=y + MOMENT_HIGH + STEM, width=width, height=OPTION_HIGH
        )
        left += width + GAP


def _lines(story: Story, laid: Map, best: Collection[str]) -> Iterator[str]:
    """Yield the lines from each option to where it leads; the best way's last, so on top."""
    thick: dict[str, None] = {}
    thin: dict[str, None] = {}  # those that share a lane are drawn once
    for moment in story.moments.values():
        for option in moment.options:
            lines = thick if option.id in best else thin
            lines.update(dict.fromkeys(_line(moment, option, laid)))
    yield from (f'<path class="dr-line" d="{each}"/>' for each in thin if each not in thick)
    yield from (f'<path class="dr-line dr-best" d="{each}"/>' for each in thick)


def _line(moment: Moment, option: Decision, laid: Map) -> Iterator[str]:
    """Yield the parts of the line from *moment* through *option* to where it leads."""
    above, box, target = laid.moments[moment.name], laid.options[option.id], option.then
    yield f"M{above.x:g} {above.foot:g}L{box.x:g} {box.y:g}"
    x, y = box.x, box.foot
    for row in range(laid.rows[moment.name] + 1, laid.rows[target]):
        lane, top = laid.lanes[target, row], row * ROW + GAP
        yield _curve(x, y, lane, top)
        x, y = lane, top + ROW - FALL
        yield f"M{lane:g} {top:g}V{y:g}"
    end = laid.moments[target]
    yield _curve(x, y, end.x, end.y)
    yield f"M{end.x - 5:g} {end.y - 9:g}L{end.x:g} {end.y:g}L{end.x + 5:g} {end.y - 9:g}"


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    half = (y + to_y) / 2
    return f"M{x:g} {y:g}C{x:g} {half:g} {to_x:g} {half:g} {to_x:g} {to_y:g}"


def _boxes(story: Story, scheme: Scheme, laid: Map, best: Collection[str]) -> Iterator[str]:
    for moment in story.moments.values():
        kind = "dr-moment" if moment.options else "dr-moment dr-ending"
        yield _box(laid.moments[moment.name], kind, moment.name)
        for option in moment.options:
            kind = "dr-decision dr-best" if option.id in best else "dr-decision"
            credits = [each.credit for each in scheme.credit.get(option.id, ())] or [0]
            earns = " or ".join(dict.fromkeys(map(figures, credits)))
            yield _box(laid.options[option.id], kind, option.id, earns)


def _box(box: Box, kind: str, *lines: str) -> str:
    """Return a box with one line of words in it, or two; an ending's has a double edge."""
    edges = [_edge(box, 0), _edge(box, 4)] if "dr-ending" in kind else [_edge(box, 0)]
    first = box.y + box.height / 2 + 6 - 11 * (len(lines) - 1)
    words = "".join(
        f'<text x="{box.x:g}" y="{first + 22 * number:g}">{escape(_short(each))}</text>'
        for number, each in enumerate(lines)
    )
    return f'<g class="{kind}">{"".join(edges)}{words}</g>'


def _edge(box: Box, inwards: int) -> str:
    width, height = box.width - 2 * inwards, box.height - 2 * inwards
    corner = f'x="{box.x - width / 2:g}" y="{box.y + inwards:g}"'
    return f'<rect {corner} width="{width:g}" height="{height:g}"/>'


def _svg(name: str, story: Story, scheme: Scheme, best: Collection[str], told: str) -> str:
    laid = lay_out(story)
    width, height = laid.width, laid.height + GAP
    return (
        f'<svg role="img" aria-labelledby="dr-{name}-map" aria-describedby="dr-{name}-mapped" '
        f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">'
        f'<title id="dr-{name}-map">A map of the scenario</title>'
        f'<desc id="dr-{name}-mapped">{escape(told)} The same stands in words below.</desc>'
        + "".join(_lines(story, laid, best))
        + "".join(_boxes(story, scheme, laid, best))
        + "</svg>"
    )


def _in_words(story: Story, scheme: Scheme) -> Iterator[str]:
    """Yield each moment as an item of a list, with its options as a list within it."""
    for moment in story.moments.values():
        opens = ", where it opens" if moment.name == story.opens else ""
        ends = "" if moment.options else ", an ending"
        back = ". One may go back from here" if moment.back else ""
        also = "".join(
            f". Tells more if {escape(in_words(each.condition))}" for each in moment.also
        )
        options = "".join(f"<li>{_option_in_words(each, scheme)}</li>" for each in moment.options)
        yield (
            f"<li><strong>{escape(moment.name)}</strong>{opens}{ends}{back}{also}."
            + (f"<ul>{options}</ul>" if options else "")
            + "</li>"
        )


def _option_in_words(option: Decision, scheme: Scheme) -> str:
    earns = credit_in_words(scheme.credit.get(option.id, ()))
    final = " It can't be taken back." if option.final else ""
    return escape(f"{option.id} leads to {option.then}. Earns: {earns}.{final}", quote=False)


def picture_html(name: str, story: Story, scheme: Scheme, proof: Proof, points: float) -> str:
    """Return what the author of a question sees of how it hangs together, as HTML.

    Args:
        name: The question's; ids in the HTML begin with it.
        story: What is drawn.
        scheme: What decisions earn.
        proof: What trying every way came to.
        points: The full mark.
    """
    proved = list(in_sentences(proof, points))
    best = {step.option.id for step in walk(story, proof.best_way)[0]}
    return "\n".join(
        (
            '<details class="dr-panel" open><summary>How the scenario unfolds</summary>',
            *(f"<p>{escape(each)}</p>" for each in proved),
            '<div class="dr-map" role="group" tabindex="0" '
            'aria-label="The map; it can be scrolled sideways where it is wide">',
            _svg(name, story, scheme, best, proved[0]),
            "</div>",
            '<p class="dr-hint">It reads from top to bottom. Under each option stands what it '
            "earns, in points. The thick line is the best way; a double edge is an ending.</p>",
            '<p class="dr-small-heading">The same in words</p>',
            "<ul>",
            *_in_words(story, scheme),
            "</ul></details>",
        )
    )
