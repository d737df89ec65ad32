"""Footnotes of a text without markup: which lines are notes, and which digits in the body are their marks.

The evidence that survives clean-up decides: the next expected number at the start of a line whose mark was seen before
it. Width, separators, indentation and where a sentence goes on only help; they say where a page's notes end.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from grammar.report import SERIES, Evidence
from grammar.rows import MARKER, Row

# A definition: the number, then words. "28 tháng 02 năm 2022" and "02% …" go on from the line before.
_DEFINITION = re.compile(
    r"""(?:\[(?P<bracket>\d{1,3})\]|\((?P<paren>\d{1,3})\)|(?P<dotted>\d{1,3})\.(?=\s)|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?P<bare>\d{1,3}))
        (?:\s+(?!(?:tháng|năm|ngày|triệu|tỷ|phần)\b)(?=[\w"“”'‘(\[])|(?=[^\W\d_a-zđ]|["“]))""",
    re.VERBOSE,
)
# Marks in brackets or raised stand right behind a word; those of a list have a blank before them.
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BRACKETED = {
    "paren": re.compile(r"\((?P<n>\d{1,3})\)"),
    "bracket": re.compile(r"\[(?P<n>\d{1,3})\]"),
    "raised": re.compile(rf"(?P<n>[{_RAISED_DIGITS}]{{1,3}})"),
}
_SIGNS = {"paren": "(", "bracket": "[", "raised": _RAISED_DIGITS}  # one of which each of them begins with
# A bare mark is fused to a word, a closing bracket or a number. Square metres and terms of the National Assembly are none.
_DIGITS = re.compile(r"\d[\d.,]*")
_NO_MARK = re.compile(r"(?:QH|\b[kcdm]?m)$")
# Numbers that hold no mark: years, decimals, the number of a day, month, year or document. What a mark leaves is a number.
_WHOLE = re.compile(r"(?:19|20)\d\d$|\d[\d.]*,")
_COUNTED = re.compile(r"(?:ngày|tháng|năm|số|Điều|khoản)\s+$")
_YEAR = re.compile(r"năm\s$")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})*|\d+")
_NOT_BEHIND = re.compile(r"[\w/]")
_RAISED = str.maketrans(_RAISED_DIGITS, "0123456789")
_CAPTION = re.compile(r"(?:ghi chú|chú thích)\s*:?$", re.IGNORECASE)
_RECIPIENTS = ("Nơi nhận", "NƠI NHẬN")
_TABLE_ROW = re.compile(r"\d\s+\d[\d.,]*$")
_CLOSING = re.compile(r"(?:Nơi nhận|NƠI NHẬN|TM\.|KT\.|TL\.|-\s*Lưu)")

_NEVER = -1e9
_MISSING = 2  # notes in a row whose text may be missing without doubt of the next one's
_ANEW = 3.0  # what it costs that the numbers of the notes begin anew
_LIKELY = 3.0  # score of a chain of definitions from which on a report has notes
# The most that a change of state can add; where even that does not tell, the evidence is not looked at.
_MOST_LEAVING = 6.0
_MOST_ENTERING = 3.0


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


class Footnotes(NamedTuple):
    """What was found: which rows are notes, definitions by row, marks by note, marks whose note is missing.

    Numbers here are the notes' keys.
    """

    is_note: list[bool]
    definitions: dict[int, Definition]
    marks: dict[int, Candidate]
    stray: list[Candidate]


def find(rows: Sequence[Row], is_wrapped: bool) -> Footnotes:
    """Tell the notes of a report from its body, and tie each to its mark."""
    styles = list(_styles(rows))
    chains = [_chains(_definitions(rows, style), style) for style in styles]
    best = max(range(len(styles)), key=lambda place: chains[place][0], default=-1)
    if best < 0 or chains[best][0] < _LIKELY:
        return Footnotes([False] * len(rows), {}, {}, [])
    series, style = chains[best][1], styles[best]
    is_note = _separate(rows, {definition.row: definition for chain in series for definition in chain}, style, is_wrapped)
    others = [mark for place, marks in enumerate(styles) if place != best for mark in marks if not mark.alternatives]
    found = Footnotes(is_note, {}, {}, [])
    first = 0
    for place, chain in enumerate(series):
        # A series has the marks from the last note before it to its own last one.
        last = chain[-1].row if place + 1 < len(series) else len(rows)
        own, foreign = ([mark for mark in marks if first <= mark.row < last] for marks in (style, others))
        marks, stray = _tie(is_note, chain, own, foreign)
        first, more = chain[-1].row, place * SERIES
        found.definitions.update((d.row, d._replace(number=d.number + more)) for d in chain)
        found.marks.update((n + more, mark._replace(number=n + more)) for n, mark in marks.items())
        found.stray.extend(mark._replace(number=mark.number + more) for mark in stray)
    return found


# --- marks -----------------------------------------------------------------------------------------------------------


def _styles(rows: Sequence[Row]) -> Iterator[list[Candidate]]:
    """The possible marks of the report, once for each style in which it has any."""
    whole = "\n".join(row.text for row in rows)
    for name, pattern in _BRACKETED.items():
        if not any(sign in whole for sign in _SIGNS[name]):
            continue
        marks = [
            Candidate(place, *match.span(), _number(match["n"]), 3.0, "superscript" if name == "raised" else "sequence")
            for place, row in enumerate(rows)
            for match in pattern.finditer(row.text)
            if match.start() and (name == "bracket" or row.text[match.start() - 1] not in " :")
        ]
        if marks:
            yield marks
    fused = [mark for place, row in enumerate(rows) for mark in _bare(place, row.text)]
    if any(not mark.alternatives for mark in fused):
        yield fused


def _number(digits: str) -> int:
    return int(digits.translate(_RAISED))


def _bare(place: int, text: str) -> Iterator[Candidate]:
    """Digits fused to a word or bracket, and every way to read the last digits of a number as a mark.

    `14126` may be 1412 and 6, 141 and 26, 14 and 126.
    """
    for match in _DIGITS.finditer(text):
        start, whole = match.start(), match.group().rstrip(".,")
        end = start + len(whole)
        if _NOT_BEHIND.match(text, end) or text[end : end + 1] == "%":
            continue
        before = text[start - 1] if start else " "
        opening = before == '"' and (start < 2 or not text[start - 2].strip() or text[start - 2] in "([")
        if before.isalpha() or (before in ')"”…]' and not opening):
            if whole.isdigit() and len(whole) < 4 and whole[0] != "0" and not _NO_MARK.search(text[max(start - 4, 0) : start]):
                yield Candidate(place, start, end, int(whole), 3.0, "sequence")
        elif (
            whole.isdigit()
            and 4 < len(whole) < 8
            and whole[:2] in ("19", "20")
            and (before in "/-–" or _YEAR.search(text[max(start - 4, 0) : start]))
        ):
            if whole[4] != "0":
                yield Candidate(place, start + 4, end, int(whole[4:]), 1.0, "sequence", (whole,))
        elif before not in "/.," and not _WHOLE.match(whole) and not _COUNTED.search(text[max(start - 8, 0) : start]):
            for size in range(1, min(4, len(whole))):
                digits, stem = whole[-size:], whole[:-size]
                if digits.isdigit() and digits[0] != "0" and _NUMBER.fullmatch(stem):
                    yield Candidate(place, end - size, end, int(digits), 0.5, "sequence", (whole,))


# --- definitions -----------------------------------------------------------------------------------------------------


def _definitions(rows: Sequence[Row], marks: list[Candidate]) -> list[tuple[Definition, float]]:
    """Rows that may begin a note whose mark was seen before them, with how likely each is."""
    first: dict[int, int] = {}
    weak: dict[int, int] = {}
    for mark in marks:
        seen = weak if mark.alternatives else first
        seen.setdefault(mark.number, mark.row)
    found: list[tuple[Definition, float]] = []
    marked_off = False
    closing = next((place for place, row in enumerate(rows) if row.text.startswith(_RECIPIENTS)), len(rows))
    for place, row in enumerate(rows):
        match = _DEFINITION.match(row.text)
        if not match or (match["bare"] and (match["bare"][0] == "0" or MARKER.match(row.text))):
            continue
        number = _number(next(filter(None, match.groups())))
        strong = first.get(number, len(rows)) <= place
        follows = bool(found) and found[-1][0].number == number - 1
        # "(1) …", "1. …" is an item, unless it stands below a rule, a caption or another such note, or behind the recipients.
        below = marked_off and 0 < number - found[-1][0].number <= _MISSING + 1
        told = row.rule or below or (place and _CAPTION.fullmatch(rows[place - 1].text))
        if (match["paren"] or match["dotted"]) and place < closing and not (strong and told):
            continue
        if strong or weak.get(number, len(rows)) <= place:
            score = 2.0 if strong else 0.5
        elif follows and rows[place - 1].ended:
            # A note without a mark: the next number behind a note, or right below one.
            score = -1.0 if found[-1][0].row == place - 1 else -2.5
        else:
            continue
        after = row.text[match.end()]
        score += 1.0 if after.isupper() or not after.isalnum() else 0.0
        score += 2.0 if row.rule else 0.0
        last = rows[place - 1] if place and not (row.rule or row.page) else None
        if last:
            score -= 3.0 if last.dangling else 0.0
            score -= 2.0 if last.text.count("(") > last.text.count(")") else 0.0
        score -= 3.0 if _TABLE_ROW.search(row.text) else 0.0
        found.append((Definition(place, number, match.end()), score))
        marked_off = (match["paren"] or match["dotted"]) is not None
    return found


def _chains(candidates: list[tuple[Definition, float]], marks: list[Candidate]) -> tuple[float, list[list[Definition]]]:
    """The most likely notes, one list for each time that their numbers begin anew, with how likely they are.

    They do so only where most of the later notes have their marks behind the series before.
    """
    ones = sorted(mark.row for mark in marks if mark.number == 1 and not mark.alternatives)
    score, chain = _chain(candidates, ones)
    starts = [place for place in range(1, len(chain)) if chain[place].number <= chain[place - 1].number]
    if not starts:
        return score, [chain] if chain else []
    series = [chain[start:end] for start, end in zip([0, *starts], [*starts, len(chain)], strict=True)]
    rows: dict[int, list[int]] = {}
    for mark in marks:
        if not mark.alternatives:
            rows.setdefault(mark.number, []).append(mark.row)
    for before, later in pairwise(series):
        first = before[-1].row
        marked = sum(bisect.bisect(rows.get(d.number, ()), first) < bisect.bisect(rows.get(d.number, ()), d.row) for d in later)
        if marked * 3 < len(later) * 2:
            score, chain = _chain(candidates, [])
            return score, [chain] if chain else []
    return score, series


def _chain(candidates: list[tuple[Definition, float]], ones: list[int]) -> tuple[float, list[Definition]]:
    """The most likely sequence of notes: numbers rise down the text, by one wherever the text allows.

    They may begin anew behind a mark of number 1; `ones` are the rows of these.

    A best increasing subsequence by weight; a Fenwick tree of maxima keeps it at n log n on hostile text.
    """
    limit = max((definition.number for definition, _ in candidates), default=0) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (limit + 1)
    best: dict[int, tuple[float, int]] = {}
    nodes: list[tuple[Definition, int]] = []
    so_far: list[tuple[float, int]] = []  # the best entry up to each node
    for definition, weight in candidates:
        number = definition.number
        top, back = (0.0, -1) if number == 1 else (-3.0, -1)
        step = number - 1
        while step > 0:
            if tree[step][0] - 2.0 > top:
                top, back = tree[step][0] - 2.0, tree[step][1]
            step -= step & -step
        if number - 1 in best and best[number - 1][0] + 1.0 > top:
            top, back = best[number - 1][0] + 1.0, best[number - 1][1]
        if number == 1 and (seen := bisect.bisect(ones, definition.row)):
            done = bisect.bisect_left(nodes, ones[seen - 1], key=lambda node: node[0].row) - 1
            if done >= 0 and so_far[done][0] - _ANEW > top:
                top, back = so_far[done][0] - _ANEW, so_far[done][1]
        nodes.append((definition, back))
        entry = (top + weight, len(nodes) - 1)
        so_far.append(max(so_far[-1], entry) if so_far else entry)
        if number not in best or entry[0] >= best[number][0]:
            best[number] = entry
            step = number
            while step <= limit:
                tree[step] = max(tree[step], entry)
                step += step & -step
    score, place = max(best.values(), default=(0.0, -1))
    chain: list[Definition] = []
    while place >= 0:
        definition, place = nodes[place]
        chain.append(definition)
    return score, chain[::-1]


# --- body and notes --------------------------------------------------------------------------------------------------


class _State(NamedTuple):
    """The best reading so far that ends in the body or in a note: its score, its path, its last row of each kind."""

    score: float
    back: int
    body: int
    note: int


def _separate(rows: Sequence[Row], definitions: dict[int, Definition], marks: list[Candidate], is_wrapped: bool) -> list[bool]:
    """Which rows are notes: the most likely path through the two states body and note (Viterbi).

    Notes that all stand behind the last mark and the recipients are endnotes, and go on to the end.
    """
    first = min(definitions)
    closing = next((place for place, row in enumerate(rows) if row.text.startswith(_RECIPIENTS)), len(rows))
    if closing < first and not any(m.row > first for m in marks if not m.alternatives):
        return [place >= first for place in range(len(rows))]
    body_full, note_full = _widths(rows, definitions)
    told_by_width = is_wrapped and note_full > 1.12 * body_full
    gaps = sorted(row.gap for row in rows)
    usual_gap = gaps[len(gaps) // 2] if gaps else 0
    indented = sum(1 for row in rows if row.start) * 5 < len(rows)
    last_definition = {definition.number: place for place, definition in definitions.items()}
    holds_mark = {m.row for m in marks if not m.alternatives and last_definition.get(m.number, -1) > m.row}

    def emission(place: int, row: Row) -> tuple[float, float]:
        """How well a row that begins no note fits the body, and a note."""
        body = note = 0.0
        if told_by_width:
            if row.width > 1.06 * body_full + 1:
                note += 3.0
            elif row.width > 0.85 * body_full:
                body += 0.7
        if place in holds_mark:
            body += 3.0
        if row.capitals or _CLOSING.match(row.text):
            body += 2.0
        elif MARKER.match(row.text) and not row.text.startswith("("):
            body += 1.0
        return body, note

    def leaving(state: _State, row: Row) -> float:
        """What it costs to go from a note back to the body at this row."""
        score = -2.0
        note = rows[state.note]
        score += 1.0 if note.ended else -1.5
        if row.page:
            score += 2.0
        if usual_gap and row.gap == 0:
            score += 1.5
        if indented and row.start == 1:
            score += 1.5
        if state.body >= 0:
            going_on = not rows[state.body].finished and not MARKER.match(row.text)
            continues = row.lower or not row.text[0].isalpha()
            score += 1.5 if going_on and continues else 0.5 if not going_on and not row.lower else -0.5
        return score

    def entering(state: _State, row: Row) -> float:
        """What it costs to go from the body to the rest of a note that the page before began."""
        note = rows[state.note]
        wide = told_by_width and row.width > 1.06 * body_full + 1
        return (0.0 if row.rule else -3.0 if wide else -4.0) + (-3.0 if note.ended else 3.0 if note.dangling else 1.5)

    paths: list[tuple[_State, _State]] = []
    body, note = _State(0.0, 0, -1, -1), _State(_NEVER, 0, -1, -1)
    for place, row in enumerate(rows):
        if place in definitions:
            origin = max((0, 1), key=lambda s: (body, note)[s].score)
            come = (body, note)[origin]
            body, note = _State(_NEVER, 0, come.body, come.note), _State(come.score, origin, come.body, place)
        else:
            fits_body, fits_note = emission(place, row)
            stay, back = body.score, _NEVER
            if note.note >= 0 and note.score + _MOST_LEAVING > stay:
                back = note.score + leaving(note, row)
            next_body = (
                _State(stay + fits_body, 0, place, body.note) if stay >= back else _State(back + fits_body, 1, place, note.note)
            )
            stay, enter = note.score, _NEVER
            if body.note >= 0 and body.score + _MOST_ENTERING > stay:
                enter = body.score + entering(body, row)
            next_note = (
                _State(stay + fits_note, 1, note.body, place) if stay >= enter else _State(enter + fits_note, 0, body.body, place)
            )
            body, note = next_body, next_note
        paths.append((body, note))
    is_note = [False] * len(rows)
    state = 0 if body.score >= note.score else 1
    for place in range(len(rows) - 1, -1, -1):
        is_note[place] = state == 1
        state = paths[place][state].back
    return is_note


def _widths(rows: Sequence[Row], definitions: dict[int, Definition]) -> tuple[int, int]:
    """The usual full width of a line of the body and of a note."""
    first = min(definitions)
    body = sorted(row.width for row in rows[:first]) or [0]
    notes = sorted(rows[place].width for place in definitions)
    return body[int(len(body) * 0.9)], notes[int(len(notes) * 0.75)]


# --- ties ------------------------------------------------------------------------------------------------------------


def _tie(
    is_note: list[bool], chain: list[Definition], marks: list[Candidate], others: list[Candidate]
) -> tuple[dict[int, Candidate], list[Candidate]]:
    """Each note's mark, in rising order down the body.

    Marks fused to words are tied together first, those in the stretch of body before the note's own page region before
    others; what is left takes digits fused to a number there, between its neighbours' marks, last another style (`others`).
    """
    start_of = _stretches(is_note)
    stretch = {definition.number: (start_of[definition.row], definition.row) for definition in chain}
    own = [mark for mark in marks if not is_note[mark.row] and mark.row < stretch.get(mark.number, (0, len(is_note)))[1]]
    strong = [mark for mark in own if not mark.alternatives and mark.number in stretch]
    tied = _rising(strong, {number: first for number, (first, _) in stretch.items()})
    weak = _by_number([mark for mark in own if mark.alternatives and mark.number in stretch])
    foreign = _by_number([mark for mark in others if not is_note[mark.row] and mark.number in stretch])
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
    return ordered, list(_stray(_by_number(own), ordered, chain))


def _place(mark: Candidate) -> tuple[int, int]:
    return mark.row, mark.start


def _by_number(marks: list[Candidate]) -> dict[int, list[Candidate]]:
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
            if not m.alternatives
            and (before is None or (before.row, before.end) <= (m.row, m.start))
            and (after is None or (m.row, m.end) <= (after.row, after.start))
        ]
        if len(fitting) == 1:
            yield fitting[0]
