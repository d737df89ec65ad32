"""One quantity stated twice: figures whose words, unit, period and scope are the same, so that their values should be, too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from grammar.facts import Quantity, Restatement
from grammar.figures.clauses import Paragraph
from grammar.figures.indicators import Indicator, Indicators, Period
from grammar.figures.wording import phrases
from grammar.rows import MARKER
from grammar.vocabulary import abbreviations

# How many words in a row, the number's place among them, two sentences must share to speak of one quantity: before the
# number, and before and behind it together; fewer where the two numbers differ as by a slip of the hand.
FEWEST_BEFORE, FEWEST_WORDS = 4, 8
FEWEST_BEFORE_SLIP, FEWEST_WORDS_SLIP = 2, 5
_MOST_BEFORE, _MOST_BEHIND = 16, 8  # words compared
_FEWEST_DIGITS = 3  # of a number that may be a slip of another
_MOST_OF_A_KIND = 60  # figures of one unit with the same words beside them that are compared with one another
_TOKEN = re.compile(r"\d[\d.,/]*|[^\W\d_]+")
_SENTENCE = re.compile(r"\.(?=\s)|[!?;]|\n")
_FEWEST_BEHIND = 3  # words behind a figure by which alone it is compared
_LONG_NUMBER = 4  # characters of a number that stands beside another figure in both places
_HINT = 30  # characters on each side of a figure by which figures that may be one are brought together
_WINDOW = 160  # characters before a figure
_CLAUSE_END = re.compile(r"[,;]")
_NOUN_END = re.compile(r"[,;:()]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATES = re.compile(r"(?:(?:từ|đến|tính đến) )*(?:ngày \d+ )?(?:tháng \d+ )?(?:năm )?(?:(?:19|20)\d\d,?)?(?:năm$)?")
_ORDERED = re.compile(r"\d|(?<!\w)(?:đợt|lần|khối|vòng|kỳ|quý|tháng|giai đoạn)(?!\w)")
_SHORT = {short.lower(): full.lower() for short, full in abbreviations().items()}
_FEWEST_COPIED = 2  # values that two indicators share, period by period, before one is taken for a copy of the other
_SPECIFIC = frozenset(["agencies", "communes", "districts", "schools", "villages"])
_ALL = re.compile(r"(?:^|\s)(?:có|hiện có|gồm|gồm có)$")


def find(paragraphs: Sequence[Paragraph], indicators: Indicators) -> Iterator[Restatement]:
    """The figures of a report that state one quantity twice, with another value; each pair once."""
    pairs = {frozenset([r.first.span.start, r.second.span.start]): r for r in _all(paragraphs, indicators)}
    times = Counter(start for pair, r in pairs.items() if r.reading == "same words" for start in pair)
    for pair, restated in pairs.items():
        # Three values under the same words are a template filled in, not one quantity.
        if restated.reading != "same words" or all(times[start] == 1 for start in pair):
            yield restated


def _all(paragraphs: Sequence[Paragraph], indicators: Indicators) -> Iterator[Restatement]:
    yield from _same_words(paragraphs, indicators)
    yield from _whole_of_ratio(paragraphs)
    yield from _complete(paragraphs)
    yield from _rosters(paragraphs)
    yield from _copied(indicators)


class _Mention(NamedTuple):
    """A figure with the few words right before it."""

    paragraph: Paragraph
    figure: Quantity
    before: tuple[str, ...]


class _Context(NamedTuple):
    """A figure with the words before it, the nearest first, and behind it, within its sentence."""

    quantity: Quantity
    before: tuple[str, ...]
    behind: tuple[str, ...]
    noun: tuple[str, ...]
    opening: str
    scope: frozenset[str]
    years: frozenset[str]
    period: Period | None
    place: int


def _same_words(paragraphs: Sequence[Paragraph], indicators: Indicators) -> Iterator[Restatement]:
    """Two sentences of two paragraphs that share the words around a number; within one, drafters repeat a template."""
    groups: dict[tuple[object, ...], list[_Mention]] = {}
    for paragraph in paragraphs:
        for figure in paragraph.figures():
            rough = figure.form == "percent" and not figure.decimals
            if figure.form == "range" or figure.bound or figure.family in ("time", "ranks") or rough:
                continue
            start, end = figure.span.start, figure.number.end
            before = paragraph.small[max(paragraph.block.start, start - _HINT) : start].split()[-FEWEST_BEFORE:]
            behind = paragraph.small[end : min(paragraph.block.end, end + _HINT)].split()[:_FEWEST_BEHIND]
            mention = _Mention(paragraph, figure, tuple(before))
            groups.setdefault((figure.form, figure.family, *before[-FEWEST_BEFORE_SLIP:]), []).append(mention)
            if len(behind) == _FEWEST_BEHIND:
                groups.setdefault((figure.form, *behind), []).append(mention)
    contexts: dict[int, _Context] = {}
    for group in groups.values():
        for one, other in combinations(group[:_MOST_OF_A_KIND], 2):
            if one.paragraph.place == other.paragraph.place or _value(one.figure) == _value(other.figure):
                continue
            is_slip = slip(one.figure, other.figure)
            if not is_slip and one.before != other.before:
                continue
            pair = [mention.figure.span.start for mention in (one, other)]
            for at, mention in zip(pair, (one, other), strict=True):
                if at not in contexts:
                    contexts[at] = _context(mention.paragraph, mention.figure, indicators)
            if _one_quantity(contexts[pair[0]], contexts[pair[1]]):
                yield Restatement(one.figure, other.figure, "same words", is_slip)


def _one_quantity(one: _Context, other: _Context) -> bool:
    """Whether two figures are said of the same thing: enough words in a row shared, no other subject, period or scope."""
    if not _same_noun(one.noun, other.noun) or _apart(one, other):
        return False
    before, behind = _shared(one.before, other.before), _shared(one.behind, other.behind)
    if slip(one.quantity, other.quantity):
        if behind > FEWEST_WORDS_SLIP and any(len(word) >= _LONG_NUMBER and word[0].isdigit() for word in one.behind[:behind]):
            return True  # another figure behind them is the same, too
        enough = before >= FEWEST_BEFORE_SLIP and before + behind >= FEWEST_WORDS_SLIP
    else:
        enough = (
            before >= FEWEST_BEFORE and before + behind >= FEWEST_WORDS and (one.scope, one.years) == (other.scope, other.years)
        )
    return enough and not _other_subject(one, other)


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words two sequences share from their beginning; a number that both have counts for more."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 3 if one[0].isdigit() and not _YEAR.fullmatch(one) else 1
    return count


def _same_noun(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words straight behind two numbers are the same as far as both go ("… phiếu khảo sát người dân" is another)."""
    return all(a == b for a, b in zip(one, other, strict=False))


def slip(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers differ as by a slip: two digits swapped, or one another."""
    first, second = ("".join(filter(str.isdigit, figure.text)) for figure in (one, other))
    if len(first) != len(second) or len(first) < _FEWEST_DIGITS:
        return False
    different = [place for place in range(len(first)) if first[place] != second[place]]
    return len(different) == 1 or (len(different) == 2 and sorted(first) == sorted(second))


def _apart(one: _Context, other: _Context) -> bool:
    """Whether period or scope keeps two figures apart."""
    if one.scope and other.scope and one.scope != other.scope:
        return True
    if one.years and other.years:
        return not one.years & other.years
    return not slip(one.quantity, other.quantity) and bool(one.period and other.period and one.period != other.period)


def _other_subject(one: _Context, other: _Context) -> bool:
    """Whether the words before those shared name two subjects: two districts, two rounds, two years."""
    pairs = zip(one.before, other.before, strict=False)
    shared = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one.before), len(other.before)))
    rests = [" ".join(reversed(context.before[shared:])) for context in (one, other)]
    if rests[0] == rests[1]:
        return False
    rests = [_DATES.sub("", rest).strip() for rest in rests]
    if not all(rests):
        return bool(_ORDERED.search("".join(rests)))
    return any(_ORDERED.search(rest) for rest in rests) or (_names(one, shared) and _names(other, shared))


def _names(context: _Context, shared: int) -> bool:
    """Whether the words of a sentence before those shared hold a name: a capital inside them."""
    found = [token for token in _TOKEN.findall(context.opening) if not token[0].isdigit()]
    rest = found[: max(len(found) - shared, 0)]
    return any(token[0].isupper() for token in rest[1:])


def _value(figure: Quantity) -> tuple[object, ...]:
    return figure.amount, figure.base.amount if figure.base else None


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in small letters, abbreviations written out."""
    return [word for token in _TOKEN.findall(text) for word in _SHORT.get(token, token).split()]


def _context(paragraph: Paragraph, figure: Quantity, indicators: Indicators) -> _Context:
    end = paragraph.block.end
    text = paragraph.text
    marker = MARKER.match(text, paragraph.block.start, end) if paragraph.block.label else None
    first = max(marker.end() if marker else paragraph.block.start, figure.span.start - _WINDOW)
    for stop in _SENTENCE.finditer(text, first, figure.span.start):
        first = stop.end()
    last = min(end, figure.span.end + 80)
    stopped = _SENTENCE.search(text, figure.number.end, last)
    last = stopped.start() if stopped else last
    opening = text[first : figure.span.start]
    ends = figure.span.end if figure.measured else figure.number.end  # 1,25 tỷ đồng is 1.250 triệu đồng
    left, right = opening.lower(), text[ends:last].lower()
    noun = _NOUN_END.split(right, maxsplit=1)[0]
    known = indicators.by_start.get(figure.span.start)
    return _Context(
        figure,
        tuple(reversed(tokens(left)[-_MOST_BEFORE:])),
        tuple(tokens(right)[:_MOST_BEHIND]),
        tuple(tokens(noun)),
        opening,
        phrases("scopes").found(f"{left} {_CLAUSE_END.split(right, maxsplit=1)[0]}"),
        frozenset(_YEAR.findall(left)),
        known.period if known else None,
        paragraph.place,
    )


def _whole_of_ratio(paragraphs: Sequence[Paragraph]) -> Iterator[Restatement]:
    """A whole stated anew: "tuyển dụng 53 chỉ tiêu, trong đó trúng tuyển 37 trường hợp/52 chỉ tiêu"."""
    for paragraph in paragraphs:
        for place, node in enumerate(paragraph.nodes):
            ratio = node.figure
            if ratio is None or ratio.form != "ratio" or ratio.base is None or ratio.base.unit is None:
                continue
            wholes: list[Quantity] = []
            cue = False
            for before in range(place - 1, -1, -1):
                other = paragraph.nodes[before]
                if other.kind in ("stop", "semicolon"):
                    break
                cue = cue or other.kind in ("parts", "openly")
                if other.figure and other.figure.form == "amount" and other.figure.family == ratio.base.family:
                    wholes.append(other.figure)
            if (
                len(wholes) == 1
                and cue
                and wholes[0].value != ratio.base.value
                and wholes[0].value >= ratio.value
                and not wholes[0].bound
            ):
                yield Restatement(wholes[0], ratio, "whole of a ratio", True)


def _complete(paragraphs: Sequence[Paragraph]) -> Iterator[Restatement]:
    """Two ratios that each say they are all: "19/19 cơ quan chuyên môn" and "17/17 cơ quan chuyên môn"."""
    seen: dict[tuple[str, str], list[tuple[Quantity, str]]] = {}
    for paragraph in paragraphs:
        for figure in paragraph.figures():
            base = figure.base
            if (
                figure.form != "ratio"
                or base is None
                or base.value != figure.value
                or figure.family not in _SPECIFIC
                or not figure.unit
            ):
                continue
            if " " not in figure.unit or figure.value < 2:
                continue
            around = paragraph.words(max(paragraph.block.start, figure.span.start - 200), figure.span.start)
            years = " ".join(sorted(set(re.findall(r"(?:19|20)\d\d", around))))
            behind = paragraph.words(figure.span.end, min(paragraph.block.end, figure.span.end + 60))
            level = next((word for word in ("cấp tỉnh", "cấp huyện", "cấp xã", "trực thuộc") if word in behind[:30]), "")
            seen.setdefault((figure.unit, years), []).append((figure, level))
    for group in seen.values():
        for (one, level), (other, other_level) in combinations(group[:_MOST_OF_A_KIND], 2):
            if one.value != other.value and (level == other_level or not level or not other_level):
                yield Restatement(one, other, "complete ratio", False)


def _rosters(paragraphs: Sequence[Paragraph]) -> Iterator[Restatement]:
    """How many there are, and a ratio of all of them: "xã hiện có 09 thôn … 10/10 thôn"."""
    stated: dict[str, list[Quantity]] = {}
    ratios: dict[str, list[Quantity]] = {}
    for paragraph in paragraphs:
        for place, node in enumerate(paragraph.nodes):
            figure = node.figure
            if figure is None or figure.family not in _SPECIFIC or figure.unit is None or figure.bound:
                continue
            if figure.form == "ratio" and figure.base and figure.base.value == figure.value and figure.value > 1:
                ratios.setdefault(figure.unit, []).append(figure)
            elif (
                figure.form == "amount"
                and _ALL.search(paragraph.words(paragraph.begins(place), node.start))
                and not paragraph.words(node.end, paragraph.ends(place))
            ):
                stated.setdefault(figure.unit, []).append(figure)
    for unit, figures in ratios.items():
        known = stated.get(unit, [])
        if len({figure.value for figure in known}) == 1 and all(ratio.value != known[0].value for ratio in figures):
            yield Restatement(known[0], figures[0], "complete ratio", False)


def _copied(indicators: Indicators) -> Iterator[Restatement]:
    """Two lists of percentages by year that share several values: one was probably copied from the other."""
    lists: dict[int, list[Indicator]] = {}
    for indicator in indicators.all:
        figure = indicator.quantity
        if figure.form == "percent" and indicator.period and figure.decimals and not figure.bound:
            lists.setdefault(indicator.paragraph.place, []).append(indicator)
    groups = [group for group in lists.values() if len({i.period for i in group}) > 2]
    for one, other in combinations(groups[:_MOST_OF_A_KIND], 2):
        values = {(i.period.year, i.quantity.value): i.quantity for i in one if i.period}
        twice = [(values[key], i.quantity) for i in other if i.period and (key := (i.period.year, i.quantity.value)) in values]
        if len(twice) >= _FEWEST_COPIED and len(twice) < len(other):
            yield Restatement(*twice[0], "copied", False, tuple(figure for pair in twice[1:] for figure in pair))
