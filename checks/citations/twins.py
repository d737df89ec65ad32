"""The decision table of "one defect, one finding" over citations that share number and day, but not the symbol.

    symbols                                        subject             verdict
    one with the year, one without                 same or unknown     missing-year on the one without
    one is a damaged form of the other             same or unknown     symbol-form
    one part differs (type, body or unit)          same                symbol-conflict
    units of one body's letters differ             unknown             symbol-conflict, likely
    one part differs, number from 400 on           unknown             symbol-conflict, likely
    both parts differ                              any                 none: documents of two bodies
    any                                            different           none: two documents

and over citations that share symbol, day and subject, but not the number:

    one digit wrong, a subject of many words       the very same       number-conflict, likely

The rule symbol-conflict reports number-conflict, too. Two levels, or two bodies that are each named for their own symbol,
have two documents; so have a decision and the plan that it issues under its number. A citation that contradicts itself
(its type word or its issuer) is left to the rules that say so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Literal, NamedTuple

from checks.citations.authority import RARELY_SHARED, same_author
from checks.citations.days import day_of, impossible
from checks.citations.forms import damaged, known, one_slip_apart, other_type
from checks.citations.pairs import within
from checks.once import once
from grammar.agencies import may_issue
from grammar.facts import Citation, Facts
from grammar.subjects import Likeness, compare, normalised
from grammar.vocabulary import fold, vocabulary

Verdict = Literal["missing-year", "symbol-form", "symbol-conflict", "number-conflict"]

# "Quyết định công bố danh mục thủ tục hành chính …" come several on one day, in the same words; where one of the two is
# referred to ("theo Quyết định …") it is one that was told of before.
_PUBLISHES = re.compile("[Cc]ông bố")
_BATCH = 3  # numbers so near are documents registered in one go, on one matter
_ALIKE = 4  # mentions of one name looked at
_MOST = 60  # citations of one number and day looked at
# Words of a subject, those that say nothing left out, from which on two documents of one day rarely share it.
TELLING_WORDS = 7


class Twin(NamedTuple):
    """Two citations of one document under two symbols or numbers: the odd one first."""

    verdict: Verdict
    likely: bool
    odd: Citation
    other: Citation


@once
def twins(facts: Facts) -> tuple[Twin, ...]:
    """All such pairs, one for each two names, in order of the odd one's place."""
    names = Counter(citation.name for citation in facts.citations)
    found: dict[tuple[object, ...], Twin] = {}
    for group in _by_number(facts).values():
        for one, two in combinations(_distinct(group), 2):
            if not _one_symbol(one, two) and (twin := _judge(facts, names, one, two)):
                found.setdefault((twin.odd.name, twin.other.name, day_of(twin.odd)), twin)
    for group in _by_subject(facts):
        for one, two in combinations(group[:_MOST], 2):
            if one.number != two.number and _numbers_conflict(facts, one, two):
                odd, other = _odd_first(names, one, two)
                found.setdefault((odd.name, other.name, day_of(odd)), Twin("number-conflict", True, odd, other))
    return tuple(sorted(found.values(), key=lambda twin: twin.odd.span))


def _distinct(group: list[Citation]) -> list[Citation]:
    """Citations of one number and day, a few of each name: one with a subject, if any has."""
    by_name: dict[str, list[Citation]] = defaultdict(list)
    for citation in group:
        by_name[citation.name].append(citation)
    if len(by_name) == 1:
        return []
    kept = [
        citation for mentions in by_name.values() for citation in sorted(mentions, key=lambda one: one.subject is None)[:_ALIKE]
    ]
    return kept[:_MOST]


def _one_symbol(one: Citation, two: Citation) -> bool:
    return (one.symbol, one.party, one.year) == (two.symbol, two.party, two.year)


def _judge(facts: Facts, names: Counter[str], one: Citation, two: Citation) -> Twin | None:
    if _apart(one, two) or within(facts, one, two) or within(facts, two, one):
        return None
    if one.subject and two.subject and one.subject.overlaps(two.subject):
        return None
    subjects = [facts.report.excerpt(citation.subject) if citation.subject else None for citation in (one, two)]
    likeness = compare(subjects[0], subjects[1])
    if contradicts_itself(facts, one) or contradicts_itself(facts, two):
        return None
    if one.year == two.year and damaged(one.symbol, two.symbol) and _one_body(one, two, likeness):
        odd, other = sorted((one, two), key=lambda citation: (known(citation.symbol), names[citation.name], -citation.span.start))
        return Twin("symbol-form", False, odd, other)
    if likeness == "different":
        return None
    if (one.symbol, one.party) == (two.symbol, two.party):
        return _years(one, two, likeness) if one.year is None or two.year is None else None
    if one.year != two.year:
        return None
    likely = _parts(one, two, likeness)
    if likely is None or _issued_with(subjects, one, two) or _each_its_own(one, two):
        return None
    return Twin("symbol-conflict", likely, *_odd_first(names, one, two))


def _one_body(one: Citation, two: Citation, likeness: Likeness) -> bool:
    """Whether nothing says that alike symbols are two bodies': other agencies named, or other subjects."""
    if one.issuer and two.issuer and one.issuer.body != two.issuer.body:
        return False
    unknown = not (known(one.issuer_symbol or "") or known(two.issuer_symbol or ""))
    if one.issuer_symbol != two.issuer_symbol and unknown:
        return likeness == "same"
    return likeness != "different"


def _years(one: Citation, two: Citation, likeness: Likeness) -> Twin | None:
    """A symbol with and without the year, of a type that has both: the one without is incomplete."""
    bare, full = (one, two) if one.year is None else (two, one)
    kinds = vocabulary().by_abbreviation.get(bare.type_abbreviation or "", ())
    either = any(kind.year == "either" for kind in kinds)
    return Twin("missing-year", likeness == "unknown", bare, full) if either else None


def _parts(one: Citation, two: Citation, likeness: Likeness) -> bool | None:
    """Whether symbols of which one part differs are one document's: False surely, True likely, None not."""
    first, second = (citation.symbol.replace("/", "-").split("-") for citation in (one, two))
    differing = sum(a != b for a, b in zip(first, second, strict=False)) + abs(len(first) - len(second))
    if differing != 1 or one.party != two.party:
        return None
    if likeness == "same":
        return False
    one_series = one.type_abbreviation is None and two.type_abbreviation is None and one.issuer_symbol == two.issuer_symbol
    number = int(one.number) if one.number.isdigit() else 0
    same_kind = one.type_abbreviation == two.type_abbreviation
    return True if one_series or (same_kind and number >= RARELY_SHARED) else None


def _odd_first(names: Counter[str], one: Citation, two: Citation) -> tuple[Citation, Citation]:
    odd, other = sorted((one, two), key=lambda citation: (names[citation.name], -citation.span.start))
    return odd, other


def _apart(one: Citation, two: Citation) -> bool:
    """Whether the agencies named are of two levels or places."""
    if one.issuer is None or two.issuer is None:
        return False
    if one.issuer.several or two.issuer.several:
        return True
    levels = one.issuer.level, two.issuer.level
    places = one.issuer.locality, two.issuer.locality
    return (all(levels) and levels[0] != levels[1]) or (all(places) and places[0] != places[1])


def contradicts_itself(facts: Facts, citation: Citation) -> bool:
    """Whether a citation's own type word or issuer contradicts its symbol."""
    named_by_it = citation.issuer is not None and citation.issuer_span is not None and citation.issuer_symbol
    if named_by_it and citation.issuer and may_issue(citation.issuer, citation.issuer_symbol or "") is False:
        return True
    return other_type(facts, citation) is not None


def _each_its_own(one: Citation, two: Citation) -> bool:
    """Whether each symbol has its own body named, behind it or as the one that issued it."""
    return one.issuer_symbol != two.issuer_symbol and all(
        citation.issuer
        and citation.issuer_binding in ("after", "before")
        and may_issue(citation.issuer, citation.issuer_symbol or "")
        for citation in (one, two)
    )


def _issued_with(subjects: list[str | None], one: Citation, two: Citation) -> bool:
    """Whether one is the decision that issues the other: "Quyết định số 45/QĐ-UBND … ban hành Kế hoạch …"."""
    if one.type == two.type:
        return False
    pairs = ((subjects[0], two.type), (subjects[1], one.type))
    return any(about and kind and fold(kind) in fold(about).split(" năm ")[0][:60] for about, kind in pairs)


def _numbers_conflict(facts: Facts, one: Citation, two: Citation) -> bool:
    """Whether two numbers of one day and subject stand for one document: copied wrong, not two items of one list."""
    if not one.number.isdigit() or not two.number.isdigit() or abs(int(one.number) - int(two.number)) <= _BATCH:
        return False
    acts = not one.basis and not two.basis
    if acts and one.subject and _PUBLISHES.match(facts.report.text, one.subject.start):
        return False
    return (
        one_slip_apart(one.number, two.number)
        and one.group != two.group
        and not one.nested
        and not two.nested
        and same_author(facts, one, two) != "different"
    )


def same_number(facts: Facts, citation: Citation) -> list[Citation]:
    """Other citations of a citation's number and day under another symbol: what may be meant by it."""
    return [other for other in _by_number(facts).get(_number(citation), ()) if other.name != citation.name]


@once
def _by_number(facts: Facts) -> dict[tuple[object, ...], list[Citation]]:
    """The citations whose dates may be compared, by number and day."""
    later = impossible(facts)
    groups: dict[tuple[object, ...], list[Citation]] = defaultdict(list)
    for citation in facts.citations:
        if citation.kind == "numbered" and day_of(citation) and citation.span.start not in later:
            groups[_number(citation)].append(citation)
    return groups


def _by_subject(facts: Facts) -> Iterator[list[Citation]]:
    """The citations of one symbol and day that are about the same in many words, where their numbers are not one."""
    by_day: dict[tuple[object, ...], list[Citation]] = defaultdict(list)
    for number, group in _by_number(facts).items():
        for citation in group:
            if citation.subject:
                by_day[citation.symbol, citation.party, citation.year, number[-1]].append(citation)
    for group in by_day.values():
        if len({citation.number for citation in group}) == 1:
            continue
        alike: dict[str, list[Citation]] = defaultdict(list)
        for citation in group:
            words = normalised(facts.report.excerpt(citation.subject)) if citation.subject else ""
            if len(words.split()) >= TELLING_WORDS:
                alike[words].append(citation)
        yield from alike.values()


def _number(citation: Citation) -> tuple[object, ...]:
    return citation.number.lstrip("0"), citation.suffix, day_of(citation)
