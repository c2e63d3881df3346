"""Write a Word document in pure Python: headings and paragraphs, and nothing that can't be read.

The smallest package that Word, LibreOffice and screen readers take for a document: styles
for headings, so that they can be gone through; a language, so that it is read aloud rightly;
a title. It holds no author and no date, since nobody asked to be named in it.
"""

import re
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: What a paragraph can be.
TITLE, HEADING, TEXT = "Title", "Heading1", "Normal"

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: Signs that XML 1.0 can't hold, half characters included.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_CONTENT_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
<Override PartName="/word/styles.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
<Override PartName="/docProps/core.xml" \
ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
</Types>"""

_RELATIONSHIPS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>\
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" \
Target="docProps/core.xml"/>\
</Relationships>"""

_DOCUMENT_RELATIONSHIPS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>\
</Relationships>"""

# The order of entries within each is the schema's.
_STYLES = f"""{_HEAD}<w:styles xmlns:w="{_WORD}">\
<w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>\
<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-GB"/>\
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
<w:spacing w:after="160" w:line="276" w:lineRule="auto"/>\
</w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>\
</w:style>\
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>\
<w:next w:val="Normal"/><w:qFormat/><w:rPr><w:b/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr>\
</w:style>\
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>\
<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>\
<w:pPr><w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr>\
<w:rPr><w:b/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>\
</w:styles>"""

_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
)

_DOCUMENT = (
    f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{{body}}'
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" '
    'w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>'
)


def docx(title: str, paragraphs: Sequence[tuple[str, str]]) -> bytes:
    """Return a Word document of *paragraphs*, each its style and its text; the same each time.

    Args:
        title: The document's title, for its properties.
        paragraphs: Styles are TITLE, HEADING and TEXT. Line breaks and tabs in a text are kept.
    """
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,  # first, by the standard's advice
        "_rels/.rels": _RELATIONSHIPS,
        "word/document.xml": _DOCUMENT.format(body="".join(_paragraph(*p) for p in paragraphs)),
        "word/styles.xml": _STYLES,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONSHIPS,
        "docProps/core.xml": _CORE.format(title=_text(title)),
    }
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            # An entry of our own: its day is the zip format's first, and not today.
            archive.writestr(ZipInfo(name), xml.encode("utf-8"), ZIP_DEFLATED)
    return packed.getvalue()


def _paragraph(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{"".join(_runs(text))}</w:r></w:p>'


def _runs(text: str) -> list[str]:
    breaks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return [
        breaks.get(each) or f'<w:t xml:space="preserve">{_text(each)}</w:t>'
        for each in re.split(r"([\n\t])", whole)
        if each
    ]


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text))
