"""Everything in a report that can be recomputed: sums, balances, percentages, growth, shares."""

from __future__ import annotations

from collections.abc import Sequence

from grammar.facts import Quantity, Relation, Restatement
from grammar.figures import balances, growth, percents, restatements, shares, sums
from grammar.figures.clauses import paragraphs
from grammar.figures.indicators import Indicators
from grammar.report import Report


def of(report: Report, quantities: Sequence[Quantity]) -> tuple[tuple[Relation, ...], tuple[Restatement, ...]]:
    """The relations between a report's figures, in reading order of their first figure, and what is stated twice."""
    where = paragraphs(report, quantities)
    totals = list(sums.relations(where, report))
    wholes = {
        operand.quantity.span.start: relation.operands[0].quantity for relation in totals for operand in relation.operands[1:]
    }
    indicators = Indicators(where, report)
    percentages = list(percents.relations(where, report, indicators, wholes))
    found = [
        *totals,
        *percentages,
        *balances.relations(where, totals),
        *growth.relations(where, indicators),
        *shares.relations(where, report, [*totals, *percentages]),
    ]
    broken = {_figures(relation) for relation in totals if relation.status == "broken"}
    found = [r for r in found if r.kind not in ("balance", "percent") or r.status != "broken" or _figures(r) not in broken]
    return tuple(sorted(found, key=lambda relation: relation.span)), tuple(restatements.find(where, indicators))


def _figures(relation: Relation) -> frozenset[int]:
    """Where the figures stand that a relation sets against one another: those of another one tell of the same defect."""
    return frozenset(operand.quantity.span.start for operand in relation.operands if operand.role != "percent")
