"""The words of a paragraph: runs joined, fields shown by their results, raised digits, footnote marks, text boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Protocol

from grammar.source import SourceMark
from lint.readers.labels import raised
from lint.readers.markup import Element
from lint.readers.word.names import (
    ALTERNATIVES,
    BOX,
    DELETED,
    DELETED_TEXT,
    ID,
    INSERTED,
    MATH_TEXT,
    P_PROPERTIES,
    R_PROPERTIES,
    R,
    T,
    branch,
    w,
)
from lint.readers.word.styles import Look, Styles

BREAK = "\n"
NOTE_SIGN = "\0"  # where a note shows its own number; no character of XML
_CHAR, _FONT_CHAR, _FIELD_CHAR = w("char"), w("sym"), w("fldCharType")
_CUSTOM = w("customMarkFollows")
# Signs of the fonts Symbol and Wingdings that have a character of their own; what else opens a line there is a bullet.
_SIGNS = dict(zip("\uf02b\uf02d\uf0a3\uf0b0\uf0b1\uf0b3\uf0b4\uf0b7\uf0b8", "+-≤°±≥×•÷", strict=True))
_PRIVATE = "".join(map(chr, range(0xF000, 0xF100)))
_CODE = re.compile(r"(?!D[89A-F]|00[01])[0-9A-F]{4}", re.IGNORECASE)  # neither surrogates nor control characters
_LONGEST_MARK = 10  # characters of a mark of the drafter's own
# Digits that may be the mark of a typed note; behind a unit of length the first one makes it square or cubic.
_MARKS = re.compile(r"[\s,;]*\d{1,3}(?:[\s,;]+\d{1,3})*[\s,;.]*")
_UNIT = re.compile(r"(?<![^\W\d_])[kcdm]?m\s?$")
_UNIT_LENGTH = 5
_BRACKETS = {"(": ")", "[": "]"}


class Marks(Protocol):
    """The footnotes of a file, counting as their marks come by; `within` tells whether notes are read now."""

    within: bool

    def mark(self, kind: str, note: str, custom: bool) -> tuple[int, str] | None:
        """A note's key and the number that its mark shows; None where marks are not read."""

    def page(self) -> None:
        """A page begins here."""


class Words:
    """The words of one paragraph as they come by, or of several that a deleted paragraph mark makes one."""

    def __init__(self, styles: Styles, marks: Marks, remarks: Counter[str]) -> None:
        self.boxes: list[Element] = []
        self._styles = styles
        self._notes = marks
        self._remarks = remarks
        self._paragraph = self._look = Look()
        self._parts: list[str] = []
        self._size = 0
        self._raised: list[tuple[int, int]] = []
        self._marks: list[tuple[int, int, int]] = []
        self._fields: list[bool] = []  # of each open field, whether what comes by is its instruction
        self._instructions = 0  # how many of these are
        self._custom: tuple[int, int] | None = None  # of a note whose mark the next words of its run are: place and key
        self._seen = False

    def read(self, paragraph: Element, look: Look) -> None:
        """Take a paragraph's words; `look` is how its style shows them."""
        self._paragraph = self._look = look
        # An instruction ends with its paragraph, so that a field that nothing ends hides no more than that.
        self._fields.clear()
        self._instructions = 0
        self._walk(paragraph)

    @property
    def is_hidden(self) -> bool:
        """Whether there were words, and all were hidden or deleted."""
        return self._seen and not self._size

    def lines(self, label: str = "") -> Iterator[tuple[str, tuple[SourceMark, ...]]]:
        """The lines of the paragraph, at least one, each with its footnote marks.

        Args:
            label: the number that the paragraph bears, written before its words.
        """
        text = self._with_raised("".join(self._parts))
        marks = [_bracketed(text, *mark) for mark in self._marks]
        lead = f"{label} " if label else ""
        begin = 0
        for line in text.split(BREAK):
            end = begin + len(line)
            if line.strip() or len(text) == len(line):
                shift = len(lead) - begin
                own = tuple(SourceMark(s + shift, e + shift, key) for s, e, key in marks if begin <= s <= e <= end)
                yield (lead + line) if lead and line.strip() else lead.rstrip() or line, own
                lead = ""
            begin = end + 1

    def _with_raised(self, text: str) -> str:
        """The text with raised digits written as such, where they may be marks."""
        parts: list[str] = []
        last = 0
        for start, end in self._raised:
            if text[start] in "23" and _UNIT.search(text, max(start - _UNIT_LENGTH, 0), start):
                start += 1
            # "(1)" with raised digits alone is a mark in brackets, whose digits are not.
            if _MARKS.fullmatch(text, start, end) and not _in_brackets(text, start, end):
                parts += text[last:start], raised(text[start:end])
                last = end
        return "".join([*parts, text[last:]])

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
        if "\n" in text or "\r" in text:
            text = text.replace("\n", " ").replace("\r", " ")
        self._write(text)

    def _write(self, text: str) -> None:
        start, self._size = self._size, self._size + len(text)
        self._parts.append(text)
        if self._custom is not None and len(text) <= _LONGEST_MARK:
            self._marks.append((start, self._size, self._custom[1]))
            self._custom = None
        elif self._look.raised and text != BREAK:
            if self._raised and self._raised[-1][1] == start:
                start = self._raised.pop()[0]
            self._raised.append((start, self._size))

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
        properties = run.find(R_PROPERTIES)
        before = self._look
        self._look = self._paragraph if properties is None else self._styles.run_look(properties, self._paragraph)
        if self._look.hidden and has_words(run):
            self._remarks["hidden"] += 1
        self._walk(run)
        if self._custom is not None:
            place, key = self._custom
            self._marks.append((place, place, key))
            self._custom = None
        self._look = before

    def _break(self, _: Element) -> None:
        if not self._is_mute:
            self._write(BREAK)

    def _page(self, _: Element) -> None:
        self._notes.page()

    def _sign(self, element: Element) -> None:
        code = element.get(_CHAR, "")
        if _CODE.fullmatch(code):
            sign = chr(int(code, 16))
            opens = not self._size or self._parts[-1] == BREAK
            self._add(_SIGNS.get(sign, "•" if opens and sign in _PRIVATE else sign))

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
        if found is None:
            return
        key, shown = found
        self._custom = self._size, key
        if not custom:
            self._write(raised(shown))

    def _own_mark(self, _: Element) -> None:
        if self._notes.within:
            self._write(NOTE_SIGN)

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
        if has_words(element):
            self._remarks["insertions"] += 1
        self._walk(element)


_HANDLERS: dict[str, Callable[[Words, Element], None] | None] = {
    **dict.fromkeys((P_PROPERTIES, R_PROPERTIES, w("sdtPr"), w("instrText"), w("delInstrText"), DELETED_TEXT, w("rt"))),
    **dict.fromkeys((w("tab"), w("ptab")), lambda words, _: words._add("\t")),
    **dict.fromkeys(MATH_TEXT, lambda words, element: words._add(element.text)),
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


def _in_brackets(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _BRACKETS and text[end : end + 1] == _BRACKETS[text[start - 1]]


def _bracketed(text: str, start: int, end: int, key: int) -> tuple[int, int, int]:
    """A mark with the brackets that were typed around it."""
    return (start - 1, end + 1, key) if _in_brackets(text, start, end) else (start, end, key)
