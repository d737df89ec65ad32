"""The values of a table with the words that name each: those of its row, of its column, of what stands above the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from grammar.facts import Quantity
from grammar.figures.restatements import tokens
from grammar.tables.captions import Caption, unit_of
from grammar.tables.grid import Column, Grid
from grammar.tables.vectors import stated
from grammar.vocabulary import Unit, table_words

NEUTRAL = table_words("neutral")
YEAR = re.compile(r"(?:19|20)\d\d")
_PLAIN = table_words("plain_heads")
_BRACKETS = re.compile(r"\([^()]*\)")


class Named(NamedTuple):
    """A value of a table.

    Attributes:
        table, line, column: its place.
        row_words: those of the row's label in order, none of a total; `column_words` those of the header that tell it apart.
        around: the words of the caption and of all headers.
        years: those of the caption, header and row; `own_years` those of header and row.
        unit: None where none is said, and of percentages.
    """

    quantity: Quantity
    table: int
    line: int
    column: int
    row_words: tuple[str, ...]
    column_words: frozenset[str]
    around: frozenset[str]
    years: frozenset[str]
    own_years: frozenset[str]
    unit: Unit | None
    is_percent: bool
    is_total: bool

    @property
    def label(self) -> frozenset[str]:
        """The words of the row's label that tell it apart; its year where it has nothing else."""
        return frozenset(self.row_words) - NEUTRAL

    @property
    def amount(self) -> Decimal:
        """The value in the smallest unit."""
        return self.quantity.amount * self.scale

    @property
    def scale(self) -> Decimal:
        """How many smallest units its table's unit is."""
        return self.unit.scale if self.unit and self.quantity.family is None else Decimal(1)


def values(place: int, grid: Grid, caption: Caption) -> Iterator[Named]:
    """The values of a table that words name, row by row."""
    heads = {column.place: _head_words(column) for column in grid.columns}
    around = frozenset((*tokens(caption.text), *(word for words in heads.values() for word in words)))
    for at, line in enumerate(grid.lines):
        row_words = () if line.role == "total" else tuple(tokens(_BRACKETS.sub(" ", line.label)))
        for column in grid.columns:
            cell = grid.at(line, column) if column.kind == "number" else None
            quantity = stated(cell)
            if quantity is None:
                continue
            is_percent = column.percent or line.percent
            own_years = frozenset(YEAR.findall(" ".join((*column.heads, line.label))))
            yield Named(
                quantity,
                place,
                at,
                column.place,
                row_words,
                heads[column.place],
                around,
                own_years | frozenset(YEAR.findall(caption.text)),
                own_years,
                None if is_percent else unit_of(grid, caption, column.place, at),
                is_percent,
                line.role == "total",
            )


def _head_words(column: Column) -> frozenset[str]:
    """The words of a column's header that tell it from others."""
    heads = [head for head in column.heads if head not in _PLAIN]
    found = (word for head in heads for word in tokens(_BRACKETS.sub(" ", head)))
    return frozenset(word for word in found if word not in NEUTRAL and not YEAR.fullmatch(word))


def equal(quantity: Quantity, cell: Named) -> bool:
    """Whether a figure of the text has the value of a cell but for its sign, as far as both are rounded."""
    if (quantity.form == "percent") != cell.is_percent:
        return False
    measured = bool(cell.unit and cell.unit.measured)
    last = cell.scale.scaleb(-cell.quantity.decimals) / 2 if measured else Decimal(0)
    away = abs(abs(cell.amount) - abs(quantity.amount))
    return away <= max(quantity.half, cell.quantity.half * cell.scale, last)


def is_slip(quantity: Quantity, cell: Named) -> bool:
    """Whether a figure of the text is a cell's value but for one digit, or for two that changed places."""
    one, other = ("".join(filter(str.isdigit, figure.text)) for figure in (quantity, cell.quantity))
    if quantity.scale != cell.scale:  # 3,25 tỷ đồng and 3.520 triệu đồng
        one, other = one.rstrip("0"), other.rstrip("0")
        if abs(quantity.amount) > 10 * abs(cell.amount) or abs(cell.amount) > 10 * abs(quantity.amount):
            return False
    if len(one) != len(other) or len(one) < 2:
        return False
    different = [place for place in range(len(one)) if one[place] != other[place]]
    return len(different) == 1 or (len(different) == 2 and sorted(one) == sorted(other))
