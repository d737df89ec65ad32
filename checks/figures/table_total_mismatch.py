"""NUM211 table-total-mismatch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts, Relation

if TYPE_CHECKING:
    from checks.figures.defects import Defect

_LONGEST = 6  # parts of a sum that are written out


class TableTotalMismatch(Rule):
    """A table does not add up: a total row or column, a sub-total, a percentage column.

    What a total is made of (the rows above, the lowest rows, the sub-totals, the rows its brackets name, the columns under its
    head) is read from headers, numbers of rows and column formulas such as "(3)=(1)+(2)"; the reading that holds for the other
    values of the same row or column is believed where it does not hold. A value that breaks a sum over its row and one over
    its column is one finding. Averages, ranks, units that differ, dashes and unknown cells ("x", "…") make no contradiction.
    """

    code = "NUM211"
    name = "table-total-mismatch"
    severity = "error"
    title = Text("tổng hoặc tỷ lệ trong bảng không khớp", "a table's totals or percentages do not follow from its values")
    reason_vi = (
        "Hàng tổng, cột tổng, tổng nhóm hoặc cột tỷ lệ của bảng không khớp với các ô. Cách cộng (các hàng trên, hàng chi tiết, tổng nhóm, "
        "hàng nêu trong ngoặc, các cột cùng tiêu đề) được hiểu từ tiêu đề, số thứ tự, công thức “(3)=(1)+(2)”; chỉ tin cách cộng khớp ở các "
        "ô khác cùng hàng hoặc cùng cột. Một ô làm sai cả tổng hàng và tổng cột chỉ báo một lần. Số bình quân, xếp hạng, khác đơn vị, ô "
        "gạch ngang, ô chưa có số liệu không bị coi là mâu thuẫn."
    )
    messages = {
        "total": Text(
            "{where}{sum} = {computed}, bảng ghi {stated} (chênh {difference})",
            "{where}{sum} = {computed}, the table says {stated} (off by {difference})",
        ),
        "percent": Text(
            "{where}{figures} = {computed}%, bảng ghi {stated}%", "{where}{figures} = {computed}%, the table says {stated}%"
        ),
        "value": Text(
            "{where}ghi {stated}; nếu là {expected} thì {count} phép tính đang sai đều khớp ({sum} = {computed}, bảng ghi {total})",
            "{where}says {stated}; {count} sums that fail would hold with {expected} ({sum} = {computed}, the table says {total})",
        ),
        "where": Text("hàng “{row}”, cột “{column}”: ", "row “{row}”, column “{column}”: "),
        "column": Text("cột “{column}”: ", "column “{column}”: "),
    }
    fires = (
        Fires(
            "Đơn vị | Tiếp nhận | Giải quyết\n--- | --- | ---\nSở Nội vụ | 150 | 145\nSở Xây dựng | 230 | 226\nTổng cộng | 380 | 381",
            ("381",),
        ),
        Fires(
            "Đơn vị | Tổng số | Trực tuyến | Trực tiếp\n--- | --- | --- | ---\nXã A | 150 | 100 | 50\nXã B | 135 | 75 | 50\n"
            "Cộng | 275 | 175 | 100",
            ("135",),
        ),
    )
    silent = (
        Silent(
            "Đơn vị | Tiếp nhận | Tỷ lệ đúng hạn (%)\n--- | --- | ---\nSở Nội vụ | 150 | 98\nSở Xây dựng | 230 | 96\nTổng cộng | 380 | 97",
            Text("tỷ lệ không cộng được", "percentages do not add up"),
        ),
        Silent(
            "TT | Nội dung | Năm 2023 | Năm 2024\n--- | --- | --- | ---\nI | Cấp tỉnh | 30 | 32\n1 | Sở A | 10 | 12\n2 | Sở B | 20 | 20\n"
            "II | Cấp huyện | 40 | 41\n | Tổng số | 70 | 73",
            Text("mục I đã gồm mục 1, 2", "row I includes rows 1 and 2"),
        ),
        Silent(
            "Đơn vị | Số hồ sơ | Kinh phí\n--- | --- | ---\nXã A | 10 | x\nXã B | 12 | 30\nCộng | 22 | 55",
            Text("ô “x”: chưa có số liệu", "a cell “x”: the value is not known"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        ours = [relation for relation in facts.relations if relation.kind in ("table-total", "table-percent")]
        if not ours:
            return
        # What reads tables is imported where there are any: most texts have none.
        from checks.figures.defects import defects

        for defect in defects(ours):
            yield self._finding(defect, facts)

    def _finding(self, defect: Defect, facts: Facts) -> Finding:
        relation, *_ = defect.relations
        first, *others = relation.operands
        key = "value" if defect.expected is not None else relation.kind.removeprefix("table-")
        computed, stated = relation.computed or first.value, first.value
        places = [o for r in defect.relations for o in r.operands if o.quantity.span != defect.figure.span]
        return self.finding(
            defect.figure.span,
            key,
            severity=arithmetic.severity(relation),
            related=arithmetic.places(dict.fromkeys(places)),
            data=arithmetic.data(relation, expected=None if defect.expected is None else str(defect.expected)),
            claim=arithmetic.claim(relation),
            where=self._where(facts.cell_names(defect.figure.span)),
            stated=defect.figure.text,
            computed=arithmetic.number(computed, 2 if key == "percent" else None),
            difference=arithmetic.number(abs(computed - stated)),
            sum=_sum(relation) if relation.kind == "table-total" else "",
            figures=arithmetic.figures(relation, *others[:2]) if relation.kind == "table-percent" else "",
            expected=arithmetic.number(defect.expected) if defect.expected is not None else "",
            count=len(defect.relations),
            total=first.quantity.text,
        )

    def _where(self, names: tuple[str, str] | None) -> Text | str:
        """The row and the column of a value, as far as they are called something."""
        if not names or not names[1]:
            return ""
        row, column = names
        return self.messages["where" if row else "column"].fill(row=row, column=column)


def _sum(relation: Relation) -> str:
    """The sum of a total's parts; of many only the first and the last ones."""
    parts = [arithmetic.in_unit(part, relation) for part in relation.operands[1:]]
    if len(parts) <= _LONGEST:
        return arithmetic.plus(parts)
    return f"{arithmetic.plus(parts[:3])} + … + {arithmetic.number(parts[-1])}"
