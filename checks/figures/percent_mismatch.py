"""NUM203 percent-mismatch."""

from collections.abc import Iterator
from decimal import Decimal

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts, Relation


class PercentMismatch(Rule):
    """A percentage does not follow from the two figures it is one of.

    Rounding and cutting off are allowed: what differs by less than one unit of the last stated digit is none. Measured
    amounts are intervals of their written precision, carried through as statcheck does (Nuijten & Epskamp 2015). A
    percentage of a plan is held against the plan; "trên 95 %" and "đạt 100% tiêu chí" against nothing.
    """

    code = "NUM203"
    name = "percent-mismatch"
    severity = "error"
    title = Text("tỷ lệ phần trăm không khớp tử số, mẫu số", "a percentage does not follow from its numerator and denominator")
    reason_vi = (
        "Tỷ lệ phần trăm không suy ra được từ hai số mà nó là tỷ lệ. Cho phép làm tròn và cắt bớt (lệch dưới một đơn vị của chữ số cuối); "
        "số đo được coi là khoảng theo độ chính xác đã viết. Tỷ lệ so với kế hoạch chỉ so với kế hoạch; “trên 95%” không so."
    )
    messages = {
        "percent": Text(
            "{top}/{bottom} = {computed}%, văn bản ghi {stated}%", "{top}/{bottom} = {computed}%, the text says {stated}%"
        ),
        "beyond": Text(
            "{top} so với {bottom} là vượt {computed}%, văn bản ghi {stated}%",
            "{top} is {computed}% more than {bottom}, the text says {stated}%",
        ),
        "numerator": Text(
            "{top}/{bottom} = {computed}%, văn bản ghi {stated}% (đúng nếu tử số là {would})",
            "{top}/{bottom} = {computed}%, the text says {stated}% (right if the numerator were {would})",
        ),
    }
    fires = (
        Fires("Đã kiểm tra 17/20 đơn vị, đạt 95%.", ("95%",)),
        Fires("Trong kỳ giải quyết 1.482 hồ sơ, trong đó đúng hạn 1.405 hồ sơ, chiếm tỷ lệ 98,4%.", ("98,4%",)),
    )
    silent = (
        Silent("Đạt tỷ lệ 73,2% (1.289/1.761).", Text("làm tròn", "rounded")),
        Silent("Có 05/10 xã đạt 100% tiêu chí.", Text("tỷ lệ của thứ khác", "a percentage of something else")),
        Silent("Kiểm tra 17/20 đơn vị, vượt 5% kế hoạch.", Text("vượt so với kế hoạch", "above the plan")),
        Silent("Thu ngân sách 500 tỷ đồng, đạt 120% dự toán.", Text("không nêu dự toán", "the plan is not stated")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for relation in facts.relations:
            if relation.kind == "percent" and relation.status == "broken" and relation.stated is not None:
                yield self._finding(relation)

    def _finding(self, relation: Relation) -> Finding:
        percent, top, bottom = relation.operands
        decimals = max(percent.quantity.decimals, 1) + 1
        would = _numerator(relation)
        return self.finding(
            percent.quantity.span,
            "beyond" if relation.reading == "beyond plan" else "percent" if would is None else "numerator",
            severity=arithmetic.severity(relation),
            related=arithmetic.fraction(top, bottom),
            data=arithmetic.data(relation),
            claim=arithmetic.claim(relation),
            top=top.quantity.text,
            bottom=bottom.quantity.text,
            computed=arithmetic.number(relation.computed or Decimal(0), decimals),
            stated=percent.quantity.text,
            would="" if would is None else arithmetic.number(would),
        )


def _numerator(relation: Relation) -> Decimal | None:
    """The count that would give the stated percentage, if exactly one does."""
    percent, top, bottom = relation.operands
    if relation.reading == "beyond plan" or top.quantity.measured or bottom.quantity.measured or percent.value > 100:
        return None
    exact = percent.value * bottom.value / 100
    whole = exact.to_integral_value()
    half = Decimal(1).scaleb(-percent.quantity.decimals) / 2
    near = [n for n in (whole - 1, whole, whole + 1) if abs(n * 100 / bottom.value - percent.value) <= half]
    return near[0] if len(near) == 1 else None
