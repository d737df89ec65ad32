"""The items of a list, from its words: numbers first, then semicolons, then commas and a final "và".

Names of agencies hold commas and "và" themselves, so a list may have several readings. What is sure is kept apart from what
is possible: `least` and `most` items. A count that lies between them is borne out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from grammar.facts import Divider, Enumeration
from grammar.lists.numbering import Numbering, numbered_at
from grammar.report import Span
from grammar.vocabulary import fold, list_words

# What is counted: places and schools, whose names hold no comma; agencies, whose names do; documents; persons; anything else.
Sort = Literal["place", "school", "body", "document", "person", "thing"]

# What divides a list, and the brackets and quotation marks within which nothing does.
_SIGN = re.compile(r'(?P<open>[(\[“])|(?P<close>[)\]”])|(?P<quote>")|(?P<divider>;|\n|,(?!\d)|(?<!\w)(?:và|cùng với|cùng)(?!\w))')
_MORE = re.compile(r"\.\.|…|(?<!\w)v\.\s?v|(?<!\w)vân vân(?!\w)")
_STOP = re.compile(
    r"(?<![;:,] \d)(?<!; \d\d)(?<!\bTP)(?<!\bTX)(?<!\bTT)(?<!\bBS)(?<!\bTS)(?<!\bThS)"
    r"[.!?](?=\s+[^\W\d_a-zđ]|\s*$|\s+[-+(]|\s*\n)|\n"
)
_DIGIT = re.compile(r"[(\s]*\d")
_ORDINAL = re.compile(r"(?:số\s+)?\d{1,3}[a-zA-Z]?$")
_BULLET = re.compile(r"(?:[-+•*–]\s*)?(?:và|cùng với|gồm|là)?\s*(?:một phần )?")
_DONE = re.compile(r"(?<!\w)(?:đã|được|đạt|bị|chưa|đang|sẽ|có|do|để|nhằm|thực hiện|hoàn thành|tổ chức|về)(?!\w)")
_LONGEST_ITEM = 220  # characters of one item
_MOST_ITEMS = 80
_LONGEST_NAME = 14  # words of a name


class _Part(NamedTuple):
    """A stretch between two dividers, and the one before it: ";", "," or "và"; "" before the first."""

    start: int
    end: int
    divider: str


def sentence_end(text: str, start: int, limit: int) -> int:
    """Where the sentence ends that goes on at a place: at its stop, or at the bracket that closes around it."""
    depth = 0
    stop = _STOP.search(text, start, limit)
    end = stop.start() if stop else limit
    for at in range(start, end):
        if text[at] in "([":
            depth += 1
        elif text[at] in ")]" and (depth or not numbered_at(text, at)):
            depth -= 1
            if depth < 0:
                return at
    if depth > 0 and (closed := _closing(text, end, limit)) > 0:
        return sentence_end(text, closed, limit)  # the stop stands within a bracket
    return end


def _closing(text: str, start: int, limit: int) -> int:
    """Where the bracket closes within which a stop stands; 0 if it never does."""
    return text.find(")", start, min(limit, start + _LONGEST_ITEM)) + 1


def split(text: str, stretch: Span, sort: Sort, numbering: Numbering) -> Enumeration | None:
    """The list that a stretch of text is; None where it is none (its items bear counts of their own, or are no names).

    Args:
        text: the buffer.
        stretch: where the list stands, its cue and brackets left out.
        sort: what is listed.
        numbering: the numbers of items in the text.
    """
    start, end = stretch
    parts = _parts(text, start, end)
    if not parts or len(parts) > _MOST_ITEMS:
        return None
    opened = _MORE.search(text, start, end) is not None or any(_opens(text, part, sort) for part in parts)
    if items := numbering.items(start, end):
        return _listed(text, items, len(items), len(items), "number", opened, True)
    if any(_DIGIT.match(text, part.start, part.end) and not _numbered_place(text, part, sort) for part in parts):
        return None  # a sum: "03 nghị quyết, 22 quyết định"
    if any(part.divider == ";" for part in parts[1:]):
        return _by_semicolons(text, parts, sort, opened)
    return _by_commas(text, parts, sort, opened)


def _listed(
    text: str, items: Sequence[Span], least: int, most: int, divider: Divider, opened: bool, sure: bool
) -> Enumeration | None:
    if not items:
        return None
    kept = tuple(Span(item.start, item.start + len(text[item.start : item.end].rstrip(" ,;.\n"))) for item in items)
    return Enumeration(Span(kept[0].start, kept[-1].end), kept, least, most, divider, opened, sure)


def _parts(text: str, start: int, end: int) -> list[_Part]:
    """The stretches between the dividers that stand outside brackets and quotation marks."""
    found: list[_Part] = []
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
    if part := _part(text, begin, end, divider):
        found.append(part)
    return found


def _part(text: str, start: int, end: int, divider: str) -> _Part | None:
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    begin = lead.end() if (lead := _BULLET.match(text, begin, end)) else begin
    stop = begin + len(text[begin:end].rstrip(" .:"))
    return _Part(begin, stop, divider) if stop > begin else None


@cache
def _padded(name: str) -> tuple[str, ...]:
    return tuple(f" {word} " for word in list_words(name))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(f" {word}" for word in list_words("rest"))


def _words(text: str, part: _Part) -> str:
    """The words of a stretch in small letters, one blank around each."""
    return f" {' '.join(fold(text[part.start : min(part.end, part.start + _LONGEST_ITEM)]).split())} "


def _opens(text: str, part: _Part, sort: Sort) -> bool:
    """Whether a stretch says that the list names some only: "như Sở A", "các đơn vị liên quan"."""
    said = _words(text, part)
    if said.startswith(_padded("opens")) or said.rstrip(" ;,.").endswith(_endings()):
        return True
    return sort != "thing" and said.startswith(_padded("several")) and _named_after(text, part) is None


def _named_after(text: str, part: _Part) -> int | None:
    """Where the first name begins behind "các xã": the list goes on there; None without one."""
    words = text[part.start : part.end].split()
    for place, word in enumerate(words[1:4], 1):
        if word[0].isupper() or word[0].isdigit():
            return place
    return None


def headed(text: str, part: Span | _Part, sort: Sort) -> bool:
    """Whether a stretch begins with a word that names a kind of place or agency, and a name behind it: "Sở Nội vụ"."""
    raw = text[part.start : min(part.end, part.start + _LONGEST_ITEM)].rstrip(" ;,.:")
    said = f" {fold(raw)} "
    for plural in _padded("several"):
        if said.startswith(plural):
            raw, said = raw[len(plural) - 1 :], said[len(plural) - 1 :]
    for head in _heads(sort):
        if said.startswith(head):
            behind = raw[len(head) - 1 :].lstrip()
            if behind[:1].isupper() or behind[:1].isdigit() or behind[:1] in ("“", '"'):
                return True
            return raw[0].isupper() and head not in _padded("place")  # "Thanh tra huyện", but "Xã hội"
    return False


@cache
def _heads(sort: Sort) -> tuple[str, ...]:
    """The words that items of a sort begin with, longest first; an agency's list may name places, too."""
    names = {"place": ("place",), "school": ("school",)}.get(sort, ("body", "place", "school"))
    return tuple(sorted((word for name in names for word in _padded(name)), key=len, reverse=True))


def _numbered_place(text: str, part: _Part, sort: Sort) -> bool:
    """Whether a stretch is the number of a place: "các phường 1, 2 và 3"."""
    return sort in ("place", "body") and _ORDINAL.match(text, part.start, part.end) is not None and part.divider not in ("", ";")


def _capital(text: str, part: _Part) -> bool:
    """Whether a stretch is a name: a capital or quotation mark first, few words."""
    return (text[part.start].isupper() or text[part.start] in '“"') and len(_words(text, part).split()) <= _LONGEST_NAME


def _named(text: str, part: _Part, sort: Sort) -> bool:
    return headed(text, part, sort) or _capital(text, part) or _numbered_place(text, part, sort)


def _by_semicolons(text: str, parts: Sequence[_Part], sort: Sort, opened: bool) -> Enumeration | None:
    """One item between two semicolons; more where commas divide names of their own within it."""
    groups: list[list[_Part]] = []
    for part in parts:
        if part.divider == ";" or not groups:
            groups.append([])
        groups[-1].append(part)
    if len(groups) > 1 and not _item(text, groups[-1], sort):
        groups.pop()  # "…; đồng thời chỉ đạo các xã"
    if sort != "thing" and not all(_named(text, group[0], sort) for group in groups):
        return None
    items: list[Span] = []
    more = 0
    kinds = sort != "thing" and any(_words(text, group[0]).startswith(_plural_heads()) for group in groups)
    for group in groups:
        split_up = _within_group(text, group, sort, last=group is groups[-1], kinds=kinds)
        items += [Span(row[0].start, row[-1].end) for row in split_up]
        more += sum(len(row) - 1 for row in split_up) if sort == "person" else 0
        if sort not in ("thing", "person"):
            more += sum(1 for row in split_up for part in _joined(text, row)[1:] if headed(text, part, sort))
    return _listed(text, items, len(items), len(items) + more, "semicolon", opened, True)


def _within_group(text: str, group: list[_Part], sort: Sort, *, last: bool, kinds: bool) -> list[list[_Part]]:
    """The items between two semicolons: one; all its names behind "UBND các xã: A, B"; two in the last one, "X và sở Y".

    Where semicolons part kinds ("Phòng A, Phòng B; UBND các xã: C, D"), commas divide the items of all of them.
    """
    if sort == "place" or (sort != "thing" and _words(text, group[0]).startswith(_plural_heads())):
        return [[part] for part in group if _named(text, part, sort)]
    if kinds and all(headed(text, part, sort) or part.divider != "," for part in group):
        rows: list[list[_Part]] = []
        for part in _joined(text, group):
            if headed(text, part, sort) or not rows:
                rows.append([part])
            else:
                rows[-1].append(part)
        return rows
    final = len(group) - 1
    if last and final and sort != "thing" and headed(text, group[-1], sort) and text[: group[-1].start].rstrip().endswith("và"):
        joined = _joined(text, group)
        if joined[-1].start == group[-1].start:
            return [group[:-1], group[-1:]]
    return [group]


@cache
def _plural_heads() -> tuple[str, ...]:
    return tuple(
        f" {lead}{plural.strip()} {head.strip()} "
        for lead in ("", "ubnd ")
        for plural in _padded("several")
        for head in _heads("body")
    ) + tuple(
        f" {lead}{plural.strip()} {head.strip()}: "
        for lead in ("", "ubnd ")
        for plural in _padded("several")
        for head in _heads("body")
    )


def _item(text: str, group: Sequence[_Part], sort: Sort) -> bool:
    said = _words(text, group[0])
    return not said.startswith(_padded("resumes")) and (sort == "thing" or _named(text, group[0], sort))


def _by_commas(text: str, parts: Sequence[_Part], sort: Sort, opened: bool) -> Enumeration | None:
    named: list[_Part] = []
    doubtful = 0
    for part in parts:
        if part is parts[-1] and named and (headed(text, part, sort) or text[part.start].isupper()):
            # "03 xã: Tân Lập, Đăk Pne và thị trấn Đăk Rve được cấp 01 máy": is the town one of them?
            own = headed(text, part, sort) and not headed(text, named[0], sort)
            doubtful = int(own and _DONE.search(text, part.start, part.end) is not None)
        elif not _named(text, part, sort):
            if not named:
                return None if sort != "thing" else _loosely(text, parts, opened)
            if part is parts[-1]:
                break  # "…, thị trấn Rạng Đông đạt chuẩn, còn lại chưa đạt"
            return _loosely(text, parts, opened) if sort == "thing" else None
        named.append(part)
    if sort == "place":
        items = [Span(part.start, part.end) for part in _joined(text, named)]
        return _listed(text, items, len(items) - doubtful, len(items), "comma", opened, len(items) > 1)
    if sort in ("body", "school"):
        return _of_bodies(text, named, sort, opened)
    return _loosely(text, parts, opened)


def _of_bodies(text: str, named: Sequence[_Part], sort: Sort, opened: bool) -> Enumeration | None:
    """Names of agencies, which may hold a comma or "và" themselves."""
    joined = _joined(text, named)
    heads = [part for part in joined if headed(text, part, sort)]
    if len(heads) == len(joined):
        items = [Span(part.start, part.end) for part in joined]
        return _listed(text, items, len(items), len(items), "comma", opened, True)
    if len(heads) > 1 and headed(text, joined[0], sort):
        items = []
        for part in joined:  # what bears no head goes on with the name before it
            items = [*items, Span(part.start, part.end)] if part in heads else [*items[:-1], Span(items[-1].start, part.end)]
        inner = all(part.divider != "," for part in joined if part not in heads)  # "Trung tâm Môi trường và Dịch vụ đô thị"
        most = len(heads) if inner else len(joined)
        return _listed(text, items, len(heads), most, "comma", opened, inner)
    items = [Span(part.start, part.end) for part in joined]
    finals = sum(1 for one, two in pairwise(joined) if "," not in text[one.end : two.start])
    return _listed(text, items, max(len(joined) - finals, 1), len(joined), "comma", opened, False)


def _joined(text: str, parts: Sequence[_Part]) -> list[_Part]:
    """The parts, those of one known name as one: "Văn hóa, Thể thao và Du lịch"."""
    found: list[_Part] = []
    at = 0
    while at < len(parts):
        reach = at + 1
        for stop in range(min(len(parts), at + 3), at + 1, -1):
            said = f"{fold(text[parts[at].start : parts[stop - 1].end])} "
            known = (f" {name} " for name in list_words("joined"))
            if any(name in f" {said}" and not _within_one(name, text, parts[at:stop]) for name in known):
                reach = stop
                break
        found.append(parts[at]._replace(end=parts[reach - 1].end))
        at = reach
    return found


def _within_one(name: str, text: str, parts: Sequence[_Part]) -> bool:
    """Whether a name lies in fewer than all of some parts."""
    return name in f" {fold(text[parts[0].start : parts[-2].end])} " or name in f" {fold(text[parts[1].start : parts[-1].end])} "


def _loosely(text: str, parts: Sequence[_Part], opened: bool) -> Enumeration | None:
    """Words of any kind between commas, which may divide items or stand within one: as many as there are, or fewer."""
    items = [Span(part.start, part.end) for part in parts]
    return _listed(text, items, 1, len(items), "comma", opened, False)
