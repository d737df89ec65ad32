"""Lists of documents as tables: number and symbol in one column, the day of issue in another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from grammar.facts import Citation, Date
from grammar.islands import lone_date
from grammar.report import Report, TableCell
from grammar.vocabulary import fold

_DAYS = re.compile(r"(?:ngày|thời gian)\b")
_OTHER_DAYS = re.compile(r"hiệu lực|hoàn thành|trình|họp|kết thúc|hết hạn|nhận|đăng|bắt đầu|kiểm tra")


def with_dates(report: Report, citations: Sequence[Citation]) -> list[Citation]:
    """The citations, those in a table's cell and without date with the day that stands in the same row under "Ngày ban hành"."""
    found = list(citations)
    starts = [citation.span.start for citation in citations]
    for table in report.tables:
        days = [cell for cell in table.cells if _is_head_of_days(report, cell)]
        if len(days) != 1:
            continue
        rows: dict[int, list[int]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).extend(range(bisect_left(starts, cell.span.start), bisect_left(starts, cell.span.end)))
        for cell in table.cells:
            places = rows[cell.row]
            # The day of a row that cites several documents is of no certain one.
            if (
                cell.column == days[0].column
                and len(places) == 1
                and found[places[0]].date is None
                and (date := _date(report, cell))
            ):
                found[places[0]] = found[places[0]]._replace(date=date, date_binding="cell")
    return found


def _is_head_of_days(report: Report, cell: TableCell) -> bool:
    said = fold(report.text[cell.span.start : cell.span.end])
    return cell.row <= 1 and _DAYS.match(said) is not None and not _OTHER_DAYS.search(said) and _date(report, cell) is None


def _date(report: Report, cell: TableCell) -> Date | None:
    """The date that a cell holds and nothing else."""
    date = lone_date(report.text[cell.span.start : cell.span.end])
    return date._replace(span=cell.span) if date else None
