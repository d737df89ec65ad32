"""CIT114 future-date."""

from collections.abc import Iterator

from checks.citations.days import Later, day_of, later_than_report
from checks.citations.pairs import in_conflict
from checks.citations.phrases import called, written
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts


class FutureDate(Rule):
    """A cited document is dated after the report that cites it.

    What a report cites exists when it is signed. The report's own date is the one in its letterhead or `--report-date`;
    in a draft the year or month that its letterhead bears, else the end of the period reported on and the first quarter
    behind it (then a warning). Without any of them the rule is silent; it never asks the clock. Where many citations are
    later, the report's own date is probably what is wrong, which is told once, as a warning; a period is then not held
    against them.
    """

    code = "CIT114"
    name = "future-date"
    severity = "error"
    title = Text("văn bản viện dẫn có ngày sau ngày của báo cáo", "cited date later than the report itself")
    reason_vi = (
        "Văn bản được viện dẫn phải có trước khi báo cáo được ký. Ngày của báo cáo lấy ở phần đầu hoặc --report-date; với dự thảo là năm, "
        "tháng ghi ở phần đầu, nếu không có thì hết quý I sau kỳ báo cáo (khi đó chỉ cảnh báo). Không có căn cứ nào thì không xét; không "
        "dùng đồng hồ của máy. Khi nhiều viện dẫn cùng muộn hơn thì có lẽ chính ngày của báo cáo sai, chỉ nêu một cảnh báo."
    )
    messages = {
        "date": Text(
            "{document} ngày {date} sau ngày của báo cáo ({limit})", "{document} of {date} is later than the report ({limit})"
        ),
        "letterhead": Text(
            "{document} ngày {date} sau thời điểm ghi ở đầu báo cáo (muộn nhất {limit})",
            "{document} of {date} is later than the letterhead allows ({limit} at the latest)",
        ),
        "many": Text(
            "{count} văn bản có ngày sau ngày của báo cáo ({limit}); có lẽ ngày ghi ở báo cáo sai",
            "{count} documents are dated after the report ({limit}); perhaps the report's own date is wrong",
        ),
        "also": Text("{document}", "{document}"),
        "period": Text(
            "{document} ngày {date} muộn hơn kỳ báo cáo (xét đến {limit})",
            "{document} of {date} is later than the period reported on (taken to end by {limit})",
        ),
    }
    fires = (
        Fires(
            "UBND TỈNH A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 12/BC-UBND    "
            "A, ngày 15 tháng 12 năm 2022\n\nBÁO CÁO\nKết quả công tác cải cách hành chính năm 2022\n\n"
            "Thực hiện Kế hoạch số 62/KH-UBND ngày 07/01/2023 của UBND tỉnh.",
            ("Kế hoạch số 62/KH-UBND ngày 07/01/2023",),
        ),
        Fires(
            "UBND TỈNH A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
            "BÁO CÁO\nKết quả công tác cải cách hành chính năm 2022\n\nThực hiện Kế hoạch số 62/KH-UBND ngày 07/8/2023 của UBND tỉnh.",
            ("Kế hoạch số 62/KH-UBND ngày 07/8/2023",),
        ),
    )
    silent = (
        Silent(
            "UBND TỈNH A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 12/BC-UBND    "
            "A, ngày 15 tháng 12 năm 2022\n\nBÁO CÁO\nKết quả công tác cải cách hành chính năm 2022\n\n"
            "Luật số 11/2022/QH15 có hiệu lực từ ngày 01/7/2023; ước thực hiện đến ngày 31/01/2023 đạt 95%.",
            Text("không phải ngày ban hành", "not dates of issue"),
        ),
        Silent(
            "UBND TỈNH A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
            "BÁO CÁO\nKết quả công tác cải cách hành chính năm 2022\n\nKế hoạch số 62/KH-UBND ngày 07/01/2023 của UBND tỉnh.",
            Text("báo cáo năm được viết đầu năm sau", "a yearly report is written early in the next year"),
        ),
        Silent(
            "Thực hiện Kế hoạch số 62/KH-UBND ngày 07/01/2099 của UBND tỉnh.",
            Text("không rõ ngày của báo cáo", "the report's date is unknown"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        later = later_than_report(facts)
        if later is None:
            return
        if later.many:
            yield self._report_itself(later)
            return
        disputed = in_conflict(facts)
        for citation in later.citations:
            day = day_of(citation)
            if day and citation.span.start not in disputed:
                yield self.finding(
                    citation.span,
                    later.basis,
                    severity="warning" if later.basis == "period" else "error",
                    data={"document": citation.name, "date": day.isoformat(), "latest": later.limit.isoformat()},
                    claim=f"{citation.name} {day}",
                    document=called(citation),
                    date=written(day),
                    limit=written(later.limit),
                )

    def _report_itself(self, later: Later) -> Finding:
        """Where many citations are later, the letterhead's date is what is wrong: told once, at the first of them."""
        first, *others = later.citations
        return self.finding(
            first.span,
            "many",
            severity="warning",
            related=tuple(Related(other.span, self.messages["also"].fill(document=called(other))) for other in others),
            data={"documents": [citation.name for citation in later.citations], "latest": later.limit.isoformat()},
            claim="many",
            habit=True,
            count=len(later.citations),
            limit=written(later.limit),
        )
