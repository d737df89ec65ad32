"""A report as a Word file, with real footnotes, styles, merged cells, page fields and the traces of editing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Literal

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from tests.formats.document import Document, Heading, Item, Table
from tests.formats.runs import NoteKind, Runs

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PARTS = {
    "footnote": (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    "endnote": (CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
}
_OUTLINE, _NUMBERS, _BULLETS = 71, 72, 73
# Each list: its levels as (form, text).
_LISTS = {
    _OUTLINE: [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")],
    _NUMBERS: [("decimal", "%1.")],
    _BULLETS: [("bullet", "-")],
}


def write(
    document: Document,
    numbering: Literal["typed", "automatic"] = "typed",
    *,
    notes: NoteKind = "footnote",
    edited: bool = True,
    seed: int = 7,
) -> bytes:
    """The file.

    Args:
        document: what it says.
        numbering: whether the numbers of headings and items are typed, or counted by Word.
        notes: what the notes are in Word; typed ones are paragraphs at the end.
        edited: whether it has tracked changes, comments, fields and split runs.
        seed: decides where.
    """
    return _Writer(numbering, Runs(len(document.notes), seed, edited=edited, kind=notes)).write(document)


class _Writer:
    def __init__(self, numbering: Literal["typed", "automatic"], runs: Runs) -> None:
        self.automatic = numbering == "automatic"
        self.runs = runs
        self.word: WordDocument = docx.Document()

    def write(self, document: Document) -> bytes:
        self._page()
        self._columns(document.letterhead)
        for line in document.title:
            self._paragraph(line, '<w:b/><w:sz w:val="28"/>', WD_ALIGN_PARAGRAPH.CENTER)
        if self.automatic:
            self._lists()
        for block in document.blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Item):
                self._item(block)
            else:
                self._paragraph(block.words)
        self._columns(document.signature)
        self._notes(document.notes)
        if self.runs.comments:
            self._part("comments", CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS, self.runs.comments_xml())
        buffer = io.BytesIO()
        self.word.save(buffer)
        return buffer.getvalue()

    def _notes(self, notes: dict[int, str]) -> None:
        kind = self.runs.kind
        if kind == "typed":
            for number, words in notes.items():
                paragraph = self.word.add_paragraph(style="Footnote Text")
                self._fill(paragraph, self.runs.raised(number) + self.runs.xml(f" {words}"))
            return
        content, relation = _PARTS[kind]
        self._part(f"{kind}s", content, relation, self.runs.notes_xml(notes))

    def _page(self) -> None:
        normal: Any = self.word.styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", Pt(14)
        note: Any = self.word.styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
        note.base_style, note.font.size = normal, Pt(10)
        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        self._fill(section.header.paragraphs[0], field)
        self._fill(section.footer.paragraphs[0], "<w:r><w:t>Báo cáo cải cách hành chính</w:t></w:r>")

    def _part(self, name: str, content: str, relation: str, inner: str) -> None:
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{name} {_W}>{inner}</w:{name}>'
        main = self.word.part
        main.relate_to(Part(PackURI(f"/word/{name}.xml"), content, xml.encode(), main.package), relation)

    def _lists(self) -> None:
        """Add the definitions of the lists that Word counts."""
        root = self.word.part.numbering_part.element
        first = next((child for child in root if child.tag.endswith("}num")), None)
        for id_, levels in _LISTS.items():
            inner = "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
                for level, (form, text) in enumerate(levels)
            )
            definition = parse_xml(f'<w:abstractNum {_W} w:abstractNumId="{id_}">{inner}</w:abstractNum>')
            root.append(definition) if first is None else first.addprevious(definition)
            root.append(parse_xml(f'<w:num {_W} w:numId="{id_}"><w:abstractNumId w:val="{id_}"/></w:num>'))

    def _fill(self, paragraph: WordParagraph, inner: str) -> None:
        for child in parse_xml(f"<w:p {_W}>{inner}</w:p>"):
            paragraph._p.append(child)

    def _paragraph(self, words: str, properties: str = "", align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY) -> Any:
        paragraph = self.word.add_paragraph()
        paragraph.alignment = align
        self._fill(paragraph, self.runs.xml(words, properties))
        return paragraph

    def _counted(self, paragraph: WordParagraph, list_: int, level: int = 0) -> None:
        counted = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        counted.get_or_add_ilvl().val = level
        counted.get_or_add_numId().val = list_

    def _heading(self, heading: Heading) -> None:
        paragraph = self.word.add_paragraph(style=f"Heading {heading.level}")
        typed = "" if self.automatic else f"{heading.number} "
        self._fill(paragraph, self.runs.xml(typed + heading.words, "<w:b/>"))
        if self.automatic:
            self._counted(paragraph, _OUTLINE, heading.level - 1)

    def _item(self, item: Item) -> None:
        if self.automatic:
            self._counted(self._paragraph(item.words), _BULLETS if item.marker == "-" else _NUMBERS)
        else:
            self._paragraph(f"{item.marker} {item.words}")

    def _columns(self, pairs: list[tuple[str, str]]) -> None:
        """Two columns without lines, as letterheads and signatures are set."""
        frame = self.word.add_table(rows=1, cols=2)
        frame.autofit = False
        for column, measure in zip(frame.columns, (6.0, 10.0), strict=True):
            column.width = Cm(measure)
        for cell, lines in zip(frame.rows[0].cells, zip(*pairs, strict=True), strict=True):
            for place, line in enumerate(line for line in lines if line):
                paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                self._fill(paragraph, self.runs.xml(line, "<w:b/>"))

    def _table(self, table: Table) -> None:
        if table.wide:
            self._turn(WD_ORIENT.LANDSCAPE)
        self._paragraph(table.caption, "<w:b/>", WD_ALIGN_PARAGRAPH.CENTER)
        if table.unit:
            self._paragraph(table.unit, "<w:i/>", WD_ALIGN_PARAGRAPH.RIGHT)
        grid = self.word.add_table(rows=table.rows, cols=table.columns, style="Table Grid")
        cells = [list(row.cells) for row in grid.rows]
        for cell in table.cells:
            corner = cells[cell.row][cell.column]
            if cell.rows > 1 or cell.columns > 1:
                corner = corner.merge(cells[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
            properties = '<w:b/><w:sz w:val="22"/>' if cell.row < table.headed else '<w:sz w:val="22"/>'
            self._fill(corner.paragraphs[0], self.runs.xml(cell.words, properties))
        for row in grid.rows[: table.headed]:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {_W}/>"))
        if table.wide:
            self._turn(WD_ORIENT.PORTRAIT)

    def _turn(self, orientation: WD_ORIENT) -> None:
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        long, short = Cm(29.7), Cm(21)
        section.orientation = orientation
        section.page_width, section.page_height = (long, short) if orientation == WD_ORIENT.LANDSCAPE else (short, long)
