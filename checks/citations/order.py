"""Documents whose number and day do not fit the order of their numbering series."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from checks.citations.chronology import reversals
from checks.citations.days import impossible
from checks.citations.pairs import in_conflict
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
# Documents out of order, alone or as pairs, that may rise together by chance; more are another agency's or office's series.
MOST_RISING = 2
MOST_OPEN = 4  # documents of small inversions that stand beside those of real ones


class Outlier(NamedTuple):
    """A document out of order.

    Attributes:
        either: the document that may be the wrong one instead; None where this one alone is out.
        below, above: the nearest documents in order by number; their days are those that would fit it.
        numbers: those of the nearest documents in order by day.
        weak: of a type that often has hidden series of its own, or one of two that may be of another series.
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
        yield from _of_series(facts, series, members)


def _of_series(facts: Facts, series: Series, members: list[Member]) -> Iterator[Outlier]:
    order = Order(members)
    spine = _Spine(order.spine)
    allowed = max(len(members), ONE_OF) // ONE_OF
    alone = list(islice((member for member in order.out if spine.contradicts(member)), allowed + 1))
    pairs = _pairs(order.open) if len(order.open) <= 2 * allowed + MOST_OPEN else None
    if pairs is None or len(alone) + len(pairs) > allowed:
        return
    rising = max(Order(alone).length, len(pairs))
    if rising > MOST_RISING:
        return
    weak = _weak(series) or rising > 1
    for member in alone:
        if spine.has_neighbours(member) and not _superior(facts, member, spine):
            below, above = (_citation(facts, other) if other else None for other in spine.beside(member))
            yield Outlier(_citation(facts, member), series, None, below, above, spine.numbers_around(member), weak)
    for pair in pairs:
        if all(spine.has_neighbours(member) and not _superior(facts, member, spine) for member in pair):
            first, second = sorted((_citation(facts, member) for member in pair), key=lambda citation: citation.span)
            yield Outlier(second, series, first, None, None, (None, None), weak)


class _Spine:
    """The documents in order: numbers rise, and days with them."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = members
        self.numbers = [member.number for member in members]
        self.days = [member.day for member in members]

    def beside(self, member: Member) -> tuple[Member | None, Member | None]:
        """The nearest documents in order by number, below and above."""
        low, high = bisect_left(self.numbers, member.number), bisect_right(self.numbers, member.number)
        return self.members[low - 1] if low else None, self.members[high] if high < len(self.members) else None

    def contradicts(self, member: Member) -> bool:
        """Whether a document is in reverse order to its neighbours, and so to the spine."""
        return any(_reversed(member, other) for other in self.beside(member) if other)

    def numbers_around(self, member: Member) -> tuple[int | None, int | None]:
        """The numbers of the nearest documents in order by day, before and behind."""
        before, behind = bisect_left(self.days, member.day), bisect_right(self.days, member.day)
        return self.numbers[before - 1] if before else None, self.numbers[behind] if behind < len(self.numbers) else None

    def has_neighbours(self, member: Member) -> bool:
        """Whether there are enough documents in order around a document."""
        below = bisect_left(self.numbers, member.number)
        above = len(self.numbers) - bisect_right(self.numbers, member.number)
        return min(below, above) >= EACH_SIDE or max(below, above) >= ONE_SIDE


def _disputed(facts: Facts) -> frozenset[int]:
    """The starts of the citations whose number, symbol or date another rule disputes."""
    copies = (citation for twin in twins(facts) for citation in (twin.odd, twin.other))
    backward = (citation for reversal in reversals(facts) for citation in reversal[:2])
    wrong = (citation for citation in facts.citations if contradicts_itself(facts, citation))
    return impossible(facts) | in_conflict(facts) | {citation.span.start for citation in (*copies, *backward, *wrong)}


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


def _superior(facts: Facts, member: Member, spine: _Spine) -> bool:
    """Whether the author is not named and the number is one of a superior's longer series."""
    return facts.documents[member.document].issuer is None and member.number > OTHER_LEVEL * spine.numbers[-1]


def _weak(series: Series) -> bool:
    """Whether individual decisions are meant: personnel, finance and the chairman often have series of their own."""
    return not series.normative and "QĐ" in series.families and series.symbol != "TTg"
