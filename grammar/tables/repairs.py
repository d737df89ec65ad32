"""What a table's sum would hold with: the value of one of its figures that would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from grammar.facts import Operand, Relation
from grammar.tables.percents import share

_HUNDRED = Decimal(100)
_MOST_UNCLEAR = 200  # sums compared with one another
_FEWEST = 2  # parts of a sum that is no coincidence


def corrections(relation: Relation) -> Iterator[tuple[Operand, Decimal]]:
    """For each figure of a sum the value with which it would hold; none for a percentage."""
    if relation.kind != "table-total" or relation.computed is None:
        return
    total, *parts = relation.operands
    yield total, relation.computed
    for part in parts:
        sign = 1 if part.value == part.quantity.value else -1
        yield part, part.quantity.value + sign * (total.value - relation.computed)


def holds_with(relation: Relation, changed: Operand, value: Decimal) -> bool:
    """Whether a relation of a table holds with another value of one of its figures."""
    first, *others = (
        operand._replace(value=value if operand.value == operand.quantity.value else -value)
        if operand.quantity.span == changed.quantity.span
        else operand
        for operand in relation.operands
    )
    if relation.kind == "table-total":
        slack = sum((operand.quantity.half / operand.quantity.scale for operand in relation.operands), Decimal(0))
        if relation.status == "holds" and relation.computed is not None:
            slack = max(slack, abs(relation.operands[0].value - relation.computed))
        return abs(first.value - sum((operand.value for operand in others), Decimal(0))) <= slack
    top, bottom = others
    if not bottom.value:
        return False
    computed = share(relation.reading, top.value, bottom.value)
    # A fall may be written without its sign.
    away = min(abs(first.value - computed), abs(first.value + computed) if relation.reading == "growth" else _HUNDRED)
    return away < Decimal(1).scaleb(-first.quantity.decimals)


def confirmed(relations: Sequence[Relation]) -> Iterator[Relation]:
    """The relations of a table; two unclear sums that one value would mend are broken, since chance makes no two agree."""
    unclear = [
        relation
        for relation in relations
        if relation.kind == "table-total" and relation.status == "unclear" and len(relation.operands) > _FEWEST
    ]
    sure: set[int] = set()
    if len(unclear) <= _MOST_UNCLEAR:
        for one, other in combinations(unclear, 2):
            if _mended_alike(one, other):
                sure.update((id(one), id(other)))
    sure.update(id(relation) for relation in unclear if _within_a_whole(relation, relations))
    for relation in relations:
        yield relation._replace(status="broken", sure=True) if id(relation) in sure else relation


def _within_a_whole(relation: Relation, relations: Sequence[Relation]) -> bool:
    """Whether the rows under one are among the lowest rows that make a whole, as are those under another that do make it."""
    if relation.reading != "rows under it":
        return False
    parts = _places(relation.operands[1:])
    others = [_places(r.operands[1:]) for r in relations if r.status == "holds" and r.reading == relation.reading]
    wholes = [_places(r.operands[1:]) for r in relations if r.status == "holds" and r.reading == "lowest rows"]
    return any(parts <= whole and any(other <= whole for other in others) for whole in wholes)


def _places(operands: Sequence[Operand]) -> set[int]:
    return {operand.quantity.span.start for operand in operands}


def _mended_alike(one: Relation, other: Relation) -> bool:
    """Whether one value of a figure that two sums share would mend both, and they share no more than that."""
    shared = _places(one.operands) & _places(other.operands)
    if len(shared) != 1:
        return False
    values = [v for relation in (one, other) for operand, v in corrections(relation) if operand.quantity.span.start in shared]
    return values[0] == values[1] >= 0
