"""Documents whose number and day do not fit the order of their numbering series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checks.citations.chronology import reversals
from checks.citations.days import impossible
from checks.citations.pairs import conflicts
from checks.citations.twins import contradicts_itself, twins
from grammar.facts import Citation, Facts, Series
from grammar.series import Member, Order

# Neighbours in order that a document needs before it counts as out of order: on each side, or on one side alone.
EACH_SIDE, ONE_SIDE = 3, 6
# The number is given at registration, the date at signing: so many days of inversion are nothing.
SLACK_DAYS = 3
# Of so many documents one may be out of order; where more are, the numbers are not one series.
ONE_OF = 4
# A document whose author is not named may be a superior's, whose numbers run higher: above so many times the series' last.
OTHER_LEVEL = 3


class Outlier(NamedTuple):
    """A document out of order.

    Attributes:
        either: the document that may be the wrong one instead; None where this one alone is out.
        below, above: the nearest documents in order by number; their days are those that would fit it.
        numbers: those of the nearest documents in order by day.
        weak: of a type that often has hidden series of its own.
    """

    citation: Citation
    series: Series
    either: Citation | None
    below: Citation | None
    above: Citation | None
    numbers: tuple[int | None, int | None]
    weak: bool


def outliers(facts: Facts) -> Iterator[Outlier]:
    """The documents out of order, each once; those that another rule disputes take no part."""
    disputed = _disputed(facts)
    for series in facts.series:
        if len(series.documents) <= EACH_SIDE:
            continue
        members = []
        for place in series.documents:
            document = facts.documents[place]
            mentions = [facts.citations[citation] for citation in document.citations]
            if document.date and not any(mention.span.start in disputed for mention in mentions):
                members.append(Member(int(mentions[0].number), document.date, place))
        order = Order(members)
        alone = [member for member in order.out if any(_reversed(member, other) for other in order.spine)]
        pairs = _pairs(order.open)
        if (len(alone) + len(pairs)) * ONE_OF > max(len(members), ONE_OF):
            continue
        for member in alone:
            if _neighbours(member, order.spine) and not _superior(facts, member, order.spine):
                below = max((other for other in order.spine if other.number < member.number), default=None)
                above = min((other for other in order.spine if other.number > member.number), default=None)
                low, high = (_citation(facts, other) if other else None for other in (below, above))
                before = max((other.number for other in order.spine if other.day <= member.day), default=None)
                behind = min((other.number for other in order.spine if other.day >= member.day), default=None)
                yield Outlier(_citation(facts, member), series, None, low, high, (before, behind), _weak(series))
        for pair in pairs:
            if all(_neighbours(member, order.spine) and not _superior(facts, member, order.spine) for member in pair):
                first, second = sorted((_citation(facts, member) for member in pair), key=lambda citation: citation.span)
                yield Outlier(second, series, first, None, None, (None, None), _weak(series))


def _disputed(facts: Facts) -> frozenset[int]:
    """The starts of the citations whose number, symbol or date another rule disputes."""
    pairs = (citation for conflict in conflicts(facts) for citation in conflict.citations)
    copies = (citation for twin in twins(facts) for citation in (twin.odd, twin.other))
    backward = (citation for reversal in reversals(facts) for citation in reversal[:2])
    wrong = (citation for citation in facts.citations if contradicts_itself(facts, citation))
    return impossible(facts) | {citation.span.start for citation in (*pairs, *copies, *backward, *wrong)}


def _citation(facts: Facts, member: Member) -> Citation:
    return facts.citations[facts.documents[member.document].citations[0]]


def _reversed(one: Member, two: Member) -> bool:
    """Whether two documents are in reverse order by more days than registration and signing explain."""
    first, second = sorted((one, two))
    return first.number < second.number and (first.day - second.day).days > SLACK_DAYS


def _pairs(members: Sequence[Member]) -> list[tuple[Member, Member]]:
    """Documents of which each is in order without the other, each in one pair."""
    pairs: list[tuple[Member, Member]] = []
    left = list(members)
    while left:
        one = left.pop(0)
        if two := next((other for other in left if _reversed(one, other)), None):
            left.remove(two)
            pairs.append((one, two))
    return pairs


def _neighbours(member: Member, spine: Sequence[Member]) -> bool:
    below = sum(other.number < member.number for other in spine)
    above = sum(other.number > member.number for other in spine)
    return min(below, above) >= EACH_SIDE or max(below, above) >= ONE_SIDE


def _superior(facts: Facts, member: Member, spine: Sequence[Member]) -> bool:
    """Whether the author is not named and the number is one of a superior's longer series."""
    last = max(other.number for other in spine)
    return facts.documents[member.document].issuer is None and member.number > OTHER_LEVEL * last


def _weak(series: Series) -> bool:
    """Whether individual decisions are meant: personnel, finance and the chairman often have series of their own."""
    return not series.normative and "QĐ" in series.families and series.symbol != "TTg"
