"""From text to citations: islands of number, symbol and date, then the words around them.

This pass binds what stands beside the number: the type word, "số", numbers that share a symbol, the date. What needs
the sentence (author, subject, nesting, lists) is bound in `grammar.binding`.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grammar import islands
from grammar.agencies import agency_at, bodies, of_the_assembly
from grammar.facts import Citation, Date, DateBinding, Unread
from grammar.islands import Island
from grammar.report import Span
from grammar.vocabulary import DocumentType, cues, either_case, fold, vocabulary

_NUMBER_WORD = re.compile(r"(?:[Ss]ố|SỐ)\s*:?\s*$")
# "số 12, 13 và 14/QĐ-UBND": numbers that share the symbol of the last one.
_SHARED_NUMBERS = re.compile(r"(?:[Ss]ố|SỐ)\s*:?\s*((?:\d{1,5}[a-zđ]?\s*(?:,|;|và)\s*)+)(?:số\s*)?$")
_LEADING_WORDS = 8  # words before the number in which a type word is looked for
_CLAUSE = re.compile(r"[.;:()\n“”\"]")
# A date behind a comma is the document's unless a clause begins there: "…, ngày 15/3/2022 UBND tỉnh đã ban hành", "…, ngày
# 15/3/2022 tổ chức hội nghị".
_EVENT = re.compile(
    r"\s*,?\s*(?:đã|tổ chức|họp|làm việc với|diễn ra|khai mạc|tiến hành"
    r"|(?:tỉnh|huyện|xã|phường|thành phố|thị xã|cấp ủy|các|toàn)\b[^.;]{0,60}\b(?:đã|tổ chức))\b"
)
_DOES = re.compile(rf"\b(?:đã|{cues('issues')}|{cues('acts_at_once')})\b")
_NEW_CLAUSE = re.compile(r"\s*+,?+\s*+(?=[^\W\d_a-zđ])")
_ISSUING = re.compile(r"\b(?:ban hành|ký|có|gửi|trình|phê duyệt|thông qua|công bố|nhận được)\b")
_SAME_DAY = re.compile(r"\s*+,?+\s*+cùng ngày(?!\s*\d)")
_ON_THAT_DAY = re.compile(r"^[^.]{0,40}?\bcùng ngày\s*,|[.;]\s+Cùng ngày\s*,[^.;]*$")
_NOT_ISSUE_DATE = re.compile(r"(?:tính\s+(?:đến|tới)|từ|đến|hết|trước|sau|kể từ|tới|lực)(?:\s+hết)?\s*$", re.IGNORECASE)
_BEFORE_WINDOW = 150
_CELL = re.compile(r"\s*\|\s*(?:[Nn]gày\s+)?(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*(?=\||$|\n)")
_DATE_NEXT = re.compile(r"\s+[Nn]gày\s*\d")
_DATE_WINDOW = 40
# "Kế hoạch số     /KH-UBND", "số XX/2024/QĐ-UBND": the number is still to come; "Quyết định số 468": the symbol is left out.
_BLANK_NUMBER = re.compile(r"[Ss]ố\s*+:?+[\s.…_?]*+(?:[xX]{1,3}\s?)?/\s?(?:(?:19|20)\d\d/)?[A-ZĐ][\w&]*(?:-[A-ZĐ]\w*)*")
_BARE_NUMBER = re.compile(r"số\s+\d{1,5}(?![\d/\w–-]|\s?[/–-]\s?[\dA-ZĐ]|,\s\d)")
_BARE_TYPES = frozenset({"Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Kế hoạch", "Công văn", "Chỉ thị"})


@dataclass(slots=True)
class Draft:
    """A citation in the making; `span` grows to the left as its words are bound."""

    start: int
    end: int
    island: Island
    number: str
    suffix: str | None
    year: int | None
    symbol: str
    type_abbreviation: str | None
    issuer_symbol: str | None
    party: bool
    symbol_span: Span
    type: str | None = None
    type_word: bool = False
    type_from_head: bool = False
    number_word: bool = False
    date: Date | None = None
    date_binding: DateBinding | None = None


def find(text: str) -> tuple[list[Draft], list[Unread]]:
    """The numbered citations of a text with type and date, left to right; and what only looked like one."""
    drafts: list[Draft] = []
    reached = 0
    for island in islands.citations(text):
        drafts += _drafts(text, island, reached)
        reached = drafts[-1].end if drafts else 0
    _date_from_before(text, drafts)
    _share_dates(text, drafts)
    taken = [Span(draft.start, draft.end) for draft in drafts]
    return drafts, list(_unread(text, taken))


def _drafts(text: str, island: Island, reached: int) -> Iterator[Draft]:
    """The citations of one island: one, or several numbers that share its symbol; none where shape alone speaks for it."""
    identifier = island.identifier
    kind, issuer = parts_of(identifier.groups, identifier.party, identifier.year is not None)
    symbol = _joined(identifier.groups, identifier.party)
    lead = text[max(reached, island.span.start - 120) : island.span.start]
    lead = lead[lead.rfind("\n") + 1 :]
    shared = _SHARED_NUMBERS.search(lead)
    number_word = _NUMBER_WORD.search(lead)
    head = lead[: (shared or number_word).start()] if (shared or number_word) else lead  # type: ignore[union-attr]
    word = type_word(head, kind, identifier.party)
    if not (word or number_word or shared or (issuer and (kind or identifier.year or bodies(issuer)))):
        return
    start = (
        island.span.start - len(lead) + (word[1] if word else len(head)) if word or number_word or shared else island.span.start
    )
    date, binding = _beside(text, island)
    main = Draft(
        start=start,
        end=date.span.end if date and binding else identifier.end,
        island=island,
        number=identifier.number,
        suffix=identifier.suffix,
        year=identifier.year,
        symbol=symbol,
        type_abbreviation=kind,
        issuer_symbol=issuer,
        party=identifier.party,
        symbol_span=Span(island.span.start, identifier.end),
        type=word[0] if word else None,
        type_word=bool(word),
        number_word=bool(number_word or shared),
        date=date if binding else None,
        date_binding=binding,
    )
    if shared:
        offset = island.span.start - len(lead) + shared.start(1)
        for match in re.finditer(r"(\d{1,5})([a-zđ]?)", shared[1]):
            span = Span(offset + match.start(), offset + match.end())
            earlier = replace(main, start=start, end=span.end, number=match[1], suffix=match[2] or None, symbol_span=span)
            earlier.date, earlier.date_binding = None, None
            yield earlier
            start = span.end
        main.start = island.span.start
    yield main


def _joined(groups: tuple[str, ...], party: bool) -> str:
    return "/".join((groups[0], "-".join(groups[1:]))) if party else "-".join(groups)


def parts_of(groups: tuple[str, ...], party: bool, has_year: bool) -> tuple[str | None, str | None]:
    """The type's abbreviation and the issuer's in a symbol, by position.

    KH-UBND → KH, UBND; UBND-NC → none, UBND; QH15 → none, QH15; NQCP, its hyphen lost → NQ, CP. TT before a local body
    is its standing committee, not a circular.
    """
    vocab = vocabulary()
    first = groups[0]
    if party:
        return first, "-".join(groups[1:])
    if len(groups) == 1:
        if (bodies(first) and not has_year) or of_the_assembly(first):
            return None, first
        for size in (4, 3, 2, 1):
            if first[:size] in vocab.by_abbreviation and bodies(first[size:]):
                return first[:size], first[size:]
        return (first, None) if first in vocab.by_abbreviation else (None, first)
    rest = "-".join(groups[1:])
    if first in vocab.by_abbreviation or first == "CV":
        local = bodies(groups[1])
        if first == "TT" and local and all(body.level == "local" for body in local):
            return None, groups[1]
        return first, rest
    return None, first


def type_word(lead: str, abbreviation: str | None, party: bool) -> tuple[str, int] | None:
    """The type named at the end of `lead`, and where its words begin: (canonical type, offset).

    Directly before the number any type counts; further back in the clause ("Kế hoạch của UBND tỉnh số …", "Luật Ban
    hành văn bản quy phạm pháp luật số …") only one that fits the symbol's abbreviation.
    """
    words = [(match.group(), match.start()) for match in re.finditer(r"[;“\"(]|[^\s;“\"(]+", lead)]
    for back in range(min(len(words), _LEADING_WORDS * 2)):
        place = len(words) - 1 - back
        if _CLAUSE.search(words[place][0] if back else words[place][0].strip('(“"')):
            return None
        for phrase, kind in vocabulary().by_last_word.get(fold(words[place][0].strip('(“",:-')), ()):
            size = len(phrase.split())
            first = place - size + 1
            if first < 0 or fold(" ".join(word for word, _ in words[first : place + 1])).strip('(“",:-') != phrase:
                continue
            if back and not fits(kind, abbreviation, party):
                continue
            opening = words[first][0]
            return kind.name, words[first][1] + len(opening) - len(opening.lstrip('(“"-'))
        if abbreviation is None and back >= _LEADING_WORDS:
            return None
    return None


def fits(kind: DocumentType, abbreviation: str | None, party: bool) -> bool:
    """Whether a type word goes with the abbreviation in the symbol."""
    if abbreviation is None:
        return not kind.abbreviations or kind.name == "Công văn"
    return abbreviation in (kind.party_abbreviations if party else kind.abbreviations)


def _beside(text: str, island: Island) -> tuple[Date | None, DateBinding | None]:
    """The date straight behind the symbol, if it is the document's."""
    date = island.date
    if date is None and (cell := _CELL.match(text, island.identifier.end)):
        date = _in_cell(cell)
        return date, "direct" if date else None
    if date is None or date.form in ("blank", "year"):
        return date, None
    if not island.comma:
        return date, "shared" if island.shared else "direct"
    end = date.span.end
    clause = _NEW_CLAUSE.match(text, end)
    somebody_acts = bool(clause and agency_at(text, clause.end()) and _DOES.search(text, end, end + 90))
    if (
        clause
        and "," not in clause.group()
        and text[clause.end()].isupper()
        and not text.startswith(either_case("title"), clause.end())
    ):
        somebody_acts = somebody_acts or not agency_at(text, clause.end())
    return (None, None) if somebody_acts or _EVENT.match(text, end) else (date, "comma")


def _in_cell(cell: re.Match[str]) -> Date | None:
    """The date that the next cell of a row consists of: "| 15/QĐ-UBND | 07/8/2025 | …"."""
    found = next(iter(islands.dates(f"ngày {cell['date']}")), None)
    return found._replace(span=Span(*cell.span("date"))) if found else None


def date_behind(text: str, end: int, limit: int) -> Date | None:
    """The date straight behind a document's author: "Quyết định số 468/QĐ-TTg của Thủ tướng Chính phủ ngày 27/3/2021"."""
    if not _DATE_NEXT.match(text, end):
        return None
    found = next(iter(islands.dates(text[end : min(limit, end + _DATE_WINDOW)])), None)
    if found is None or found.form in ("blank", "year"):
        return None
    return found._replace(span=Span(found.span.start + end, found.span.end + end))


def _date_from_before(text: str, drafts: list[Draft]) -> None:
    """Bind "Ngày 20/12/2021, UBND tỉnh đã ban hành Kế hoạch số …": a date, its clause's subject, a verb of issuing."""
    for place, draft in enumerate(drafts):
        if draft.date or (draft.island.date and draft.island.date.form == "blank"):
            continue
        floor = drafts[place - 1].end if place else 0
        if place and drafts[place - 1].island.comma and not drafts[place - 1].date_binding:
            floor = drafts[place - 1].symbol_span.end
        between = text[floor : draft.start]
        if place and _ON_THAT_DAY.search(between) and _ISSUING.search(between):
            draft.date, draft.date_binding = drafts[place - 1].date, "shared"
            continue
        start = max(floor, draft.start - _BEFORE_WINDOW, text.rfind("\n", 0, draft.start) + 1)
        for date in reversed(list(islands.dates(text[start : draft.start]))):
            between = text[start + date.span.end : draft.start]
            before = text[max(0, start + date.span.start - 20) : start + date.span.start]
            if _CLAUSE.search(between) or not _ISSUING.search(between) or _NOT_ISSUE_DATE.search(before) or on_basis(between):
                break
            moved = date._replace(span=Span(date.span.start + start, date.span.end + start))
            draft.date, draft.date_binding = moved, "before"
            break


def _share_dates(text: str, drafts: list[Draft]) -> None:
    """Give the date of "… cùng ngày 05/3/2022" to the documents before it that wait for one; and the other way round."""
    for place, draft in enumerate(drafts):
        if place and draft.date is None and (same := _SAME_DAY.match(text, draft.end)):
            draft.date, draft.date_binding, draft.end = drafts[place - 1].date, "shared", same.end()
            continue
        if not (draft.date and draft.island.shared) and not (draft.date and _shares_symbol(drafts, place)):
            continue
        for earlier in reversed(drafts[:place]):
            between = text[earlier.end : draft.start]
            if earlier.date or len(between) > 30 or _CLAUSE.search(between):
                break
            earlier.date, earlier.date_binding = draft.date, "shared"


def _shares_symbol(drafts: list[Draft], place: int) -> bool:
    return place > 0 and drafts[place - 1].island is drafts[place].island


def on_basis(lead: str) -> bool:
    """Whether the words before a document say that something rests on it: "căn cứ", "theo", "thực hiện"."""
    return lead.rstrip().endswith(either_case("basis"))


def _unread(text: str, taken: list[Span]) -> Iterator[Unread]:
    """Numbers left blank, and numbers without a symbol."""
    for pattern, reason in ((_BLANK_NUMBER, "number-blank"), (_BARE_NUMBER, "no-symbol")):
        for match in pattern.finditer(text):
            start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 40)
            word = type_word(text[start : match.start()], None, False)
            if not word or (reason == "no-symbol" and word[0] not in _BARE_TYPES):
                continue
            span = Span(start + word[1], match.end())
            near = bisect.bisect_left(taken, span)
            if not any(span.overlaps(other) for other in taken[max(near - 1, 0) : near + 1]):
                yield Unread(span, reason)


def freeze(draft: Draft, **bound: object) -> Citation:
    """The citation of a finished draft, with what `grammar.binding` found."""
    return Citation(
        kind="numbered",
        span=Span(draft.start, draft.end),
        number=draft.number,
        suffix=draft.suffix,
        year=draft.year,
        symbol=draft.symbol,
        type_abbreviation=draft.type_abbreviation,
        issuer_symbol=draft.issuer_symbol,
        party=draft.party,
        type=draft.type,
        type_binding="head" if draft.type_from_head else "word" if draft.type_word else "symbol" if draft.type else None,
        number_word=draft.number_word,
        date=draft.date,
        date_binding=draft.date_binding,
        symbol_span=draft.symbol_span,
        **bound,  # type: ignore[arg-type]
    )
