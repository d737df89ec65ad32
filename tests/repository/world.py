"""The invented province that reports: its committees, the documents they issue, and their figures.

Everything follows from the seed alone, so that any two reports that speak of one document or one figure say the same.
"""

from __future__ import annotations

import datetime
import random
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Any, Literal, NamedTuple

Level = Literal["province", "district", "commune"]

# How many documents of a type are cited of one year, and the last number of the year, by level.
_ISSUED = {"Kế hoạch": 30, "Công văn": 55, "Quyết định": 20, "Thông báo": 10, "Báo cáo": 6}
_LAST: dict[str, dict[Level, int]] = {
    "Kế hoạch": {"province": 350, "district": 220, "commune": 130},
    "Công văn": {"province": 4200, "district": 1600, "commune": 420},
    "Quyết định": {"province": 2400, "district": 3100, "commune": 520},
    "Thông báo": {"province": 420, "district": 260, "commune": 90},
    "Báo cáo": {"province": 640, "district": 470, "commune": 160},
}
_ABBREVIATION = {"Kế hoạch": "KH", "Quyết định": "QĐ", "Thông báo": "TB", "Báo cáo": "BC"}
# Of a superior's documents so many are sent down and cited below; so many of one's own carry a superior's out.
_SENT_DOWN, _CARRYING_OUT = 0.4, 0.15


@cache
def words() -> dict[str, Any]:
    """The word lists of words.toml."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def slug(name: str) -> str:
    """A name as a file's: "huyện Sơn Đài" -> "huyen-son-dai"."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "-".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


@dataclass(frozen=True)
class Period:
    """What a report is on: `share` of the year has passed, `cutoff` and `signed` are (month, day)."""

    name: str
    words: str
    share: float
    cutoff: tuple[int, int]
    signed: tuple[int, int]


PERIODS = (
    Period("nam", "năm {year}", 1.0, (11, 30), (12, 12)),
    Period("6-thang", "6 tháng đầu năm {year}", 0.49, (5, 31), (6, 12)),
    Period("9-thang", "9 tháng đầu năm {year}", 0.74, (8, 31), (9, 11)),
    Period("quy-1", "quý I năm {year}", 0.24, (2, 28), (3, 12)),
)


@dataclass(frozen=True)
class Agency:
    """A people's committee: `unit` is its place ("huyện Sơn Đài"), `parent` the committee above."""

    level: Level
    unit: str
    parent: Agency | None = None

    @property
    def kind(self) -> str:
        """What its place is: "tỉnh", "huyện", "thành phố", "thị xã", "xã"."""
        return next(kind for kind in ("thành phố", "thị xã", "tỉnh", "huyện", "xã") if self.unit.startswith(kind))

    @property
    def where(self) -> str:
        """Its place with those that it lies in: "xã Tân Thủy, huyện Sơn Đài, tỉnh Thanh Vân"."""
        return f"{self.unit}, {self.parent.where}" if self.parent else self.unit

    @cached_property
    def folder(self) -> str:
        """Where its reports are kept, below the repository's folder."""
        above = f"{self.parent.folder}/" if self.parent and self.level == "commune" else ""
        return f"{above}{slug(self.unit)}"


class Paper(NamedTuple):
    """A document: what identifies it, its day, its subject, and a superior's document that it carries out."""

    type: str
    symbol: str
    date: datetime.date
    issuer: str
    subject: str
    agency: Agency | None = None
    carries: Paper | None = None

    @property
    def name(self) -> str:
        """Type and number: "Kế hoạch số 15/KH-UBND"."""
        return f"{self.type} số {self.symbol}"


@dataclass(eq=False)
class World:
    """A province of so many districts and communes, from a seed."""

    seed: int
    districts: int
    communes: int
    _registers: dict[tuple[Agency, int], list[Paper]] = field(default_factory=dict)
    _sent: dict[tuple[Agency, int], list[Paper]] = field(default_factory=dict)

    def stream(self, *key: object) -> random.Random:
        """A stream of its own for each thing that is drawn."""
        return random.Random("|".join(map(str, (self.seed, *key))))

    @cached_property
    def agencies(self) -> list[Agency]:
        """The committees: the province's, then the districts', then the communes', in turn over the districts."""
        pick = self.stream("places")
        province = Agency("province", f"tỉnh {pick.choice(words()['provinces'])}")
        names = [*words()["towns"], *pick.sample(words()["districts"], len(words()["districts"]))]
        districts = [Agency("district", name, province) for name in names[: self.districts]]
        communes = [f"xã {a} {b}" for a, b in product(words()["commune_first"], words()["commune_second"])]
        pick.shuffle(communes)
        return [
            province,
            *districts,
            *(Agency("commune", name, districts[place % len(districts)]) for place, name in enumerate(communes[: self.communes])),
        ]

    @cached_property
    def central(self) -> list[Paper]:
        """The documents of the centre, which all may cite."""
        papers = []
        for line in words()["central"]:
            symbol, kind, day, issuer, subject = line.split(" | ")
            date = datetime.datetime.strptime(day, "%d/%m/%Y").date()
            papers.append(Paper(kind, symbol, date, issuer, subject))
        return papers

    def plan(self, agency: Agency, year: int) -> Paper:
        """The plan of reform for a year, of the December before."""
        pick = self.stream("plan", agency.unit, year)
        number = _LAST["Kế hoạch"][agency.level] + pick.randint(1, 9)
        date = datetime.date(year - 1, 12, pick.randint(22, 30))
        return Paper(
            "Kế hoạch", f"{number}/KH-UBND", date, f"UBND {agency.kind}", f"về cải cách hành chính nhà nước năm {year}", agency
        )

    def register(self, agency: Agency, year: int) -> list[Paper]:
        """What a committee issued in a year and reports may cite, by date; numbers of a type rise with the days."""
        known = self._registers.get((agency, year))
        if known is None:
            pick = self.stream("register", agency.unit, year)
            known = [paper for kind in _ISSUED for paper in self._issued(agency, year, kind, pick)]
            known.sort(key=lambda paper: (paper.date, paper.symbol))
            self._registers[agency, year] = known
        return known

    def _issued(self, agency: Agency, year: int, kind: str, pick: random.Random) -> list[Paper]:
        last = _LAST[kind][agency.level]
        numbers = sorted(pick.sample(range(3, last), _ISSUED[kind]))
        subjects = pick.sample([" ".join(pair) for pair in product(words()["stems"][kind], words()["topics"])], len(numbers))
        above = [paper for paper in self.sent_down(agency.parent, year) if not paper.carries] if agency.parent else []
        papers = []
        days = sorted(pick.choices(range(350), k=len(numbers)))
        for number, day, subject in zip(numbers, days, subjects, strict=True):
            date = datetime.date(year, 1, 3) + datetime.timedelta(days=day)
            end = f"{_ABBREVIATION[kind]}-UBND" if kind in _ABBREVIATION else f"UBND-{pick.choice(words()['rooms'])}"
            just_before = [paper for paper in above if 2 <= (date - paper.date).days <= 30]
            carries = pick.choice(just_before) if kind == "Công văn" and just_before and pick.random() < _CARRYING_OUT else None
            if carries:
                above.remove(carries)
            papers.append(Paper(kind, f"{number:02d}/{end}", date, f"UBND {agency.kind}", subject, agency, carries))
        return papers

    def sent_down(self, agency: Agency, year: int) -> list[Paper]:
        """Those of a committee's documents that the committees below know."""
        if (agency, year) not in self._sent:
            pick = self.stream("sent", agency.unit, year)
            self._sent[agency, year] = [paper for paper in self.register(agency, year) if pick.random() < _SENT_DOWN]
        return self._sent[agency, year]
