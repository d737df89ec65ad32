"""Places that a report names with their kind ("huyện X"), and the part each plays: the author's own, or any other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from grammar.agencies import CENTRAL_CITIES, agency_at
from grammar.facts import AgencyLevel, Place, PlaceRole
from grammar.report import Block, Report, Span
from grammar.vocabulary import fold, place_words, provinces

_CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
# The kinds of places as they are written before a name; each begins with a letter, so that the search is quick.
_UNITS = {
    "tỉnh": "tỉnh|Tỉnh",
    "thành phố": r"thành phố|Thành phố|T[Pp]\.?",
    "huyện": "huyện|Huyện",
    "quận": "quận|Quận",
    "thị xã": "thị xã|Thị xã",
    "xã": "xã(?<!hị xã)|Xã(?<!hị Xã)",
    "phường": "phường|Phường",
    "thị trấn": "thị trấn|Thị trấn",
    "đặc khu": "đặc khu|Đặc khu",
}
_LOUD = re.compile(
    r"\b(?P<unit>TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|(?<!THỊ )XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)(?:\s+(?:ỦY|UỶ))?\s+"
    rf"(?P<name>(?!HỘI\b){_CAPITAL}[^\s,;.:()/]*(?:\s{{1,2}}(?:[-–]\s+)?{_CAPITAL}[^\s,;.:()/]*){{0,4}})"
)
_DATED = re.compile(rf"(?m)(?:^|\s{{2,}}|BC-\S+\s+)(?P<name>{_CAPITAL}[^,;:/\d]{{2,25}}),\s*ngày\b")
_RIGHT = re.compile(r"CỘNG H|ĐẢNG CỘNG")
_SIGNED = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s*\.|CHỦ TỊCH|PHÓ CHỦ TỊCH|(?:ỦY|UỶ) BAN NHÂN|(?:HUYỆN|TỈNH|XÃ|PHƯỜNG|THỊ TRẤN|QUẬN)\s")
_PRESENTS = re.compile(
    r"\s*(?:xin\s+)?(?:trân trọng\s+)?báo cáo(?:\s+về)?\s+"
    r"(?:kết quả|tình hình|công tác|[Ss]ơ kết|[Tt]ổng kết|đánh giá|việc|một số|cụ thể|như sau)"
)
_ADDRESS = re.compile(r"Kính gửi\b")
_OFFICE = rf"(?P<office>(?:{_CAPITAL}[^,;.:()\n]{{0,60}}\s)?)"
_WHOSE = re.compile(rf"\b[Cc]ủa\s+{_OFFICE}$")
_PART_OF = re.compile(rf"\b[Tt]huộc\s+{_OFFICE}$")
_WHERE = re.compile(r"\b(?:[Đđ]ịa bàn|ĐỊA BÀN)(?: toàn)?\s+$")
_WHO = re.compile(
    rf"(?:(?:^|[.;:,]\s|\b(?:do|được|[Tt]ham mưu(?:,? (?:cho|giúp|trình))?)\s)(?:[-+•*]\s*|\(?\w{{1,4}}[.)]\s+)*){_OFFICE}$"
)
_ANOTHER = re.compile(r"\s*,\s+(?=[^\W\d_])|\s+và\s+(?=[^\W\d_])")
_LEAD = 90  # characters before a place that tell its part
_NAME_WORDS = 4
_MENTIONS = 200  # of a name; one that stands in a text more often stands there on purpose
_HEAD_BLOCKS = 14
_SENTENCE_LENGTH = 600
_SENTENCE = re.compile(r"(?<=[.;])\s|\n")


def of(report: Report) -> tuple[Place, ...]:
    """The places of a report's own kinds, in reading order: those kinds that letterhead, address, title and introduction name.

    A district's report that names its province in no such place says nothing of provinces.
    """
    head, loud, kinds = _letterhead(report), list(_in_capitals(report)), set[str]()
    first = list(takewhile(lambda block: block.kind != "heading" or not block.label, report.blocks[:_HEAD_BLOCKS]))
    kinds.update(place.unit for place in (*head, *loud))
    text = report.text
    for block in first:
        found = _named(text, block.start, block.end, _pattern(frozenset(_UNITS)))
        kinds.update(place.unit for place in found if block.kind == "title" or place.role != "other" or _is_address(text, block))
    if not kinds:
        return ()
    body: list[Place] = []
    starts = max((place.span.end for place in head), default=0)
    intro_end = first[-1].end if first else 0
    titles = [block.span for block in first if block.kind == "title"]
    addresses = [block.span for block in first if _is_address(text, block)]
    for place in _named(text, starts, len(text), _pattern(frozenset(kinds))):
        role = place.role
        if role in ("owner", "where") and any(span.overlaps(place.span) for span in titles):
            role = "title"
        elif any(span.overlaps(place.span) for span in addresses):
            role = "address"
        elif role == "actor" and place.span.end <= intro_end and _PRESENTS.match(text, place.span.end):
            role = "introduction"
        elif report.tables and report.block_at(place.span.start).kind == "cell":
            role = "beside"
        body.append(place._replace(role=role))
    return tuple(sorted((*head, *loud, *body)))


def _is_address(text: str, block: Block) -> bool:
    return _ADDRESS.match(text, block.start) is not None


@lru_cache(maxsize=64)
def _pattern(kinds: frozenset[str]) -> re.Pattern[str]:
    """Finds the kinds of places asked for, before a capital."""
    units = "|".join(_UNITS[kind] for kind in _UNITS if kind in kinds)
    return re.compile(rf"(?P<unit>{units})(?:\s(?:[Ủủ]y|[Uu]ỷ))?\s+(?={_CAPITAL})")


def _named(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Place]:
    """Places named in sentence case."""
    for match in pattern.finditer(text, start, end):
        said = match["unit"].lower()
        unit = said if said in _UNITS else "thành phố"
        apart = match.start() == 0 or not text[match.start() - 1].isalnum()
        found = agency_at(text, match.start()) if apart else None
        if found and found[0].locality and text[match.end() : found[1]].strip():
            name = " ".join(text[match.end() : found[1]].split())
            yield Place(Span(match.start(), found[1]), unit, _level(unit, name), name, _role(text, match.start(), found[1], unit))


def _role(text: str, start: int, end: int, unit: str) -> PlaceRole:
    """The part that a place plays in its sentence."""
    floor = max(start - _LEAD, 0)
    lead = text[max(text.rfind("\n", floor, start) + 1, floor) : start]
    words = lead.split()
    if (words and fold(words[-1]) in place_words("beside")) or _another(text, end, unit):
        return "beside"
    if _WHERE.search(lead):
        return "where"
    if any(_is_office(text, start - len(lead) + who.start("office"), start, end) for who in _found(lead, _WHOSE, _PART_OF)):
        return "owner"
    if _acts().match(text, end):
        if fold(lead).rstrip().endswith(place_words("staff")):
            return "actor"
        who = _WHO.search(lead)
        return "actor" if who and _is_office(text, start - len(lead) + who.start("office"), start, end) else "other"
    return "owner" if fold(lead).endswith(place_words("belongings")) else "other"


def _found(lead: str, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return (match for pattern in patterns if (match := pattern.search(lead)))


def _is_office(text: str, begin: int, start: int, end: int) -> bool:
    """Whether what stands before a place is the name of one of its bodies: "UBND", "HĐND và UBND", or nothing."""
    begin = max(begin, text.rfind(" và ", begin, start) + 4) if " và " in text[begin:start] else begin
    return begin == start or ((found := agency_at(text, begin)) is not None and found[1] == end)


def _another(text: str, end: int, unit: str) -> bool:
    """Whether a list of places goes on: "huyện X, Y", "huyện X và huyện Y"."""
    more = _ANOTHER.match(text, end)
    if more is None:
        return False
    found = agency_at(text, more.end())
    if found is None:
        return text[more.end()].isupper() and text[more.end() + 1 : more.end() + 2].islower()
    return found[0].locality is not None and found[0].unit == unit


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(place_words('acts'))})\b")


def _letterhead(report: Report) -> list[Place]:
    """The places of the issuing bodies in the left column, the author's own last, and the province it is dated in."""
    text = report.text
    found: list[Place] = []
    for block in report.blocks[:_HEAD_BLOCKS]:
        if block.kind not in ("letterhead", "title") or text.startswith("BÁO CÁO", block.start):
            break
        right = _RIGHT.search(text, block.start, block.end)
        end = right.start() if right else block.end
        found += (place._replace(role="letterhead") for place in _loud(text, block.start, end))
        found += (place._replace(role="letterhead") for place in _named(text, block.start, end, _pattern(frozenset(_UNITS))))
        dated = _DATED.search(text, block.start, block.end)
        if dated and canonical(dated["name"]):
            found.append(Place(Span(*dated.span("name")), "tỉnh", "province", " ".join(dated["name"].split()), "dated"))
    return found


def _in_capitals(report: Report) -> Iterator[Place]:
    """Places named in capitals below the letterhead: in the title, in headings, in the signature."""
    text, titled = report.text, False
    for block in report.blocks:
        titled = titled or text.startswith("BÁO CÁO", block.start)
        if block.kind == "title" and titled:
            role: PlaceRole = "title"
        elif block.kind == "recipients" and _SIGNED.match(text, block.start):
            role = "signature"
        elif block.kind == "heading":
            role = "where"
        else:
            continue
        for place in _loud(text, block.start, block.end):
            lead = fold(text[max(block.start, place.span.start - 20) : place.span.start])
            yield place._replace(
                role=role if role == "signature" or lead.endswith(("của", "địa bàn", "ubnd", "nhân dân")) else "other"
            )


def _loud(text: str, start: int, end: int) -> Iterator[Place]:
    """Places named in capitals, the name as far as the words go that may be one."""
    for match in _LOUD.finditer(text, start, end):
        first, *rest = match["name"].split()
        words = [first, *takewhile(_goes_on, rest)][:_NAME_WORDS]
        if first.isupper():
            name = " ".join(words)
            stop = match.start("name") + match["name"].find(words[-1]) + len(words[-1])
            unit = fold(match["unit"])
            yield Place(Span(match.start(), stop), unit, _level(unit, name), name.title(), "other")


def _goes_on(word: str) -> bool:
    """Whether a word in capitals may go on with a place's name."""
    return word in "-–" or (word.isupper() and fold(word) not in place_words("ends_in_capitals"))


def _level(unit: str, name: str) -> AgencyLevel:
    if unit == "thành phố":
        return "province" if fold(name) in CENTRAL_CITIES else "district"
    return "province" if unit == "tỉnh" else "district" if unit in ("huyện", "quận", "thị xã") else "commune"


# --- names


class _Province(NamedTuple):
    now: str
    before: str


@lru_cache(maxsize=1024)
def plain(name: str) -> str:
    """A place's name without accents, blanks, hyphens and capitals: the spellings of one name are mostly the same then."""
    letters = unicodedata.normalize("NFD", fold(name).replace("đ", "d"))
    return "".join(letter for letter in letters if letter.isalnum()).replace("c", "k").replace("y", "i")


@cache
def _provinces() -> dict[str, _Province]:
    return {
        plain(spelling): _Province(now, before)
        for now, olds in provinces().items()
        for before, spellings in olds.items()
        for spelling in spellings
    }


def canonical(name: str) -> str | None:
    """The province of this name, of today or before the mergers of 2025, as it is written in full; None for no province."""
    found = _provinces().get(plain(name))
    return found.before if found else None


def grown(name: str) -> bool:
    """Whether a province took in others on 01/7/2025, so that its figures before and since are not of one area."""
    found = _provinces().get(plain(name))
    return found is not None and found.now == found.before and len(provinces()[found.now]) > 1


def merged(one: str, other: str) -> bool:
    """Whether two provinces of before 01/7/2025 have been one since."""
    known = _provinces()
    first, second = known.get(plain(one)), known.get(plain(other))
    return first is not None and second is not None and first.now == second.now


def alike(one: str, other: str) -> bool:
    """Whether two names may be one place's: spelt another way, with a slip, or with more or fewer words read."""
    first, second = plain(one), plain(other)
    if first == second:
        return True
    if canonical(one) and canonical(other):
        return canonical(one) == canonical(other)
    return first.startswith(second) or second.startswith(first) or _near(first, second)


def _near(one: str, two: str) -> bool:
    """Whether one letter more, less or other is all that parts two words."""
    if abs(len(one) - len(two)) > 1:
        return False
    head = next((place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return one[head + 1 :] == two[head + 1 :] or one[head:] == two[head + 1 :] or one[head + 1 :] == two[head:]


def sentence_at(text: str, at: int) -> Span:
    """The sentence, or the item of a list, in which a place stands."""
    start = max((match.end() for match in _SENTENCE.finditer(text, max(at - _SENTENCE_LENGTH, 0), at)), default=None)
    after = _SENTENCE.search(text, at, at + _SENTENCE_LENGTH)
    return Span(max(at - _SENTENCE_LENGTH, 0) if start is None else start, after.start() if after else at + _SENTENCE_LENGTH)


def on_purpose(text: str, name: str) -> bool:
    """Whether this name, with its kind or alone, is one of a list or table, or its sentence speaks of a neighbour or a merger."""
    at = text.find(name)
    for _ in range(_MENTIONS):
        if at < 0:
            return False
        sentence = fold(text[slice(*sentence_at(text, at))])
        listed = text[max(at - 3, 0) : at].endswith((", ", "và "))
        if listed or "|" in sentence or any(cue in sentence for cue in place_words("on_purpose")):
            return True
        at = text.find(name, at + len(name))
    return True
