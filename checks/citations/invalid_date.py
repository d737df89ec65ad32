"""CIT105 invalid-date."""

from collections.abc import Iterator

from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Date, Facts


class InvalidDate(Rule):
    """No such day, or a malformed date.

    A date that the calendar does not have (31/4, 29/02 of a common year, month 13), or that is broken ("ngày 21 ngày 02
    năm 2022", a year of three or five digits), is a slip of the hand. Every date of the report is tried, not only those
    of citations.
    """

    code = "CIT105"
    name = "invalid-date"
    severity = "error"
    title = Text("ngày không có thật hoặc viết sai", "no such day, or a malformed date")
    reason_vi = (
        "Ngày không có trong lịch (31/4, 29/02 của năm không nhuận, tháng 13) hoặc viết hỏng (“ngày 21 ngày 02 năm 2022”, năm có "
        "ba hay năm chữ số) là lỗi gõ nhầm. Quy tắc xét mọi ngày trong báo cáo, không chỉ ngày của văn bản viện dẫn."
    )
    messages = {
        "no-such-day": Text("không có ngày này trong lịch: {date}", "the calendar has no such day: {date}"),
        "malformed": Text("ngày viết sai: “{date}”", "malformed date: “{date}”"),
    }
    fires = (
        Fires("Thực hiện Công văn số 318/SNV-CCHC ngày 31/4/2023 của Sở Nội vụ.", ("ngày 31/4/2023",)),
        Fires("Theo Công văn số 72/BNV-CCHC ngày 14 ngày 02 năm 2023 của Bộ Nội vụ.", ("ngày 14 ngày 02 năm 2023",)),
        Fires("Hội nghị tổ chức vào ngày 29 tháng 02 năm 2023.", ("ngày 29 tháng 02 năm 2023",)),
        Fires("Quyết định số 95/QĐ-UBND ngày 20/13/2022 của UBND huyện.", ("ngày 20/13/2022",)),
    )
    silent = (
        Silent("Quyết định số 95/QĐ-UBND ngày 29/02/2024 của UBND huyện.", Text("năm nhuận", "a leap year")),
        Silent("Kiểm tra trong các ngày 21, ngày 22 tháng 02 năm 2022.", Text("danh sách các ngày", "a list of days")),
        Silent("Từ ngày 30-31/12/2022 và ngày 05/3-10/3/2023.", Text("khoảng ngày", "ranges of days")),
        Silent("Số:      /BC-UBND, ngày      tháng      năm 2023", Text("chỗ để trống của dự thảo", "a draft's blanks")),
        Silent("Kiểm tra trong ngày 15/20 đơn vị.", Text("tỷ số đứng sau chữ ngày", "a ratio behind the word for day")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        dates = {citation.date.span: citation.date for citation in facts.citations if citation.date}
        dates |= {date.span: date for date in facts.dates if _sure(date)}
        for span in sorted(dates):
            date = dates[span]
            if date.problem:
                words = facts.report.excerpt(span)
                yield self.finding(span, date.problem, data={"date": words}, claim=words, date=words)


def _sure(date: Date) -> bool:
    """Whether words that follow "ngày" anywhere are surely meant as a date."""
    return date.year is not None or date.form == "long"
