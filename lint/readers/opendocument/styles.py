"""What the styles of an OpenDocument text say: headings, lists, raised and hidden characters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lint.readers.markup import Element
from lint.readers.opendocument.names import TRANSFORM, office, style, text
from lint.readers.paragraph import HEADING_STYLE

_STYLE, _NAME, _FAMILY, _PARENT, _SHOWN = (style(n) for n in ("style", "name", "family", "parent-style-name", "display-name"))
_CHARACTERS, _POSITION = style("text-properties"), style("text-position")
_DISPLAY, _LIST_STYLE = text("display"), style("list-style-name")
_LEVEL = style("default-outline-level")

_LONGEST_CHAIN = 30  # of styles that inherit from one another


class Styles:
    """The styles of a file, each with what it inherits; those of its own paragraphs before those that have names."""

    def __init__(self, content: Element, common: Element | None) -> None:
        self._styles: dict[tuple[str | None, str | None], Element] = {}
        self.lists: dict[str | None, Element] = {}
        self.outline: Element | None = None
        named = common.find(office("styles")) if common is not None else None
        for parent in (named, content.find(office("automatic-styles"))):
            for element in parent if parent is not None else ():
                if element.tag == _STYLE:
                    self._styles[element.get(_FAMILY), element.get(_NAME)] = element
                elif element.tag == text("list-style"):
                    self.lists[element.get(_NAME)] = element
                elif element.tag == text("outline-style"):
                    self.outline = element
        self.is_capital = cache(self._is_capital)
        self.is_raised = cache(self._is_raised)
        self.is_hidden = cache(self._is_hidden)
        self.is_heading = cache(self._is_heading)
        self.list_style = cache(self._list_style)

    def _chain(self, family: str, name: str | None) -> Iterator[Element]:
        """A style and those it inherits from, nearest first."""
        seen: set[str | None] = set()
        while (family, name) in self._styles and name not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(name)
            element = self._styles[family, name]
            yield element
            name = element.get(_PARENT)

    def _characters(self, family: str, name: str | None, attribute: str) -> str | None:
        """What a style says of its characters; None where it says nothing."""
        for element in self._chain(family, name):
            properties = element.find(_CHARACTERS)
            if properties is not None and attribute in properties.attrib:
                return str(properties.get(attribute))
        return None

    def _is_raised(self, family: str, name: str | None) -> bool | None:
        """Whether characters of a style are raised; None where it says nothing."""
        position = self._characters(family, name, _POSITION)
        if position is None:
            return None
        first = position.split(" ")[0]
        return first == "super" or (first.endswith("%") and first[0] not in "-0")

    def _is_hidden(self, family: str, name: str | None) -> bool | None:
        """Whether characters of a style are hidden; None where it says nothing."""
        display = self._characters(family, name, _DISPLAY)
        return None if display is None else display == "none"

    def _is_capital(self, family: str, name: str | None) -> bool | None:
        """Whether characters of a style are shown as capitals; None where it says nothing."""
        transform = self._characters(family, name, TRANSFORM)
        return None if transform is None else transform == "uppercase"

    def _is_heading(self, name: str | None) -> bool:
        """Whether paragraphs of a style are headings or titles, though they are not marked as such."""
        for element in self._chain("paragraph", name):
            level = element.get(_LEVEL)
            if level is not None:
                return level not in ("", "0")
            if HEADING_STYLE.fullmatch(element.get(_SHOWN) or element.get(_NAME, "")):
                return True
        return False

    def _list_style(self, name: str | None) -> str | None:
        """The style of lists that a style of paragraphs names."""
        return next((found for element in self._chain("paragraph", name) if (found := element.get(_LIST_STYLE))), None)
