"""What a cited document is about: the words behind "về (việc)" or the verb of its title, to their end."""

from __future__ import annotations

import re

from grammar.agencies import agency_at
from grammar.authors import ACTS
from grammar.facts import Citation
from grammar.report import Block, Report, Span
from grammar.subjects import FEWEST_WORDS
from grammar.vocabulary import cues

ABOUT = re.compile(rf"\s*+,?+\s*+(?:(?:[Vv]ề(?:\s+việc)?|[Vv]/v)\s+(?:[Vv]/v\s+)?|\(?(?=(?:{cues('title')})\b))")
# A clause that tells what was done ends a title: "…, có 14 thủ tục", "…, các sở, ngành đã triển khai".
_TELLS = r",\s+(?:có\s+\d|đã\s|(?:các|những|toàn|đến nay|kết quả)\b(?=[^;.\n]{0,60}\bđã\b))"
_END = re.compile(rf"{_TELLS}|;|\n|(?<!TP)\.(?=\s|$)|\.\.|…|(?=\s+Năm\s(?:19|20)\d\d\s*:)|/\.")
_AT_ONCE = re.compile(rf"\s+(?:{cues('acts_at_once')})\b")
NEW_ACTOR = re.compile(r"[,:]\s+(?=[^\W\d_a-zđ])")
_JOINED = re.compile(r"(?:[,\s]|\bvà|\bcác)+$")


# "… (sửa đổi tại Nghị định số …) về theo dõi thi hành pháp luật": the title stands behind what is said aside.
_ASIDE = re.compile(r"\s*\([^()\n]{1,200}\)")
_PLAINLY = re.compile(r"\s+(?:[Vv]ề(?:\s+việc)?|[Vv]/v)\s+")
_TITLE_BEFORE_MARK = 200  # characters before a footnote's mark in which the body names the document
LONGEST = 1500  # characters of a title; what goes on longer without an end is none


def subject(text: str, end: int, limit: int) -> Span | None:
    """The subject behind a citation that ends at `end`, within `limit`; None where the text gives none.

    It ends with its item, its sentence, the bracket it stands in, or where another agency begins to act.
    """
    limit = min(limit, end + LONGEST)
    bracket = _ASIDE.match(text, end, limit)
    about = (bracket and _PLAINLY.match(text, bracket.end(), limit)) or ABOUT.match(text, end, limit)
    if not about:
        return None
    start = about.end()
    stop = _END.search(text, start, limit)
    last = _bracket(text, start, stop.start() if stop else limit)
    last = new_actor(text, start, last) or last
    while last > start and text[last - 1] in " ,.\n":
        last -= 1
    return Span(start, last) if last > start else None


def of_the_mark(report: Report, block: Block, kind: str | None) -> Span | None:
    """For a footnote that begins with a citation: the title in the body sentence that its mark ends.

    "… ban hành Kế hoạch kiểm tra công tác cải cách hành chính năm 2022(4)": the words between the type and the mark. An
    official letter has no name of its own; what the body says before its mark is no title.
    """
    note = report.note_of.get(block.note) if block.note is not None else None
    if note is None or note.mark is None or block.start != note.span.start or kind in (None, "Công văn"):
        return None
    at = note.mark.at
    start = max(report.block_at(max(at - 1, 0)).start, at - _TITLE_BEFORE_MARK)
    named = re.compile(rf"\b{kind}\s+(?!số\b|của\b)([^.;:()\n]*)$", re.IGNORECASE)
    title = named.search(report.text, start, at)
    return Span(*title.span(1)) if title and len(title[1].split()) >= FEWEST_WORDS else None


def new_actor(text: str, start: int, last: int) -> int | None:
    """Where a clause begins in which an agency acts: "…, UBND huyện đã chỉ đạo …"."""
    for clause in NEW_ACTOR.finditer(text, start, last):
        named = agency_at(text, clause.end())
        if named and (ACTS.match(text, named[1], last) or _AT_ONCE.match(text, named[1], last)):
            return clause.start()
    return None


def _bracket(text: str, start: int, last: int) -> int:
    """Where the bracket closes that was open at `start`, or `last`."""
    depth = 0
    for place in range(start, last):
        if text[place] == "(":
            depth += 1
        elif text[place] == ")":
            depth -= 1
            if depth < 0:
                return place
    return last


def without_followers(text: str, citations: list[Citation]) -> list[Citation]:
    """End each subject where the next item of the same list begins, for lists joined by commas."""
    trimmed: list[Citation] = []
    for place, citation in enumerate(citations):
        found = citation.subject
        following = place + 1
        while found and following < len(citations) and (begin := citations[following].span.start) < found.end:
            if not citations[following].nested and begin > found.start:
                words = _JOINED.sub("", text[found.start : begin])
                citation = citation._replace(subject=Span(found.start, found.start + len(words)))
                break
            following += 1
        trimmed.append(citation)
    return trimmed
