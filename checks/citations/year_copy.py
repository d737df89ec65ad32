"""CIT104 year-copy."""

from collections.abc import Iterator

from checks.citations.days import day_of
from checks.citations.pairs import conflicts
from checks.citations.phrases import called, written
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts


class YearCopy(Rule):
    """A document of one year repeats number, day and month of the like-titled document of another year.

    Yearly plans come under a new number on another day. A list that gives the plan of 2025 the number, day and month of
    the plan of 2024 was very probably copied from the line above with only the year changed.
    """

    code = "CIT104"
    name = "year-copy"
    severity = "warning"
    title = Text(
        "cùng số, ngày, tháng với văn bản tương tự của năm khác",
        "same number, day and month as the like-titled document of another year",
    )
    reason_vi = (
        "Kế hoạch hằng năm mang số mới và ban hành vào ngày khác. Mục của năm sau trùng cả số, ngày, tháng với mục của năm "
        "trước rất có thể được sao chép từ dòng trên và chỉ sửa năm."
    )
    messages = {
        "copy": Text(
            "{document} ngày {date} trùng số, ngày và tháng với văn bản của năm {year}; có thể chép từ mục kia và chỉ sửa năm",
            "{document} of {date} repeats number, day and month of the one of {year}; probably copied with only the year changed",
        ),
        "other": Text("văn bản ngày {date}", "the document of {date}"),
    }
    fires = (
        Fires(
            "Kế hoạch số 41/KH-UBND ngày 16/01/2023 về chuyển đổi số năm 2023; "
            "Kế hoạch số 41/KH-UBND ngày 16/01/2024 về chuyển đổi số năm 2024.",
            ("Kế hoạch số 41/KH-UBND ngày 16/01/2024",),
        ),
    )
    silent = (
        Silent(
            "Kế hoạch số 41/KH-UBND ngày 16/01/2023 về chuyển đổi số năm 2023; "
            "Kế hoạch số 52/KH-UBND ngày 16/01/2024 về chuyển đổi số năm 2024.",
            Text("số khác", "another number"),
        ),
        Silent(
            "Quyết định số 01/2023/QĐ-UBND ngày 10/3/2023 quy định chức năng của Phòng Tư pháp; "
            "Quyết định số 01/2024/QĐ-UBND ngày 10/3/2024 quy định chức năng của Phòng Nội vụ.",
            Text(
                "văn bản quy phạm pháp luật bắt đầu từ 01 mỗi năm, ký hiệu đã mang năm",
                "normative documents begin with 01 each year, and the symbols bear the years",
            ),
        ),
        Silent(
            "Kế hoạch số 41/KH-UBND ngày 16/01/2023 về chuyển đổi số năm 2023; "
            "Kế hoạch số 41/KH-UBND ngày 16/01/2024 về phòng, chống dịch sốt xuất huyết trên đàn gia súc.",
            Text("trích yếu khác", "another subject"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for conflict in conflicts(facts):
            if conflict.verdict != self.name:
                continue
            later, *others = sorted(conflict.citations, key=lambda citation: citation.span, reverse=True)
            day = day_of(later)
            other_day = day_of(others[0])
            if day is None or other_day is None:
                continue
            yield self.finding(
                later.span,
                "copy",
                related=tuple(
                    Related(other.span, self.messages["other"].fill(date=written(that)))
                    for other in reversed(others)
                    if (that := day_of(other))
                ),
                data={"document": later.name, "dates": [d.isoformat() for d in sorted(conflict.counts)]},
                claim=f"{later.name} {' '.join(map(str, sorted(conflict.counts)))}",
                document=called(later),
                date=written(day),
                year=other_day.year,
            )
