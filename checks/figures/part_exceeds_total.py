"""NUM202 part-exceeds-total."""

from collections.abc import Iterator

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts


class PartExceedsTotal(Rule):
    """A part is larger than the whole that it is a part of: 25 dossiers overdue of 20 received.

    Whatever the list leaves out, no part of it can be above the whole. Amounts are compared in one unit, and only with
    what counts the same things.
    """

    code = "NUM202"
    name = "part-exceeds-total"
    severity = "error"
    title = Text("thành phần lớn hơn tổng", "a part is larger than its whole")
    reason_vi = (
        "Một thành phần không thể lớn hơn tổng chứa nó, dù danh sách có nêu đủ hay không. Số tiền được quy về một đơn vị; chỉ so những "
        "thứ cùng loại."
    )
    messages = {"part": Text("{part} lớn hơn tổng {stated}", "{part} is more than the whole, {stated}")}
    fires = (Fires("Trong tháng tiếp nhận 120 hồ sơ, trong đó 125 hồ sơ trực tuyến.", ("125 hồ sơ trực tuyến",)),)
    silent = (
        Silent("Bố trí 02 tỷ đồng, trong đó ngân sách tỉnh 1.500 triệu đồng.", Text("khác đơn vị", "other units")),
        Silent("Tổ chức 12 lớp, trong đó có 450 lượt người tham gia.", Text("khác thứ được đếm", "other things are counted")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for relation in facts.relations:
            if relation.kind == "sum" and relation.status == "broken" and relation.reading.endswith(": part"):
                total, part = relation.operands[:2]
                yield self.finding(
                    part.quantity.span,
                    "part",
                    severity=arithmetic.severity(relation),
                    related=arithmetic.places([total]),
                    data=arithmetic.data(relation),
                    claim=arithmetic.claim(relation),
                    part=arithmetic.stated(part.quantity),
                    stated=arithmetic.stated(total.quantity),
                )
