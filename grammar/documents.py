"""Documents: the citations that are one document.

Number and symbol are not enough (numbers restart each year, levels share symbols): the date decides, a mention without
date goes to the only dated document that it can be. What cannot be decided stays a document of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from grammar.facts import Citation, Document
from grammar.vocabulary import fold


def key(citation: Citation) -> tuple[int | str, str | None, str, int | None, bool]:
    """What all citations of one document share: number, suffix, symbol without its hyphens, year in the symbol."""
    number = int(citation.number) if citation.number.isdigit() else citation.number
    return number, citation.suffix, citation.symbol.replace("-", ""), citation.year, citation.party


def of(text: str, citations: Sequence[Citation]) -> Iterator[Document]:
    """The documents of a report, in order of first mention; no two have one id."""
    buckets: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, citation in enumerate(citations):
        if citation.kind == "numbered":
            buckets[key(citation)].append(place)
        else:
            name = fold(text[citation.subject.start : citation.subject.end]) if citation.subject else ""
            buckets["named", citation.type, citation.year, name].append(place)
    found: list[Document] = []
    for places in buckets.values():
        found += _split(text, citations, places)
    seen: Counter[str] = Counter()
    for document in sorted(found, key=lambda document: document.citations[0]):
        seen[document.id] += 1
        yield document._replace(id=f"{document.id} #{seen[document.id]}") if seen[document.id] > 1 else document


def _split(text: str, citations: Sequence[Citation], places: list[int]) -> Iterator[Document]:
    first = citations[places[0]]
    if first.kind == "named":
        name = text[first.subject.start : first.subject.end] if first.subject else ""
        evidence = "name and year" if len(places) > 1 else "single citation"
        yield Document(" ".join(f"{first.type} {name} {first.year}".split()), tuple(places), evidence)
        return
    dated: dict[tuple[str, str], list[int]] = defaultdict(list)
    undated: list[int] = []
    for place in places:
        citation = citations[place]
        iso = citation.date.iso if citation.date else None
        level = citation.issuer.level or "" if citation.issuer else ""
        if iso:
            dated[iso, level if not _unique(citation) else ""].append(place)
        else:
            undated.append(place)
    groups = _join_unknown_levels(dated)
    if len(groups) == 1:
        iso, together = groups[0]
        evidence = "number, symbol and date" if len(together) > 1 else "single citation"
        if undated:
            evidence = "number and symbol; the mention without date can be no other"
        yield Document(_id(first, iso), tuple(sorted(together + undated)), evidence)
        return
    for iso, together in groups:
        yield Document(_id(first, iso), tuple(together), "number, symbol and date" if len(together) > 1 else "single citation")
    if undated:
        evidence = "number and symbol, no date" if not groups else "number and symbol; several documents fit"
        yield Document(_id(first, None), tuple(undated), evidence)


def _join_unknown_levels(dated: dict[tuple[str, str], list[int]]) -> list[tuple[str, list[int]]]:
    """Same number, symbol and day are one document unless two levels are named for it."""
    by_day: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for (iso, level), places in dated.items():
        by_day[iso][level] = places
    groups: list[tuple[str, list[int]]] = []
    for iso, levels in by_day.items():
        if len([level for level in levels if level]) > 1:
            groups += [(iso, places) for places in levels.values()]
        else:
            groups.append((iso, sorted(place for places in levels.values() for place in places)))
    return groups


def _unique(citation: Citation) -> bool:
    """Whether the symbol alone tells the issuer."""
    return citation.year is not None and citation.type_abbreviation in ("NĐ", "TT")


def _id(citation: Citation, iso: str | None) -> str:
    return f"{citation.name} {iso}" if iso else citation.name
