"""Laws cited by name and year, without a number: Luật Tổ chức chính quyền địa phương năm 2015, Hiến pháp năm 2013.

The law asks for no more: Decree 30/2020/NĐ-CP, Appendix I, has laws and ordinances cited by type and name.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from grammar.facts import Citation
from grammar.report import Span

# The first letter comes before the sign that no word goes on there, so that the search is quick.
_LAW = re.compile(
    r"(?P<type>[HBLlP](?<!\w.)(?:(?<=H)iến pháp|(?<=B)ộ [Ll]uật|(?<=[Ll])(?<!pháp .)uật|(?<=P)háp lệnh))"
    r"(?=\s)(?!\s+(?:số\b|gia\b|sư\b|học\b|pháp\b|định\b))"
)
_WORD = re.compile(r"\s+(?P<word>[^\s;:()“”\"]+)")
_YEAR = re.compile(r"\s*,?\s*\(?năm\s+(?P<year>(?:19|20)\d\d)\b")
_NUMBER = re.compile(r"\s*,?\s*(?:số\s*)?\d")
_MAX_WORDS = 40
_NEAR = 20  # citations looked back at for the one whose title holds a law's name; titles are shorter than that
_STOP = re.compile(r"(?:đã|được|là|thì|để|tại|theo|ngày|khi|này|do|đến)\b")


def find(text: str, numbered: list[Citation]) -> Iterator[Citation]:
    """The laws that a text names with their year, left to right, those with a number left out.

    A name runs from the word for the law to "năm YYYY"; it may hold commas, "và" and another law's name
    ("Luật sửa đổi, bổ sung một số điều của Luật Đất đai năm 2013"), never the end of a clause.
    """
    starts = [citation.span.start for citation in numbered]
    reached = 0
    for law in _LAW.finditer(text):
        if law.start() < reached:
            continue
        found = _name(text, law.end(), law["type"] == "Hiến pháp")
        if not found:
            continue
        name, end, year = found
        span = Span(law.start(), end)
        before = bisect.bisect_left(starts, span.start)
        if any(citation.span.overlaps(span) for citation in numbered[max(before - 1, 0) : before + 1]):
            continue
        kind = law["type"].capitalize()
        reached = end
        parent = next(
            (place for place in range(before - 1, max(before - _NEAR, 0) - 1, -1) if _holds(numbered[place], span)), None
        )
        yield Citation(
            kind="named",
            span=span,
            year=year,
            type=kind,
            type_binding="word",
            subject=name,
            nested=parent is not None,
            parent=parent,
        )


def _holds(citation: Citation, span: Span) -> bool:
    """Whether a citation's subject holds a span."""
    subject = citation.subject
    return subject is not None and subject.start <= span.start and span.end <= subject.end


def _name(text: str, start: int, may_be_empty: bool) -> tuple[Span | None, int, int] | None:
    place = start
    for count in range(_MAX_WORDS):
        if year := _YEAR.match(text, place):
            if not count and not may_be_empty:
                return None
            end = year.end() + (1 if "(" in year.group() and text[year.end() : year.end() + 1] == ")" else 0)
            if " có hiệu lực" in text[start:place]:
                return None
            return (Span(start + 1, place) if count else None), end, int(year["year"])
        word = _WORD.match(text, place)
        if not word or _NUMBER.match(text, place) or _STOP.match(word["word"]) or "\n" in word.group():
            return None
        if count == 0 and not (word["word"][0].isupper() or word["word"] in ("sửa", "tổ", "ban", "phòng", "nước", "cán")):
            return None
        place = word.end()
        if text[place - 1] == ".":
            return None
    return None
