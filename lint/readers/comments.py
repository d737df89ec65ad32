"""Comments for doisoat in a text: they are taken out before anything is read, so that one that is put in changes no reading.

A comment that a line holds alone goes with its line; one among words goes with one of the two blanks around it. Comments for
others are left to the reader.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from grammar.source import Comment, Run, Source
from lint.readers.limits import MOST_COMMENTS, too_many

_LINE_END = re.compile(r"\r\n|\r|\n")
# The name, and a colon; it may be forgotten before "ignore".
_NAME = r"(?P<name>[^:<>]{1,40}?)(?::|(?=\s+(?i:ignore)\b))"
_HEAD = re.compile(f"<!--{_NAME}")
_COMMENT = rf"(?<!\\)<!--{_NAME}[^<-]*+(?:(?!<!--|-->)[<-][^<-]*+)*+(?P<end>-->)?"
# Code shows what it holds. It ends in its paragraph, and where its sign is but a stray one, soon.
_CODE = r"(?<![`\\])(?P<ticks>`++)(?:(?!\n[ \t]*\n).){1,1000}?(?<!`)(?P=ticks)(?!`)"
_FENCE = r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)|\Z)"
_IN_TEXT = re.compile(f"{_CODE}|{_COMMENT}", re.DOTALL)
_IN_MARKDOWN = re.compile(f"{_FENCE}|{_CODE}|{_COMMENT}", re.DOTALL | re.MULTILINE)
_BLANKS = " \t"
_NO_BLANK_BEFORE = ("\t", *",.;:!?)]”…")
_QUOTED = _BLANKS + ">"  # what may stand before a comment that is alone on its line


def without(text: str, read: Callable[[str], Source], fences: bool = False) -> Source:
    """What a reader gives for a text without its comments for doisoat, every place being that in the text as it is.

    Args:
        text: of a file; its lines end at LF, CR LF or CR.
        read: the reader, which gives a line for each line.
        fences: whether rows of backticks or tildes enclose code.

    Raises:
        Failure: it holds more comments than any report, or the reader's.
    """
    if "<!--" not in text or not any(map(_is_ours, _HEAD.findall(text))):
        return read(text)
    text = _LINE_END.sub("\n", text)
    matches = (_IN_MARKDOWN if fences else _IN_TEXT).finditer(text)
    found = [match for match in matches if match["name"] and _is_ours(match["name"])]
    if len(found) > MOST_COMMENTS:
        raise too_many(MOST_COMMENTS, "chú thích `doisoat:`", "comments `doisoat:`")
    kept = list(_kept(text, [match.span() for match in found if match["end"]]))
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    source = read("".join(text[start:end] for start, end in kept))
    lines = [line._replace(origin=runs) for line, runs in zip(source.lines, _origins(text, kept, starts), strict=True)]
    return source._replace(lines=lines, comments=tuple(_comment(match, starts) for match in found))


def _is_ours(name: str) -> bool:
    """Whether a comment that begins with this name is for doisoat: "doisoat", "đối soát", composed or not."""
    letters = unicodedata.normalize("NFD", name).casefold().replace("đ", "d")
    return "".join(letter for letter in letters if not (unicodedata.combining(letter) or letter.isspace())) == "doisoat"


def _comment(match: re.Match[str], starts: list[int]) -> Comment:
    words = match.group() if match["end"] else match.group().split("\n")[0]
    line, end_line = (bisect_right(starts, at) for at in (match.start(), match.start() + len(words)))
    column, end_column = match.start() - starts[line - 1], match.start() + len(words) - starts[end_line - 1]
    return Comment(words, line, column + 1, end_line, end_column + 1)


def _kept(text: str, comments: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a text, as ranges, some perhaps empty."""
    groups: list[tuple[int, int]] = []
    for start, end in comments:
        if groups and not text[groups[-1][1] : start].strip(_BLANKS):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    begin = 0
    for start, end in (_cut(text, *group) for group in groups):
        yield begin, start
        begin = end
    yield begin, len(text)


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """What goes with comments that stand beside one another: their lines, or one blank that parted them from the words."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if not text[first:start].strip(_QUOTED) and not text[end:last].strip(_BLANKS):
        return first, min(last + 1, len(text))
    before, behind = text[first:start][-2:], text[end:last][:2]
    if behind[:1] == " " and (before[-1:] in tuple(_BLANKS) or (not before and behind[1:] not in tuple(_BLANKS))):
        return start, end + 1
    if before[-1:] == " " and (behind[:1] in _NO_BLANK_BEFORE or (not behind and before[:1] not in tuple(_BLANKS))):
        return start - 1, end
    return start, end


def _origins(text: str, kept: list[tuple[int, int]], starts: list[int]) -> Iterator[tuple[Run, ...]]:
    """For each line of what is kept where its characters stand in the text: see `SourceLine.origin`."""
    runs: list[Run] = []
    number, column = 1, 0
    for begin, end in kept:
        for place, part in enumerate(text[begin:end].split("\n")):
            if place:
                yield tuple(runs) if runs != [Run(0, number, 0)] else ()
                runs, number, column = [], number + 1, 0
            if part or not runs:
                if runs and runs[-1].column == column:
                    runs.pop()
                line = bisect_right(starts, begin)
                runs.append(Run(column, line, begin - starts[line - 1]))
            column += len(part)
            begin += len(part) + 1
    yield tuple(runs) if runs != [Run(0, number, 0)] else ()
