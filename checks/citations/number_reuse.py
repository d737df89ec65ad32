"""CIT103 number-reuse."""

from collections.abc import Iterator

from checks.citations.days import day_of
from checks.citations.pairs import conflicts
from checks.citations.phrases import called, written
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts


class NumberReuse(Rule):
    """One number, symbol, author and year stand for two different documents.

    An agency numbers its documents once from 1 January to 31 December; number and symbol are unique within the year.
    Two documents of other dates and other subjects under one number mean that one of the numbers is wrong.

    Source: Decree 30/2020/NĐ-CP, Article 15 (numbers run from 01 on 1 January to 31 December) and Appendix I.
    """

    code = "CIT103"
    name = "number-reuse"
    severity = "error"
    title = Text(
        "một số, ký hiệu trong cùng năm dùng cho hai văn bản khác nhau",
        "one number, symbol, author and year on two different documents",
    )
    reason_vi = (
        "Cơ quan đánh số văn bản liên tục từ 01/01 đến 31/12; số và ký hiệu là duy nhất trong năm. Hai văn bản khác ngày, khác "
        "nội dung mà cùng số, ký hiệu thì một trong hai số bị ghi sai. Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 15 và Phụ lục I."
    )
    messages = {
        "reuse": Text(
            "{document} được dùng cho hai văn bản khác nhau trong một năm: ngày {first} và ngày {second}",
            "{document} stands for two different documents of one year: {first} and {second}",
        ),
        "other": Text("văn bản kia, ngày {date}", "the other document, {date}"),
    }
    fires = (
        Fires(
            "UBND huyện đã ban hành Kế hoạch số 27/KH-UBND ngày 02/3/2023 về tuyên truyền cải cách hành chính; "
            "Kế hoạch số 27/KH-UBND ngày 07/3/2023 về phòng, chống thiên tai và tìm kiếm cứu nạn.",
            ("Kế hoạch số 27/KH-UBND ngày 07/3/2023",),
        ),
    )
    silent = (
        Silent(
            "UBND huyện đã ban hành Kế hoạch số 18/KH-UBND ngày 09/02/2021 về rà soát thủ tục hành chính; "
            "Kế hoạch số 18/KH-UBND ngày 11/02/2022 về kiểm soát thủ tục hành chính.",
            Text("số đánh lại từ đầu mỗi năm", "numbers restart each year"),
        ),
        Silent(
            "Tờ trình số 12/TTr-UBND ngày 10/3/2024 và Nghị quyết số 12/NQ-HĐND ngày 15/3/2024 về phê duyệt vị trí việc làm.",
            Text("hai văn bản của hai cơ quan", "two documents of two bodies"),
        ),
        Silent(
            "Kế hoạch số 33/KH-UBND ngày 05/3/2022 của UBND tỉnh về chuyển đổi số năm 2022; "
            "Kế hoạch số 33/KH-UBND ngày 17/3/2022 của UBND huyện về phòng, chống dịch bệnh.",
            Text("hai cấp", "two levels"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for conflict in conflicts(facts):
            if conflict.verdict != self.name:
                continue
            odd, *others = conflict.citations
            days = [day for citation in conflict.citations if (day := day_of(citation))]
            yield self.finding(
                odd.span,
                "reuse",
                related=tuple(
                    Related(other.span, self.messages["other"].fill(date=written(day)))
                    for other in others
                    if (day := day_of(other))
                ),
                data={"document": odd.name, "dates": [day.isoformat() for day in sorted(days)]},
                claim=f"{odd.name} {' '.join(map(str, sorted(days)))}",
                document=called(odd),
                first=written(min(days)),
                second=written(max(days)),
            )
