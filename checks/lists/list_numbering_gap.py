"""LST302 list-numbering-gap."""

import re
from collections.abc import Iterator

from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Enumeration, Facts

_LEAST = 3  # numbers that make a numbering
_RANKS = re.compile(r"\d\s?điểm\b|[Xx]ếp hạng|xếp thứ|thứ hạng|xếp loại")
_LEAD = 80  # characters before a list, and of its last item, in which it may be said to be one of ranks
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
        "wrong": Text("mục {number} lặp lại ở chỗ của số kế tiếp", "item {number} stands where the next number belongs"),
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
            if _RANKS.search(facts.report.text, max(0, listed.span.start - _LEAD), listed.items[-1].start + _LEAD):
                continue  # "(2) Sở Nội vụ 91,8 điểm; (2) Sở Tư pháp 91,8 điểm; (4) …": a shared rank
            slips = list(_slips(listed))
            if len(listed.numbers) >= _LEAST and 0 < len(slips) <= _MOST_SLIPS:
                yield from (self._slip(facts, listed, key, at) for key, at in slips)

    def _slip(self, facts: Facts, listed: Enumeration, key: str, at: int) -> Finding:
        before, label = listed.labels[at - 1], listed.labels[at]
        words = facts.report.phrase(listed.items[at].start)
        return self.finding(
            words,
            key,
            related=(Related(facts.report.phrase(listed.items[at - 1].start), self.messages["before"].fill(number=before)),),
            data={"numbers": list(listed.numbers), "labels": list(listed.labels)},
            claim=f"{key} {before} {label} {facts.report.excerpt(words)}",
            before=before,
            number=label,
        )


def _slips(listed: Enumeration) -> Iterator[tuple[str, int]]:
    """Where the numbers do not follow one another: skipped ("gap"), twice ("repeat"), or twice in place of the next ("wrong")."""
    numbers = listed.numbers
    at = 1
    while at < len(numbers):
        step = numbers[at] - numbers[at - 1]
        if step == 0 and at + 1 < len(numbers) and numbers[at + 1] == numbers[at] + 2:
            yield "wrong", at
            at += 1
        elif step == 0:
            yield "repeat", at
        elif step > 1 and (listed.labels[at - 1], listed.labels[at]) != ("d", "e"):  # many leave đ out
            yield "gap", at
        at += 1
