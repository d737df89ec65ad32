"""Which value of a table is wrong: what breaks a sum over the rows and one over the columns is one defect.

A value that would mend several broken relations at once, and break none that holds, is the wrong one; else the total is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from grammar.facts import Quantity, Relation
from grammar.tables.repairs import corrections, holds_with

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
        for operand, value in corrections(relation):
            around = of_value[operand.quantity.span.start]
            mended = [
                other for other in around if other.status == "broken" and other in broken and holds_with(other, operand, value)
            ]
            spoiled = any(other.status != "broken" and not holds_with(other, operand, value) for other in around)
            if len(mended) >= _SEVERAL and not spoiled and (value >= 0 or operand.quantity.value < 0):
                mended.sort(key=lambda other: other.kind != "table-total")
                yield Defect(operand.quantity, value, tuple(mended))
