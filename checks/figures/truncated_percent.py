"""NUM204 truncated-percent."""

from collections.abc import Iterator
from decimal import Decimal

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts


class TruncatedPercent(Rule):
    """Percentages whose last digit was cut off instead of rounded: one note for the report, with every place.

    1.289/1.761 is 73,197 %: rounded 73,20, cut off 73,19. Nobody is misled, but the same ratio computed by the next office
    gives another figure.
    """

    code = "NUM204"
    name = "truncated-percent"
    severity = "note"
    title = Text("tỷ lệ bị cắt bớt thay vì làm tròn", "truncated instead of rounded")
    reason_vi = "Chữ số cuối của tỷ lệ bị cắt bớt thay vì làm tròn: một ghi chú cho cả báo cáo, kèm mọi vị trí."
    messages = {
        "cut": Text(
            "{figures} = {computed}%, làm tròn là {rounded}%, văn bản ghi {stated}%",
            "{figures} = {computed}%, rounded {rounded}%, the text says {stated}%",
        ),
        "habit": Text(
            "{count} tỷ lệ không làm tròn đúng: {figures} = {computed}%, làm tròn là {rounded}%, văn bản ghi {stated}%",
            "{count} percentages are not rounded: {figures} = {computed}%, rounded {rounded}%, the text says {stated}%",
        ),
    }
    fires = (Fires("Đạt tỷ lệ 73,19% (1.289/1.761).", ("73,19%",)),)
    silent = (Silent("Đạt tỷ lệ 73,20% (1.289/1.761).", Text("làm tròn đúng", "rounded")),)

    def check(self, facts: Facts) -> Iterator[Finding]:
        cut = [
            relation for relation in facts.relations if relation.kind in ("percent", "growth") and relation.status == "truncated"
        ]
        if not cut:
            return
        words = []
        for relation in cut:
            percent, top, bottom = relation.operands
            computed = relation.computed or Decimal(0)
            words.append(
                {
                    "figures": arithmetic.figures(relation, top, bottom),
                    "computed": arithmetic.number(computed, percent.quantity.decimals + 2),
                    "rounded": arithmetic.number(computed, percent.quantity.decimals),
                    "stated": percent.quantity.text,
                }
            )
        first, *others = cut
        yield self.finding(
            first.operands[0].quantity.span,
            "habit" if others else "cut",
            related=(
                *arithmetic.fraction(*first.operands[1:]),
                *(
                    Related(r.operands[0].quantity.span, self.messages["cut"].fill(**w))
                    for r, w in zip(others, words[1:], strict=True)
                ),
            ),
            data={"count": len(cut), "percentages": [str(relation.stated) for relation in cut]},
            claim=arithmetic.claim(first),
            habit=bool(others),
            count=len(cut),
            figures=words[0]["figures"],
            computed=words[0]["computed"],
            rounded=words[0]["rounded"],
            stated=words[0]["stated"],
        )
