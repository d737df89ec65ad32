"""The lines of a table's cell: what a cell narrower than a word breaks is put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lint.readers.pdf_glyphs import Word
from lint.readers.pdf_lines import Line, lines_in_place

PADDING = 6.0  # points: the most that is free between a cell's side and its words
_DIGIT = 0.5  # of the size of the letters
_WHOLE = re.compile(r"[-+(]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?%?\)?|\d{1,2}/\d{1,2}/\d{4}")  # a number, a date
_FIGURE = re.compile(r"[-+(]?\d[\d.,/]*[%)]*")
_CONSONANTS = re.compile(r"[bcdđghklmnpqrstvx]+")


def cell_lines(words: Sequence[Word], left: float, right: float) -> list[Line]:
    """The lines of a cell between two sides, in the order in which they are read."""
    found: list[Line] = []
    for line in lines_in_place(words):
        if found and not line.column and _is_rest(found[-1], line, left, right):
            found[-1] = _together(found[-1], line)
        else:
            found.append(line)
    return found


def room(line: Line, left: float, right: float) -> float:
    """How much is free behind the words of a cell's line, whichever way they are set."""
    padding = min(max(line.x0 - left, 0.0), max(right - line.x1, 0.0), PADDING)
    return right - left - 2 * padding - (line.x1 - line.x0)


def _is_rest(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line begins with the rest of the word that ends the one before, which no other letter fits behind."""
    if " " in before.text or before.column or room(before, left, right) > _DIGIT * line.size:
        return False
    rest = line.text.split(" ", 1)[0]
    if _FIGURE.fullmatch(before.text):
        return bool(_WHOLE.fullmatch(before.text + rest)) and rest == line.text
    return before.text[-1].isalpha() and bool(_CONSONANTS.fullmatch(rest))


def _together(before: Line, line: Line) -> Line:
    return Line(
        before.text + line.text,
        min(before.x0, line.x0),
        before.top,
        max(before.x1, line.x1),
        line.bottom,
        line.base,
        before.size,
        before.lead,
    )
