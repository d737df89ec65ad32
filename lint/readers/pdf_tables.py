"""The lines of a PDF page, and its tables: drawn with lines, or aligned."""

from __future__ import annotations

from collections.abc import Sequence
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
        for word in inside:
            cells[_cell_of(grid, word)].append(word)
        _fill(grid, cells, placed, found)
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
