"""Tables of a PDF that only horizontal lines divide: rows stand between these, columns where nearly no row has words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lint.readers.pdf_glyphs import Word
from lint.readers.pdf_grids import LOOSE, NEAR, Grid, grid_of, one_by_one
from lint.readers.pdf_lines import baselines
from lint.readers.pdf_paths import Edge, Edges

_GAP = 0.6  # of the size of the letters: the least gap between two cells
_LEAST_RULES = 4  # the header and two rows: of fewer the columns are not told
_PROSE = 0.7  # of the width of the rules: words so long stand in no cell
_CROSSING = 0.15  # of the rows: so many may have words where two columns are divided
_OFF_CENTRE = 0.08  # of its width: how far from the middle of a cell over several columns its words may stand


class _Blob(NamedTuple):
    """Words of a row that stand together: where they begin and end."""

    x0: float
    x1: float


class _Band(NamedTuple):
    """What stands between two lines."""

    top: float
    bottom: float
    blobs: list[_Blob]


def stacked(edges: Edges, words: Sequence[Word]) -> list[Grid]:
    """The tables that horizontal lines of one length make, one below another.

    Raises:
        Failure: one has more cells than any report's.
    """
    across = one_by_one(edges.horizontal)
    found: list[Grid] = []
    for rules in _stacks(across):
        top, bottom, left, right = rules[0].at, rules[-1].at, rules[0].start, rules[0].end
        if any(line.start < bottom and line.end > top and left - NEAR <= line.at <= right + NEAR for line in edges.vertical):
            continue
        inside = [word for word in words if left <= (word.x0 + word.x1) / 2 <= right and not word.turned]
        for full in _unbroken(rules, inside):
            grid = _table(full, across, inside)
            if grid and len(grid.columns) > 2:
                found.append(grid._replace(slack=LOOSE))
    return found


def _stacks(across: Sequence[Edge]) -> list[list[Edge]]:
    """Lines that begin and end at the same places."""
    stacks: list[list[Edge]] = []
    for line in across:
        own = next((s for s in stacks if abs(s[0].start - line.start) <= NEAR and abs(s[0].end - line.end) <= NEAR), None)
        if own:
            own.append(line)
        else:
            stacks.append([line])
    return [stack for stack in stacks if len(stack) >= _LEAST_RULES]


def _unbroken(rules: list[Edge], words: Sequence[Word]) -> Iterator[list[Edge]]:
    """The lines, parted where prose stands between two."""
    run = rules[:1]
    for upper, lower in pairwise(rules):
        longest = max((blob.x1 - blob.x0 for blob in _band(upper.at, lower.at, words).blobs), default=0.0)
        if longest > _PROSE * (upper.end - upper.start):
            if len(run) >= _LEAST_RULES:
                yield run
            run = []
        run.append(lower)
    if len(run) >= _LEAST_RULES:
        yield run


def _band(top: float, bottom: float, words: Sequence[Word]) -> _Band:
    """The words between two lines; those of one cell, over one another, are taken together."""
    inside = [word for word in words if top < (word.top + word.base) / 2 < bottom]
    pieces: list[_Blob] = []
    for row in baselines(inside):
        for place, word in enumerate(row):
            if place and word.x0 - row[place - 1].x1 <= _GAP * word.size:
                pieces[-1] = _Blob(pieces[-1].x0, max(pieces[-1].x1, word.x1))
            else:
                pieces.append(_Blob(word.x0, word.x1))
    blobs: list[_Blob] = []
    for piece in sorted(pieces):
        if blobs and piece.x0 < blobs[-1].x1:
            blobs[-1] = _Blob(blobs[-1].x0, max(blobs[-1].x1, piece.x1))
        else:
            blobs.append(piece)
    return _Band(top, bottom, blobs)


def _table(rules: list[Edge], across: Sequence[Edge], words: Sequence[Word]) -> Grid | None:
    """The table between lines, and shorter ones among them."""
    left, right, top, bottom = rules[0].start, rules[0].end, rules[0].at, rules[-1].at
    partial = [
        line for line in across if top < line.at < bottom and left - NEAR <= line.start and line.end < right + NEAR
        and line not in rules
    ]  # fmt: skip
    bands = [_band(a.at, b.at, words) for a, b in pairwise(sorted([*rules, *partial]))]
    gutters = _gutters([band._replace(blobs=[blob for blob in band.blobs if not _above(band, blob, partial)]) for band in bands])
    xs = [left, *(_snapped(gutter, partial) for gutter in gutters), right]
    down = [Edge(x, top, bottom) for x in (left, right)]
    for band in bands:
        joined = _joined(band, xs, partial)
        down += (Edge(x, band.top, band.bottom) for place, x in enumerate(xs[1:-1], 1) if place not in joined)
    return grid_of([*rules, *partial], down)


def _gutters(bands: Sequence[_Band]) -> list[tuple[float, float]]:
    """Where columns are divided: what is free in nearly all rows, and of that what is free in most, between words.

    Of several such places the first divides: figures stand at the right of their column, below the middle of their header.
    """
    most = int(_CROSSING * len(bands))
    steps = sorted((x, step) for band in bands for blob in band.blobs for x, step in ((blob.x0, 1), (blob.x1, -1)))
    found: list[tuple[float, float]] = []
    best: tuple[int, float, float] | None = None  # how crowded it is, where it begins and ends
    count, crowded = 0, False
    for (x, step), (end, _) in pairwise(steps):
        count += step
        if count > most:
            if best:
                found.append(best[1:])
            best, crowded = None, True
        elif crowded and end - x > NEAR:
            best = min(best, (count, x, end)) if best else (count, x, end)
    return _apart(bands, found)


def _apart(bands: Sequence[_Band], gutters: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The gutters that part two columns: those on both sides of which some row has words.

    The rest run through one column, whose header and figures are set in two ways; the narrowest of these are left out first.
    """
    kept = list(gutters)
    while True:
        middles = [(low + high) / 2 for low, high in kept]
        filled = [{bisect_left(middles, (blob.x0 + blob.x1) / 2) for blob in band.blobs} for band in bands]
        within = [place for place in range(len(kept)) if not any(place in columns and place + 1 in columns for columns in filled)]
        if not within:
            return kept
        del kept[min(within, key=lambda place: kept[place][1] - kept[place][0])]


def _snapped(gutter: tuple[float, float], partial: Sequence[Edge]) -> float:
    """Where a gutter divides: at the end of a shorter line, or in its middle."""
    ends = [x for line in partial for x in (line.start, line.end) if gutter[0] - NEAR <= x <= gutter[1] + NEAR]
    return ends[0] if ends else (gutter[0] + gutter[1]) / 2


def _above(band: _Band, blob: _Blob, partial: Sequence[Edge]) -> Edge | None:
    """The shorter line right below the words, if there is one."""
    x = (blob.x0 + blob.x1) / 2
    return next((line for line in partial if abs(line.at - band.bottom) < 1 and line.start - NEAR <= x <= line.end + NEAR), None)


def _joined(band: _Band, xs: Sequence[float], partial: Sequence[Edge]) -> set[int]:
    """The places of the dividing lines that the cells of a row reach over.

    Words over several columns stand in the middle of them; they may be narrower, if a shorter line is drawn below them.
    """
    columns = [[place for place in range(len(xs) - 1) if blob.x0 < xs[place + 1] and xs[place] < blob.x1] for blob in band.blobs]
    found: set[int] = set()
    for blob, own in zip(band.blobs, columns, strict=True):
        taken = {place for other in columns if other is not own for place in other}
        below = _above(band, blob, partial)
        if not own or (not below and len(own) < 2):
            continue
        line = below or Edge(0, xs[0], xs[-1])
        ranges = [
            (first, last)
            for first in range(own[0] + 1)
            for last in range(own[-1], len(xs) - 1)
            if not taken & set(range(first, last + 1)) and line.start <= xs[first] + NEAR and xs[last + 1] <= line.end + NEAR
        ]
        for first, last in sorted(ranges, key=lambda pair: pair[0] - pair[1]):
            if abs(xs[first] + xs[last + 1] - blob.x0 - blob.x1) / 2 <= _OFF_CENTRE * (xs[last + 1] - xs[first]):
                found.update(range(first + 1, last + 1))
                break
        else:
            found.update(range(own[0] + 1, own[-1] + 1))
    return found
