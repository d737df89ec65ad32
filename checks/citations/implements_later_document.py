"""CIT113 implements-later-document."""

import re
from collections.abc import Iterator

from checks.citations.days import day_of
from checks.citations.phrases import called, written
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts

# Words by which a title says that a document carries out another, which must exist before it.
_CARRIES_OUT = re.compile(
    r"(?:[Tt]hực hiện|[Tt]riển khai|[Tt]hi hành|[Qq]uán triệt|[Cc]ụ thể h[óo][áa]|[Tt]heo)(?:\s+(?:các|nội dung|một số điều của))?\s*$"
)


class ImplementsLaterDocument(Rule):
    """A document that carries out another is dated before it.

    A plan "về triển khai thực hiện Nghị quyết số …" cannot be older than the resolution: one of the two dates is wrong.
    Amendments are the other way round (the amended document is older), and a clause that begins anew is no title.
    """

    code = "CIT113"
    name = "implements-later-document"
    severity = "error"
    title = Text(
        "văn bản triển khai ban hành trước văn bản được triển khai", "a document that implements another is dated before it"
    )
    reason_vi = (
        "Kế hoạch “về triển khai thực hiện Nghị quyết số …” không thể có trước nghị quyết đó: một trong hai ngày sai. Văn bản sửa đổi, bổ sung thì "
        "ngược lại (văn bản được sửa có trước); mệnh đề mới bắt đầu không phải là trích yếu."
    )
    messages = {
        "order": Text(
            "{document} ngày {date} triển khai {other} ban hành sau đó, ngày {later}",
            "{document} of {date} carries out {other}, which came later, on {later}",
        ),
        "other": Text("văn bản được triển khai, ngày {date}", "the document carried out, {date}"),
    }
    fires = (
        Fires(
            "Kế hoạch số 79/KH-UBND ngày 13/6/2022 về triển khai thực hiện Kế hoạch số 318/KH-UBND ngày 29/9/2022 của UBND tỉnh.",
            ("Kế hoạch số 79/KH-UBND ngày 13/6/2022",),
        ),
    )
    silent = (
        Silent(
            "Kế hoạch số 79/KH-UBND ngày 13/6/2022; thực hiện Kế hoạch số 1250/KH-UBND ngày 29/9/2022, UBND huyện đã ban hành văn bản.",
            Text("mệnh đề mới bắt đầu", "a new clause begins"),
        ),
        Silent(
            "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 được sửa đổi, bổ sung bởi Nghị định số 107/2021/NĐ-CP ngày 06/12/2021.",
            Text("được sửa đổi sau", "amended later"),
        ),
        Silent(
            "Kế hoạch số 79/KH-UBND ngày 13/6/2022 về triển khai thực hiện Kế hoạch số 318/KH-UBND ngày 29/4/2022 của UBND tỉnh.",
            Text("đúng thứ tự", "in order"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        text = facts.report.text
        for citation in facts.citations:
            if citation.parent is None or citation.kind != "numbered":
                continue
            parent = facts.citations[citation.parent]
            day, later = day_of(parent), day_of(citation)
            if day is None or later is None or day >= later:
                continue
            if _CARRIES_OUT.search(text, max(parent.span.end, citation.span.start - 60), citation.span.start):
                yield self.finding(
                    parent.span,
                    "order",
                    related=(Related(citation.span, self.messages["other"].fill(date=written(later))),),
                    data={"documents": [parent.name, citation.name], "dates": [day.isoformat(), later.isoformat()]},
                    claim=f"{parent.name} {day} {citation.name} {later}",
                    document=called(parent),
                    date=written(day),
                    other=called(citation),
                    later=written(later),
                )
