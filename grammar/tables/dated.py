"""The values of tables whose columns are years: "Chỉ tiêu | Năm 2023 | Năm 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grammar.figures import moments
from grammar.figures.measured import Measured
from grammar.figures.moments import Months
from grammar.figures.phrasing import Phrasing, scope_above
from grammar.figures.wording import phrases
from grammar.report import Report
from grammar.tables import captions
from grammar.tables.grid import Column, grid_of
from grammar.tables.named import values_of

_COMPARES = re.compile(r"(?<!\w)(?:so sánh|so với|tăng|giảm|chênh lệch|tỷ lệ|/|%|đạt|cùng kỳ)(?!\w)|[/%]")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")


def find(report: Report, own: Months | None, phrasing: Phrasing) -> Iterator[Measured]:
    """The values of a report's tables that stand in a column of a period, with the words of their row."""
    for place, table in enumerate(report.tables):
        grid = grid_of(table, report)
        dated = {column.place: found for column in grid.columns if (found := _dated(column, own))}
        if not dated:
            continue
        caption = captions.caption_of(table, report)
        if phrases("unsettled").within(caption.text):
            continue
        above = scope_above(caption.text)
        for value in values_of(place, grid, caption):
            line = grid.lines[value.line]
            if value.column not in dated or line.parent is not None or value.is_total:
                continue
            months, rest = dated[value.column]
            unit = value.unit.word if value.unit and not value.unit.measured else ""
            said = f"{rest} {line.label}"
            is_counted = value.unit is not None or value.is_percent or value.quantity.family is not None
            if phrases("unsettled").within(said) or not (is_counted or phrases("counting_rows").opens(line.label)):
                continue
            quantity = value.quantity
            if value.unit and quantity.family is None:
                quantity = quantity._replace(
                    unit=value.unit.word, family=value.unit.family, scale=value.unit.scale, measured=value.unit.measured
                )
            elif value.is_percent:
                quantity = quantity._replace(form="percent", unit="%", family="%", measured=True)
            if quantity.form in ("amount", "percent"):
                yield Measured(quantity, phrasing.words(said, unit, "").of_scope(above), months)


def _dated(column: Column, own: Months | None) -> tuple[Months, str] | None:
    """The period that a column's header names, and its other words; None for one that compares."""
    said = " ".join(column.heads)
    if column.kind != "number" or _COMPARES.search(said):
        return None
    if _BARE_YEAR.fullmatch(said):
        return Months(int(said) * 12, int(said) * 12 + 11), ""
    named = list(moments.find(said, 0, len(said), own))
    if len(named) != 1 or named[0].months is None or named[0].against:
        return None
    span = named[0].span
    return named[0].months, f"{said[: span.start]} {said[span.end :]}"
