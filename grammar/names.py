"""Names as a report writes them: of bodies, systems and indices, and of places that are spelled in several ways.

A name's `key` is what all its spellings share. Where a name ends its words alone often do not tell ("Phòng Tư pháp kiểm
tra …"): fixed names of the country are known, others end at a sign, a preposition, a verb or a kind of place, or where
the same name ends elsewhere in the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice, takewhile
from typing import Literal, NamedTuple, get_args

from grammar.facts import Name
from grammar.report import Report, Span
from grammar.vocabulary import WORD, fold, naming, words_of

_WINDOW = 160  # characters that a name may take
_NEAR = 12  # characters in which the word before a name stands
_LONGEST = 14  # words of a name
# Words with which a name must end elsewhere, to be the end of a longer one: of bodies named by their field, and of others.
_ENDS_ELSEWHERE = {True: 3, False: 5}
_STARTS = '\n.:;!?+*)(-•“"'
_DASHES = "-–"
_JOINTS = ("", ",", "-", "–", "&")
_INSIDE = ("/", "&", ".", "-")
_BODIES = ("UBND", "HĐND", "MTTQ")
_AND = "và"
_KIND = re.compile(r"(?:[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Đđ]ặc khu|\w+)$")
_PROPER = re.compile(r"\w+(?: \w+){1,3}")
_ABBREVIATION = re.compile(r"[A-ZĐ](?<![A-ZĐ]{2})[A-ZĐ]{4,}+(?![\w/&-])")


PhraseKind = Literal["heads", "others", "ends", "acts", "places"]
_KINDS: tuple[PhraseKind, ...] = get_args(PhraseKind)


class _Word(NamedTuple):
    """A word of a name: folded, where it ends, and whether it is in small letters and nothing but a blank stands before."""

    folded: str
    end: int
    soft: bool


class _Draft(NamedTuple):
    """A name whose end is not settled: its words, how many of them are sure; `shortest` it may be, None: as long as it is."""

    start: int
    words: tuple[_Word, ...]
    sure: int
    shortest: int | None

    def key(self, count: int) -> tuple[str, ...]:
        """What all spellings of its first words share."""
        return _key(tuple(word.folded for word in self.words[:count]))


def find(report: Report) -> Iterator[Name]:
    """The names of a report, each kind in reading order. Letterhead and recipients have forms of their own."""
    text = report.text
    skipped = [block.span for block in report.blocks if block.kind in ("letterhead", "recipients")]
    broken = {piece.start for piece in report.pieces}
    marks = list(_marks(text))
    marked = {mark.span.end for mark in marks}
    bodies = (body for body in _bodies(text) if body.span.end not in marked)
    for name in (*bodies, *marks, *_places(text), *_abbreviations(text)):
        if any(span.start <= name.span.start < span.end for span in skipped):
            continue
        # A line that ends at a dash does not tell whether a blank stood there.
        if any(dash in name.text for dash in _DASHES) and _breaks_at_dash(text, name.span, broken):
            continue
        yield name


def _breaks_at_dash(text: str, span: Span, broken: set[int]) -> bool:
    return any(text[at] in _DASHES and not broken.isdisjoint(range(at - 1, at + 3)) for at in range(span.start, span.end))


@cache
def _anchor() -> re.Pattern[str]:
    """Where a name of a body may begin: a head with a capital, or the first word of a fixed name."""
    first = {*naming().heads, *(term.split()[0] for term in naming().terms)}
    return re.compile(rf"(?:{'|'.join(sorted(first, key=len, reverse=True))})(?= )")


@cache
def _terms() -> dict[str, list[tuple[str, ...]]]:
    """The fixed names as keys, by their first word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted((_key(words_of(term)) for term in naming().terms), key=len, reverse=True):
        table.setdefault(key[0], []).append(key)
    return table


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], PhraseKind], ...]]:
    """The phrases that decide where a name begins and ends, folded, by their first word, longest first."""
    entries = [(words_of(phrase), kind) for kind in _KINDS for phrase in getattr(naming(), kind)]
    table: dict[str, tuple[tuple[tuple[str, ...], PhraseKind], ...]] = {}
    for phrase, kind in sorted(entries, key=lambda entry: -len(entry[0])):
        table[phrase[0]] = (*table.get(phrase[0], ()), (phrase, kind))
    return table


@cache
def _by_field() -> frozenset[tuple[str, ...]]:
    return frozenset(map(words_of, naming().by_field))


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word != _AND)


def _phrase_at(folded: list[str], place: int) -> tuple[PhraseKind | None, int]:
    """The kind and the words of the longest phrase of the vocabulary that stands at a place."""
    for phrase, kind in _phrases().get(folded[place], ()):
        if len(phrase) == 1 or tuple(folded[place : place + len(phrase)]) == phrase:
            return kind, len(phrase)
    return None, 0


def _bodies(text: str) -> Iterator[Name]:
    """Bodies, boards, centres, systems and indices."""
    drafts: list[_Draft] = []
    done = 0
    for match in _anchor().finditer(text):
        if match.start() < done or text[match.start() - 1 : match.start()].isalnum():
            continue
        line_end = text.find("\n", match.start(), match.start() + _WINDOW)
        row = list(islice(WORD.finditer(text, match.start(), line_end if line_end >= 0 else match.start() + _WINDOW), _LONGEST))
        folded = [fold(word[0]) for word in row]
        draft = _fixed(text, row, folded) or _read(text, row, folded)
        if draft and not (_opens(text, draft.start) and _small(text, draft)):
            drafts.append(draft)
            done = draft.words[draft.sure - 1].end
    known = Counter(draft.key(draft.sure) for draft in drafts)
    for draft in drafts:
        span = Span(draft.start, draft.words[_settled(draft, known) - 1].end)
        words = text[span.start : span.end]
        yield Name(span, words, "body", _written_out(words))


def _settled(draft: _Draft, known: Counter[tuple[str, ...]]) -> int:
    """How many words a name has: more than are sure or fewer, where that is a name elsewhere."""
    words = draft.words
    for count in range(len(words), draft.sure, -1):
        if words[count - 1].folded != _AND and draft.key(count) in known:
            return count
    for count in range(draft.shortest or draft.sure, draft.sure):
        if words[count].soft and words[count - 1].folded != _AND and known[draft.key(count)] > 1:
            return count
    return draft.sure


def _written_out(words: str) -> tuple[str, ...]:
    """The key of a name, its shortened fields written out: Phòng Lao động-TB&XH."""
    full = " ".join(naming().shortened.get(word, word) for word in WORD.findall(words))
    return _key(words_of(full))


def _opens(text: str, start: int) -> bool:
    """Whether a capital says nothing here: a sentence, item or bracket begins, or several such bodies are spoken of."""
    lead = text[max(start - _NEAR, 0) : start].rstrip(" ")
    return not lead or lead[-1] in _STARTS or lead.split()[-1].casefold() in naming().plural


def _small(text: str, draft: _Draft) -> bool:
    """Whether no capital stands behind the first letter."""
    return text[draft.start + 1 : draft.words[draft.sure - 1].end].islower()


def _fixed(text: str, row: list[re.Match[str]], folded: list[str]) -> _Draft | None:
    """A fixed name of the country that stands at the beginning of a row of words."""
    for key in _terms().get(folded[0], ()):
        place = found = 0
        while found < len(key) and place < len(folded):
            gap = text[row[place - 1].end() : row[place].start()].strip() if place else ""
            if gap not in _JOINTS or folded[place] not in (key[found], _AND):
                break
            found += folded[place] == key[found]
            place += 1
        if found == len(key):
            return _Draft(row[0].start(), tuple(_Word(folded[at], row[at].end(), False) for at in range(place)), place, None)
    return None


def _read(text: str, row: list[re.Match[str]], folded: list[str]) -> _Draft | None:
    """A name that begins with a head: what stands behind it, to the first word that cannot be part of it.

    What follows a comma or falls into small letters behind "và" is part of it only if a capital behind "và" or a dash
    comes later: Phòng Văn hóa, khoa học và Thông tin.
    """
    kind, sure = _phrase_at(folded, 0)
    if kind != "heads":
        return None
    place = head = sure
    by_field = tuple(folded[:head]) in _by_field()
    words = [_Word(folded[at], row[at].end(), False) for at in range(head)]
    doubt = ""
    while place < len(folded):
        word, gap = row[place], text[row[place - 1].end() : row[place].start()].strip()
        capital = word[0][0].isupper()
        if gap not in _JOINTS or word[0][0].isdigit() or _ends_before(row, folded, place, by_field):
            break
        joint = gap or (words[-1].folded if words[-1].folded == _AND else "")
        words.append(_Word(folded[place], word.end(), not joint and not capital and word[0] != _AND))
        place += 1
        if words[-1].folded == _AND:
            continue
        if joint and place - 1 > head:
            doubt = joint if joint == "," or not capital else ""
        sure = sure if doubt else place
    if sure == head:
        return None
    words = words[:sure] if doubt == "," else words
    return _Draft(row[0].start(), tuple(words), sure, _ENDS_ELSEWHERE[by_field])


def _ends_before(row: list[re.Match[str]], folded: list[str], place: int, by_field: bool) -> bool:
    """Whether a word cannot be part of the name before it: a kind of place, a verb, another body."""
    kind, _ = _phrase_at(folded, place)
    word = row[place][0]
    if not word[0].isupper():
        return kind in ("places", "ends") or (kind == "acts" and by_field)
    # "Văn phòng HĐND và UBND" is one body.
    return kind == "places" or (folded[0] != "văn" and (kind == "heads" or word in _BODIES))


def _marks(text: str) -> Iterator[Name]:
    """Names that are capitals: PAR INDEX, VNeID."""
    for first, pattern, key in _mark_patterns():
        for at in _places_of(text, first):
            if match := pattern.match(text, at):
                yield Name(Span(*match.span()), match.group(), "mark", (key,))


@cache
def _mark_patterns() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """The first letter of each mark, the mark in all its spellings, and its key."""
    made = []
    for mark in naming().marks:
        joined = re.escape(mark).replace(r"\ ", "[ -]?")
        made.append((mark[0], re.compile(rf"(?<![\w/.@-]){joined}(?![\w/]|[.-]\w)", re.IGNORECASE), fold(mark).replace(" ", "")))
    return tuple(made)


def _places_of(text: str, word: str) -> Iterator[int]:
    """Where a word's letters stand."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@cache
def _usual_syllables() -> dict[str, str]:
    return {spelling: spellings[0] for spellings in naming().place_syllables for spelling in spellings}


def _places(text: str) -> Iterator[Name]:
    """Places that begin with a syllable of several spellings, where their kind stands before them: xã Đăk Kôi."""
    for spelling in _usual_syllables():
        for at in _places_of(text, f" {spelling} "):
            kind = _KIND.search(text, max(at - _NEAR, 0), at)
            found = _PROPER.match(text, at + 1)
            words = list(takewhile(lambda word: word[0].isupper(), found.group().split())) if found else []
            if len(words) > 1 and kind and fold(kind.group()) in map(fold, naming().places):
                name = " ".join(words)
                key = (fold(kind.group()), *(fold(_usual_syllables().get(word, word)) for word in words))
                yield Name(Span(at + 1, at + 1 + len(name)), name, "place", key)


def _abbreviations(text: str) -> Iterator[Name]:
    """Abbreviations of five letters and more, but for one that is being defined, (TDTHPL), and words of headings."""
    for match in _ABBREVIATION.finditer(text):
        before, behind = text[max(match.start() - 3, 0) : match.start()], text[match.end() : match.end() + 3]
        if before[-1:].isalnum() or before[-1:] in _INSIDE or (before[-1:] == "(" and behind[:1] == ")"):
            continue
        if not any(word.isalpha() and word.isupper() for word in (before.strip(), behind.strip())):
            yield Name(Span(*match.span()), match.group(), "abbreviation", (match.group(),))
