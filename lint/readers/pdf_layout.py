"""What a PDF's layout tells of its lines: running heads and page numbers, notes, where paragraphs begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from typing import Any, NamedTuple

from grammar.source import raised
from lint.readers.pdf_grids import Grid
from lint.readers.pdf_lines import Line
from lint.readers.pdf_paths import Edge
from lint.readers.pdf_tables import Placed

_EDGE = 0.14  # of a page's height: no farther from its upper or lower end are running heads
_EDGE_LINES = 4  # a running head has no more lines
_SAME_PLACE = 6.0  # points
_APART = 1.5  # of the usual distance of two baselines: more divides a running head from the text
_MANY_PAGES = 5  # fewer may begin with the same words by chance
_NEARLY_ALL = 0.9
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:[Tt]rang|TRANG|[Pp]age)?\s*(?P<n>\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*")
_NUMBER = re.compile(r"\d+")

_NOTE_SIZE = 0.95  # of the body's letters: notes are mostly smaller
_RULE = (0.05, 0.75)  # of the page's width: how long a separator above notes is
_RULE_FROM = 0.2  # of the page's height: above stand the rules of a letterhead and of running heads
_RAISED_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PLAIN_NOTE = re.compile(r"[\[(]?(\d{1,3})[\])]?[.\s]")
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[\[(]?\d{1,3}[\])]?(?:[.\s]|(?=[^\W\d_a-zđ]))")

_MARKER = re.compile(r"(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ]|\(\w{1,2}\))[.)/]?\s|[-+•*–]")
# Shares of the size of the letters.
_INDENT = 0.7
_SLACK = 0.5
_LEADING = 1.15  # the least usual distance of two baselines: headings are larger than the body
_SPACED = 1.3  # of the usual distance of two baselines: more stands between two paragraphs


class Page(NamedTuple):
    """A page: its size, its lines in reading order, its tables, and the horizontal lines drawn on it."""

    width: float
    height: float
    lines: list[Placed]
    grids: list[Grid]
    rules: list[Edge]


# --- running heads ---------------------------------------------------------------------------------------------------


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers and what the same edge of many pages repeats.

    A number alone is a page number if it is that of the page, or rises with the pages on two of them. Words with such a number,
    and the same words on three pages and half of all, are a running head where they stand apart from the text beside them; the
    same words on nearly all of many pages are one anyway. A line counts only where all lines between it and the edge are such.
    """
    edges = [(_edge(page, upper=True), _edge(page, upper=False)) for page in pages]
    heads: Counter[tuple[Any, ...]] = Counter()
    for number, both in enumerate(edges, 1):
        height = pages[number - 1].height
        heads.update({key for edge in both for line in edge for key in _keys(line, number, height)})
    most = max(len(pages) - 1, _MANY_PAGES) * _NEARLY_ALL

    kept = []
    for number, (page, both) in enumerate(zip(pages, edges, strict=True), 1):
        out: set[Line] = set()
        for edge in both:
            waiting: list[Line] = []  # repeated lines of which it is not known yet that they stand apart
            for line in edge:
                same, counted = _keys(line, number, page.height)
                times = _times(heads, same)
                rises = len(counted) > 2 and _times(heads, counted) >= 2
                if (match := _PAGE_NUMBER.fullmatch(line.text)) and (rises or int(match["n"]) == number):
                    out.add(line)
                elif rises or times >= max(3, len(pages) / 2):
                    waiting.append(line)
                    if times >= most or _is_apart(page, line, upper=edge is both[0]):
                        out.update(waiting)
                        waiting = []
                else:
                    break
        kept.append(page._replace(lines=[placed for placed in page.lines if placed.cell or placed.line not in out]))
    return kept


def _is_apart(page: Page, line: Line, *, upper: bool) -> bool:
    """Whether a line at an edge of a page is divided from the text beside it: by a gap, a rule, or smaller letters."""
    bases = sorted({placed.line.base for placed in page.lines})
    steps = sorted(b - a for a, b in pairwise(bases) if b - a > 0.5 * line.size)
    inward = [p.line for p in page.lines if (p.line.base > line.base + 1 if upper else p.line.base < line.base - 1)]
    if not inward or not steps:
        return True
    near = min(inward, key=lambda other: abs(other.base - line.base))
    low, high = sorted((line.base, near.base))
    ruled = any(low < rule.at < high for rule in page.rules)
    return ruled or high - low > _APART * steps[len(steps) // 2] or line.size < _NOTE_SIZE * near.size


def _edge(page: Page, *, upper: bool) -> list[Line]:
    """The lines at the upper or lower end of a page, from the outermost inwards."""
    near = _EDGE * page.height
    lines = [
        placed.line
        for placed in page.lines
        if placed.cell is None and (placed.line.base < near if upper else placed.line.base > page.height - near)
    ]
    return sorted(lines, key=lambda line: line.base, reverse=not upper)[:_EDGE_LINES]


def _times(heads: Counter[tuple[Any, ...]], key: tuple[Any, ...]) -> int:
    """How often a key was seen, at its place or right beside it."""
    place, *words = key
    return sum(heads[(near, *words)] for near in (place - 1, place, place + 1))


def _keys(line: Line, number: int, height: float) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What a line repeats if its words are the same on other pages, and if a number in it rises with the pages.

    Its place is that from the nearer end of the page: some pages are turned.
    """
    place = round((line.base if line.base < height / 2 else line.base - height) / _SAME_PLACE)
    digits = _NUMBER.search(line.text)
    counted = (place, _NUMBER.sub("#", line.text, count=1), int(digits.group()[:6]) - number) if digits else (place, "")
    return (place, line.text, "same", ""), counted


# --- notes -----------------------------------------------------------------------------------------------------------


def note_marks(lines: Iterable[Line]) -> set[str]:
    """The raised digits in lines: marks of notes, though some may be another thing's."""
    return {mark for line in lines for mark in _RAISED_NOTE.findall(line.text)}


def begun(line: Line) -> str | None:
    """The number that a line begins with, as raised digits, if it may begin a note."""
    match = _RAISED_NOTE.match(line.text)
    if match:
        return match.group()
    match = _PLAIN_NOTE.match(line.text)
    return raised(match[1]) if match else None


def notes_from(page: Page, body_size: float, going_on: bool, marks: Set[str]) -> float:
    """The height of a page at which its notes begin; its own height where it has none.

    Args:
        page: without running heads.
        body_size: the size of most letters of the file.
        going_on: whether the page before has notes, which may go on here.
        marks: the raised numbers of the page, and those of pages before that no note begins with.
    """
    lines = sorted((placed.line for placed in page.lines if placed.cell is None), key=lambda line: line.base)
    last_cell = max((placed.line.base for placed in page.lines if placed.cell), default=0.0)
    lines = [line for line in lines if line.base > last_cell]
    if not lines:
        return page.height
    for rule in sorted((rule for rule in page.rules if rule.at > last_cell), key=lambda rule: rule.at):
        length = rule.end - rule.start
        # Where notes go on from the page before, Word rules the whole width.
        most = page.width if going_on else _RULE[1] * page.width
        if rule.at < _RULE_FROM * page.height or not _RULE[0] * page.width <= length <= most:
            continue
        below = [line for line in lines if line.base > rule.at]
        if below and rule.start <= min(line.x0 for line in below) + 2 * body_size and _are_notes(below, body_size, going_on):
            return rule.at
    small = len(lines)
    while small and lines[small - 1].size < _NOTE_SIZE * body_size and not lines[small - 1].column:
        small -= 1
    starts = [line for line in lines[small:] if _RAISED_NOTE.match(line.text) or begun(line) in marks]
    if not starts:
        return page.height
    return (lines[small] if going_on else starts[0]).top


def _are_notes(lines: Sequence[Line], body_size: float, going_on: bool) -> bool:
    """Whether what stands below a rule is notes: a raised number begins it, or small letters with a number or the rest of one."""
    if _RAISED_NOTE.match(lines[0].text):
        return True
    small = all(line.size < _NOTE_SIZE * body_size for line in lines)
    return small and (going_on or any(_NOTE.match(line.text) for line in lines))


# --- paragraphs ------------------------------------------------------------------------------------------------------


class Margins(NamedTuple):
    """Where the lines of body or notes begin and end, whether first lines are indented, the usual distance of baselines."""

    left: float
    right: float
    indented: bool
    leading: float


def margins(lines: Sequence[Line]) -> Margins:
    """The margins of lines in reading order: where most of them begin, and where the longest end."""
    if not lines:
        return Margins(0.0, 0.0, False, 0.0)
    lefts = Counter(round(line.x0) for line in lines)
    left = float(max(lefts, key=lambda x: (lefts[x], -x)))
    rights = sorted(line.x1 for line in lines)
    right = rights[int(len(rights) * 0.97)] if len(rights) > 30 else rights[-1]
    indented = sum(1 for line in lines if _INDENT * line.size < line.x0 - left < 6 * line.size)
    steps = Counter(round(b.base - a.base, 1) for a, b in pairwise(lines) if 0 < b.base - a.base < 3 * a.size)
    leading = max(steps, key=lambda step: (steps[step], -step)) if steps else 0.0
    return Margins(left, right, indented * 12 >= len(lines), leading)


def opens(before: Line | None, line: Line, of: Margins, *, same_page: bool, note: bool = False) -> bool | None:
    """Whether a paragraph begins with a line: None where its layout does not tell.

    Args:
        before: the line read before it, of the body or of the notes as this one.
        line: the line.
        of: their margins.
        same_page: whether both stand on one page.
        note: whether they are of a note, whose lines may hang beside its number.
    """
    if before is None:
        return True
    if line.column or before.column:
        return None if line.column and before.column else True
    if _centred(line, of) or _centred(before, of):
        return None if _centred(line, of) and _centred(before, of) else True
    if abs(line.size - before.size) > 0.12 * line.size:
        return True
    if same_page and of.leading and line.base - before.base > _SPACED * max(of.leading, _LEADING * line.size):
        return True
    if before.x1 + 0.25 * line.size + line.lead < of.right - _SLACK * line.size:
        return True
    marked = bool(_MARKER.match(line.text))
    if line.x0 < before.x0 - _SLACK * line.size:
        return None if marked else False
    if line.x0 > before.x0 + _INDENT * line.size:
        if note and _PLAIN_NOTE.match(before.text):
            return False
        hanging = _MARKER.match(before.text) and before.x0 > of.left + _SLACK * line.size
        return None if hanging and not marked else True
    if line.x0 < of.left + _SLACK * line.size and of.indented and not marked:
        return False
    return None


def _centred(line: Line, of: Margins) -> bool:
    """Whether a line stands in the middle, away from both margins."""
    before, behind = line.x0 - of.left, of.right - line.x1
    return min(before, behind) > 2 * line.size and abs(before - behind) < 1.5 * line.size
