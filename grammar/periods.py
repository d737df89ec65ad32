"""The period that a report says it is about: in its title, where it presents itself, in its main headings, at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from grammar.facts import Period, PeriodForm, PeriodWhere
from grammar.headings import roman
from grammar.report import Block, Report, Span
from grammar.vocabulary import fold, period_words

_RANGE = re.compile(
    r"(?:giai đoạn|\(|từ|năm)\s*(?:từ\s+)?(?:năm\s+)?(20\d\d)\s*(?:[-–]|đến(?:\s+năm)?)\s*(20\d\d)\b", re.IGNORECASE
)
_SHORT = re.compile(
    r"\bquý\s+(?P<quarter>I{1,3}|IV|[1-4])\b(?:\s*[/,-]?\s*(?:năm\s+)?(?P<of_quarter>20\d\d)\b)?"
    r"|\b(?P<months>0?[1-9]|1[01]|ba|sáu|chín)\s+tháng\s+(?:(?P<end>đầu|cuối)(?:\s+năm)?|năm)(?:\s*,?\s*(?P<of_months>20\d\d)\b)?"
    r"|\btháng\s+(?P<month>\d{1,2})\s*(?:/|-|,?\s*năm\s+)\s*(?P<of_month>20\d\d)\b"
    r"|\bnăm\s+(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:\d|ngày)\s*$")
_NUMBERS = {"ba": 3, "sáu": 6, "chín": 9}
_INTRODUCES = re.compile(
    r"(?m)(?:^|[,;.:]\s+)(?:UBND|Ủy ban|Uỷ ban|Sở|Phòng|Ban|Bộ|Cục|Chi cục|Văn phòng|Trung tâm|Thanh tra"
    r"|(?:Đảng|Huyện|Tỉnh|Thành) ủy)\b"
    r"[^,;.:\n]{0,70}?\s(?:tổng hợp,?\s+)?báo cáo\s+(?:về\s+)?(?=kết quả|tình hình|công tác|[Ss]ơ kết|[Tt]ổng kết|việc)"
)
_CLOSES = re.compile(r"Trên đây là\s+")
_STATEMENT_END = re.compile(r"[.;:]\s|[.;:/]*$|\n", re.MULTILINE)
_TITLE = "BÁO CÁO"
_LABEL = re.compile(r"(?:(?:Phần|PHẦN)(?:\s+(?:thứ|THỨ))?\s+\w+|[IVXABC]+)\s*[.:)]?\s*")
_HEAD_BLOCKS = 14
_LONGEST = 600  # characters of a statement that are read


def of(report: Report) -> tuple[Period, ...]:
    """The periods that the report names for itself, in reading order."""
    text = report.text
    head = list(takewhile(lambda block: block.kind != "heading" or not block.label, report.blocks[:_HEAD_BLOCKS]))
    titles = list(_title(text, head))
    found = [period for span in titles for period in _read(text, span, "title")]
    presented = [
        _statement(text, presents.end(), block.end)
        for block in head
        if block.kind == "paragraph"
        and (presents := _INTRODUCES.search(text, block.start, block.end))
        and not _any("asks").search(text, presents.start(), presents.end())
    ]
    found += [period for span in presented for period in _read(text, span, "introduction")]
    words = set(fold(" ".join(text[span.start : span.end] for span in titles or presented)).split())
    for block in report.blocks:
        if block.kind == "heading" and _is_main(block) and words and _names_the_subject(text, block, words):
            found += _read(text, block.span, "heading")
        elif block.kind == "paragraph" and (closes := _CLOSES.match(text, block.start, block.end)):
            found += _read(text, _statement(text, closes.end(), block.end), "closing")
    return tuple(found)


def _title(text: str, head: list[Block]) -> Iterator[Span]:
    titled = False
    for block in head:
        titled = titled or (block.kind == "title" and text.startswith(_TITLE, block.start))
        if titled and block.kind == "title":
            yield block.span


def _statement(text: str, start: int, end: int) -> Span:
    end = min(end, start + _LONGEST)
    stop = _STATEMENT_END.search(text, start, end)
    return Span(start, stop.start() if stop else end)


def _is_main(block: Block) -> bool:
    return not block.label or (not block.label[0].isdigit() and not block.label.islower())


def _names_the_subject(text: str, block: Block, title: set[str]) -> bool:
    """Whether a heading is about what the title is about: results, and no subject that the title does not name."""
    label = _LABEL.match(text, block.start, block.end) if block.label else None
    start = label.end() if label else block.start
    words = fold(text[start : block.end])
    if not words.startswith(period_words("results")):
        return False
    bare = _SHORT.sub(" ", _RANGE.sub(" ", words))
    return all(word in title or word in period_words("general") for word in re.findall(r"[^\W\d_]+", bare))


def _read(text: str, span: Span, where: PeriodWhere) -> Iterator[Period]:
    """The periods in a statement that it is itself about: none of a programme's, of the next period, of what is compared."""
    start, end = span.start, min(span.end, span.start + _LONGEST)
    ahead = _any("future").search(text, start, end)
    end = ahead.start() if ahead else end
    if _any("of_another").search(text, start, end):
        return
    taken: list[Span] = []
    for match in _RANGE.finditer(text, start, end):
        taken.append(Span(*match.span()))
        if not _any("programmes").search(text, start, match.start()):
            first, last = int(match[1]), int(match[2])
            yield Period(Span(match.start() + (match.group()[0] == "("), match.end()), first * 12, last * 12 + 11, "years", where)
    matches = [
        match for match in _SHORT.finditer(text, start, end) if not any(span.overlaps(Span(*match.span())) for span in taken)
    ]
    years = [int(year) for match in matches for year in (match["of_quarter"], match["of_months"], match["year"]) if year]
    for match in matches:
        lead = text[start : match.start()]
        words = lead.split()
        limited = bool(words) and fold(words[-1]) in period_words("limits")
        programmes = {fold(found.group()) for found in _any("programmes").finditer(text, start, match.start())}
        if limited or _DAY.search(lead) or not programmes <= set(period_words("yearly")):
            continue
        first, last = _months(match, years[0] if years else None) or (0, 0)
        if first:
            form: PeriodForm = "part" if not match["year"] else "plan" if programmes else "year"
            yield Period(Span(*match.span()), first, last, form, where)


def _months(match: re.Match[str], year: int | None) -> tuple[int, int] | None:
    """The first and the last month of a period, counted from the year 0; None where no year is known."""
    named = match["of_quarter"] or match["of_months"] or match["of_month"] or match["year"]
    base = (int(named) if named else year or 0) * 12
    if not base:
        return None
    if quarter := match["quarter"]:
        last = 3 * (int(quarter) if quarter.isdecimal() else roman(quarter.upper()))
        return (base + last - 3, base + last - 1) if last else None
    if months := match["months"]:
        count = _NUMBERS.get(fold(months)) or int(months)
        return (base + 12 - count, base + 11) if fold(match["end"] or "") == "cuối" else (base, base + count - 1)
    if month := match["month"]:
        return (base + int(month) - 1, base + int(month) - 1) if 1 <= int(month) <= 12 else None
    return base, base + 11


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)|(?=\W))(?:{'|'.join(map(re.escape, period_words(name)))})(?!\w)", re.IGNORECASE)
