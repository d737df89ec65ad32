"""FTN402 footnote-mark."""

import re
from collections.abc import Iterator
from itertools import pairwise

from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts
from grammar.report import Mark, Note, Report, Span
from grammar.source import SERIES

# Where more than this share of the notes or marks find no partner, the text does not tell notes apart: one note says so.
UNCLEAR = 0.2
_LEAST_MARKS = 4  # marks behind words that show how a report sets them
_MOST_READINGS = 4  # figures named that a mark may stand in
_DIGITS = "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹"
_FIGURE = re.compile(r"\d{1,4}|\d{1,3}(?:\.\d{3})+")  # a number as it is written without a mark
_SHOWN = 60  # characters of a note that are shown


class FootnoteMark(Rule):
    """A footnote mark without its note, a note without its mark, or a number that the notes skip.

    Four fifths of a report's citations stand in footnotes. A mark whose note is gone, or a note nobody refers to, mostly
    means that text was cut and the other half forgotten.
    """

    code = "FTN402"
    name = "footnote-mark"
    severity = "error"
    title = Text(
        "dấu chú thích không có chú thích, hoặc chú thích không có dấu",
        "a mark without a note, a note without a mark, out of order",
    )
    reason_vi = (
        "Phần lớn văn bản viện dẫn nằm trong chú thích. Dấu chú thích mất nội dung, hoặc chú thích không có dấu nào dẫn tới, thường do "
        "đã cắt một đoạn và quên phần kia."
    )
    messages = {
        "no-mark": Text("chú thích {number} không có dấu trong bài", "note {number} has no mark in the text"),
        "no-note": Text("dấu chú thích {number} không có chú thích", "mark {number} has no note"),
        "gap": Text(
            "chú thích nhảy từ {before} sang {number}, thiếu {missing}",
            "the notes go from {before} to {number}: {missing} is missing",
        ),
        "ambiguous": Text(
            "dấu chú thích {number} dính vào con số, có thể ở: {readings}",
            "mark {number} is fused to a figure; it may stand in: {readings}",
        ),
        "fused": Text(
            "dấu chú thích {number} không thấy, trừ khi dính vào con số {readings}",
            "mark {number} is not there, unless it is fused to the figure {readings}",
        ),
        "unclear": Text(
            "không phân biệt được chú thích với bài: {count} trên {total} chú thích không có dấu hoặc dấu không có chú thích",
            "notes could not be told from the text: {count} of {total} notes or marks have no partner",
        ),
        "before": Text("chú thích {number}", "note {number}"),
        "expected": Text("chỗ của dấu {number}", "where mark {number} is expected"),
    }
    fires = (
        Fires(
            "Tỉnh đã ban hành kế hoạch(1) và các quyết định(2). Các sở đã triển khai.\n"
            "Kết quả được công bố(3) đúng hạn.\n"
            "1 Kế hoạch số 12/KH-UBND ngày 05/3/2022.\n"
            "3 Báo cáo số 15/BC-UBND ngày 06/4/2022.",
            ("quyết định",),
        ),
        Fires(
            "Tỉnh đã ban hành kế hoạch(1). Các sở đã triển khai(2) và báo cáo(4).\n"
            "1 Kế hoạch số 12/KH-UBND ngày 05/3/2022.\n"
            "2 Công văn số 15/UBND-NC ngày 06/4/2022.\n"
            "4 Báo cáo số 19/BC-UBND ngày 08/5/2022.",
            ("Báo cáo số 19/BC-UBND ngày 08/5/2022.",),
        ),
    )
    silent = (
        Silent(
            "Diện tích tự nhiên là 913 km2, trồng mới 12.000 m2 rừng.",
            Text("đơn vị đo không phải dấu chú thích", "units are no marks"),
        ),
        Silent(
            "Đã thực hiện: (1) rà soát; (2) công bố; (3) niêm yết thủ tục hành chính.",
            Text("số thứ tự của danh sách, có dấu cách phía trước", "the numbers of a list, with a blank before them"),
        ),
        Silent(
            "Tỉnh đã ban hành kế hoạch(1) và các quyết định(2).\n1 Kế hoạch số 12/KH-UBND ngày 05/3/2022.\n"
            "2 Quyết định số 15/QĐ-UBND ngày 06/4/2022.",
            Text("mỗi dấu có chú thích của mình", "each mark has its note"),
        ),
        Silent(
            "Tỉnh đã ban hành kế hoạch(1) và các quyết định(2).\n1 Kế hoạch số 12/KH-UBND ngày 05/3/2022.\n"
            "2 Quyết định số 15/QĐ-UBND ngày 06/4/2022.\nCác sở đã triển khai(1) và báo cáo kết quả(2).\n"
            "1 Công văn số 30/SNV-CCHC ngày 11/4/2022.\n2 Báo cáo số 41/BC-SNV ngày 12/5/2022.",
            Text("số chú thích bắt đầu lại ở mỗi trang", "the numbers begin anew on each page"),
        ),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        report = facts.report
        unmarked = [note for note in report.notes if note.mark is None]
        lost = max(len(unmarked), len(report.stray_marks))
        total = max(len(report.notes), len(report.marks) + len(report.stray_marks))
        if lost > max(1, UNCLEAR * total):
            span = _opening(unmarked[0]) if unmarked else _words_before(report, report.stray_marks[0])
            yield self.finding(span, "unclear", severity="note", data={"lost": lost, "notes": total}, count=lost, total=total)
            return
        for note in unmarked:
            yield self._of(_opening(note), "no-mark", note.number, related=self._expected(report, note.key, note.number))
        for mark in report.stray_marks:
            yield self._of(_words_before(report, mark), "no-note", mark.number)
        fused = [mark for mark in report.marks if mark.alternatives]
        # One figure among marks that all stand behind words is more likely a figure than a mark.
        alone = len(fused) == 1 and len(report.marks) > _LEAST_MARKS and _FIGURE.fullmatch(fused[0].alternatives[0])
        for mark in fused:
            if alone or len(mark.alternatives) > 1:
                key = "ambiguous" if len(mark.alternatives) > 1 else "fused"
                yield self._of(_words_before(report, mark), key, mark.number, mark.alternatives[:_MOST_READINGS])
        stray = {mark.note for mark in report.stray_marks}
        for before, note in pairwise(report.notes):
            if before.key // SERIES != note.key // SERIES:
                continue  # numbers begin anew
            skipped = range(before.key + 1, note.key if note.number > before.number else before.key)
            missing = [key % SERIES for key in skipped if key not in stray]
            if missing:
                yield self.finding(
                    _opening(note),
                    "gap",
                    severity="warning",
                    related=(
                        Related(_opening(before), self.messages["before"].fill(number=before.number)),
                        *self._expected(report, before.key + 1, missing[0]),
                    ),
                    data={"missing": missing},
                    claim=f"gap {' '.join(map(str, missing))}",
                    before=before.number,
                    number=note.number,
                    missing=", ".join(map(str, missing)),
                )

    def _of(
        self, span: Span, key: str, number: int, readings: tuple[str, ...] = (), related: tuple[Related, ...] = ()
    ) -> Finding:
        """A finding on one note or one mark; a mark that may stand in figures gives a note."""
        return self.finding(
            span,
            key,
            severity="note" if readings else self.severity,
            related=related,
            data={"number": number, **({"readings": list(readings)} if readings else {})},
            claim=f"{key} {number}",
            number=number,
            readings=", ".join(readings),
        )

    def _expected(self, report: Report, key: int, number: int) -> tuple[Related, ...]:
        """A mark with a wrong number between the marks of the notes before and behind, where one of this note belongs."""
        before = max((mark for mark in report.marks if mark.note < key), key=lambda mark: mark.note, default=None)
        after = min((mark for mark in report.marks if mark.note > key), key=lambda mark: mark.note, default=None)
        if not before or not after:
            return ()
        opening, closing = (re.escape(before.raw[:1].strip(_DIGITS)), re.escape(before.raw[-1:].strip(_DIGITS)))
        mark = re.compile(rf"(?<=[^\W\d]){opening}[{_DIGITS}]{{1,3}}{closing}(?![\w/])")
        return tuple(
            Related(_words_to(report, match.end()), self.messages["expected"].fill(number=number))
            for match in list(mark.finditer(report.text, before.at, after.at))[:1]
        )


def _opening(note: Note) -> Span:
    """The first words of a note."""
    return note.span._replace(end=min(note.span.end, note.span.start + _SHOWN))


def _words_before(report: Report, mark: Mark) -> Span:
    """The two words that a mark stands behind."""
    return _words_to(report, mark.at)


def _words_to(report: Report, end: int) -> Span:
    """The two words that end at a place."""
    first = report.block_at(max(end - 1, 0)).start
    start = end
    for _ in range(2):
        start = report.text.rfind(" ", first, max(start - 1, first)) + 1 or first
    return Span(start, end)
