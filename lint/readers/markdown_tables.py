"""Tables of a Markdown file that are written as HTML, as converters write those with merged cells or lists in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(r"<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th)\b(?P<rest>[^<>]*)>", re.IGNORECASE)
_SPAN = re.compile(r"""\b(row|col)span\s*=\s*["']?(\d{1,4})""", re.IGNORECASE)
_WIDEST = 200  # columns or rows that a cell may cover


class HtmlCell(NamedTuple):
    """A cell: its place from 0, how many rows and columns it covers, and where its content stands in the text."""

    row: int
    column: int
    rows: int
    columns: int
    start: int
    end: int


class HtmlTable(NamedTuple):
    """A table: its cells row by row, and how many first rows are its head."""

    cells: list[HtmlCell]
    headed: int


def html_tables(text: str) -> Iterator[HtmlTable]:
    """The tables in a text; one within another is part of its cell."""
    depth = 0
    table = _Table()
    for tag in _TAG.finditer(text):
        name, ends = tag["name"].lower(), bool(tag["end"])
        if name == "table":
            depth = max(depth + (-1 if ends else 1), 0)
            if depth == (0 if ends else 1):
                table.close(tag.start())
                if table.cells:
                    yield HtmlTable(table.cells, table.headed)
                table = _Table()
        elif depth == 1:
            table.close(tag.start())
            if not ends and name == "tr":
                table.row += 1
                table.column = 0
            elif not ends and name in ("td", "th"):
                table.open(tag)
            elif ends and name == "thead":
                table.headed = table.row + 1
    table.close(len(text))
    if table.cells:
        yield HtmlTable(table.cells, table.headed)


class _Table:
    """A table while it is read."""

    def __init__(self) -> None:
        self.cells: list[HtmlCell] = []
        self.headed = 0
        self.row, self.column = -1, 0
        self.taken: dict[int, int] = {}  # for each column the first row that no cell above reaches
        self.opened: HtmlCell | None = None

    def open(self, tag: re.Match[str]) -> None:
        """Begin a cell in the next free column."""
        self.row = max(self.row, 0)
        spans = {kind.lower(): min(max(int(count), 1), _WIDEST) for kind, count in _SPAN.findall(tag["rest"])}
        rows, columns = spans.get("row", 1), spans.get("col", 1)
        while self.taken.get(self.column, 0) > self.row:
            self.column += 1
        for column in range(self.column, self.column + columns):
            self.taken[column] = self.row + rows
        self.opened = HtmlCell(self.row, self.column, rows, columns, tag.end(), tag.end())
        self.column += columns

    def close(self, end: int) -> None:
        """End the cell that was begun."""
        if self.opened:
            self.cells.append(self.opened._replace(end=end))
        self.opened = None
