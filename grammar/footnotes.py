"""Footnotes of a text without markup: which lines are notes, and which digits in the body are their marks.

The evidence that survives clean-up decides: the next expected number at the start of a line whose mark was seen before
it. Width, separators, indentation and where a sentence goes on only help; they say where a page's notes end.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from grammar.marks import Candidate, Definition, styles, tie, value
from grammar.report import normal_columns
from grammar.rows import MARKER, Row
from grammar.source import SERIES

# A definition: the number, then words. "28 tháng 02 năm 2022" and "02% …" go on from the line before.
_DEFINITION = re.compile(
    r"""(?:\[(?P<bracket>\d{1,3})\]|\((?P<paren>\d{1,3})\)|(?P<dotted>\d{1,3})\.(?=\s)|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?P<bare>\d{1,3}))
        (?:\s+(?!(?:tháng|năm|ngày|triệu|tỷ|phần)\b)(?=[\w"“”'‘(\[])|(?=[^\W\d_a-zđ]|["“]))""",
    re.VERBOSE,
)
_RAISED = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*(?=\S)")
_ENUMERATOR = re.compile(r"(?:\d{1,2}|[a-zđ])\)\s")
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


class Footnotes(NamedTuple):
    """What was found: which rows are notes, definitions by row, marks by note, marks whose note is missing.

    Numbers here are the notes' keys.
    """

    is_note: list[bool]
    definitions: dict[int, Definition]
    marks: dict[int, Candidate]
    stray: list[Candidate]


def find(rows: Sequence[Row], is_wrapped: bool) -> Footnotes:
    """Tell the notes of a report from its body, and tie each to its mark.

    Where the file tells which lines are notes (`SourceLine.note` is -1, or 0 in the body), that is kept.
    """
    told = any(row.source.note == -1 for row in rows)
    written = list(styles(rows))
    if told:
        written = [[mark for mark in marks if rows[mark.row].source.note != -1] for marks in written]
    begin = _told_definitions if told else _definitions
    chains = [_chains(begin(rows, style), style) for style in written]
    best = max(range(len(written)), key=lambda place: chains[place][0], default=-1)
    if best < 0 or chains[best][0] < _LIKELY:
        return Footnotes([False] * len(rows), {}, {}, [])
    series, style = chains[best][1], written[best]
    definitions = {definition.row: definition for chain in series for definition in chain}
    if told:
        is_note = [place >= min(definitions) and row.source.note == -1 for place, row in enumerate(rows)]
    else:
        is_note = _separate(rows, definitions, style, is_wrapped)
    others = [mark for place, marks in enumerate(written) if place != best for mark in marks if not mark.weak]
    found = Footnotes(is_note, {}, {}, [])
    first = 0
    for place, chain in enumerate(series):
        # A series has the marks from the last note before it to its own last one.
        last = chain[-1].row if place + 1 < len(series) else len(rows)
        own, foreign = ([mark for mark in marks if first <= mark.row < last] for marks in (style, others))
        marks, stray = tie(is_note, chain, own, foreign)
        first, more = chain[-1].row, place * SERIES
        found.definitions.update((d.row, d._replace(number=d.number + more)) for d in chain)
        found.marks.update((n + more, mark._replace(number=n + more)) for n, mark in marks.items())
        found.stray.extend(mark._replace(number=mark.number + more) for mark in stray)
    return found


def given(rows: Sequence[Row]) -> Footnotes | None:
    """The notes that the file itself tells and ties to their marks; None where it has none."""
    if not any(row.source.marks or (row.source.note or 0) > 0 for row in rows):
        return None
    found = Footnotes([(row.source.note or 0) > 0 for row in rows], {}, {}, [])
    known: set[int] = set()
    columns: dict[int, tuple[list[int], list[int]]] = {}  # of the marks of each line that has any
    for place, row in enumerate(rows):
        key = row.source.note or 0
        if key > 0 and key not in known:
            known.add(key)
            found.definitions[place] = Definition(place, key, 0)
        marks = row.source.marks
        if not marks:
            continue
        if row.line not in columns:
            words = row.source.words
            columns[row.line] = normal_columns(words, [m.start for m in marks]), normal_columns(words, [m.end for m in marks])
        starts, ends = columns[row.line]
        # Of a table's line each cell is a row, and holds its own marks alone.
        for at in range(bisect.bisect_left(starts, row.start), bisect.bisect_right(starts, row.start + len(row.text))):
            key = marks[at].note
            candidate = Candidate(place, starts[at] - row.start, ends[at] - row.start, key, _LIKELY, "superscript")
            if key in found.marks:
                found.stray.append(candidate)
            else:
                found.marks[key] = candidate
    return found


# --- definitions -----------------------------------------------------------------------------------------------------


def _definitions(rows: Sequence[Row], marks: list[Candidate]) -> list[tuple[Definition, float]]:
    """Rows that may begin a note whose mark was seen before them, with how likely each is."""
    first: dict[int, int] = {}
    weak: dict[int, int] = {}
    for mark in marks:
        seen = weak if mark.weak else first
        seen.setdefault(mark.number, mark.row)
    found: list[tuple[Definition, float]] = []
    marked_off = False
    closing = next((place for place, row in enumerate(rows) if row.text.startswith(_RECIPIENTS)), len(rows))
    for place, row in enumerate(rows):
        match = _DEFINITION.match(row.text)
        if not match or (match["bare"] and (match["bare"][0] == "0" or MARKER.match(row.text))):
            continue
        number = value(next(filter(None, match.groups())))
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
        listed = bool(_ENUMERATOR.match(row.text, match.end()))
        score += 1.0 if after.isupper() or not after.isalnum() or listed else 0.0
        score += 2.0 if row.rule else 0.0
        last = rows[place - 1] if place and not (row.rule or row.page) else None
        if last:
            score -= 3.0 if last.dangling else 0.0
            score -= 2.0 if last.text.count("(") > last.text.count(")") else 0.0
        score -= 3.0 if _TABLE_ROW.search(row.text) else 0.0
        found.append((Definition(place, number, match.end()), score))
        marked_off = (match["paren"] or match["dotted"]) is not None
    return found


def _told_definitions(rows: Sequence[Row], marks: list[Candidate]) -> list[tuple[Definition, float]]:
    """The same among the rows that the file tells to be notes; where it raises their numbers, only those with such.

    Others begin a note where their number's mark was seen before them, or is due.
    """
    own = [place for place, row in enumerate(rows) if row.source.note == -1]
    pattern = _RAISED if any(_RAISED.match(rows[place].text) for place in own) else _DEFINITION
    of_number: dict[int, list[int]] = {}
    for mark in marks:
        of_number.setdefault(mark.number, []).append(mark.row)
    found: list[tuple[Definition, float]] = []

    def is_due(number: int, place: int) -> bool:
        """Whether a note of this number may follow the last one: its mark stands behind that one's mark; a 1 behind its text."""
        last = found[-1][0] if found else Definition(-1, 0, 0)
        before = bisect.bisect(of_number.get(last.number, []), last.row)
        since = last.row if number == 1 or not before else of_number[last.number][before - 1]
        of = of_number.get(number, [])
        return bisect.bisect_left(of, since) < bisect.bisect(of, place)

    for place in own:
        text = rows[place].text
        next_one = found[-1][0].number + 1 if found else 1
        match = pattern.match(text)
        digits = match and next(filter(None, match.groups()))
        number, end, score = 0, 0, 0.0
        if match and digits and digits[0] != "0":
            number, end = value(digits), match.end()
            marked = of_number.get(number, [len(rows)])[0] <= place
            score = 4.0 if marked or pattern is _RAISED else 1.0 if number == next_one else 0.0
        if pattern is _DEFINITION and not (number and is_due(number, place)):
            # "1333 Nghị quyết", "19(1) Sở": the number is fused to what stands behind it.
            for due in (next_one, 1):
                if text.startswith(str(due)) and is_due(due, place):
                    number, end, score = due, len(str(due)), 2.0
                    break
        if number == 1 and found and score:
            score += _ANEW  # no doubt here that each page may begin anew
        if score:
            dangling = rows[place - 1].source.note == -1 and rows[place - 1].dangling
            found.append((Definition(place, number, end), score - 3.0 * dangling))
    return found


def _chains(candidates: list[tuple[Definition, float]], marks: list[Candidate]) -> tuple[float, list[list[Definition]]]:
    """The most likely notes, one list for each time that their numbers begin anew, with how likely they are.

    They do so only where most of the later notes have their marks behind the series before.
    """
    ones = sorted(mark.row for mark in marks if mark.number == 1 and not mark.weak)
    score, chain = _chain(candidates, ones)
    starts = [place for place in range(1, len(chain)) if chain[place].number <= chain[place - 1].number]
    if not starts:
        return score, [chain] if chain else []
    series = [chain[start:end] for start, end in zip([0, *starts], [*starts, len(chain)], strict=True)]
    rows: dict[int, list[int]] = {}
    for mark in marks:
        if not mark.weak:
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
        if number < 1:  # no note is numbered so, and the tree has no place for it
            continue
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
    if closing < first and not any(m.row > first for m in marks if not m.weak):
        return [place >= first for place in range(len(rows))]
    body_full, note_full = _widths(rows, definitions)
    told_by_width = is_wrapped and note_full > 1.12 * body_full
    gaps = sorted(row.gap for row in rows)
    usual_gap = gaps[len(gaps) // 2] if gaps else 0
    indented = sum(1 for row in rows if row.start) * 5 < len(rows)
    last_definition = {definition.number: place for place, definition in definitions.items()}
    holds_mark = {m.row for m in marks if not m.weak and last_definition.get(m.number, -1) > m.row}

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
