"""Take out of a record what its reader must not be given, and nothing that they need."""

from graders.kinds.contract import Sample
from graders.kinds.passages import Fate, Words, kind_of

FIELD = "remove"

WORDS = Words(
    kind="redaction",
    aim="reader",
    aim_label="Who will read it:",
    aim_example="The school's attendance lead",
    text="record",
    text_example="caller: Mrs Pell at number 14 rang us.",
    passage="passage",
    tick=FIELD,
    spare="needed",
    never="never",
    tick_means="what has to be taken out",
    spare_means="what this reader needs",
    ticks_nothing="takes nothing out that matters",
    ticks_everything="takes everything out",
    hint="Tick each passage that has to be taken out. You can still read it afterwards.",
    done="taken out",
    strongest="Take out",
    says={
        Fate.NEVER: "You left this in. It must never reach this reader, "
        "so the question earns nothing",
        Fate.MISSED: "You left this in; this reader must not be given it",
        Fate.NEEDLESS: "You took this out; this reader needs it",
        Fate.RIGHT: "You took this out, and it had to go",
        Fate.EITHER: "You took this out; it could go or stay",
    },
    costs={
        Fate.NEVER: "Has to go; left in, it costs all",
        Fate.MISSED: "Has to go; left in, it costs {}",
        Fate.NEEDLESS: "Needed; taken out, it costs {}",
        Fate.EITHER: "May go or stay",
    },
)

_EXAMPLE = """
kind: redaction
points: 2
prompt: |
  Mrs Begum, 79, has asked for a pendant that rings for help. A firm will fit it on Thursday, and
  the fitter asks you for "anything we should know".

  This is what the record has. What do you take out before you send it?
reader: The firm that fits the pendant
record:
  name: Mrs Begum lives alone at 6 Mill Row.
  bell: She hears little on the left side, so ring twice and wait.
  safe: The key safe by the back door opens with 4471.
  falls: She fell twice in October, both times at night.
  tin: Her pension is in a biscuit tin in the kitchen.
  son: Her son wants her to change her will.
### BEGIN HIDDEN TESTS
key:
  remove: [safe, tin, son]
  needed: [name, bell]
  never: [safe]
why:
  safe: She will be in to open the door. A code in somebody's inbox opens it on any other day, too.
  tin: You may want to talk with her about the tin. Nobody needs it to fit a pendant.
  son: It is hers to tell, about somebody who has not been asked, and no part of the visit.
  name: Without it the fitter can't find her.
  bell: It is what makes the visit work for her.
### END HIDDEN TESTS
"""

KIND = kind_of(
    WORDS,
    samples=(
        Sample(id="right", source=_EXAMPLE, fields={FIELD: ["safe", "tin", "son"]}, share=1.0),
        Sample(
            id="right, and one that may go or stay",
            source=_EXAMPLE,
            fields={FIELD: ["safe", "falls", "tin", "son"]},
            share=1.0,
        ),
        Sample(id="partly right", source=_EXAMPLE, fields={FIELD: ["safe", "tin"]}, share=2 / 3),
        Sample(
            id="right, and one that is needed",
            source=_EXAMPLE,
            fields={FIELD: ["bell", "safe", "tin", "son"]},
            share=1 / 2,
        ),
        Sample(
            id="one missed, one needed",
            source=_EXAMPLE,
            fields={FIELD: ["bell", "safe", "son"]},
            share=1 / 6,
        ),
        Sample(
            id="what must never go left in",
            source=_EXAMPLE,
            fields={FIELD: ["tin", "son"]},
            share=0.0,
        ),
        Sample(id="wrong", source=_EXAMPLE, fields={FIELD: ["name"]}, share=0.0),
        Sample(
            id="everything",
            source=_EXAMPLE,
            fields={FIELD: ["name", "bell", "safe", "falls", "tin", "son"]},
            share=0.0,
        ),
        Sample(id="blank", source=_EXAMPLE, fields={}, share=0.0),
        Sample(id="nothing ticked", source=_EXAMPLE, fields={FIELD: []}, share=0.0),
        Sample(id="twice", source=_EXAMPLE, fields={FIELD: ["safe", "safe"]}, share=None),
        Sample(id="no such passage", source=_EXAMPLE, fields={FIELD: ["<b>safe</b>"]}, share=None),
        Sample(id="another's field", source=_EXAMPLE, fields={"choice": ["safe"]}, share=None),
    ),
)
