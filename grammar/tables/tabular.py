"""What the tables of a report say."""

from __future__ import annotations

from collections.abc import Sequence

from grammar.facts import Quantity, ReadTable, Tabular
from grammar.report import Report
from grammar.tables import captions, percents, stated, sums
from grammar.tables.captions import Caption
from grammar.tables.grid import Grid, grid_of
from grammar.tables.repairs import confirmed


def of(report: Report, quantities: Sequence[Quantity]) -> Tabular:
    """How each table was understood, its sums and percentages, and where the text gives another value.

    Args:
        report: the report.
        quantities: the figures of its text.
    """
    read = [(grid_of(table, report), captions.caption_of(table, report)) for table in report.tables]
    relations = [
        captions.explained(relation, grid.table, report)
        for grid, caption in read
        for relation in (
            *confirmed(list(sums.relations(grid, captions.is_measured(grid, caption), caption.selects))),
            *percents.relations(grid),
        )
    ]
    return Tabular(
        tuple(_read_table(grid, caption) for grid, caption in read),
        tuple(relations),
        tuple(stated.find(report, quantities, read)),
    )


def _read_table(grid: Grid, caption: Caption) -> ReadTable:
    numbers = [column for column in grid.columns if column.kind == "number"]
    return ReadTable(
        caption.text,
        caption.unit.word if caption.unit else None,
        grid.headed,
        tuple((column.kind, column.name) for column in grid.columns),
        tuple(line.row for line in grid.lines if line.role == "total"),
        {
            cell.span.start: (line.name, column.name)
            for line in grid.lines
            for column in numbers
            if (cell := grid.at(line, column))
        },
    )
