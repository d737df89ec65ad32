"""The report's own profile: who writes it, of which level and place, when, and about which years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grammar import islands
from grammar.agencies import agencies_in, agency_at
from grammar.facts import Agency, Profile
from grammar.report import Block, Report

_PERIOD = re.compile(r"(?:giai đoạn|\()\s*(?:năm\s+)?((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)")
_YEAR = re.compile(r"[Nn]ăm\s+((?:19|20)\d\d)")
_PRESENTS = re.compile(r"\bbáo cáo\s+(?:kết quả|tình hình|công tác)\b")
_REPORTS = re.compile(r"\s*(?:xin\s+)?báo cáo\b")
_PLACE = re.compile(r"(?:TỈNH|HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+.+")
_HEAD_BLOCKS = 14


def of(report: Report) -> Profile:
    """What a report says of itself: from its letterhead, its title, the sentence "… báo cáo …" and the signature."""
    head = [block for block in report.blocks[:_HEAD_BLOCKS] if block.kind in ("letterhead", "title")]
    titles = [report.text[block.start : block.end] for block in head if block.kind == "title"]
    intro = [block for block in report.blocks[:_HEAD_BLOCKS] if block.kind in ("paragraph", "item", "title")]
    issuer = _from_letterhead([report.text[block.start : block.end] for block in head]) or _from_intro(report, intro)
    date = next(
        (date.value for block in head for date in islands.dates(report.text[block.start : block.end]) if date.value),
        None,
    )
    presented = (report.text[block.start : block.end] for block in intro)
    words = " ".join(titles) or next((text for text in presented if _PRESENTS.search(text)), "")
    return Profile(issuer=issuer, date=date, years=_years(words), title=" ".join(words.split())[:300] if titles else "")


def _from_letterhead(lines: list[str]) -> Agency | None:
    """ỦY BAN NHÂN DÂN / HUYỆN X, on two lines or one, in capitals."""
    for place, line in enumerate(lines):
        halves = [re.split(r"\s{3,}", each.strip(), maxsplit=1)[0] for each in lines[place : place + 2]]
        for text in (" ".join(halves), line):
            plain = _plain(text)
            found = agency_at(plain, 0)
            if found and found[0].locality:
                return found[0]
    return None


def _plain(text: str) -> str:
    """Letterhead capitals as sentence case with names capitalised: "ỦY BAN NHÂN DÂN HUYỆN ĐĂK HÀ" → "Ủy ban … huyện Đăk Hà"."""
    text = re.split(r"\s{2,}|CỘNG H", text.strip(), maxsplit=1)[0]
    place = _PLACE.search(text)
    if not place:
        return text.capitalize() if text.isupper() else text
    unit, _, name = place.group().partition(" ")
    if unit in ("THỊ", "THÀNH", "ĐẶC"):
        second, _, name = name.partition(" ")
        unit = f"{unit} {second}"
    return f"{text[: place.start()].strip().capitalize()} {unit.lower()} {name.title()}"


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
