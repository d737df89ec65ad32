"""Agencies as a report names them: body, level, locality. And which bodies a symbol's abbreviation stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from grammar.facts import Agency, AgencyLevel
from grammar.vocabulary import WORD, Issuer, fold, vocabulary

# A person's title before the body's name: "Bộ trưởng Bộ Nội vụ" speaks for the ministry.
_TITLE = re.compile(
    r"(?:đồng chí\s+)?(?:Quyền\s+)?(?:Phó\s+)?(?:Bộ trưởng|Thứ trưởng|Giám đốc|Chủ tịch|Chánh|Trưởng ban|Trưởng phòng"
    r"|Tổ trưởng|Trưởng đoàn|Chủ nhiệm|Cục trưởng|Vụ trưởng|Viện trưởng|Thủ trưởng|Bí thư|[Ll]ãnh đạo)(?:\s+Thường trực)?\s+",
)
_LEVELS: dict[str, AgencyLevel] = {
    "tỉnh": "province",
    "huyện": "district",
    "quận": "district",
    "xã": "commune",
    "phường": "commune",
}
_TWO_WORD_LEVELS: dict[tuple[str, str], AgencyLevel | None] = {
    ("thành", "phố"): None,
    ("thị", "xã"): "district",
    ("thị", "trấn"): "commune",
    ("đặc", "khu"): "commune",
}
# Cities that are provinces; any other "thành phố" is within one.
CENTRAL_CITIES = {"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ", "huế"}
_BARE_LEVEL = re.compile(r"(?:tỉnh|huyện|xã|phường)(?=\s*(?:[,;.:)]|$|về\b|quy định\b|ban hành\b))")
_MANY = {"các", "những", "một", "nhiều", "từng", "mỗi"}
_PLACE_WORDS = {*_LEVELS, *(first for first, _ in _TWO_WORD_LEVELS)}
_BARE_SUBJECT = re.compile(r"\s+(?:đã|ban hành|có)\b")
_AND = re.compile(r"\s*(?:,|và)\s*")
_RENEWED = re.compile(r"\s*\((cũ|mới|(?:trước|sau)(?: đây| khi)?(?: hợp nhất| sáp nhập| sắp xếp)?)\)")
_BODY_LEVELS: dict[str, AgencyLevel] = {"huyen-uy": "district", "tinh-uy": "province"}
# Words that end a board's name: prepositions, verbs and what is said of it.
_STOPS = {
    "về", "ban", "đã", "quy", "tại", "ngày", "v/v", "triển", "phê", "công", "thực", "trong", "năm", "đến", "theo", "còn", "chưa",
    "được", "bị", "có", "là", "vẫn", "đang", "sẽ", "do", "khi", "để", "nhằm", "nêu", "yêu",
}  # fmt: skip
_TITLE_BEHIND = re.compile(f"(?:{_TITLE.pattern})$")
_SOFT_GAP = re.compile(r"[\s\-–,&]*")
_NAME_GAP = re.compile(r"\s+(?:[-–]\s+)?")
# Two words that begin a document's title, not a place's name, though set with a capital: "UBND huyện Ban hành Quy định".
_TITLE_WORDS = {
    "ban hành", "quy định", "phê duyệt", "triển khai", "công bố", "thực hiện", "về việc", "hướng dẫn", "thành lập",
    "sửa đổi", "kiện toàn", "tổ chức", "giao chỉ", "tăng cường", "đẩy mạnh", "công nhận", "rà soát", "kế hoạch",
    "quyết định", "nghị quyết", "nghị định", "thông tư", "công văn", "chỉ thị", "thông báo", "báo cáo", "tờ trình",
}  # fmt: skip
_WINDOW = 140
_NUMBERED = 2  # digits of a ward's name: Phường 1, Quận 12
_MAX_NAME = 6
_DEEPEST = 3  # bodies within bodies: Thanh tra, Sở, UBND


# A word of the text with its place; thousands are looked at, so the match itself serves.
Word = re.Match[str]


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch of text."""
    return list(WORD.finditer(text, start, end))


def agency_at(text: str, start: int) -> tuple[Agency, int] | None:
    """The agency whose name begins at `start`, and where its name ends; None where the vocabulary knows none."""
    line_end = text.find("\n", start, start + _WINDOW)
    end = line_end if line_end >= 0 else min(start + _WINDOW, len(text))
    title = _TITLE.match(text, start, end)
    for begin in dict.fromkeys((start, title.end() if title else start)):
        first = WORD.match(text, begin, end)
        if first is None or not (fold(first.group()) in vocabulary().by_first_word or fold(first.group()) in _PLACE_WORDS):
            continue
        row = words(text, begin, end)
        if found := _named(text, row, 0):
            agency, stop = found
            return agency._replace(text=text[start:stop]), stop
        if place := _place(text, row, 0):
            return place
    bare = _BARE_LEVEL.match(text, start, end)
    return (Agency(bare.group(), None, _LEVELS[fold(bare.group())], None), bare.end()) if bare else None


def agencies_in(text: str, start: int, end: int) -> Iterator[tuple[Agency, int, int]]:
    """The agencies named in a stretch of text, left to right: (agency, start, end)."""
    row = words(text, start, end)
    heads = vocabulary().by_first_word
    place = 0
    last: tuple[Agency, int] | None = None
    while place < len(row):
        word = row[place][0]
        # In running text a body's name begins with a capital; "thanh tra", "trung ương" in small letters are common words.
        if word[0].isupper() and fold(word) in heads and (found := _named(text, row, place)):
            agency, stop = found
            begin = row[place].start()
            if title := _TITLE_BEHIND.search(text, max(start, begin - 40), begin):
                begin = title.start()
            last = agency, stop
            yield agency._replace(text=text[begin:stop]), begin, stop
        elif fold(word) in _PLACE_WORDS and (found := _place(text, row, place)):
            agency, stop = found
            # "UBND các xã, thị trấn", "08/08 huyện, thành phố": the second of several is no single author either.
            alike = last and last[0].several and (agency.locality is None or agency.level == last[0].level)
            if last and alike and _AND.fullmatch(text, last[1], row[place].start()):
                agency = agency._replace(several=True)
            last = agency, stop
            yield agency, row[place].start(), stop
        else:
            place += 1
            continue
        while place < len(row) and row[place].start() < stop:
            place += 1


def _named(text: str, row: list[Word], place: int, depth: int = 0) -> tuple[Agency, int] | None:
    if place >= len(row) or depth > _DEEPEST:
        return None
    for phrase, body in vocabulary().by_first_word.get(fold(row[place][0]), ()):
        if _matches(text, row, place, phrase):
            return _placed(text, row, place, place + len(phrase), body, depth)
    return None


def _place(text: str, row: list[Word], place: int) -> tuple[Agency, int] | None:
    """A unit named for its committee: "Huyện Ea Kar ban hành …", "các xã, phường", "huyện đã ban hành …"."""
    level, size = _level_at(row, place)
    if not size:
        return None
    unit = _unit(row, place, size)
    several = place > 0 and _counts(text, row[place - 1], row[place])
    name_end = place + size
    while name_end < min(len(row), place + size + _MAX_NAME) and _is_name(text, row, name_end, False):
        name_end += 1
    end = row[name_end - 1].end()
    if name_end > place + size:
        locality, end = _renewed(text, fold(text[row[place + size].start() : end]), end)
        if level is None:
            level = "province" if locality in CENTRAL_CITIES else "district"
        return Agency(text[row[place].start() : end], "ubnd", level, locality, several, unit), end
    acts = _BARE_SUBJECT.match(text, end)
    return (Agency(text[row[place].start() : end], "ubnd", level, None, several, unit), end) if several or acts else None


def _unit(row: list[Word], place: int, size: int) -> str:
    return " ".join(fold(word[0]) for word in row[place : place + size])


def _counts(text: str, before: Word, unit: Word) -> bool:
    """Whether a word says that there are several units: "các huyện", "08/08 huyện", not "năm 2022, tỉnh"."""
    return fold(before[0]) in _MANY or (before[0][-1].isdigit() and text[before.end() : unit.start()].isspace())


def _level_at(row: list[Word], place: int) -> tuple[AgencyLevel | None, int]:
    """The level that the words at a place name, and how many words name it (0: none)."""
    first = fold(row[place][0])
    if first in _LEVELS:
        return _LEVELS[first], 1
    if place + 1 < len(row) and (both := (first, fold(row[place + 1][0]))) in _TWO_WORD_LEVELS:
        return _TWO_WORD_LEVELS[both], 2
    return None, 0


def _renewed(text: str, locality: str, end: int) -> tuple[str, int]:
    """A unit founded anew under an old name is another author: "xã Ia Hrú (mới)", "UBND tỉnh (trước hợp nhất)"."""
    renewed = _RENEWED.match(text, end)
    return (f"{locality} {renewed[1]}".strip(), renewed.end()) if renewed else (locality, end)


def _matches(text: str, row: list[Word], place: int, phrase: tuple[str, ...]) -> bool:
    if place + len(phrase) > len(row):
        return False
    for offset, word in enumerate(phrase):
        here = row[place + offset]
        if fold(here[0]) != word or (offset and not _SOFT_GAP.fullmatch(text, row[place + offset - 1].end(), here.start())):
            return False
    return True


def _placed(text: str, row: list[Word], first: int, place: int, body: Issuer, depth: int) -> tuple[Agency, int]:
    """Read on behind a body's name: level, locality."""
    level: AgencyLevel | None = "central" if body.level == "central" else _BODY_LEVELS.get(body.id)
    if level is None and body.level in ("province", "district", "commune"):
        level = body.level
    if body.prefix:
        place = _read_on(text, row, place)
    if inner := _inner(text, row, place, depth + 1):
        agency, stop = inner
        return agency._replace(text=text[row[first].start() : stop], body=body.id), stop
    several = False
    stop = place
    folded = [fold(word[0]) for word in row[place : place + 5]]
    folded = folded[: _adjacent(text, row, place, len(folded))]
    if folded and folded[0] in _MANY:
        several, folded, stop = True, folded[1:], stop + 1
    if folded and folded[0] == "cấp":
        several = len(folded) > 1 and folded[1] != "tỉnh"
        folded, stop = folded[1:], stop + 1
    if folded and folded[0] in _LEVELS:
        level, stop = _LEVELS[folded[0]], stop + 1
    elif len(folded) > 1 and (folded[0], folded[1]) in _TWO_WORD_LEVELS:
        level, stop = _TWO_WORD_LEVELS[folded[0], folded[1]], stop + 2
    elif folded and folded[0] == "tp":
        level, stop = None, stop + 1
    elif stop > place:
        stop = place
    unit = " ".join(folded[: 2 if folded[0] in ("thành", "thị", "đặc") else 1]) if stop > place and folded else None
    unit = "thành phố" if unit == "tp" else unit
    loud = stop > place and row[stop - 1][0].isupper()
    name_end = stop
    while level != "central" and name_end < min(len(row), stop + _MAX_NAME) and _is_name(text, row, name_end, loud):
        name_end += 1
    locality = fold(text[row[stop].start() : row[name_end - 1].end()]) if name_end > stop else None
    if locality and level is None and stop > place:
        level = "province" if locality in CENTRAL_CITIES else "district"
    end = row[max(name_end, stop, place) - 1].end()
    if locality:
        locality, end = _renewed(text, locality, end)
    elif unit:
        locality, end = _renewed(text, "", end)
    return Agency(text[row[first].start() : end], body.id, level, locality or None, several, unit), end


def _read_on(text: str, row: list[Word], place: int) -> int:
    """Where the name of a board ends that goes on behind its head: Ban Chỉ đạo | Cải cách hành chính, Chuyển đổi số."""
    end = place
    while end < len(row):
        word, gap = row[end][0], text[row[end - 1].end() : row[end].start()]
        if fold(word) in _LEVELS or fold(word) in _STOPS or (fold(word) in ("thành", "thị", "và") and not _goes_on(row, end)):
            break
        if gap.strip(" -–&") and not (gap.strip() == "," and word[0].isupper()):
            break
        if word[0].isupper() and fold(word) in vocabulary().by_first_word and _begins_body(text, row, end):
            break
        end += 1
    return end


def _goes_on(row: list[Word], place: int) -> bool:
    """Whether "và" joins another part of a board's name rather than the next document."""
    return (
        fold(row[place][0]) == "và"
        and place + 2 < len(row)
        and fold(f"{row[place + 1][0]} {row[place + 2][0]}")
        in (
            "đề án",
            "chuyển đổi",
            "cải cách",
            "xây dựng",
            "thực hiện",
        )
    )


def _inner(text: str, row: list[Word], place: int, depth: int) -> tuple[Agency, int] | None:
    """The agency that a body belongs to, named straight behind it: Ban cán sự đảng | UBND tỉnh, Thanh tra | Sở Nội vụ."""
    if place >= len(row) or text[row[place - 1].end() : row[place].start()].strip():
        return None
    return _named(text, row, place, depth) if row[place][0][0].isupper() else None


def _adjacent(text: str, row: list[Word], place: int, count: int) -> int:
    """How many of the next words follow with nothing but blanks between."""
    for offset in range(count):
        gap = text[row[place + offset - 1].end() : row[place + offset].start()]
        if gap.strip() not in ("",) and not (offset and gap == ". "):
            return offset
    return count


def _is_name(text: str, row: list[Word], place: int, loud: bool) -> bool:
    """Whether a word goes on with a place's name: a capital, joined by a blank or a spaced hyphen; `loud`: all in capitals."""
    here = row[place][0]
    if here.isdigit() and len(here) <= _NUMBERED and fold(row[place - 1][0]) in ("phường", "quận"):
        return True
    if not here[0].isupper() or (here.isupper() and len(here) > 1 and not loud):
        return False
    gap = text[row[place - 1].end() : row[place].start()]
    if not (_NAME_GAP.fullmatch(gap) or (gap.startswith(".") and fold(row[place - 1][0]) == "tp")):
        return False
    if place + 1 < len(row) and fold(f"{here} {row[place + 1][0]}") in _TITLE_WORDS:
        return False
    return not (fold(here) in vocabulary().by_first_word and _begins_body(text, row, place))


def _begins_body(text: str, row: list[Word], place: int) -> bool:
    return any(_matches(text, row, place, phrase) for phrase, _ in vocabulary().by_first_word[fold(row[place][0])])


@lru_cache(maxsize=1024)
def bodies(symbol: str) -> tuple[Issuer, ...]:
    """The bodies that an issuer's abbreviation may stand for: BNV, QH15, BCĐCCHC, VPHĐND-UBND."""
    vocab = vocabulary()
    for key in dict.fromkeys((symbol, symbol.rstrip("0123456789"), symbol.split("-")[0])):
        if key in vocab.by_symbol:
            return vocab.by_symbol[key]
    return tuple(body for prefix, body in vocab.prefixes if symbol.startswith(prefix))


def of_the_assembly(symbol: str | None) -> bool:
    """Whether an issuer's abbreviation is the National Assembly's or its Standing Committee's: QH15, UBTVQH14."""
    return symbol is not None and symbol.startswith(("QH", "UBTVQH"))


def owns(agency: Agency, symbol: str) -> bool:
    """Whether an issuer's abbreviation is an agency's own, the chairman's being the committee's."""
    owners = {owner.id for owner in bodies(symbol)}
    return agency.body in owners or (agency.body == "chu-tich-ubnd" and "ubnd" in owners)


def may_issue(agency: Agency, symbol: str) -> bool | None:
    """Whether an agency can own an issuer's abbreviation; None where either is unknown or must not be judged."""
    owners = bodies(symbol)
    if agency.body is None or not owners:
        return None
    named = vocabulary().issuers[agency.body]
    if any(agency.body == owner.id or agency.body in owner.accepts or agency.body in owner.successor for owner in owners):
        return True
    if not named.checkable or not all(owner.checkable for owner in owners):
        return None
    return False
