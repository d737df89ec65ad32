"""Totals of tables: which row is the sum of which, which column of which, and whether it is.

What a header calls a total tells where to look, not what is added: the rows above, the leaves, the sub-totals. Each reading
is tried on all columns (rows), and the one that holds where it can is believed where it does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Literal, NamedTuple

from grammar.facts import Operand, Quantity, Relation
from grammar.tables import members
from grammar.tables.grid import Grid
from grammar.tables.members import Members
from grammar.tables.vectors import Vector, amount, columns_of, lines_of, stated, unlike

_FEWEST_PARTS = 2
_MOST_APART = Decimal("0.3")  # of a total that nothing else confirms
_PATIENCE = 4
_FRUITLESS = 40  # values at which a reading for which little speaks never held: zeros, blanks
# How often a reading must hold, and how seldom fail, before it is believed where it fails.
_EVIDENCE = {"said": (1, Decimal(1)), "hinted": (2, Decimal("0.5")), "found": (4, Decimal("0.25"))}

Outcome = Literal["holds", "trivial", "broken", "unknown"]


class _Test(NamedTuple):
    """One total held against one reading of its parts."""

    outcome: Outcome
    total: Quantity | None
    parts: tuple[Operand, ...]
    computed: Decimal
    empty: bool


def relations(grid: Grid, measured: bool, selected: bool = False) -> Iterator[Relation]:
    """The sums of a table, over its rows and over its columns.

    Args:
        grid: the table.
        measured: whether its unit makes its values rounded amounts (money, areas).
        selected: whether only some of the rows are listed.
    """
    columns = {vector.place: vector for vector in columns_of(grid, percents=False)}
    for place, readings in members.of_columns(grid):
        yield from _of_total(columns, place, readings, measured, by_line=False)
    lines = {vector.place: vector for vector in lines_of(grid)}
    units, flat = members.units(grid), members.is_flat(grid) and not selected
    if len(units) < 2:  # rows in several units add up to nothing
        for place, readings in members.of_lines(grid):
            yield from _of_total(lines, place, readings, measured, by_line=True, flat=flat)


def _of_total(
    vectors: dict[int, Vector], place: int, readings: Sequence[Members], measured: bool, *, by_line: bool, flat: bool = False
) -> Iterator[Relation]:
    """The relations of one total with its parts, value by value."""
    total = vectors.get(place)
    if total is None:
        return
    tried: list[tuple[Members, list[_Test]]] = []
    known = sum(stated(cell) is not None for cell in total.cells)
    for reading in readings:
        if reading.strength == "found" and known < _EVIDENCE["found"][0]:
            continue  # it cannot hold often enough to be believed
        parts = [(sign, vectors[member]) for sign, member in reading.members if member in vectors]
        if len(parts) == len(reading.members):
            tests = list(_tests(total, parts, measured, patient=reading.strength == "said"))
            if len(tests) == len(total.cells):
                tried.append((reading, tests))
    believed = sorted((pair for pair in tried if _is_believed(*pair)), key=lambda pair: -_count(pair[1], "holds"))
    said = [pair for pair in tried if pair[0].strength == "said" or (by_line and pair[0].strength == "hinted")]
    for at in range(len(total.cells)):
        yield from _relation(at, believed, said, alone=flat and not believed and _only(said, at))


def _tests(total: Vector, parts: Sequence[tuple[int, Vector]], measured: bool, *, patient: bool) -> Iterator[_Test]:
    """A total held against its parts, value by value; where little speaks for them, only until they fail often."""
    holds = broken = 0
    for at in range(len(total.cells)):
        test = _test(total, parts, at, measured)
        holds, broken = holds + (test.outcome == "holds"), broken + (test.outcome == "broken")
        if not patient and ((broken > _PATIENCE and broken > holds) or (at >= _FRUITLESS and not holds)):
            return
        yield test


def _is_believed(reading: Members, tests: Sequence[_Test]) -> bool:
    fewest, share = _EVIDENCE[reading.strength]
    holds = _count(tests, "holds")
    return holds >= fewest and _count(tests, "broken") <= holds * share


def _count(tests: Sequence[_Test], outcome: Outcome) -> int:
    return sum(test.outcome == outcome for test in tests)


def _only(said: Sequence[tuple[Members, list[_Test]]], at: int) -> bool:
    """Whether a total is the only one of its row that can be tested."""
    return bool(said) and all(
        test.outcome in ("unknown", "trivial") for _, tests in said for place, test in enumerate(tests) if place != at
    )


def _relation(
    at: int,
    believed: Sequence[tuple[Members, list[_Test]]],
    said: Sequence[tuple[Members, list[_Test]]],
    *,
    alone: bool,
) -> Iterator[Relation]:
    """What is known of one total: it holds if any reading makes it."""
    for reading, tests in [*believed, *said]:
        if tests[at].outcome in ("holds", "trivial") and tests[at].total and tests[at].parts:
            yield _made(tests[at], reading, "holds", sure=True)
            return
    for reading, tests in believed:
        test = tests[at]
        if test.outcome == "broken":
            if _is_average(test):
                yield _made(test, reading, "unclear", sure=False)
            else:
                filled = not test.empty or any(other.outcome == "holds" and other.empty for other in tests)
                yield _made(test, reading, "broken", sure=filled)
            return
    agreed = _agreed([(reading, tests[at]) for reading, tests in said if tests[at].outcome == "broken"])
    if agreed:
        yield _made(agreed[1], agreed[0], "broken", sure=True)
        return
    for reading, tests in said:
        test = tests[at]
        if test.outcome == "broken":
            # Nothing else in the table tells how it is read: only a plain list, all of it given, is believed.
            certain = alone and not test.empty and not _is_average(test) and _is_near(test)
            yield _made(test, reading, "broken" if certain else "unclear", sure=certain)
            return


def _agreed(broken: Sequence[tuple[Members, _Test]]) -> tuple[Members, _Test] | None:
    """A reading that another one with other parts bears out: both give the same sum."""
    for (reading, test), (_, other) in combinations(broken, 2):
        own, others = ({part.quantity.span for part in one.parts} for one in (test, other))
        if test.computed == other.computed and len(own) >= _FEWEST_PARTS <= len(others) and not own & others:
            return reading, test
    return None


def _test(total: Vector, parts: Sequence[tuple[int, Vector]], at: int, measured: bool) -> _Test:
    whole = stated(total.cells[at])
    amounts = [(sign, vector.cells[at], amount(vector.cells[at])) for sign, vector in parts]
    operands = tuple(
        Operand("part", quantity, quantity.value * sign)
        for sign, cell, _ in amounts
        if (quantity := stated(cell)) and quantity.value
    )
    computed = sum((sign * value for sign, _, value in amounts if value is not None), Decimal(0))
    empty = any(cell is None for _, cell, _ in amounts)
    figures = [*(operand.quantity for operand in operands), *([whole] if whole else [])]
    known = all(value is not None for _, _, value in amounts) and not unlike(figures)
    if whole is None or whole.form != "amount" or not known or any(figure.form != "amount" for figure in figures):
        return _Test("unknown", whole, operands, computed, empty)
    slack = _slack(figures, measured)
    equal = abs(whole.amount - computed) <= slack
    trivial = len(operands) < _FEWEST_PARTS
    outcome: Outcome = "broken" if not equal else "trivial" if trivial else "holds"
    return _Test(outcome, whole, operands, computed / whole.scale, empty)


def _slack(figures: Sequence[Quantity], measured: bool) -> Decimal:
    """How far a total may lie from its parts by rounding: half of a last digit for each figure.

    Of figures that are not known to be measured those without decimals are exact: scores, points.
    """
    finest = max(figure.decimals for figure in figures)
    if not (measured or finest or any(figure.measured for figure in figures)):
        return Decimal(0)
    digits = (figure.decimals if measured or figure.family else finest for figure in figures)
    return sum((figure.scale.scaleb(-places) / 2 for figure, places in zip(figures, digits, strict=True)), Decimal(0))


def _is_average(test: _Test) -> bool:
    """Whether a total lies among its parts, as an average or a greatest value does."""
    values = [operand.value for operand in test.parts]
    return test.total is not None and len(values) > _FEWEST_PARTS and min(values) <= test.total.value <= max(values)


def _is_near(test: _Test) -> bool:
    """Whether a total is so near its parts that a slip explains it, and not rows that are left out."""
    return test.total is not None and abs(test.total.value - test.computed) <= _MOST_APART * abs(test.total.value)


def _made(test: _Test, reading: Members, status: Literal["holds", "broken", "unclear"], *, sure: bool) -> Relation:
    total = test.total
    assert total is not None
    return Relation(
        "table-total",
        status,
        reading.reading,
        total.value,
        test.computed,
        total.unit,
        (Operand("total", total, total.value), *test.parts),
        total.span,
        sure,
    )
