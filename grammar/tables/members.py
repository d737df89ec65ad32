"""What the total of a table may be made of: the readings of its header and of its rows' numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from grammar.tables.grid import TOTALS, Column, Grid, Line
from grammar.vocabulary import fold, table_words

_BEGINS_TOTAL = tuple(f"{word} " for word in table_words("begins_total"))
_DIFFERENCES = tuple(f" {word} " for word in table_words("differences"))
_SOME_PARTS, _ALL_PARTS = tuple(table_words("some_parts")), tuple(table_words("all_parts"))
_WHOLES = tuple(f"{word} " for word in table_words("whole_places"))
_MOST_PARTS = 40
_LONGEST_FOUND = 10  # columns in a row whose sum is looked for where nothing speaks for it
_NEAR = 5  # columns before one that is a difference
_MOST_TOTALS = 12  # of which each is held against all rows above and below it
_FEWEST = 2
_FIRST = frozenset(["1", "I", "A", "a", "-", "+", "*", "•", "01"])
_TAKEN_OFF = tuple(table_words("taken_off"))
_WORD = re.compile(r"\w+")
_PERIOD_TOTAL = re.compile(r"(?:cả |tổng )?(?:năm|\d{1,2} tháng(?: đầu năm)?)(?: \d{4})?$|lũy kế")
_PERIOD = re.compile(r"(?:quý|tháng|\d{1,2} tháng|6 tháng (?:đầu|cuối) năm)(?!\w)")
_TERM = re.compile(r"[IVXLC]+|[A-Z]|\d+(?:\.\d+)*")

# How much the table itself says: a total is called one; it stands before its parts; nothing but the numbers.
Strength = Literal["said", "hinted", "found"]


class Members(NamedTuple):
    """One reading of a total: the signs and places of the columns or lines that it is made of."""

    reading: str
    members: tuple[tuple[int, int], ...]
    strength: Strength


def _plus(places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple((1, place) for place in places)


def units(grid: Grid) -> set[str]:
    """The units that a column of units names."""
    return {
        fold(cell.text)
        for column in grid.columns
        if column.kind == "unit"
        for line in grid.lines
        if (cell := grid.cells.get((line.row, column.place)))
    }


def is_flat(grid: Grid) -> bool:
    """Whether the rows are a plain list from its beginning on, with one total."""
    data = [line for line in grid.lines if line.role == "data"]
    first = data[0].enumerator if data else ""
    return (
        all(line.parent is None for line in data)
        and all(line.role in ("data", "total") for line in grid.lines)
        and [_is_sum(line, grid) for line in grid.lines if line.role == "total"] == [True]
        and (not first or first in _FIRST)
    )


def _is_sum(line: Line, grid: Grid) -> bool:
    """Whether a total is called the sum of what is listed, and not a whole of which only some may be: "Toàn huyện"."""
    return not line.label.startswith(_WHOLES) and (_is_plain_total(line) or _names_a_head(line, grid))


def _names_a_head(line: Line, grid: Grid) -> bool:
    """Whether a total is called after a column: "Tổng số người tiếp cận" below "Số người tiếp cận"."""
    name = line.label.removeprefix("tổng ").removeprefix("cộng ")
    return any(name in (head, head.removeprefix("tổng ")) for column in grid.columns for head in column.heads)


# Columns


def of_columns(grid: Grid) -> Iterator[tuple[int, list[Members]]]:
    """For each column that may be a sum its readings."""
    numbers = [column for column in grid.columns if column.kind == "number" and not column.percent]
    by_number = {column.number: column.place for column in numbers if column.number is not None}
    for at, column in enumerate(numbers):
        readings: list[Members] = []
        if column.formula and column.formula.kind == "sum":
            terms = column.formula.terms
            if all(number in by_number for _, number in terms):
                readings.append(Members("formula", tuple((sign, by_number[number]) for sign, number in terms), "said"))
        readings += _runs(numbers, at)
        readings += _differences(numbers, at)
        if readings:
            yield column.place, readings


def _runs(numbers: Sequence[Column], at: int) -> Iterator[Members]:
    """The columns straight behind one, or straight before it, that it may be the sum of."""
    column = numbers[at]
    above = column.heads[:-1]
    is_total = bool(column.heads) and (_says_total(column.heads[-1]) or _is_longer(column, numbers[max(0, at - _FEWEST) : at]))
    behind, before = numbers[at + 1 : at + 1 + _MOST_PARTS], numbers[max(0, at - _MOST_PARTS) : at][::-1]
    for name, run in (("columns behind", behind), ("columns before", before)):
        own = 0  # how many of them stand under the same head, up to the next total
        while own < len(run) and run[own].heads[: len(above)] == above and not _is_rival(run[own], len(above)):
            own += 1
        totals = [other.place for other in run if other.heads and _says_total(other.heads[-1]) and len(other.heads) > 1]
        if is_total and len(totals) >= _FEWEST and not above:
            yield Members(f"totals among the {name}", _plus(totals), "said")
        split = _under_parts(column, run)
        for size in range(_FEWEST, len(run) + 1):
            places = _plus([other.place for other in run[:size]])
            if split and size == split[0]:
                strength: Strength = "said" if split[1] else "hinted"
            elif is_total and size <= own:
                strength = "said" if size == own else "hinted"
            else:
                strength = "found"
            if strength != "found" or size <= _LONGEST_FOUND:
                yield Members(name, places, strength)


def _differences(numbers: Sequence[Column], at: int) -> Iterator[Members]:
    """The pairs of columns near one that it may be the difference of."""
    heads = " ".join(_WORD.findall(" ".join(numbers[at].heads)))
    said = any(word in f" {heads} " for word in _DIFFERENCES)
    near = [*numbers[max(0, at - _NEAR) : at], *numbers[at + 1 : at + 2]]
    for first in near:
        for second in near:
            if first is not second:
                yield Members("difference", ((1, first.place), (-1, second.place)), "hinted" if said else "found")


def _is_longer(column: Column, before: Sequence[Column]) -> bool:
    """Whether a column is of the period that those before it are parts of: "6 tháng" behind "Quý I", "Quý II"."""
    parts = [bool(other.heads) and _PERIOD.match(other.heads[-1]) is not None for other in before]
    return len(parts) == _FEWEST and all(parts) and _PERIOD_TOTAL.match(column.heads[-1]) is not None


def _says_total(head: str) -> bool:
    return head in TOTALS or head.startswith(_BEGINS_TOTAL)


def _is_rival(column: Column, depth: int) -> bool:
    """Whether a column is itself a total on the level of another."""
    return len(column.heads) == depth + 1 and column.heads[-1] in TOTALS


def _under_parts(column: Column, run: Sequence[Column]) -> tuple[int, bool] | None:
    """How many columns behind one stand under "trong đó" or "chia ra", and whether that names all."""
    if not column.heads:
        return None
    depth = len(column.heads) - 1
    size = 0
    for other in run:
        if len(other.heads) <= depth or other.heads[:depth] != column.heads[:depth]:
            break
        if not other.heads[depth].startswith((*_SOME_PARTS, *_ALL_PARTS)):
            break
        size += 1
    return (size, run[0].heads[depth].startswith(_ALL_PARTS)) if size >= _FEWEST else None


# Rows


def of_lines(grid: Grid) -> Iterator[tuple[int, list[Members]]]:
    """For each line that may be a sum its readings."""
    children: dict[int | None, list[int]] = {}
    for place, line in enumerate(grid.lines):
        if line.role != "total":
            children.setdefault(line.parent, []).append(place)
    for place, line in enumerate(grid.lines):
        readings = list(_of_total(grid.lines, place, children) if line.role == "total" else ())
        if line.role == "data":
            parts = _children(grid.lines, place, children)
            if len(parts) >= _FEWEST:
                said = line.label.startswith(_BEGINS_TOTAL) or any(
                    grid.lines[child].role == "all parts" for child in children.get(place, ())
                )
                readings.append(Members("rows under it", _plus(parts), "said" if said else "hinted"))
            elif not grid.lines[place].enumerator and line.label.startswith(_BEGINS_TOTAL):
                readings += _following(grid.lines, place)
        if readings:
            yield place, readings


def _children(lines: Sequence[Line], place: int, children: dict[int | None, list[int]]) -> list[int]:
    """The lines that stand right under one; of those without values what stands under them; none of "trong đó"."""
    found: list[int] = []
    for child in children.get(place, ()):
        line = lines[child]
        if line.label.startswith(_SOME_PARTS):
            continue
        found += [child] if line.role == "data" else _children(lines, child, children)
    return found


def _following(lines: Sequence[Line], place: int) -> Iterator[Members]:
    """The lines behind one that begins with "tổng số": how many of them are its parts is not said."""
    for size in range(_FEWEST, min(len(lines) - place, _MOST_PARTS)):
        run = range(place + 1, place + 1 + size)
        if any(lines[other].role != "data" for other in run):
            return
        yield Members("rows behind it", _plus(run), "found")


def _of_total(lines: Sequence[Line], place: int, children: dict[int | None, list[int]]) -> Iterator[Members]:
    """The readings of a total: what stands above it, below it, or what its brackets name."""
    if named := _named(lines, place):
        yield Members("rows named", _plus(named), "said")
    totals = [other for other, line in enumerate(lines) if line.role == "total"]
    before = max((other for other in totals if other < place), default=-1)
    after = min((other for other in totals if other > place), default=len(lines))
    regions = [range(before + 1, place), range(place + 1, after)]
    if len(totals) <= _MOST_TOTALS or place in (totals[0], totals[-1]):
        regions += [range(place), range(place + 1, len(lines))]
    strength: Strength = "said" if _is_plain_total(lines[place]) else "hinted"
    seen: set[tuple[int, ...]] = set()
    announced = [child for child in range(place + 1, after) if lines[child].role in ("some parts", "all parts")]
    if len(announced) == 1 and len(parts := _children(lines, announced[0], children)) >= _FEWEST:
        yield Members("rows of the breakdown", _plus(parts), "hinted")
    for region in regions:
        for reading, parts in _within(lines, region, children):
            if len(parts) >= _FEWEST and tuple(parts) not in seen:
                seen.add(tuple(parts))
                yield Members(reading, _plus(parts), strength)
                if any(lines[part].label.startswith(_TAKEN_OFF) for part in parts):
                    signed = tuple((-1 if lines[part].label.startswith(_TAKEN_OFF) else 1, part) for part in parts)
                    yield Members(reading, signed, strength)


def _is_plain_total(line: Line) -> bool:
    """Whether a line is called nothing but a total: "Tổng số hồ sơ" may be one of several kinds of things."""
    return line.label in TOTALS or bool(line.formula) or line.label.startswith("cộng")


def _within(lines: Sequence[Line], region: range, children: dict[int | None, list[int]]) -> Iterator[tuple[str, list[int]]]:
    """The rows of a region that a total may add up: the topmost, the lowest, the sub-totals, all."""
    inside = set(region)
    tops: list[int] = []
    for root in children.get(None, ()):
        if root in inside and not lines[root].label.startswith(_SOME_PARTS):
            tops += [root] if lines[root].role == "data" else _children(lines, root, children)
    yield "topmost rows", tops
    yield (
        "lowest rows",
        [place for place in region if lines[place].role == "data" and place not in children and not _is_some_part(lines, place)],
    )
    yield "sub-totals", [place for place in region if lines[place].role == "total"]
    yield "all rows", [place for place in region if lines[place].role == "data"]


def _is_some_part(lines: Sequence[Line], place: int) -> bool:
    """Whether a line or one that it stands under is a part that is named beside others."""
    line: Line | None = lines[place]
    while line:
        if line.label.startswith(_SOME_PARTS):
            return True
        line = lines[line.parent] if line.parent is not None else None
    return False


def _named(lines: Sequence[Line], place: int) -> list[int]:
    """The lines that a total names by their numbers: "Tổng cộng (I+II)"."""
    names = _TERM.findall(lines[place].formula)
    nearest = sorted(range(len(lines)), key=lambda other: (other > place, abs(other - place)))
    found = [next((o for o in nearest if lines[o].enumerator == name and lines[o].role == "data"), None) for name in names]
    return [other for other in found if other is not None] if None not in found else []
