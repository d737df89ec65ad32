"""CIT110 type-symbol-mismatch."""

from collections.abc import Iterator

from checks.citations.forms import other_type
from checks.citations.phrases import called
from checks.citations.twins import same_number
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts


class TypeSymbolMismatch(Rule):
    """The type word and the type's abbreviation in the symbol disagree.

    "Kế hoạch số 15/BC-UBND" is a plan by its name and a report by its symbol. An official letter has no abbreviation of
    type, so "Kế hoạch số 154/UBND-NC" is none either. "Văn bản" stands for any type and is not held against the symbol.

    Source: Decree 30/2020/NĐ-CP, Appendix III (abbreviations of types); for the Party Regulation 66-QĐ/TW.
    """

    code = "CIT110"
    name = "type-symbol-mismatch"
    severity = "warning"
    title = Text("tên loại và chữ viết tắt trong ký hiệu không khớp", "type word and type abbreviation disagree")
    reason_vi = (
        "“Kế hoạch số 15/BC-UBND” theo tên là kế hoạch, theo ký hiệu là báo cáo. Công văn không có chữ viết tắt tên loại, nên “Kế hoạch số "
        "154/UBND-NC” cũng không khớp. “Văn bản” dùng cho mọi loại nên không xét. Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục III."
    )
    messages = {
        "mismatch": Text(
            "{document}: tên loại là {kind} nhưng ký hiệu là của {other}",
            "{document}: named {kind}, but the symbol is that of {other}",
        ),
        "other": Text("cùng số, ngày, viết khác", "the same number and day, written another way"),
    }
    fires = (
        Fires("Kế hoạch số 15/BC-UBND ngày 05/3/2022 của UBND huyện.", ("Kế hoạch số 15/BC-UBND ngày 05/3/2022",)),
        Fires("Kế hoạch số 154/UBND-NC ngày 18/02/2022 của UBND huyện.", ("Kế hoạch số 154/UBND-NC ngày 18/02/2022",)),
    )
    silent = (
        Silent(
            "Chương trình hành động số 15-CTHĐ/TU ngày 05/3/2022 của Tỉnh ủy.",
            Text("chữ viết tắt của Đảng", "the Party's abbreviation"),
        ),
        Silent(
            "Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2022.",
            Text("tên loại của văn bản khác", "the type word is not the document's"),
        ),
        Silent(
            "Quy định số 293-QĐ/TU ngày 24/12/2021 của Tỉnh ủy.",
            Text("trong Đảng QĐ là quyết định và quy định", "QĐ is both in the Party"),
        ),
        Silent(
            "Văn bản số 12/BC-SNV ngày 05/3/2022 của Sở Nội vụ.",
            Text("“Văn bản” dùng cho mọi loại", "“Văn bản” stands for any type"),
        ),
        Silent("Thông báo Kết luận số 88-TB/TU ngày 05/3/2022.", Text("thông báo một kết luận", "a notice of a conclusion")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for citation in facts.citations:
            if other := other_type(facts, citation):
                yield self.finding(
                    citation.span,
                    "mismatch",
                    related=tuple(Related(twin.span, self.messages["other"]) for twin in same_number(facts, citation)[:1]),
                    data={"document": citation.name, "type": citation.type, "symbol_type": other},
                    claim=f"{citation.type} {citation.name}",
                    document=called(citation),
                    kind=(citation.type or "").lower(),
                    other=other.lower(),
                )
