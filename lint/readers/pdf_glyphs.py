"""A PDF page's words: what stands together without a blank, in one size on one baseline, with its place.

Here and in the other modules of this reader measures are points; x grows to the right, y downwards from the upper left corner
of the page as a viewer shows it. One character costs two calls of PDFium; all else is asked once for many of them.
"""

from __future__ import annotations

import ctypes
import unicodedata
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# Shares of the size of the letters.
BLANK = 0.17  # the least gap between two words; the narrowest blank of a justified line is wider
_BACK = 0.3  # how far a letter may begin before the one that it follows
_FAR = 8.0  # how far away the next word on the line may begin
_DOUBLED = 0.07  # a bold letter is imitated by printing it twice this near
_AHEAD = 1.3  # how far the next letter of a word may begin
_LEVEL = 0.02  # points by which the edges of letters of one line may differ
_SLANT = 0.1  # the most that a line may rise
_SMALLEST = 1.0  # points; what is smaller nobody reads
_WHITE = 250  # of 255
_INVISIBLE = 3  # the render mode of the text that character recognition lays under a picture

# Bullets and the like of symbol fonts, which have no characters of their own.
_SYMBOLS = {0xF02D: "-", 0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF076: "•", 0xF0FC: "•", 0xF0E0: "→", 0xF06F: "•", 0xF0A8: "•"}
_HYPHENS = (0x2, 0xFFFE)  # what PDFium gives for a hyphen that ends a line
UNKNOWN = "\ufffd"  # a glyph of which the file does not say which character it is


class Word(NamedTuple):
    """Letters that stand together.

    Attributes:
        text: as the file has it.
        x0, x1: where it begins and ends.
        base: its baseline.
        size: of its letters.
        spaced: whether the file has a blank before it.
        turned: whether it is written upwards or downwards; then it is a whole text, and `base` its lower end.
        top: its upper end, as high as its letters may be.
        white: whether its letters are, which shows on a dark ground alone.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    spaced: bool
    turned: bool = False
    top: float = 0.0
    white: bool = False


class Glyphs(NamedTuple):
    """A page's words in the file's order, those that nobody sees, and how many glyphs have no characters."""

    words: list[Word]
    hidden: list[Word]
    unknown: int


class Frame:
    """How a page is turned and where its corner lies: from the file's places to those of the page as it is shown."""

    def __init__(self, page: Any) -> None:
        box = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPage_GetCropBox(page, *box) and not pdfium.FPDFPage_GetMediaBox(page, *box):
            box = [ctypes.c_float(v) for v in (0, 0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))]
        x0, y0, x1, y1 = (float(edge.value) for edge in box)
        self.left, self.right, self.bottom, self.top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        self.turn = pdfium.FPDFPage_GetRotation(page) % 4
        self.width: float = pdfium.FPDF_GetPageWidthF(page)
        self.height: float = pdfium.FPDF_GetPageHeightF(page)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the file is shown."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Where a rectangle of the file is shown: left, top, right, bottom."""
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


class _Style(NamedTuple):
    """What many letters in a row share.

    Attributes:
        size: of the letters.
        base: their baseline on the page as it is shown.
        angle: quarter turns against the clock that they are written in; None for a slanting text.
        hidden: whether nobody sees them.
        white: whether they are.
    """

    size: float
    base: float
    angle: int | None
    hidden: bool
    white: bool = False


_NONE = _Style(0.0, 0.0, None, True)


def is_white(thing: Any) -> bool:
    """Whether an object of a page is filled with white."""
    colour = [ctypes.c_uint() for _ in range(4)]
    return bool(pdfium.FPDFPageObj_GetFillColor(thing, *colour)) and min(part.value for part in colour[:3]) >= _WHITE


def glyphs(text: Any, frame: Frame) -> Glyphs:
    """The words of a page: `text` is PDFium's text page, `frame` that of the page."""
    return _Reader(text, frame).read()


class _Reader:
    """Goes through the letters of a page once."""

    def __init__(self, text: Any, frame: Frame) -> None:
        self.text, self.frame = text, frame
        self.words: list[Word] = []
        self.hidden: list[Word] = []
        self.unknown = 0
        self.object: int | None = None
        self.matrix = pdfium.FS_MATRIX()
        self.rect = pdfium.FS_RECTF()
        self.origin = (ctypes.c_double(), ctypes.c_double())

    def read(self) -> Glyphs:
        text, unicode_of, origin_of = self.text, pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharOrigin
        x, y = self.origin
        at_x, at_y = ctypes.byref(x), ctypes.byref(y)
        letters: list[str] = []
        style = _NONE
        first = newest = 0  # the first and last letter of the word
        place = level = 0.0  # where its last letter begins, and its baseline
        back = ahead = far = 0.0
        known = True  # whether the file says which characters its glyphs are
        spaced = blank = real = False  # a blank before the word; one before this letter, and whether the file has it
        for index in range(pdfium.FPDFText_CountChars(text)):
            code = unicode_of(text, index)
            if (code <= 32 and code not in (0, 2)) or code == 0xA0:
                blank = True
                real = real or not pdfium.FPDFText_IsGenerated(text, index)
                continue
            char = chr(code)
            if code >= 0x300 and letters and unicodedata.combining(char):
                letters.append(char)
                continue
            origin_of(text, index, at_x, at_y)
            at, across = (x.value, y.value) if not style.angle else _turned(x.value, y.value, style.angle)
            on_line = -_LEVEL < across - level < _LEVEL and place - back <= at <= place + far
            if (
                letters
                and on_line
                and not real
                and (at <= place + ahead if not blank else at - self._end(newest, style) < BLANK * style.size)
            ):
                if not (char == letters[-1] and 0 < at - place < _DOUBLED * style.size):
                    letters.append(char if 32 < code < 0xD800 and known else self._char(code, known))
                    place, newest = at, index
                blank = False
                continue
            if letters:
                self._keep("".join(letters), style, spaced, first, newest)
            if not on_line or not self._is_same_object(index):
                style = self._style(index)
                at, level = _turned(x.value, y.value, style.angle or 0)
                back, ahead, far = _BACK * style.size, _AHEAD * style.size, _FAR * style.size
            known = pdfium.FPDFText_HasUnicodeMapError(text, index) != 1
            letters = [char if 32 < code < 0xD800 and known else self._char(code, known)]
            first, newest, place, spaced, blank, real = index, index, at, real, False, False
        if letters:
            self._keep("".join(letters), style, spaced, first, newest)
        return Glyphs(self.words, self.hidden, self.unknown)

    def _box(self, index: int) -> tuple[float, float, float, float]:
        pdfium.FPDFText_GetLooseCharBox(self.text, index, self.rect)
        return self.rect.left, self.rect.bottom, self.rect.right, self.rect.top

    def _end(self, index: int, style: _Style) -> float:
        """Where a letter ends, in the direction of its writing."""
        x0, y0, x1, y1 = self._box(index)
        return (x1, y1, -x0, -y0)[style.angle or 0]

    def _char(self, code: int, known: bool) -> str:
        if code in _HYPHENS:
            return "-"
        if code in _SYMBOLS:
            return _SYMBOLS[code]
        if not known or code <= 32 or 0xD800 <= code < 0xF900 or code > 0xFFEF:
            self.unknown += 1
            return UNKNOWN
        return chr(code)

    def _is_same_object(self, index: int) -> bool:
        """Whether the letter at an index is of the object of which the style was asked last."""
        return ctypes.cast(pdfium.FPDFText_GetTextObject(self.text, index), ctypes.c_void_p).value == self.object

    def _style(self, index: int) -> _Style:
        """What the letter at an index has in common with its neighbours."""
        matrix, (x, y) = self.matrix, self.origin
        if not (pdfium.FPDFText_GetMatrix(self.text, index, matrix) and pdfium.FPDFText_GetCharOrigin(self.text, index, x, y)):
            return _NONE
        angle: int | None = None
        if abs(matrix.b) < _SLANT * abs(matrix.a):
            angle = 0 if matrix.a > 0 else 2
        elif abs(matrix.a) < _SLANT * abs(matrix.b):
            angle = 1 if matrix.b > 0 else 3
        size = pdfium.FPDFText_GetFontSize(self.text, index) * hypot(matrix.c, matrix.d)
        thing = pdfium.FPDFText_GetTextObject(self.text, index)
        self.object = ctypes.cast(thing, ctypes.c_void_p).value
        hidden = bool(thing) and pdfium.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE
        white = bool(thing) and is_white(thing)
        return _Style(size, self.frame.point(x.value, y.value)[1], angle, hidden, white)

    def _keep(self, text: str, style: _Style, spaced: bool, first: int, last: int) -> None:
        """Keep a word that stands on the page; what slants is a watermark."""
        if style.angle is None or style.size < _SMALLEST:
            return
        x0, y0, x1, y1 = self._box(first)
        if last != first:
            ax, ay, bx, by = self._box(last)
            x0, y0, x1, y1 = min(x0, ax), min(y0, ay), max(x1, bx), max(y1, by)
        left, top, right, bottom = self.frame.box(x0, y0, x1, y1)
        if right <= 0 or bottom <= 0 or left >= self.frame.width or top >= self.frame.height:
            return
        turned = style.angle != self.frame.turn
        word = Word(text, left, right, bottom if turned else style.base, style.size, spaced, turned, top, style.white)
        (self.hidden if style.hidden else self.words).append(word)


def _turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """A place along and across the direction of writing."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[angle]
