"""Mark the phrases of a text that carry what is looked for, and leave the others alone."""

from graders.kinds.contract import Sample
from graders.kinds.passages import Fate, Words, kind_of

FIELD = "mark"

WORDS = Words(
    kind="highlight",
    aim="looking_for",
    aim_label="Look for:",
    aim_example="Judgements written as if they were facts",
    text="text",
    text_example="chaotic: The home is chaotic,",
    passage="phrase",
    tick=FIELD,
    spare="leave",
    tick_means="which phrases have to be marked",
    spare_means="which have to be left alone",
    ticks_nothing="marks nothing that matters",
    ticks_everything="marks everything",
    hint="Tick each phrase that you would mark. Leave the others as they are.",
    strongest="Mark",
    says={
        Fate.MISSED: "You passed over this; it had to be marked",
        Fate.NEEDLESS: "You marked this; it should be left as it is",
        Fate.RIGHT: "You marked this, rightly",
        Fate.EITHER: "You marked this; it could go either way",
    },
    costs={
        Fate.MISSED: "Has to be marked; passed over, it costs {}",
        Fate.NEEDLESS: "To be left; marked, it costs {}",
        Fate.EITHER: "Marked or not, it costs nothing",
    },
)

_EXAMPLE = """
kind: highlight
points: 2
prompt: |
  You have drafted a referral about Ellie, 14. Your manager says that parts of it put on Ellie what
  somebody else did.

  Which phrases do you change before it goes?
looking_for: Words that blame Ellie for what was done to her
text:
  met: In March an adult got to know Ellie, 14, through a game.
  risky: She puts herself at risk online,
  sent: and she sent him a photograph when he asked.
  threat: He said that he would show it to her friends.
  affair: Their relationship ended in May,
  told: when Ellie told her form tutor.
  streetwise: She is streetwise for her age.
### BEGIN HIDDEN TESTS
key:
  mark: {risky: 0.5, affair: 0.25, streetwise: 0.25}
  leave: {sent: 0.25, threat: 0.5, told: 0.5}
why:
  risky: You saw a risk. An adult made it, and this sentence has no adult in it.
  affair: The word is meant kindly. It makes two people of equal choice out of an adult and a child.
  streetwise: It is said with respect, and it tells the next reader that she needs less.
  sent: It says what happened, and that he asked.
  threat: It says who did what.
  told: It says what she did to end it, and whom she trusted.
### END HIDDEN TESTS
"""

KIND = kind_of(
    WORDS,
    samples=(
        Sample(
            id="right",
            source=_EXAMPLE,
            fields={FIELD: ["risky", "affair", "streetwise"]},
            share=1.0,
        ),
        Sample(
            id="right, and one that costs nothing",
            source=_EXAMPLE,
            fields={FIELD: ["met", "risky", "affair", "streetwise"]},
            share=1.0,
        ),
        Sample(id="partly right", source=_EXAMPLE, fields={FIELD: ["risky", "affair"]}, share=0.75),
        Sample(
            id="right, and one to be left",
            source=_EXAMPLE,
            fields={FIELD: ["risky", "affair", "told", "streetwise"]},
            share=0.5,
        ),
        Sample(
            id="one of three, and one to be left",
            source=_EXAMPLE,
            fields={FIELD: ["risky", "sent"]},
            share=0.25,
        ),
        Sample(id="wrong", source=_EXAMPLE, fields={FIELD: ["threat"]}, share=0.0),
        Sample(id="only what costs nothing", source=_EXAMPLE, fields={FIELD: ["met"]}, share=0.0),
        Sample(
            id="everything",
            source=_EXAMPLE,
            fields={
                FIELD: ["met", "risky", "sent", "threat", "affair", "told", "streetwise"],
            },
            share=0.0,
        ),
        Sample(id="blank", source=_EXAMPLE, fields={}, share=0.0),
        Sample(id="nothing ticked", source=_EXAMPLE, fields={FIELD: []}, share=0.0),
        Sample(id="twice", source=_EXAMPLE, fields={FIELD: ["risky", "risky"]}, share=None),
        Sample(id="no such phrase", source=_EXAMPLE, fields={FIELD: ["<i>risky</i>"]}, share=None),
        Sample(id="another's field", source=_EXAMPLE, fields={"remove": ["risky"]}, share=None),
    ),
)
