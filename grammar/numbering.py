"""Which number comes next: lists of sibling headings, where their numbers break, numbers that stand below the wrong heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from grammar.facts import Heading, HeadingStyle
from grammar.headings import numeral, roman
from grammar.vocabulary import words

# Headings whose numbers the ones below them may repeat.
_PREFIXED: tuple[HeadingStyle, ...] = ("number", "decimal", "compound", "roman", "letter")
_MOST_SKIPPED = 2  # numbers in a row that a slip of the hand may skip
_MOST_BETWEEN = 12  # numbers between two headings that are worth naming
_DEEPEST = 6  # lists within lists


class Break(NamedTuple):
    """A heading whose number is not the next one: the `missing` ones were skipped, were due instead ("wrong"), or it repeats."""

    kind: Literal["gap", "wrong", "repeat"]
    before: Heading
    heading: Heading
    missing: tuple[str, ...]


def breaks(run: Sequence[Heading]) -> list[Break]:
    """Where the numbers of a list break; nothing where they follow no order that a slip could have disturbed.

    Numbers that do not begin at one, or with several prefixes ("1.2, 1.5, 3.4"), are those of another list that is cited.
    """
    if (run[0].value[-1] != 1 and run[0].style != "letter") or len({heading.value[:-1] for heading in run}) > 1:
        return []
    found: list[Break] = []
    before, place = run[0], 1
    while place < len(run):
        heading = run[place]
        behind = run[place + 1] if place + 1 < len(run) else None
        place += 1
        skipped = tuple(between(before, heading))
        if follows(before, heading):
            pass
        elif behind and follows(before, behind) and heading.value != before.value:
            # What is passed over is no heading: "12. Năm nay" at the start of a wrapped line.
            continue
        elif behind and behind.value > before.value and len(due := between(before, behind)) == 1:
            found.append(Break("wrong", before, heading, tuple(due)))
        elif heading.value == before.value:
            found.append(Break("repeat", before, heading, ()))
        elif heading.value > before.value and len(skipped) <= _MOST_SKIPPED:
            found.append(Break("gap", before, heading, skipped))
        else:
            return []
        if found and found[-1].kind == "wrong" and found[-1].heading is heading and behind:
            before, place = behind, place + 1
        else:
            before = heading
    return found


def misplaced(headings: Sequence[Heading]) -> dict[Heading, Heading]:
    """Headings whose number repeats another heading's than the one they stand below, with that one: "2.1" below "3.".

    They are so only in a report whose numbers mostly fit, and among siblings that fit, or where the number is there already:
    "2.2" may go on with "2.1" behind a list of items "1." to "3.".
    """
    below: dict[tuple[int, HeadingStyle, int], list[Heading]] = {}
    for heading in headings:
        if heading.parent is not None and len(heading.value) > 1 and headings[heading.parent].style in _PREFIXED:
            below.setdefault((heading.parent, heading.style, len(heading.value)), []).append(heading)
    found: dict[Heading, Heading] = {}
    right = 0
    seen: set[tuple[int | None, tuple[int, ...]]] = set()
    for (place, _, _), children in below.items():
        parent = headings[place]
        odd = [child for child in children if not fits(parent, child)]
        right += len(children) - len(odd)
        among_others = len(odd) * 2 < len(children)
        found.update((child, parent) for child in odd if among_others or (parent.parent, child.value) in seen)
        seen.update((parent.parent, child.value) for child in children)
    return found if right >= 2 * len(found) else {}


def fits(parent: Heading, child: Heading) -> bool:
    """Whether a number that repeats its parent's ("3.1", "a.1") repeats the right one, as far as both are written."""
    prefix = child.value[:-1]
    shared = min(len(prefix), len(parent.value))
    return parent.value[-shared:] == prefix[-shared:] if len(parent.value) >= len(prefix) else parent.value == prefix[:shared]


def series(headings: Sequence[Heading]) -> Iterator[list[Heading]]:
    """Siblings of one style in the order they stand, cut where a new list begins.

    Numbers that begin again are a list of their own, one within or behind the other; the number that goes on with the list
    around it ends it.
    """
    groups: dict[tuple[int | None, HeadingStyle, int], list[Heading]] = {}
    for heading in headings:
        groups.setdefault((heading.parent, heading.style, len(heading.value)), []).append(heading)
    for siblings in groups.values():
        lists: list[list[Heading]] = []
        current: list[list[Heading]] = []
        for heading in siblings:
            place = next((i for i in range(len(current) - 1, -1, -1) if follows(current[i][-1], heading)), -1)
            if place >= 0:
                del current[place + 1 :]
                current[place].append(heading)
            elif heading.value[-1] == 1 or not current:
                current = [*current[-_DEEPEST:], [heading]]
                lists.append(current[-1])
            else:
                current[-1].append(heading)
        yield from lists


def follows(before: Heading, after: Heading) -> bool:
    """Whether a number is the one that comes next."""
    return before.value[:-1] == after.value[:-1] and after.value[-1] > before.value[-1] and not between(before, after)


def between(before: Heading, after: Heading) -> list[str]:
    """The numbers between two headings of one style, as they would be written. Letters without use in Vietnamese do not count."""
    numbers = range(before.value[-1] + 1, after.value[-1])
    if len(numbers) > _MOST_BETWEEN:
        return [f"{before.label} … {after.label}"]
    return [label for number in numbers if (label := _label(after, number))]


def _label(like: Heading, number: int) -> str:
    """A number in the style of another heading; nothing for a letter that no list needs."""
    if like.style in ("letter", "capital"):
        return _letter(like.label, number)
    if like.style == "roman":
        return numeral(number)
    if like.style in ("part", "chapter", "section"):
        head, _, last = like.label.rpartition(" ")
        if last.lower() in words("ordinals"):
            written = words("ordinals")[number - 1]
        elif roman(last):
            written = numeral(number)
        else:
            written = str(number) if last.isdecimal() else _letter(last, number)
        return written and f"{head} {written.upper() if last.isupper() else written}"
    return re.sub(r"\d+$", str(number), like.label)


def _letter(like: str, number: int) -> str:
    """The letter of a list at a place, as large as another one; nothing for one that Vietnamese does without."""
    letter = words("list_letters")[number - 1]
    return "" if letter in words("no_list_letters") else letter.upper() if like.isupper() else letter
