"""LST303 heading-numbering-gap."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from checks.rule import Finding, Fires, Related, Rule, Severity, Silent, Text
from grammar.facts import Facts, Heading, HeadingStyle
from grammar.numbering import Break, breaks, misplaced, series
from grammar.report import Span
from grammar.vocabulary import fold, words

_LEAST = 3  # siblings of one style that show how they are numbered
_SEVERAL = 2  # lists of one kind that break, from which on their numbers may be those of another list
_CAPTION = re.compile(r"(?:Bảng|Biểu|BẢNG|BIỂU|Phụ lục|Đơn vị tính|ĐVT)\b")
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
        for run, slips in evidence.lists(facts.headings):
            for slip in slips:
                if not evidence.explains(slip, run):
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


@cache
def _criteria() -> re.Pattern[str]:
    """What tells that numbers are those of criteria."""
    return re.compile("|".join(words("criteria_lists")), re.IGNORECASE)


def _names(label: str) -> tuple[str, ...]:
    """How a text may name a number: in figures, or as an ordinal."""
    ordinals = words("ordinals")
    return (label, ordinals[int(label) - 1]) if label.isdigit() and 0 < int(label) <= len(ordinals) else (label,)


class _Evidence:
    """What speaks for a list's being numbered in order, and against a break's being a slip."""

    def __init__(self, facts: Facts, astray: Iterable[Heading]) -> None:
        self.report = facts.report
        self.depths = Counter(len(heading.value) for heading in facts.headings)
        self.labels = {heading.label for heading in facts.headings}
        self.astray = sorted(heading.span.start for heading in astray)
        self.enumerated = {item.start for listed in facts.enumerations for item in listed.items}

    def lists(self, headings: Sequence[Heading]) -> list[tuple[list[Heading], list[Break]]]:
        """The lists numbered in order, with their breaks; none of a kind of which several lists, and half of them, break.

        Those pick items from another list whose numbers they keep: the criteria that lost points, each under its field.
        """
        starts = set(self.astray)
        found: dict[tuple[HeadingStyle, int], list[tuple[list[Heading], list[Break]]]] = {}
        for whole in series(headings):
            run = [heading for heading in whole if heading.span.start not in starts]
            if len(run) > 1:
                found.setdefault((run[0].style, len(run[0].value)), []).append(
                    (run, [slip for slip in breaks(run) if not self._without_dd(slip)])
                )
        kept = []
        for alike in found.values():
            broken = sum(bool(slips) for _, slips in alike)
            if broken < _SEVERAL or broken * 2 < len(alike) or len(alike[0][0][0].value) == 1:
                kept += [
                    (run, slips) for run, slips in alike if len(slips) <= max(1, len(run) // _LEAST) and self.shows_order(run)
                ]
        return kept

    def shows_order(self, run: Sequence[Heading]) -> bool:
        """Three siblings; two of the main headings, or two whose number names the one above ("3.1"), as others of the report do."""
        if any(heading.span.start in self.enumerated for heading in run) or self._cites(run):
            return False  # LST302's, or items of another list
        if len(run) == _LEAST - 1:
            depth = len(run[0].value)
            return self._main(run) or (depth > 1 and run[0].style != "below" and self.depths[depth] >= _LEAST)
        return len(run) >= _LEAST

    def _main(self, run: Sequence[Heading]) -> bool:
        """Whether headings divide the report as a whole: parts, chapters, Roman numbers with a title in capitals."""
        if run[0].style == "roman":
            return all(self.report.excerpt(heading.title).isupper() for heading in run)
        return run[0].style in ("part", "chapter") and not any(fold(heading.label).startswith("phụ lục") for heading in run)

    def _cites(self, run: Sequence[Heading]) -> bool:
        """Whether the items are criteria by their own numbers: most of them say so, or the line above the list."""
        report = self.report
        place = report.place_of(run[0].span.start)
        above = report.blocks[place - 1] if place else None
        if above and _criteria().search(report.text, above.start, above.end):
            return True
        return sum(bool(_criteria().search(report.text, *heading.span)) for heading in run) * 2 > len(run)

    def severity(self, run: Sequence[Heading]) -> Severity:
        """A warning for headings and the items of an enumeration, a note for a list of numbered sentences."""
        text = self.report.text
        if sum(text[heading.span.end - 1] == ";" for heading in run) * 2 > len(run):
            return "warning"
        headed = sum(heading.alone or text[heading.title.end : heading.title.end + 1] == ":" for heading in run)
        return "warning" if headed * 2 >= len(run) else "note"

    def explains(self, slip: Break, run: Sequence[Heading]) -> bool:
        """Whether a break is none.

        A title that a page's top repeats; a number astray, lost, or spoken of in the list or right below it ("Nhiệm vụ số 7 đã
        chuyển").
        """
        if slip.kind == "repeat":
            return len({fold(self.report.excerpt(heading.title)) for heading in (slip.before, slip.heading)}) == 1
        first, last = slip.before.span.start, slip.heading.span.start
        return bisect_left(self.astray, first) < bisect_left(self.astray, last) or self._lost(slip) or self._told(slip, run)

    def _without_dd(self, slip: Break) -> bool:
        """Whether nothing but đ is missing, which the report does without throughout, as many do."""
        return [label.lower() for label in slip.missing] == ["đ"] and not {"đ", "Đ"} & self.labels

    def _told(self, slip: Break, run: Sequence[Heading]) -> bool:
        """Whether the text of the list, or the paragraph below it, names the numbers that are missing."""
        report = self.report
        last = report.place_of(run[-1].span.start) + 1
        end = report.blocks[min(last, len(report.blocks) - 1)].end
        text = fold(report.text[run[0].span.start : end])
        return bool(slip.missing) and all(
            any(
                re.search(rf"\b{word} {re.escape(fold(name))}(?![\w/.-]*\w| (?:tháng|năm|quý|ngày)\b)", text)
                for word in words("item_names")
                for name in names
            )
            for names in map(_names, slip.missing)
        )

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
            not block.label
            and block.end - block.start < _SHORT
            and report.text[block.end - 1] not in ".;:,/!?…”"
            and not _CAPTION.match(report.text, block.start)
            for block in report.blocks[first + 1 + untitled : last]
        )
