"""NUM208 figure-conflict."""

from collections.abc import Iterator

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts, Quantity, Relation, Restatement


class FigureConflict(Rule):
    """The same quantity has two values: the same words, unit, period and scope, another number.

    Two sentences are compared with their numbers masked; only near-identical ones speak. Years, levels, cut-off dates and
    words of scope ("chưa bao gồm") keep quantities apart. A whole stated anew in a ratio (53 chỉ tiêu … 37/52 chỉ tiêu),
    two complete ratios of one kind (19/19, 17/17), and two lists of years that share their values are further forms.
    """

    code = "NUM208"
    name = "figure-conflict"
    severity = "warning"
    title = Text("một số liệu có hai giá trị", "the same quantity has two values")
    reason_vi = (
        "Cùng một số liệu (cùng lời, đơn vị, kỳ, phạm vi) được nêu với hai giá trị. Chỉ so hai câu gần như giống hệt khi che số; năm, cấp, "
        "thời điểm chốt, phạm vi (“chưa bao gồm”) là những số liệu khác. Kể cả mẫu số nêu lại trong tỷ số, hai tỷ số trọn (19/19, 17/17), "
        "hai chuỗi năm trùng giá trị."
    )
    messages = {
        "same words": Text(
            "cùng một số liệu, nơi ghi {first}, nơi ghi {second}", "one quantity, stated as {first} and as {second}"
        ),
        "whole of a ratio": Text("nêu {first} nhưng tỷ số ghi {second}", "{first} is stated, but the ratio says {second}"),
        "complete ratio": Text(
            "{second} ở nơi này, {first} ở nơi khác: mỗi nơi đều nói là tất cả",
            "{second} here, {first} there: each says that it is all",
        ),
        "copied": Text(
            "hai chỉ tiêu khác nhau có {count} giá trị trùng nhau từng năm ({first} …); có thể chép nhầm",
            "two different indicators share {count} values year by year ({first} …): one list may be a copy",
        ),
        "other": Text("{figure}", "{figure}"),
    }
    fires = (
        Fires(
            "Trong kỳ, Bộ phận Một cửa của huyện đã tiếp nhận và giải quyết 1.250 hồ sơ về đất đai.\n"
            "Bộ máy được kiện toàn.\n"
            "Trong kỳ, Bộ phận Một cửa của huyện đã tiếp nhận và giải quyết 1.205 hồ sơ về đất đai.",
            ("1.205 hồ sơ",),
        ),
        Fires("Huyện tuyển dụng 53 chỉ tiêu, trong đó trúng tuyển 37 trường hợp/52 chỉ tiêu.", ("37 trường hợp/52 chỉ tiêu",)),
    )
    silent = (
        Silent(
            "Năm 2022, Bộ phận Một cửa của huyện đã tiếp nhận và giải quyết 1.250 hồ sơ về đất đai.\n"
            "Năm 2023, Bộ phận Một cửa của huyện đã tiếp nhận và giải quyết 1.205 hồ sơ về đất đai.",
            Text("khác năm", "another year"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for restated in facts.restatements:
            # What a table says otherwise is told by table-text-mismatch.
            if restated.reading != "table" and not explained(facts, restated):
                yield self._finding(restated)

    def _finding(self, restated: Restatement) -> Finding:
        other = self.messages["other"]
        places = (restated.first, *restated.more)
        return self.finding(
            restated.second.span,
            restated.reading,
            related=tuple(Related(figure.span, other.fill(figure=arithmetic.stated(figure))) for figure in places),
            data={"values": [arithmetic.stated(restated.first), arithmetic.stated(restated.second)], "reading": restated.reading},
            claim=f"{arithmetic.stated(restated.first)} {arithmetic.stated(restated.second)}",
            first=arithmetic.stated(restated.first),
            second=arithmetic.stated(restated.second),
            count=1 + len(restated.more) // 2,
        )


def explained(facts: Facts, restated: Restatement) -> bool:
    """Whether a broken relation of the text would hold if one of two figures had the other's value: then it is told there."""
    broken = [relation for relation in facts.relations if relation.status == "broken"]
    pairs = ((restated.first, restated.second), (restated.second, restated.first))
    return any(_explained(relation, figure, other) for relation in broken for figure, other in pairs)


def _explained(relation: Relation, figure: Quantity, other: Quantity) -> bool:
    """Whether a broken relation would hold with the other value of one of its figures: then it is told there."""
    if all(operand.quantity is not figure for operand in relation.operands):
        return False
    if relation.kind in ("sum", "balance"):
        first = relation.operands[0].quantity
        if relation.computed is None or relation.stated is None:
            return False
        missing = (relation.stated - relation.computed) * first.scale
        away = other.amount - figure.amount
        # A balance takes some figures off: which way they count is not asked.
        return abs(away) == abs(missing) if relation.kind == "balance" else away == (-missing if figure is first else missing)
    if relation.kind == "percent" and relation.stated is not None and len(relation.operands) > 2 and not other.base:
        top, bottom = (other.value if part.quantity is figure else part.value for part in relation.operands[1:3])
        return bool(bottom) and abs(top * 100 / bottom - relation.stated) < 1
    if relation.kind == "percent" and relation.stated is not None and other.base and other.base.value:
        return abs(other.value * 100 / other.base.value - relation.stated) < 1
    return False
