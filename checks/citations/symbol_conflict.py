"""CIT102 symbol-conflict."""

from collections.abc import Iterator

from checks.citations.days import day_of
from checks.citations.phrases import called, written
from checks.citations.twins import twins
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts


class SymbolConflict(Rule):
    """One document is cited under two symbols or types.

    Number, day and subject agree, the symbol does not: 212/VP-NC here, 212/UBND-NC there. One of the symbols is wrong,
    and with it the author. Two bodies may well use one number on one day; so the subjects must be the same, and the
    symbols may differ in one part only. Where symbol, day and a long subject agree word for word and the number does not,
    the number is what was copied wrong: a warning, since one day may bring two like-titled documents.

    Source: Decree 30/2020/NĐ-CP, Appendix I, part I, section II, item 3 (number and symbol).
    """

    code = "CIT102"
    name = "symbol-conflict"
    severity = "error"
    title = Text("một văn bản mang hai ký hiệu", "same number, date and subject, other symbol or type")
    reason_vi = (
        "Cùng số, cùng ngày, cùng nội dung nhưng khác ký hiệu: nơi ghi 212/VP-NC, nơi ghi 212/UBND-NC. Một trong hai ký hiệu sai, kéo theo "
        "sai cơ quan ban hành. Hai cơ quan có thể dùng cùng một số trong một ngày, nên chỉ báo khi nội dung trùng nhau và ký hiệu chỉ khác "
        "một phần. Khi ký hiệu, ngày và nội dung dài trùng từng chữ mà khác số thì số bị ghi sai (cảnh báo). Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I."
    )
    messages = {
        "symbols": Text(
            "số {number} ngày {date} với cùng nội dung được ghi là {first} và {second}; một ký hiệu sai",
            "number {number} of {date} with the same subject is written {first} and {second}; one symbol is wrong",
        ),
        "numbers": Text(
            "hai nơi cùng ký hiệu, cùng ngày {date}, cùng nội dung nhưng khác số: {first} và {second}",
            "same symbol, day ({date}) and subject under two numbers: {first} and {second}",
        ),
        "other": Text("nơi này ghi {name}", "written {name} here"),
    }
    fires = (
        Fires(
            "Công văn số 212/VP-NC ngày 28/4/2023 về việc phối hợp đề xuất mở rộng danh mục thủ tục hành chính.\n"
            "Công văn số 212/UBND-NC ngày 28/4/2023 về việc phối hợp đề xuất mở rộng danh mục TTHC.",
            ("Công văn số 212/UBND-NC ngày 28/4/2023",),
        ),
        Fires(
            "Kế hoạch số 45/KH-UBND ngày 10/3/2024 về rà soát thủ tục hành chính năm 2024.\n"
            "Quyết định số 45/QĐ-UBND ngày 10/3/2024 về rà soát thủ tục hành chính năm 2024.",
            ("Quyết định số 45/QĐ-UBND ngày 10/3/2024",),
        ),
        Fires(
            "Kế hoạch số 135/KH-UBND ngày 10/3/2024 về rà soát, đánh giá thủ tục hành chính lĩnh vực đất đai năm 2024 của huyện.\n"
            "Trong kỳ, UBND huyện có Kế hoạch số 153/KH-UBND ngày 10/3/2024 về rà soát, đánh giá thủ tục hành chính lĩnh vực đất đai "
            "năm 2024 của huyện.",
            ("Kế hoạch số 153/KH-UBND ngày 10/3/2024",),
        ),
    )
    silent = (
        Silent(
            "Quyết định số 45/QĐ-UBND ngày 10/3/2024 ban hành Kế hoạch rà soát thủ tục hành chính năm 2024.\n"
            "Kế hoạch số 45/KH-UBND ngày 10/3/2024 về rà soát thủ tục hành chính năm 2024.",
            Text("kế hoạch ban hành kèm theo quyết định cùng số", "the plan that the decision issues under its number"),
        ),
        Silent(
            "Tờ trình số 12/TTr-UBND ngày 10/3/2024 và Nghị quyết số 12/NQ-HĐND ngày 10/3/2024 về phê duyệt vị trí việc làm.",
            Text("hai văn bản của hai cơ quan", "two documents of two bodies"),
        ),
        Silent(
            "Công văn số 154/UBND-NC ngày 18/02/2022 về số hóa hồ sơ; Kế hoạch số 154/KH-UBND ngày 18/02/2022 về phòng cháy, chữa cháy rừng.",
            Text("hai nội dung", "two subjects"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for twin in twins(facts):
            if twin.verdict not in ("symbol-conflict", "number-conflict"):
                continue
            odd, other, day = twin.odd, twin.other, day_of(twin.odd)
            yield self.finding(
                odd.span,
                "symbols" if twin.verdict == "symbol-conflict" else "numbers",
                severity="warning" if twin.likely else "error",
                related=(Related(other.span, self.messages["other"].fill(name=called(other))),),
                data={"documents": [other.name, odd.name], "date": day.isoformat() if day else None},
                claim=f"{odd.name} {other.name}",
                number=odd.number,
                date=written(day) if day else "",
                first=called(other),
                second=called(odd),
            )
