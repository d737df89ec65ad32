"""What stands between the dividers of a list, and whether it is an item: the name of a place, an agency, anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from grammar.report import Span
from grammar.vocabulary import fold, list_words

# What is counted: places and schools, whose names hold no comma; agencies, whose names do; documents; persons; anything else.
Sort = Literal["place", "school", "body", "document", "person", "thing"]

# What divides a list, and the brackets and quotation marks within which nothing does.
_SIGN = re.compile(r'(?P<open>[(\[“])|(?P<close>[)\]”])|(?P<quote>")|(?P<divider>;|\n|,(?!\d)|(?<!\w)(?:và|cùng với|cùng)(?!\w))')
_LEAD = re.compile(r"(?:[-+•*–]\s*)?(?:và|cùng với|gồm|là)?\s*(?:một phần (?:diện tích|dân số|địa giới|chức năng)?(?: của)?\s*)?")
_ORDINAL = re.compile(r"(?:số\s+)?\d{1,3}[a-zA-Z]?$")
# What is done with a name makes a clause of it.
_DONE = re.compile(
    r"(?<!\w)(?:đã|được|đạt|bị|chưa|đang|sẽ|có|do|để|nhằm|thực hiện|hoàn thành|tổ chức|về|sáp nhập|hợp nhất|yêu cầu|đề nghị"
    r"|kiến nghị|chỉ đạo|ghi nhận|phân công|giao|chủ trì|phối hợp|làm việc)(?!\w)"
)
_RANGE = re.compile(r"\d\s*(?:-|–|đến)\s*(?:[^\W\d_]+ )?\d")
_OWNER = re.compile(r"(?<!\w)(?:thuộc|của|theo)(?!\w)")
MOST = 80  # items of a list
_LONGEST = 220  # characters of an item that are looked at
_LONGEST_NAME = 14  # words of a name


class Part(NamedTuple):
    """A stretch between two dividers, and the one before it: ";", "," or "và"; "" before the first."""

    start: int
    end: int
    divider: str


def parts(text: str, start: int, end: int) -> list[Part]:
    """The stretches between the dividers that stand outside brackets and quotation marks, up to where the list ends."""
    found: list[Part] = []
    depth, quoted = 0, False
    begin, divider = start, ""
    for sign in _SIGN.finditer(text, start, end):
        if sign["quote"]:
            quoted = not quoted
        elif sign["open"]:
            depth += 1
        elif sign["close"]:
            depth = max(depth - 1, 0)  # "a) rà soát" closes nothing
        elif not depth and not quoted:
            if part := _part(text, begin, sign.start(), divider):
                found.append(part)
            elif divider == ";":
                begin = sign.end()
                continue  # "; và": the semicolon divides
            begin, divider = sign.end(), ";" if sign["divider"] == "\n" else sign["divider"]
            if len(found) > MOST:
                break
    if part := _part(text, begin, end, divider):
        found.append(part)
    ends = next((place for place, part in enumerate(found) if place and said(text, part).startswith(_padded("ends"))), None)
    return found[:ends]


def _part(text: str, start: int, end: int, divider: str) -> Part | None:
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    begin = lead.end() if (lead := _LEAD.match(text, begin, end)) else begin
    stop = begin + len(text[begin:end].rstrip(" .:"))
    return Part(begin, stop, divider) if stop > begin else None


@cache
def _padded(name: str) -> tuple[str, ...]:
    return tuple(f" {word} " for word in list_words(name))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(f" {word}" for word in list_words("rest"))


def said(text: str, part: Span | Part) -> str:
    """The words of a stretch in small letters, one blank around each."""
    return f" {fold(text[part.start : min(part.end, part.start + _LONGEST)])} "


def opens(text: str, part: Part, sort: Sort) -> bool:
    """Whether a stretch says that the list names some only: "như Sở A", "các đơn vị liên quan"."""
    words = said(text, part)
    if words.startswith(_padded("opens")) or words.rstrip(" ;,.").endswith(_endings()) or " mỗi " in words:
        return True
    if sort in ("place", "body", "school") and _RANGE.search(text, part.start, part.end):
        return True
    return sort != "thing" and words.startswith(_padded("several")) and not _names_some(text, part)


def _names_some(text: str, part: Part) -> bool:
    """Whether a name follows "các xã": the list goes on there."""
    words = text[part.start : part.end].split()
    return any(word[0].isupper() or word[0].isdigit() for word in words[1:4])


def plural(text: str, part: Part) -> bool:
    """Whether a stretch begins with the kind of several items: "các xã A", "UBND các huyện: A"."""
    words = said(text, part).replace(":", " ").removeprefix(" ubnd").removeprefix(" ủy ban nhân dân")
    head = next((lead for lead in _padded("several") if words.startswith(lead)), None)
    return head is not None and words[len(head) - 1 :].startswith(_heads("body"))


def headed(text: str, part: Span | Part, sort: Sort) -> bool:
    """Whether a stretch begins with a word that names a kind of place or agency, and a name behind it: "Sở Nội vụ"."""
    raw = text[part.start : min(part.end, part.start + _LONGEST)].rstrip(" ;,.:").replace(":", " ")
    words = f" {fold(raw)} "
    for lead in _padded("several"):
        if words.startswith(lead):
            raw, words = raw[len(lead) - 1 :], words[len(lead) - 1 :]
    for head in _heads(sort):
        if words.startswith(head):
            behind = raw[len(head) - 1 :].lstrip()
            if behind[:1].isupper() or behind[:1].isdigit() or behind[:1] in ("“", '"'):
                return True
            return raw[:1].isupper() and head not in _padded("place")  # "Thanh tra huyện", but "Xã hội"
    return False


@cache
def _heads(sort: Sort) -> tuple[str, ...]:
    """The words that items of a sort begin with, longest first; an agency's list may name places, too."""
    names = {"place": ("place",), "school": ("school",)}.get(sort, ("body", "place", "school"))
    return tuple(sorted((word for name in names for word in _padded(name)), key=len, reverse=True))


def numbered_place(text: str, part: Part, sort: Sort) -> bool:
    """Whether a stretch is the number of a place: "các phường 1, 2 và 3"."""
    return sort in ("place", "body") and part.divider not in ("", ";") and bool(_ORDINAL.match(text, part.start, part.end))


def named(text: str, part: Part, sort: Sort) -> bool:
    """Whether a stretch may be a name: headed by its kind, or a capital or quotation mark first and few words."""
    capital = text[part.start].isupper() or text[part.start] in '“"'
    short = len(text[part.start : min(part.end, part.start + _LONGEST)].split()) <= _LONGEST_NAME
    return (capital and short) or headed(text, part, sort) or numbered_place(text, part, sort)


def trusted(text: str, items: Sequence[Part], sort: Sort) -> bool:
    """Whether at least half of a list's items are surely names of its sort, not what somebody is to do."""
    if sort in ("thing", "document"):
        return True
    sure = sum(headed(text, item, sort) or numbered_place(text, item, sort) or _proper(text, item, sort) for item in items)
    if sort == "place":  # a team's members behind "02 huyện gồm: Sở Nội vụ, Sở Tư pháp"
        sure -= sum(headed(text, item, "body") and not headed(text, item, "place") for item in items)
    return sure * 2 >= len(items)


def _proper(text: str, part: Part, sort: Sort) -> bool:
    """Whether a stretch without its kind is a name all the same: a place's in capitals, a known field of an agency."""
    if text[part.start] in '“"':
        return True
    words = text[part.start : min(part.end, part.start + _LONGEST)].split()
    if sort == "body" and said(text, part).startswith(_padded("fields") + _padded("joined")):
        return True
    if sort == "place" and said(text, part).startswith(_padded("no_places")):
        return False
    first = words[0].strip(",.;:")
    if not first[0].isupper() or (len(first) > 1 and first.isupper()):
        return False
    return len(words) == 1 or words[1][0].isupper() or words[1] in ("-", "–", "(")


def clause(text: str, part: Part) -> bool:
    """Whether a name is followed by what is done with it: "xã Tân Lập đạt điểm cao nhất"."""
    return _DONE.search(text, part.start, part.end) is not None


def owned(text: str, part: Part) -> bool:
    """Whether a stretch says whose an item is; what follows may be another owner: "… thuộc huyện A và huyện B"."""
    return _OWNER.search(text, part.start, part.end) is not None


def joined(text: str, listed: Sequence[Part]) -> list[Part]:
    """The parts, those of one known name as one: "Văn hóa, Thể thao và Du lịch"."""
    found: list[Part] = []
    at = 0
    while at < len(listed):
        reach = next((stop for stop in (at + 3, at + 2) if stop <= len(listed) and _one_name(text, listed[at:stop])), at + 1)
        found.append(listed[at]._replace(end=listed[reach - 1].end))
        at = reach
    return found


def _one_name(text: str, listed: Sequence[Part]) -> bool:
    """Whether a known name reaches over all of some parts."""
    whole = said(text, Span(listed[0].start, listed[-1].end))
    but_last, but_first = (said(text, Span(some[0].start, some[-1].end)) for some in (listed[:-1], listed[1:]))
    return any(name in whole and name not in but_last and name not in but_first for name in _padded("joined"))
