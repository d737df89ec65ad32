"""The parts of tables on following pages put together: repeated headers, and rows that a page break cuts in two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from lint.readers.pdf_cells import room
from lint.readers.pdf_grids import Grid, GridCell
from lint.readers.pdf_lines import Line
from lint.readers.pdf_tables import Placed
from lint.readers.tabular import is_label, is_ordinal, is_value

_MOST_HEADERS = 8  # rows that may be repeated on each page
_BEGINNING = 8  # characters that a header and its repetition begin with
_BLANK = 0.25  # of the size of the letters
_USUAL = 0.8  # of the rows of a table: a column in which so many have words is one that a row of its own fills


class Spot(NamedTuple):
    """Which cell of which table of the file: the table from 1, row and column from 0, and how many it covers."""

    table: int
    row: int
    column: int
    rows: int
    columns: int


class _Part:
    """What of a table stands on one page.

    Attributes:
        key: the places of its page and among the tables there.
        shift: what makes a row of the part a row of the table.
        dropped: how many rows at the top are the table's first ones once more.
        cut: whether its first row behind these goes on with the last one of the part before.
    """

    def __init__(self, key: tuple[int, int], grid: Grid, lines: Sequence[Placed]) -> None:
        self.key, self.grid = key, grid
        self.shift = self.dropped = 0
        self.cut = False
        self.lines: list[list[Line]] = [[] for _ in grid.cells]
        for line, cell in lines:
            if cell and cell[0] == key[1]:
                self.lines[cell[1]].append(line)

    def row(self, row: int) -> list[tuple[GridCell, list[Line]]]:
        """The cells that stand in a row or reach into it, and their words."""
        cells = zip(self.grid.cells, self.lines, strict=True)
        return [(cell, lines) for cell, lines in cells if cell.row <= row < cell.row + cell.rows]

    def words(self) -> list[str]:
        """The words of each row."""
        rows: list[list[str]] = [[] for _ in range(self.grid.rows)]
        for cell, lines in zip(self.grid.cells, self.lines, strict=True):
            rows[cell.row] += (line.text for line in lines)
        return [" ".join(row) for row in rows]


class _Table:
    """The parts of a table, in order."""

    def __init__(self, part: _Part) -> None:
        self.parts = [part]
        self.columns = part.grid.columns
        self.rows = part.grid.rows
        self.headed = part.grid.headed

    def take(self, part: _Part) -> bool:
        """Add a part at the top of the next page, if its columns are the table's."""
        slack = max(part.grid.slack, self.parts[-1].grid.slack)
        columns = _together(self.columns, part.grid.columns, slack)
        if columns is None:
            return False
        before = self.parts[-1]
        part.dropped = _repeated(self.parts[0].words(), part.words())
        part.cut = _is_cut(before, part, self._usual(part))
        part.shift = self.rows - part.dropped - part.cut
        self.columns = columns
        self.rows += part.grid.rows - part.dropped - part.cut
        self.headed = max(self.headed, part.dropped)
        self.parts.append(part)
        return True

    def _usual(self, part: _Part) -> list[float]:
        """The left sides of the columns in which most rows have words."""
        filled: dict[float, int] = {}
        rows = 0
        for one in (*self.parts, part):
            rows += one.grid.rows - one.dropped
            for cell, lines in zip(one.grid.cells, one.lines, strict=True):
                if lines and cell.row >= one.dropped:
                    at = _nearest(self.columns, cell.box[0])
                    filled[at] = filled.get(at, 0) + cell.rows
        return [at for at, count in filled.items() if count >= _USUAL * rows]

    def spots(self, number: int) -> dict[tuple[int, int, int], Spot | None]:
        """Which cell of this table, the `number`-th, each cell of its parts is; None for those of a repeated header."""
        found: dict[tuple[int, int, int], Spot | None] = {}
        whole: dict[tuple[int, int], Spot] = {}
        last: dict[int, tuple[int, int]] = {}  # by column the cell that reaches the end of the part
        for part in self.parts:
            open_, last = last, {}
            for place, cell in enumerate(part.grid.cells):
                if cell.row < part.dropped:
                    found[*part.key, place] = None
                    continue
                column, end = (self._column(x) for x in (cell.box[0], cell.box[2]))
                row = cell.row + part.shift
                at = (row, column)
                if part.cut and cell.row == part.dropped:
                    at = open_.get(column, at)
                whole[at] = spot = Spot(number, *at, row + cell.rows - at[0], end - column)
                found[*part.key, place] = spot
                if cell.row + cell.rows == part.grid.rows:
                    last[column] = at
        return {key: spot and whole[spot.row, spot.column] for key, spot in found.items()}

    def _column(self, x: float) -> int:
        return self.columns.index(_nearest(self.columns, x))


def over_pages(
    pages: Sequence[tuple[Sequence[Placed], Sequence[Grid]]],
) -> tuple[dict[tuple[int, int, int], Spot | None], list[int]]:
    """The tables of a file.

    Args:
        pages: the lines of each page without its running heads and notes, and its tables.

    Returns:
        which cell of the file's tables each one is, by the places of its page, of its table there and of itself, None for those
        of a header that is repeated; and for each table of the file how many of its first rows following pages repeat.
    """
    tables: list[_Table] = []
    open_ = False  # whether the page before ends with a table
    for number, (lines, grids) in enumerate(pages):
        for place, grid in enumerate(grids):
            part = _Part((number, place), grid, lines)
            on_top = place == 0 and lines[0].cell is not None
            if not (open_ and on_top and tables[-1].take(part)):
                tables.append(_Table(part))
        open_ = (bool(grids) and lines[-1].cell is not None) or (open_ and not lines)
    spots: dict[tuple[int, int, int], Spot | None] = {}
    for order, table in enumerate(tables, 1):
        spots |= table.spots(order)
    return spots, [table.headed for table in tables]


def _nearest(columns: Sequence[float], x: float) -> float:
    """Where a column begins or ends that is divided at a place, or near it."""
    at = bisect_left(columns, x)
    return min(columns[max(at - 1, 0) : at + 1], key=lambda column: abs(column - x))


def _together(columns: tuple[float, ...], others: tuple[float, ...], slack: float) -> tuple[float, ...] | None:
    """The columns of two parts of one table, whose cells on one page may all cover several; None for those of two tables."""
    if abs(columns[0] - others[0]) > slack or abs(columns[-1] - others[-1]) > slack:
        return None
    many, few = (columns, others) if len(columns) >= len(others) else (others, columns)
    near = [_nearest(many, x) for x in few]
    is_part = all(abs(a - b) <= slack for a, b in zip(near, few, strict=True)) and len(set(near)) == len(few)
    return many if is_part else None


def _repeated(first: Sequence[str], rows: Sequence[str]) -> int:
    """How many rows at the top of a table's next part are its first ones once more, given each row's words.

    Their words are held together: the last ones of a cell over several rows may stand a row lower on another page.
    """
    for count in range(min(len(first), len(rows), _MOST_HEADERS + 1) - 1, 0, -1):
        ours, theirs = ("".join(words[:count]).replace(" ", "") for words in (first, rows))
        if ours[:_BEGINNING] == theirs[:_BEGINNING] and ours and sorted(ours) == sorted(theirs) and all(first[:count]):
            return count
    return 0


# --- rows cut in two -------------------------------------------------------------------------------------------------


def _is_cut(before: _Part, part: _Part, usual: Sequence[float]) -> bool:
    """Whether the first row of a part, its header aside, is the rest of the last one of the part before.

    It is where one of the two has no words, or where no line is drawn at the break. Where one is, the words tell: they go on
    in a cell whose last line had no room for the next word, and a column is empty that rows of their own fill. Behind a
    figure, or a row's number, nothing goes on.

    Args:
        before: the part that ends the page before.
        part: the part at the top of the page.
        usual: the left sides of the columns in which most rows have words.
    """
    above = before.row(before.grid.rows - 1)
    below = [(cell, lines) for cell, lines in part.row(part.dropped) if cell.row == part.dropped]
    slack = max(before.grid.slack, part.grid.slack)
    sure = likely = fresh = False
    for cell, lines in below:
        own = next((own for own in above if _is_same_column(own[0], cell, slack)), None)
        if own is None:
            return False
        if own[1] and lines:
            if _is_figure(own[1]):
                return False
            if _goes_on(own[0], own[1][-1], lines[0]):
                likely = True
                sure = sure or lines[0].text[0].islower()
            else:
                fresh = True
        elif lines:
            fresh = True
    ends = [lines for cell, lines in above if cell.row == before.grid.rows - 1]
    if not any(ends) or not any(lines for _, lines in below):
        return True
    if before.grid.open_below or part.grid.open_above:
        return True
    lacking = any(not lines and any(abs(cell.box[0] - at) <= slack for at in usual) for cell, lines in below)
    return (sure and (lacking or not fresh)) or (likely and lacking and not fresh)


def _is_same_column(cell: GridCell, other: GridCell, slack: float) -> bool:
    return abs(cell.box[0] - other.box[0]) <= slack and abs(cell.box[2] - other.box[2]) <= slack


def _is_figure(lines: Sequence[Line]) -> bool:
    """Whether a cell holds a figure or a row's number, which never goes on."""
    words = " ".join(line.text for line in lines)
    return is_value(words) or is_ordinal(words)


def _goes_on(cell: GridCell, last: Line, line: Line) -> bool:
    """Whether the words of a cell go on with a line: its first word had no room behind the last one."""
    return not is_label(line.text) and line.lead + _BLANK * line.size > room(last, cell.box[0], cell.box[2]) - 0.5
