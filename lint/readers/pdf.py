"""PDF: pages to lines with their places, tables, notes, and where paragraphs begin.

pdf_glyphs.py   characters to words
pdf_paths.py    what is drawn: horizontal and vertical lines
pdf_lines.py    words to lines, in the order in which they are read
pdf_tables.py   a page's lines and tables: pdf_grids.py drawn, pdf_stacks.py between horizontal lines, pdf_aligned.py without
pdf_parts.py    tables over several pages
pdf_layout.py   running heads, notes, where paragraphs begin
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from grammar import source
from grammar.source import Address, Cell, Source, SourceCell, SourceLine, SourceTable
from lint.failure import Failure
from lint.readers import limits
from lint.readers.pdf_glyphs import UNKNOWN, Frame, Word, glyphs
from lint.readers.pdf_layout import Margins, Page, begun, margins, note_marks, notes_from, opens, without_furniture
from lint.readers.pdf_lines import Line
from lint.readers.pdf_parts import over_pages
from lint.readers.pdf_paths import edges
from lint.readers.pdf_tables import Placed, layout

_LOCK = threading.Lock()  # PDFium is for one thread at a time
_DRAWN = 50  # shapes: a page that has no text but so many may show letters as drawings
_UNKNOWN = 20  # of so many letters one may be unknown, as a bullet is; of Vietnamese words every fourth bears an accent
_PASSWORD = 4  # PDFium's number of this error


def read(data: bytes) -> Source:
    """The lines and tables of a PDF file.

    Raises:
        Failure: it is damaged, asks for a password, holds no text (a scan) or more than any report.
    """
    with _LOCK, _opened(data) as document:
        pages, textless = _pages(document)
    if not any(page.lines for page in pages):
        raise _scanned(len(pages))
    own = without_furniture(pages)
    # Where every page is the same, nothing of them is furniture.
    lines, tables = _Writer(own if any(page.lines for page in own) else pages).written()
    return Source("pdf", lines, tables, {"textless": textless} if textless else {})


# --- pages -----------------------------------------------------------------------------------------------------------


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The open file, closed at the end."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _protected() if pdfium.FPDF_GetLastError() == _PASSWORD else _damaged()
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _pages(document: Any) -> tuple[list[Page], int]:
    """The pages of a file, and how many of them show something but hold no text."""
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise _damaged()
    if count > limits.MOST_PAGES:
        raise limits.too_many_pages()
    pages: list[Page] = []
    tally = limits.Tally()
    textless = 0
    for number in range(count):
        handle = pdfium.FPDF_LoadPage(document, number)
        if not handle:
            raise _damaged()
        try:
            page, shown = _page(handle, limits.LARGEST_TEXT - tally.letters)
        finally:
            pdfium.FPDF_ClosePage(handle)
        textless += shown and not page.lines
        for placed in page.lines:
            tally.text(placed.line.text)
        tally.cell(sum(len(grid.cells) for grid in page.grids))
        pages.append(page)
    return pages, textless


def _page(handle: Any, most: int) -> tuple[Page, bool]:
    """A page, and whether it shows anything; `most` characters may stand on it."""
    frame = Frame(handle)
    drawn = edges(handle, frame)
    words = [word for word in _words(handle, frame, most) if not word.white or drawn.darken(word)]
    lines, grids = layout(words, drawn)
    return Page(frame.width, frame.height, lines, grids, drawn.horizontal), bool(words) or _shows(handle)


def _words(handle: Any, frame: Frame, most: int) -> list[Word]:
    """The words of a page that a reader sees, or what character recognition laid under its picture.

    A page with many unknown letters has none: what is left of its words would be misread.
    """
    text = pdfium.FPDFText_LoadPage(handle)
    if not text:
        return []
    try:
        if pdfium.FPDFText_CountChars(text) > most:
            raise limits.too_large(limits.LARGEST_TEXT)
        found = glyphs(text, frame)
    finally:
        pdfium.FPDFText_ClosePage(text)
    words = found.words or found.hidden
    letters = sum(len(word.text) for word in words)
    unknown = sum(word.text.count(UNKNOWN) for word in words) if found.unknown else 0
    return [] if unknown * _UNKNOWN > letters else words


def _shows(handle: Any) -> bool:
    """Whether a page without text shows a picture, or letters as drawings."""
    count = pdfium.FPDFPage_CountObjects(handle)
    if count > _DRAWN:
        return True
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_TEXT)
    return any(pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(handle, index)) in kinds for index in range(count))


# --- lines -----------------------------------------------------------------------------------------------------------


class _Writer:
    """Numbers the lines of all pages and says of each what the layout tells."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.tops = list(_tops(pages))  # where the notes of each page begin
        self.noted = any(top < page.height for top, page in zip(self.tops, pages, strict=True))
        body = [[placed for placed in page.lines if not self._is_note(number, placed)] for number, page in enumerate(pages)]
        self.spots, self.headed = over_pages([(lines, page.grids) for lines, page in zip(body, pages, strict=True)])
        self.margins = self._margins()
        self.lines: list[SourceLine] = []

    def _is_note(self, number: int, placed: Placed) -> bool:
        return placed.cell is None and placed.line.base > self.tops[number]

    def _margins(self) -> dict[tuple[int, bool], Margins]:
        """The margins of body and notes on pages of each width."""
        lines: dict[tuple[int, bool], list[Line]] = {}
        for number, page in enumerate(self.pages):
            for placed in page.lines:
                if placed.cell is None and not placed.line.column:
                    lines.setdefault((round(page.width), self._is_note(number, placed)), []).append(placed.line)
        return {key: margins(own) for key, own in lines.items()}

    def written(self) -> tuple[list[SourceLine], list[SourceTable]]:
        """All lines, and the tables."""
        none = Margins(0.0, 0.0, False, 0.0)
        before: dict[bool, tuple[int, Line]] = {}
        begun: set[int] = set()
        for number, page in enumerate(self.pages):
            for order, placed in enumerate(page.lines):
                line, at = placed.line, None
                note, begins = self._is_note(number, placed), None
                if placed.cell:
                    spot = self.spots[number, *placed.cell]
                    if spot is None:
                        continue
                    at = Cell(spot.table, spot.row + 1, spot.column + 1)
                    before.pop(False, None)
                else:
                    page_before, line_before = before.get(note, (-1, None))
                    of = self.margins.get((round(page.width), note), none)
                    begins = opens(line_before, line, of, same_page=page_before == number, note=note)
                    before[note] = number, line
                box = (round(line.x0, 1), round(line.top, 1), round(line.x1, 1), round(line.bottom, 1))
                self.lines.append(
                    SourceLine(
                        len(self.lines) + 1,
                        line.text,
                        Address(page=number + 1, line=order + 1, cell=at, box=box),
                        opens=begins,
                        page=number not in begun,
                        note=(-1 if note else 0) if self.noted else None,
                    )
                )
                begun.add(number)
        return self.lines, list(self._tables())

    def _tables(self) -> Iterator[SourceTable]:
        """The tables, with the lines that stand in each cell."""
        parts: dict[tuple[int, int, int], list[source.Part]] = {}
        for line in self.lines:
            if line.address and (at := line.address.cell):
                parts.setdefault(at[:3], []).append(source.Part(line.number, 0, len(line.text)))
        cells: list[list[SourceCell]] = [[] for _ in self.headed]
        for table, row, column, rows, columns in sorted({spot for spot in self.spots.values() if spot}):
            words = tuple(parts.get((table, row + 1, column + 1), ()))
            cells[table - 1].append(SourceCell(row, column, words, rows, columns))
        for own, headed in zip(cells, self.headed, strict=True):
            yield SourceTable(tuple(own), headed=headed)


def _tops(pages: Sequence[Page]) -> Iterator[float]:
    """Where the notes of each page begin."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for placed in page.lines:
            sizes[round(placed.line.size * 2) / 2] += len(placed.line.text)
    body_size = max(sizes, key=lambda size: (sizes[size], size))
    going_on = False
    marks: set[str] = set()
    for page in pages:
        lines = [placed.line for placed in page.lines]
        marks |= note_marks(lines)
        top = notes_from(page, body_size, going_on, marks)
        going_on = top < page.height
        marks -= {begun(line) for line in lines if line.base > top}
        yield top


# --- failures --------------------------------------------------------------------------------------------------------


def _damaged() -> Failure:
    return Failure(
        "là tệp PDF bị hỏng hoặc chưa tải xong; hãy tải lại hoặc xuất lại từ Word",
        "is a damaged PDF: download it again, or export it from Word again",
    )


def _protected() -> Failure:
    return Failure(
        "được đặt mật khẩu; hãy bỏ mật khẩu của tệp PDF rồi chạy lại",
        "is protected by a password: remove it and run doisoat again",
    )


def _scanned(pages: int) -> Failure:
    return Failure(
        f"có {pages} trang nhưng không chữ nào đọc được (bản quét); hãy dùng tệp Word gốc, hoặc nhận dạng chữ (OCR) rồi chạy lại",
        f"has {pages} pages without readable text (a scan): use the Word file, or recognise its text (OCR) first",
    )
