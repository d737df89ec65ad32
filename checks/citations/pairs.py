"""The decision table of "one defect, one finding" over citations that share number and symbol.

Each group of contradicting citations gets one verdict, and the rule of that name reports it; the others are silent.
Citations of one number and day under two symbols are judged in `twins`.

    author      dates                               subject                     verdict
    different   any                                 any                         none: each numbers its own documents
    same        one numbering, other day            same or unknown             date-conflict
    same        one numbering, other day            different                   number-reuse
    same        one day                             different                   subject-conflict
    same        on both sides of 01/7/2025, local   same                        date-conflict, likely
    same        on both sides of 01/7/2025, local   different or unknown        none: local numbers began again
    unknown     one numbering, other day            same or unknown             date-conflict, likely, from number 400 on
    same        other year, same day and month      same, in running text       date-conflict
    same        other year, same day and month      alike but for their years   year-copy, likely
    same        other year, same day and month      same, in lists              year-copy, likely
    same        other year, same day and month      alike in part               none: each year has its own
    same        other year, other day or month      any                         none: numbers restart each year

"One numbering" is one year of issue, a year within the symbol, or, in the Party, one term of the committee. A citation
with an impossible or wrong-year date, or one later than the report, takes no part, nor one whose type word contradicts
its symbol. An unknown author never makes an error, and speaks only where the number is one that two levels rarely
share. A document cited in another's title is not that other one.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Literal, NamedTuple, TypeVar

from checks.citations.authority import RARELY_SHARED, same_author
from checks.citations.days import day_of, impossible
from checks.citations.forms import other_type
from checks.once import once
from grammar.documents import central, key
from grammar.facts import Citation, Facts
from grammar.series import TWO_TIERS, party_term
from grammar.subjects import compare
from grammar.vocabulary import cues

Verdict = Literal["date-conflict", "number-reuse", "year-copy", "subject-conflict"]
Weight = Literal["certain", "likely"]
_Node = TypeVar("_Node")

_ABOUT = re.compile(r"(?:[Vv]ề(?:\s+việc)?|[Vv]/v)\s+$")
_DECIDES = re.compile(rf"(?:{cues('decides')})\b")
_PROVISION = re.compile(
    r"(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục|[Cc]hương|[Pp]hần|[Pp]hụ lục|[Bb]iểu|[Mm]ẫu)\s+(?:số\s+)?[\w.]{1,6}(?:\s+(?:của|tại|ban hành kèm theo))?\s*$"
)
_ALIKE = 4  # mentions looked at that say the same
_MOST = 80  # mentions of one number looked at


class Conflict(NamedTuple):
    """Citations that contradict each other: the odd one first, then one for each other date; how sure it is."""

    verdict: Verdict
    weight: Weight
    citations: tuple[Citation, ...]
    counts: dict[datetime.date, int]


@once
def conflicts(facts: Facts) -> tuple[Conflict, ...]:
    """All contradictions between citations of one number and symbol, in order of their main place."""
    groups: dict[tuple[object, ...], list[Citation]] = defaultdict(list)
    usable = comparable(facts)
    for citation in facts.citations:
        if citation.span.start in usable:
            groups[key(citation)].append(citation)
    found = [conflict for group in groups.values() if len(group) > 1 for conflict in _judge(facts, _distinct(facts, group))]
    return tuple(sorted(found, key=lambda conflict: conflict.citations[0].span))


@once
def comparable(facts: Facts) -> frozenset[int]:
    """The starts of the citations whose number and day may be held against others'."""
    later = impossible(facts)
    return frozenset(
        citation.span.start
        for citation in facts.citations
        if citation.kind == "numbered"
        and day_of(citation)
        and citation.span.start not in later
        and not other_type(facts, citation)
    )


@once
def in_conflict(facts: Facts) -> frozenset[int]:
    """The starts of the citations in such contradictions; what else may be said of them is the same defect."""
    return frozenset(citation.span.start for conflict in conflicts(facts) for citation in conflict.citations)


def _distinct(facts: Facts, group: list[Citation]) -> list[Citation]:
    """Mentions that say different things of a document; a main plan is cited a hundred times in the same words."""
    told: dict[tuple[object, ...], list[Citation]] = defaultdict(list)
    for citation in group:
        about = facts.report.excerpt(citation.subject) if citation.subject else None
        issuer = citation.issuer and (citation.issuer.body, citation.issuer.level, citation.issuer.locality)
        told[day_of(citation), about, issuer, citation.basis].append(citation)
    kept = [citation for citations in told.values() for citation in citations[:_ALIKE]]
    return sorted(kept[:_MOST], key=lambda citation: citation.span)


def _judge(facts: Facts, group: list[Citation]) -> Iterator[Conflict]:
    by_day: dict[datetime.date, list[Citation]] = defaultdict(list)
    for citation in group:
        if day := day_of(citation):
            by_day[day].append(citation)
    pairs: dict[Verdict, list[set[datetime.date]]] = defaultdict(list)
    certain: dict[Verdict, list[set[datetime.date]]] = defaultdict(list)
    for first, second in combinations(sorted(by_day), 2):
        if found := _pair(facts, by_day[first], by_day[second]):
            verdict, weight = found
            pairs[verdict].append({first, second})
            if weight == "certain":
                certain[verdict].append({first, second})
    for verdict, linked in pairs.items():
        sure = clusters(certain[verdict])
        for cluster in clusters(linked):
            yield _conflict(verdict, "certain" if cluster in sure else "likely", {day: by_day[day] for day in cluster})
    for day, mentions in by_day.items():
        if two := next((pair for pair in combinations(mentions, 2) if _two_subjects(facts, *pair)), None):
            yield Conflict("subject-conflict", "certain", two[::-1], {day: len(mentions)})


def clusters(pairs: list[set[_Node]]) -> list[set[_Node]]:
    """What pairs link, directly or through others."""
    found: list[set[_Node]] = []
    for pair in pairs:
        touching = [cluster for cluster in found if cluster & pair]
        found = [cluster for cluster in found if not cluster & pair] + [set.union(pair, *touching)]
    return found


def _conflict(name: Verdict, weight: Weight, by_day: dict[datetime.date, list[Citation]]) -> Conflict:
    """The rarest date leads; of equals the one that comes last, since the first mention is the fuller one."""
    counts = Counter({day: len(citations) for day, citations in by_day.items()})
    order = sorted(by_day, key=lambda day: (counts[day], -by_day[day][0].span.start))
    return Conflict(name, weight, tuple(by_day[day][0] for day in order), dict(counts))


def _pair(facts: Facts, first: list[Citation], second: list[Citation]) -> tuple[Verdict, Weight] | None:
    """The verdict on two dates of one number and symbol: of the pair of citations that says most."""
    if any(within(facts, one, two) or within(facts, two, one) for one in first for two in second):
        return None
    verdicts = [verdict for one in first for two in second if (verdict := _verdict(facts, one, two))]
    return min(verdicts, key=lambda verdict: (verdict[1] != "certain", verdict[0]), default=None)


def within(facts: Facts, inner: Citation, outer: Citation) -> bool:
    """Whether a citation stands in another's title: a plan that implements the superior's plan of the same number."""
    return inner.parent is not None and facts.citations[inner.parent] is outer


def _two_subjects(facts: Facts, one: Citation, two: Citation) -> bool:
    """Whether two mentions of one number and day are said to be about two things."""
    if not (_titled(facts, one) and _titled(facts, two)):
        return False
    first, second = (facts.report.excerpt(citation.subject) if citation.subject else None for citation in (one, two))
    return compare(first, second) == "different" and same_author(facts, one, two) == "same"


def _titled(facts: Facts, citation: Citation) -> bool:
    """Whether a subject is given as the title: behind "về (việc)", before a footnote's mark, or as what a decision decides.

    "Kế hoạch số … giao 46 nhiệm vụ" tells what the plan does, "Phụ lục III Nghị định số … về …" what the annex is about.
    """
    subject = citation.subject
    if subject is None or _PROVISION.search(facts.report.text, max(0, citation.span.start - 40), citation.span.start):
        return False
    named = subject < citation.span or _ABOUT.search(facts.report.text[citation.span.end : subject.start])
    return bool(named) or (citation.type_abbreviation == "QĐ" and bool(_DECIDES.match(facts.report.text, subject.start)))


def _verdict(facts: Facts, one: Citation, two: Citation) -> tuple[Verdict, Weight] | None:
    author = same_author(facts, one, two)
    if author == "different":
        return None
    first, second = (facts.report.excerpt(c.subject) if c.subject else None for c in (one, two))
    days = day_of(one), day_of(two)
    if days[0] is None or days[1] is None:
        return None
    if one.year is not None or days[0].year == days[1].year or (one.party and one_term(days[0], days[1])):
        likeness = compare(first, second)
        if not central(one) and (days[0] < TWO_TIERS) != (days[1] < TWO_TIERS):
            return ("date-conflict", "likely") if likeness == "same" and author == "same" else None
        if author == "unknown":
            rare = one.number.isdigit() and int(one.number) >= RARELY_SHARED
            return ("date-conflict", "likely") if rare and likeness != "different" else None
        return ("number-reuse" if likeness == "different" else "date-conflict"), "certain"
    if (days[0].day, days[0].month) != (days[1].day, days[1].month):
        return None
    alike = compare(first, second, masked_years=True)
    if alike == "unknown" and first and second:
        return None  # plans that begin with the same words come every year, each on its own matter
    if alike == "different" or author == "unknown" or (_early(one) and days[0].month == 1 and days[0].day <= _FIRST_DAYS):
        return None
    each_its_own = years_in(first) != years_in(second) and bool(years_in(first)) and bool(years_in(second))
    if one.basis and two.basis:
        return None if each_its_own else ("date-conflict", "certain")
    if one.basis or two.basis:
        return None if each_its_own else ("date-conflict", "likely")
    listed = one.group == two.group or one.year_group != two.year_group or each_its_own or alike != "same"
    return ("year-copy", "likely") if listed else ("date-conflict", "certain")


# The first documents of a year come out in its first days, every year: 01/NQ-CP is of 01/01.
_FIRST_NUMBERS, _FIRST_DAYS = 2, 5
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _early(citation: Citation) -> bool:
    return citation.number.isdigit() and int(citation.number) <= _FIRST_NUMBERS


def years_in(subject: str | None) -> set[str]:
    """The years that a subject names."""
    return set(_YEAR.findall(subject or ""))


def one_term(first: datetime.date, second: datetime.date) -> bool:
    """Whether two days surely lie in one term of a Party committee."""
    return party_term(first) is not None and party_term(first) == party_term(second)
