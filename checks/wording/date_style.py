"""TXT503 date-style."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checks.rule import Finding, Fires, Related, Rule, Silent, Text
from checks.wording.variants import unquoted
from grammar.facts import Citation, Date, Facts
from grammar.report import Span
from grammar.vocabulary import cues

_WHOLE = ("slash", "long", "mixed")  # forms that give day, month and year
_COMMON = 4  # dates in one style that make it the report's way
_COMMON_ZERO = 3  # the same of zeros before months, and of the signs between the numbers
_SIGN = re.compile(r"\d\s*([/.-])")
# "Tính đến 14 tháng 12 năm 2022"; "từ 12 đến 14 tháng 12 năm 2022" is a range, whose first word may be further back.
_LONG = re.compile(r" tháng \d{1,2} năm \d{4}(?!\d)")
_UNNAMED = re.compile(rf"(?<!\w)(?<!\d )(?:{cues('before_day')})\s(\d{{1,2}})$")
_BEFORE = 12  # characters before a month in which a day stands with the word before it


class DateStyle(Rule):
    """Zeros before days and months against the decree, or two styles of date in one report: one note for each habit.

    Days 1 to 9 and months 1 and 2 take a 0 before them, so that no digit can be put there later; months 3 to 9 need none.
    A report that writes "tháng 03" throughout has a style of its own, and nothing is said; where it mixes "15/03/2025"
    and "15/3/2025", the rarer way is shown. The same holds for "ngày 15/3/2025" beside "ngày 15 tháng 3 năm 2025" as dates
    of documents, and for "15-3-2025" among dates with slashes. Days without their year (8/3, 2/9) are mostly names of days;
    they and quoted dates are not counted.

    Source: Decree 30/2020/NĐ-CP, Appendix I, part I, section II, item 4.
    """

    code = "TXT503"
    name = "date-style"
    severity = "note"
    title = Text(
        "cách viết ngày tháng không đúng hoặc không thống nhất", "zeros in dates against Decree 30/2020, or mixed styles"
    )
    reason_vi = (
        "Ngày dưới 10 và tháng 1, 2 phải có số 0 phía trước để không thể thêm chữ số; tháng 3 đến tháng 9 thì không cần. Báo cáo viết “tháng "
        "03” xuyên suốt là có cách riêng, không nêu; viết lẫn “15/03/2025” và “15/3/2025” thì nêu cách ít gặp hơn, mỗi thói quen một ghi "
        "chú. Ngày ban hành viết lẫn kiểu “15/3/2025” và “15 tháng 3 năm 2025” cũng vậy. Ngày không có năm (8/3, 2/9) phần nhiều là tên ngày lễ, "
        "không tính; lời trích cũng vậy. Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.4."
    )
    messages = {
        "zero": Text(
            "ngày dưới 10 hoặc tháng 1, 2 thiếu số 0 phía trước ở {count} trong {total} chỗ: {date}",
            "a day below 10 or a month 1 or 2 without its leading 0 in {count} of {total} places: {date}",
        ),
        "padded": Text(
            "tháng 3 đến 9 có số 0 thừa ở {count} trong {total} chỗ: {date}",
            "a needless 0 before months 3 to 9 in {count} of {total} places: {date}",
        ),
        "bare": Text(
            "tháng 3 đến 9 không có số 0 ở {count} trong {total} chỗ, trái với cách viết của cả báo cáo: {date}",
            "no 0 before months 3 to 9 in {count} of {total} places, against the report's own way: {date}",
        ),
        "form": Text(
            "ngày ban hành viết kiểu khác ở {count} trong {total} viện dẫn: {date}",
            "the date of issue is written in another form in {count} of {total} citations: {date}",
        ),
        "sign": Text(
            "dấu ngăn cách ngày, tháng, năm khác cả báo cáo ở {count} trong {total} chỗ: {date}",
            "another sign between day, month and year in {count} of {total} places: {date}",
        ),
        "unnamed": Text("thiếu chữ “ngày” ở {count} chỗ: {date}", "“ngày” is left out before a date, {count} in all: {date}"),
        "also": Text("{date}", "{date}"),
    }
    fires = (
        Fires("Kế hoạch số 12/KH-UBND ngày 8/9/2023; Kế hoạch số 15/KH-UBND ngày 09/9/2023.", ("ngày 8/9/2023",)),
        Fires("Hội nghị ngày 15/02/2023 và ngày 17/02/2023 đã thống nhất; ngày 20/2/2023 trình cấp trên.", ("ngày 20/2/2023",)),
        Fires(
            "Các cuộc họp ngày 15/3/2023, ngày 17/4/2023, ngày 20/05/2023, ngày 22/6/2023 và ngày 25/7/2023.",
            ("ngày 20/05/2023",),
        ),
        Fires(
            "Các cuộc họp ngày 15/3/2023, ngày 17/4/2023, ngày 20-10-2023 và ngày 22/6/2023.",
            ("ngày 20-10-2023",),
        ),
        Fires(
            "Các cuộc họp ngày 15/03/2023, ngày 17/04/2023, ngày 20/5/2023, ngày 22/06/2023 và ngày 25/07/2023.",
            ("ngày 20/5/2023",),
        ),
        Fires(
            "Kế hoạch số 12/KH-UBND ngày 11/3/2022; Kế hoạch số 15/KH-UBND ngày 12/3/2022; Kế hoạch số 16/KH-UBND ngày 17/3/2022; "
            "Kế hoạch số 17/KH-UBND ngày 18/3/2022; Kế hoạch số 18/KH-UBND ngày 19 tháng 3 năm 2022.",
            ("ngày 19 tháng 3 năm 2022",),
        ),
        Fires("Tính đến 14 tháng 12 năm 2022, toàn tỉnh có 15 xã.", ("14 tháng 12 năm 2022",)),
    )
    silent = (
        Silent(
            "Kế hoạch số 12/KH-UBND ngày 05/02/2023; Kế hoạch số 15/KH-UBND ngày 07/9/2023; Kế hoạch số 36/KH-UBND ngày 10/10/2023.",
            Text("đúng Nghị định 30/2020", "as the decree asks"),
        ),
        Silent(
            "Hội nghị ngày 15/03/2023, ngày 17/04/2023 và ngày 20/10/2023.",
            Text("cả báo cáo viết tháng có số 0", "the report's own style throughout"),
        ),
        Silent("Tuyên truyền ngày Quốc tế Phụ nữ 8/3, dịp 2/9 và ngày 8/3.", Text("tên ngày lễ", "names of days")),
        Silent(
            "Tính đến 9 tháng đầu năm 2022; từ ngày 12 đến 14 tháng 12 năm 2022; trong các ngày 21, 22 tháng 02 năm 2022.",
            Text("số tháng, khoảng ngày, nhiều ngày", "a number of months, a range, several days"),
        ),
        Silent("Bài thơ “Ngày 2/9/1945”; văn bản ghi “ngày 3/2/2020”.", Text("lời trích", "quoted")),
        Silent("Số:      /BC-UBND, ngày      tháng 5 năm 2023", Text("chỗ để trống của dự thảo", "a draft's blanks")),
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        own = unquoted(facts)
        whole = [date for date in _whole_dates(facts) if own(date.span)]
        low = [date for date in whole if _zeros(date)]
        yield from self._habit(facts, "zero", [date.span for date in low if not all(_zeros(date))], len(low))
        late = [date for date in whole if 3 <= (date.month or 0) <= 9]
        padded, bare = ([date.span for date in late if _padded(date, 1) is wanted] for wanted in (True, False))
        key, rarer = ("padded", padded) if len(padded) <= len(bare) else ("bare", bare)
        if len(late) - len(rarer) >= _COMMON_ZERO:
            yield from self._habit(facts, key, rarer, len(late))
        yield from self._signs(facts, whole)
        issued = [date for citation in facts.citations if (date := citation.date) and own(date.span) and _beside(facts, citation)]
        forms = Counter(date.form for date in issued)
        common, count = next(iter(forms.most_common(1)), ("", 0))
        if count >= _COMMON and count * 2 > forms.total():
            others = [date.span for date in issued if date.form != common]
            yield from self._habit(facts, "form", others, forms.total())
        unnamed = [span for span in _unnamed(facts.report.text) if own(span)]
        yield from self._habit(facts, "unnamed", unnamed, len(unnamed))

    def _signs(self, facts: Facts, whole: list[Date]) -> Iterator[Finding]:
        """Dates whose numbers another sign parts than the report's dates have."""
        found = ((date, _SIGN.search(facts.report.text, *date.span)) for date in whole if date.form == "slash")
        signs = {date: match[1] for date, match in found if match}
        common, count = next(iter(Counter(signs.values()).most_common(1)), ("", 0))
        if count >= _COMMON_ZERO and count * 2 > len(signs):
            yield from self._habit(facts, "sign", [date.span for date, sign in signs.items() if sign != common], len(signs))

    def _habit(self, facts: Facts, key: str, spans: Sequence[Span], total: int) -> Iterator[Finding]:
        if not spans:
            return
        written = [facts.report.excerpt(span) for span in spans]
        yield self.finding(
            spans[0],
            key,
            related=tuple(
                Related(span, self.messages["also"].fill(date=words)) for span, words in zip(spans[1:], written[1:], strict=True)
            ),
            data={"habit": key, "dates": written, "total": total},
            claim=key,
            habit=len(spans) > 1,
            count=len(spans),
            total=total,
            date=written[0],
        )


def _whole_dates(facts: Facts) -> list[Date]:
    """The report's dates that give an existing day with month and year, in reading order, each once."""
    dates = {citation.date.span: citation.date for citation in facts.citations if citation.date}
    dates |= {date.span: date for date in facts.dates}
    return [dates[span] for span in sorted(dates) if dates[span].form in _WHOLE and not dates[span].problem]


def _beside(facts: Facts, citation: Citation) -> bool:
    """Whether a citation has its whole date straight behind it, with the word for day: tables and brackets are short of room."""
    date = citation.date
    if date is None or date.form not in _WHOLE or citation.date_binding not in ("direct", "comma"):
        return False
    return not facts.report.text[date.span.start].isdigit()


def _unnamed(text: str) -> Iterator[Span]:
    """The whole dates in words without the word for day."""
    for match in _LONG.finditer(text):
        begin = max(match.start() - _BEFORE, 0)
        if before := _UNNAMED.search(text[begin : match.start()]):
            yield Span(begin + before.start(1), match.end())


def _zeros(date: Date) -> list[bool]:
    """For the day, if it is below 10, and the month, if it is 1 or 2: whether a 0 stands before it."""
    return [_padded(date, part) for part, value, end in ((0, date.day, 10), (1, date.month, 3)) if (value or 0) < end]


def _padded(date: Date, part: int) -> bool:
    return date.digits[part].startswith("0")
