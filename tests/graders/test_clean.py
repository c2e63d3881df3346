"""Promises about students' words on other people's screens: shown as written, never live."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from graders.clean import clean_block, clean_html, course_html

LIVE = {"script", "style", "img", "svg", "iframe", "object", "embed", "form", "input", "button",
        "video", "audio", "link", "meta", "base", "textarea", "math", "details"}  # fmt: skip


class Page(HTMLParser):
    """What a browser would make of some HTML: its elements, their attributes, its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note an element and its attributes."""
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        """Note what is shown."""
        self.text += data


def dangers(html: str) -> list[str]:
    """Return what in *html* could run, fetch or send anything."""
    page = Page(html)
    return [
        *(tag for tag in page.elements if tag in LIVE),
        *(name for name, _ in page.attributes if name not in ("class", "href", "rel", "title")),
        *(
            str(value)
            for name, value in page.attributes
            if name == "href" and not str(value).startswith(("http://", "https://", "mailto:"))
        ),
    ]


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in the middle": "Hello <script>alert(1)</script> Sam",
    "closes our block": "</div></body><script>alert(1)</script>",
    "event handler": '<a href="https://x.example" onclick="alert(1)">x</a>',
    "event handler on a picture": "<img src=x onerror=alert(1)>",
    "svg": "<svg onload=alert(1)>",
    "style": "<style>body {display: none}</style>",
    "frame": '<iframe src="https://x.example"></iframe>',
    "form": '<form action="https://x.example"><input name=q></form>',
    "comment": "<!--><script>alert(1)</script>-->",
    "half a tag": "<script",
    "tag over paragraphs": "<a href='\n\n' onclick=alert(1)>x",
    "picture": "![p](https://x.example/p.png)",
    "picture by reference": "![p][q]\n\n[q]: https://x.example/p.png",
    "picture attached": "![p](attachment:p.png)",
    "link": "[a](javascript:alert(1))",
    "link in capitals": "[a](JaVaScRiPt:alert(1))",
    "link with an entity": "[a](&#106;avascript:alert(1))",
    "link with a named entity": "[a](javascript&colon;alert(1))",
    "link with a tab": "[a](jav&Tab;ascript:alert(1))",
    "link with a new line": "[a](java\nscript:alert(1))",
    "link with a space": "[a](<java script:alert(1)>)",
    "link with an unseen sign": "[a](\x01javascript:alert(1))",
    "link with a backslash": "[a](\\javascript:alert(1))",
    "link by reference": "[a]\n\n[a]: javascript:alert(1)",
    "link by itself": "<javascript:alert(1)>",
    "link to data": "[a](data:text/html,<script>alert(1)</script>)",
    "link to vbscript": "[a](vbscript:msgbox)",
    "link to a file": "[a](file:///etc/passwd)",
    "link to the marker's own server": "[a](/hub/logout)",
    "link beside the page": "[a](../../formgrader)",
    "link to the page itself": "[a](#question)",
    "link to a host without a scheme": "[a](//x.example)",
    "link that breaks out": '[a](https://x.example"onclick="alert(1))',
    "title that breaks out": "[a](https://x.example '\"onclick=\"alert(1)')",
    "code that breaks out": "```\n</code></pre><script>alert(1)</script>\n```",
    "code in a language that breaks out": '```"><script>alert(1)</script>\nx\n```',
    "blank lines in code": "```\n<script>\n\n\nalert(1)\n\n</script>\n```",
    "blank lines by entity": "a&#10;&#10;<b>&#10;&#10;<script>alert(1)</script>",
    "table": "| <script>alert(1)</script> |\n| --- |\n| [a](javascript:alert(1)) |",
    "mathematics": r"$\href{javascript:alert(1)}{x}$ $$\unicode{<img src=x>}$$ \(x\) \[y\]",
    "mathematics in a block": "\\begin{equation}\n\\href{javascript:alert(1)}{x}\n\\end{equation}",
}


@pytest.mark.parametrize("way", HOSTILE)
def test_nothing_a_student_types_is_live(way):
    """No script, style, picture, frame, form, handler, and no link but to web or e-mail."""
    assert dangers(clean_html(HOSTILE[way])) == []


@pytest.mark.parametrize("way", HOSTILE)
def test_rendered_again_as_markdown_it_stays_as_it_is(way):
    """The formgrader renders the cell once more; it must find nothing to do, and no formula."""
    block = clean_block(HOSTILE[way])
    page = markdown2html(block)
    assert dangers(page) == []
    assert page.strip() == block.strip()
    assert "$" not in block
    assert block.startswith('<div class="tex2jax_ignore mathjax_ignore">')


@given(st.text(alphabet="<>/&#;:!\"'()[]`*_$\\ \n\tabjsx=1|-{}~", max_size=80))
def test_whatever_is_typed_stays_dead_and_whole(typed):
    """Any mix of signs is safe at once and safe after nbconvert's own rendering."""
    block = clean_block(typed)
    assert dangers(block) == []
    assert markdown2html(block).strip() == block.strip()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("**bold**", "<strong>bold</strong>", id="bold"),
        pytest.param("- one\n- two", "<li>one</li>", id="list"),
        pytest.param("[x](https://x.example/)", 'href="https://x.example/"', id="web link"),
        pytest.param("[x](mailto:a@x.example)", 'href="mailto:a@x.example"', id="e-mail"),
        pytest.param("| a |\n| --- |\n| b |", "<td>b</td>", id="table"),
        pytest.param("<b>typed</b>", "&lt;b&gt;typed&lt;/b&gt;", id="typed HTML"),
        pytest.param("```\none\n\n\ntwo\n```", "one&#10;&#10;\ntwo", id="blank lines in code"),
        pytest.param("it costs $5, or $6", "it costs &#36;5, or &#36;6", id="dollars"),
    ],
)
def test_a_student_s_words_are_shown_as_written(typed, shown):
    """What makes prose readable stays, and what was typed as HTML is seen as it was typed."""
    assert shown in clean_block(typed)


def test_links_do_not_tell_where_the_reader_came_from():
    """A link in a student's words opens nothing of ours to the page it leads to."""
    assert 'rel="noopener noreferrer"' in clean_html("[x](https://x.example/)")


def test_the_course_s_own_prose_keeps_what_folds():
    """A story's folded parts stay folded in feedback, and are still made safe."""
    page = course_html("<details><summary>Easy Read</summary>\n\nI am **16**.\n\n</details>")
    assert "<details><summary>Easy Read</summary>" in page
    assert "<strong>16</strong>" in page
    assert dangers(course_html('<img src="x" onerror="x"><script>x</script>')) == []
