"""Writes a repository of reports as a province keeps one: its districts and communes, several years, four reports a year.

    python -m tests.repository.generate --reports 1000 --megabytes 100 --seed 7 DIR

The reports agree with themselves and with one another except where defects are asked for; DIR/manifest.json says where, and
how much there is. The same arguments give the same bytes, Word files with the same python-docx.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.repository import planting
from tests.repository.drafting import draft
from tests.repository.files import FORMATS, Format, write
from tests.repository.habits import Draft, Slot, Style, Twist
from tests.repository.manifest import Manifest, ReportTruth
from tests.repository.world import PERIODS, Paper, World

MANIFEST = "manifest.json"
_LAST_YEAR = 2024  # the last one with districts and their reports throughout
# One report in so many is a Word file: they take long to make.
_WORD_EVERY = 40
# A committee writes in the same format year after year.
_WRITTEN: tuple[Format, ...] = ("pages", "markdown", "text", "pages")


@dataclass
class Entry:
    """A report of the repository: who writes of what, how, into which file."""

    slot: Slot
    style: Style
    format: Format
    path: str
    twist: Twist = field(default_factory=Twist)


def generate(
    folder: Path,
    reports: int,
    bytes_each: int,
    seed: int,
    *,
    defects: int = 0,
    conflicts: int = 0,
    restated: int = 0,
    totals: int = 0,
) -> Manifest:
    """Write a repository into a folder, which is made where there is none.

    Args:
        folder: where; nothing else may be in it.
        reports: how many, ten or more.
        bytes_each: how long each is as text, in bytes; a report is never shorter than what every report says (about 8 KB).
        seed: decides everything else.
        defects: contradictions within one report, of a date, a sum or a percentage in turn.
        conflicts: documents with another day in one report than in the others.
        restated: figures of a year with another value in the report of the next year.
        totals: figures of the province that are not the sum of its districts'.

    Raises:
        ValueError: the folder is not empty, or there is no room for so many defects.
    """
    if reports < 10:
        raise ValueError(f"{reports} reports: a repository has ten or more")
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty")
    world, entries = _plan(reports, seed)
    drafts: list[planting.Known] = []
    truths: list[ReportTruth] = []

    def put(entry: Entry, rounds: int | None = None) -> tuple[Draft, ReportTruth]:
        made = draft(world, entry.slot, entry.style, bytes_each, entry.twist, rounds)
        size = write(made.document, folder / entry.path, entry.format, entry.style.marks)
        agency, year, period = entry.slot
        counts = made.mentions, len(made.cited)
        return made, ReportTruth(entry.path, agency.unit, year, period.name, entry.format, size, *counts, made.figures)

    for entry in entries:
        made, truth = put(entry)
        drafts.append(planting.Known(entry.slot, entry.path, entry.style, entry.twist, tuple(made.cited), made.rounds))
        truths.append(truth)
    planted = planting.plant(world, drafts, defects=defects, conflicts=conflicts, restated=restated, totals=totals)
    again: dict[str, Draft] = {}
    for place in sorted(planted.touched):
        again[entries[place].path], truths[place] = put(entries[place], drafts[place].rounds)
    documents: set[Paper] = {paper for known in drafts for paper in known.cited}
    manifest = Manifest(seed, len(documents), truths, *planted.told(drafts, truths, again))
    manifest.write(folder / MANIFEST)
    return manifest


def _plan(reports: int, seed: int) -> tuple[World, list[Entry]]:
    """Who reports on what: first the years of province and districts, then their other periods, then the communes."""
    districts = min(max(reports // 5, 2), 10)
    years = 6 if reports >= 100 else 2
    above = (districts + 1) * years * len(PERIODS)
    communes = -(-max(reports - above, 0) // (years * len(PERIODS)))
    world = World(seed, districts, communes)
    span = range(_LAST_YEAR - years + 1, _LAST_YEAR + 1)
    committees, rest = world.agencies[: districts + 1], world.agencies[districts + 1 :]
    slots = [
        Slot(agency, year, period) for group in (committees, rest) for period in PERIODS for year in span for agency in group
    ][:reports]
    return world, [_entry(world, slot, place) for place, slot in enumerate(slots)]


def _entry(world: World, slot: Slot, place: int) -> Entry:
    pick = world.stream("style", slot.agency.unit)
    style = Style(pick.random() < 0.6, pick.choice(("(1)", "1", "[1]", "none")), pick.random() < 0.3, pick.random() < 0.4)
    format_: Format = "word" if place % _WORD_EVERY == 5 else _WRITTEN[world.agencies.index(slot.agency) % len(_WRITTEN)]
    name = f"bao-cao-cchc-{slot.period.name}{FORMATS[format_]}"
    return Entry(slot, style, format_, f"{slot.agency.folder}/{slot.year}/{name}")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--megabytes", type=float, default=100, help="of text, of all reports together")
    parser.add_argument("--seed", type=int, default=7)
    for name, what in (
        ("defects", "contradictions within one report"),
        ("conflicts", "documents with two dates in two reports"),
        ("restated", "figures with another value a year later"),
        ("totals", "totals of the province that its districts' figures do not make"),
    ):
        parser.add_argument(f"--{name}", type=int, default=0, metavar="N", help=what)
    options = vars(parser.parse_args())
    folder, bytes_each = options.pop("folder"), round(options.pop("megabytes") * 1e6 / max(options["reports"], 1))
    try:
        manifest = generate(folder, bytes_each=bytes_each, **options)
    except ValueError as error:
        print(f"generate: {error}", file=sys.stderr)
        return 2
    size = sum(report.size for report in manifest.reports)
    print(f"{len(manifest.reports)} reports, {size / 1e6:.1f} MB, {manifest.documents} distinct documents, {folder / MANIFEST}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
