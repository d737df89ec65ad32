"""A column's or a row's values as a vector, so that what is asked of columns is asked of rows, too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from grammar.facts import Quantity
from grammar.tables.grid import Grid, GridCell


class Vector(NamedTuple):
    """The values of a column, line by line, or of a line, column by column.

    Attributes:
        place: of the column among the columns, of the line among the lines.
        cells: None for an empty or covered cell.
        percent: whether they are percentages; `added` whether they may add up with other vectors.
        total: for each value whether it stands in a line of totals.
    """

    place: int
    cells: tuple[GridCell | None, ...]
    percent: bool
    added: bool
    total: tuple[bool, ...]


def columns_of(grid: Grid, *, percents: bool = True) -> list[Vector]:
    """The columns of numbers; their values are those of the lines that have any, but for averages, ranks and the like.

    Lines of percentages are left out, too, unless `percents` are asked for.
    """
    lines = [line for line in grid.lines if line.role != "group" and (line.added or (percents and line.percent))]
    totals = tuple(line.role == "total" for line in lines)
    return [
        Vector(column.place, tuple(grid.at(line, column) for line in lines), column.percent, not column.percent, totals)
        for column in grid.columns
        if column.kind == "number"
    ]


def lines_of(grid: Grid) -> list[Vector]:
    """The lines with values; their values are those of the columns that may add up over the lines."""
    columns = [column for column in grid.columns if column.added]
    return [
        Vector(place, tuple(grid.at(line, column) for column in columns), line.percent, line.added, (False,) * len(columns))
        for place, line in enumerate(grid.lines)
        if line.role != "group"
    ]


def amount(cell: GridCell | None) -> Decimal | None:
    """What a cell adds to a sum, in its smallest unit: nothing where it is empty or dashed; None where that is not known."""
    if cell is None:
        return Decimal(0)
    return cell.value.quantity.amount if cell.value.quantity else None


def stated(cell: GridCell | None) -> Quantity | None:
    """The number that a cell states; None where it states none."""
    return cell.value.quantity if cell and cell.value.kind == "number" else None


def unlike(cells: Sequence[Quantity]) -> bool:
    """Whether amounts are in several units, one of them named in a cell."""
    return len({quantity.family for quantity in cells}) > 1
