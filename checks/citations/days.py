"""On which day a cited document was issued, as far as rules may compare it, and which days the report cannot know yet."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from checks.once import once
from grammar.facts import Citation, Facts

Basis = Literal["date", "letterhead", "period"]

# A report on a year is written in it or soon after: the day and month of the next year up to which it may cite documents.
_AFTER_PERIOD = (3, 31)
# Where so many citations or this part of them are later than the report, the report's own date or period is what is wrong.
MOST_LATER = 3
_SHARE_LATER = 0.1


class Later(NamedTuple):
    """The citations that are later than the report: the last day possible, how it is known, and they.

    `many` says that there are so many that the report's own date is what is wrong.
    """

    limit: datetime.date
    basis: Basis
    citations: tuple[Citation, ...]
    many: bool


def day_of(citation: Citation) -> datetime.date | None:
    """The day of issue, if it may take part in a comparison: a whole, possible one of the year in the symbol."""
    day = citation.date.value if citation.date else None
    return None if day is None or (citation.year is not None and citation.year != day.year) else day


def _limit(facts: Facts) -> tuple[datetime.date, Basis] | None:
    """The last day on which a document that the report cites can have been issued; never the clock's."""
    profile = facts.profile
    if profile.date:
        return profile.date, "date"
    if profile.dated_by:
        return profile.dated_by, "letterhead"
    return (datetime.date(profile.years[1] + 1, *_AFTER_PERIOD), "period") if profile.years else None


@once
def later_than_report(facts: Facts) -> Later | None:
    """The citations dated after the report; None where its date is unknown, or the period is what is wrong."""
    known = _limit(facts)
    if known is None:
        return None
    limit, basis = known
    dated = [(citation, day) for citation in facts.citations if citation.kind == "numbered" and (day := day_of(citation))]
    later = tuple(citation for citation, day in dated if day > limit)
    many = len(later) > max(MOST_LATER, _SHARE_LATER * len(dated))
    return None if not later or (many and basis == "period") else Later(limit, basis, later, many)


def impossible(facts: Facts) -> frozenset[int]:
    """The starts of citations that the report's own date excludes; they take part in no other comparison of dates.

    A period excludes none: it is known less well than the dates of other citations.
    """
    later = later_than_report(facts)
    certain = later is not None and later.basis != "period" and not later.many
    return frozenset(citation.span.start for citation in later.citations) if later and certain else frozenset()
