"""The cells of a table: which grid places each covers, with merged cells made one."""

from __future__ import annotations

from collections.abc import Iterator

from grammar.source import Part, SourceCell
from lint.readers.markup import Element
from lint.readers.word.names import CELL, DELETED, INSERTED, ROW, VAL, is_on, number, w

_ROW_PROPERTIES, _CELL_PROPERTIES = w("trPr"), w("tcPr")
_BEFORE, _SPAN, _HEADER = w("gridBefore"), w("gridSpan"), w("tblHeader")
_DOWN, _ACROSS = w("vMerge"), w("hMerge")
_MOST_COLUMNS = 256  # Word has 63
_WRAPPERS = (w("sdt"), w("sdtContent"), w("customXml"), *INSERTED)


class CellGrid:
    """The cells of a table as they come by, row by row."""

    def __init__(self) -> None:
        self.headed = 0
        self._row = -1
        self._column = 0
        self._cells: list[_Cell] = []
        self._above: dict[int, _Cell] = {}
        self._last: _Cell | None = None

    def row(self, row: Element) -> None:
        """Begin a row."""
        properties = row.find(_ROW_PROPERTIES)
        self._row += 1
        self._column = _columns(number(properties, _BEFORE) or 0)
        self._last = None
        if self.headed == self._row and properties is not None and is_on(properties.find(_HEADER)):
            self.headed += 1

    def cell(self, cell: Element) -> tuple[list[Part], int, int]:
        """Take the next cell of the row: where its words go, and its row and column, both from 0."""
        properties = cell.find(_CELL_PROPERTIES)
        columns = max(_columns(number(properties, _SPAN) or 1), 1)
        column = self._column
        self._column += columns
        above = self._above.get(column)
        if self._last is not None and _continues(properties, _ACROSS):
            self._last.columns += columns
            return self._last.parts, self._row, self._last.column
        if above is not None and _continues(properties, _DOWN):
            above.rows = self._row - above.row + 1
            self._last = above
            return above.parts, above.row, above.column
        self._last = _Cell(self._row, column, columns)
        self._cells.append(self._last)
        for place in range(column, column + columns):
            self._above.pop(place, None)
        if properties is not None and properties.find(_DOWN) is not None:
            self._above[column] = self._last
        return self._last.parts, self._row, column

    def cells(self) -> tuple[SourceCell, ...]:
        """The cells of the table."""
        return tuple(SourceCell(c.row, c.column, tuple(c.parts), c.rows, c.columns) for c in self._cells)


class _Cell:
    """A cell while its table is read."""

    def __init__(self, row: int, column: int, columns: int) -> None:
        self.row, self.column, self.rows, self.columns = row, column, 1, columns
        self.parts: list[Part] = []


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, deleted ones as well."""
    yield from _within(table, ROW)


def cells_of(row: Element) -> Iterator[Element]:
    """The cells of a row."""
    yield from _within(row, CELL)


def is_deleted(row: Element) -> bool:
    """Whether the deletion of a row is tracked."""
    properties = row.find(_ROW_PROPERTIES)
    return properties is not None and any(properties.find(tag) is not None for tag in DELETED)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Children with a tag, those in content controls as well."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def _continues(properties: Element | None, tag: str) -> bool:
    """Whether a cell goes on with the one above it, or before it."""
    merged = properties.find(tag) if properties is not None else None
    return merged is not None and merged.get(VAL, "continue") == "continue"


def _columns(given: int) -> int:
    return min(max(given, 0), _MOST_COLUMNS)
