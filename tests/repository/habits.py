"""What a report is told before it is written, what is known of it afterwards, and how drafters write numbers and days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tests.formats.document import Document
from tests.repository.counting import Figures
from tests.repository.world import Agency, Paper, Period

Marks = Literal["(1)", "1", "[1]", "none"]
Slip = Literal["date", "sum", "percent"]


class Style(NamedTuple):
    """A drafter's habits: dates as 05/3/2023 or in words, the marks of notes, the committee's name in full or short.

    `own_named`: the committee is named behind its own documents, too.
    """

    slashes: bool
    marks: Marks
    full_name: bool
    own_named: bool


class Slot(NamedTuple):
    """Who reports on what."""

    agency: Agency
    year: int
    period: Period


@dataclass
class Twist:
    """Where a report departs from the world.

    Attributes:
        dates: another day for a document, by itself.
        figures: another value, by the figure's name: "_received" is that of the period before, "below_received" the districts' total.
        slips: what contradicts itself within the report.
    """

    dates: dict[Paper, datetime.date] = field(default_factory=dict)
    figures: Figures = field(default_factory=dict)
    slips: set[Slip] = field(default_factory=set)


@dataclass
class Draft:
    """A report, before it is a file.

    Attributes:
        cited: each document with the words that cite it, without issuer and subject.
        figures: the figures it states that other reports state, too, by name, with their words.
        slipped: for each slip the words that are wrong and those that were right, or that stand elsewhere and are right.
        mentions: how many citations there are.
        rounds: how often it was made longer: a draft of so many rounds is the same but for its twists.
    """

    document: Document
    cited: dict[Paper, str] = field(default_factory=dict)
    figures: dict[str, tuple[int, str]] = field(default_factory=dict)
    slipped: dict[Slip, tuple[str, str]] = field(default_factory=dict)
    mentions: int = 0
    rounds: int = 0


def number(value: int) -> str:
    """A count as reports write it: 07, 1.250."""
    return f"{value:02d}" if value < 10 else f"{value:,}".replace(",", ".")


def day(date: datetime.date, slashes: bool) -> str:
    """A day as Decree 30/2020 pads it: 05/3/2023, or 05 tháng 3 năm 2023."""
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"{date.day:02d}/{month}/{date.year}" if slashes else f"{date.day:02d} tháng {month} năm {date.year}"


def percent(part: int, whole: int, off: int = 0) -> str:
    """A percentage of one decimal, `off` tenths away."""
    return f"{round(1000 * part / whole) / 10 + off / 10:.1f}%".replace(".", ",").replace(",0%", "%")


def signed(slot: Slot) -> datetime.date:
    """The day of a report."""
    return datetime.date(slot.year, *slot.period.signed)
