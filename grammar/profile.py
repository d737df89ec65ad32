"""The report's own profile: who writes it, of which level and place, when, and about which years."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from itertools import takewhile

from grammar import islands
from grammar.agencies import agencies_in, agency_at
from grammar.facts import Agency, Profile
from grammar.report import Block, Report
from grammar.vocabulary import fold

_PERIOD = re.compile(r"(?:giai đoạn|\()\s*(?:năm\s+)?((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)")
_YEAR = re.compile(r"(?:[Nn]ăm\s+|NĂM\s+|(?:[Qq]uý|QUÝ)\s+[IV\d]+\s*/\s*|(?:[Tt]háng|THÁNG)\s+\d+\s*/\s*)((?:19|20)\d\d)")
_PRESENTS = re.compile(r"\bbáo cáo\s+(?:kết quả|tình hình|công tác)\b")
# "UBND huyện X báo cáo …", "UBND huyện X, tỉnh Y, báo cáo …"
_REPORTS = re.compile(r"(?:,?\s+(?:thuộc\s+)?(?:tỉnh|thành phố|huyện|quận|thị xã)\s+[^,.;:\n]{2,30},?)?\s*(?:xin\s+)?báo cáo\b")
_PLACE = re.compile(r"\b(?P<unit>TỈNH|HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+(?P<name>.+)")
_COMMITTEE = re.compile(r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG)\s+(?:ỦY|UỶ)\b")
# What the right column of a letterhead begins with, where blanks do not part the two.
_RIGHT = re.compile(r"\s{3,}|\s*(?:CỘNG H|ĐẢNG CỘNG|Độc lập|ĐỘC LẬP|Số\s*:)")
# The line of place and date, where it was not told from the title.
_BEFORE_TITLE = re.compile(r"^.*?\b[Nn]gày\b[^\n]*?\bnăm\s+20\d\d\s+(?=BÁO CÁO\b)", re.DOTALL)
_HEAD_BLOCKS = 14
# "ngày      tháng      năm 2025", "ngày … tháng 5 năm 2024": a draft's date, to be filled in.
_BLANK = r"[\s.…_]*+"
_BLANKS = re.compile(rf"[Nn]gày{_BLANK}tháng{_BLANK}(?P<month>\d{{1,2}})?{_BLANK}năm\s*+(?P<year>20\d\d)\b")


def of(report: Report) -> Profile:
    """What a report says of itself: from its letterhead, its title, the sentence "… báo cáo …" and the signature."""
    head = [block for block in report.blocks[:_HEAD_BLOCKS] if block.kind in ("letterhead", "title")]
    titles = [report.text[block.start : block.end] for block in head if block.kind == "title"]
    intro = [block for block in report.blocks[:_HEAD_BLOCKS] if block.kind in ("paragraph", "item", "title")]
    lines = (report.text[block.start : block.end] for block in head)
    letterhead = list(takewhile(lambda line: not line.startswith("BÁO CÁO"), lines))
    issuer = _from_letterhead(letterhead) or _from_intro(report, intro)
    date = next(
        (date.value for line in letterhead for date in islands.dates(line) if date.value),
        None,
    )
    blanks = (match for line in letterhead if (match := _BLANKS.search(line)))
    presented = (report.text[block.start : block.end] for block in intro)
    words = _BEFORE_TITLE.sub("", " ".join(titles)) or next((text for text in presented if _PRESENTS.search(text)), "")
    return Profile(
        issuer=issuer,
        date=date,
        years=_years(words),
        title=" ".join(words.split())[:300] if titles else "",
        dated_by=next((_last_day(match) for match in blanks), None),
    )


def _last_day(blanks: re.Match[str]) -> datetime.date | None:
    """The last day of the month or year that a date with blanks names."""
    month, year = int(blanks["month"] or 12), int(blanks["year"])
    return datetime.date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _from_letterhead(lines: list[str]) -> Agency | None:
    """The author in the left column of a letterhead: below its superior, from which it takes a place it does not name.

    Decree 30/2020/NĐ-CP, Appendix I, part II: the superior body's name above, the issuing body's below. A name may take
    two lines, ỦY BAN NHÂN DÂN / HUYỆN X. A body that the vocabulary does not know is taken for its superior.
    """
    names: list[str] = []
    for line in lines:
        left = _RIGHT.split(line.strip(), maxsplit=1)[0]
        if names and _PLACE.match(left) and not _PLACE.search(names[-1]):
            names[-1] += f" {left}"
        elif left:
            names.append(left)
    author: Agency | None = None
    for name in names:
        office = f"{_plain(name)} {author.text}" if author and fold(name) == "văn phòng" else _plain(name)
        if found := agency_at(office, 0):
            below = found[0]
            if author and not below.locality:
                below = below._replace(locality=author.locality, level=below.level or author.level)
            author = below
    return author if author and (author.locality or author.level) else None


def _plain(name: str) -> str:
    """Letterhead capitals as sentence case, place names capitalised: "ỦY BAN NHÂN DÂN HUYỆN X" → "Ủy ban nhân dân huyện X"."""
    if not name.isupper():
        return name
    if committee := _COMMITTEE.match(name):
        return f"{committee.group().capitalize()}{name[committee.end() :].title()}"
    place = _PLACE.search(name)
    body = name[: place.start()] if place else name
    words = body if body.strip() in ("UBND", "HĐND") else body.capitalize()
    return words if not place else f"{words}{place['unit'].lower()} {place['name'].title()}"


def _from_intro(report: Report, blocks: Sequence[Block]) -> Agency | None:
    """The subject of the sentence that presents the report, "UBND tỉnh X báo cáo kết quả"."""
    for block in blocks:
        start, end = block.start, block.end
        for agency, _, stop in agencies_in(report.text, start, end):
            if agency.locality and _REPORTS.match(report.text, stop):
                return agency
    return None


def _years(words: str) -> tuple[int, int] | None:
    """The years reported on: the first range in brackets, else behind "giai đoạn", else the first "năm YYYY"."""
    bracket = re.search(r"\(\s*((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)\s*\)", words) or _PERIOD.search(words)
    if bracket:
        return int(bracket[1]), int(bracket[2])
    year = _YEAR.search(words)
    return (int(year[1]), int(year[1])) if year else None
