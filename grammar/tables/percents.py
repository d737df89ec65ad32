"""Percentages of tables: which column (row) is the percentage of which, learned from the values, and whether each follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from grammar.facts import Operand, Quantity, Relation
from grammar.tables.grid import Grid
from grammar.tables.vectors import Vector, amount, columns_of, lines_of, stated

_NEAREST = 12  # vectors before a percentage that it may follow from, and behind it
_FEWEST = 2  # percentages that follow and are not 0 or 100, before the others are believed to
_PATIENCE = 4
_HUNDRED = Decimal(100)

Reading = Literal["of", "share of the total", "rest of", "growth"]
Outcome = Literal["holds", "trivial", "truncated", "broken", "unknown"]
_RANKS: dict[Reading, int] = {"of": 0, "share of the total": 0, "rest of": 1, "growth": 1}  # the plain ones first


class _Source(NamedTuple):
    """What a percentage may follow from: vectors of numerators and denominators."""

    reading: Reading
    top: Vector
    bottom: Vector
    said: bool


class _Test(NamedTuple):
    outcome: Outcome
    percent: Quantity | None
    top: Quantity | None
    bottom: Quantity | None
    computed: Decimal


def relations(grid: Grid) -> Iterator[Relation]:
    """The percentages of a table: columns that follow from two others or from their total, and rows."""
    columns = columns_of(grid)
    yield from _of(columns, lambda percent: _said(grid, columns, percent))
    if any(line.percent for line in grid.lines):
        yield from _of(lines_of(grid), lambda _: None)


def _said(grid: Grid, columns: Sequence[Vector], percent: Vector) -> _Source | None:
    """What the row of column numbers says a percentage follows from: "(5)=(4)/(3)"."""
    formula = grid.columns[percent.place].formula
    if formula is None or formula.kind != "ratio":
        return None
    by_number = {grid.columns[vector.place].number: vector for vector in columns}
    top, bottom = (by_number.get(number) for _, number in formula.terms)
    return _Source("of", top, bottom, True) if top and bottom else None


def _of(vectors: Sequence[Vector], said: Callable[[Vector], _Source | None]) -> Iterator[Relation]:
    for at, percent in enumerate(vectors):
        if not percent.percent:
            continue
        source = said(percent)
        near = [*vectors[max(0, at - _NEAREST) : at], *vectors[at + 1 : at + 1 + _NEAREST]]
        sources = [source] if source else list(_sources([vector for vector in near if not vector.percent]))
        tried = ((source, list(_tests(source, percent))) for source in sources)
        believed = [pair for pair in tried if len(pair[1]) == len(percent.cells) and _is_believed(*pair)]
        believed.sort(key=lambda pair: (_RANKS[pair[0].reading], -_follows(pair[1]), -sum(t.outcome == "holds" for t in pair[1])))
        for place in range(len(percent.cells)):
            yield from _relation(percent, place, [(source, tests[place]) for source, tests in believed])


def _sources(vectors: Sequence[Vector]) -> Iterator[_Source]:
    """What percentages may follow from, the most natural first."""
    for top in vectors:
        for bottom in vectors:
            if top is not bottom:
                yield _Source("of", top, bottom, False)
    for top in vectors:
        totals = [cell for cell, is_total in zip(top.cells, top.total, strict=True) if is_total]
        if len(totals) == 1:
            yield _Source("share of the total", top, top._replace(cells=(totals[0],) * len(top.cells)), False)
    for reading in ("rest of", "growth"):
        for top in vectors:
            for bottom in vectors:
                if top is not bottom:
                    yield _Source(reading, top, bottom, False)


def _follows(tests: Sequence[_Test]) -> int:
    return sum(test.outcome in ("holds", "truncated") for test in tests)


def _tests(source: _Source, percent: Vector) -> Iterator[_Test]:
    """A percentage held against its source, value by value, until it fails often."""
    holds = broken = 0
    for place in range(len(percent.cells)):
        test = _test(source, percent, place)
        holds, broken = holds + (test.outcome in ("holds", "truncated")), broken + (test.outcome == "broken")
        if broken > _PATIENCE and broken > holds:
            return
        yield test


def _is_believed(source: _Source, tests: Sequence[_Test]) -> bool:
    holds, broken = _follows(tests), sum(test.outcome == "broken" for test in tests)
    if source.said:
        return holds > 0 and broken <= holds
    if source.reading in ("of", "share of the total"):
        # Two equal amounts that are called 100 % speak for it, too.
        return holds >= _FEWEST and broken * 2 <= holds + sum(test.outcome == "trivial" for test in tests)
    if source.reading == "rest of":
        # What is left of a large amount lies near 100 % whatever is taken away: chance makes many agree.
        return holds > _FEWEST and broken * 4 <= holds
    return holds >= _FEWEST and broken * 2 <= holds


def _test(source: _Source, percent: Vector, place: int) -> _Test:
    said, top, bottom = stated(percent.cells[place]), stated(source.top.cells[place]), stated(source.bottom.cells[place])
    if top is None and source.top.cells[place] and amount(source.top.cells[place]) == 0:
        top = source.top.cells[place].value.quantity  # type: ignore[union-attr]
    if said is None or top is None or bottom is None or not bottom.amount or said.bound:
        return _Test("unknown", said, top, bottom, Decimal(0))
    computed = share(source.reading, top.amount, bottom.amount)
    last = Decimal(1).scaleb(-said.decimals)
    # "giảm 12,5" may be written without its sign below a head that says so.
    value = -said.value if source.reading == "growth" and computed < 0 < said.value else said.value
    away = abs(value - computed)
    outcome: Outcome = "broken"
    if away <= last / 2:
        outcome = "trivial" if computed in (0, _HUNDRED, -_HUNDRED) else "holds"
    elif away < last:
        outcome = "truncated"
    return _Test(outcome, said, top, bottom, computed)


def share(reading: str, top: Decimal, bottom: Decimal) -> Decimal:
    """The percentage that two amounts make: one of the other, what is left of it, by how much one is more."""
    gained = {"growth": top - bottom, "rest of": bottom - top}.get(reading, top)
    return gained * _HUNDRED / bottom


def _relation(percent: Vector, place: int, believed: Sequence[tuple[_Source, _Test]]) -> Iterator[Relation]:
    """What is known of one percentage: it holds if it follows from anything believed."""
    known = [(source, test) for source, test in believed if test.outcome != "unknown"]
    if not known:
        return
    source, test = next(((s, t) for s, t in known if t.outcome != "broken"), known[0])
    if test.percent is None or test.top is None or test.bottom is None:
        return
    status: Literal["holds", "truncated", "broken", "unclear"] = "broken"
    if test.outcome != "broken":
        status = "truncated" if test.outcome == "truncated" else "holds"
    elif percent.total[place] and _is_average(percent, place):
        status = "unclear"
    yield Relation(
        "table-percent",
        status,
        source.reading,
        test.percent.value,
        test.computed,
        "%",
        (
            Operand("percent", test.percent, test.percent.value),
            Operand("numerator", test.top, test.top.value),
            Operand("denominator", test.bottom, test.bottom.value),
        ),
        test.percent.span,
    )


def _is_average(percent: Vector, place: int) -> bool:
    """Whether a percentage in a line of totals is the average of those of the other lines."""
    said = stated(percent.cells[place])
    parts = [q for cell, total in zip(percent.cells, percent.total, strict=True) if not total and (q := stated(cell))]
    if said is None or not parts:
        return False
    mean = sum((part.value for part in parts), Decimal(0)) / len(parts)
    return abs(mean - said.value) <= Decimal(1).scaleb(-said.decimals)
