"""The words of a paragraph: runs joined, fields shown by their results, footnote marks, text boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Protocol

from grammar.source import raised
from lint.readers.markup import Element
from lint.readers.paragraph import Paragraph
from lint.readers.word.names import (
    ALTERNATIVES,
    BOX,
    DELETED,
    DELETED_TEXT,
    ID,
    INSERTED,
    MATH_CONTROL,
    MATH_RUN,
    MATH_TEXT,
    P_PROPERTIES,
    R_PROPERTIES,
    R,
    T,
    branch,
    w,
)
from lint.readers.word.styles import Look, Styles

NOTE_SIGN = "\0"  # where a note shows its own number; no character of XML
_CHAR, _FONT_CHAR, _FIELD_CHAR = w("char"), w("sym"), w("fldCharType")
_CUSTOM = w("customMarkFollows")
_LONGEST_MARK = 10  # characters of a mark of the drafter's own
# Signs of the fonts Symbol and Wingdings that have a character of their own; what else opens a line there is a bullet.
_SIGNS = dict(zip("\uf02b\uf02d\uf0a3\uf0b0\uf0b1\uf0b3\uf0b4\uf0b7\uf0b8", "+-≤°±≥×•÷", strict=True))
_PRIVATE = "".join(map(chr, range(0xF000, 0xF100)))
_CODE = re.compile(r"(?!D[89A-F]|00[01])[0-9A-F]{4}", re.IGNORECASE)  # neither surrogates nor control characters


class Marks(Protocol):
    """The footnotes of a file, counting as their marks come by; `within` tells whether notes are read now."""

    within: bool

    def mark(self, kind: str, note: str, custom: bool) -> tuple[int, str] | None:
        """A note's key and the number that its mark shows; None where marks are not read."""

    def page(self) -> None:
        """A page begins here."""


class Words:
    """The words of one paragraph as they come by, or of several that a deleted paragraph mark makes one."""

    def __init__(self, styles: Styles, notes: Marks, remarks: Counter[str]) -> None:
        self.out = Paragraph()
        self.boxes: list[Element] = []
        self._styles = styles
        self._notes = notes
        self._remarks = remarks
        self._paragraph = self._look = Look()
        self._fields: list[bool] = []  # of each open field, whether what comes by is its instruction
        self._instructions = 0  # how many of these are
        self._custom: int | None = None  # the key of a note whose mark the next words of its run are
        self._seen = False
        self._inserted_already = False  # whether what comes by stands in an insertion that is counted

    def read(self, paragraph: Element, look: Look) -> None:
        """Take a paragraph's words; `look` is how its style shows them."""
        self._paragraph = self._look = look
        # An instruction ends with its paragraph, so that a field that nothing ends hides no more than that.
        self._fields.clear()
        self._instructions = 0
        if look.hidden and has_words(paragraph):
            self._remarks["hidden"] += 1
        self._walk(paragraph)

    @property
    def is_hidden(self) -> bool:
        """Whether there were words, and all were hidden or deleted."""
        return self._seen and not self.out.size

    @property
    def _is_mute(self) -> bool:
        """Whether what comes by is not shown."""
        return bool(self._look.hidden) or self._instructions > 0

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._seen = self._seen or not text.isspace()
        if self._is_mute:
            return
        if self._look.capitals:
            text = text.upper()
        if self._custom is None:
            self.out.write(text, self._look.raised)
        elif len(text) <= _LONGEST_MARK:
            self._mark(text)
        else:
            self._mark("")
            self.out.write(text)

    def _mark(self, text: str) -> None:
        if self._custom is not None:
            self.out.mark(self._custom, text)
            self._custom = None

    def _walk(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == T:
                self._add(child.text)
            elif tag == R:
                self._run(child)
            else:
                handler = _HANDLERS.get(tag, Words._walk)
                if handler is not None:
                    handler(self, child)

    def _run(self, run: Element) -> None:
        before, self._look = self._look, self._paragraph
        self._walk(run)
        self._mark("")
        self._look = before

    def _properties(self, properties: Element) -> None:
        """Take the properties of a run, which come before its words."""
        self._look = self._styles.run_look(properties, self._paragraph)
        if self._look.hidden and not self._paragraph.hidden and has_words(properties.getparent()):
            self._remarks["hidden"] += 1

    def _break(self, _: Element) -> None:
        if not self._is_mute:
            self.out.line_break()

    def _page(self, _: Element) -> None:
        self._notes.page()

    def _sign(self, element: Element) -> None:
        code = element.get(_CHAR, "")
        if _CODE.fullmatch(code):
            sign = chr(int(code, 16))
            self._add(_SIGNS.get(sign, "•" if self.out.at_line_start and sign in _PRIVATE else sign))

    def _field(self, element: Element) -> None:
        kind = element.get(_FIELD_CHAR)
        if kind == "begin":
            self._fields.append(True)
            self._instructions += 1
        elif self._fields and kind == "separate":
            self._instructions -= self._fields[-1]
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._instructions -= self._fields.pop()

    def _footnote(self, element: Element) -> None:
        self._reference("footnotes", element)

    def _endnote(self, element: Element) -> None:
        self._reference("endnotes", element)

    def _reference(self, kind: str, element: Element) -> None:
        if self._is_mute:
            return
        custom = element.get(_CUSTOM, "0") in ("1", "true", "on")
        found = self._notes.mark(kind, element.get(ID, ""), custom)
        if found is not None:
            self._custom, shown = found
            if not custom:
                self._mark(raised(shown))

    def _own_mark(self, _: Element) -> None:
        if self._notes.within:
            self.out.write(NOTE_SIGN)

    def _box(self, element: Element) -> None:
        if not self._is_mute:
            self.boxes.append(element)

    def _alternatives(self, element: Element) -> None:
        chosen = branch(element)
        if chosen is not None:
            self._walk(chosen)

    def _deleted(self, element: Element) -> None:
        self._seen = True
        if has_words(element):
            self._remarks["deletions"] += 1

    def _inserted(self, element: Element) -> None:
        within = self._inserted_already
        if not within and has_words(element):
            self._remarks["insertions"] += 1
        self._inserted_already = True
        self._walk(element)
        self._inserted_already = within


_HANDLERS: dict[str, Callable[[Words, Element], None] | None] = {
    R_PROPERTIES: Words._properties,
    MATH_RUN: Words._run,
    **dict.fromkeys(
        (P_PROPERTIES, w("sdtPr"), w("sdtEndPr"), MATH_CONTROL, w("instrText"), w("delInstrText"), DELETED_TEXT, w("rt"))
    ),
    **dict.fromkeys((w("tab"), w("ptab")), lambda words, _: words._add("\t")),
    MATH_TEXT: lambda words, element: words._add(element.text),
    **dict.fromkeys((w("br"), w("cr")), Words._break),
    w("noBreakHyphen"): lambda words, _: words._add("\u2011"),
    w("softHyphen"): lambda words, _: words._add("\u00ad"),
    w("lastRenderedPageBreak"): Words._page,
    _FONT_CHAR: Words._sign,
    w("fldChar"): Words._field,
    w("footnoteReference"): Words._footnote,
    w("endnoteReference"): Words._endnote,
    **dict.fromkeys((w("footnoteRef"), w("endnoteRef")), Words._own_mark),
    BOX: Words._box,
    ALTERNATIVES: Words._alternatives,
    **dict.fromkeys(DELETED, Words._deleted),
    **dict.fromkeys(INSERTED, Words._inserted),
}


def has_words(element: Element) -> bool:
    """Whether text stands within, deleted or not."""
    return any(text.text for text in element.iter(T, DELETED_TEXT))
