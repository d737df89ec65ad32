"""Tables of a PDF: drawn with lines, or rows of figures in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from lint.readers.pdf_cells import cell_lines
from lint.readers.pdf_glyphs import Word
from lint.readers.pdf_grids import NEAR, Grid, GridCell, drawn
from lint.readers.pdf_lines import Line, lines_of, segments_of
from lint.readers.pdf_paths import Edges

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
        above = [word for word in rest if word.base <= grid.box[1] + NEAR]
        rest = [word for word in rest if word.base > grid.box[1] + NEAR]
        _plain(above, placed, found)
        cells: list[list[Word]] = [[] for _ in grid.cells]
        for word in inside:
            cells[_cell_of(grid, word)].append(word)
        for at, own in enumerate(cells):
            left, _, right, _ = grid.cells[at].box
            placed += (Placed(line, (len(found), at)) for line in cell_lines(own, left, right))
        found.append(grid)
    _plain(rest, placed, found)
    return placed, found


def _holds(box: tuple[float, float, float, float], word: Word) -> bool:
    """Whether the middle of a word stands in a box."""
    return box[0] <= (word.x0 + word.x1) / 2 <= box[2] and box[1] <= (word.top + word.base) / 2 <= box[3]


def _cell_of(grid: Grid, word: Word) -> int:
    """The place of the cell that holds a word, or is nearest."""
    for place, cell in enumerate(grid.cells):
        if _holds(cell.box, word):
            return place
    x, y = (word.x0 + word.x1) / 2, (word.top + word.base) / 2
    return min(
        range(len(grid.cells)),
        key=lambda place: sum(
            max(low - at, at - high, 0.0)
            for low, at, high in (
                (grid.cells[place].box[0], x, grid.cells[place].box[2]),
                (grid.cells[place].box[1], y, grid.cells[place].box[3]),
            )
        ),
    )


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
