"""FTN402 footnote-mark."""

from collections.abc import Iterator

from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from grammar.facts import Facts
from grammar.report import Span

# Where more than this share of the notes or marks find no partner, the text does not tell notes apart: one note says so.
UNCLEAR = 0.2


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
        "unclear": Text(
            "không phân biệt được chú thích với bài: {count} trên {total} chú thích không tìm thấy dấu",
            "notes could not be told from the text: {count} of {total} notes have no mark",
        ),
        "before": Text("chú thích {number}", "note {number}"),
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
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        report = facts.report
        unmarked = [note for note in report.notes if note.mark is None]
        total = len(report.notes)
        if total and len(unmarked) > max(1, UNCLEAR * total):
            first = unmarked[0].span
            yield self.finding(
                first._replace(end=min(first.end, first.start + 60)),
                "unclear",
                severity="note",
                data={"unmarked": len(unmarked), "notes": total},
                count=len(unmarked),
                total=total,
            )
            return
        for note in unmarked:
            span = note.span._replace(end=min(note.span.end, note.span.start + 60))
            yield self.finding(span, "no-mark", data={"number": note.number}, claim=f"note {note.number}", number=note.number)
        stray = {mark.note for mark in report.stray_marks}
        for mark in report.stray_marks:
            start = max(report.text.rfind(" ", 0, max(mark.at - 1, 0)) + 1, 0)
            start = max(report.text.rfind(" ", 0, max(start - 1, 0)) + 1, report.block_at(mark.at).start)
            data: dict[str, object] = {"number": mark.note}
            yield self.finding(Span(start, mark.at), "no-note", data=data, claim=f"mark {mark.note}", number=mark.note)
        for before, note in zip(report.notes, report.notes[1:], strict=False):
            missing = [str(n) for n in range(before.number + 1, note.number) if n not in stray]
            if missing:
                yield self.finding(
                    note.span._replace(end=min(note.span.end, note.span.start + 60)),
                    "gap",
                    severity="warning",
                    related=(
                        Related(
                            before.span._replace(end=min(before.span.end, before.span.start + 60)),
                            self.messages["before"].fill(number=before.number),
                        ),
                    ),
                    data={"missing": [int(n) for n in missing]},
                    claim=f"gap {' '.join(missing)}",
                    before=before.number,
                    number=note.number,
                    missing=", ".join(missing),
                )
