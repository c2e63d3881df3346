"""Things to do in a teaching module that are no questions: one kind, one file, one template."""

from collections.abc import Callable
from typing import Any

from classroom.activities.channel import ChannelWidget, read_channel
from classroom.activities.cpd import CpdWidget, read_cpd
from classroom.activities.evidence import EvidenceWidget, read_evidence
from classroom.activities.re_identify import ReIdentifyWidget, read_re_identify
from classroom.activities.read_aloud import ReadAloudWidget, read_read_aloud
from classroom.activities.recording import RecordingWidget, read_recording
from classroom.activities.risk_score import RiskScoreWidget, read_risk_score
from classroom.activities.scanning import ScanningWidget, read_scanning
from classroom.activities.self_assessment import SelfAssessmentWidget, read_self_assessment
from classroom.activities.symbols import SymbolsWidget, read_symbols
from classroom.activities.systems import SystemsWidget, read_systems
from classroom.activities.thread import ThreadWidget, read_thread
from classroom.activities.threshold import ThresholdWidget, read_threshold
from classroom.activities.tracker import TrackerWidget, read_tracker
from classroom.displays import Page
from classroom.preview import faults_html
from classroom.session import Session
from graders.kinds.reading import Fault, Reader, did_you_mean
from graders.question_cell import QuestionError
from graders.yaml_lines import read_yaml

#: Kind of activity to what reads it and what shows it.
ACTIVITIES: dict[str, tuple[Callable[[Reader], Any], Callable[[Session, str, Any], Any]]] = {
    "channel": (read_channel, ChannelWidget),
    "cpd": (read_cpd, CpdWidget),
    "evidence": (read_evidence, EvidenceWidget),
    "re-identify": (read_re_identify, ReIdentifyWidget),
    "read-aloud": (read_read_aloud, ReadAloudWidget),
    "recording": (read_recording, RecordingWidget),
    "risk-score": (read_risk_score, RiskScoreWidget),
    "scanning": (read_scanning, ScanningWidget),
    "self-assessment": (read_self_assessment, SelfAssessmentWidget),
    "symbols": (read_symbols, SymbolsWidget),
    "systems": (read_systems, SystemsWidget),
    "thread": (read_thread, ThreadWidget),
    "threshold": (read_threshold, ThresholdWidget),
    "tracker": (read_tracker, TrackerWidget),
}


def read_activity(name: str, body: str) -> tuple[str, Any]:
    """Return the kind and the activity called *name* from the YAML under its first line.

    Raises:
        QuestionError: with every fault there is.
    """
    reader = read_yaml(body, first_line=2)
    kind = str(reader.data.get("kind", ""))
    if not reader.faults and kind not in ACTIVITIES:
        reader.fault(
            "kind",
            problem=f'"kind: {kind}" is not a kind of activity.',
            fix=f"Write one of {', '.join(ACTIVITIES)}." + did_you_mean(kind, ACTIVITIES),
        )
    if not name:
        reader.faults.append(
            Fault(line=1, problem="the activity has no name.", fix="Write %%activity the-thread")
        )
    activity = None if reader.faults else ACTIVITIES[kind][0](reader)
    if reader.faults:
        raise QuestionError(name, tuple(sorted(reader.faults)))
    return kind, activity


def show_activity(session: Session, name: str, body: str) -> Any:
    """Return what shows the activity, or all its faults."""
    try:
        kind, activity = read_activity(name, body)
    except QuestionError as error:
        return Page(faults_html(name, error.faults), str(error))
    return ACTIVITIES[kind][1](session, name, activity)
