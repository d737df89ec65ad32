"""Lists of documents as tables: number and symbol in one column, the day of issue and the issuing agency in others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grammar.agencies import agency_at
from grammar.facts import Agency, Citation, Date
from grammar.islands import lone_date
from grammar.report import Report, Table, TableCell
from grammar.vocabulary import fold

_DAYS = re.compile(r"(?:ngày|thời gian)\b")
_OTHER_DAYS = re.compile(r"hiệu lực|hoàn thành|trình|họp|kết thúc|hết hạn|nhận|đăng|bắt đầu|kiểm tra")
_ISSUERS = re.compile(r"(?:cơ quan|đơn vị|nơi|cấp)(?: (?:ban hành|ký|trình))?(?:,| |$)")


class _Row(NamedTuple):
    """A row that cites one document: the citation's place, the day and the agency that stand beside it."""

    place: int
    date: Date | None
    issuer: Agency | None


def with_columns(report: Report, citations: Sequence[Citation]) -> list[Citation]:
    """The citations, those in a table's cell with the day and the agency of their row, where they have none of their own.

    Where rows of a table give one number several days and no agencies, nothing tells whose they are: they stay without.
    """
    found = list(citations)
    starts = [citation.span.start for citation in citations]
    for table in report.tables:
        rows = list(_rows(report, table, starts))
        days: dict[str, set[str | None]] = {}
        for row in rows:
            if row.issuer is None and row.date:
                days.setdefault(found[row.place].name, set()).add(row.date.iso)
        for place, date, issuer in rows:
            citation = found[place]
            if date and citation.date is None and (issuer or citation.issuer or len(days[citation.name]) == 1):
                citation = citation._replace(date=date, date_binding="cell")
            if issuer and citation.issuer is None:
                citation = citation._replace(issuer=issuer, issuer_binding="cell")
            found[place] = citation
    return found


def _rows(report: Report, table: Table, starts: Sequence[int]) -> Iterator[_Row]:
    """The rows that cite one document, given where the citations of the report begin."""
    days = _column(report, table, _DAYS, _OTHER_DAYS)
    issuers = _column(report, table, _ISSUERS, None)
    if days is None and issuers is None:
        return
    rows: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        places = [
            place for cell in cells for place in range(bisect_left(starts, cell.span.start), bisect_left(starts, cell.span.end))
        ]
        if len(places) == 1:
            date = next((_date(report, cell) for cell in cells if cell.column == days), None)
            issuer = next((_agency(report, cell) for cell in cells if cell.column == issuers), None)
            yield _Row(places[0], date, issuer)


def _column(report: Report, table: Table, head: re.Pattern[str], other: re.Pattern[str] | None) -> int | None:
    """The one column whose head begins so; None where there is none or several."""
    found = {
        cell.column
        for cell in table.cells
        if cell.row <= 1
        and head.match(said := fold(report.text[cell.span.start : cell.span.end]))
        and not (other and other.search(said))
        and _date(report, cell) is None
    }
    return found.pop() if len(found) == 1 else None


def _date(report: Report, cell: TableCell) -> Date | None:
    """The date that a cell holds and nothing else."""
    date = lone_date(report.text[cell.span.start : cell.span.end])
    return date._replace(span=cell.span) if date else None


def _agency(report: Report, cell: TableCell) -> Agency | None:
    """The agency that a cell names and nothing else."""
    found = agency_at(report.text, cell.span.start)
    return found[0] if found and found[1] == cell.span.end else None
