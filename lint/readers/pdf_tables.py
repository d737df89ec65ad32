"""Tables of a PDF: drawn with lines, or rows of figures in columns; parts on following pages are one table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from lint.readers.pdf_glyphs import Word
from lint.readers.pdf_grids import Grid, GridCell, drawn
from lint.readers.pdf_lines import Line, cell_lines, lines_of, segments_of
from lint.readers.pdf_paths import Edges

_NEAR = 3.0  # points by which lines that meet may miss each other
_LEAST_ROWS, _LEAST_COLUMNS, _LEAST_FIGURES = 3, 2, 2  # of a table that is not drawn; the last: columns of figures
_FIGURE = re.compile(r"[-+(]?\d[\d.,/]*\s?%?\)?|[-–]")


class Placed(NamedTuple):
    """A line, and the cell that it stands in: its table's place among those of the page, and its own place in that."""

    line: Line
    cell: tuple[int, int] | None = None


def layout(words: Sequence[Word], edges: Edges) -> tuple[list[Placed], list[Grid]]:
    """The lines of a page in reading order, and its tables; the lines of a table stand together, cell by cell.

    Raises:
        Failure: a table has more cells than any report's.
    """
    placed: list[Placed] = []
    found: list[Grid] = []
    rest = list(words)
    for grid in sorted(drawn(edges), key=lambda grid: grid.box[1]):
        inside = [word for word in rest if _holds(grid.box, word)]
        if not inside:
            continue
        rest = [word for word in rest if not _holds(grid.box, word)]
        above = [word for word in rest if word.base <= grid.box[1] + _NEAR]
        rest = [word for word in rest if word.base > grid.box[1] + _NEAR]
        _plain(above, placed, found)
        cells: list[list[Word]] = [[] for _ in grid.cells]
        cell_of = _finder(grid)
        for word in inside:
            cells[cell_of(word)].append(word)
        placed += (Placed(line, (len(found), at)) for at, own in enumerate(cells) for line in cell_lines(own))
        found.append(grid)
    _plain(rest, placed, found)
    return placed, found


def _holds(box: tuple[float, float, float, float], word: Word) -> bool:
    """Whether the middle of a word stands in a box."""
    return box[0] <= (word.x0 + word.x1) / 2 <= box[2] and box[1] <= (word.top + word.base) / 2 <= box[3]


def _finder(grid: Grid) -> Callable[[Word], int]:
    """What gives the place of the cell that holds a word; the cells leave no gap between them."""
    xs = sorted({x for cell in grid.cells for x in (cell.box[0], cell.box[2])})
    ys = sorted({y for cell in grid.cells for y in (cell.box[1], cell.box[3])})
    column, row = ({at: place for place, at in enumerate(bounds)} for bounds in (xs, ys))
    covering: dict[tuple[int, int], int] = {}
    for place, cell in enumerate(grid.cells):
        left, top, right, bottom = cell.box
        for across in range(column[left], column[right]):
            for down in range(row[top], row[bottom]):
                covering.setdefault((across, down), place)

    def cell_of(word: Word) -> int:
        across = bisect_left(xs, (word.x0 + word.x1) / 2, 1, len(xs) - 1) - 1
        down = bisect_left(ys, (word.top + word.base) / 2, 1, len(ys) - 1) - 1
        return covering[across, down]

    return cell_of


# --- aligned tables --------------------------------------------------------------------------------------------------


def _plain(words: list[Word], placed: list[Placed], found: list[Grid]) -> None:
    """Add the lines of words in no drawn table, and the tables that they make by standing in columns."""
    if not words:
        return
    rows = segments_of(words)
    place = first = 0
    taken: set[Word] = set()
    bands = []
    while place < len(rows):
        end = _aligned(rows, place)
        if end:
            bands.append((place, end))
            place = end
        else:
            place += 1
    for first, end in bands:
        top, bottom = rows[first][0].top, rows[end - 1][0].bottom
        above = [word for word in words if word not in taken and word.base < rows[first][0].base - 0.5 * rows[first][0].size]
        placed += (Placed(line) for line in lines_of(above))
        taken.update(above)
        taken.update(word for word in words if word.base <= bottom)
        xs = [min(row[i].x0 for row in rows[first:end]) for i in range(len(rows[first]))]
        right = max(row[-1].x1 for row in rows[first:end])
        cells: list[GridCell] = []
        for r, row in enumerate(rows[first:end]):
            for c, line in enumerate(row):
                placed.append(Placed(line, (len(found), len(cells))))
                cells.append(GridCell(r, c, 1, 1, (line.x0, line.top, line.x1, line.bottom)))
        found.append(Grid((xs[0], top, right, bottom), (*xs, right), tuple(cells)))
    placed += (Placed(line) for line in lines_of([word for word in words if word not in taken]))


def _aligned(rows: Sequence[Sequence[Line]], first: int) -> int:
    """The row behind a table that begins with a row; 0 where none does.

    Its rows have equally many lines, one below another, and most of those in two columns or more are figures.
    """
    count = len(rows[first])
    if count <= _LEAST_COLUMNS:
        return 0
    spans = [(line.x0, line.x1) for line in rows[first]]
    end = first + 1
    while end < len(rows) and len(rows[end]) == count and rows[end][0].base - rows[end - 1][0].base < 3 * rows[end][0].size:
        wider = [(min(low, line.x0), max(high, line.x1)) for (low, high), line in zip(spans, rows[end], strict=True)]
        if any(a[1] >= b[0] for a, b in pairwise(wider)):
            break
        spans = wider
        end += 1
    body = rows[first:end] if end - first < 4 else rows[first + 1 : end]
    figures = sum(all(_FIGURE.fullmatch(row[column].text) for row in body) for column in range(count))
    return end if end - first >= _LEAST_ROWS and figures >= _LEAST_FIGURES else 0


# --- over pages ------------------------------------------------------------------------------------------------------


def _goes_on(before: Grid, grid: Grid) -> bool:
    """Whether a table at the top of a page has the columns of the one at the end of the page before."""
    return len(before.columns) == len(grid.columns) and all(
        abs(a - b) <= _NEAR for a, b in zip(before.columns, grid.columns, strict=True)
    )


def _repeated(first: Sequence[str], rows: Sequence[str]) -> int:
    """How many rows at the top of a table's next part are its first ones once more, given each row's words."""
    count = 0
    while count < min(len(first), len(rows)) - 1 and first[count] and first[count] == rows[count]:
        count += 1
    return count


class Part(NamedTuple):
    """What of a table stands on one page.

    Attributes:
        table: which table of the file, from 1.
        shift: what makes a row of the part a row of the table.
        dropped: how many rows at the top are the table's first ones once more.
    """

    table: int
    shift: int
    dropped: int


def over_pages(pages: Sequence[tuple[Sequence[Placed], Sequence[Grid]]]) -> tuple[dict[tuple[int, int], Part], list[int]]:
    """The tables of a file.

    Args:
        pages: the lines of each page without its running heads and notes, and its tables.

    Returns:
        which part of which table each is, by the places of the page and of the table on it; and for each table of the file
        how many of its first rows following pages repeat.
    """
    parts: dict[tuple[int, int], Part] = {}
    headed: list[int] = []
    last: Grid | None = None  # the one that the page before ends with
    words: list[str] = []  # of the rows at the top of it
    rows = 0
    for number, (lines, grids) in enumerate(pages):
        for place, grid in enumerate(grids):
            own = _words(lines, place, grid)
            if place == 0 and last and lines and lines[0].cell is not None and _goes_on(last, grid):
                dropped = _repeated(words, own)
                headed[-1] = max(headed[-1], dropped)
                parts[number, place] = Part(len(headed), rows - dropped, dropped)
                rows += grid.rows - dropped
            else:
                headed.append(0)
                parts[number, place] = Part(len(headed), 0, 0)
                rows, words = grid.rows, own
            last = grid
        if lines and lines[-1].cell is None:
            last = None
    return parts, headed


def _words(lines: Sequence[Placed], place: int, grid: Grid) -> list[str]:
    """The words of each row of a table on a page."""
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for line, cell in lines:
        if cell and cell[0] == place:
            rows[grid.cells[cell[1]].row].append(line.text)
    return [" ".join(row) for row in rows]
