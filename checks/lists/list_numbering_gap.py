"""LST302 list-numbering-gap."""

from collections.abc import Iterator

from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Enumeration, Facts

_LEAST = 3  # numbers that make a numbering
_MOST_SLIPS = 2  # more slips than these are no slips, but numbers of something else


class ListNumberingGap(Rule):
    """A numbered list skips or repeats a number: "(10) …; (12) …".

    An item was taken out, or put in twice, and the numbers show it. Lists that begin at one, "(1)", "a)", "(i)", "Một là",
    in a sentence, a note or over paragraphs; a list that begins again at one is another list, and numbers of provisions
    ("các khoản 1, 3, 5") are none. Vietnamese letters have đ behind d, and no f.
    """

    code = "LST302"
    name = "list-numbering-gap"
    severity = "error"
    title = Text("số thứ tự trong danh sách bị nhảy hoặc lặp", "an enumeration skips or repeats a number")
    reason_vi = (
        "Danh sách đánh số bỏ qua hoặc lặp một số, thường do bớt hoặc thêm một mục. Xét danh sách bắt đầu từ 1, a, i hoặc “Một là” trong câu, trong "
        "chú thích hay qua nhiều đoạn; bắt đầu lại từ 1 là danh sách khác; “các khoản 1, 3, 5” không phải danh sách. Sau d là đ, không có f."
    )
    messages = {
        "gap": Text(
            "sau {before} là {number}: thiếu mục ở giữa", "{before} is followed by {number}: an item between them is missing"
        ),
        "repeat": Text("mục {number} lặp lại", "item {number} stands twice"),
        "before": Text("mục {number}", "item {number}"),
    }
    fires = (
        Fires("Các sở được khen: (1) Sở Nội vụ; (2) Sở Y tế; (4) Sở Tư pháp.", ("(4) Sở Tư",)),
        Fires("Đã thực hiện: a) rà soát; b) công bố; b) niêm yết thủ tục hành chính.", ("b) niêm yết",)),
    )
    silent = (
        Silent("Thực hiện các khoản 1, 3, 5 Điều 2 và điểm a, điểm c khoản 1.", Text("điều khoản", "provisions")),
        Silent(
            "Đã thực hiện: (1) rà soát; (2) công bố. Kết quả: (1) giảm thời gian; (2) giảm giấy tờ.",
            Text("danh sách mới bắt đầu lại từ 1", "a new list begins again at one"),
        ),
        Silent(
            "Nội dung: a) thể chế; b) thủ tục; c) bộ máy; d) công vụ; đ) tài chính; e) chính quyền số; g) chỉ đạo.",
            Text("bảng chữ cái có đ, không có f", "the alphabet has đ and no f"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for listed in facts.enumerations:
            slips = [at for at in range(1, len(listed.numbers)) if not _follows(listed, at)]
            if len(listed.numbers) >= _LEAST and 0 < len(slips) <= _MOST_SLIPS:
                yield from (self._slip(facts, listed, at) for at in slips)

    def _slip(self, facts: Facts, listed: Enumeration, at: int) -> Finding:
        before, label = listed.labels[at - 1], listed.labels[at]
        key = "repeat" if listed.numbers[at] == listed.numbers[at - 1] else "gap"
        start = listed.items[at].start
        return self.finding(
            facts.report.phrase(start),
            key,
            related=(Related(facts.report.phrase(listed.items[at - 1].start), self.messages["before"].fill(number=before)),),
            data={"numbers": list(listed.numbers), "labels": list(listed.labels)},
            claim=f"{key} {before} {label} {facts.report.excerpt(facts.report.phrase(start))}",
            before=before,
            number=label,
        )


def _follows(listed: Enumeration, at: int) -> bool:
    """Whether a number is the next one; so is e) behind d), as many write, and a rank behind two that are shared: 1, 2, 2, 4."""
    step = listed.numbers[at] - listed.numbers[at - 1]
    if step == 0 and at + 1 < len(listed.numbers):
        return listed.numbers[at + 1] - listed.numbers[at] == 2
    tied = at > 1 and step == 2 and listed.numbers[at - 1] == listed.numbers[at - 2]
    return step == 1 or tied or (listed.labels[at - 1], listed.labels[at]) == ("d", "e")
