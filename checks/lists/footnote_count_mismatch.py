"""FTN401 footnote-count-mismatch."""

from collections.abc import Iterator

from checks.lists import listing
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts


class FootnoteCountMismatch(Rule):
    """A count in the text differs from what its own footnote lists.

    "08 phòng chuyên môn" with seven names in the note, "03 Nghị quyết" with four resolutions. Of documents, those cited
    inside another one's title do not count, and only the type counted does. Notes grouped by year are counted over all
    their years. A note that begins with "như" names examples, and one that names a source lists nothing.
    """

    code = "FTN401"
    name = "footnote-count-mismatch"
    severity = "error"
    title = Text("số lượng nêu khác số mục trong chú thích", "a count in the text differs from what its footnote lists")
    reason_vi = (
        "Số lượng nêu trong bài khác số mục liệt kê trong chú thích của nó. Với văn bản, không tính văn bản nằm trong trích yếu của văn bản khác "
        "và chỉ tính đúng loại được đếm; chú thích chia theo năm thì cộng các năm; chú thích mở đầu bằng “như” chỉ nêu ví dụ."
    )
    messages = {
        **listing.MESSAGES,
        "count": Text(
            "văn bản ghi {stated}, chú thích {note} liệt kê {listed}",
            "the text says {stated}, note {note} lists {listed}",
        ),
    }
    fires = (
        Fires(
            "Ủy ban nhân dân tỉnh đã ban hành 03 quyết định(1) về phân cấp quản lý.\n"
            "1 Quyết định số 12/QĐ-UBND ngày 05/3/2022; Quyết định số 15/QĐ-UBND ngày 06/4/2022.",
            ("03 quyết định",),
        ),
        Fires(
            "Đã tổ chức lại 04 phòng chuyên môn(1) thuộc huyện.\n1 Phòng Nội vụ; Phòng Kinh tế, Hạ tầng và Đô thị; Phòng Y tế.",
            ("04 phòng chuyên môn",),
        ),
    )
    silent = (
        Silent(
            "Tỉnh đã ban hành 02 kế hoạch(1) về cải cách hành chính.\n1 Kế hoạch số 12/KH-UBND ngày 05/3/2022 về thực hiện Nghị quyết số "
            "08-NQ/TU ngày 10/02/2022; Kế hoạch số 19/KH-UBND ngày 06/4/2022 về thực hiện Kế hoạch số 25/KH-BNV ngày 10/3/2022.",
            Text("văn bản nằm trong trích yếu không tính", "documents in titles do not count"),
        ),
        Silent(
            "Có 15 cơ quan(1) hoàn thành kế hoạch.\n1 Như: Sở Nội vụ; Sở Tư pháp; Sở Y tế.",
            Text("chú thích nêu ví dụ", "the note names examples"),
        ),
        Silent(
            "Có 05 xã(1) đạt chuẩn.\n1 Năm 2022: xã Tân Lập, xã Tân Hưng; năm 2023: các xã Phước Hải, Long Điền và thị trấn Đất Đỏ.",
            Text("cộng các năm", "the years together"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        return listing.mismatches(facts, "footnote-count", self)
