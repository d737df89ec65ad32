"""The straight horizontal and vertical lines drawn on a PDF page: strokes, thin filled boxes, sides of boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from lint.readers.pdf_glyphs import Frame

_THIN = 2.5  # points: a thicker box is an area
_LONG = 4.0  # points: what is shorter is a dot or a dash of a drawing
# A page with more is a drawing or an attack; a table of 40 rows and 15 columns has 1,200.
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 20_000


class Edge(NamedTuple):
    """A line drawn: where it lies across its direction (`at`), and from where to where it goes."""

    at: float
    start: float
    end: float


class Edges(NamedTuple):
    """The lines of a page."""

    horizontal: list[Edge]
    vertical: list[Edge]


def edges(page: Any, frame: Frame) -> Edges:
    """The lines of a page that are long enough to divide something."""
    found = Edges([], [])
    left = _MOST_SEGMENTS
    bounds = [ctypes.c_float() for _ in range(4)]
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(thing, *bounds):
            continue
        box = frame.box(*(edge.value for edge in bounds))
        if _add(found, box) or left <= 0:
            continue
        for line in _segments(thing):
            _add(found, frame.box(*line))
            left -= 1
    return found


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


def _segments(path: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes of a path, in the file's places: an area without an outline has none."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not stroke.value:
        return
    if not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*before, *point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*point, *first)
        before = point
