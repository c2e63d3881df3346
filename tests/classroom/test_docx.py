"""Promises about our Word documents: sound packages, real headings, every sign as written."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from classroom.docx import HEADING, TEXT, TITLE, docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def parts_of(document: bytes) -> dict[str, ElementTree.Element]:
    """Return the package's parts, each parsed."""
    with ZipFile(BytesIO(document)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def read(document: bytes) -> list[tuple[str, str]]:
    """Return the document's paragraphs: style and text."""
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    return [
        (
            paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"),
            "".join(marks.get(each.tag) or each.text for each in paragraph.find(f"{W}r") or ()),
        )
        for paragraph in parts_of(document)["word/document.xml"].iter(f"{W}p")
    ]


def test_each_part_is_declared_and_each_relation_arrives():
    """Word refuses a package in which one of these is wrong."""
    parts = parts_of(docx("T", [(TITLE, "T")]))
    assert next(iter(parts)) == "[Content_Types].xml"
    types = parts.pop("[Content_Types].xml")
    declared = {each.get("PartName") for each in types.iter(f"{TYPES}Override")}
    assert declared == {f"/{name}" for name in parts if not name.endswith(".rels")}
    targets = {
        base + each.get("Target")
        for name, base in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/"))
        for each in parts[name].iter(f"{RELATIONS}Relationship")
    }
    assert targets == {name for name in parts if not name.endswith(".rels")}


def test_headings_are_headings():
    """Each style that is used is there, and a heading has its level for screen readers."""
    styles = parts_of(docx("T", []))["word/styles.xml"]
    by_id = {each.get(f"{W}styleId"): each for each in styles.iter(f"{W}style")}
    assert {TITLE, HEADING, TEXT} == set(by_id)
    assert by_id[HEADING].find(f"{W}name").get(f"{W}val") == "heading 1"
    assert by_id[HEADING].find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "0"
    assert styles.find(f".//{W}lang").get(f"{W}val") == "en-GB"


def test_what_is_written_is_what_is_read():
    """Signs of XML, spaces at the ends, lines, tabs and any script come through."""
    paragraphs = [
        (TITLE, "A & B <c> ]]>"), (HEADING, "Zażółć 日本 😀"), (TEXT, " one\ntwo\tthree "),
        (TEXT, "{body} {title} %s \\n"),
    ]  # fmt: skip
    document = docx('"T" & <t>', paragraphs)
    assert read(document) == paragraphs
    core = parts_of(document)["docProps/core.xml"]
    assert core.find("{http://purl.org/dc/elements/1.1/}title").text == '"T" & <t>'


def test_it_names_nobody_and_no_day():
    """No author, no date; and the same words make the same bytes."""
    core = parts_of(docx("T", []))["docProps/core.xml"]
    assert {each.tag.rpartition("}")[2] for each in core} == {"title", "language"}
    assert docx("T", [(TEXT, "x")]) == docx("T", [(TEXT, "x")])


@given(st.text(st.characters()))
def test_any_text_makes_a_document(text):
    """What XML can't hold is replaced, and nothing else is lost."""
    [(_, shown)] = read(docx(text, [(TEXT, text)]))
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert len(shown) == len(expected)
    pairs = zip(shown, expected, strict=True)
    assert all(one == other or one == "\N{REPLACEMENT CHARACTER}" for one, other in pairs)


def test_half_a_character_is_replaced():
    """A browser can send one; a document can't hold it."""
    assert read(docx("T", [(TEXT, "a\ud800b")])) == [(TEXT, "a\N{REPLACEMENT CHARACTER}b")]
