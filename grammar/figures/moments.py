"""The periods that a paragraph names around its figures: "năm 2023", "6 tháng đầu năm 2024", "cùng kỳ năm trước"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grammar.headings import roman
from grammar.report import Span

_YEAR = r"(?:19|20)\d\d(?![\d/]|[.,]\d)"
_MOMENT = re.compile(
    rf"(?P<school>(?:năm học|niên (?:độ|khóa|khoá))\s+{_YEAR}(?:\s*[-–]\s*{_YEAR})?)"
    rf"|(?:giai đoạn|nhiệm kỳ|từ|các năm|năm)\s+(?:năm\s+)?(?P<since>{_YEAR})"
    rf"\s*(?:[-–]|đến(?:\s+hết)?(?:\s+năm)?)\s*(?P<until>{_YEAR})"
    rf"|quý\s+(?P<quarter>i{{1,3}}|iv|[1-4])(?!\w)(?:\s*[/,-]?\s*(?:năm\s+)?(?P<quarter_of>{_YEAR}))?"
    rf"|(?P<months>\d{{1,2}}|ba|sáu|chín)\s+tháng\s+(?P<end>đầu|cuối)(?:\s+năm)?(?:\s*,?\s*(?P<months_of>{_YEAR}))?"
    rf"|(?P<short>\d{{1,2}})\s+tháng(?:\s+năm|/|,)?\s*(?P<short_of>{_YEAR})"
    rf"|tháng\s+(?P<month>\d{{1,2}})(?:\s*(?:/|-|,?\s*năm)\s*(?P<month_of>{_YEAR})|(?!\w))"
    rf"|cùng kỳ(?:\s+(?:của\s+)?(?:năm\s+)?(?:(?P<same>{_YEAR})|trước|ngoái))?"
    rf"|(?P<now>(?:năm|kỳ|quý|tháng) (?:nay|này))(?!\w)"
    rf"|(?P<past>năm (?:trước|ngoái|liền trước|liền kề trước))(?!\w)"
    rf"|năm\s+(?P<year>{_YEAR})(?P<more>\s*(?:,|và|-|–)\s*(?:năm\s+)?{_YEAR})?"
)
_AGAINST = re.compile(r"(?<!\w)(?:so với|so|bằng|cùng kỳ)(?!\w)([^,;.():]{0,60})$")
# "so với kết quả của năm 2023" is the same thing a year ago, "so với kế hoạch năm 2023" another thing
_SAME = re.compile(r"(?:\s|kết quả|số liệu|của|cùng kỳ|thực hiện|trong|với|cả)*")
_NUMBERS = {"ba": 3, "sáu": 6, "chín": 9}
_YEAR_LONG = 12


class Months(NamedTuple):
    """A period by its first and last month, counted from the year 0: January 2023 is 2023 * 12."""

    first: int
    last: int

    def a_year_before(self, year: int | None = None) -> Months:
        """The same part of the year before, or of a year that is named."""
        away = _YEAR_LONG if year is None else (self.first // _YEAR_LONG - year) * _YEAR_LONG
        return Months(self.first - away, self.last - away)

    @property
    def long(self) -> int:
        """How many months it has."""
        return self.last - self.first + 1


class Moment(NamedTuple):
    """A period named in a text.

    Attributes:
        months: None where the words do not tell which.
        against: whether it is only what something is compared with.
    """

    span: Span
    months: Months | None
    against: bool


def find(small: str, start: int, end: int, own: Months | None) -> Iterator[Moment]:
    """The periods named in a stretch of a text in small letters; `own` is the one of the report."""
    base = own
    for match in _MOMENT.finditer(small, start, end):
        if small[match.start() - 1 : match.start()].isalnum():
            continue
        compared = _AGAINST.search(small, max(start, match.start() - 80), match.start())
        against = match.group().startswith("cùng kỳ") or compared is not None
        months = own if match["now"] else _months(match, base)
        if (compared and not _SAME.fullmatch(compared[1])) or (against and match["year"] and base and base.long < _YEAR_LONG):
            months = None  # "so với năm 2023" in a report on half a year
        if not against and months:
            base = months
        yield Moment(Span(*match.span()), months, against)


def _months(match: re.Match[str], base: Months | None) -> Months | None:
    if match["school"] or match["more"]:
        return None
    if match["since"]:
        years = Months(int(match["since"]) * _YEAR_LONG, int(match["until"]) * _YEAR_LONG + _YEAR_LONG - 1)
        return years if years.long > _YEAR_LONG else None
    if match.group().startswith("cùng kỳ") or match["past"]:
        if base is None or base.long > _YEAR_LONG or (match["past"] and base.long < _YEAR_LONG):
            return None
        return base.a_year_before(int(match["same"]) if match["same"] else None)
    named = next((match[name] for name in ("quarter_of", "months_of", "short_of", "month_of", "year") if match[name]), None)
    if named is None and (base is None or base.long > _YEAR_LONG):
        return None
    january = (int(named) if named else base.first // _YEAR_LONG if base else 0) * _YEAR_LONG
    if quarter := match["quarter"]:
        last = 3 * (int(quarter) if quarter.isdecimal() else roman(quarter.upper()) or 0)
        return Months(january + last - 3, january + last - 1) if last else None
    if count := match["months"] or match["short"]:
        many = _NUMBERS.get(count) or int(count)
        if not 0 < many < _YEAR_LONG:
            return None
        at_end = match["end"] == "cuối"
        return Months(january + _YEAR_LONG - many, january + _YEAR_LONG - 1) if at_end else Months(january, january + many - 1)
    if month := match["month"]:
        return Months(january + int(month) - 1, january + int(month) - 1) if 1 <= int(month) <= _YEAR_LONG else None
    return Months(january, january + _YEAR_LONG - 1)
