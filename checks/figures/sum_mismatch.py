"""NUM201 sum-mismatch."""

from collections.abc import Iterator
from decimal import Decimal

from checks.figures import arithmetic
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts, Relation


class SumMismatch(Rule):
    """A total and its parts do not agree: the breakdown is closed, and its parts do not add up to the figure they break down.

    Levels, kinds, years, sources; in brackets, behind "trong đó", "gồm", a colon, as bullets or in a footnote. It is said
    only when every reading fails: with the next sentence's figure, as k × n, with a footnote's mark split off, as two
    divisions of one whole, in other units. Lists that name only some of the parts ("trong đó có", "chủ yếu") are held to
    part ≤ whole alone.
    """

    code = "NUM201"
    name = "sum-mismatch"
    severity = "error"
    title = Text("các thành phần cộng lại không bằng tổng", "a closed breakdown does not add up to its total")
    reason_vi = (
        "Các thành phần của một phép chia trọn (theo cấp, loại, năm, nguồn; trong ngoặc, sau “trong đó”, “gồm”, dấu hai chấm, thành gạch "
        "đầu dòng hoặc trong chú thích) cộng lại không bằng tổng. Chỉ báo khi mọi cách hiểu đều sai: thêm số ở câu sau, k × n, tách dấu "
        "chú thích, hai cách chia một tổng, đổi đơn vị. Danh sách chỉ nêu một phần (“trong đó có”, “chủ yếu”) chỉ xét phần không lớn hơn tổng."
    )
    messages = {
        "sum": Text(
            "{sum} = {computed}, văn bản ghi {stated} (chênh {difference})",
            "{sum} = {computed}, the text says {stated} (off by {difference})",
        ),
    }
    fires = (
        Fires("Toàn huyện ban hành 42 văn bản (cấp huyện 17 văn bản, cấp xã 24 văn bản).", ("42 văn bản",)),
        Fires(
            "Tổng số hồ sơ tiếp nhận là 5.210 hồ sơ, trong đó: trực tuyến 3.105 hồ sơ; trực tiếp 2.015 hồ sơ.",
            ("5.210 hồ sơ",),
        ),
    )
    silent = (
        Silent(
            "Tổng số thủ tục hành chính là 1.900 thủ tục, trong đó: cấp tỉnh 1.200 thủ tục, cấp huyện 250 thủ tục, cấp xã 150 thủ tục. "
            "Số thủ tục của cơ quan ngành dọc là 300.",
            Text("số ở câu sau làm tròn tổng", "the next sentence's figure completes the total"),
        ),
        Silent(
            "Giao 144 biên chế (2 xã loại I có 22 biên chế; 5 xã loại II có 20 biên chế).",
            Text("k × n", "k times n"),
        ),
        Silent(
            "Có 25 công chức, trong đó nữ 10 người, đảng viên 18 người.",
            Text("các thành phần có thể trùng nhau", "the parts may overlap"),
        ),
        Silent(
            "Tỉnh có 102 đơn vị cấp xã, gồm 86 xã, 10 phường, 06 thị trấn, trong đó 49 xã khu vực III.",
            Text("một phần của thành phần", "a subset after the division"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        told: set[int] = set()
        for relation in facts.relations:
            head = relation.operands[0].quantity.span.start
            if (
                relation.kind == "sum"
                and relation.status == "broken"
                and not relation.reading.endswith(": part")
                and head not in told
            ):
                told.add(head)
                yield self._finding(relation)

    def _finding(self, relation: Relation) -> Finding:
        total, *parts = relation.operands
        computed, stated = relation.computed or Decimal(0), relation.stated or Decimal(0)
        return self.finding(
            total.quantity.span,
            "sum",
            severity=arithmetic.severity(relation),
            related=arithmetic.places(parts),
            data=arithmetic.data(relation, difference=str(abs(computed - stated))),
            claim=arithmetic.claim(relation),
            sum=arithmetic.plus([arithmetic.in_unit(part, relation) for part in parts]),
            computed=arithmetic.number(computed),
            stated=arithmetic.stated(total.quantity),
            difference=arithmetic.number(abs(computed - stated)),
        )
