"""What is wrong in a repository on purpose: where it is planted, and what is told of it afterwards."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from tests.repository.counting import figures
from tests.repository.habits import Draft, Slot, Style, Twist, day
from tests.repository.habits import Slip as SlipKind
from tests.repository.manifest import Conflict, ReportTruth, Restated, Slip, Total
from tests.repository.stated import BELOW, PAST
from tests.repository.world import PERIODS, Paper, World

_Kind = TypeVar("_Kind")
_SLIPS: tuple[SlipKind, ...] = ("date", "sum", "percent")
_YEAR = PERIODS[0]


class Known(NamedTuple):
    """A report that was written: its place in the world, its file, and what it cites; `twist` is what may still be changed."""

    slot: Slot
    path: str
    style: Style
    twist: Twist
    cited: tuple[Paper, ...]
    rounds: int


@dataclass
class Planted:
    """What was planted, by the places of the reports that must be written again."""

    slips: list[tuple[int, SlipKind]] = field(default_factory=list)
    conflicts: list[tuple[int, Paper, list[int]]] = field(default_factory=list)
    restated: list[tuple[int, int, str]] = field(default_factory=list)
    totals: list[tuple[int, list[int], str]] = field(default_factory=list)

    @property
    def touched(self) -> set[int]:
        """The reports that are no longer what they were."""
        twisted = (one[0] for planted in (self.slips, self.conflicts, self.totals) for one in planted)
        return {*twisted, *(later for _, later, _ in self.restated)}

    def told(
        self, known: Sequence[Known], truths: Sequence[ReportTruth], again: Mapping[str, Draft]
    ) -> tuple[list[Slip], list[Conflict], list[Restated], list[Total]]:
        """The manifest's lists, from the reports as they were written in the end."""

        def conflict(place: int, paper: Paper, others: list[int]) -> Conflict:
            report = known[place]
            wrong, right = report.twist.dates[paper], f"{paper.name} ngày {day(paper.date, known[others[0]].style.slashes)}"
            words = again[report.path].cited[paper]
            paths = tuple(known[other].path for other in others)
            return Conflict(paper.name, paper.issuer, report.path, words, wrong.isoformat(), paths, right, paper.date.isoformat())

        def restated(first: int, later: int, figure: str) -> Restated:
            one, other = truths[first], truths[later]
            return Restated(
                figure, one.agency, one.year, one.path, *one.figures[figure], other.path, *other.figures[f"_{figure}"]
            )

        def total(place: int, below: list[int], figure: str) -> Total:
            parts = {truths[part].path: truths[part].figures[figure][0] for part in below}
            return Total(figure, truths[place].path, *truths[place].figures[f"below_{figure}"], sum(parts.values()), parts)

        return (
            [Slip(known[place].path, kind, *again[known[place].path].slipped[kind]) for place, kind in self.slips],
            [conflict(*one) for one in self.conflicts],
            [restated(*one) for one in self.restated],
            [total(*one) for one in self.totals],
        )


def plant(world: World, known: Sequence[Known], *, defects: int, conflicts: int, restated: int, totals: int) -> Planted:
    """Twist some reports, so that what is asked for is wrong in them.

    Raises:
        ValueError: there is no room for so many.
    """
    pick = world.stream("plants", defects, conflicts, restated, totals)
    planted = Planted()
    places = {report.slot: place for place, report in enumerate(known)}
    for place, kind in _taken(pick, _slips(pick, known), defects, "defects", in_order=True):
        known[place].twist.slips.add(kind)
        planted.slips.append((place, kind))
    for place, paper, others in _taken(pick, _disputable(pick, world, known), conflicts, "conflicts"):
        known[place].twist.dates[paper] = _beside(
            pick, paper, datetime.date(known[place].slot.year, *known[place].slot.period.cutoff)
        )
        planted.conflicts.append((place, paper, others))
    for first, later, figure in _taken(pick, list(_restatable(known, places)), restated, "restated figures"):
        before = figures(world, known[first].slot.agency, known[first].slot.year, _YEAR)[figure]
        # More would be right: these reports are written before their period is over.
        known[later].twist.figures[f"_{figure}"] = before - max(3, before // pick.randint(15, 60))
        planted.restated.append((first, later, figure))
    for place, below, figure in _taken(pick, list(_summed(world, known, places)), totals, "totals"):
        whole = sum(
            figures(world, known[part].slot.agency, known[part].slot.year, known[part].slot.period)[figure] for part in below
        )
        known[place].twist.figures[f"below_{figure}"] = whole - 1
        planted.totals.append((place, below, figure))
    return planted


def _taken(pick: random.Random, all_: Sequence[_Kind], count: int, what: str, in_order: bool = False) -> Sequence[_Kind]:
    if count > len(all_):
        raise ValueError(f"room for {len(all_)} {what}, not for {count}")
    return all_[:count] if in_order else pick.sample(all_, count)


def _slips(pick: random.Random, known: Sequence[Known]) -> list[tuple[int, SlipKind]]:
    """Slips of each kind in turn, in a report of its own while there are some."""
    order = list(range(len(known)))
    pick.shuffle(order)
    return [(place, _SLIPS[(turn + n) % 3]) for turn in range(3) for n, place in enumerate(order)]


def _disputable(pick: random.Random, world: World, known: Sequence[Known]) -> list[tuple[int, Paper, list[int]]]:
    """For each document that several reports cite with its issuer, the one that may give another day, and the others."""
    citing: dict[Paper, list[int]] = defaultdict(list)
    for place, report in enumerate(known):
        plan = world.plan(report.slot.agency, report.slot.year)  # a slip may dispute it already
        for paper in report.cited:
            if paper != plan and (paper.agency != report.slot.agency or report.style.own_named):
                citing[paper].append(place)
    found = []
    for paper, places in citing.items():
        if len(places) > 1:
            odd = pick.choice(places)
            found.append((odd, paper, [place for place in places if place != odd]))
    return found


def _beside(pick: random.Random, paper: Paper, latest: datetime.date) -> datetime.date:
    """A day near a document's own, in the same month, so that no rule over one report has anything to say."""
    away = 1 if paper.agency else pick.randint(1, 6)
    days = [paper.date + datetime.timedelta(days=sign * away) for sign in (1, -1)]
    return next(date for date in days if date.month == paper.date.month and date <= latest)


def _restatable(known: Sequence[Known], places: Mapping[Slot, int]) -> Iterator[tuple[int, int, str]]:
    """A committee's reports of two years in turn, and a figure that both state."""
    for place, report in enumerate(known):
        later = places.get(report.slot._replace(year=report.slot.year + 1))
        if later is not None and report.slot.period is _YEAR:
            yield from ((place, later, figure) for figure in PAST)


def _summed(world: World, known: Sequence[Known], places: Mapping[Slot, int]) -> Iterator[tuple[int, list[int], str]]:
    """The province's reports of which all districts have the counterpart."""
    districts = [agency for agency in world.agencies if agency.level == "district"]
    for place, report in enumerate(known):
        below = [places.get(report.slot._replace(agency=agency)) for agency in districts]
        if report.slot.agency.level == "province" and None not in below:
            yield from ((place, [part for part in below if part is not None], figure) for figure in BELOW)
