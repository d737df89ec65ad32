"""The values of a table with the words that name each: those of its row, of its column, of what stands above the table."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
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
_SHORTEST, _LONGEST = 2, 15  # digits of a number that may be a slip of another
_ONE = Decimal(1)
_SWAPPED = 2
_UNITS_APART = frozenset([Decimal(1_000), Decimal(1_000_000)])  # đồng, nghìn đồng, triệu đồng, tỷ đồng


class Named(NamedTuple):
    """A value of a table.

    Attributes:
        table, line, column: its place.
        row_words: those of the row's label in order, none of a total; `column_words` those of the header that tell it apart.
        around: the words of the caption and of all headers.
        years: those of the caption, header and row; `own_years` those of header and row.
        unit: None where none is said, and of percentages.
        amount: its value without sign, in the smallest unit; `slack` how far the true one may lie from it.
        digits: those of the value, of an amount in a larger unit without the noughts at its end.
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
    amount: Decimal
    slack: Decimal
    digits: str
    is_percent: bool
    is_total: bool

    @property
    def label(self) -> frozenset[str]:
        """The words of the row's label that tell it apart; all of it where no others do ("Huyện")."""
        return frozenset(self.row_words) - NEUTRAL or frozenset(word for word in self.row_words if not YEAR.fullmatch(word))


def values_of(place: int, grid: Grid, caption: Caption) -> Iterator[Named]:
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
            is_percent = column.percent or line.percent or (caption.percent and column.added and quantity.unit is None)
            unit = None if is_percent else unit_of(grid, caption, column.place, at)
            scale = unit.scale if unit and quantity.family is None else Decimal(1)
            last = scale.scaleb(-quantity.decimals) / 2 if unit and unit.measured else Decimal(0)
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
                unit,
                abs(quantity.amount * scale),
                max(quantity.half * scale, last),
                digits_of(quantity, scale),
                is_percent,
                line.role == "total",
            )


def _head_words(column: Column) -> frozenset[str]:
    """The words of a column's header that tell it from others."""
    heads = [head for head in column.heads if head not in _PLAIN]
    found = (word for head in heads for word in tokens(_BRACKETS.sub(" ", head)))
    return frozenset(word for word in found if word not in NEUTRAL and not YEAR.fullmatch(word))


def digits_of(quantity: Quantity, scale: Decimal = _ONE) -> str:
    """The digits of a number; of one in thousands or millions without the noughts at its end: 3,25 tỷ is 3.250 triệu."""
    digits = "".join(filter(str.isdigit, quantity.text))
    return digits.rstrip("0") if scale * quantity.scale > 1 else digits


class Index:
    """The values of all tables, looked up by what they are worth, by what they are but for a slip, and by their words."""

    def __init__(self, cells: Sequence[Named]) -> None:
        # Apart by slack, so that counts are not looked for within the rounding of money.
        self._sorted: dict[tuple[bool, Decimal], list[tuple[Decimal, int]]] = {}
        self._cells = cells
        for place, cell in enumerate(cells):
            self._sorted.setdefault((cell.is_percent, cell.slack), []).append((cell.amount, place))
        for worths in self._sorted.values():
            worths.sort()
        self._slips: dict[str, list[Named]] = {}
        self._rows: dict[str, dict[tuple[int, int], list[Named]]] = {}
        for cell in cells:
            for key in _slip_keys(cell.digits):
                self._slips.setdefault(key, []).append(cell)
            words = cell.column_words if cell.is_total else cell.label or cell.own_years
            if words:
                self._rows.setdefault(max(words, key=len), {}).setdefault((cell.table, cell.line), []).append(cell)

    def equal(self, quantity: Quantity) -> list[Named]:
        """The cells that have a figure's value but for its sign, as far as both are rounded."""
        amount, is_percent = abs(quantity.amount), quantity.form == "percent"
        found: list[Named] = []
        for (of_percents, slack), worths in self._sorted.items():
            if of_percents == is_percent:
                reach = max(quantity.half, slack)
                first, last = bisect_left(worths, (amount - reach, 0)), bisect_right(worths, (amount + reach, len(self._cells)))
                found += (self._cells[place] for _, place in worths[first:last])
        return found

    def slips(self, quantity: Quantity) -> list[Named]:
        """The cells that have a figure's value but for one digit, or for two that changed places."""
        found: dict[int, Named] = {}
        digits = digits_of(quantity)
        for key in _slip_keys(digits):
            for cell in self._slips.get(key, ()):
                if _is_slip(digits, abs(quantity.amount), cell):
                    found[id(cell)] = cell
        return list(found.values())

    def rows(self, words: Iterable[str]) -> Iterator[list[Named]]:
        """The rows, each with its values, of whose label (of totals: of whose heads) one word is among some."""
        for word in words:
            yield from self._rows.get(word, {}).values()


def _slip_keys(digits: str) -> list[str]:
    """What two numbers share that differ by one slip: all digits but one, or the digits in another order."""
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return []
    return [*(f"{digits[:at]}*{digits[at + 1 :]}" for at in range(len(digits))), "".join(sorted(digits))]


def _is_slip(digits: str, amount: Decimal, cell: Named) -> bool:
    """Whether a value is another one but for a digit, for two that changed places, or for its unit."""
    if digits == cell.digits:
        return bool(cell.amount) and max(amount / cell.amount, cell.amount / amount) in _UNITS_APART
    different = sum(one != other for one, other in zip(digits, cell.digits, strict=True))
    alike = different == 1 or (different == _SWAPPED and sorted(digits) == sorted(cell.digits))
    return alike and amount <= 10 * cell.amount and cell.amount <= 10 * amount
