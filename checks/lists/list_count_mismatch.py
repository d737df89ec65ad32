"""LST301 list-count-mismatch."""

from collections.abc import Iterator

from checks.lists import listing
from checks.rule import Finding, Fires, Rule, Silent, Text
from grammar.facts import Facts


class ListCountMismatch(Rule):
    """A stated count differs from the items that the text lists for it, in its sentence or as bullets below it.

    "04 xã: A, B, C". Mostly an item was taken out or added and the number left as it was. A list is counted by its own
    numbers, by semicolons, or by commas where every item is a name. It is said only when no reading bears the count out:
    names of agencies may hold commas and "và" ("Sở Văn hóa, Thể thao và Du lịch"), a list that begins with "như" or ends
    with "…" is open, and one whose items bear figures of their own is a sum.
    """

    code = "LST301"
    name = "list-count-mismatch"
    severity = "error"
    title = Text("số lượng nêu khác số mục được liệt kê", "a stated count differs from the items listed with it")
    reason_vi = (
        "Số lượng nêu trong câu khác số mục liệt kê ngay sau đó hoặc thành gạch đầu dòng, thường do thêm bớt một mục mà không sửa số. Chỉ báo khi "
        "mọi cách đếm đều sai: tên cơ quan có thể chứa dấu phẩy và chữ “và”; danh sách mở (“như”, “…”) không đếm; danh sách có số liệu riêng "
        "cho từng mục là phép cộng."
    )
    messages = listing.MESSAGES
    fires = (
        Fires("Huyện đã kiểm tra 04 xã: Tân Hưng, Long Điền và Phước Hải.", ("04 xã",)),
        Fires(
            "Sáp nhập 03 đơn vị (Phòng Nội vụ; Phòng Y tế; Phòng Lao động - Thương binh và Xã hội; Phòng Dân tộc).",
            ("03 đơn vị",),
        ),
        Fires(
            "Triển khai 03 nhiệm vụ trọng tâm sau:\n- Rà soát thủ tục hành chính.\n- Công bố danh mục dịch vụ công.\n"
            "- Số hóa hồ sơ.\n- Đánh giá sự hài lòng của người dân.",
            ("03 nhiệm vụ",),
        ),
    )
    silent = (
        Silent(
            "Có 05 sở đạt loại tốt: Nội vụ, Tài chính, Văn hóa, Thể thao và Du lịch, Y tế, Tư pháp.",
            Text("tên một sở có dấu phẩy và chữ “và”", "one name has a comma and “và”"),
        ),
        Silent(
            "Có 12 đơn vị hoàn thành sớm, như: Sở Nội vụ, Sở Tư pháp.",
            Text("danh sách mở", "an open list"),
        ),
        Silent(
            "Kiểm tra 03 xã: Đăk Ruồng, Tân Lập và thị trấn Đăk Rve.",
            Text("thị trấn tính chung với xã", "a town is counted with the communes"),
        ),
        Silent(
            "Ban hành 05 văn bản: 02 nghị quyết, 03 quyết định.",
            Text("các thành phần của một tổng, không phải danh sách", "the parts of a sum, no list"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        return listing.mismatches(facts, "list-count", self)
