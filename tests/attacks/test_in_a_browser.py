"""Promises that no attack runs in a real browser, in the formgrader or in a feedback page."""

from collections.abc import Iterator

import pytest

from tests.attacks.arena import ATTACKS
from tests.browser.servers import free_port, jupyter_arguments, running
from tests.nbgrader.courses import QUIZ
from tests.nbgrader.pages import visit
from tests.nbgrader.test_students_html import ASTRAY, LIVE_MATH, MATHJAX

pytestmark = [pytest.mark.nbgrader, pytest.mark.browser, pytest.mark.slow]

MARKED = [name for name, attack in ATTACKS.items() if attack.collected]

#: Fetch a page that a student laid beside the notebook, as a link to it would.
FETCH = "async name => { const got = await fetch(name); return [got.status, await got.text()]; }"


@pytest.fixture(scope="module")
def formgrader(autograded) -> Iterator[str]:
    """Return the address of a Jupyter server that was started in the marked course."""
    course, port = autograded.course, free_port()
    url = f"http://127.0.0.1:{port}"
    (course.exchange).mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGIREADY_EXCHANGE", str(course.exchange))
        arguments = jupyter_arguments(port, course.folder)
        with running(arguments, course.folder, course.root / "home", f"{url}/api/status"):
            yield url


@pytest.mark.parametrize("name", MARKED)
def test_nothing_runs_in_the_formgrader(autograded, formgrader, chromium, name):
    """Neither by itself nor when links are pressed; no page of a student's own is served."""
    with autograded.course.gradebook() as gradebook:
        submission = gradebook.find_submission_notebook(QUIZ, QUIZ, name).id
    with visit(chromium, f"{formgrader}/formgrader/submissions/{submission}/") as here:
        assert here.page.locator("main, #notebook").count()
        assert here.ran() == []
        assert here.hosts <= {MATHJAX}
        assert here.page.evaluate(LIVE_MATH) == []
        assert here.page.evaluate(ASTRAY) == []
        for beside in ("notes.html", "index.html", "picture.svg"):
            status, text = here.page.evaluate(FETCH, beside)
            assert status == 404
            assert "ran(" not in text


@pytest.mark.parametrize("name", MARKED)
def test_nothing_runs_in_the_feedback(autograded, chromium, name):
    """Also where the page's own rule against scripts is set aside; nothing is fetched."""
    page = autograded.course.page(name).as_uri()
    with visit(chromium, page, bypass_csp=True) as here:
        assert here.ran() == []
        assert here.hosts == set()
        assert here.page.evaluate(ASTRAY) == []
