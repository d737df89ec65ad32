"""NUM209 share-mismatch."""

from collections.abc import Iterator
from decimal import Decimal

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts


class ShareMismatch(Rule):
    """The shares of one whole do not make a hundred per cent although its parts leave nothing out.

    Rounding is allowed for: half a unit of the last digit for each share, a whole one where they are cut off. A survey with
    several answers, and lists that name some of the parts, make no whole.
    """

    code = "NUM209"
    name = "share-mismatch"
    severity = "warning"
    title = Text("các tỷ trọng của một tổng không đủ 100%", "exhaustive shares do not make 100 %")
    reason_vi = (
        "Các tỷ trọng của một tổng không cộng đủ 100% dù các thành phần đã nêu hết. Cho phép làm tròn; khảo sát chọn nhiều câu trả lời và danh "
        "sách chỉ nêu một phần không phải là tỷ trọng trọn."
    )
    messages = {"shares": Text("{sum} = {computed}%, không phải 100%", "{sum} = {computed}%, not 100%")}
    fires = (Fires("Cơ cấu kinh tế: nông nghiệp 32,5%, công nghiệp 41,2%, dịch vụ 28,3%.", ("32,5%",)),)
    silent = (
        Silent("Cơ cấu kinh tế: nông nghiệp 32,5%, công nghiệp 41,2%, dịch vụ 26,3%.", Text("đủ 100%", "it is 100 %")),
        Silent(
            "Người dân biết tới qua báo 60%, qua đài 45%, qua cán bộ thôn 30%.", Text("chọn nhiều câu trả lời", "several answers")
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for relation in facts.relations:
            if relation.kind == "share" and relation.status == "broken":
                first, *others = relation.operands
                yield self.finding(
                    first.quantity.span,
                    "shares",
                    related=arithmetic.places(others),
                    data=arithmetic.data(relation, shares=[str(operand.value) for operand in relation.operands]),
                    claim=arithmetic.claim(relation),
                    sum=arithmetic.plus([operand.value for operand in relation.operands]),
                    computed=arithmetic.number(relation.computed or Decimal(0)),
                )
