"""NUM212 table-text-mismatch."""

from collections.abc import Iterator

from checks.figures import arithmetic
from checks.figures.figure_conflict import explained
from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts, Restatement


class TableTextMismatch(Rule):
    """The text gives a figure that a table, or an appendix read with it, gives otherwise.

    A sentence is held against a cell only where it names the cell's row and column and nothing besides, in the same unit,
    period and scope: "hồ sơ tiếp nhận trực tuyến" is not "hồ sơ tiếp nhận", and a figure of another year is another figure. It is
    enough for silence that some value of the same row or column is the one that the text gives.
    """

    code = "NUM212"
    name = "table-text-mismatch"
    severity = "error"
    title = Text("số liệu trong lời văn khác bảng", "the text gives another value than the table")
    reason_vi = (
        "Lời văn nêu một số liệu mà bảng (hoặc phụ lục đọc cùng) ghi khác. Chỉ so khi câu nêu đúng tên hàng, tên cột của ô và không thêm gì "
        "khác, cùng đơn vị, kỳ và phạm vi: “hồ sơ tiếp nhận trực tuyến” không phải “hồ sơ tiếp nhận”, số của năm khác là số liệu khác. Nếu "
        "có ô cùng hàng hoặc cùng cột mang đúng số đó thì không báo."
    )
    messages = {
        "named": Text(
            "lời văn ghi {stated}, bảng ghi {value} (hàng “{row}”, cột “{column}”)",
            "the text says {stated}, the table {value} (row “{row}”, column “{column}”)",
        ),
        "cell": Text("ô trong bảng: {figure}", "the table's cell: {figure}"),
    }
    fires = (
        Fires(
            "Năm 2024, Sở Nội vụ tiếp nhận 155 hồ sơ.\n\nĐơn vị | Số hồ sơ tiếp nhận | Số hồ sơ giải quyết\n--- | --- | ---\n"
            "Sở Nội vụ | 150 | 145\nSở Xây dựng | 230 | 226\nTổng cộng | 380 | 371",
            ("155 hồ sơ",),
        ),
    )
    silent = (
        Silent(
            "Năm 2024, Sở Nội vụ tiếp nhận trực tuyến 120 hồ sơ.\n\nĐơn vị | Số hồ sơ tiếp nhận | Số hồ sơ giải quyết\n--- | --- | ---\n"
            "Sở Nội vụ | 150 | 145\nSở Xây dựng | 230 | 226",
            Text("một phần của số trong bảng", "a part of the table's value"),
        ),
        Silent(
            "Năm 2023, Sở Nội vụ tiếp nhận 120 hồ sơ.\n\nĐơn vị | Số hồ sơ tiếp nhận năm 2024 | Số hồ sơ giải quyết\n--- | --- | ---\n"
            "Sở Nội vụ | 150 | 145\nSở Xây dựng | 230 | 226",
            Text("khác năm", "another year"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for restated in facts.restatements:
            if restated.reading == "table" and not explained(facts, restated):
                yield self._finding(restated, facts)

    def _finding(self, restated: Restatement, facts: Facts) -> Finding:
        cell, figure = restated.first, restated.second
        row, column = facts.cell_names(cell.span) or ("", "")
        return self.finding(
            figure.span,
            "named",
            severity="error" if restated.sure else "warning",
            related=(Related(cell.span, self.messages["cell"].fill(figure=arithmetic.stated(cell))),),
            data={"values": [arithmetic.stated(figure), arithmetic.stated(cell)], "row": row, "column": column},
            claim=f"{arithmetic.stated(figure)} {row} {column}",
            stated=arithmetic.stated(figure),
            value=arithmetic.stated(cell),
            row=row,
            column=column,
        )
