"""The truth about a generated repository."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import NamedTuple


class ReportTruth(NamedTuple):
    """A report: its file, who reports on what, how much it cites, and the figures it shares with other reports.

    A figure is its value and the words that state it; `_received` is that of the same period a year before,
    `below_received` the total of the districts.
    """

    path: str
    agency: str
    year: int
    period: str
    format: str
    size: int
    citations: int
    documents: int
    figures: dict[str, tuple[int, str]]


class Slip(NamedTuple):
    """A contradiction within one report: the wrong words, and those that stand in their place, or elsewhere, in truth."""

    path: str
    kind: str
    wrong: str
    right: str


class Conflict(NamedTuple):
    """A document with another day in one report than in all others that cite it.

    `wrong` and `right` are the words of either, `others` the reports that have the right day; days are ISO.
    """

    document: str
    issuer: str
    path: str
    wrong: str
    wrong_date: str
    others: tuple[str, ...]
    right: str
    right_date: str


class Restated(NamedTuple):
    """A figure of a year in the report of that year, and another value for it in the same committee's report of the next year."""

    figure: str
    agency: str
    year: int
    path: str
    stated: int
    words: str
    later_path: str
    later_stated: int
    later_words: str


class Total(NamedTuple):
    """A province's figure for its districts, which is not the sum of what they state themselves."""

    figure: str
    path: str
    stated: int
    words: str
    computed: int
    parts: dict[str, int]


@dataclasses.dataclass
class Manifest:
    """A repository: its reports, the distinct documents they cite, and all that is wrong in it. Paths are below its folder, with "/"."""

    seed: int
    documents: int
    reports: list[ReportTruth]
    slips: list[Slip]
    conflicts: list[Conflict]
    restated: list[Restated]
    totals: list[Total]

    def write(self, path: Path) -> None:
        """Write it as JSON, an object a line for each report and defect."""
        plain = {name: getattr(self, name) for name in ("seed", "documents")}
        for name in ("reports", "slips", "conflicts", "restated", "totals"):
            plain[name] = [entry._asdict() for entry in getattr(self, name)]
        path.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
