"""How much a report may hold. A report of 60 pages has 0.15 MB of text, 3,000 lines and some hundred cells of tables."""

from __future__ import annotations

from lint.failure import Failure
from lint.readers.legible import refuse_stacked

LARGEST_TEXT = 3 * 1024 * 1024  # bytes, or characters of what a file unpacks to
LARGEST_FILE = 64 * 1024 * 1024  # bytes: pictures make Word and PDF files larger than their words
MOST_LINES = 100_000
MOST_CELLS = 100_000  # empty ones as well
MOST_COLUMNS = 1_000
MOST_SIGNS = 200_000  # of markup in a text
MOST_PAGES = 3_000
MOST_COMMENTS = 500  # for doisoat, in a text


class Tally:
    """Counts what a reader takes in, and stops it where that is more than any report holds."""

    def __init__(self) -> None:
        self.lines = self.letters = self.cells = 0

    def text(self, text: str) -> None:
        """Count a line, or several.

        Raises:
            Failure: there are more lines or characters than in any report, or more marks on a letter than in any language.
        """
        self.lines += text.count("\n") + 1
        if self.lines > MOST_LINES:
            raise too_many(MOST_LINES, "dòng", "lines")
        self.letters += len(text)
        if self.letters > LARGEST_TEXT:
            raise too_large(LARGEST_TEXT)
        refuse_stacked(text)

    def cell(self, count: int = 1) -> None:
        """Count cells of tables.

        Raises:
            Failure: there are more than in any report.
        """
        self.cells += count
        if self.cells > MOST_CELLS:
            raise too_many_cells()


def too_large(bytes_allowed: int) -> Failure:
    """What is said of a file or a text with more bytes than any report."""
    size = bytes_allowed // 1024 // 1024
    return Failure(f"lớn hơn {size} MB, không phải là một báo cáo", f"larger than {size} MB: not a report")


def too_many(most: int, vi: str, en: str) -> Failure:
    """What is said of a file with more of something than any report."""
    return Failure(f"có hơn {most} {vi}, không phải là một báo cáo", f"has more than {most} {en}: not a report")


def too_many_cells() -> Failure:
    """What is said of tables with more cells than any report's."""
    return too_many(MOST_CELLS, "ô trong bảng", "table cells")


def too_many_signs() -> Failure:
    """What is said of a text with more markup than any report."""
    return too_many(MOST_SIGNS, "ký hiệu Markdown", "signs of Markdown")


def too_many_pages() -> Failure:
    """What is said of a file with more pages than any report."""
    return too_many(MOST_PAGES, "trang", "pages")
