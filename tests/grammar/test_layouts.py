"""Reports of other drafters in many layouts (make_reports.py): what is found against what was written."""

import functools
import re
from collections.abc import Callable

import pytest

from grammar.report import Report, normal
from tests.grammar.make_reports import LAYOUTS, Content, Layout, content, render
from tests.helpers import report_of_text

TAIL = 24


def words(text: str) -> str:
    """The text's words with one blank between."""
    return " ".join(normal(text).split())


def texts(report: Report, *kinds: str) -> list[str]:
    return [words(report.text[block.start : block.end]) for block in report.blocks if block.kind in kinds]


def note_numbers(report: Report, truth: Content) -> tuple[object, object]:
    return [note.number for note in report.notes], list(truth.notes)


def note_texts(report: Report, truth: Content) -> tuple[object, object]:
    found = {note.number: words(report.text[note.span.start : note.span.end]) for note in report.notes}
    return found, {number: words(" ".join(parts)) for number, parts in truth.notes.items()}


def marks(report: Report, truth: Content) -> tuple[object, object]:
    """Each mark stands behind the right words, which its own digits do not interrupt."""
    found = {
        mark.note: words(report.text[report.block_at(max(mark.at - 1, 0)).start : mark.at])[-TAIL:]
        for mark in report.marks
    }
    return found, {number: words(before)[-TAIL:] for number, before in truth.marks().items()}


def stray_marks(report: Report, truth: Content) -> tuple[object, object]:
    del truth
    return [(mark.note, mark.raw) for mark in report.stray_marks], []


def body_words(report: Report, truth: Content) -> tuple[object, object]:
    """The body's words in order: nothing lost, nothing of the notes or the page's edge among them."""
    found = " ".join(words(report.text[b.start : b.end]) for b in report.blocks if b.kind != "note")
    return found, words(" ".join(paragraph.text for paragraph in truth.body))


def paragraphs(report: Report, truth: Content) -> tuple[object, object]:
    kinds = ("heading", "paragraph", "item")
    return texts(report, *kinds), [words(text) for text in truth.of_kind("heading", "paragraph", "item", "row")]


def headings(report: Report, truth: Content) -> tuple[object, object]:
    return texts(report, "heading"), [words(text) for text in truth.of_kind("heading")]


def letterhead(report: Report, truth: Content) -> tuple[object, object]:
    return (
        (texts(report, "letterhead"), texts(report, "title")),
        ([words(t) for t in truth.of_kind("letterhead")], [words(t) for t in truth.of_kind("title")]),
    )


def recipients(report: Report, truth: Content) -> tuple[object, object]:
    return " ".join(texts(report, "recipients")), words(" ".join(truth.of_kind("recipients")))


CHECKS: tuple[Callable[[Report, Content], tuple[object, object]], ...] = (
    note_numbers,
    note_texts,
    marks,
    stray_marks,
    body_words,
    paragraphs,
    headings,
    letterhead,
    recipients,
)
