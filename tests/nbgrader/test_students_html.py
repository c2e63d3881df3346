"""Promises that a student's words are read, and never run, in the browser of whoever looks."""

import pytest
from nbformat.v4 import new_markdown_cell

from graders.notebooks import read_notebook, write_notebook
from tests.nbgrader.by_hand import HONEST
from tests.nbgrader.courses import QUIZ
from tests.nbgrader.hostile import AFTER, BEFORE, EVIL, TRICKS, essay
from tests.nbgrader.pages import visit

pytestmark = [pytest.mark.nbgrader, pytest.mark.browser]

#: nbgrader's own page asks for this by itself, whoever's work it shows.
MATHJAX = "cdnjs.cloudflare.com"

#: Words that MathJax would turn into a link, where it would look for them.
LIVE_MATH = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const quiet = '.tex2jax_ignore, .mathjax_ignore, script, style, textarea, pre, code';
  while (walk.nextNode())
    if (!walk.currentNode.parentElement.closest(quiet)) found.push(walk.currentNode.data);
  return found.filter(text => text.includes('\\\\href'));
}"""

#: Links a student wrote that lead anywhere but to the web or to an e-mail address.
ASTRAY = """() => [...document.querySelectorAll('a[href]:not(.navbar a)')]
  .map(a => a.getAttribute('href')).filter(href => !/^(https?:|mailto:|#)/.test(href))"""

#: What can run or fetch by itself, in what a student wrote.
LIVE_TAGS = "iframe, object, embed, svg, video, img, form, input:not(.score, .extra-credit), " + (
    "details[ontoggle], link:not(head *), style:not(head *), base, [onerror], [onmouseover]"
)


def formgrader_url(served, student):
    """Return the address of formgrader's page for a student's submission."""
    course, url = served
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission_notebook(QUIZ, QUIZ, student)
        return f"{url}/formgrader/submissions/{submission.id}/"


def in_feedback(marked, student):
    """Return the address of a student's feedback page."""
    return marked.page(student).as_uri()


def test_nothing_runs_in_the_formgrader(served, chromium):
    """Neither by itself nor when every link is pressed; nothing is fetched from elsewhere."""
    with visit(chromium, formgrader_url(served, "trickster")) as here:
        assert here.ran() == []
        assert here.hosts <= {MATHJAX}
        assert here.page.evaluate(LIVE_MATH) == []
        assert here.page.evaluate(ASTRAY) == []


def test_nothing_runs_in_the_feedback(marked, chromium):
    """Also where the page's own rule against scripts is set aside."""
    with visit(chromium, in_feedback(marked, "trickster"), bypass_csp=True) as here:
        assert here.ran() == []
        assert here.hosts == set()
        assert here.page.evaluate(ASTRAY) == []
        assert here.page.locator(LIVE_TAGS).count() == 0


@pytest.mark.parametrize("where", ["formgrader", "feedback"])
def test_what_was_written_can_still_be_read(request, chromium, where):
    """The words around each trick, and the trick itself as it was typed."""
    if where == "formgrader":
        url = formgrader_url(request.getfixturevalue("served"), "trickster")
    else:
        url = in_feedback(request.getfixturevalue("marked"), "trickster")
    with visit(chromium, url) as here:
        text = here.page.locator("body").inner_text()
        places = len(TRICKS) * 4  # the reflection, the prose, the raw cell, and one by one
        assert text.count(BEFORE) >= places
        assert text.count(AFTER) >= places
        assert "<script>ran('script')</script>" in text
        assert "could not be marked: it names" in text


@pytest.fixture(scope="module")
def uncleaned(served):
    """Return a student in whose autograded notebook the same words stand as they were typed."""
    course, _ = served
    student = HONEST[2]
    path = course.autograded(student)
    path.chmod(0o644)
    notebook = read_notebook(path)
    notebook["cells"] += [dict(new_markdown_cell(essay(name))) for name in TRICKS]
    write_notebook(path, notebook)
    return student


def test_the_tricks_are_live_in_the_formgrader(served, uncleaned, chromium):
    """Uncleaned, they run, fetch from elsewhere and reach MathJax: the tests above can fail."""
    with visit(chromium, formgrader_url(served, uncleaned)) as here:
        ran = set(here.ran())
        assert {"script", "image", "svg", "toggle", "link", "closing"} <= ran
        assert EVIL in here.hosts
        assert len(here.page.evaluate(LIVE_MATH)) >= 2
        assert "notes.html" in here.page.evaluate(ASTRAY)


def test_the_tricks_are_live_in_a_page(marked, chromium, tmp_path):
    """Uncleaned in a feedback page without its rule against scripts, they run there too."""
    page = tmp_path / "page.html"
    html = marked.page("trickster").read_text("utf-8")
    page.write_text(html.replace("</main>", TRICKS["image"] + TRICKS["link"] + "</main>"))
    with visit(chromium, page.as_uri(), bypass_csp=True) as here:
        assert set(here.ran()) == {"image", "link"}
        assert here.hosts == {EVIL}


def test_the_pages_own_rule_would_hold_too(marked, chromium, tmp_path):
    """The second lock: with the rule in force the same words do nothing."""
    page = tmp_path / "page.html"
    html = marked.page("trickster").read_text("utf-8")
    page.write_text(html.replace("</main>", TRICKS["image"] + TRICKS["link"] + "</main>"))
    with visit(chromium, page.as_uri()) as here:
        assert (here.ran(), here.hosts) == ([], set())
