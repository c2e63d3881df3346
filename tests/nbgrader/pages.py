"""A browser that notes what a page asks for, and which of a student's words ran in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from attrs import Factory, define
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

#: Every page gets a function that whatever runs in it calls with its own name.
NOTES = "window.seen = []; window.ran = name => window.seen.push(name);"

#: The rules of WCAG 2.0 to 2.2, levels A and AA.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

#: What axe can't decide and we can: a label that goes to another view's control.
NO_DOUBT = {"duplicate-id-aria", "form-field-multiple-labels"}


@define
class Visit:
    """A page, and the hosts it asked for something, its own server left out."""

    page: Page
    hosts: set[str] = Factory(set)

    def ran(self) -> list[str]:
        """Press every link that leads to no other page, and return what has run by then."""
        self.page.evaluate(
            "() => document.querySelectorAll('a[href]').forEach("
            "a => /^(https?|mailto|file):$/.test(a.protocol) || a.click())"
        )
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        return list(self.page.evaluate("window.seen"))


@contextmanager
def visit(browser: Browser, url: str, **options: Any) -> Iterator[Visit]:
    """Open *url* without a way to other servers; *options* are those of a browser's context."""
    home = urlsplit(url).netloc
    with browser.new_context(**options) as context:
        context.set_default_timeout(60_000)  # other work may share the machine
        context.add_init_script(NOTES)
        here = Visit(context.new_page())

        def answer(route: Route) -> None:
            host = urlsplit(route.request.url).netloc
            if host == home:
                route.continue_()
            else:
                here.hosts.add(host)
                route.abort()

        context.route("**/*", answer)
        here.page.goto(url)
        yield here


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong with the page, and what it should not have to leave open."""
    run = {"runOnly": {"type": "tag", "values": WCAG}}
    found = Axe().run(page, options=run).response
    doubts = [each for each in found["incomplete"] if each["id"] in NO_DOUBT]
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in [*found["violations"], *doubts]
        for node in each["nodes"]
    ]
