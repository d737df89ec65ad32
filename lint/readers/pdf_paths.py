"""What is drawn on a PDF page: straight lines (strokes, thin filled boxes, sides of boxes) and areas."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from lint.readers.pdf_glyphs import Frame, Word, is_white

_THIN = 2.5  # points: a thicker box is an area
_LONG = 4.0  # points: what is shorter is a dot or a dash of a drawing
# A page with more is a drawing or an attack; a table of 40 rows and 15 columns has 1,200.
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 20_000
_DEEPEST = 5  # forms within one another
_AREAS = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)


class Edge(NamedTuple):
    """A line drawn: where it lies across its direction (`at`), and from where to where it goes."""

    at: float
    start: float
    end: float


class Edges(NamedTuple):
    """What is drawn on a page: lines, and the boxes of areas that are not white."""

    horizontal: list[Edge]
    vertical: list[Edge]
    areas: list[tuple[float, float, float, float]]

    def darken(self, word: Word) -> bool:
        """Whether a word stands on an area that is not white."""
        x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self.areas)


_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def edges(page: Any, frame: Frame) -> Edges:
    """The lines of a page that are long enough to divide something, and its areas."""
    reader = _Reader(frame)
    reader.read(page, _SAME, 0, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    return reader.found


class _Reader:
    """Goes through what is drawn, no more than a page can need."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.found = Edges([], [], [])
        self.objects, self.segments = _MOST_OBJECTS, _MOST_SEGMENTS
        self.bounds = [ctypes.c_float() for _ in range(4)]

    def read(self, holder: Any, matrix: _Matrix, depth: int, count: Any, get: Any) -> None:
        """Take what a page or a form holds.

        Args:
            holder: the page or form.
            matrix: from its places to the file's.
            depth: how many forms it stands in.
            count: PDFium's function for how many objects it has.
            get: that for each of them.
        """
        for index in range(count(holder)):
            self.objects -= 1
            if self.objects < 0:
                return
            thing = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                own = _matrix(thing)
                if own:
                    inner = _times(own, matrix)
                    self.read(thing, inner, depth + 1, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
            elif kind in _AREAS or kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._take(thing, kind, matrix)

    def _take(self, thing: Any, kind: int, matrix: _Matrix) -> None:
        if not pdfium.FPDFPageObj_GetBounds(thing, *self.bounds):
            return
        x0, y0, x1, y1 = (edge.value for edge in self.bounds)
        box = self.frame.box(*_point(matrix, x0, y0), *_point(matrix, x1, y1))
        if kind in _AREAS:
            self.found.areas.append(box)
            return
        if _add(self.found, box):
            return
        if _is_filled(thing) and not is_white(thing):
            self.found.areas.append(box)
        own = _matrix(thing)
        if own and self.segments > 0:
            for ax, ay, bx, by in _segments(thing, _times(own, matrix)):
                _add(self.found, self.frame.box(ax, ay, bx, by))
                self.segments -= 1


def _is_filled(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and fill.value != 0


def _matrix(thing: Any) -> _Matrix | None:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return None
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _point(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """One matrix behind another."""
    a, b, c, d, e, f = inner
    origin = _point(outer, 0, 0)
    (ax, ay), (cx, cy), (ex, ey) = (_point(outer, *pair) for pair in ((a, b), (c, d), (e, f)))
    return ax - origin[0], ay - origin[1], cx - origin[0], cy - origin[1], ex, ey


def _add(found: Edges, box: tuple[float, float, float, float]) -> bool:
    """Keep a thin box as a line; whether it is thin."""
    x0, y0, x1, y1 = box
    if y1 - y0 <= _THIN:
        if x1 - x0 >= _LONG:
            found.horizontal.append(Edge((y0 + y1) / 2, x0, x1))
        return True
    if x1 - x0 <= _THIN:
        if y1 - y0 >= _LONG:
            found.vertical.append(Edge((x0 + x1) / 2, y0, y1))
        return True
    return False


def _segments(path: Any, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes of a path, put in the file's places by a matrix: an area without an outline has none."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not stroke.value:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = _point(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*before, *point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*point, *first)
        before = point
