"""Footnote marks of a text without markup: which digits of the body may be one, and which note each belongs to."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grammar.report import Evidence
from grammar.rows import Row
from grammar.vocabulary import words

# Marks in brackets or raised stand right behind a word; those of a list have a blank before them.
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BRACKETED = {
    "paren": re.compile(r"\((?P<n>\d{1,3})\)"),
    "bracket": re.compile(r"\[(?P<n>\d{1,3})\]"),
    # "m²", "km³" are units.
    "raised": re.compile(rf"(?!(?<=\bm)[²³]|(?<=\b[kcdm]m)[²³])(?P<n>[{_RAISED_DIGITS}]{{1,3}})"),
}
_SIGNS = {"paren": "(", "bracket": "[", "raised": _RAISED_DIGITS}  # one of which each of them begins with
# A bare mark is fused to a word, a closing bracket or quotation mark, a percent sign or a number.
_DIGITS = re.compile(r"\d[\d.,]*")
_CLOSERS = ')"”’»…]%'
_OPENERS = '"’'  # which of the closers may open a quotation as well
_STOPS = ".:;!?"
# Terms of the National Assembly, metres: no mark. Behind those the first digit makes them square or cubic, the rest may be one.
_TERM = re.compile(r"QH$")
_METRES = re.compile(r"\b[kcdm]?m$")
# A letter alone is a class, a column, a term of a formula: "B1", "A(1) + B(2)", "cột(4)".
_TERMS = re.compile(rf"(?:(?<!\w)[A-ZĐ]|(?<!\w)(?:{'|'.join(words('columns'))}))$", re.IGNORECASE)
# Numbers that hold no mark: years, decimals, the number of a day, month, year or document. What a mark leaves is a number.
_WHOLE = re.compile(r"(?:19|20)\d\d$|\d[\d.]*,")
_COUNTED = re.compile(r"(?:ngày|tháng|năm|số|Điều|khoản)\s+$")
_YEAR = re.compile(r"năm\s$")
_NUMBER = re.compile(r"(?!0+$)(?:\d{1,3}(?:\.\d{3})*|\d+)")
_NOT_BEHIND = re.compile(r"[\w/%]")
# Counts below ten, with a nought in front and without; "tháng" and the like are numbered, not counted.
_PADDED = re.compile(r"(?<![\w./,-])0[1-9](?=\s[^\W\d])")
_UNPADDED = re.compile(r"(?<![\w./,-])[2-9](?=\s[^\W\d_A-ZĐ])")
# How likely digits are a mark: behind a word, behind a stop, fused to a number, behind a letter alone.
_STRONG, _PUNCTUATED, _FUSED, _LETTERED = 3.0, 1.5, 0.5, 0.4
_LONGEST_TERM = 8
_RAISED = str.maketrans(_RAISED_DIGITS, "0123456789")


class Definition(NamedTuple):
    """A row that begins a note; the note's words start at column `body` of the row's text."""

    row: int
    number: int
    body: int


class Candidate(NamedTuple):
    """Digits that may be a mark: in `row`, from `start` to `end` of its text."""

    row: int
    start: int
    end: int
    number: int
    score: float
    evidence: Evidence
    alternatives: tuple[str, ...] = ()

    @property
    def weak(self) -> bool:
        """Whether it may be something else, so that it is a mark only where one is expected."""
        return self.score < _STRONG


# --- candidates -----------------------------------------------------------------------------------------------------------


def styles(rows: Sequence[Row]) -> Iterator[list[Candidate]]:
    """The possible marks of the report, once for each style in which it has any."""
    whole = "\n".join(row.text for row in rows)
    for name, pattern in _BRACKETED.items():
        evidence: Evidence = "superscript" if name == "raised" else "sequence"
        if not any(sign in whole for sign in _SIGNS[name]):
            continue
        marks = [
            Candidate(place, *match.span(), value(match["n"]), _behind(row.text, match.start()), evidence)
            for place, row in enumerate(rows)
            for match in pattern.finditer(row.text)
            if match.start() and (name == "bracket" or row.text[match.start() - 1] not in " :")
        ]
        if marks:
            yield marks
    padded = len(_PADDED.findall(whole)) > max(2, len(_UNPADDED.findall(whole)))
    fused = [mark for place, row in enumerate(rows) for mark in _bare(place, row.text, padded)]
    if any(mark.score >= _PUNCTUATED for mark in fused):
        yield fused


def value(digits: str) -> int:
    """The number that digits show, raised or not."""
    return int(digits.translate(_RAISED))


def _behind(text: str, start: int) -> float:
    """How likely digits are a mark by the letter or closing sign before them."""
    return _LETTERED if _TERMS.search(text, max(start - _LONGEST_TERM, 0), start) else _STRONG


def _bare(place: int, text: str, padded: bool) -> Iterator[Candidate]:
    """Digits fused to a word or closing sign, and every way to read the last digits of a number as a mark.

    `14126` may be 1412 and 6, 141 and 26, 14 and 126; no 3 and 9 where a report writes "03" for 3 (`padded`).
    """
    for match in _DIGITS.finditer(text):
        start, whole = match.start(), match.group().rstrip(".,")
        end = start + len(whole)
        if _NOT_BEHIND.match(text, end):
            continue
        before, second = text[start - 1] if start else " ", text[start - 2 : start - 1]
        opening = before in _OPENERS and (not second.strip() or second in "([")
        if before.isalpha() or (before in _CLOSERS and not opening):
            square = whole[0] in "23" and _METRES.search(text, max(start - 4, 0), start)
            digits = whole[1:] if square else whole
            if digits.isdigit() and len(digits) < 4 and digits[0] != "0" and not _TERM.search(text, max(start - 4, 0), start):
                score = _FUSED if square else _behind(text, start)
                yield Candidate(place, end - len(digits), end, int(digits), score, "sequence")
        elif before in _STOPS and (second.isalpha() or second in _CLOSERS):
            if whole.isdigit() and len(whole) < 4 and whole[0] != "0" and not text[end : end + 1].strip():
                yield Candidate(place, start, end, int(whole), _PUNCTUATED, "sequence")
        elif (
            whole.isdigit()
            and 4 < len(whole) < 8
            and whole[:2] in ("19", "20")
            and (before in "/-–" or _YEAR.search(text, max(start - 4, 0), start))
        ):
            if whole[4] != "0":
                yield Candidate(place, start + 4, end, int(whole[4:]), 1.0, "sequence", (whole,))
        elif before not in "/.," and not _WHOLE.match(whole) and not _COUNTED.search(text, max(start - 8, 0), start):
            for size in range(1, min(4, len(whole))):
                digits, stem = whole[-size:], whole[:-size]
                if digits.isdigit() and digits[0] != "0" and _NUMBER.fullmatch(stem) and not (padded and len(stem) == 1):
                    yield Candidate(place, end - size, end, int(digits), _FUSED, "sequence", (whole,))


# --- ties ------------------------------------------------------------------------------------------------------------


def tie(
    is_note: list[bool], chain: list[Definition], marks: list[Candidate], others: list[Candidate]
) -> tuple[dict[int, Candidate], list[Candidate]]:
    """Each note's mark, in rising order down the body.

    Marks fused to words are tied together first, those in the stretch of body before the note's own page region before
    others; what is left takes digits fused to a number there, between its neighbours' marks, last another style (`others`).
    """
    start_of = _stretches(is_note)
    stretch = {definition.number: (start_of[definition.row], definition.row) for definition in chain}
    own = [mark for mark in marks if not is_note[mark.row] and mark.row < stretch.get(mark.number, (0, len(is_note)))[1]]
    strong = [mark for mark in own if not mark.weak and mark.number in stretch]
    tied = _rising(strong, {number: first for number, (first, _) in stretch.items()})
    weak = _byvalue([mark for mark in own if mark.weak and mark.number in stretch])
    foreign = _byvalue([mark for mark in others if not is_note[mark.row] and mark.number in stretch])
    for number in sorted(set(stretch) - set(tied)):
        first, last = stretch[number]
        before = max((tied[n] for n in tied if n < number), key=_place, default=None)
        after = min((tied[n] for n in tied if n > number), key=_place, default=None)
        for choice in (weak, foreign):
            fitting = [
                mark
                for mark in choice.get(number, ())
                if first <= mark.row < last
                and (before is None or (before.row, before.end) <= _place(mark))
                and (after is None or (mark.row, mark.end) <= _place(after))
            ]
            if fitting:
                likely = max(fitting, key=lambda mark: (mark.score, -mark.row, -mark.start))
                rivals = [raw for mark in fitting if mark.score == likely.score for raw in mark.alternatives]
                tied[number] = likely._replace(alternatives=tuple(dict.fromkeys((*likely.alternatives, *rivals))))
                break
    ordered = {number: tied[number] for number in sorted(tied)}
    return ordered, list(_stray(_byvalue(own), ordered, chain))


def _place(mark: Candidate) -> tuple[int, int]:
    return mark.row, mark.start


def _byvalue(marks: list[Candidate]) -> dict[int, list[Candidate]]:
    table: dict[int, list[Candidate]] = {}
    for mark in marks:
        table.setdefault(mark.number, []).append(mark)
    return table


def _rising(marks: list[Candidate], first_row: dict[int, int]) -> dict[int, Candidate]:
    """The heaviest sequence of marks whose numbers rise down the text; one in its note's own stretch weighs double."""
    limit = max((mark.number for mark in marks), default=0) + 1
    tree: list[tuple[int, int]] = [(0, -1)] * (limit + 1)
    ordered = sorted(marks, key=_place)
    back: list[int] = []
    for place, mark in enumerate(ordered):
        top = (0, -1)
        step = mark.number - 1
        while step > 0:
            top = max(top, tree[step], key=lambda entry: entry[0])
            step -= step & -step
        back.append(top[1])
        entry = (top[0] + (2 if mark.row >= first_row[mark.number] else 1), place)
        step = mark.number
        while step <= limit:
            if entry[0] > tree[step][0]:
                tree[step] = entry
            step += step & -step
    place = max(tree, key=lambda entry: entry[0], default=(0, -1))[1]
    tied: dict[int, Candidate] = {}
    while place >= 0:
        tied[ordered[place].number] = ordered[place]
        place = back[place]
    return tied


def _stretches(is_note: list[bool]) -> list[int]:
    """For each row the first row of the stretch of body that lies before its own region of notes."""
    starts, body, region = [], 0, 0
    for place, note in enumerate(is_note):
        if not note and place and is_note[place - 1]:
            body = place
        region = body if note else place
        starts.append(region)
    return starts


def _stray(by_number: dict[int, list[Candidate]], tied: dict[int, Candidate], chain: list[Definition]) -> Iterator[Candidate]:
    """Marks of the report's own style whose note is missing: a number the notes skip, at its place among the marks."""
    defined = {definition.number for definition in chain}
    numbers = sorted(tied)
    for number, candidates in by_number.items():
        if number in defined or not numbers or number > numbers[-1] + 1:
            continue
        at = bisect.bisect_left(numbers, number)
        before = tied[numbers[at - 1]] if at else None
        after = tied[numbers[at]] if at < len(numbers) else None
        fitting = [
            m
            for m in candidates
            if not m.weak
            and (before is None or (before.row, before.end) <= (m.row, m.start))
            and (after is None or (m.row, m.end) <= (after.row, after.start))
        ]
        if len(fitting) == 1:
            yield fitting[0]
