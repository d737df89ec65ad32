"""The words of one paragraph as a reader of a word processor's file writes them: raised digits, footnote marks, line breaks."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from grammar.source import SERIES, SourceMark, raised
from lint.readers import limits

# Names of styles of headings. Word keeps the English names of its own; styles of templates and other programs have others.
HEADING_STYLE = re.compile(r"(?:heading|đầu đề|tiêu đề|đề mục)\s*\d?|title", re.IGNORECASE)
BREAK = "\n"
# Digits that may be the mark of a typed note; behind a unit of length the first one makes it square or cubic.
_MARKS = re.compile(r"[\s,;]*\d{1,3}(?:[\s,;]+\d{1,3})*[\s,;.]*")
_UNIT = re.compile(r"(?<![^\W\d_])[kcdm]?m\s?$")
_UNIT_LENGTH = 5
_BRACKETS = {"(": ")", "[": "]"}


class Paragraph:
    """The words of a paragraph, in order."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[str] = []
        self._raised: list[tuple[int, int]] = []
        self._marks: list[tuple[int, int, int]] = []

    def write(self, text: str, is_raised: bool | None = False) -> None:
        """Add words; line feeds in them are blanks.

        Raises:
            Failure: the paragraph has become longer than any report.
        """
        if "\n" in text or "\r" in text:
            text = text.replace("\n", " ").replace("\r", " ")
        self._parts.append(text)
        if is_raised:
            start = self._raised.pop()[0] if self._raised and self._raised[-1][1] == self.size else self.size
            self._raised.append((start, self.size + len(text)))
        self.size += len(text)
        if self.size > limits.LARGEST_TEXT:
            raise limits.too_large(limits.LARGEST_TEXT)

    def line_break(self) -> None:
        """End a line within the paragraph."""
        self._parts.append(BREAK)
        self.size += 1

    def mark(self, key: int, text: str) -> None:
        """Add the mark of a note, which shows this text."""
        self.write(text)
        self._marks.append((self.size - len(text), self.size, key))

    @property
    def at_line_start(self) -> bool:
        """Whether the line is still empty."""
        return not self.size or self._parts[-1] == BREAK

    def lines(self, label: str = "") -> Iterator[tuple[str, tuple[SourceMark, ...]]]:
        """The lines of the paragraph, at least one, each with its footnote marks; empty ones beside others are left out.

        Args:
            label: the number that the paragraph bears, written before its words.
        """
        text = self._text()
        marks = deque(_bracketed(text, *mark) for mark in self._joined_marks(text))
        lead = f"{label} " if label else ""
        begin = 0
        for line in text.split(BREAK):
            end = begin + len(line)
            own: list[SourceMark] = []
            while marks and marks[0][1] <= end:
                mark_start, mark_end, key = marks.popleft()
                own.append(SourceMark(mark_start - begin, mark_end - begin, key))
            if line.strip() or len(text) == len(line):
                shift = len(lead)
                yield (
                    (lead + line if line.strip() else label or line),
                    tuple(mark._replace(start=mark.start + shift, end=mark.end + shift) for mark in own),
                )
                lead = ""
            begin = end + 1

    def _joined_marks(self, text: str) -> Iterator[tuple[int, int, int]]:
        """The marks, with the raised commas that stand between two of them."""
        ends = {end for _, end, _ in self._marks}
        joined = {end: start for start, end in self._raised if start in ends and not text[start:end].strip(" ,;")}
        return ((joined.get(start, start), end, key) for start, end, key in self._marks)

    def _text(self) -> str:
        """The text, with raised digits written as such where they may be marks."""
        text = "".join(self._parts)
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


class NoteKeys:
    """Keys of notes: the numbers shown, in another series each time that numbers begin anew."""

    def __init__(self) -> None:
        self._series: dict[str, int] = {}
        self._used = 0

    def key(self, kind: str, shown: int) -> int:
        """The key of the note of a kind that shows a number."""
        more, place = divmod(shown, SERIES)
        name = f"{kind} {more}" if more else kind
        if name not in self._series:
            self._series[name] = self._used
            self._used += 1
        return self._series[name] * SERIES + place

    def anew(self, kind: str) -> None:
        """The numbers of this kind begin anew."""
        self._series.pop(kind, None)


def _in_brackets(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _BRACKETS and text[end : end + 1] == _BRACKETS[text[start - 1]]


def _bracketed(text: str, start: int, end: int, key: int) -> tuple[int, int, int]:
    """A mark with the brackets that were typed around it."""
    return (start - 1, end + 1, key) if _in_brackets(text, start, end) else (start, end, key)
