"""Physical lines with the evidence they bear: width, indentation, gaps, separators, page furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from grammar.report import normal
from grammar.source import Source, SourceLine

# Word's footnote separator comes out of a PDF as a line of blanks at least this wide, or as a drawn line.
SEPARATOR_BLANKS = 40
_DRAWN = re.compile(r"[_\-–—=*]{5,}")
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:[Tt]rang\s*)?(?P<n>\d{1,4})(?:\s*/\s*\d{1,4})?[-–\s]*")
_FIGURE = re.compile(r"[\d.,%\s-]+(?<!\.)")
_URL = re.compile(r"https?://\S+")
_DIGITS = re.compile(r"\d+")

# A paragraph's first words: headings, list items. The number that opens a wrapped line looks the same; see `opens`.
MARKER = re.compile(
    r"""(?P<part>(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Phụ\slục|PHỤ\sLỤC)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]+|\d+|[A-ZĐ])\b)
      | (?P<compound>[IVX]{1,5}(?:\.\d{1,2}){1,3})[.)/]?\s+(?=[^\W\d_a-zđ])
      | (?P<roman>[IVX]{1,5})(?:[.)/]\s|\s?[-–]\s+(?=[^\W\d_a-zđ]))
      | (?P<decimal>\d{1,2}(?:\.\d{1,2}){0,3})[.)/]\s
      | (?P<plain>\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[^\W\d_a-zđ])
      | (?P<below>[a-eđ]\.?\d{1,2})[.)]\s
      | (?P<letter>[a-zđ])[).\/]\s
      | (?P<capital>[A-ZĐ])[./]\s+(?=[^\W\d_a-zđ])
      | (?P<paren>\(\d{1,2}\)|\([a-zđ]\))\s
      | (?P<bullet>[-+•*–●])\s*(?=[^\W\d]|\d)""",
    re.VERBOSE,
)
HEADING = re.compile(
    r"(?:[IVX]{1,5}(?:\.\d{1,2}){0,3}[.)/]|\d{1,2}(?:\.\d{1,2}){0,3}[.)/]|[a-zđ][)/]|(?:\d{1,2}|[IVX]{1,5})(?:\.\d{1,2}){1,3})\s"
)
_STOPS, _CLOSERS = ".;:!?…", "\"”')]"
_TAIL = 40  # characters of a row in which its last word stands
_CONNECTIVE = re.compile(
    r"(?:(?:^|\s)(?:ngày|tháng|năm|số|Điều|khoản|điểm|độ|thứ|từ|đến|là|và|về|của|đạt|có|gồm|với|còn|giảm|tăng|trên|Nghị|Quyết|Kế|Công|Thông)"
    r"|\d/(?:\d{4}/)?[A-ZĐ&-]+[-‑])$"
    r"(?<![Cc]hính quyền số)(?<![Cc]hính phủ số)(?<![Cc]huyển đổi số)(?<![Xx]ã hội số)(?<![Kk]inh tế số)(?<![Cc]ông dân số)"
)


class Row(NamedTuple):
    """A physical line that holds words, with what its layout says.

    `start` is the column of the first character, `gap` the number of blank lines before it, `rule` whether a footnote
    separator stands before it, `page` whether a page surely begins with it. `source` is its line, for what the file itself
    says; `cell` its table and cell, each a place from 0.
    """

    line: int
    text: str
    start: int
    gap: int
    rule: bool
    page: bool
    source: SourceLine
    cell: tuple[int, int] | None = None

    @property
    def width(self) -> int:
        """Characters from the first to the last one."""
        return len(self.text)

    @property
    def finished(self) -> bool:
        """Whether a sentence or item ends here."""
        last = self.text[-1]
        return last in _STOPS or (last in _CLOSERS and len(self.text) > 1 and self.text[-2] in _STOPS)

    @property
    def ended(self) -> bool:
        """Whether a paragraph may end here: a full stop rather than the semicolon of an item."""
        return (self.finished and self.text[-1] not in ";:") or bool(_URL.search(self.text, self.text.rfind(" ") + 1))

    @property
    def dangling(self) -> bool:
        """Whether the last word needs the next line's first."""
        return bool(_CONNECTIVE.search(self.text, max(0, len(self.text) - _TAIL)))

    @property
    def lower(self) -> bool:
        """Whether it goes on in lower case."""
        return self.text[0].islower()

    @property
    def capitals(self) -> bool:
        """Whether it is set in capitals, as titles and main headings are."""
        return self.text.isupper() and sum(map(str.isalpha, self.text)) > 3


def rows_of(source: Source) -> list[Row]:
    """The lines that hold words; blank lines, separators and page furniture become evidence of the next row.

    The words of a table's cells come where their lines stand, one row for each part of a cell.
    """
    tabled = {part.line for table in source.tables for cell in table.cells for part in cell.parts}
    rows = _rows(source.lines)
    if tabled:
        rows = [row for row in rows if row.line not in tabled]
    if source.format == "text":  # a PDF's reader sees by their place what they are
        rows = _without_furniture(rows)
    return sorted([*rows, *_cells(source)], key=lambda row: (row.line, row.start)) if tabled else rows


def _cells(source: Source) -> Iterator[Row]:
    """The parts of the cells of tables."""
    at, passed, column, whole = 0, 0, 0, ""  # of the line at hand: how much of it is passed, raw and normalised, and its words
    for table, given in enumerate(source.tables):
        for cell, of_cell in enumerate(given.cells):
            for part in of_cell.parts:
                line = source.lines[part.line - 1]
                if part.line != at or part.start < passed:
                    at, passed, column, whole = part.line, 0, 0, line.words
                column += len(normal(whole[passed : part.start]))
                passed = part.start
                words = normal(whole[part.start : part.end])
                if words.strip():
                    first = column + len(words) - len(words.lstrip())
                    yield Row(part.line, words.strip(), first, 0, False, False, line, (table, cell))


def _rows(lines: Sequence[SourceLine]) -> list[Row]:
    rows: list[Row] = []
    gap, rule, page = 0, False, False
    # One pass over the whole: a line feed joins with nothing, so the lines come out as if each were normalised alone.
    texts = normal("\n".join([line.words if line.markup else line.text for line in lines])).split("\n")
    for line, text in zip(lines, texts, strict=True):
        words = text.strip()
        page = page or line.page or "\f" in line.text
        if not words or (words[0] in "_-–—=*" and _DRAWN.fullmatch(words)):
            rule = rule or bool(words) or len(text.rstrip("\r\n")) >= SEPARATOR_BLANKS
            gap += 1
            continue
        rows.append(Row(line.number, words, len(text) - len(text.lstrip()), gap, rule, page, line))
        gap, rule, page = 0, False, False
    return rows


def _without_furniture(rows: list[Row]) -> list[Row]:
    """Drop page numbers, running headers and links that a page's end repeats; the row behind one begins a page."""
    links = {row.text.rstrip("/") for row in rows if _is_link(row)}
    others = "".join(row.text for row in rows if not _is_link(row)) if links else ""
    repeated = {link for link in sorted(links)[:_MOST_LINKS] if link in others}
    numbers = _page_numbers(rows)
    furniture = numbers | _running_headers(rows, numbers) | _interruptions(rows)
    kept: list[Row] = []
    page = False
    for place, row in enumerate(rows):
        if place in furniture or row.text.rstrip("/") in repeated:
            page = True
            continue
        kept.append(row._replace(page=True) if page else row)
        page = False
    return kept


_LONGEST_PAGE_NUMBER = 16
_MOST_LINKS = 200  # different links looked for; a report with more is none


def _is_link(row: Row) -> bool:
    """Whether a line holds an address alone."""
    return row.text.startswith("http") and " " not in row.text


def _page_numbers(rows: list[Row]) -> set[int]:
    """Rows that hold a page's number alone, and are no column of figures."""
    found = set()
    for place, row in enumerate(rows):
        if len(row.text) <= _LONGEST_PAGE_NUMBER and (match := _PAGE_NUMBER.fullmatch(row.text)):
            beside = [rows[i].text for i in (place - 1, place + 1) if 0 <= i < len(rows)]
            if match.group() != match["n"] or not any(_FIGURE.fullmatch(text) for text in beside):
                found.add(place)
    return found


def _running_headers(rows: list[Row], numbers: set[int]) -> set[int]:
    """Rows with the same words at the same edge of at least half the pages, and three of them.

    A page's edge is where a form feed or a page number tells it; a row that ends a sentence or item is none of these.
    """
    tops = [place for place, row in enumerate(rows) if row.page or place - 1 in numbers]
    tops = [place + 1 if place in numbers else place for place in tops]
    bottoms = [place - 2 if place - 1 in numbers else place - 1 for place in tops]
    found: set[int] = set()
    for edge in (tops, bottoms):
        words = {place: rows[place].text for place in edge if 0 <= place < len(rows) and not rows[place].finished}
        counts = Counter(words.values())
        found |= {place for place, text in words.items() if counts[text] >= 3 and counts[text] * 2 >= len(edge)}
        # The same header stands at the top of the first page, which nothing tells to be one.
        if 0 not in words and rows and rows[0].text in {rows[place].text for place in found}:
            found.add(0)
    return found


def _interruptions(rows: list[Row]) -> set[int]:
    """Running headers of pages that nothing else tells: the same short line, three times or more, in the middle of sentences.

    A line broken by its width alone is never short where its sentence goes on in lower case below it.
    """
    widths = sorted(row.width for row in rows) or [0]
    short = 0.7 * widths[int(len(widths) * 0.9)]
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row.width < short and not row.lower and not row.finished:
            places.setdefault(row.text, []).append(place)
    found: set[int] = set()
    for same in places.values():
        within = [place for place in same if place + 1 < len(rows) and rows[place + 1].lower]
        if len(same) >= 3 and len(within) >= 2 and len(within) * 3 >= len(same):
            found |= {place for place in same if place == 0 or place >= within[0]}
    return found


def wrapped(rows: Sequence[Row]) -> bool:
    """Whether paragraphs are broken over lines: a sixth of the lines go on in the next one, or of the full lines.

    A list of short items says nothing of how its report's paragraphs are typed.
    """
    going_on = [a.width for a, b in pairwise(rows) if not a.finished and (b.lower or a.dangling)]
    if len(going_on) * 6 > len(rows):
        return True
    widths = sorted(row.width for row in rows)
    full = 0.75 * widths[int(len(widths) * 0.95)] if widths else 0
    broken = sum(1 for width in going_on if width >= full)
    return broken > 1 and broken * 6 > sum(1 for width in widths if width >= full)


def opens(before: Row | None, row: Row, full: float) -> bool:
    """Whether `row` begins a paragraph of a text wrapped at about `full` characters, rather than continuing `before`.

    A line that begins like a heading ("2. Cung cấp", "2025. Trong", "1.008 cán bộ") is none where the line before it is
    full and its sentence goes on.
    """
    if before is None:
        return True
    short = before.width < 0.8 * full
    marker = MARKER.match(row.text)
    heading = bool(HEADING.match(before.text)) and not before.finished
    if marker and marker["paren"] and not short:
        # "(1) …; (2) …" runs on within a paragraph.
        return before.ended or heading
    if marker and (short or not before.dangling):
        return bool(before.finished or short or before.capitals or heading)
    if row.lower or before.text.count("(") > before.text.count(")"):
        return False
    if before.capitals != row.capitals and (before.capitals or before.finished or short):
        return True
    if before.capitals:
        return False
    needed = before.width + 1 + len(row.text.split(" ", 1)[0])
    if before.finished or heading:
        return needed <= (1.0 if heading else 0.93) * full and not before.dangling
    return before.width < 0.6 * full and not before.dangling and not before.text.endswith(",")


def joint(before: str, after: str) -> str:
    """What stands between two lines of one paragraph: nothing inside a symbol, a range or an address, else a space."""
    last = before.rsplit(" ", 1)[-1]
    first = after.split(" ", 1)[0]
    if last.endswith(("-", "‑")) and ("/" in last or last[:-1].isdigit()) and last not in "--":
        return ""
    if last.endswith("/") and len(last) > 1:
        return ""
    if first.startswith("/") and last[-1:].isdigit():
        return ""
    if first.startswith("-") and len(first) > 1 and "/" in last:
        return ""
    return (
        ""
        if last.startswith(("http://", "https://", "(http")) and not last.endswith((")", ",", ";", ".")) and _goes_on(first)
        else " "
    )


def _goes_on(first: str) -> bool:
    """Whether a word looks like the rest of an address."""
    return bool(re.match(r"[\w\-./?=&%]*[./?=&%-][\w\-./?=&%]*\)?", first)) and first.isascii()
