"""Whether the date behind a document's number can only be its own, not a meeting's or another document's named before it."""

from __future__ import annotations

import re

from grammar.agencies import may_issue
from grammar.facts import Citation, Facts
from grammar.vocabulary import cues

_BEARS_DATES = re.compile(rf"\b(?:{cues('dated_acts')})\b")
_CLAUSE = re.compile(r"[.;:\n]\s*")
_JOINT = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?:[Cc]ác\s+)?")
_LOOK_BACK = 120


def surely_own(facts: Facts, place: int) -> bool:
    """Whether the date of the citation at this place can only be its own.

    In "Hội nghị triển khai Nghị định số … ngày 25/6/2025" the day may be the meeting's, in "Kế hoạch thực hiện Nghị quyết
    số … ngày 10/02/2025 của UBND tỉnh" it is the plan's. An agency behind the date that owns the symbol, or a title,
    shows that it is the document's.
    """
    citation = facts.citations[place]
    if citation.issuer and citation.issuer_span and citation.issuer_span.start >= citation.span.end:
        return may_issue(citation.issuer, citation.issuer_symbol or "") is True
    if citation.date_binding == "before" or (citation.subject and citation.subject.start >= citation.span.end):
        return True
    return not _BEARS_DATES.search(_lead(facts, citation, facts.citations[place - 1] if place else None))


def _lead(facts: Facts, citation: Citation, previous: Citation | None) -> str:
    """The words of the clause before a citation, up to a document before it that has its date or is listed with it."""
    text, start = facts.report.text, citation.span.start
    floor = max(facts.report.block_at(start).start, start - _LOOK_BACK)
    if previous and previous.end <= start and (previous.date or _JOINT.fullmatch(text, previous.end, start)):
        floor = max(floor, previous.end)
    cut = max((match.end() for match in _CLAUSE.finditer(text, floor, start)), default=floor)
    return text[cut:start]
