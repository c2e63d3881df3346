"""The course as nbgrader knows it: stock commands and the formgrader work in this folder.

Change what is yours to choose near the top; below the line stands what keeps marking
safe, and the tests of the project hold it in place.
"""

import os
from pathlib import Path

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ComputeChecksums,
    DeduplicateIds,
    IncludeHeaderFooter,
    LockCells,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
    SaveCells,
)

from classroom.static_copy import AddStaticQuestions
from graders.nbgrader_plugins.ask_a_person import AskAPerson
from graders.nbgrader_plugins.clean_cells import CleanCells
from graders.nbgrader_plugins.collect import CollectAnswers
from graders.nbgrader_plugins.csv_export import SafeCsvExport
from graders.nbgrader_plugins.feedback_page import FeedbackExporter, FeedbackGrades
from graders.nbgrader_plugins.keep_answers import KeepAnswers
from graders.nbgrader_plugins.mark_answers import MarkAnswers
from graders.nbgrader_plugins.release import ReleaseWithoutAnswers
from graders.nbgrader_plugins.restore_cells import RestoreCells
from graders.nbgrader_plugins.student_copy import (
    ClearAuthorsSolutions,
    CloseStudentCopy,
    RefuseAuthorsAnswers,
    RefuseIllustrativePanels,
)
from graders.nbgrader_plugins.submitted_notebook import SubmittedNotebook
from graders.nbgrader_plugins.upload_collector import UploadCollector
from graders.nbgrader_plugins.upload_extractor import UploadExtractor

c = get_config()  # noqa: F821  (traitlets gives it)
here = Path(__file__).resolve().parent

# --- yours to choose ---------------------------------------------------------------

c.CourseDirectory.course_id = "digitally-ready"
c.Exchange.root = os.environ.get("DIGIREADY_EXCHANGE", "/usr/local/share/nbgrader/exchange")

# Whether feedback shows the strongest answer. Choose False if you use a quiz again next year.
c.MarkAnswers.show_strongest = True

# --- what keeps marking safe -----------------------------------------------------------

c.CourseDirectory.root = str(here)

# Students' copies: no author's answers, no key, questions to read before anything runs.
c.GenerateAssignment.preprocessors = [
    RefuseAuthorsAnswers,
    RefuseIllustrativePanels,
    IncludeHeaderFooter,
    LockCells,
    ClearAuthorsSolutions,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    AddStaticQuestions,
    CloseStudentCopy,
    CheckCellMetadata,
]

c.ExchangeFactory.release_assignment = ReleaseWithoutAnswers

# Marking: the notebook made whole, students' words made safe, answers marked as data.
c.Autograde.exporter_class = SubmittedNotebook
c.Autograde.sanitize_preprocessors = [
    KeepAnswers,
    RestoreCells,
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,
    CleanCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    MarkAnswers,
    SaveAutoGrades,
    AskAPerson,
    AssignLatePenalties,
    CheckCellMetadata,
]

# An author's answers, should there be any, are never laid over a student's.
c.Autograde.exclude_overwriting = {
    folder.name: ["answers.json"] for folder in (here / "source").glob("*") if folder.is_dir()
}

# Feedback: our page, from the marks.
c.GenerateFeedback.exporter_class = FeedbackExporter
c.GenerateFeedback.preprocessors = [FeedbackGrades]

# Marks as a CSV file without formulas.
c.ExportApp.plugin_class = SafeCsvExport

# What comes in: the notebook and the answers, from the exchange or from "Make my upload".
c.ExchangeFactory.collect = CollectAnswers
c.ZipCollectApp.extractor_plugin = UploadExtractor
c.ZipCollectApp.collector_plugin = UploadCollector
