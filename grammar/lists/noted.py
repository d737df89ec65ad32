"""Which counts of the text a footnote's list bears out, and where in the note the list stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from grammar.facts import Quantity
from grammar.lists.announced import Announced, Counted, within
from grammar.lists.items import Sort
from grammar.lists.splitting import sentence_end
from grammar.report import Mark, Span
from grammar.vocabulary import fold

_MOST_MARKS = 20  # marks of one note that are looked at
_REACH = 90  # characters between a count and its footnote's mark
_PLURAL = r"(?:các|những) (?:sở|ban|phòng|xã|phường|thị trấn|huyện|quận|trường|thôn|bản|ubnd|trung tâm|chi cục|cơ sở)\b"
_PREFACE = re.compile(
    r"(?:(?:trong đó|cụ thể(?: là| như sau)?|bao gồm|gồm(?: có)?|đó là|danh sách|chi tiết)"
    rf"|(?!{_PLURAL})(?:các|những)[^:;,.\d]{{3,60}}(?=:))\s*:?\s*",
    re.IGNORECASE,
)
# A note that says whose, by whom or where they are, and lists none of them.
_NO_LIST = re.compile(r"(?:trực thuộc|thuộc|của|do|theo|từ|trích|nguồn|xem|so với|năm \d{4} có)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:\A|(?<=[.;,\n] )|(?<=[.;,\n]))(?:[-+]\s*)?(?:[Tt]rong )?[Nn]ăm (?:19|20)\d\d\s*(?::|,|là)?\s*"
    r"|(?<= )Năm (?:19|20)\d\d\s*:\s*"
)
_JOINED = re.compile(r"(?: [^\W\d]+){0,6}\s*(?:,|;|và|, và)\s*")
_OTHERS = re.compile(r"(?<!\w)(?:các|những|một số) [^\W\d_]")  # "05 phường học tập tại các tỉnh, thành phố(1)"
_FOUND = re.compile(r",\s*(?:đã |qua đó |qua kiểm tra )*(?:phát hiện|chỉ ra|ghi nhận|có|còn|trong đó)(?!\w)")
_APART = re.compile(r"[;:(!?]|\.\s")


def noted(counted: Counted) -> Iterator[Announced]:
    """The counts that footnotes' marks may belong to, each with the note's text; of one mark the nearest count first."""
    by_note: dict[int, list[Mark]] = {}
    for mark in counted.report.marks:
        by_note.setdefault(mark.note, []).append(mark)
    for number, marks in by_note.items():
        note = counted.report.note_of.get(number)
        if note is None or _NO_LIST.match(counted.text, note.span.start, note.span.end):
            continue
        for mark in marks[:_MOST_MARKS]:
            if note.mark is None or note.mark.at == mark.at:
                yield from _of_note(counted, mark.at, number, note.span)


def _of_note(counted: Counted, at: int, number: int, note: Span) -> Iterator[Announced]:
    preface = _PREFACE.match(counted.text, note.start, note.end)
    body = Span(preface.end() if preface else note.start, note.end)
    years = tuple(_years(counted.text, body))
    first = Span(body.start, sentence_end(counted.text, body.start, body.end))
    stretches = (years,) if years else ((body,),) if first.end >= body.end - 1 else ((first,), (body,))
    for figure, sort, close in _owners(counted, at):
        others = list(_beside(counted, figure)) if sort == "document" else []
        own = Announced(figure, sort, counted.noun(figure), stretches, "note", number, close, paired=bool(others))
        yield own
        for other in others:
            yield own._replace(figure=other, noun=counted.noun(other), beside=True, paired=True)


def _years(text: str, body: Span) -> Iterator[Span]:
    """The stretches behind "Năm 2021:", "Năm 2022:" of a note that begins with a year."""
    heads = list(_YEAR.finditer(text[body.start : body.end]))
    if not heads or heads[0].start():
        return
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        yield Span(body.start + head.end(), body.start + after.start() if after else body.end)


def _owners(counted: Counted, at: int) -> Iterator[tuple[Quantity, Sort, bool]]:
    """The counts that a mark may belong to: the last one before it, or before the bracket that closes there."""
    start = counted.report.block_at(max(at - 1, 0)).start
    bracket = counted.text[at - 1 : at] == ")"
    yield from _before(counted, at - bracket, start)
    if bracket and (opening := _opening(counted.text, at - 1, start)):
        yield from _before(counted, opening, start)


def _before(counted: Counted, at: int, start: int) -> Iterator[tuple[Quantity, Sort, bool]]:
    """The last count before a place, past figures that count nothing of the kind: "03 quyết định công bố 136 thủ tục"."""
    for place in range(bisect_left(counted.starts, at) - 1, -1, -1):
        figure, sort = counted.figures[place], counted.sorts[place]
        between = counted.text[figure.span.end : at]
        if figure.span.start < start or len(between) > _REACH or _APART.search(between) or _OTHERS.search(between):
            return
        if sort:
            if not within("elsewhere").search(fold(between)) and not _FOUND.search(between):
                yield figure, sort, not re.search(r"[,\d]", between)
            return


def _beside(counted: Counted, figure: Quantity) -> Iterator[Quantity]:
    """Counts of other types of documents, joined to one of them: "06 kế hoạch, 03 quyết định và 05 công văn(1)"."""
    place = bisect_left(counted.starts, figure.span.start)
    types = {figure.unit}
    while place and counted.sorts[place - 1] == "document":
        before, after = counted.figures[place - 1], counted.figures[place]
        between = counted.text[before.span.end : after.span.start]
        marked = any(before.span.end <= mark.at <= after.span.start for mark in counted.report.marks)
        if marked or before.unit in types or not _JOINED.fullmatch(between):
            return
        types.add(before.unit)
        yield before
        place -= 1


def _opening(text: str, closing: int, start: int) -> int:
    """Where the bracket opens that closes at a place; 0 if it never does."""
    depth = 0
    for at in range(closing, start, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return at
    return 0
