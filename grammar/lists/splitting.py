"""The items of a list, from its words: numbers first, then semicolons, then commas and a final "và".

Names of agencies hold commas and "và" themselves, so a list may have several readings. What is sure is kept apart from what
is possible: `least` and `most` items. A count that lies between them is borne out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from grammar.facts import Divider, Enumeration
from grammar.lists.enumerators import Enumerators, enumerates
from grammar.lists.items import (
    MOST,
    Part,
    Sort,
    clause,
    headed,
    joined,
    named,
    numbered_place,
    opens,
    owned,
    parts,
    plural,
    trusted,
)
from grammar.report import Span
from grammar.vocabulary import fold

_MORE = re.compile(r"\.\.|…|(?<!\w)v\.\s?v|(?<!\w)vân vân(?!\w)")
_STOP = re.compile(
    r"(?<![;:,] \d)(?<!; \d\d)(?<!\bTP)(?<!\bTX)(?<!\bTT)(?<!\bBS)(?<!\bTS)(?<!\bThS)"
    r"[.!?](?=\s+[^\W\d_a-zđ]|\s*$|\s+[-+(]|\s*\n)|\n"
)
_COUNT = re.compile(r"[(\s]*\d+(?![\d.,]*\s?%)")  # an item's own count; "100% hồ sơ" is none
_BRACKET = re.compile(r"[()\[\]]")
LONGEST = 4000  # characters of a list


def sentence_end(text: str, start: int, limit: int) -> int:
    """Where the sentence ends that goes on at a place: at its stop, or at the bracket that closes around it."""
    limit = min(limit, start + LONGEST)
    stop = _stop(text, start, limit)
    depth = 0
    for bracket in _BRACKET.finditer(text, start, limit):
        at = bracket.start()
        if at >= stop and not depth:
            return stop
        if text[at] in "([":
            depth += 1
        elif depth:
            depth -= 1
            stop = stop if at < stop else _stop(text, at, limit)  # the stop stands within a bracket
        elif not enumerates(text, at):
            return at
    return stop


def _stop(text: str, start: int, limit: int) -> int:
    found = _STOP.search(text, start, limit)
    return found.start() if found else limit


def split(text: str, stretch: Span, sort: Sort, noun: str, enumerators: Enumerators) -> Enumeration | None:
    """The list that a stretch of text is; None where it is none (its items bear counts of their own, or are no names).

    Args:
        text: the buffer.
        stretch: where the list stands, its cue and brackets left out.
        sort: what is listed.
        noun: the first word of what is counted, in small letters.
        enumerators: the numbers of items in the text.
    """
    found = parts(text, *stretch)
    if not found or len(found) > MOST:
        return None
    opened = _MORE.search(text, *stretch) is not None or any(opens(text, part, sort) for part in found)
    if items := enumerators.items(*stretch):
        first_words = [Part(item.start, item.end, "") for item in items]
        return _listed(text, items, "number", opened) if trusted(text, first_words, sort) else None
    counts = [at for at, part in enumerate(found) if _COUNT.match(text, *part[:2]) and not numbered_place(text, part, sort)]
    if counts and (counts[0] < 2 or ":" not in text[found[counts[0]].start : stretch.end]):
        return None  # a sum: "03 nghị quyết, 22 quyết định"
    found = found[: counts[0]] if counts else found  # "04 sở: A, B, C, D và 02 huyện: …"
    again = [part for part in found if begins_with(text, part, noun)]
    if sort in ("thing", "document") and len(again) > 1 and again[0] is found[0]:
        return _of_nouns(text, found, again, opened)
    if sort == "document":
        return None
    if any(part.divider == ";" for part in found[1:]):
        return _by_semicolons(text, found, sort, opened)
    return _by_commas(text, found, sort, opened)


def begins_with(text: str, part: Span | Part, noun: str) -> bool:
    """Whether an item begins with the noun that is counted: "04 hệ thống: Hệ thống …, Hệ thống …"."""
    return fold(text[part.start : min(part.end, part.start + 20)]).split()[:1] == [noun]


def _listed(
    text: str,
    items: Sequence[Span],
    divider: Divider,
    opened: bool,
    least: int | None = None,
    most: int | None = None,
    sure: bool = True,
) -> Enumeration:
    kept = tuple(Span(item.start, item.start + len(text[item.start : item.end].rstrip(" ,;.\n"))) for item in items)
    count = len(kept)
    span = Span(kept[0].start, kept[-1].end)
    return Enumeration(span, kept, count if least is None else least, count if most is None else most, divider, opened, sure)


def _spans(rows: Sequence[Sequence[Part]]) -> list[Span]:
    return [Span(row[0].start, row[-1].end) for row in rows]


def _of_nouns(text: str, found: Sequence[Part], again: Sequence[Part], opened: bool) -> Enumeration:
    """As many items as begin with the counted noun; what does not goes on with the one before it."""
    semicolons = any(part.divider == ";" for part in again)
    if semicolons:
        again = [part for part in again if part.divider in ("", ";") or (part.divider == "và" and part is again[-1])]
    rows: list[list[Part]] = []
    for part in found:
        rows = [*rows, [part]] if part in again else [*rows[:-1], [*rows[-1], part]]
    return _listed(text, _spans(rows), "semicolon" if semicolons else "comma", opened)


def _by_semicolons(text: str, found: Sequence[Part], sort: Sort, opened: bool) -> Enumeration | None:
    """One item between two semicolons; more where commas divide names of their own within it."""
    groups: list[list[Part]] = []
    for part in found:
        if part.divider == ";" or not groups:
            groups.append([])
        groups[-1].append(part)
    if sort != "thing" and len(groups) > 1 and not named(text, groups[-1][0], sort):
        groups.pop()  # "…; chỉ đạo các xã khắc phục"
    if sort != "thing" and not all(named(text, group[0], sort) for group in groups):
        return None
    if not trusted(text, [group[0] for group in groups], sort):
        return None
    kinds = sort != "thing" and any(plural(text, group[0]) for group in groups)
    rows = [row for group in groups for row in _within(text, group, sort, last=group is groups[-1], kinds=kinds)]
    more = 0
    if sort == "person":
        more = sum(len(row) - 1 for row in rows)
    elif sort != "thing":
        more = sum(1 for row in rows for part in joined(text, row)[1:] if headed(text, part, sort))
    return _listed(text, _spans(rows), "semicolon", opened, most=len(rows) + more)


def _within(text: str, group: list[Part], sort: Sort, *, last: bool, kinds: bool) -> list[list[Part]]:
    """The items between two semicolons: one; all its names behind "UBND các xã: A, B"; two in the last one, "X và sở Y".

    Where semicolons part kinds ("Phòng A, Phòng B; UBND các xã: C, D"), commas divide the items of all of them.
    """
    if sort == "place" or (sort != "thing" and plural(text, group[0])):
        return [[part] for part in joined(text, group) if named(text, part, sort)]
    if kinds and all(headed(text, part, sort) or part.divider != "," for part in group):
        rows: list[list[Part]] = []
        for part in joined(text, group):
            rows = [*rows, [part]] if headed(text, part, sort) or not rows else [*rows[:-1], [*rows[-1], part]]
        return rows
    final = group[-1]
    one_more = last and len(group) > 1 and sort != "thing" and final.divider == "và" and headed(text, final, sort)
    if one_more and joined(text, group)[-1].start == final.start:
        return [group[:-1], [final]]
    return [group]


def _by_commas(text: str, found: Sequence[Part], sort: Sort, opened: bool) -> Enumeration | None:
    if sort in ("thing", "person"):
        sure = sort == "person" and all(named(text, part, sort) for part in found)
        return _listed(text, _spans([[part] for part in found]), "comma", opened, least=1, sure=sure)
    names: list[Part] = []
    doubtful = 0
    for part in found:
        last = part is found[-1] and bool(names)
        doubtful += bool(names and owned(text, names[-1]))
        if last and (headed(text, part, "body") or text[part.start].isupper()):
            # "03 xã: Tân Lập, Đăk Pne và thị trấn Đăk Rve được cấp 01 máy": is the town one of them?
            other = headed(text, part, "body") and not headed(text, names[0], "body")
            doubtful = max(doubtful, int((other or part.divider == ",") and clause(text, part)))
            names.append(part)
        elif named(text, part, sort):
            names.append(part)
        elif names and part.divider == "và" and headed(text, names[-1], sort):
            names[-1] = names[-1]._replace(end=part.end)  # "Trung tâm Kỹ thuật tài nguyên và môi trường"
        elif not last:
            return None
    if not trusted(text, names, sort):
        return None
    opened = opened or 2 * sum(clause(text, part) for part in names) > len(names)
    if sort == "place":
        items = _spans([[part] for part in joined(text, names)])
        return _listed(text, items, "comma", opened, least=len(items) - doubtful, sure=len(items) > 1)
    return _of_bodies(text, names, sort, opened, doubtful)


def _of_bodies(text: str, names: Sequence[Part], sort: Sort, opened: bool, doubtful: int) -> Enumeration | None:
    """Names of agencies, which may hold a comma or "và" themselves."""
    known = joined(text, names)
    heads = [part for part in known if headed(text, part, sort)]
    if len(heads) == len(known):
        return _listed(text, _spans([[part] for part in known]), "comma", opened, least=len(known) - doubtful)
    if heads and known[0] not in heads and not trusted(text, known[:1], sort):
        return None  # "sáp nhập Trạm Khuyến nông, Trạm Thú y thành …"
    if len(heads) > 1 and known[0] in heads:
        rows: list[list[Part]] = []
        for part in known:  # what bears no head goes on with the name before it
            rows = [*rows, [part]] if part in heads else [*rows[:-1], [*rows[-1], part]]
        inner = all(part.divider != "," for part in known if part not in heads)  # "Trung tâm Môi trường và Dịch vụ đô thị"
        return _listed(text, _spans(rows), "comma", opened, most=len(heads) if inner else len(known), sure=inner)
    finals = sum(1 for one, two in pairwise(known) if "," not in text[one.end : two.start])
    items = _spans([[part] for part in known])
    return _listed(text, items, "comma", opened, least=max(len(known) - finals, 1), sure=False)
