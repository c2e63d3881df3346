"""Submissions that try to run code: when we mark, or in the browser of whoever looks."""

from pathlib import Path

from tests.nbgrader.by_hand import PARTLY, chosen_by
from tests.nbgrader.work import Notebook, Work, answers_json, cell_called, code_cell, text_cell

#: Where code in a submission would be picked up if Python, IPython or nbgrader looked there.
TRAP_FILES = (
    "graders/__init__.py",
    "classroom/__init__.py",
    "answers.py",
    "sitecustomize.py",
    "usercustomize.py",
    "conftest.py",
    "nbgrader_config.py",
    "jupyter_config.py",
    "jupyter_nbconvert_config.py",
    "ipython_config.py",
    "ipython_kernel_config.py",
    ".ipython/profile_default/startup/00-first.py",
)

#: Cells that would write a file, by what they are.
TRAP_CELLS = ("code", "shell", "bash", "edited-question", "yaml-object")


def trap_name(file: str) -> str:
    """Return the name of what the code in *file* writes."""
    return file.replace("/", "-")


def intrusion(traps: Path) -> Work:
    """Return a submission, answered in part, whose every piece of code writes a file in *traps*."""

    def write(name: str) -> str:
        return f"open({str(traps / name)!r}, 'w').close()"

    def change(notebook: Notebook) -> None:
        edited = cell_called(notebook, "public-page")
        edited["source"] = write("edited-question") + "\n" + edited["source"]
        yaml = f"kind: !!python/object/apply:os.system ['touch {traps / 'yaml-object'}']"
        notebook["cells"][2:2] = [
            code_cell("code", write("code")),
            code_cell("shell", f"!touch '{traps / 'shell'}'"),
            code_cell("bash", f"%%bash\ntouch '{traps / 'bash'}'"),
            code_cell("yaml-object", f"%%question yaml-object\n{yaml}\n"),
        ]

    return Work(
        answers=answers_json(chosen_by(PARTLY)),
        change=change,
        files={name: write(trap_name(name)).encode() for name in TRAP_FILES},
    )


EVIL = "evil.invalid"

#: What a page would run or fetch if a student's words were live in it, by what it is.
TRICKS = {
    "script": "<script>ran('script')</script>",
    "image": f'<img src="http://{EVIL}/pixel.png" onerror="ran(\'image\')">',
    "svg": "<svg onload=\"ran('svg')\"><script>ran('svg-script')</script></svg>",
    "frame": f'<iframe src="http://{EVIL}/frame"></iframe>',
    "frame-of-own": "<iframe srcdoc=\"<script>parent.ran('frame-of-own')</script>\"></iframe>",
    "toggle": "<details open ontoggle=\"ran('toggle')\"><summary>more</summary></details>",
    "focus": "<input autofocus onfocus=\"ran('focus')\">",
    "style": f"<style>@import url(http://{EVIL}/style.css);</style>",
    "sheet": f'<link rel="stylesheet" href="http://{EVIL}/sheet.css">',
    "form": f'<form action="http://{EVIL}/form"><button>Send</button></form>',
    "object": f'<object data="http://{EVIL}/object"></object>',
    "video": f'<video autoplay src="http://{EVIL}/video" onerror="ran(\'video\')"></video>',
    "closing": "</div></div></section></main><script>ran('closing')</script>",
    "link": "<a href=\"javascript:ran('link')\">a link</a>",
    "markdown-link": "[a link](javascript:ran('markdown-link'))",
    "shouted-link": "[a link](JaVaScRiPt:ran('shouted-link'))",
    "entity-link": "[a link](&#106;avascript:ran&#40;'entity-link'&#41;)",
    "autolink": "<javascript:ran('autolink')>",
    "titled-link": "[a link](http://example.org '\" onmouseover=\"ran(&quot;titled-link&quot;)')",
    "data-link": "[a link](data:text/html,<script>opener.ran('data-link')</script>)",
    "own-file": "[my notes](notes.html), [more](/files/notes.html), [yet more](//evil.invalid/x)",
    "picture": f"![a picture](http://{EVIL}/picture.png)",
    "fenced": "```\nsome text\n\n<script>ran('fenced')</script>\n```",
    "fenced-form-feed": "```\nsome text\n\f\n<script>ran('fenced-form-feed')</script>\n```",
    "fenced-next-line": "```\nsome text\n\x85\n<script>ran('fenced-next-line')</script>\n```",
    "indented": "    some text\n\n    <script>ran('indented')</script>",
    "in-code": "`<script>ran('in-code')</script>`",
    "listed": "- one\n\n  <script>ran('listed')</script>\n\n- two",
    "dollars": r"$\href{javascript:ran('dollars')}{press}$",
    "two-dollars": "$$\n\\href{javascript:ran('two-dollars')}{press}\n$$",
    "brackets": r"\\(\href{javascript:ran('brackets')}{press}\\)",
    "equation": "\\begin{equation}\\href{javascript:ran('equation')}{press}\\end{equation}",
}

#: Fits into what a message quotes of an option that isn't there.
OPTION_TRICK = "<img src=x onerror=ran('option')>"

BEFORE, AFTER = "What I thought at first.", "What I think now."


def essay(name: str) -> str:
    """Return prose with one trick in it."""
    return f"{BEFORE}\n\n{TRICKS[name]}\n\n{AFTER}"


def tricky_submission() -> Work:
    """Return a submission with every trick in every place where a student can write."""
    every = "\n\n".join(essay(name) for name in TRICKS)

    def change(notebook: Notebook) -> None:
        for name in ("reflection-answer", "who-you-are"):
            cell_called(notebook, name)["source"] = every
        for name in TRICKS:  # also one by one, so that no trick shelters another
            notebook["cells"].append(text_cell(f"trick-{name}", essay(name)))
        notebook["cells"].append(text_cell("trick-raw", every, "raw"))
        notebook["cells"].append(code_cell("trick-code", f"</pre>\n%%html\n{every}"))
        notebook["metadata"]["title"] = TRICKS["script"]
        cell_called(notebook, "content-and-help")["id"] = 'x" onmouseover="ran()'

    answers = {**chosen_by(PARTLY), "name-the-worry": [OPTION_TRICK]}
    return Work(
        answers=answers_json(answers),
        change=change,
        files={"notes.html": TRICKS["script"].encode()},
    )
