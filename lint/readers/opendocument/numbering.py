"""The numbers that list items and headings of an OpenDocument text show."""

from __future__ import annotations

import re
from typing import NamedTuple

from lint.readers.labels import bullet, letters, roman
from lint.readers.markup import Element
from lint.readers.opendocument.names import STYLE_NAME, style, text, whole
from lint.readers.opendocument.styles import Styles

_LEVEL, _DISPLAYED, _START = text("level"), text("display-levels"), text("start-value")
_FORMAT, _PREFIX, _SUFFIX = style("num-format"), style("num-prefix"), style("num-suffix")
_SIGN = text("bullet-char")
_CONTINUE, _CONTINUED = text("continue-numbering"), text("continue-list")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PATTERN = "num-list-format"  # an attribute that LibreOffice had before OpenDocument did
_PLACE = re.compile(r"%(\d{1,2})%")
_DEEPEST = 10
_LONGEST = 60  # characters of a pattern that a label can have use for
_NUMBERED = (text("list-level-style-number"), text("outline-level-style"))
_BULLETED = (text("list-level-style-bullet"), text("list-level-style-image"))


class Counts:
    """How far a list has counted on each of its levels, from 1."""

    def __init__(self, style_name: str | None) -> None:
        self.style = style_name
        self.of: dict[int, int] = {}


class _Level(NamedTuple):
    shape: str
    pattern: str
    start: int
    sign: str | None


class Numbering:
    """The lists of a file, counting as their items come by."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str | None, dict[int, _Level]] = {}
        self._outline = _levels(styles.outline)
        self._headings = Counts(None)
        self._lists: dict[str, Counts] = {}
        self._last: dict[str | None, Counts] = {}

    def enter(self, element: Element, above: Counts | None) -> Counts:
        """The counts of a list that begins here; `above` are those of the list that it stands in."""
        if above is not None:
            return above
        name = element.get(STYLE_NAME)
        counts = self._lists.get(element.get(_CONTINUED, ""))
        if counts is None and element.get(_CONTINUE) == "true":
            counts = self._last.get(name)
        counts = counts or Counts(name)
        self._last[name] = counts
        if own := element.get(_ID):
            self._lists[own] = counts
        return counts

    def label(self, counts: Counts, level: int, name: str | None, start: int | None) -> str:
        """The label of the next item of a list: "1.", "a)", "-".

        Args:
            counts: of its list.
            level: from 1.
            name: the style of the innermost list.
            start: the number that the item itself says it has; None without.
        """
        if name not in self._levels:
            self._levels[name] = _levels(self._styles.lists.get(name))
        return _next(self._levels[name], counts, level, start)

    def heading(self, level: int, start: int | None) -> str:
        """The label of the next heading that stands in no list."""
        return _next(self._outline, self._headings, level, start)


def _levels(element: Element | None) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in element if element is not None else ():
        place = whole(level, _LEVEL, 0)
        if level.tag in _BULLETED:
            found[place] = _Level("", "", 1, level.get(_SIGN, ""))
        elif level.tag in _NUMBERED:
            first = max(place - max(whole(level, _DISPLAYED, 1), 1) + 1, 1)
            shown = ".".join(f"%{other}%" for other in range(first, min(place, first + 9) + 1))
            usual = level.get(_PREFIX, "") + shown + level.get(_SUFFIX, "")
            pattern = next((value for name, value in level.attrib.items() if name.endswith("}" + _PATTERN)), usual)
            found[place] = _Level(level.get(_FORMAT, ""), pattern[:_LONGEST], whole(level, _START, 1), None)
    return found


def _next(levels: dict[int, _Level], counts: Counts, at: int, start: int | None) -> str:
    """Count one item of a level; its label."""
    at = min(at, _DEEPEST)
    level = levels.get(at)
    count = counts.of[at] + 1 if at in counts.of else level.start if level else 1
    counts.of[at] = count if start is None else start
    for below in [other for other in counts.of if other > at]:
        del counts.of[below]
    if level is None:
        return ""
    if level.sign is not None:
        return bullet(level.sign)
    # A level without format shows no number at all, those above it within a label only where they have one.
    return _PLACE.sub(lambda match: _shown(levels, counts, int(match[1])), level.pattern).strip() if level.shape else ""


def _shown(levels: dict[int, _Level], counts: Counts, place: int) -> str:
    level = levels.get(place)
    if level is None:
        return ""
    count = counts.of.get(place, level.start)
    if level.shape in ("I", "i"):
        return roman(count) if level.shape == "I" else roman(count).lower()
    if level.shape in ("A", "a"):
        return letters(count).upper() if level.shape == "A" else letters(count)
    return str(count) if level.shape else ""
