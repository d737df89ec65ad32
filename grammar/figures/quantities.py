"""The figures of a report: Lark islands from each number on, then the unit, bound and other readings that the words tell."""

from __future__ import annotations

import os
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from lark import Lark, Transformer
from lark.exceptions import UnexpectedInput
from lark.lexer import Token

from grammar.facts import Bound, NumberStyle, Quantity, QuantityForm
from grammar.report import Report, Span
from grammar.rows import MARKER
from grammar.vocabulary import Unit, units, words

WINDOW = 80
# A number begins here: not inside a word, a symbol, an address, a longer number; or a number word before a unit.
# (The digit first, what stands before it second: so the search is quick.)
_ANCHOR = re.compile(r"\d(?<![\w/@#&=_]\d)(?<!\d[.,:]\d)(?<!\w[-–‑]\d)")
_NUMBER_WORDS = {
    word: Decimal(value) for value, word in enumerate(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1)
}
_WORD_ANCHOR = re.compile(
    rf"(?<![^\s(])({'|'.join(f'[{word[0]}{word[0].upper()}]{word[1:]}' for word in _NUMBER_WORDS)})(?=\s+[^\W\d_A-ZĐ])"
)
# Where "một" and "năm" count and are neither an article nor a year: in a list of parts.
_LISTED = re.compile(r"(?:[(,;:]|\b(?:và|gồm|có|là))\s*$")
# As far as a figure can reach: its numbers, the words between those of a ratio, and one letter more, which ends it.
_ISLAND = re.compile(
    r"\d[\d.,]*(?:(?: \d{3})+\s[^\W\d_])?(?:\s[^\W\d_][^\d,;:.()%/\n]{0,30}(?=\s?/\s?\d))?"
    r"(?:%?\s?[-–/]\s?\d[\d.,]*|%?\s+đến\s+\d[\d.,]*)?(?:\s?%|\s+phần trăm\b)?"
)
_ANY_DIGIT = str.maketrans("123456789", "000000000")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|@\S+")
# Words before a number that names or orders, and counts nothing, whatever follows it …
_NAMES = frozenset(words("numbered"))
# … and those after which it counts if a unit follows ("kế hoạch 120 hồ sơ").
_MAY_NAME = frozenset(words("sometimes_numbered"))
# … the same for small numbers ("loại 2").
_MAY_ORDER = frozenset(words("sometimes_ordered"))
_LARGEST_ORDER = 30
# … and of these, those whose numbers are long: "đường dây nóng 09" counts.
_LONG_NUMBERS = frozenset(words("long_numbered"))
_SHORT = 2  # digits of a number that is no telephone number
_COUNTS = frozenset(words("counted"))
_RANKS = frozenset(words("ranks"))
_GOES_ON = re.compile(r"\s*(?:,|;|và|hoặc|đến|-|–|/)\s*")
_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(words("over"), "over"),
    **dict.fromkeys(words("under"), "under"),
    **dict.fromkeys(words("about"), "about"),
}
# "ngân sách cấp trên 258.738 triệu đồng": who gives, and no bound.
_NO_BOUND = frozenset(["cấp trên", "từ trên", "nêu trên", "ở trên"])
_OR_MORE = re.compile(r"\s+trở (?:lên|xuống)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,2}\s?/\s?(?:\d{1,2}\s?/\s?)?(?:19|20)\d\d(?!\d)|\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{2,4}")
_DAY_OF_MONTH = re.compile(r"\d{1,2}\s+tháng\s+\d{1,2}\b")
_TO_DAY = re.compile(r"(?:từ|đến|trước|sau|hết|tới)\s*$")
_ON_DAY = re.compile(r"(?:[Nn]gày|NGÀY|sáng|chiều|đêm)\s+(?:[^\W\d_]+\s+){0,5}$")
# A number behind such a word, unless it measures: "năm 2022", "điểm 2.2", but "số 5 tỷ đồng".
_BARE = re.compile(r"\d[\d.,/]*(?<![.,/])(?![.,/]?\d)(?!\s?%|\s(?:nghìn|triệu|tỷ|tỉ|đồng|phần trăm)\b(?!\s(?:lệ|trọng|suất)))")
_CLOCK = re.compile(r"24/7\b|24/24(?=\s?(?:giờ|h\b|[,.;)]|$))|\d{1,2}\s?(?:h|g)\d{0,2}\b|\d{1,2}:\d\d\b")
_SPELLED = re.compile(r"\s*\([^\W\d_][^()\d]{0,40}\)")
_UNIT_WORD = re.compile(r"\s*([^\W\d_&]+[2&]?)")
_ONE = Decimal(1)
_TOO_LONG = re.compile(r"\d(?:[.,\s]?\d){15}")  # more digits than any budget has
_LONGEST_FIGURE = 60  # characters of a figure; more digits than a budget has measure nothing
_LONGEST_UNIT = 60
_DAYS, _MONTHS = 31, 12
# "năm 2024 tỷ lệ đạt 95%", "2021-2030 ban hành kèm theo": no billions, no boards
_NO_UNIT = re.compile(r"t[ỷỉ] (?:lệ|trọng|suất|số)\b|ban hành\b")
_LEAD = 28  # characters before a number in which the words that decide about it stand


class _Number(NamedTuple):
    """A number as written."""

    text: str
    start: int
    value: Decimal
    decimals: int
    style: NumberStyle
    others: tuple[Decimal, ...]


class Shape(NamedTuple):
    """What a figure looks like: its form, its numbers as (terminal of the grammar, start, end), whether "%" stands behind."""

    form: QuantityForm
    numbers: tuple[tuple[str, int, int], ...]
    percent: bool
    end: int


class _Read(Transformer[Token, Any]):
    """Turns the parse of one island into its shape."""

    def amount(self, parts: list[Token]) -> Shape:
        return _shape("amount", parts)

    def ratio(self, parts: list[Token]) -> Shape:
        return _shape("ratio", [parts[0], parts[-1]])

    def range(self, parts: list[Token]) -> Shape:
        return _shape("range", [parts[0], parts[-1]])

    def percent(self, parts: list[Any]) -> Shape:
        end = parts[-1].end_pos or 0
        if isinstance(parts[0], Shape):
            return parts[0]._replace(percent=True, end=end)
        return _shape("percent", parts[:1])._replace(percent=True, end=end)

    def claim(self, parts: list[Any]) -> Shape:
        found: Shape = parts[0]
        return found


def _shape(form: QuantityForm, numbers: Sequence[Token]) -> Shape:
    places = tuple((token.type, token.start_pos or 0, token.end_pos or 0) for token in numbers)
    return Shape(form, places, False, places[-1][2])


@cache
def _parser() -> Lark:
    """The parser; its tables are kept beside this module's byte code."""
    grammar = Path(__file__).with_name("claim.lark").read_text(encoding="utf-8")
    compiled = None if sys.dont_write_bytecode or not (__spec__ and __spec__.cached) else Path(__spec__.cached)
    tables = str(compiled.with_suffix(".lark")) if compiled and os.access(compiled.parent, os.W_OK) else False
    return Lark(grammar, start="claim", parser="lalr", lexer="contextual", transformer=_Read(), cache=tables)


def parse(window: str) -> Shape | None:
    """The shape of the longest figure at the start of a text; None where there is none."""
    island = _ISLAND.match(window)
    return _parsed(island.group().translate(_ANY_DIGIT)) if island else None


@lru_cache(maxsize=4096)
def _parsed(island: str) -> Shape | None:
    """The shape of an island in which every digit is 0: which digits they are matters to no rule, and forms are few."""
    try:
        found: Shape = _parser().parse(island)  # type: ignore[assignment]
    except UnexpectedInput:
        return None
    return found


def number(text: str, terminal: str, start: int) -> _Number:
    """The value of a number as written, and the other values that it may have."""
    if terminal == "GROUPED":
        whole = text.replace(".", "")
        others = (Decimal(text),) if text.count(".") == 1 and "," not in text else ()  # for percentages and points
        decimals = len(whole.partition(",")[2])
        return _Number(text, start, Decimal(whole.replace(",", ".")), decimals, "grouped", others)
    if terminal == "ENGLISH":
        plain = text.replace(",", "")
        return _Number(text, start, Decimal(plain), len(plain.partition(".")[2]), "english", ())
    if terminal == "SPACED":
        return _Number(text, start, Decimal(text.replace(" ", "")), 0, "spaced", (Decimal(text.split(" ")[0]),))
    if terminal in ("COMMA", "DOT"):
        mark = "," if terminal == "COMMA" else "."
        decimals = len(text.partition(mark)[2])
        others = (Decimal(text.replace(mark, "")),) if decimals == 3 else ()
        return _Number(text, start, Decimal(text.replace(mark, ".")), decimals, "comma" if mark == "," else "dot", others)
    return _Number(text, start, Decimal(text), 0, "plain", ())


def find(report: Report, known: Sequence[Span]) -> Iterator[Quantity]:
    """The figures of a report, in reading order; "3 tỷ 215 triệu đồng" is one.

    Args:
        report: the report.
        known: stretches that are something else (citations, dates), in order; no figure begins in them.
    """
    last: Quantity | None = None
    for figure in _each(report, known):
        if last and _goes_on(last, figure, report.text):
            rest = figure.amount / last.scale
            last = last._replace(
                span=Span(last.span.start, figure.span.end),
                value=last.value + rest,
                decimals=-int((figure.scale / last.scale).log10()),
                written=f"{last.written} {figure.written}",
            )
            continue
        if last:
            yield last
        last = figure
    if last:
        yield last


def _goes_on(first: Quantity, second: Quantity, text: str) -> bool:
    """Whether an amount of money goes on in a smaller unit right behind it."""
    money = first.form == second.form == "amount" and first.measured and first.family == second.family
    smaller = money and second.scale < first.scale and second.amount < first.scale
    return smaller and (first.unit or "").endswith(("tỷ", "tỉ", "triệu")) and text[first.span.end : second.span.start].isspace()


def _each(report: Report, known: Sequence[Span]) -> Iterator[Quantity]:
    """The single figures of a report, in reading order.

    Args:
        report: the report.
        known: stretches that are something else (citations, dates), in order; no figure begins in them.
    """
    text = report.text
    masked = _Masked(report, known)
    builder = _Builder(report)
    reached = 0
    behind = 0  # where the last figure ended
    named = -1  # where the last number ended that names or orders: "mức độ 3, 4"
    starts = [match.start() for match in _ANCHOR.finditer(text)]
    for start in sorted([*starts, *(match.start(1) for match in _WORD_ANCHOR.finditer(text))]):
        if start < reached or start in masked:
            continue
        if not text[start].isdigit():
            if spelled := _spelled(text, start):
                yield spelled
            continue
        floor = max(0, start - _LEAD)
        lead = text[max(floor, text.rfind("\n", floor, start) + 1) : start]
        before = _last_words(lead)
        named_by = _NAMES.intersection(before) if _COUNTS.isdisjoint(before) else frozenset()
        if named_by and (bare := _BARE.match(text, start)) and (bare.end() - start > _SHORT or not named_by <= _LONG_NUMBERS):
            named = reached = bare.end()
            continue
        end = text.find("\n", start, start + WINDOW)
        window = text[start : end if end >= 0 else start + WINDOW]
        if other := _DATE.match(window) or _CLOCK.match(window) or _DAY_OF_MONTH.match(window):
            reached = start + other.end()
            continue
        shape = parse(window)
        if shape is None or shape.end > _LONGEST_FIGURE or _TOO_LONG.search(window, 0, shape.end):
            continue
        stop = reached = start + shape.end
        unit, unit_end = unit_at(text, stop)
        ordered = named >= 0 and unit is None and _GOES_ON.fullmatch(text, named, start) is not None
        if not shape.percent and (ordered or _is_name(text, start, stop, before, window, shape.form, unit)):
            named = stop
            continue
        if shape.form == "ratio" and (not _RANKS.isdisjoint(before) or _ON_DAY.search(lead)):
            continue
        if shape.form == "ratio" and unit is None and _TO_DAY.search(lead) and _is_day(window, shape):
            continue  # "đợt 2 từ 15/4"
        bound: Bound | None = "over" if _OR_MORE.match(text, max(stop, unit_end)) else _bound(before)
        if text[behind:start].strip() == "trên":
            bound = None  # "12.918 hồ sơ trên 14.665 hồ sơ": of so many
        yield builder.quantity(start, shape, unit, unit_end, bound)
        behind = reached = max(reached, unit_end)


class _Masked:
    """Where no figure begins: citations, dates, addresses, the labels of headings and items, enumerators, cells of tables."""

    def __init__(self, report: Report, known: Sequence[Span]) -> None:
        spans = [*known, *(Span(*match.span()) for match in _ADDRESS.finditer(report.text))]
        for block in report.blocks:
            if block.kind in ("letterhead", "recipients", "cell"):
                spans.append(block.span)
            elif block.label and (marker := MARKER.match(report.text, block.start, block.end)):
                spans.append(Span(block.start, marker.end()))
        self.spans = sorted(spans)
        self.starts = [span.start for span in self.spans]
        self.ends: list[int] = []
        for span in self.spans:
            self.ends.append(max(span.end, self.ends[-1] if self.ends else 0))

    def __contains__(self, at: int) -> bool:
        place = bisect_right(self.starts, at) - 1
        return place >= 0 and at < self.ends[place]


def _last_words(lead: str) -> tuple[str, ...]:
    """The last three, two and one words before a number, in small letters; none behind a sign that divides."""
    last = lead.lower().split()[-3:]
    if not last or last[-1][-1] in ":,;(":
        return ()
    one = last[-1].lstrip('(“"')
    if len(last) == 1:
        return (one,)
    two = f"{last[-2]} {one}".lstrip('(“"')
    return (two, one) if len(last) == 2 else (f"{last[-3]} {two}".lstrip('(“"'), two, one)


def _is_day(window: str, shape: Shape) -> bool:
    """Whether a ratio may be a day and a month: 15/4."""
    day, month = (window[start:end] for _, start, end in shape.numbers)
    return day.isdigit() and month.isdigit() and 0 < int(day) <= _DAYS and 0 < int(month) <= _MONTHS


def _is_name(
    text: str, start: int, stop: int, before: tuple[str, ...], window: str, form: QuantityForm, unit: Unit | None
) -> bool:
    """Whether a number names or orders something: a level, a provision, a year, an item "(3)"."""
    counted = len(before) > 1 and ((one := before[-2].split()[0]).isdigit() or one in _NUMBER_WORDS)  # "chung ba cấp 15"
    if unit is None and form == "amount" and not counted and not _MAY_ORDER.isdisjoint(before):
        bare = text[start:stop]
        return bare.isdigit() and int(bare) <= _LARGEST_ORDER
    if unit is None and (not _MAY_NAME.isdisjoint(before) or (form == "range" and _YEAR.match(window))):
        return True
    if form == "amount" and unit is None and stop - start == 4 and _YEAR.match(window):
        return True
    digits = stop - start
    if text[start - 1 : start] == "(" and text[stop : stop + 1] == ")" and digits <= 2:
        return True
    return text[stop : stop + 1].isalpha() or text[stop : stop + 2] in ("-N", "/N")


def unit_at(text: str, at: int) -> tuple[Unit | None, int]:
    """The longest unit of the vocabulary at a place of the text, and where it ends, past a number spelled out in brackets."""
    if spelled := _SPELLED.match(text, at):
        words = spelled.group().strip(" ()").casefold().split()
        if words and words[0] in _NUMBER_WORDS:
            at = spelled.end()
    first = _UNIT_WORD.match(text, at)
    if not first:
        return None, at
    begin = first.start(1)
    tail = text[begin : begin + _LONGEST_UNIT].lower()
    for unit in units().get(first[1].lower(), ()):
        size = len(unit.word)
        if tail.startswith(unit.word) and not tail[size : size + 1].isalnum() and not _NO_UNIT.match(tail):
            return unit, begin + size
    return None, at


class _Builder:
    """Makes quantities of shapes; knows which digits may be the mark of a footnote."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        self.fused = {mark.at: mark.alternatives for mark in report.marks if mark.alternatives}
        # The last digits of a number may be the mark of a note whose mark was not found, or only found in another number.
        self.notes = frozenset(str(note.number) for note in report.notes if note.mark is None or note.mark.alternatives)

    def quantity(self, start: int, shape: Shape, unit: Unit | None, end: int, bound: Bound | None) -> Quantity:
        """The figure of a shape at a place of the text, its unit's words ending at `end`."""
        numbers = [number(self.text[start + a : start + b], terminal, start + a) for terminal, a, b in shape.numbers]
        stop = start + shape.end
        span = Span(start, stop if shape.percent or not unit else end)
        written = " ".join(self.text[start : span.end].split())
        if shape.form == "amount":
            return self._amount(numbers[0], unit, span, bound=bound, written=written)
        if shape.form == "percent":
            return self._percent(numbers[0], span, bound, written)
        if shape.form == "range":
            kind = None if shape.percent else unit
            low, high = (self._amount(one, kind, span, form="range", bound="about", written=written) for one in numbers)
            return low._replace(base=high, unit="%", family="%") if shape.percent else low._replace(base=high)
        within, _ = unit_at(self.text, start + shape.numbers[0][2])
        base = self._amount(numbers[1], unit, Span(numbers[1].start, span.end))
        said = self.text[start + shape.numbers[0][2] : numbers[1].start].strip(" /")
        return self._amount(
            numbers[0], within or (None if said[:1].isalpha() else unit), span, form="ratio", bound=bound, written=written
        )._replace(base=base)

    def _percent(self, one: _Number, span: Span, bound: Bound | None, written: str) -> Quantity:
        value, decimals, style = one.value, one.decimals, one.style
        if style == "grouped" and one.others:
            # "87.890%" is no thousand: a point before a percentage is a decimal one.
            value, decimals, style = one.others[0], 3, "dot"
        own = Span(one.start, one.start + len(one.text))
        return Quantity(
            span, own, one.text, "percent", value, decimals, style, (), "%", "%", _ONE, True, bound=bound, written=written
        )

    def _amount(
        self,
        one: _Number,
        unit: Unit | None,
        span: Span,
        *,
        form: QuantityForm = "amount",
        bound: Bound | None = None,
        written: str = "",
    ) -> Quantity:
        """A number with its unit."""
        value, decimals, style, others = one.value, one.decimals, one.style, one.others
        own = Span(one.start, one.start + len(one.text))
        if unit and unit.family == "points" and style == "grouped" and others:
            # 86.471 điểm: indices have decimals, and a hundred points are the most.
            value, others, decimals, style = others[0], (value,), 3, "dot"
        elif style == "grouped":
            others = ()
        if own.end in self.fused:
            others += tuple(Decimal(raw) for raw in self.fused[own.end] if raw.isdigit() and raw.startswith(one.text))
        if self.notes and style == "plain" and unit is None:
            others += tuple(Decimal(one.text[:-n]) for n in (1, 2) if len(one.text) > n and one.text[-n:] in self.notes)
        if unit is None:
            return Quantity(span, own, one.text, form, value, decimals, style, others, bound=bound, written=written)
        return Quantity(
            span,
            own,
            one.text,
            form,
            value,
            decimals,
            style,
            others,
            unit.word,
            unit.family,
            unit.scale,
            unit.measured,
            unit.limited,
            bound,
            None,
            written,
        )


def _bound(before: tuple[str, ...]) -> Bound | None:
    """The bound that the words before a number set."""
    if not _NO_BOUND.isdisjoint(before):
        return None
    return next((_BOUNDS[words] for words in before if words in _BOUNDS), None)


def _spelled(text: str, start: int) -> Quantity | None:
    """A count written as a word before a unit: "hai phòng"."""
    said = text[start : start + 5].lower()
    word = next((word for word in _NUMBER_WORDS if said.startswith(f"{word} ")), "")
    if not word:
        return None
    unit, end = unit_at(text, start + len(word))
    if unit is None or unit.family in ("time", "ranks") or unit.measured:
        return None
    if word in ("một", "năm") and not _LISTED.search(text, max(0, start - 8), start):
        return None
    own = Span(start, start + len(word))
    return Quantity(
        Span(start, end),
        own,
        word,
        "amount",
        _NUMBER_WORDS[word],
        style="word",
        unit=unit.word,
        family=unit.family,
        limited=unit.limited,
        written=text[start:end],
    )
