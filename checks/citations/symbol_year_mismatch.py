"""CIT106 symbol-year-mismatch."""

from collections.abc import Iterator

from checks.citations.forms import has_year_too_many
from checks.citations.phrases import called
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts


class SymbolYearMismatch(Rule):
    """The year in the symbol is not the year of issue.

    The symbol of a normative document bears the year in which it was issued. A decision 24/2023/QĐ-UBND of 2024 does not
    exist: the number or the date is wrong.

    Source: Law 64/2025/QH15 (and 80/2015/QH13) on the issuing of normative documents: number and year of issue.
    """

    code = "CIT106"
    name = "symbol-year-mismatch"
    severity = "error"
    title = Text("năm trong ký hiệu khác năm ban hành", "the year in the symbol is not the year of issue")
    reason_vi = (
        "Ký hiệu văn bản quy phạm pháp luật mang năm ban hành. Quyết định 24/2023/QĐ-UBND ban hành năm 2024 là không thể có: số "
        "hoặc ngày bị ghi sai. Căn cứ: Luật Ban hành văn bản quy phạm pháp luật."
    )
    messages = {
        "year": Text(
            "{document}: ký hiệu ghi năm {symbol} nhưng ngày ban hành thuộc năm {year}",
            "{document}: the symbol says {symbol}, the date of issue {year}",
        ),
    }
    fires = (
        Fires(
            "Quyết định số 24/2023/QĐ-UBND ngày 10/5/2024 của UBND tỉnh.",
            ("Quyết định số 24/2023/QĐ-UBND ngày 10/5/2024",),
        ),
        Fires(
            "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2019 của Chính phủ.",
            ("Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2019",),
        ),
    )
    silent = (
        Silent("Luật số 64/2025/QH15 có hiệu lực từ ngày 01/7/2026.", Text("không phải ngày ban hành", "not a date of issue")),
        Silent("Quyết định số 01/2022/QĐ-UBND ngày 03/01/2022 của UBND huyện.", Text("cùng năm", "the same year")),
        Silent(
            "Nghị định số 61/2018/NĐ-CP, ngày 15/3/2022 UBND tỉnh đã ban hành Kế hoạch số 40/KH-UBND.",
            Text("ngày thuộc vế sau", "the date belongs to the next clause"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for citation in facts.citations:
            date = citation.date
            if citation.kind != "numbered" or citation.year is None or date is None or date.year is None or date.problem:
                continue
            if has_year_too_many(citation):
                continue
            if citation.year != date.year and citation.date_binding in ("direct", "comma", "before", "cell"):
                yield self.finding(
                    citation.span,
                    "year",
                    data={"document": citation.name, "symbol_year": citation.year, "year": date.year, "date": date.iso},
                    claim=f"{citation.name} {date.iso}",
                    document=called(citation),
                    symbol=citation.year,
                    year=date.year,
                )
