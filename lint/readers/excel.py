"""Excel: sheets as tables, with the lines above and below them.

What a person sees counts: hidden sheets, rows and columns are left out, numbers are written as their cells show them (see
`number_format`), a formula that was never calculated shows "…", which no check takes for a number.

A sheet is parted into tables and lines so:

1. Rows with a single filled cell above the first row that has more are lines (title, unit), and so are those below the last.
2. Behind a blank row a new table begins where the next row with several cells holds no number but years (a header); single
   cells just above it are its title. Anything else goes on with the table: a blank row may be there for looks.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from grammar.rows import MARKER
from grammar.source import Address, Cell, Part, Source, SourceCell, SourceLine, SourceTable
from lint.failure import Empty
from lint.readers import limits
from lint.readers.package import damaged
from lint.readers.spreadsheet import Sheet, SheetCell, column_name, sheets

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    KeyError,
    IndexError,
    ValueError,
    ArithmeticError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
)
_NUMBER = re.compile(r"[-+(]?\d[\d.,\s]*%?\)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINE_END = re.compile(r"\r\n|[\r\n\x0b\u2028]")

_Row = list[SheetCell]


def read(data: bytes) -> Source:
    """The lines and tables of an Excel file.

    Args:
        data: the file's bytes: .xlsx, .xlsm, .xltx, .xltm.

    Raises:
        Failure: it is damaged, holds no words, or more of them than any report.
    """
    writer = _Writer()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for sheet in sheets(archive):
                writer.sheet(sheet)
    except _DAMAGE as error:
        raise damaged() from error
    if not writer.lines:
        raise Empty("không có ô nào có chữ hay số trong các trang tính đang hiện", "has no filled cell in its visible sheets")
    return Source("excel", writer.lines, writer.tables, dict(writer.remarks))


class _Writer:
    """Writes sheets as lines and tables."""

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self.tables: list[SourceTable] = []
        self.remarks: Counter[str] = Counter()

    def sheet(self, sheet: Sheet) -> None:
        """Write one sheet."""
        if sheet.hidden:
            self.remarks["hidden"] += 1
            return
        spans, cells = _merged(sheet)
        left_out = [cell for cell in cells if cell.row in sheet.hidden_rows or cell.column in sheet.hidden_columns]
        if left_out:
            rows = {cell.row for cell in left_out if cell.row in sheet.hidden_rows}
            columns = {cell.column for cell in left_out if cell.column in sheet.hidden_columns}
            self.remarks["hidden"] += len(rows) + len(columns)
        of_row: dict[int, _Row] = {}
        for cell in sorted(set(cells).difference(left_out)):
            of_row.setdefault(cell.row, []).append(cell)
            if cell.uncalculated:
                self.remarks["uncalculated"] += 1
        for is_table, rows_of in _parted(list(_bands(of_row, sorted(sheet.hidden_rows)))):
            if is_table:
                self._table(rows_of, sheet.name, spans)
                continue
            for row in rows_of:
                for cell in row:
                    self._cell(cell, sheet.name)

    def _cell(self, cell: SheetCell, sheet: str) -> tuple[Part, ...]:
        """Write a cell's lines: one that begins with a number or bullet of its own is a paragraph."""
        name = f"{sheet}!{column_name(cell.column)}{cell.row}"
        address = Address(cell=Cell(len(self.tables) + 1, cell.row, cell.column, name))
        parts: list[Part] = []
        for text in _LINE_END.split(cell.text):
            if text.strip():
                number = len(self.lines) + 1
                opens = not parts or bool(MARKER.match(text.strip()))
                self.lines.append(SourceLine(number, text, address, opens=opens))
                parts.append(Part(number, 0, len(text)))
        return tuple(parts)

    def _table(self, rows: list[_Row], sheet: str, spans: dict[tuple[int, int], tuple[int, int]]) -> None:
        """Write a table; rows and columns without any filled cell are no part of it."""
        numbers = [row[0].row for row in rows]
        columns = sorted({cell.column for row in rows for cell in row})
        cells: list[SourceCell] = []
        for place, row in enumerate(rows):
            for cell in row:
                last_row, last_column = spans.get((cell.row, cell.column), (cell.row, cell.column))
                column = bisect_left(columns, cell.column)
                tall = bisect_right(numbers, last_row) - place
                wide = bisect_right(columns, last_column) - column
                cells.append(SourceCell(place, column, self._cell(cell, sheet), tall, wide))
        self.tables.append(SourceTable(tuple(cells), sheet))


def _merged(sheet: Sheet) -> tuple[dict[tuple[int, int], tuple[int, int]], list[SheetCell]]:
    """How far merged cells reach, by row and column of the first that is shown, and the cells without those they cover."""
    if not sheet.merged:
        return {}, sheet.cells
    used = sorted({cell.row for cell in sheet.cells})
    covering: dict[int, list[tuple[int, int, int, int]]] = {}
    work = 0
    for area in sorted(sheet.merged, key=lambda area: area[1]):
        rows = used[bisect_left(used, area[0]) : bisect_right(used, area[2])]
        work += len(rows) + 1
        if work > 10 * limits.MOST_CELLS:
            raise limits.too_many_cells()
        for row in rows:
            covering.setdefault(row, []).append(area)
    next_row, next_column = _next_shown(sheet.hidden_rows), _next_shown(sheet.hidden_columns)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    cells: list[SheetCell] = []
    for cell in sheet.cells:
        areas = covering.get(cell.row, [])
        place = bisect_right(areas, cell.column, key=lambda area: area[1]) - 1
        if place < 0 or areas[place][3] < cell.column:
            cells.append(cell)
        elif (cell.row, cell.column) == areas[place][:2]:
            last = areas[place][2:]
            row, column = next_row.get(cell.row, cell.row), next_column.get(cell.column, cell.column)
            if row <= last[0] and column <= last[1]:
                cell = cell._replace(row=row, column=column)
                spans[row, column] = last
            cells.append(cell)
    return spans, cells


def _next_shown(hidden: set[int]) -> dict[int, int]:
    """For each hidden row or column the first behind it that is shown."""
    found: dict[int, int] = {}
    for place in sorted(hidden, reverse=True):
        found[place] = found.get(place + 1, place + 1)
    return found


def _bands(rows: dict[int, _Row], hidden: list[int]) -> Iterator[list[_Row]]:
    """Rows with no blank row between them; hidden ones are none."""
    band: list[_Row] = []
    before = 0
    for number, row in rows.items():
        out_of_sight = bisect_left(hidden, number) - bisect_right(hidden, before)
        if band and number - before - 1 > out_of_sight:
            yield band
            band = []
        band.append(row)
        before = number
    if band:
        yield band


def _parted(bands: list[list[_Row]]) -> Iterator[tuple[bool, list[_Row]]]:
    """Runs of rows, each with whether it is a table."""
    table: list[_Row] = []
    pending: list[_Row] = []  # single cells that are lines, or rows of the table if it goes on behind them
    for band in bands:
        first = next((place for place, row in enumerate(band) if len(row) > 1), None)
        if first is None:
            pending += band
        elif not table or _heads(band[first]):
            yield from _closed(table)
            yield False, pending + band[:first]
            table, pending = band[first:], []
        else:
            table += pending + band
            pending = []
    yield from _closed(table)
    yield False, pending


def _closed(table: list[_Row]) -> Iterator[tuple[bool, list[_Row]]]:
    """A table, and the lines below it."""
    last = max((place for place, row in enumerate(table) if len(row) > 1), default=-1) + 1
    if last:
        yield True, table[:last]
    yield False, table[last:]


def _heads(row: _Row) -> bool:
    """Whether a row may be a header: it holds no number but years."""
    return not any(
        (cell.number or _NUMBER.fullmatch(cell.text.strip())) and not _YEAR.fullmatch(cell.text.strip()) for cell in row
    )
