"""Documents: the citations that are one document.

Number and symbol are not enough (numbers restart each year, levels share symbols): the date decides, a mention without
date goes to the only dated document that it can be. What cannot be decided stays a document of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from grammar.agencies import bodies
from grammar.facts import Citation, Document
from grammar.subjects import compare
from grammar.vocabulary import fold

_Place = tuple[str | None, str | None]
_MOST = 40  # documents of one number among which a mention is looked for


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
    """The documents among citations that share number and symbol, or, of laws, the name."""
    first = citations[places[0]]
    if first.kind == "named":
        name = text[first.subject.start : first.subject.end] if first.subject else ""
        evidence = "name and year" if len(places) > 1 else "single citation"
        yield Document(" ".join(f"{first.type} {name} {first.year}".split()), tuple(places), evidence)
        return
    dated: dict[tuple[str, _Place], list[int]] = defaultdict(list)
    undated: list[int] = []
    for place in places:
        citation = citations[place]
        iso = citation.date.iso if citation.date else None
        if iso:
            dated[iso, (None, None) if central(citation) else _place(citation)].append(place)
        else:
            undated.append(place)
    groups = _join_unknown(dated)
    full = {group[0]: list(group) for _, group in groups}
    alone = [place for place in undated if not _resolve(text, citations, place, full)]
    for iso, group in groups:
        together = sorted(full[group[0]])
        if len(together) == 1:
            evidence = "single citation"
        elif len(together) == len(group):
            evidence = "number, symbol and date"
        else:
            evidence = "number and symbol; the mention without date can be no other"
        yield _document(citations, together, evidence, iso)
    if alone:
        evidence = "number and symbol; several documents fit" if groups else "number and symbol, no date"
        yield _document(citations, alone, evidence if groups or len(alone) > 1 else "single citation", None)


def _document(citations: Sequence[Citation], places: list[int], evidence: str, iso: str | None) -> Document:
    """One document; likely only, where a mention is joined whose date or author the text leaves open."""
    mentions = [citations[place] for place in places]
    issuers = [mention.issuer for mention in mentions if mention.issuer and not mention.issuer.several]
    open_author = not central(mentions[0]) and 0 < len(issuers) < len(mentions)
    open_date = len({mention.date.iso if mention.date else None for mention in mentions}) > 1
    return Document(
        f"{mentions[0].name} {iso}" if iso else mentions[0].name,
        tuple(places),
        evidence,
        "likely" if open_author or open_date or (iso is None and len(places) > 1) else "certain",
        next((mention.date.value for mention in mentions if mention.date and mention.year in (None, mention.date.year)), None),
        next(iter(issuers), None),
    )


def _join_unknown(dated: dict[tuple[str, _Place], list[int]]) -> list[tuple[str, list[int]]]:
    """Same number, symbol and day are one document unless two levels or places are named for it."""
    by_day: dict[str, dict[_Place, list[int]]] = defaultdict(dict)
    for (iso, place), places in dated.items():
        by_day[iso][place] = places
    groups: list[tuple[str, list[int]]] = []
    for iso, named in by_day.items():
        if all(_fit(one, two) for one, two in combinations(named, 2)):
            groups.append((iso, sorted(place for places in named.values() for place in places)))
        else:
            groups += [(iso, places) for places in named.values()]
    return groups


def _resolve(text: str, citations: Sequence[Citation], place: int, full: dict[int, list[int]]) -> bool:
    """Give a mention without date to the one dated document that it can be: by level, then by what it is about."""
    short = citations[place]
    if len(full) > _MOST:
        return False
    fitting = [first for first in full if _fit(_place(short), _place(citations[first]))]
    if len(fitting) > 1 and short.subject:
        about = text[short.subject.start : short.subject.end]
        subjects = {first: citations[first].subject for first in fitting}
        fitting = [
            first for first, span in subjects.items() if span and compare(about, text[span.start : span.end], True) == "same"
        ]
    if len(fitting) == 1:
        full[fitting[0]].append(place)
    return len(fitting) == 1


def _place(citation: Citation) -> _Place:
    """Level and place of the agency named, as far as they are."""
    issuer = citation.issuer
    return (None, None) if issuer is None or issuer.several else (issuer.level, issuer.locality)


def _fit(one: _Place, two: _Place) -> bool:
    """Whether two agencies may be one: nothing that is known of both differs."""
    return all(first == second or first is None or second is None for first, second in zip(one, two, strict=True))


def central(citation: Citation) -> bool:
    """Whether the symbol alone tells the author: bodies of the centre."""
    owners = bodies(citation.issuer_symbol or "")
    return bool(owners) and all(owner.level == "central" for owner in owners)
