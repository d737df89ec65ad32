"""NUM206 balance-mismatch."""

from collections.abc import Iterator
from decimal import Decimal

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts


class BalanceMismatch(Rule):
    """What was given is not what was used and what is left; what was, changed by what it changed, is not what is.

    Posts granted, filled and vacant; dossiers received, solved and pending; communes before and after a merger. The whole
    may be any earlier figure of its kind, and dossiers may have come from the period before or been withdrawn: where the
    text speaks of such, nothing is said.
    """

    code = "NUM206"
    name = "balance-mismatch"
    severity = "error"
    title = Text(
        "số giao, đã dùng, còn lại không khớp", "granted − used ≠ left, before − after ≠ reduction, received ≠ solved + pending"
    )
    reason_vi = (
        "Số giao không bằng số đã dùng cộng số còn lại; số trước, sau và mức tăng giảm không khớp nhau. Số bị trừ có thể là bất kỳ số cùng "
        "loại nào ở trước; hồ sơ có thể chuyển từ kỳ trước, bị rút, trả lại: nơi văn bản nói tới thì không báo."
    )
    messages = {
        "left": Text(
            "{sum} = {computed}, văn bản ghi {stated} (chênh {difference})",
            "{sum} = {computed}, the text says {stated} (off by {difference})",
        ),
        "moved": Text(
            "{before} {change} = {computed}, văn bản ghi {after}", "{before} {change} = {computed}, the text says {after}"
        ),
    }
    fires = (
        Fires("Năm 2023 được giao 1.520 biên chế, đã sử dụng 1.444 biên chế, chưa sử dụng 86 biên chế.", ("1.520 biên chế",)),
        Fires("Trước khi sắp xếp, huyện có 15 xã; sau khi sắp xếp còn 06 xã, giảm 08 xã.", ("15 xã",)),
    )
    silent = (
        Silent(
            "Toàn tỉnh có 20 đơn vị, giảm 03 đơn vị, tăng 05 đơn vị, còn 22 đơn vị.",
            Text("nhiều lần thay đổi", "several movements"),
        ),
        Silent(
            "Tiếp nhận 500 hồ sơ; đã giải quyết 450 hồ sơ, đang giải quyết 30 hồ sơ, trả lại 20 hồ sơ.",
            Text("có hồ sơ trả lại", "some were returned"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for relation in facts.relations:
            if relation.kind != "balance" or relation.status != "broken":
                continue
            whole, *others = relation.operands
            computed, stated = relation.computed or Decimal(0), relation.stated or Decimal(0)
            moved = whole.role == "before"
            values = [arithmetic.in_unit(operand, relation) for operand in others]
            # computed = after - change: shown the other way round, as the text tells it.
            step = values[-1] - computed
            yield self.finding(
                whole.quantity.span,
                "moved" if moved else "left",
                severity=arithmetic.severity(relation),
                related=arithmetic.places(others),
                data=arithmetic.data(relation, difference=str(abs(computed - stated))),
                claim=arithmetic.claim(relation),
                sum=arithmetic.plus(values),
                computed=arithmetic.number(stated + step if moved else computed),
                stated=arithmetic.stated(whole.quantity),
                difference=arithmetic.number(abs(computed - stated)),
                before=arithmetic.number(stated),
                change=f"{'-' if step < 0 else '+'} {arithmetic.number(abs(step))}",
                after=arithmetic.stated(others[-1].quantity),
            )
