"""Which value of a table is wrong: what breaks a sum over the rows and one over the columns is one defect.

A value that would mend several broken relations at once, and break none that holds, is the wrong one; else the total is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from grammar.facts import Operand, Quantity, Relation

_HUNDRED = Decimal(100)
_SEVERAL = 2  # relations that one value mends before it, and not the total, is called wrong
_MOST = 300  # broken relations compared with one another


class Defect(NamedTuple):
    """Broken relations that one wrong value explains.

    Attributes:
        figure: the value shown as wrong; `expected` what it would have to be, None where a relation stands alone.
        relations: the relations broken, the sums first.
    """

    figure: Quantity
    expected: Decimal | None
    relations: tuple[Relation, ...]


def defects(relations: Sequence[Relation]) -> Iterator[Defect]:
    """The broken relations of tables, grouped by the value that explains them, in reading order."""
    of_value: dict[int, list[Relation]] = {}
    for relation in relations:
        if relation.status != "unclear":
            for operand in relation.operands:
                of_value.setdefault(operand.quantity.span.start, []).append(relation)
    left = [relation for relation in relations if relation.status == "broken"]
    found: list[Defect] = []
    if len(left) <= _MOST:
        while best := max(_repairs(left, of_value), key=lambda defect: len(defect.relations), default=None):
            found.append(best)
            left = [relation for relation in left if relation not in best.relations]
    found += [Defect(relation.operands[0].quantity, None, (relation,)) for relation in left]
    yield from sorted(found, key=lambda defect: defect.figure.span)


def _repairs(broken: Sequence[Relation], of_value: dict[int, list[Relation]]) -> Iterator[Defect]:
    """The values that mend several relations."""
    for relation in broken:
        for operand, value in _corrections(relation):
            around = of_value[operand.quantity.span.start]
            mended = [other for other in around if other.status == "broken" and other in broken and _holds(other, operand, value)]
            spoiled = any(other.status != "broken" and not _holds(other, operand, value) for other in around)
            if len(mended) >= _SEVERAL and not spoiled and value >= 0:
                mended.sort(key=lambda other: other.kind != "table-total")
                yield Defect(operand.quantity, value, tuple(mended))


def _corrections(relation: Relation) -> Iterator[tuple[Operand, Decimal]]:
    """For each figure of a sum the value with which it would hold."""
    if relation.kind != "table-total" or relation.computed is None:
        return
    total, *parts = relation.operands
    yield total, relation.computed
    for part in parts:
        sign = 1 if part.value == part.quantity.value else -1
        yield part, part.quantity.value + sign * (total.value - relation.computed)


def _holds(relation: Relation, changed: Operand, value: Decimal) -> bool:
    """Whether a relation holds with another value of one figure."""
    first, *others = (
        operand._replace(value=value if operand.value == operand.quantity.value else -value)
        if operand.quantity.span == changed.quantity.span
        else operand
        for operand in relation.operands
    )
    if relation.kind == "table-total":
        slack = sum((operand.quantity.half / operand.quantity.scale for operand in relation.operands), Decimal(0))
        was = (
            relation.status != "broken" and relation.computed is not None and abs(relation.operands[0].value - relation.computed)
        )
        return abs(first.value - sum((operand.value for operand in others), Decimal(0))) <= max(slack, was or Decimal(0))
    top, bottom = others
    if not bottom.value:
        return False
    gained = top.value - bottom.value if relation.reading == "growth" else top.value
    return abs(first.value - gained * _HUNDRED / bottom.value) < Decimal(1).scaleb(-first.quantity.decimals)
