"""LST303 heading-numbering-gap."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from checks.rule import Finding, Fires, Related, Rule, Severity, Silent, Text
from grammar.facts import Facts, Heading
from grammar.numbering import Break, breaks, misplaced, series
from grammar.report import Span
from grammar.vocabulary import fold

_LEAST = 3  # siblings of one style that show how they are numbered
_SHORT = 90  # characters of a line that may be a heading whose number was lost
_LONGEST = 120  # characters of a heading that are shown


class HeadingNumberingGap(Rule):
    """Headings that skip or repeat a number, or a number that belongs under another heading ("2.1" under "3.").

    Who reads "II.1, II.2, II.4" looks for a part that is not there; mostly one was cut or inserted and the rest kept its
    numbers, and other documents now refer to the wrong item. Decree 30/2020/NĐ-CP numbers parts, sections and items in
    order. A list that begins anew, a table of contents, letters that Vietnamese does without are no gaps.
    """

    code = "LST303"
    name = "heading-numbering-gap"
    severity = "warning"
    title = Text("số thứ tự đề mục bị nhảy hoặc lặp", "headings skip or repeat a number")
    reason_vi = (
        "Đề mục “II.1, II.2, II.4” làm người đọc tìm một mục không có; thường do cắt hoặc chèn một mục mà không đánh số lại. Nghị định "
        "30/2020/NĐ-CP yêu cầu phần, mục, khoản được đánh số theo thứ tự. Danh sách bắt đầu lại từ đầu, mục lục, chữ cái không có trong "
        "tiếng Việt không phải là lỗi."
    )
    messages = {
        "gap": Text(
            "đề mục nhảy từ {before} sang {label}, thiếu {missing}", "headings go from {before} to {label}: {missing} is missing"
        ),
        "wrong": Text("đề mục {label} đứng ở chỗ của {missing}", "heading {label} stands where {missing} belongs"),
        "repeat": Text("hai đề mục cùng mang số {label}", "two headings bear the number {label}"),
        "parent": Text("đề mục {label} nằm dưới đề mục {before}", "heading {label} stands under heading {before}"),
        "at": Text("đề mục {label}", "heading {label}"),
    }
    fires = (
        Fires(
            "II. KẾT QUẢ THỰC HIỆN\n1. Cải cách thể chế\nĐã rà soát văn bản.\n2. Cải cách thủ tục hành chính\nĐã công bố thủ tục.\n"
            "4. Cải cách chế độ công vụ\nĐã tuyển dụng công chức.",
            ("4. Cải cách chế độ công vụ",),
        ),
        Fires(
            "I. CHỈ ĐẠO, ĐIỀU HÀNH\nĐã ban hành kế hoạch.\nII. KẾT QUẢ\nĐã hoàn thành nhiệm vụ.\nII. ĐÁNH GIÁ CHUNG\nCông tác có chuyển biến.\n"
            "IV. NHIỆM VỤ TRỌNG TÂM\nTiếp tục rà soát.",
            ("II. ĐÁNH GIÁ CHUNG",),
        ),
        Fires(
            "2. Cải cách thể chế\n2.1. Kết quả đạt được\nĐã rà soát.\n2.2. Tồn tại, hạn chế\nCòn chậm.\n3. Cải cách bộ máy\n"
            "3.1. Kết quả đạt được\nĐã sắp xếp.\n2.2. Tồn tại, hạn chế\nCòn vướng.",
            ("2.2. Tồn tại, hạn chế",),
        ),
    )
    silent = (
        Silent(
            "a) Thể chế\nĐã rà soát.\nb) Thủ tục\nĐã công bố.\nc) Bộ máy\nĐã sắp xếp.\nd) Công vụ\nĐã tuyển dụng.\nđ) Tài chính\nĐã giao.\n"
            "e) Hiện đại hóa\nĐã đầu tư.\ng) Tuyên truyền\nĐã đưa tin.",
            Text("sau d là đ, sau e là g", "đ comes after d, g after e"),
        ),
        Silent(
            "1. Thể chế\nĐã rà soát.\n2. Thủ tục\nĐã công bố.\n1. Bộ máy\nĐã sắp xếp.\n2. Công vụ\nĐã tuyển dụng.\n3. Tài chính\nĐã giao.",
            Text("danh sách thứ hai bắt đầu lại", "a second list begins anew"),
        ),
        Silent(
            "II. KẾT QUẢ\n1. Thể chế\nĐã rà soát.\n3. Thủ tục\nĐã công bố.",
            Text("hai đề mục chưa cho thấy cách đánh số", "two headings do not show how they are numbered"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        astray = misplaced(facts.headings)
        evidence = _Evidence(facts, astray)
        blamed = set()
        for whole in series(facts.headings):
            run = [heading for heading in whole if heading not in astray]
            found = breaks(run) if evidence.shows_order(run) else []
            if len(found) > max(1, len(run) // _LEAST):
                continue
            for slip in found:
                if not evidence.explains(slip):
                    blamed.add(slip.heading)
                    yield self._finding(facts, [slip.heading], slip.before, slip.kind, slip.missing, evidence.severity(run))
        below: dict[Heading, list[Heading]] = {}
        for heading, parent in astray.items():
            below.setdefault(parent, []).append(heading)
        for parent, headings in below.items():
            if parent not in blamed:
                yield self._finding(facts, headings, parent, "parent", (), self.severity)

    def _finding(
        self, facts: Facts, headings: Sequence[Heading], before: Heading, key: str, missing: Sequence[str], severity: Severity
    ) -> Finding:
        heading, *more = headings
        return self.finding(
            _words(heading),
            key,
            severity=severity,
            related=tuple(Related(_words(other), self.messages["at"].fill(label=other.label)) for other in (before, *more)),
            data={"number": heading.label, "before": before.label, "missing": list(missing)},
            claim=f"{key} {facts.report.excerpt(_words(heading))}",
            label=heading.label,
            before=before.label,
            missing=", ".join(missing),
        )


def _words(heading: Heading) -> Span:
    """A heading's number and title."""
    return Span(heading.span.start, min(heading.title.end, heading.span.start + _LONGEST))


class _Evidence:
    """What speaks for a list's being numbered in order, and against a break's being a slip."""

    def __init__(self, facts: Facts, astray: Iterable[Heading]) -> None:
        self.report = facts.report
        self.depths = Counter(len(heading.value) for heading in facts.headings)
        self.labels = {heading.label for heading in facts.headings}
        self.astray = sorted(heading.span.start for heading in astray)

    def shows_order(self, run: Sequence[Heading]) -> bool:
        """Three siblings, or two whose number names the one above ("3.1"), as others of the report do."""
        if sum(self.report.text[heading.span.end - 1] == ";" for heading in run) * 2 > len(run):
            return False  # the items of an enumeration
        if len(run) == _LEAST - 1:
            depth = len(run[0].value)
            return depth > 1 and run[0].style != "below" and self.depths[depth] >= _LEAST
        return len(run) >= _LEAST

    def severity(self, run: Sequence[Heading]) -> Severity:
        """A warning for headings, a note for a list of numbered sentences."""
        text = self.report.text
        headed = sum(heading.alone or text[heading.title.end : heading.title.end + 1] == ":" for heading in run)
        return "warning" if headed * 2 >= len(run) else "note"

    def explains(self, slip: Break) -> bool:
        """Whether a break is none: a title that a page's top repeats, đ where the report does without, a number astray or lost."""
        if slip.kind == "repeat":
            return len({fold(self.report.excerpt(heading.title)) for heading in (slip.before, slip.heading)}) == 1
        if slip.missing == ("đ",) and "đ" not in self.labels:
            return True
        first, last = slip.before.span.start, slip.heading.span.start
        return bisect_left(self.astray, first) < bisect_left(self.astray, last) or self._lost(slip)

    def _lost(self, slip: Break) -> bool:
        """Whether extraction may have lost the number: it stands within a paragraph, or a line like a heading has none."""
        report = self.report
        text = report.text[slip.before.title.end : slip.heading.span.start]
        # "3" alone is a figure, "3.2" a number's name.
        stops = {label: "[.)/]" if label.isalnum() else "[.)/]?" for label in slip.missing}
        if any(re.search(rf"(?:^|[\s(]){re.escape(label)}{stop}\s", text) for label, stop in stops.items()):
            return True
        first, last = report.place_of(slip.before.span.start), report.place_of(slip.heading.span.start)
        untitled = slip.before.title.end <= slip.before.title.start  # the title of "Phần thứ hai" stands below it
        return slip.kind == "gap" and any(
            not block.label and block.end - block.start < _SHORT and report.text[block.end - 1] not in ".;:,/!?…”"
            for block in report.blocks[first + 1 + untitled : last]
        )
