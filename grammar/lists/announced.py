"""Where a counted noun announces its list in its own sentence: behind a colon, in brackets, behind "gồm" or "là", as bullets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from grammar.facts import Quantity
from grammar.lists.enumerators import Enumerators
from grammar.lists.items import Sort
from grammar.lists.splitting import LONGEST, begins_with, sentence_end
from grammar.report import Block, Report, Span
from grammar.rows import MARKER
from grammar.vocabulary import fold, list_words

Form = Literal["colon", "bracket", "cue", "note", "bullets"]

_SORTS: dict[str, Sort] = {
    "communes": "place",
    "districts": "place",
    "villages": "place",
    "agencies": "body",
    "organisations": "body",
    "schools": "school",
    "documents": "document",
}
_NAMED: dict[str, Sort] = {"persons": "person", "bodies": "body", "things": "thing", "events": "thing"}
MOST_COUNTS = 150  # counts of one paragraph that are looked at; one with more is no prose
_MOST = 60  # items that a report lists
_REACH = 170  # characters between a counted noun and its list
_NEAR = 8  # words between them that leave no doubt
_EVENT = re.compile(
    r"(?P<colon>:)|(?P<open>\()|(?P<stop>[;!?\n]|\.(?=\s|$))|(?P<digit>\d+)"
    r"|(?<!\w)(?P<cue>bao gồm|gồm có|gồm|cụ thể là|đó là|là)(?!\w)"
)
_FRESH_CUE = re.compile(r",\s*(?:cụ thể|gồm|bao gồm|gồm có|đó là|như sau|là|trong đó gồm)(?!\w)")
_COLON = re.compile(r"\s*(?:như sau|sau)?\s*:\s*")
_SIGN = re.compile(r"[;()\[\]“”]")
_SEVERAL = re.compile(r"\s*(?:(?:các|những|một số|nhiều|từng|\d+)(?!\w)|$)")
_FIRST = re.compile(r"\s*\(?(?:1|a|i)\)")
# What makes the words behind a semicolon a clause of their own, and no item: another head with its colon, another year.
_CLAUSE = re.compile(
    r";\s*(?:[-+]\s*)?(?!(?:UBND |Ủy ban nhân dân )?(?:các|những) )(?:[^;]*[^;\d]:\s|(?:[Tt]rong )?[Nn]ăm (?:19|20)\d\d)"
)


class Announced(NamedTuple):
    """A counted noun and the stretches of text that may be its list, the likeliest first.

    Attributes:
        figure: the count. `sort` what is counted, `noun` the first word of it.
        stretches: alternatives; each is a row of parts that make the list together (a note's years, bullets).
        note: the footnote that the list stands in.
        close: whether nothing else stands between the noun and its list.
        beside: whether the count stands before others of the same note: "05 kế hoạch, 03 quyết định(1)"; `paired` whether
            it does or is the last one of them.
    """

    figure: Quantity
    sort: Sort
    noun: str
    stretches: tuple[tuple[Span, ...], ...]
    form: Form
    note: int | None = None
    close: bool = True
    beside: bool = False
    paired: bool = False


def sort_of(figure: Quantity, text: str) -> Sort | None:
    """What a figure counts, if such things are listed; None for amounts, dossiers, money, years."""
    whole = figure.value == figure.value.to_integral_value() and figure.decimals == 0
    if figure.form not in ("amount", "ratio") or not whole or not 0 < figure.value <= _MOST or figure.bound:
        return None
    if figure.family in _SORTS:
        # "02 đơn vị cấp huyện": its offices as well as the districts themselves
        return "body" if (figure.unit or "").startswith("đơn vị cấp") else _SORTS[figure.family]
    behind = fold(text[figure.number.end : figure.number.end + 40])
    return next((sort for name, sort in _NAMED.items() if within(name).match(behind)), None)


@cache
def within(name: str) -> re.Pattern[str]:
    """Finds the words about lists of a kind."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, list_words(name)))})(?!\w)")


def leads_elsewhere(words: str) -> bool:
    """Whether the words behind a count lead to other places or agencies: "tại các xã", but not "tại Trung tâm"."""
    for match in within("elsewhere").finditer(words):
        if match.group() not in list_words("where") or _SEVERAL.match(words, match.end()):
            return True
    return False


class Counted:
    """The counts of a report whose things may be listed."""

    def __init__(self, report: Report, figures: Sequence[Quantity]) -> None:
        self.report = report
        self.text = report.text
        self.figures = figures
        self.sorts = [sort_of(figure, report.text) for figure in figures]
        self.starts = [figure.span.start for figure in figures]

    def noun_end(self, figure: Quantity) -> int:
        """Where the words end that say what is counted."""
        if figure.unit:
            return figure.span.end
        behind = self.text[figure.number.end : figure.number.end + 40]
        lead = len(behind) - len(behind.lstrip())
        match = next((found for name in _NAMED if (found := within(name).match(behind.lstrip().lower()))), None)
        return figure.number.end + lead + match.end() if match else figure.span.end

    def noun(self, figure: Quantity) -> str:
        """The first word of what is counted, in small letters."""
        return (fold(self.text[figure.number.end : figure.number.end + 24]).split() or [""])[0]

    def stands_at(self, at: int) -> bool:
        """Whether a count of things that may be listed stands at a place."""
        place = bisect_left(self.starts, at - 1)
        near = zip(self.figures[place : place + 2], self.sorts[place : place + 2], strict=True)
        return any(sort is not None and figure.span.start <= at < figure.span.end for figure, sort in near)


def announced(counted: Counted, enumerators: Enumerators) -> Iterator[Announced]:
    """The lists that stand behind a count in its sentence, or as bullets below it, in reading order of the counts."""
    block, seen = counted.report.blocks[0] if counted.report.blocks else None, 0
    for figure, sort in zip(counted.figures, counted.sorts, strict=True):
        here = counted.report.block_at(figure.span.start)
        block, seen = here, seen + 1 if here is block else 0
        if sort and figure.value > 1 and seen < MOST_COUNTS:
            yield from _Behind(counted, enumerators, figure, sort).find()


class _Behind:
    """What stands behind one count."""

    def __init__(self, counted: Counted, enumerators: Enumerators, figure: Quantity, sort: Sort) -> None:
        self.counted = counted
        self.enumerators = enumerators
        self.text = counted.text
        self.figure = figure
        self.sort = sort
        self.noun = counted.noun(figure)
        self.block = counted.report.block_at(figure.span.start)

    def find(self) -> Iterator[Announced]:
        end = self.block.end
        at = begin = self.counted.noun_end(self.figure)
        limit = min(end, at + _REACH)
        while event := _EVENT.search(self.text, at, limit):
            at = event.end()
            if event["stop"]:
                yield from self._ordinal_words(at)
                return
            if event["digit"]:
                if self.counted.stands_at(event.start()):
                    return
                continue
            words = fold(self.text[begin : event.start()])
            close = len(words.split()) < _NEAR
            if event["open"]:
                closing = sentence_end(self.text, at, end)
                if self.text[closing : closing + 1] == ")":
                    yield self._announced(((Span(at, closing),),), "bracket", close=not words.strip())
                    at, limit = closing + 1, min(end, closing + 1 + _REACH)
                continue
            other = self._other(words, at, cue=event["cue"] or "")
            if event["cue"] and (colon := _COLON.match(self.text, at, end)):
                at = colon.end()
            if not self.text[at:end].strip():
                yield from self._below(close=close, other=other)
                return
            if other or (event["cue"] == "là" and self.sort == "thing"):
                return
            yield self._announced(tuple(self._stretches(at)), "cue" if event["cue"] else "colon", close=close)
            if event["cue"] != "là":
                return

    def _announced(self, stretches: tuple[tuple[Span, ...], ...], form: Form, *, close: bool) -> Announced:
        return Announced(self.figure, self.sort, self.noun, stretches, form, close=close)

    def _ordinal_words(self, at: int) -> Iterator[Announced]:
        """The numbered list that begins behind the sentence: "… rút ra 04 bài học. Một là …; Hai là …"."""
        begin = at + len(self.text[at : at + 4]) - len(self.text[at : at + 4].lstrip())
        if begin in self.enumerators.first and begin < self.block.end and self.sort == "thing":
            yield self._announced(((Span(begin, min(self.block.end, begin + LONGEST)),),), "colon", close=True)

    def _other(self, words: str, at: int, *, cue: str) -> bool:
        """Whether the words between a noun and a colon say that something else is listed, or some of it only."""
        if cue and words.rstrip().endswith(","):
            words = words.rstrip()[:-1]
            if "gồm" in cue:  # "04 lĩnh vực cho cấp huyện, bao gồm: …"
                return within("other_nouns").search(words) is not None
        comma = words.rfind(",")
        if comma >= 0 and not _FRESH_CUE.match(f"{words[comma:]} "):
            return True
        if self.sort not in ("thing", "person"):
            return leads_elsewhere(words)
        if _FIRST.match(self.text, at):  # "03 nhiệm vụ về tổ chức bộ máy: (1) …"
            return within("other_nouns").search(words) is not None
        return (within("other_nouns").search(words) or within("something_else").search(words)) is not None

    def _stretches(self, start: int) -> Iterator[tuple[Span, ...]]:
        """From a place to the sentence's end, and up to the first semicolon, behind which another clause may begin."""
        end = sentence_end(self.text, start, self.block.end)
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        numbered = bool(self.enumerators.items(start, end))
        depth = 0
        for sign in () if numbered else _SIGN.finditer(self.text, start, end):
            at = sign.start()
            depth = max(depth + (self.text[at] in "(“[") - (self.text[at] in ")”]"), 0)
            if self.text[at] == ";" and not depth:
                if not _CLAUSE.search(self.text, at, end):
                    yield (Span(start, end),)
                yield (Span(start, at),)
                return
        yield (Span(start, end),)

    def _below(self, *, close: bool, other: bool) -> Iterator[Announced]:
        """The items below a paragraph that ends in a colon; paragraphs without a label may go on with an item.

        Where other things stand between the noun and the colon (`other`), each item must begin with the noun again.
        """
        blocks = self.counted.report.blocks
        place = self.counted.report.place_of(self.block.start) + 1
        first = blocks[place] if place < len(blocks) else self.block
        kind, own = _kind(first.label), _kind(self.block.label)
        if first.note != self.block.note or kind == own or (first.kind == "heading" and self.sort == "thing"):
            return
        if not first.label:
            listed = self.enumerators.first.get(first.start)
            if listed and self.sort == "thing" and not other:  # "Một là, …" in paragraphs of their own
                yield self._announced((listed.items,), "bullets", close=close)
            return
        found: list[Span] = []
        run = 0  # items before a paragraph without label, behind which another list may begin
        for block in blocks[place:]:
            if block.note != self.block.note or block.kind == "recipients" or (block.label and _kind(block.label) == own):
                break
            if (block.kind == "heading" and first.kind != "heading") or (not block.label and self._announces(block)):
                break
            if not block.label and not run and self.text[block.start].isupper():
                run = len(found)
            if _kind(block.label) == kind:
                marker = MARKER.match(self.text, block.start, block.end)
                found.append(Span(marker.end() if marker else block.start, block.end))
        again = all(begins_with(self.text, item, self.noun) for item in found)
        if len(found) > 1 and (again or not other):
            runs = (tuple(found[:run]), tuple(found)) if 1 < run < len(found) else (tuple(found),)
            yield self._announced(runs, "bullets", close=close or again)

    def _announces(self, block: Block) -> bool:
        """Whether a paragraph without label begins another list."""
        return self.text[block.start : block.end].rstrip().endswith(":")


def _kind(label: str) -> str:
    """What sort of number or bullet an item has: digits, a letter, a number in brackets, the dash itself."""
    if not label:
        return ""
    return "digit" if label[0].isdigit() else "letter" if label[0].isalpha() else "paren" if label[0] == "(" else label[0]
