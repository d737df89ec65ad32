"""Reports of other drafters in many layouts (make_reports.py): what is found against what was written."""

import functools
from collections.abc import Callable

import pytest

from grammar.report import Report, normal
from tests.grammar.make_reports import LAYOUTS, VARIETIES, Content, render
from tests.helpers import report_of_text

SEEDS = range(3)
TAIL = 24


def words(text: str) -> str:
    """The text's words with one blank between."""
    return " ".join(text.split())


def true_words(text: str) -> str:
    """The words as a report has them."""
    return words(normal(text))


def texts(report: Report, *kinds: str) -> list[str]:
    return [words(report.text[block.start : block.end]) for block in report.blocks if block.kind in kinds]


# --- what is compared: what was found, what is true ------------------------------------------------------------------


def note_numbers(report: Report, truth: Content) -> tuple[object, object]:
    return [note.number for note in report.notes], list(truth.notes)


def note_texts(report: Report, truth: Content) -> tuple[object, object]:
    found = {note.number: words(report.text[note.span.start : note.span.end]) for note in report.notes}
    return found, {number: true_words(" ".join(parts)) for number, parts in truth.notes.items()}


def marks(report: Report, truth: Content) -> tuple[object, object]:
    """Each mark stands behind the right words, which no other mark's digits interrupt."""
    found = {mark.note: words(report.text[report.block_at(max(mark.at - 1, 0)).start : mark.at])[-TAIL:] for mark in report.marks}
    return found, {number: true_words(before)[-TAIL:] for number, before in truth.marks().items()}


def stray_marks(report: Report, truth: Content) -> tuple[object, object]:
    del truth
    return [(mark.note, mark.raw) for mark in report.stray_marks], []


def body_words(report: Report, truth: Content) -> tuple[object, object]:
    """The body's words in order: nothing lost, nothing of the notes or the page's edge among them."""
    found = " ".join(words(report.text[b.start : b.end]) for b in report.blocks if b.kind != "note")
    return found, true_words(" ".join(paragraph.text for paragraph in truth.body))


def paragraphs(report: Report, truth: Content) -> tuple[object, object]:
    """The body's paragraphs, whole: rejoined across lines and pages, and not run together."""
    kinds = ("heading", "paragraph", "item")
    return texts(report, *kinds), [true_words(text) for text in truth.of_kind("heading", "paragraph", "item", "row")]


def headings(report: Report, truth: Content) -> tuple[object, object]:
    rows = set(truth.of_kind("row"))
    found = [text for text in texts(report, "heading") if text not in rows]
    return found, [true_words(text) for text in truth.of_kind("heading")]


def letterhead(report: Report, truth: Content) -> tuple[object, object]:
    found = texts(report, "letterhead"), texts(report, "title")
    return found, tuple([true_words(text) for text in truth.of_kind(kind)] for kind in ("letterhead", "title"))


def recipients(report: Report, truth: Content) -> tuple[object, object]:
    return " ".join(texts(report, "recipients")), true_words(" ".join(truth.of_kind("recipients")))


CHECKS: dict[str, Callable[[Report, Content], tuple[object, object]]] = {
    check.__name__: check
    for check in (
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
}

# --- for which reports which of it holds -----------------------------------------------------------------------------

LEVELS = {
    # Each note found and tied to its mark.
    "tied": ("note_numbers", "marks", "stray_marks"),
    # No word on the wrong side of body and notes; only where a paragraph ends may be missed.
    "words": ("note_numbers", "marks", "stray_marks", "note_texts", "body_words"),
    "whole": tuple(CHECKS),
}
# variety -> level -> layouts
HOLDS: dict[str, dict[str, str]] = {
    "plain": {
        "whole": """
            double-spaced 60-columns 75-columns 95-columns notes-narrower bare-marks bare-marks-fused-notes
            raised-marks raised-marks-plain-notes bracket-marks bracket-marks-plain-notes
            two-blanks-behind-number no-separator drawn-separator no-separator-when-continued short-pages
            long-pages form-feeds form-feeds-no-separator indented broken-symbols wrapped-endnotes-bare flat
            flat-bare flat-brackets flat-raised flat-gaps crlf cr stripped decomposed hard-spaces tabs
        """,
        "words": "full-last-lines full-last-lines-notes-as-wide",
        "tied": """
            notes-as-wide bare-marks-notes-as-wide page-number-bare page-number-on-top page-number-dashes
            page-number-trang page-number-of page-number-single-spaced page-number-top-single-spaced
            running-header-form-feeds running-header running-header-alone single-spaced
            single-spaced-no-separator single-spaced-gaps two-column-letterhead wrapped-endnotes markdown
            squeezed squeezed-bare
        """,
    },
    "odd": {
        "whole": "60-columns 75-columns 95-columns short-pages long-pages indented wrapped-endnotes-bare",
        "words": "full-last-lines",
        "tied": """
            double-spaced notes-narrower bare-marks bare-marks-fused-notes raised-marks raised-marks-plain-notes
            bracket-marks bracket-marks-plain-notes two-blanks-behind-number no-separator drawn-separator
            no-separator-when-continued page-number-bare page-number-on-top page-number-dashes page-number-trang
            page-number-of page-number-single-spaced page-number-top-single-spaced form-feeds
            form-feeds-no-separator running-header-form-feeds single-spaced single-spaced-no-separator
            single-spaced-gaps broken-symbols two-column-letterhead wrapped-endnotes flat flat-brackets
            flat-raised flat-gaps markdown crlf cr stripped squeezed squeezed-bare decomposed hard-spaces tabs
        """,
    },
    "fused": {
        "whole": """
            double-spaced raised-marks bracket-marks single-spaced form-feeds drawn-separator notes-as-wide flat
        """,
        "tied": "page-number-dashes",
    },
    "enumerated": {
        "whole": "flat flat-bare",
        "words": """
            double-spaced bare-marks bare-marks-fused-notes raised-marks bracket-marks single-spaced
            squeezed-bare form-feeds drawn-separator page-number-dashes notes-as-wide wrapped-endnotes-bare
        """,
    },
    "tables": {
        "whole": """
            double-spaced bare-marks bare-marks-fused-notes raised-marks bracket-marks single-spaced
            squeezed-bare form-feeds drawn-separator notes-as-wide
        """,
        "tied": "page-number-dashes",
    },
    "no-letterhead": {
        "whole": """
            double-spaced bare-marks bare-marks-fused-notes raised-marks bracket-marks single-spaced
            squeezed-bare form-feeds drawn-separator wrapped-endnotes-bare flat flat-bare
        """,
        "tied": "page-number-dashes notes-as-wide",
    },
    "many": {
        "whole": "double-spaced bare-marks bare-marks-fused-notes raised-marks bracket-marks single-spaced",
    },
    "single": {
        "whole": "notes-as-wide wrapped-endnotes-bare flat flat-bare",
    },
    "unmarked": {
        "whole": """
            double-spaced bare-marks bare-marks-fused-notes raised-marks bracket-marks single-spaced
            squeezed-bare form-feeds drawn-separator page-number-dashes notes-as-wide wrapped-endnotes-bare flat
            flat-bare
        """,
    },
    "unmarked-traps": {
        "whole": "flat flat-bare",
        "words": """
            double-spaced bare-marks bare-marks-fused-notes raised-marks bracket-marks single-spaced
            squeezed-bare form-feeds drawn-separator page-number-dashes notes-as-wide wrapped-endnotes-bare
        """,
    },
}
CASES = [
    (variety, layout, level)
    for variety, levels in HOLDS.items()
    for level, layouts in levels.items()
    for layout in layouts.split()
]


@functools.cache
def read(variety: str, layout: str, seed: int) -> tuple[Report, Content]:
    truth = VARIETIES[variety](seed)
    return report_of_text(render(truth, LAYOUTS[layout])), truth


@pytest.mark.parametrize(("variety", "layout", "level"), CASES)
def test_what_is_found_is_what_was_written(variety: str, layout: str, level: str):
    for seed in SEEDS:
        report, truth = read(variety, layout, seed)
        for check in LEVELS[level]:
            found, true = CHECKS[check](report, truth)
            assert found == true, f"{check}, seed {seed}"


@pytest.mark.parametrize("layout", ["crlf", "cr", "decomposed", "hard-spaces", "tabs"])
def test_the_text_is_the_same_whatever_the_encoding(layout: str):
    """Line ends, composition, hard blanks and tabs do not change what is read."""
    for seed in SEEDS:
        plain, _ = read("odd", "double-spaced", seed)
        other, _ = read("odd", layout, seed)
        assert [words(other.text[b.start : b.end]) for b in other.blocks] == [
            words(plain.text[b.start : b.end]) for b in plain.blocks
        ]
        assert [(m.note, m.at, m.raw) for m in other.marks] == [(m.note, m.at, m.raw) for m in plain.marks]


def test_a_seed_writes_the_same_report_twice():
    first, second = (render(VARIETIES["odd"](3), LAYOUTS["bare-marks"]) for _ in range(2))
    assert first == second
