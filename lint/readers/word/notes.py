"""Footnotes and endnotes: what number each shows, in the order of their marks, and where its words are.

A note that no mark refers to is not read: Word does not show it either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from grammar.source import SERIES
from lint.readers.markup import Element
from lint.readers.paragraph import NoteKeys
from lint.readers.word.names import ID, number, value, w
from lint.readers.word.parts import Parts

_TYPE, _RESTART, _START = w("type"), w("numRestart"), w("numStart")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


class _Kind:
    """The footnotes or the endnotes of a file, and how they are counted.

    All are shown as decimal numbers, whatever signs the file has for them.
    """

    def __init__(self, root: Element | None, element: str, settings: list[Element]) -> None:
        notes = root.findall(element) if root is not None else []
        self.notes = {note.get(ID): note for note in notes if note.get(_TYPE) not in _SEPARATORS}
        starts = (start for s in settings if (start := number(s, _START)) is not None)
        self.start = min(max(next(starts, 1), 1), SERIES - 1)
        self.restart = next((restart for s in settings if (restart := value(s, _RESTART))), "continuous")
        self.count = self.start - 1


class Notes:
    """The notes of a file, numbered as their marks come by.

    Keys are the numbers shown; each time that the numbers begin anew, with the endnotes, and with marks of the drafter's own,
    another series of keys begins.
    """

    def __init__(self, parts: Parts) -> None:
        sections = list(parts.body.iter(w("sectPr")))
        self._kinds = {
            kind: _Kind(root, w(name), [s for parent in [*sections, parts.settings] for s in _settings(parent, f"{name}Pr")])
            for kind, name, root in (("footnotes", "footnote", parts.footnotes), ("endnotes", "endnote", parts.endnotes))
        }
        self._keys = NoteKeys()
        self._found: dict[int, Element] = {}
        self._customs = 0
        self.within = False

    def mark(self, kind: str, note: str, custom: bool) -> tuple[int, str] | None:
        """A note's key and the number that its mark shows; None within notes.

        Args:
            kind: "footnotes" or "endnotes".
            note: the note's name in its part.
            custom: whether the drafter typed a mark of his own, which is not counted.
        """
        if self.within:
            return None
        of = self._kinds[kind]
        if custom:
            self._customs += 1
            key, shown = self._keys.key("custom", self._customs), ""
        else:
            of.count += 1
            key, shown = self._keys.key(kind, of.count), str(of.count)
        if note in of.notes:
            self._found[key] = of.notes[note]
        return key, shown

    def page(self) -> None:
        """A page begins here: numbers may begin anew."""
        self._anew("eachPage")

    def section(self) -> None:
        """A section begins here: numbers may begin anew."""
        self._anew("eachSect")

    def found(self) -> Iterator[tuple[int, Element]]:
        """The notes that marks were found for, each with its key, in the order of their marks; marks within them are none."""
        self.within = True
        yield from self._found.items()

    def _anew(self, occasion: Literal["eachPage", "eachSect"]) -> None:
        for kind, of in self._kinds.items():
            if of.restart == occasion and of.count >= of.start:
                of.count = of.start - 1
                self._keys.anew(kind)


def _settings(parent: Element | None, name: str) -> list[Element]:
    return parent.findall(w(name)) if parent is not None else []
