"""CIT118 year-group."""

import datetime
import re
from collections.abc import Iterator

from checks.citations.days import day_of, later_than_report
from checks.citations.pairs import in_conflict
from checks.citations.phrases import called, written
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.documents import central
from grammar.facts import Citation, Facts

_YEARS = re.compile(r"\b((?:19|20)\d\d)\b(?:\s*[-–]\s*((?:19|20)\d\d)\b)?")


class YearGroup(Rule):
    """A document is listed under "Năm 2022:" though neither its date nor its subject belongs there.

    Plans for a year come in December before it, budgets from August on, lists of what a year expired in the first two
    months behind it; so a date from August before to February behind is the year's. A subject that names the year, or a
    range that holds it, belongs there whatever the date. Nothing is said of a document that is only referred to: as a basis, in
    brackets, or as a superior's.
    """

    code = "CIT118"
    name = "year-group"
    severity = "note"
    title = Text("xếp dưới năm không khớp", "listed under “Năm X” though neither date nor subject belongs there")
    reason_vi = (
        "Văn bản xếp dưới đề mục “Năm 2022:” nhưng cả ngày và nội dung đều không thuộc năm đó. Kế hoạch của một năm ban hành từ tháng 12 "
        "(dự toán từ tháng 8) năm trước, danh mục hết hiệu lực ban hành đầu năm sau, nên ngày từ tháng 8 năm trước đến tháng 2 năm sau vẫn "
        "khớp; nội dung có nêu năm đó hoặc giai đoạn chứa năm đó cũng khớp; văn bản chỉ được nhắc làm căn cứ thì không xét."
    )
    messages = {
        "year": Text("{document} ngày {date} xếp dưới “Năm {year}”", "{document} of {date} is listed under “Năm {year}”"),
    }
    fires = (
        Fires(
            "Năm 2021: Kế hoạch số 12/KH-UBND ngày 05/3/2021 về tuyên truyền; Năm 2022: Kế hoạch số 15/KH-UBND ngày 07/5/2020 về rà soát "
            "thủ tục hành chính; Kế hoạch số 18/KH-UBND ngày 09/3/2022 về kiểm tra công vụ.",
            ("Kế hoạch số 15/KH-UBND ngày 07/5/2020",),
        ),
    )
    silent = (
        Silent(
            "Năm 2022: Kế hoạch số 167/KH-UBND ngày 31/12/2021 về cải cách hành chính; Năm 2023: Quyết định số 37/QĐ-UBND ngày 08/02/2024 "
            "công bố danh mục văn bản hết hiệu lực.",
            Text("tháng 12 năm trước, tháng 2 năm sau", "December before, February behind"),
        ),
        Silent(
            "Năm 2022: Kế hoạch số 15/KH-UBND ngày 07/5/2020 về cải cách hành chính giai đoạn 2020-2025.",
            Text("giai đoạn chứa năm đó", "a range that holds the year"),
        ),
        Silent(
            "Năm 2022: thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương, đã sắp xếp 02 đơn vị.",
            Text("văn bản được nhắc làm căn cứ", "a document only referred to"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        later = later_than_report(facts)
        disputed = in_conflict(facts) | {citation.span.start for citation in (later.citations if later else ())}
        for citation in facts.citations:
            day, year = day_of(citation), citation.year_group
            if year is None or day is None or citation.nested or citation.basis or _anothers(facts, citation):
                continue
            bracketed = facts.report.text[max(0, citation.span.start - 1) : citation.span.start] == "("
            if bracketed or citation.span.start in disputed or _names(facts, citation, year):
                continue
            if not datetime.date(year - 1, 8, 1) <= day < datetime.date(year + 1, 3, 1):
                yield self.finding(
                    citation.span,
                    "year",
                    data={"document": citation.name, "date": day.isoformat(), "year": year},
                    claim=f"{citation.name} {day} {year}",
                    document=called(citation),
                    date=written(day),
                    year=year,
                )


def _anothers(facts: Facts, citation: Citation) -> bool:
    """Whether a document is a superior's, referred to in the year's account."""
    own, issuer = facts.profile.issuer, citation.issuer
    return central(citation) or bool(issuer and issuer.level and own and own.level and issuer.level != own.level)


def _names(facts: Facts, citation: Citation, year: int) -> bool:
    """Whether the subject names a year, alone or within a range."""
    subject = facts.report.excerpt(citation.subject) if citation.subject else ""
    return any(int(match[1]) <= year <= int(match[2] or match[1]) for match in _YEARS.finditer(subject))
