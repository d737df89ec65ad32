"""From lines to a report: what is body and what is note, paragraphs, headings, items, letterhead, recipients, tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grammar import footnotes
from grammar.headings import BULLET, Outline, numbering
from grammar.marks import Candidate
from grammar.report import Block, BlockKind, Mark, Note, Piece, Report, Span, Table, TableCell, normal
from grammar.rows import MARKER, Row, joint, opens, rows_of, wrapped
from grammar.source import SERIES, File, Source, SourceLine, SourceTable
from grammar.vocabulary import words

_TITLE = "BÁO CÁO"
_LETTERHEAD = re.compile(
    r"CỘNG H[ÒO]+[AÀ] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM|^Số\s*:|^(?:ỦY|UỶ) BAN NHÂN"
    r"|^UBND\b.*[A-ZĐ]{3}$|^SỞ |^BỘ "
)
_ADDRESS = re.compile(r"Kính gửi\b")
_RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\s*:?")
_ANNEX = re.compile(r"(?:PHỤ LỤC|BIỂU|DANH MỤC|BẢNG|THỐNG KÊ|Phụ lục|Biểu(?: số| mẫu)?)(?: |$)(?!.*[;:]$)")
_LETTERHEAD_ROWS = 40
_TABLE_COLUMNS = 2  # what has fewer is a frame around text
_LAYOUT_ROWS = 4  # a letterhead's or a signature's table has no more
_HEADING_LENGTH = 220
_MADE_OF_LINES = ("text", "pdf", "markdown")
_PROSE = 10  # words of a cell that are more than a name: it is read as a paragraph


class _Paragraph(NamedTuple):
    """Rows of one paragraph; the first row's words begin at column `first`."""

    rows: list[int]
    first: int
    note: int | None
    kind: BlockKind
    cell: tuple[int, int] | None = None


def build(source: Source, path: str = "") -> Report:
    """The report that stands in a file.

    Args:
        source: what its reader gives.
        path: how the report is named in messages.
    """
    tables = tuple(table for table in source.tables if not _is_layout(table, source))
    if len(tables) < len(source.tables):
        source = source._replace(tables=tables, lines=_renumbered(source, tables))
    rows = rows_of(source)
    # Of files whose paragraphs are told, none is broken over lines.
    is_wrapped = wrapped([row for row in rows if (row.source.file or source).format in _MADE_OF_LINES])
    found = footnotes.given(rows) or footnotes.find(rows, is_wrapped)
    paragraphs = _paragraphs(rows, found, is_wrapped)
    return _Layout(source, rows, found, is_wrapped).report(paragraphs, path)


def _renumbered(source: Source, tables: Sequence[SourceTable]) -> list[SourceLine]:
    """The lines, those of tables with the numbers that a person counts, who takes no letterhead for a table; 0 for such."""
    numbers: dict[int, int] = {}
    counted: Counter[File | None] = Counter()  # by file, where several are read as one
    for table in tables:
        places = [part.line for cell in table.cells for part in cell.parts]
        file = source.lines[places[0] - 1].file if places else None
        counted[file] += 1
        numbers.update(dict.fromkeys(places, counted[file]))
    return [
        line._replace(address=line.address._replace(cell=line.address.cell._replace(table=numbers.get(line.number, 0))))
        if line.address and line.address.cell
        else line
        for line in source.lines
    ]


def _is_layout(table: SourceTable, source: Source) -> bool:
    """Whether a table only places words beside one another: a letterhead, a signature, a frame around text."""
    columns = max((cell.column + cell.columns for cell in table.cells), default=0)
    rows = max((cell.row + cell.rows for cell in table.cells), default=0)
    if columns >= _TABLE_COLUMNS and rows > _LAYOUT_ROWS:
        return False
    texts: list[str] = []
    held: dict[int, int] = {}  # characters of each line that stand in a cell: a line with more of them is no cell's alone
    for cell in table.cells:
        words = [source.lines[part.line - 1].words[part.start : part.end] for part in cell.parts]
        texts.append(" ".join(words))
        for part, text in zip(cell.parts, words, strict=True):
            held[part.line] = held.get(part.line, 0) + _size(text)
    if any(_size(source.lines[line - 1].words) > size for line, size in held.items()):
        return False
    return columns < _TABLE_COLUMNS or any(_LETTERHEAD.search(text) or _RECIPIENTS.search(text) for text in texts)


def _size(words: str) -> int:
    """How many characters are no blanks."""
    return len("".join(normal(words).split()))


def _paragraphs(rows: list[Row], found: footnotes.Footnotes, is_wrapped: bool) -> list[_Paragraph]:
    """The rows in reading order: the body's paragraphs, then each note's."""
    body: list[_Paragraph] = []
    notes: dict[int, list[_Paragraph]] = {}
    body_rows = [place for place in range(len(rows)) if not found.is_note[place] and rows[place].cell is None]
    full_body = _full([rows[place] for place in body_rows])
    full_note = _full([rows[place] for place in range(len(rows)) if found.is_note[place]])
    zone = _letterhead_end([rows[place] for place in body_rows])
    before: Row | None = None
    outline = Outline()
    recipients = False
    for order, place in enumerate(body_rows):
        row = rows[place]
        if before and row.source.file is not before.source.file:
            recipients = False  # an appendix in a file of its own
        recipients = recipients and not _ANNEX.match(row.text)
        recipients = recipients or bool(_RECIPIENTS.match(row.text))
        kind = _kind(row, order, zone, recipients)
        heading = numbering(row.text, 0, len(row.text))
        # "4. Rà soát …" behind "3. …" is a heading, although the line above is full and its sentence not ended.
        due = (
            heading is not None and before is not None and outline.expects(heading) and _may_end(before, row.text[heading.end :])
        )
        fresh = _opens(row, not is_wrapped or due or opens(before, row, full_body))
        if fresh and heading and heading.rank < BULLET:
            outline.enter(heading)
        if order < zone or recipients:
            fresh = kind != "title" or fresh or body[-1].kind != "title"
        if order == zone or fresh or not body:
            body.append(_Paragraph([place], 0, None, kind))
        else:
            body[-1].rows.append(place)
        before = row
    number, before = 0, None
    for place, row in enumerate(rows):
        if not found.is_note[place]:
            continue
        if place in found.definitions:
            number = found.definitions[place].number
            notes[number] = [_Paragraph([place], found.definitions[place].body, number, "note")]
        elif _opens(row, not is_wrapped or _note_opens(before, row, full_note)):
            notes[number].append(_Paragraph([place], 0, number, "note"))
        else:
            notes[number][-1].rows.append(place)
        before = row
    return [*body, *_cells(rows), *(paragraph for number in sorted(notes) for paragraph in notes[number])]


def _opens(row: Row, guessed: bool) -> bool:
    """Whether a row begins a paragraph: as its file says, else as guessed."""
    return guessed if row.source.opens is None else row.source.opens


def _cells(rows: list[Row]) -> Iterator[_Paragraph]:
    """The paragraphs of the tables' cells, table by table, cell by cell."""
    of_cell: dict[tuple[int, int], list[list[int]]] = {}
    for place, row in enumerate(rows):
        if row.cell is None:
            continue
        known = of_cell.setdefault(row.cell, [])
        if known and not _opens(row, False):
            known[-1].append(place)
        else:
            known.append([place])
    for cell in sorted(of_cell):
        yield from (_Paragraph(places, 0, None, "cell", cell) for places in of_cell[cell])


def _may_end(before: Row, title: str) -> bool:
    """Whether a sentence may break off before a heading with this title: its last word needs no number, and nothing is open."""
    last = before.text.rsplit(" ", 1)[-1]
    is_open = before.dangling or last[-1] in ",/-" or last[-1].isdigit() or before.text.count("(") > before.text.count(")")
    return title[:1].isupper() and not is_open and last.lower() not in words("before_numbers")


def _note_opens(before: Row | None, row: Row, full: float) -> bool:
    return before is not None and (before.finished or before.width < 0.8 * full) and opens(before, row, full) and not row.lower


def _full(rows: list[Row]) -> float:
    """The usual width of a full line."""
    widths = sorted(row.width for row in rows)
    return widths[int(len(widths) * 0.9)] if widths else 0


# How a title mostly ends: "… năm 2022", "… quý I/2024", "… giai đoạn 2021 - 2025".
_PERIOD_END = re.compile(r"(?:[Nn]ăm|NĂM|[Qq]uý|QUÝ|[Tt]háng|THÁNG|[Gg]iai đoạn|GIAI ĐOẠN)\b[^.;:]{0,20}\b(?:19|20)\d\d\)?$")
_SENTENCE_END = re.compile(r"[.;:]$|\.\s+[^\W\d_a-zđ]")


def _is_title(text: str) -> bool:
    """Whether a line is the title, alone or with more words in capitals."""
    return text.startswith(_TITLE) and text.isupper()


def _letterhead_end(rows: list[Row]) -> int:
    """How many of the first rows are letterhead and title."""
    head = rows[:_LETTERHEAD_ROWS]
    titled = next((place for place, row in enumerate(head) if _is_title(row.text)), None)
    if titled is None:
        marks = [place for place, row in enumerate(head) if _LETTERHEAD.search(row.text)]
        return marks[-1] + 1 if len(marks) > 1 else 0
    for place in range(titled + 1, len(head)):
        row = head[place]
        if (
            _ADDRESS.match(row.text)
            or MARKER.match(row.text)
            or re.match(r"(?:Thực hiện|Căn cứ|Triển khai|Phần|PHẦN)\b", row.text)
        ):
            return place
        if _SENTENCE_END.search(row.text):
            return titled + 1 if place == titled + 1 or not _PERIOD_END.search(head[titled + 1].text) else titled + 2
        ends = place + 1 == len(head) or not head[place + 1].text[:1].islower()
        if _PERIOD_END.search(row.text) and ends:
            return place + 1
    return titled + 1


def _kind(row: Row, order: int, zone: int, recipients: bool) -> BlockKind:
    if recipients:
        return "recipients"
    if order < zone:
        return (
            "letterhead"
            if _LETTERHEAD.search(row.text) or (row.capitals and not _is_title(row.text) and order < zone // 2)
            else "title"
        )
    return "paragraph"


class _Layout:
    """Writes paragraphs into the buffer, leaving the marks out, and keeps where each run came from."""

    def __init__(self, source: Source, rows: list[Row], found: footnotes.Footnotes, is_wrapped: bool) -> None:
        self.source = source
        self.rows = rows
        self.found = found
        self.format = "extracted-text" if is_wrapped and source.format == "text" else source.format
        self.out: list[str] = []
        self.size = 0
        self.pieces: list[Piece] = []
        self.marks: list[Mark] = []
        self.cuts: dict[int, list[Candidate]] = {}
        for mark in sorted([*found.marks.values(), *found.stray], key=lambda mark: mark.start):
            self.cuts.setdefault(mark.row, []).append(mark)

    def report(self, paragraphs: list[_Paragraph], path: str) -> Report:
        blocks: list[Block] = []
        cells: list[dict[int, Span]] = [{} for _ in self.source.tables]
        before = _before_tables(paragraphs, self.rows, self.source.tables)
        outline = Outline()
        for paragraph in paragraphs:
            if self.size:
                self._write("\n")
            start = self.size
            self._paragraph(paragraph)
            if paragraph.cell:
                at = before[paragraph.cell[0]]
                words = sum(self.rows[place].text.count(" ") + 1 for place in paragraph.rows)
                kind: BlockKind = "cell" if words < _PROSE else "paragraph"
                blocks.append(Block(kind, start, self.size, path=blocks[at].path if at >= 0 else ""))
                table, cell = paragraph.cell
                cells[table][cell] = Span(cells[table].get(cell, blocks[-1].span).start, self.size)
            else:
                heading = self.rows[paragraph.rows[0]].source.heading
                blocks.append(_block(paragraph, start, self.size, "".join(self.out[-_TAIL:]), outline, heading))
        marks = {mark.note: mark for mark in self.marks}
        notes: dict[int, Span] = {}
        for block in blocks:
            if block.note is not None:
                first = notes.get(block.note, block.span).start
                notes[block.note] = Span(first, block.end)
        defined = {number: marks.get(number) for number in notes}
        return Report(
            path=path,
            format=self.format,
            lines=tuple(self.source.lines),
            text="".join(self.out),
            pieces=tuple(self.pieces),
            blocks=tuple(blocks),
            notes=tuple(Note(number, span, defined[number]) for number, span in notes.items()),
            marks=tuple(sorted((mark for mark in self.marks if mark.note in notes), key=lambda mark: mark.at)),
            stray_marks=tuple(mark for mark in self.marks if mark.note not in notes),
            tables=tuple(_table(table, spans, at) for table, spans, at in zip(self.source.tables, cells, before, strict=True)),
            remarks=self.source.remarks,
            comments=self.source.comments,
        )

    def _write(self, text: str) -> None:
        self.out.append(text)
        self.size += len(text)

    def _paragraph(self, paragraph: _Paragraph) -> None:
        between = "\n" if self.size else ""
        before = ""
        for order, place in enumerate(paragraph.rows):
            row = self.rows[place]
            if order:
                between = joint(before, row.text)
                self._write(between)
            column = paragraph.first if order == 0 else 0
            for mark in self.cuts.get(place, ()):
                self._run(row, column, mark.start, between)
                self._mark(row, mark)
                column, between = mark.end, ""
            self._run(row, column, len(row.text), between)
            before = row.text

    def _run(self, row: Row, start: int, end: int, between: str) -> None:
        if start < end:
            self.pieces.append(Piece(self.size, self.size + end - start, row.line, row.start + start, between))
            self._write(row.text[start:end])

    def _mark(self, row: Row, mark: Candidate) -> None:
        raw = row.text[mark.start : mark.end] or str(mark.number % SERIES)
        column = row.start + mark.start
        self.marks.append(Mark(self.size, mark.number, raw, row.line, column, mark.evidence, mark.alternatives))


_TAIL = 400  # parts of the buffer looked at for a block's own words


def _before_tables(paragraphs: list[_Paragraph], rows: list[Row], tables: Sequence[SourceTable]) -> list[int]:
    """For each table the place of the paragraph that stands before it; -1 where none does."""
    first = [rows[paragraph.rows[0]].line for paragraph in paragraphs if paragraph.note is None and paragraph.cell is None]
    begins = (min((part.line for cell in table.cells for part in cell.parts), default=0) for table in tables)
    return [bisect_left(first, begin) - 1 for begin in begins]


def _table(given: SourceTable, spans: dict[int, Span], at: int) -> Table:
    """A table whose cells with words have these spans."""
    cells = tuple(
        TableCell(cell.row, cell.column, cell.rows, cell.columns, spans[place])
        for place, cell in enumerate(given.cells)
        if place in spans
    )
    rows = max((cell.row + cell.rows for cell in given.cells), default=0)
    columns = max((cell.column + cell.columns for cell in given.cells), default=0)
    return Table(cells, rows, columns, at, given.headed, given.name)


def _block(paragraph: _Paragraph, start: int, end: int, tail: str, outline: Outline, titled: bool) -> Block:
    """The block of a paragraph just written, with its number and the path of headings above it."""
    text = tail[len(tail) - (end - start) :] if len(tail) >= end - start else tail
    if paragraph.note is not None:
        return Block("note", start, end, "", paragraph.note, "")
    if paragraph.kind != "paragraph":
        return Block(paragraph.kind, start, end)
    number = numbering(text, 0, len(text))
    if not number or (number.rank < BULLET and not outline.enter(number)):
        return Block("heading" if text.isupper() or titled else "paragraph", start, end, "", None, outline.path)
    heading = number.rank < BULLET and len(text) < _HEADING_LENGTH and (titled or text[-1] not in ".;")
    return Block("heading" if heading else "item", start, end, number.label, None, outline.path)
