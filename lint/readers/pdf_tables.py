"""The lines of a PDF page, and its tables: drawn with lines, or aligned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lint.readers.pdf_aligned import tables as aligned_tables
from lint.readers.pdf_cells import cell_lines
from lint.readers.pdf_glyphs import Word
from lint.readers.pdf_grids import NEAR, Grid, drawn
from lint.readers.pdf_lines import Line, lines_of
from lint.readers.pdf_paths import Edges
from lint.readers.pdf_stacks import stacked


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
    for grid in sorted([*drawn(edges), *stacked(edges, words)], key=lambda grid: grid.box[1]):
        inside = [word for word in rest if _holds(grid.box, word)]
        if not inside:
            continue
        rest = [word for word in rest if not _holds(grid.box, word)]
        above = [word for word in rest if word.base <= grid.box[1] + NEAR]
        rest = [word for word in rest if word.base > grid.box[1] + NEAR]
        _plain(above, placed, found)
        cells: list[list[Word]] = [[] for _ in grid.cells]
        cell_of = _finder(grid)
        for word in inside:
            cells[cell_of(word)].append(word)
        _fill(grid, cells, placed, found)
    _plain(rest, placed, found)
    return placed, found


def _holds(box: tuple[float, float, float, float], word: Word) -> bool:
    """Whether the middle of a word stands in a box."""
    return box[0] <= (word.x0 + word.x1) / 2 <= box[2] and box[1] <= (word.top + word.base) / 2 <= box[3]


def _finder(grid: Grid) -> Callable[[Word], int]:
    """What gives the place of the cell that holds a word, or is nearest."""
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
        at = covering.get((across, down))
        return _nearest(grid, word) if at is None else at

    return cell_of


def _nearest(grid: Grid, word: Word) -> int:
    """The place of the cell that is nearest to a word between cells."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.base) / 2

    def away(place: int) -> float:
        left, top, right, bottom = grid.cells[place].box
        return max(left - x, x - right, 0.0) + max(top - y, y - bottom, 0.0)

    return min(range(len(grid.cells)), key=away)


def _plain(words: list[Word], placed: list[Placed], found: list[Grid]) -> None:
    """Add the lines of words in no drawn table, and the tables that they make by standing in columns."""
    rest = words
    for grid, cells in aligned_tables(words):
        taken = {word for own in cells for word in own}
        above = [word for word in rest if word not in taken and word.base < grid.box[1]]
        placed += (Placed(line) for line in lines_of(above))
        _fill(grid, cells, placed, found)
        taken.update(above)
        rest = [word for word in rest if word not in taken]
    placed += (Placed(line) for line in lines_of(rest))


def _fill(grid: Grid, cells: Sequence[Sequence[Word]], placed: list[Placed], found: list[Grid]) -> None:
    """Add a table and the lines of its cells' words."""
    for at, own in enumerate(cells):
        left, _, right, _ = grid.cells[at].box
        placed += (Placed(line, (len(found), at)) for line in cell_lines(own, left, right))
    found.append(grid)
