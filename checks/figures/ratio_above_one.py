"""NUM207 ratio-above-one."""

from collections.abc import Iterator

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts


class RatioAboveOne(Rule):
    """A ratio whose part is above its whole, of things that cannot exceed: 12/10 communes, 105/98 dossiers.

    Plans can be over-fulfilled (12/10 cuộc, 53/50 chỉ tiêu), so events, posts, money and whatever stands beside a plan are
    left alone.
    """

    code = "NUM207"
    name = "ratio-above-one"
    severity = "error"
    title = Text("tử số lớn hơn mẫu số", "part above whole for things that cannot exceed")
    reason_vi = (
        "Tử số lớn hơn mẫu số của những thứ không thể vượt (xã, cơ quan, hồ sơ). Kế hoạch có thể hoàn thành vượt (12/10 cuộc, 53/50 chỉ tiêu) "
        "nên không xét."
    )
    messages = {
        "above": Text("{top} lớn hơn {bottom}: phần lớn hơn toàn bộ", "{top} is more than {bottom}: the part is above the whole")
    }
    fires = (Fires("Đến nay có 12/10 xã triển khai hệ thống một cửa điện tử.", ("12/10 xã",)),)
    silent = (
        Silent(
            "Tuyển dụng 53/50 chỉ tiêu; tổ chức 12/10 cuộc, đạt 120% kế hoạch.", Text("vượt kế hoạch", "a plan over-fulfilled")
        ),
        Silent("Chỉ số cải cách hành chính xếp thứ 12/10 huyện.", Text("thứ hạng, không phải tỷ lệ", "a rank, no ratio")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for relation in facts.relations:
            if relation.kind == "percent" and relation.status == "broken" and relation.stated is None:
                top, bottom = relation.operands
                yield self.finding(
                    top.quantity.span,
                    "above",
                    severity=arithmetic.severity(relation),
                    data=arithmetic.data(relation),
                    claim=arithmetic.claim(relation),
                    top=top.quantity.text,
                    bottom=bottom.quantity.text,
                )
