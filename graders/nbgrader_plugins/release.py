"""Give out an assignment through the exchange, and nobody's answers with it."""

from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseAssignment

from graders.answers import ANSWERS_FILE


class ReleaseWithoutAnswers(ExchangeReleaseAssignment):  # type: ignore[misc]
    """Refuse while answers lie in the students' copy.

    Formgrader's Preview opens that copy. It has no key, so what an educator answers
    in it is kept beside it, and every student would begin with it.
    """

    def init_src(self) -> None:
        """Find the students' copy.

        Raises:
            ExchangeError: there is an answers.json in it; says where.
        """
        super().init_src()
        found = sorted(Path(self.src_path).rglob(ANSWERS_FILE))
        if found:
            self.fail(
                f"{found[0]} holds somebody's own answers, and students would be given them.\n"
                "  To fix it: delete that file, then release again."
            )
