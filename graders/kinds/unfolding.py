"""Take decisions in a scenario that unfolds: each leads on, and what happened stays."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from graders.kinds.conditions import in_words, options_in
from graders.kinds.contract import (
    Fields,
    FormFields,
    Kind,
    NotAnAnswerError,
    Question,
    Remark,
    Sample,
    Verdict,
    View,
    only_fields,
    paragraphs,
    quoted,
)
from graders.kinds.options import longest_is_among, reasons_for
from graders.kinds.reading import Reader
from graders.kinds.unfolding_key import (
    Critical,
    Scheme,
    credit_in_words,
    figures,
    in_points,
    read_scheme,
)
from graders.kinds.unfolding_picture import picture_html
from graders.kinds.unfolding_proof import (
    LIMIT,
    NOTHING,
    Proof,
    best_marks,
    check_scheme,
    check_told,
    doubts_of,
    trace,
)
from graders.kinds.unfolding_story import (
    Step,
    Story,
    can_be_taken_back,
    read_story,
    walk,
)

#: The form's one field: the ids of the options chosen, in order.
FIELD = "path"

#: The form's buttons, and the control beside the first that says which option it is about.
DECIDE, BACK, AGAIN = "decide", "back", "again"


@frozen(kw_only=True)
class UnfoldingKey:
    """What decisions earn, why, and what trying every way came to.

    Attributes:
        scheme: What they earn, and what caps the mark.
        why: Reason by option id, one for every option.
        proof: What all ways come to; the best earns exactly the points.
    """

    scheme: Scheme
    why: dict[str, str]
    proof: Proof


@frozen(kw_only=True)
class UnfoldingQuestion(Question):
    """A scenario that unfolds by what is decided.

    Attributes:
        story: Sound: every way through it ends.
        key: What decisions earn; None in a student's copy.
    """

    story: Story
    key: UnfoldingKey | None = None


def read(reader: Reader, common: dict[str, Any]) -> UnfoldingQuestion | None:
    """Return the question, or None with every fault noted in *reader*."""
    before = len(reader.faults)
    if common["points"] == 0 and isinstance(reader.data.get("points"), int | float):
        reader.fault(
            "points",
            problem="what decisions earn is counted in points, so there must be some.",
            fix="Write points: and what the best way earns, such as points: 2",
        )
    story = read_story(reader)
    if story is None:
        return None
    scheme, why = None, None
    if "key" in reader.data:
        why = reasons_for(reader, story.options)
        scheme = read_scheme(reader, story.options)
    if len(reader.faults) > before:
        return None
    standings = trace(story, scheme or NOTHING)
    if standings is None:
        reader.fault(
            "moments",
            problem=f"its conditions look back at so much that there are more than {LIMIT} "
            "standings to try.",
            fix="Divide it into two questions, or let conditions ask about fewer decisions.",
        )
        return None
    check_told(reader, story, standings)
    question = UnfoldingQuestion(story=story, **common)
    if scheme is None or why is None or not question.points:
        return question
    proof = check_scheme(reader, story, scheme, question.points, standings)
    return evolve(question, key=UnfoldingKey(scheme=scheme, why=why, proof=proof))


def view(question: UnfoldingQuestion, fields: Fields) -> View:
    """Return what the template ``unfolding.html`` shows.

    A path that can't be followed to its end, which no form sends, is followed as far as it can.
    """
    steps, here = walk(question.story, fields.get(FIELD, ()))
    path = _ids(steps)
    may_go_back = bool(steps) and can_be_taken_back(question.story, steps[-1].option)
    may_begin_again = question.practice and bool(steps)
    return {
        "field": FIELD,
        "decide": DECIDE,
        "path": [{"chosen": each} for each in path],
        "past": [_past(step, path[:number], number, path) for number, step in enumerate(steps)],
        "begun": bool(steps),
        "told": [{"text": each} for each in here.told(path)],
        "goes_on": bool(here.options),
        "moment_ask": here.ask,
        "options": [
            {"id": option.id, "text": option.text, "final": option.final} for option in here.options
        ],
        "may_go_back": may_go_back,
        "last": path[-1] if path else "",
        "may_begin_again": may_begin_again,
        "has_buttons": bool(here.options) or may_go_back or may_begin_again,
    }


def _past(
    step: Step, chosen: tuple[str, ...], number: int, path: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "said": [{"text": each} for each in step.moment.told(chosen)],
        "asked": step.moment.ask,
        "chose": step.option.text,
        "after": [{"text": each} for each in paragraphs(step.option.after)],
        "newest": number == len(path) - 1,
    }


def parse(question: UnfoldingQuestion, fields: Fields) -> tuple[Step, ...]:
    """Return the steps taken, in order; none at all is an empty tuple.

    Raises:
        NotAnAnswerError: what was sent names an option that was not there to be chosen then.
    """
    only_fields(fields, {FIELD})
    path = fields.get(FIELD, ())
    steps, here = walk(question.story, path)
    if len(steps) < len(path):
        stray = quoted(path[len(steps) :][:1])
        when = "could not be chosen there" if here.options else "comes after the end"
        raise NotAnAnswerError(f"it names {stray}, which {when}")
    return steps


def press(question: UnfoldingQuestion, fields: Fields, button: str, value: str) -> FormFields:
    """Return the answer after a button was pressed; one that can't be pressed changes nothing.

    "decide" takes the option *value*. "back" takes the last decision back if it is *value*
    and may be; so a second press in haste takes back nothing more. "again" begins again,
    in a question to practise on.
    """
    steps, here = walk(question.story, fields.get(FIELD, ()))
    path = list(_ids(steps))
    if button == DECIDE and value in {option.id for option in here.options}:
        return {FIELD: [*path, value]}
    if button == BACK and steps and value == path[-1]:
        if can_be_taken_back(question.story, steps[-1].option):
            return {FIELD: path[:-1]}
    elif button == AGAIN and question.practice:
        return {FIELD: []}
    return {name: list(each) for name, each in fields.items()}


def may_replace(question: UnfoldingQuestion, kept: Fields, new: Fields) -> bool:
    """Return whether the form's buttons lead from the answer *kept* to the *new* one.

    They do if every decision that the new one lacks may be taken back. In a question to
    practise on one may always begin again.
    """
    before, _ = walk(question.story, kept.get(FIELD, ()))
    after, _ = walk(question.story, new.get(FIELD, ()))
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    return question.practice or all(
        can_be_taken_back(question.story, step.option) for step in before[same:]
    )


def _ids(steps: tuple[Step, ...]) -> tuple[str, ...]:
    return tuple(step.option.id for step in steps)


def mark(question: UnfoldingQuestion, answer: tuple[Step, ...]) -> Verdict:
    """Return the share of the points that the decisions earn, and why, one by one.

    Who has not come to an end keeps what the decisions so far have earned.
    """
    if question.key is None:
        raise ValueError(f"{question.name}: can't be marked without its key")
    scheme, path = question.key.scheme, _ids(answer)
    strongest = tuple(_taken(step) for step in walk(question.story, question.key.proof.best_way)[0])
    if not answer:
        return Verdict(share=0.0, answered=False, strongest=strongest)
    share = min(max(scheme.earned(path) / question.points, 0.0), 1.0, scheme.most(path))
    remarks = (*_on_errors(question, scheme, answer), *_on_steps(question.key, answer))
    here = walk(question.story, path)[1]
    if here.options:
        remarks += (Remark(about=here.ask, says="You stopped here, before the end"),)
    return Verdict(share=share, remarks=remarks, strongest=strongest)


def _taken(step: Step) -> str:
    return f"{step.moment.ask} {step.option.text}"


def _on_errors(
    question: UnfoldingQuestion, scheme: Scheme, answer: tuple[Step, ...]
) -> Iterator[Remark]:
    for critical in scheme.made(_ids(answer)):
        most = f"{figures(critical.most * question.points)} of {in_points(question.points)}"
        asked = options_in(critical.condition)
        what = [step.option.text for step in answer if step.option.id in asked]
        yield Remark(
            about=" ".join(what) or "What you decided, taken together.",
            says=f"At most {most}, whatever else you decided",
            why=critical.why,
        )


def _on_steps(key: UnfoldingKey, answer: tuple[Step, ...]) -> Iterator[Remark]:
    path = _ids(answer)
    for number, step in enumerate(answer):
        before = path[:number]
        best = max(key.scheme.gain(option.id, before) for option in step.moment.options)
        yield Remark(
            about=_taken(step),
            says=_earned(key.scheme.gain(step.option.id, before), best),
            why=key.why[step.option.id],
        )


def _earned(gain: float, best: float) -> str:
    if gain < 0:
        return f"Took away {in_points(-gain)}"
    if best <= 0:
        return "Nothing could be earned here"
    return f"Earned {figures(gain)} of {in_points(best)}"


def explain(question: UnfoldingQuestion) -> tuple[Remark, ...]:
    """Return what each decision earns, and why, and then what caps the mark."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be explained without its key")
    scheme = question.key.scheme
    decisions = (
        Remark(
            about=f"{moment.name}: {option.text}",
            says=credit_in_words(scheme.credit.get(option.id, ())),
            why=question.key.why[option.id],
        )
        for moment in question.story.moments.values()
        for option in moment.options
    )
    return (*decisions, *(_explained(each, question) for each in scheme.critical))


def _explained(critical: Critical, question: UnfoldingQuestion) -> Remark:
    most = figures(critical.most * question.points)
    return Remark(
        about=f"Critical: {in_words(critical.condition)}",
        says=f"{most} of {in_points(question.points)} at most",
        why=critical.why,
    )


def longest_is_right(question: UnfoldingQuestion) -> tuple[bool, ...]:
    """Return for each decision whether the option that can still come to most is the longest.

    Decisions that all come to the same are left out.
    """
    if question.key is None:
        return ()
    found = []
    for moment in question.story.moments.values():
        marks = best_marks(question.story, question.key.scheme, question.points, moment)
        right = [name for name, each in marks.items() if each == max(marks.values())]
        if len(right) < len(marks):
            found.append(longest_is_among(moment.options, right))
    return tuple(found)


def doubts(question: UnfoldingQuestion) -> Iterator[str]:
    """Yield what the author should think about again."""
    return doubts_of(question.key.proof, question.points) if question.key else iter(())


def picture(question: UnfoldingQuestion) -> str:
    """Return the story as a map, and in words, with what was proved of it."""
    if question.key is None:
        raise ValueError(f"{question.name}: can't be drawn without its key")
    return picture_html(
        question.name, question.story, question.key.scheme, question.key.proof, question.points
    )


_EXAMPLE = """
kind: unfolding
points: 4
prompt: |
  Dean is 29, has a learning disability, and works at a garden centre. You are his social worker.

  It is Friday, 16:40. Decide step by step.
opens: message
moments:
  message:
    says: |
      Dean writes to your work phone: "can i tell you somthing but you cant tell no one. its about
      kayleigh from the game"
    ask: What do you write back?
    options:
      promise: {says: "Go on. It stays between the two of us.", then: told, final: true}
      honest:
        says: Go on. If I worry that you could be hurt, I will say so to you first.
        then: told
      monday: {says: "I'd like to hear it. Can it wait until Monday?", then: quiet}
  quiet:
    says: Three dots come and go. Then "ok", and nothing more.
    ask: What do you do?
    back: true
    options:
      home: {says: Go home. He will write if it matters., then: late, final: true}
      ring: {says: Ring him after all., then: told, after: He picks up at the first ring.}
  told:
    says: |
      He has sent Kayleigh 600 pounds since August, in gift cards. Now she wants a photo of his bank
      card, tonight. "She says if I don't, that's us finished. Am I being stupid?"
    also:
      - if: {chose: promise}
        says: He adds that nobody else knows, and that you promised.
    ask: What do you do first?
    options:
      ask:
        says: Ask what he would like to happen.
        then: record
        after: '"I want the money to stop," he says. "Not her."'
      bank: {says: Ring his bank and have the card stopped., then: record}
      brother: {says: Tell his brother, then: record, final: true}
  record:
    says: It is 17:20. You write it up before you leave.
    ask: What do you write?
    options:
      words: {says: "His own words, what he wants, and what the two of you did.", then: safe}
      view: {says: "That he is vulnerable and can't manage money.", then: safe}
  safe:
    says: On Monday your manager reads the record, and asks you both in.
  late:
    says: He sent the photo at nine that evening.
### BEGIN HIDDEN TESTS
key:
  credit:
    honest: 1
    ring: 0.5
    ask: 2
    bank: 0.5
    words:
      - if: {chose: ask}
        credit: 1
      - credit: 0.5
  critical:
    - if: {chose: promise}
      most: 0.25
      why: You may have to tell somebody, and he told you because you said that you would not.
why:
  promise: It gets him talking. It is a promise that you can't keep.
  honest: He knows before he speaks what you will do with it.
  monday: You are tired, and want to do it well. He has asked today.
  home: He might have written. He had been told that Monday is soon enough.
  ring: You came back to him, and he noticed.
  ask: It is his money and his life. What he wants decides what you do next.
  bank: It stops the loss tonight. It also does to him what she does, which is to decide for him.
  brother: His brother may well be a help. Dean asked you to tell nobody, and nobody has asked him.
  words: Whoever reads it on Monday can hear him.
  view: It may feel like the heart of it. It is an opinion, and the law presumes that he can.
### END HIDDEN TESTS
"""

KIND = Kind(
    name="unfolding",
    fields=(FIELD,),
    entries=("opens", "moments", "key", "why"),
    read=read,
    view=view,
    parse=parse,
    mark=mark,
    explain=explain,
    press=press,
    may_replace=may_replace,
    longest_is_right=longest_is_right,
    doubts=doubts,
    picture=picture,
    samples=(
        Sample(id="right", source=_EXAMPLE, fields={FIELD: ["honest", "ask", "words"]}, share=1.0),
        Sample(
            id="partly right: 0 + 0.5 + 0.5 + 0.5 of 4",
            source=_EXAMPLE,
            fields={FIELD: ["monday", "ring", "bank", "words"]},
            share=0.375,
        ),
        Sample(
            id="a condition that holds: 0 + 0.5 + 2 + 1 of 4",
            source=_EXAMPLE,
            fields={FIELD: ["monday", "ring", "ask", "words"]},
            share=0.875,
        ),
        Sample(
            id="a critical error caps 0 + 2 + 1 of 4",
            source=_EXAMPLE,
            fields={FIELD: ["promise", "ask", "words"]},
            share=0.25,
        ),
        Sample(
            id="below the cap: 0 + 0.5 + 0 of 4",
            source=_EXAMPLE,
            fields={FIELD: ["promise", "bank", "view"]},
            share=0.125,
        ),
        Sample(id="wrong", source=_EXAMPLE, fields={FIELD: ["monday", "home"]}, share=0.0),
        Sample(
            id="stopped half-way: 1 + 2 of 4",
            source=_EXAMPLE,
            fields={FIELD: ["honest", "ask"]},
            share=0.75,
        ),
        Sample(id="blank", source=_EXAMPLE, fields={}, share=0.0),
        Sample(id="taken back", source=_EXAMPLE, fields={FIELD: []}, share=0.0),
        Sample(id="not on offer yet", source=_EXAMPLE, fields={FIELD: ["ask"]}, share=None),
        Sample(
            id="the same twice", source=_EXAMPLE, fields={FIELD: ["honest", "honest"]}, share=None
        ),
        Sample(
            id="on after the end",
            source=_EXAMPLE,
            fields={FIELD: ["monday", "home", "ring"]},
            share=None,
        ),
        Sample(id="no such option", source=_EXAMPLE, fields={FIELD: ["<b>ring</b>"]}, share=None),
        Sample(id="empty", source=_EXAMPLE, fields={FIELD: [""]}, share=None),
        Sample(
            id="the control beside it", source=_EXAMPLE, fields={DECIDE: ["honest"]}, share=None
        ),
        Sample(id="another's field", source=_EXAMPLE, fields={"choice": ["honest"]}, share=None),
    ),
)
