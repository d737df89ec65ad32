"""CIT101 date-conflict."""

from collections.abc import Iterator

from checks.citations.days import day_of
from checks.citations.pairs import conflicts
from checks.citations.phrases import called, listing, written
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts


class DateConflict(Rule):
    """One existing document bears two dates.

    A document has one date of issue. Where a report gives the same number, symbol and author two dates, one of them is
    wrong, and whoever looks the document up will not find it. Where most places agree, the odd one is shown first; the
    rule never says which date is right.

    Numbers restart each year, and levels share symbols: two authors, two subjects or two years are two documents.

    Source: Decree 30/2020/NĐ-CP, Appendix I, part I, section II, item 3 (number and symbol) and item 6 b (citing).
    """

    code = "CIT101"
    name = "date-conflict"
    severity = "error"
    title = Text("một văn bản mang hai ngày ban hành", "one existing document bears two dates")
    reason_vi = (
        "Mỗi văn bản chỉ có một ngày ban hành. Khi cùng số, ký hiệu và cơ quan ban hành mà báo cáo ghi hai ngày khác nhau "
        "thì một trong hai ngày sai và người đọc không tra được văn bản. Nơi khác với đa số được nêu trước; quy tắc không "
        "kết luận ngày nào đúng. Số được đánh lại theo năm và nhiều cấp dùng chung ký hiệu, nên khác cơ quan, khác nội dung "
        "hoặc khác năm là văn bản khác. Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I."
    )
    messages = {
        "dates": Text(
            "{document} được ghi với {count} ngày khác nhau: {dates}; một trong số đó sai",
            "{document} is cited with {count} different dates: {dates}; one of them is wrong",
        ),
        "other": Text("nơi này ghi ngày {date}", "dated {date} here"),
        "others": Text("nơi này ghi ngày {date} ({count} lần)", "dated {date} here ({count} times)"),
    }
    fires = (
        Fires(
            "Thực hiện Kế hoạch số 215/KH-UBND ngày 14/3/2023 của UBND tỉnh về chuyển đổi số.\n"
            "Theo Kế hoạch số 215/KH-UBND ngày 24/3/2023 của UBND tỉnh, các sở đã triển khai.",
            ("Kế hoạch số 215/KH-UBND ngày 24/3/2023",),
        ),
        Fires(
            "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ.\n"
            "Theo Nghị định số 45/2020/NĐ-CP ngày 04/8/2020, hồ sơ được nộp trực tuyến.\n"
            "Thực hiện Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2020.",
            ("Nghị định số 45/2020/NĐ-CP ngày 04/8/2020",),
        ),
    )
    silent = (
        Silent(
            "Đăk Hà: Quyết định số 15/QĐ-UBND ngày 05/3/2022; Ngọc Hồi: Quyết định số 15/QĐ-UBND ngày 09/3/2022.",
            Text("hai cơ quan ban hành, nêu ở đầu mỗi danh sách", "two authors, named by the list's heads"),
        ),
        Silent(
            "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 được thực hiện tốt.\n"
            "Nghị định số 61/2018/NĐ-CP, ngày 15/3/2022 UBND tỉnh đã ban hành Kế hoạch số 40/KH-UBND.",
            Text("ngày thứ hai là của kế hoạch", "the second date belongs to the plan"),
        ),
        Silent(
            "Quyết định số 05/2022/QĐ-UBND ngày 10 tháng 3 năm 2022; xem Quyết định số 05/2022/QĐ-UBND ngày 10/03/2022.",
            Text("một ngày viết hai cách", "one date in two styles"),
        ),
        Silent(
            "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ; Nghị quyết số 76/NQ-CP ngày 13/6/2013 của Chính phủ.",
            Text("số đánh lại từ đầu mỗi năm", "numbers restart each year"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for conflict in conflicts(facts):
            if conflict.verdict != self.name:
                continue
            odd, *others = conflict.citations
            days = sorted(conflict.counts)
            related = []
            for other in others:
                day = day_of(other)
                count = conflict.counts[day] if day else 1
                message = self.messages["others" if count > 1 else "other"]
                related.append(Related(other.span, message.fill(date=written(day) if day else "", count=count)))
            yield self.finding(
                odd.span,
                "dates",
                severity="error" if conflict.weight == "certain" else "warning",
                related=tuple(related),
                data={"document": odd.name, "dates": [day.isoformat() for day in days]},
                claim=f"{odd.name} {' '.join(map(str, days))}",
                document=called(odd),
                count=len(days),
                dates=listing(map(written, days)),
            )
