"""The numbers that Word computes for list items and headings."""

from __future__ import annotations

import re

from lint.readers.labels import bullet, letters, roman
from lint.readers.markup import Element
from lint.readers.word.names import is_on, number, value, w, whole
from lint.readers.word.styles import Listed, Styles

_LEVELS = 9
_LONGEST = 60  # characters of a level's pattern that a label can have use for
_ABSTRACT, _NUM, _LEVEL, _OVERRIDE = w("abstractNum"), w("num"), w("lvl"), w("lvlOverride")
_ABSTRACT_ID, _NUM_ID, _ILVL = w("abstractNumId"), w("numId"), w("ilvl")
_START, _START_OVERRIDE, _RESTART = w("start"), w("startOverride"), w("lvlRestart")
_FORMAT, _TEXT, _LEGAL, _PARAGRAPH_STYLE, _LINK = w("numFmt"), w("lvlText"), w("isLgl"), w("pStyle"), w("numStyleLink")
_PLACE = re.compile(r"%([1-9])")


class _Level:
    """One level of a list: its pattern and how it counts."""

    def __init__(self, element: Element) -> None:
        start = number(element, _START)
        self.start = 0 if start is None else start
        self.restart = number(element, _RESTART)
        self.format = value(element, _FORMAT) or "decimal"
        self.text = (value(element, _TEXT) or "")[:_LONGEST]
        self.legal = is_on(element.find(_LEGAL))
        self.style = value(element, _PARAGRAPH_STYLE)


class _List:
    """A list as paragraphs name it: the counters that it shares with others of its kind, its levels and its own starts."""

    def __init__(self, shared: str, levels: dict[int, _Level], starts: dict[int, int]) -> None:
        self.shared = shared
        self.levels = levels
        self.starts = starts


class Numbering:
    """The lists of a file, counting as its paragraphs come by."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {a.get(_ABSTRACT_ID): a for a in root.findall(_ABSTRACT)} if root is not None else {}
        self._nums = {whole(n.get(_NUM_ID)): n for n in root.findall(_NUM)} if root is not None else {}
        self._lists: dict[int, _List | None] = {}
        self._levels: dict[str, dict[int, _Level]] = {}  # of each pattern
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, listed: Listed) -> str:
        """The label of the next paragraph of a list: "1.", "a)", "-"; empty where it has none."""
        if listed.number not in self._lists:
            self._lists[listed.number] = self._list(listed.number)
        of = self._lists[listed.number]
        if of is None:
            return ""
        at = listed.level
        if at is None:
            at = next((place for place, level in of.levels.items() if level.style and level.style == listed.style), 0)
        if at not in of.levels:
            return ""
        counts = self._counts.setdefault(of.shared, {})
        self._count(of, at, counts)
        level = of.levels[at]
        if level.format == "bullet":
            return bullet(level.text)
        return _PLACE.sub(lambda match: _shown(of, int(match[1]) - 1, counts, level.legal), level.text).strip()

    def _count(self, of: _List, at: int, counts: dict[int, int]) -> None:
        """Count one paragraph of a level."""
        if at in of.starts:
            counts[at] = of.starts.pop(at)
        else:
            counts[at] = counts[at] + 1 if at in counts else of.levels[at].start
        for below in range(at + 1, _LEVELS):
            level = of.levels.get(below)
            # A level begins anew below every one above it, or only below the first `restart` levels.
            if level is None or level.restart is None or at < level.restart:
                counts.pop(below, None)

    def _list(self, number_of_list: int) -> _List | None:
        num = self._nums.get(number_of_list)
        if num is None:
            return None
        shared = value(num, _ABSTRACT_ID) or ""
        abstract = self._abstract.get(shared)
        for _ in range(_LEVELS):
            link = value(abstract, _LINK)
            if not link:
                break
            linked = self._styles.listed(link)
            other = self._nums.get(linked.number) if linked else None
            if other is None:
                break
            shared = value(other, _ABSTRACT_ID) or ""
            abstract = self._abstract.get(shared)
        if abstract is None:
            return None
        if shared not in self._levels:
            given = ((_depth(level), level) for level in abstract.findall(_LEVEL))
            self._levels[shared] = {place: _Level(level) for place, level in given if place is not None}
        levels = dict(self._levels[shared])
        starts: dict[int, int] = {}
        for override in num.findall(_OVERRIDE):
            place = _depth(override)
            if place is None:
                continue
            own = override.find(_LEVEL)
            if own is not None:
                levels[place] = _Level(own)
            start = number(override, _START_OVERRIDE)
            if start is not None:
                starts[place] = start
        return _List(shared, levels, starts)


def _depth(element: Element) -> int | None:
    depth = whole(element.get(_ILVL))
    return depth if depth is not None and 0 <= depth < _LEVELS else None


def _shown(of: _List, place: int, counts: dict[int, int], legal: bool) -> str:
    """The number of a level within a label; a level that has not come yet shows where it would begin."""
    level = of.levels.get(place)
    if level is None:
        return ""
    count = counts.get(place, level.start)
    shape = level.format
    if shape in ("none", "bullet"):
        return ""
    if legal:
        return str(count)
    if shape in ("upperRoman", "lowerRoman"):
        return roman(count) if shape == "upperRoman" else roman(count).lower()
    if shape in ("upperLetter", "lowerLetter"):
        return letters(count).upper() if shape == "upperLetter" else letters(count)
    return f"{count:02}" if shape == "decimalZero" else str(count)
