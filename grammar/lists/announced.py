"""Where a counted noun announces its list: behind a colon, in brackets, behind "gồm" or "là", as bullets, in a footnote."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from grammar.facts import Enumeration, Quantity
from grammar.lists.numbering import Numbering
from grammar.lists.splitting import Sort, sentence_end
from grammar.report import Block, Mark, Report, Span
from grammar.rows import MARKER
from grammar.vocabulary import fold, list_words

Form = Literal["colon", "bracket", "cue", "note", "bullets", "numbers"]

_SORTS: dict[str, Sort] = {
    "communes": "place",
    "districts": "place",
    "villages": "place",
    "agencies": "body",
    "organisations": "body",
    "schools": "school",
    "documents": "document",
}
_MOST = 60  # items that a report lists
_REACH = 170  # characters between a counted noun and its list
_MARK_REACH = 90  # … and its footnote's mark
_EVENT = re.compile(
    r"(?P<colon>:)|(?P<open>\()|(?P<stop>[;!?\n]|\.(?=\s|$))|(?P<digit>\d+)"
    r"|(?<!\w)(?P<cue>bao gồm|gồm có|gồm|cụ thể là|đó là|là)(?!\w)"
)
_FRESH_CUE = re.compile(r",\s*(?:cụ thể|gồm|bao gồm|gồm có|đó là|như sau|là|trong đó gồm)(?!\w)")
_COLON = re.compile(r"\s*(?:như sau|sau|các [^\W\d_]+(?: [^\W\d_]+)?)?\s*:\s*")
_PREFACE = re.compile(
    r"(?:(?:trong đó|cụ thể(?: là| như sau)?|bao gồm|gồm(?: có)?|đó là|danh sách|chi tiết|tại)(?: (?:các|những))?"
    r"|(?:các|những)[^:;,.\d]{3,60}(?=:))\s*:?\s*",
    re.IGNORECASE,
)
# What makes the words behind a semicolon a clause of their own, and no item: another head with its colon, another year.
_CLAUSE = re.compile(
    r";\s*(?:[-+]\s*)?(?!(?:UBND |Ủy ban nhân dân )?(?:các|những) )(?:[^;]*[^;\d]:\s|(?:[Tt]rong )?[Nn]ăm (?:19|20)\d\d)"
)
_JOINED = re.compile(r"(?: [^\W\d]+){0,6}\s*(?:,|;|và|, và)\s*")
_FIRST = re.compile(r"\s*\(?(?:1|a|i)\)")
_YEAR = re.compile(
    r"(?:\A|(?<=[.;,\n] )|(?<=[.;,\n]))(?:[-+]\s*)?(?:[Tt]rong )?[Nn]ăm (?:19|20)\d\d\s*(?::|,|là)?\s*"
    r"|(?<= )Năm (?:19|20)\d\d\s*:\s*"
)


class Announced(NamedTuple):
    """A counted noun and the stretches of text that may be its list, the likeliest first.

    Attributes:
        figure: the count. `sort` what is counted.
        stretches: alternatives; each is a row of parts that make the list together (a note's years).
        note: the footnote that the list stands in.
        close: whether nothing else stands between the noun and its list.
        listed: the list itself, where its own numbers tell it: "… 04 bài học. Một là …".
        beside: whether the count stands before others of the same note: "05 kế hoạch, 03 quyết định(1)"; `paired` whether
            it does or is the last one of them.
    """

    figure: Quantity
    sort: Sort
    stretches: tuple[tuple[Span, ...], ...]
    form: Form
    note: int | None = None
    close: bool = True
    listed: Enumeration | None = None
    beside: bool = False
    paired: bool = False


def sort_of(figure: Quantity, text: str) -> Sort | None:
    """What a figure counts, if such things are listed; None for amounts, dossiers, money, years."""
    whole = figure.value == figure.value.to_integral_value() and figure.decimals == 0
    if figure.form not in ("amount", "ratio") or not whole or not 0 < figure.value <= _MOST or figure.bound:
        return None
    if figure.family in _SORTS:
        return _SORTS[figure.family]
    behind = fold(text[figure.number.end : figure.number.end + 40])
    named: dict[str, Sort] = {"persons": "person", "bodies": "body", "things": "thing", "events": "thing"}
    return next((sort for name, sort in named.items() if _within(name).match(behind)), None)


@cache
def _within(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, list_words(name)))})(?!\w)")


class Announcements:
    """Finds, for each counted noun of a report, the lists that it announces."""

    def __init__(self, report: Report, figures: Sequence[Quantity], numbering: Numbering) -> None:
        self.report = report
        self.text = report.text
        self.figures = figures
        self.numbering = numbering
        self.numbered = {listed.items[0].start: listed for listed in numbering.sequences()}
        self.sorts = [sort_of(figure, report.text) for figure in figures]
        self.starts = [figure.span.start for figure in figures]

    def find(self) -> Iterator[Announced]:
        """All of them, in reading order; those of footnotes last."""
        for figure, sort in zip(self.figures, self.sorts, strict=True):
            if sort and figure.value > 1:
                yield from self._behind(figure, sort)
        by_note: dict[int, list[Mark]] = {}
        for mark in self.report.marks:
            by_note.setdefault(mark.note, []).append(mark)
        for note, marks in by_note.items():
            for mark in marks:
                yield from self._in_note(mark, note)

    def _behind(self, figure: Quantity, sort: Sort) -> Iterator[Announced]:
        """The lists that stand behind a figure in its sentence, or as bullets below it."""
        block = self.report.block_at(figure.span.start)
        at = figure.span.end
        limit = min(block.end, at + _REACH)
        while event := _EVENT.search(self.text, at, limit):
            if event["stop"]:
                yield from self._numbers(figure, sort, event.end())
                return
            at = event.end()
            if event["digit"]:
                if self._counts_at(event.start()):
                    return
                continue
            words = fold(self.text[figure.span.end : event.start()])
            if event["open"]:
                end = sentence_end(self.text, at, block.end)
                if self.text[end : end + 1] == ")":
                    yield Announced(figure, sort, ((Span(at, end),),), "bracket", close=not words.strip())
                    at, limit = end + 1, min(block.end, end + 1 + _REACH)
                continue
            other = self._other(words.rstrip().removesuffix(",") if event["cue"] else words, sort, at)
            if other and not (event["colon"] and self._at_end(at, block)):
                return
            if event["cue"]:
                if event["cue"] == "là" and sort == "thing":
                    return
                if colon := _COLON.match(self.text, at, block.end):
                    at = colon.end()
                if self._at_end(at, block):
                    yield from self._bullets(figure, sort, block, close=len(words.split()) < 8, other=other)
                    return
                yield Announced(figure, sort, tuple(self._stretches(at, block)), "cue", close=len(words.split()) < 8)
                if event["cue"] != "là":
                    return
                continue
            begin = at + len(self.text[at : block.end]) - len(self.text[at : block.end].lstrip())
            if begin >= block.end:
                yield from self._numbers(figure, sort, begin)
                yield from self._bullets(figure, sort, block, close=len(words.split()) < 5, other=other)
            else:
                yield Announced(figure, sort, tuple(self._stretches(begin, block)), "colon", close=len(words.split()) < 8)
            return

    def _at_end(self, at: int, block: Block) -> bool:
        return not self.text[at : block.end].strip()

    def _numbers(self, figure: Quantity, sort: Sort, at: int) -> Iterator[Announced]:
        """The numbered list that begins behind a sentence: "… rút ra 04 bài học. Một là …; Hai là …"."""
        begin = at + len(self.text[at : at + 4]) - len(self.text[at : at + 4].lstrip())
        if (listed := self.numbered.get(begin)) and sort in ("thing", "person"):
            yield Announced(figure, sort, (), "numbers", close=True, listed=listed)

    def _counts_at(self, at: int) -> bool:
        """Whether a listable count stands at a place: the list is that one's."""
        place = bisect_left(self.starts, at - 1)
        return any(
            sort is not None
            for figure, sort in zip(self.figures[place : place + 2], self.sorts[place : place + 2], strict=True)
            if figure.span.start <= at < figure.span.end
        )

    def _other(self, words: str, sort: Sort, at: int) -> bool:
        """Whether the words between a noun and a colon say that something else is listed, or some of it only."""
        comma = words.rfind(",")
        if comma >= 0 and not _FRESH_CUE.match(f"{words[comma:]} "):
            return True
        if sort not in ("thing", "person"):
            return _within("elsewhere").search(words) is not None
        if _FIRST.match(self.text, at):  # "03 nhiệm vụ về tổ chức bộ máy: (1) …"
            return _within("other_nouns").search(words) is not None
        return (_within("other_nouns").search(words) or _within("something_else").search(words)) is not None

    def _stretches(self, start: int, block: Block) -> Iterator[tuple[Span, ...]]:
        """From a place to the sentence's end, and up to the first semicolon, behind which another clause may begin."""
        end = sentence_end(self.text, start, block.end)
        numbered = bool(self.numbering.items(start, end))
        depth = 0
        for at in range(start, end):
            depth = max(depth + (self.text[at] in "(“[") - (self.text[at] in ")”]"), 0)
            if self.text[at] == ";" and not depth and not numbered:
                if not _CLAUSE.search(self.text, at, end):
                    yield (Span(start, end),)
                yield (Span(start, at),)
                return
        yield (Span(start, end),)

    def _bullets(self, figure: Quantity, sort: Sort, head: Block, *, close: bool, other: bool) -> Iterator[Announced]:
        """The items below a paragraph that ends in a colon; paragraphs without a label may go on with an item.

        Where other things stand between the noun and the colon (`other`), each item must begin with the noun again.
        """
        blocks = self.report.blocks
        place = self.report.place_of(head.start) + 1
        if place >= len(blocks) or not blocks[place].label or blocks[place].note != head.note:
            return
        first = blocks[place]
        kind, own = _kind(first.label), _kind(head.label)
        if kind == own or (first.kind == "heading" and sort == "thing"):
            return
        found: list[Span] = []
        for block in blocks[place:]:
            if block.note != head.note or block.kind == "recipients" or (block.kind == "heading" and first.kind != "heading"):
                break
            if block.label and _kind(block.label) == own:
                break
            if _kind(block.label) == kind:
                found.append(block.span)
        again = all(self._begins_with_noun(block, figure) for block in found)
        if len(found) > 1 and (again or not other):
            yield Announced(figure, sort, (tuple(found),), "bullets", close=close or again)

    def _begins_with_noun(self, item: Span, figure: Quantity) -> bool:
        """Whether an item begins with the noun that is counted: "04 hội nghị": "+ Hội nghị tại xã …"."""
        noun = fold(self.text[figure.number.end : figure.number.end + 20]).split()[:1]
        marker = MARKER.match(self.text, item.start, item.end)
        begin = marker.end() if marker else item.start
        return bool(noun) and fold(self.text[begin : begin + 20]).split()[:1] == noun

    def _in_note(self, mark: Mark, number: int) -> Iterator[Announced]:
        """The figure that a mark stands behind, and the note's text."""
        note = self.report.note_of.get(number)
        if note is None or (note.mark and note.mark.at != mark.at):
            return
        for figure, sort, close in self._owners(mark.at):
            start = note.span.start
            if preface := _PREFACE.match(self.text, start, note.span.end):
                start = preface.end()
            body = Span(start, note.span.end)
            years = list(self._years(body))
            stretches = (tuple(years),) if years else ((body,),)
            others = list(self._beside(figure)) if sort == "document" else []
            yield Announced(figure, sort, stretches, "note", number, close, paired=bool(others))
            for other in others:
                yield Announced(other, "document", stretches, "note", number, close, beside=True, paired=True)

    def _years(self, body: Span) -> Iterator[Span]:
        """The stretches behind "Năm 2021:", "Năm 2022:" of a note that begins with a year."""
        heads = list(_YEAR.finditer(self.text[body.start : body.end]))
        if not heads or heads[0].start():
            return
        for head, after in zip(heads, [*heads[1:], None], strict=True):
            yield Span(body.start + head.end(), body.start + after.start() if after else body.end)

    def _owners(self, at: int) -> Iterator[tuple[Quantity, Sort, bool]]:
        """The counts that a mark may belong to: the last one before it, or before the bracket that closes there."""
        start = self.report.block_at(max(at - 1, 0)).start
        yield from self._before(at - 1 if self.text[at - 1] == ")" else at, start)
        if self.text[at - 1] == ")" and (opening := self._opening(at - 1, start)):
            yield from self._before(opening, start)

    def _beside(self, figure: Quantity) -> Iterator[Quantity]:
        """Counts of other types of documents, joined to one of them: "06 kế hoạch, 03 quyết định và 05 công văn(1)"."""
        place = bisect_left(self.starts, figure.span.start)
        types = {figure.unit}
        while place and self.sorts[place - 1] == "document":
            before, after = self.figures[place - 1], self.figures[place]
            between = self.text[before.span.end : after.span.start]
            marked = any(before.span.end <= mark.at <= after.span.start for mark in self.report.marks)
            if marked or before.unit in types or not _JOINED.fullmatch(between):
                return
            types.add(before.unit)
            yield before
            place -= 1

    def _before(self, at: int, start: int) -> Iterator[tuple[Quantity, Sort, bool]]:
        """The last count before a place, past figures that count nothing of the kind: "03 quyết định công bố 136 thủ tục"."""
        for place in range(bisect_left(self.starts, at) - 1, -1, -1):
            figure, sort = self.figures[place], self.sorts[place]
            between = self.text[figure.span.end : at]
            if figure.span.start < start or len(between) > _MARK_REACH or not self._joined(between):
                return
            if sort:
                yield figure, sort, not re.search(r"[,\d]", between)
                return

    def _joined(self, between: str) -> bool:
        """Whether the words between a count and a mark belong to the count: no other clause begins there."""
        return not re.search(r"[;:(!?]|\.\s", between)

    def _opening(self, closing: int, start: int) -> int:
        depth = 0
        for at in range(closing, start, -1):
            depth += (self.text[at] == ")") - (self.text[at] == "(")
            if depth == 0:
                return at
        return 0


def _kind(label: str) -> str:
    """What sort of number or bullet an item has: digits, a letter, a number in brackets, the dash itself."""
    if not label:
        return ""
    return "digit" if label[0].isdigit() else "letter" if label[0].isalpha() else "paren" if label[0] == "(" else label[0]
