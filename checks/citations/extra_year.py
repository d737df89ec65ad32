"""CIT108 extra-year."""

from collections.abc import Iterator

from checks.citations.forms import has_year_too_many, other_type
from checks.citations.phrases import called
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts


class ExtraYear(Rule):
    """A year in a symbol that must have none.

    Plans, reports, notices, submissions and official letters are numbered without the year; a year between number and
    symbol marks a normative document. Party documents have none either.

    Source: Decree 30/2020/NĐ-CP, Appendix I, part I, section II, item 3; for the Party Regulation 66-QĐ/TW.
    """

    code = "CIT108"
    name = "extra-year"
    severity = "warning"
    title = Text("ký hiệu thừa năm", "a year in a symbol that must have none")
    reason_vi = (
        "Kế hoạch, báo cáo, thông báo, tờ trình, công văn đánh số không kèm năm; năm giữa số và ký hiệu là dấu hiệu của văn bản quy phạm pháp "
        "luật. Văn bản của Đảng cũng không có năm. Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I; Quy định 66-QĐ/TW."
    )
    messages = {
        "party": Text(
            "{document}: ký hiệu văn bản của Đảng không có năm", "{document}: the symbol of a Party document has no year"
        ),
        "year": Text("{document}: ký hiệu {kind} không có năm", "{document}: the symbol of this type ({kind}) has no year"),
    }
    fires = (
        Fires(
            "Thực hiện Kế hoạch số 12/2023/KH-UBND ngày 05/3/2023 của UBND tỉnh.", ("Kế hoạch số 12/2023/KH-UBND ngày 05/3/2023",)
        ),
        Fires("Nghị quyết số 12/2021-NQ/TU ngày 05/3/2021 của Tỉnh ủy.", ("Nghị quyết số 12/2021-NQ/TU ngày 05/3/2021",)),
        Fires("Công văn số 318/2022/UBND-NC ngày 05/3/2022 của UBND tỉnh.", ("Công văn số 318/2022/UBND-NC ngày 05/3/2022",)),
    )
    silent = (
        Silent(
            "Nghị quyết số 12-NQ/TU ngày 05/3/2021 của Tỉnh ủy.",
            Text("văn bản của Đảng không có năm", "a Party document without year"),
        ),
        Silent(
            "Nghị quyết số 05/2025/NQ-CP ngày 09/9/2025 của Chính phủ.",
            Text(
                "nghị quyết quy phạm của Chính phủ có năm từ 2025", "normative resolutions of the Government have one since 2025"
            ),
        ),
        Silent(
            "Quyết định số 24/2024/QĐ-UBND ngày 10/5/2024 của UBND tỉnh.",
            Text("quyết định quy phạm pháp luật", "a normative decision"),
        ),
        Silent("Nghị quyết số 1211/2016/UBTVQH13 ngày 25/5/2016.", Text("của Quốc hội", "the National Assembly's")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for citation in facts.citations:
            if has_year_too_many(citation) and not other_type(facts, citation):
                yield self.finding(
                    citation.span,
                    "party" if citation.party else "year",
                    data={"document": citation.name},
                    claim=citation.name,
                    document=called(citation),
                    kind=(citation.type or "văn bản").lower(),
                )
