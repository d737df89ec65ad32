"""How much a report may hold. A report of 60 pages has 0.15 MB of text and some hundred cells of tables."""

from __future__ import annotations

from lint.failure import Failure

LARGEST_TEXT = 8 * 1024 * 1024  # bytes, or characters of what a file unpacks to
LARGEST_FILE = 64 * 1024 * 1024  # bytes: pictures make Word and PDF files larger than their words
MOST_CELLS = 100_000
MOST_PAGES = 3_000


def too_large(bytes_allowed: int) -> Failure:
    """What is said of a file or a text with more bytes than any report."""
    size = bytes_allowed // 1024 // 1024
    return Failure(f"lớn hơn {size} MB, không phải là một báo cáo", f"larger than {size} MB: not a report")


def too_many_cells() -> Failure:
    """What is said of a table with more cells than any report's."""
    return Failure(
        f"có hơn {MOST_CELLS} ô trong bảng, không phải là một báo cáo", f"has more than {MOST_CELLS} table cells: not a report"
    )


def too_many_pages() -> Failure:
    """What is said of a file with more pages than any report."""
    return Failure(f"có hơn {MOST_PAGES} trang, không phải là một báo cáo", f"has more than {MOST_PAGES} pages: not a report")
