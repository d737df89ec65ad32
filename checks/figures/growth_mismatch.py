"""NUM205 growth-mismatch."""

from collections.abc import Iterator
from decimal import Decimal

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts

_WAYS = {True: ("tăng", "an increase"), False: ("giảm", "a decrease")}


class GrowthMismatch(Rule):
    """An increase or decrease in per cent contradicts the two values that the report states.

    The value of the year before stands in the sentence ("so với 380 tỷ đồng của năm 2022"), before it ("từ … lên …"), or
    under the same words one year group above. Periods must be alike: six months are not held against a year. Between two
    percentages a change may be meant in points.
    """

    code = "NUM205"
    name = "growth-mismatch"
    severity = "error"
    title = Text("mức tăng, giảm không khớp hai số liệu", "a stated increase or decrease contradicts the two values")
    reason_vi = (
        "Tỷ lệ tăng, giảm trái với hai số mà báo cáo nêu: số của năm trước trong câu, ở trước đó (“từ … lên …”), hoặc cùng chỉ tiêu ở năm "
        "liền trước. Kỳ phải giống nhau (6 tháng không so với cả năm); giữa hai tỷ lệ có thể là điểm phần trăm."
    )
    messages = {
        "contrary": Text(
            "từ {before} đến {after} là {way[0]} {computed}%, văn bản ghi {other[0]} {stated}%",
            "from {before} to {after} is {way[1]} of {computed}%, the text says {other[1]} of {stated}%",
        ),
        "beside": Text(
            "{change} trên {base} (trước khi thay đổi, nay là {after}) là {computed}%, văn bản ghi {stated}%",
            "{change} of the former {base} (now {after}) is {computed}%, the text says {stated}%",
        ),
        "up": Text(
            "từ {before} đến {after} là tăng {computed}%, văn bản ghi {stated}%",
            "from {before} to {after} is an increase of {computed}%, the text says {stated}%",
        ),
        "down": Text(
            "từ {before} đến {after} là giảm {computed}%, văn bản ghi {stated}%",
            "from {before} to {after} is a decrease of {computed}%, the text says {stated}%",
        ),
    }
    fires = (
        Fires(
            "Năm 2022, tổng chi ngân sách địa phương là 400.500 triệu đồng. Năm 2023, tổng chi ngân sách địa phương là 460.575 triệu "
            "đồng, tăng 25,2% so với cùng kỳ.",
            ("25,2%",),
        ),
        Fires("Số hồ sơ trực tuyến từ 1.250 hồ sơ lên 1.500 hồ sơ, tăng 25%.", ("25%",)),
    )
    silent = (
        Silent("Tỷ lệ hài lòng từ 85,5% lên 88,7%, tăng 3,2%.", Text("điểm phần trăm", "points")),
        Silent(
            "Năm 2022, thu ngân sách là 400 tỷ đồng. 6 tháng đầu năm 2023, thu ngân sách là 230 tỷ đồng, tăng 8% so với cùng kỳ.",
            Text("khác kỳ", "another period"),
        ),
        Silent(
            "Thu ngân sách 500 tỷ đồng, tăng 12% so với cùng kỳ.",
            Text("không nêu số năm trước", "last year's value is not stated"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for relation in facts.relations:
            if relation.kind != "growth" or relation.status != "broken":
                continue
            percent, after, before = relation.operands
            if before.role == "change":
                yield self.finding(
                    percent.quantity.span,
                    "beside",
                    severity=arithmetic.severity(relation),
                    related=arithmetic.places([after, before]),
                    data=arithmetic.data(relation),
                    claim=arithmetic.claim(relation),
                    change=arithmetic.stated(before.quantity),
                    base=arithmetic.number(before.value * 100 / (relation.computed or Decimal(1)), after.quantity.decimals),
                    after=arithmetic.stated(after.quantity),
                    computed=arithmetic.number(relation.computed or Decimal(0), max(percent.quantity.decimals, 1)),
                    stated=percent.quantity.text,
                )
                continue
            rose = after.quantity.amount >= before.quantity.amount
            yield self.finding(
                percent.quantity.span,
                "contrary" if (relation.computed or 0) < 0 else "up" if rose else "down",
                severity=arithmetic.severity(relation),
                related=arithmetic.places([after, before]),
                data=arithmetic.data(relation),
                claim=arithmetic.claim(relation),
                before=arithmetic.stated(before.quantity),
                after=arithmetic.stated(after.quantity),
                computed=arithmetic.number(abs(relation.computed or Decimal(0)), max(percent.quantity.decimals, 1)),
                stated=percent.quantity.text,
                way=_WAYS[rose],
                other=_WAYS[not rose],
            )
