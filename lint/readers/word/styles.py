"""What the styles of a Word file say: headings, list numbers, raised and hidden characters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lint.readers.markup import Element
from lint.readers.paragraph import HEADING_STYLE
from lint.readers.word.names import P_PROPERTIES, R_PROPERTIES, VAL, is_on, number, value, w, whole

_STYLE, _STYLE_ID, _TYPE, _DEFAULT = w("style"), w("styleId"), w("type"), w("default")
_NAME, _BASED_ON, _LEVEL = w("name"), w("basedOn"), w("outlineLvl")
_NUMBERED, _LIST, _DEPTH = w("numPr"), w("numId"), w("ilvl")
_RUN_STYLE, _VERTICAL, _POSITION, _HIDDEN, _CAPITALS = (w(n) for n in ("rStyle", "vertAlign", "position", "vanish", "caps"))
_TELLING = frozenset((_RUN_STYLE, _VERTICAL, _POSITION, _HIDDEN, _CAPITALS))
_BODY_LEVEL = 9
_LONGEST_CHAIN = 12  # of styles based on one another; Word allows eleven


class Look(NamedTuple):
    """How characters are shown: whether raised, hidden, in capitals; None where nothing is said."""

    raised: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None

    def over(self, below: Look) -> Look:
        """This, with what it leaves open taken from another."""
        return Look(*(under if over is None else over for over, under in zip(self, below, strict=True)))


_PLAIN = Look()


class Listed(NamedTuple):
    """The list that a paragraph belongs to, its level from 0, and the style that says so."""

    number: int
    level: int | None = None
    style: str | None = None


class Styles:
    """The styles of a file, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        styles = root.findall(_STYLE) if root is not None else []
        self._styles: dict[str | None, Element] = {style.get(_STYLE_ID): style for style in styles}
        defaults = (
            s.get(_STYLE_ID) for s in styles if s.get(_TYPE) == "paragraph" and s.get(_DEFAULT, "0") in ("1", "true", "on")
        )
        self._default = next(defaults, None)
        self.is_heading = cache(self._is_heading)
        self.listed = cache(self._listed)
        self.look = cache(self._look)

    def _chain(self, style: str | None) -> Iterator[tuple[str, Element]]:
        """A style and those it is based on, nearest first."""
        seen: set[str | None] = set()
        name = style if style in self._styles else self._default
        while name is not None and name in self._styles and name not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(name)
            yield name, self._styles[name]
            name = value(self._styles[name], _BASED_ON)

    def _is_heading(self, style: str | None) -> bool:
        """Whether paragraphs of a style are headings or titles."""
        for _, element in self._chain(style):
            level = number(element.find(P_PROPERTIES), _LEVEL)
            if level is not None:
                return level < _BODY_LEVEL
            if HEADING_STYLE.fullmatch(value(element, _NAME) or ""):
                return True
        return False

    def _listed(self, style: str | None) -> Listed | None:
        """The list that paragraphs of a style belong to."""
        depth = None
        for name, element in self._chain(style):
            properties = element.find(P_PROPERTIES)
            numbered = properties.find(_NUMBERED) if properties is not None else None
            depth = number(numbered, _DEPTH) if depth is None else depth
            found = number(numbered, _LIST)
            if found is not None:
                return Listed(found, depth, name)
        return None

    def _look(self, style: str | None) -> Look:
        """How the characters of a paragraph's or a run's style are shown."""
        look = Look()
        for _, element in self._chain(style):
            properties = element.find(R_PROPERTIES)
            if properties is not None:
                look = look.over(own_look(properties)[0])
        return look

    def run_look(self, properties: Element, paragraph: Look) -> Look:
        """How a run with properties of its own is shown in a paragraph."""
        own, style = own_look(properties)
        if style in self._styles:
            paragraph = self.look(style).over(paragraph)
        return paragraph if own is _PLAIN else own.over(paragraph)

    def heading(self, properties: Element | None, style: str | None) -> bool:
        """Whether a paragraph is a heading, by its own level or its style's."""
        level = number(properties, _LEVEL)
        return self.is_heading(style) if level is None else level < _BODY_LEVEL

    def list_of(self, properties: Element | None, style: str | None) -> Listed | None:
        """The list that a paragraph belongs to, by its own word or its style's; None where it belongs to none."""
        numbered = properties.find(_NUMBERED) if properties is not None else None
        of_style = self.listed(style)
        if numbered is None:
            return of_style
        found, depth = number(numbered, _LIST), number(numbered, _DEPTH)
        if found is not None:
            return Listed(found, depth or 0)
        return of_style._replace(level=of_style.level if depth is None else depth) if of_style else None


def own_look(properties: Element) -> tuple[Look, str | None]:
    """What run properties say themselves, and the style that they name."""
    telling = [child for child in properties if child.tag in _TELLING]
    if not telling:
        return _PLAIN, None
    raised = hidden = capitals = style = None
    for child in telling:
        tag = child.tag
        if tag == _VERTICAL:
            raised = child.get(VAL) == "superscript"
        elif tag == _POSITION:
            raised = (whole(child.get(VAL)) or 0) > 0 if raised is None else raised
        elif tag == _HIDDEN:
            hidden = is_on(child)
        elif tag == _CAPITALS:
            capitals = is_on(child)
        else:
            style = child.get(VAL)
    return Look(raised, hidden, capitals), style
