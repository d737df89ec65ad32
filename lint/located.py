"""Findings with the places where they stand in their files: what every output is fed with."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from checks.rule import Finding, Rule, Severity, Text
from grammar.facts import Facts
from grammar.report import Region, Report, Shown, Span
from grammar.source import Address

_CONTEXT = 160  # characters of context on each side, where no sentence ends before


class Location(NamedTuple):
    """Where a span stands, for people and programs.

    Attributes:
        path: the file.
        regions: of the source; `addresses` where each stands in a file that is not made of lines.
        footnote: the number of the note that holds it.
        place: the path of headings above it.
        lines: the source's lines as shown to a person.
    """

    path: str
    regions: tuple[Region, ...]
    addresses: tuple[Address | None, ...]
    footnote: int | None
    place: Text
    excerpt: str
    context: str
    lines: tuple[Shown, ...]


class RelatedPlace(NamedTuple):
    """Another place of a finding, located."""

    location: Location
    message: Text


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place in a file."""

    rule: type[Rule]
    severity: Severity
    message: Text
    path: str
    span: Span
    location: Location
    related: tuple[RelatedPlace, ...]
    data: dict[str, object]
    habit: bool
    fingerprint: str


def locate(facts: Facts, findings: list[Finding]) -> Iterator[Located]:
    """The findings of one report with their places, in order of the source's lines, and with fingerprints."""
    report = facts.report
    order = sorted(findings, key=lambda finding: (report.locate(finding.span)[:1], finding.rule.code))
    yield from located(order, lambda _, span: location_of(report, span))


def located(findings: Iterable[Finding], place: Callable[[int, Span], Location]) -> Iterator[Located]:
    """Findings with the places that `place` gives for a report's number and a span, and with fingerprints."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        claim = finding.rule.name, finding.claim
        seen[claim] += 1
        location = place(finding.report, finding.span)
        yield Located(
            rule=finding.rule,
            severity=finding.severity,
            message=finding.message,
            path=location.path,
            span=finding.span,
            location=location,
            related=tuple(RelatedPlace(place(other.report, other.span), other.message) for other in finding.related),
            data=finding.data,
            habit=finding.habit,
            fingerprint=fingerprint(*claim, seen[claim]),
        )


def fingerprint(rule: str, claim: str, ordinal: int) -> str:
    """What names a finding across edits, paths, languages and versions: its rule, its claim, and which of equals it is."""
    return hashlib.sha256(json.dumps([rule, claim, ordinal], ensure_ascii=False).encode()).hexdigest()[:16]


def location_of(report: Report, span: Span) -> Location:
    """Where a span stands."""
    block = report.block_at(span.start)
    note = report.note_of.get(block.note) if block.note is not None else None
    path = block.path
    if note is not None:
        path = report.block_at(max(note.mark.at - 1, 0)).path if note.mark else ""
        place = Text(*(" › ".join(filter(None, (path, f"{word} {note.number}"))) for word in ("chú thích", "footnote")))
    else:
        place = Text(path, path)
    regions = tuple(report.locate(span))
    return Location(
        path=report.source_path(regions[0]),
        regions=tuple(map(report.in_file, regions)),
        addresses=tuple(report.address(region) for region in regions),
        footnote=note.number if note else None,
        place=place,
        excerpt=report.excerpt(span),
        context=report.excerpt(_sentence(report.text, span, block.start, block.end)),
        lines=tuple(report.shown(span)),
    )


def _sentence(text: str, span: Span, first: int, last: int) -> Span:
    """The sentence or list item around a span, cut at words where it is long."""
    floor, ceiling = max(first, span.start - _CONTEXT), min(last, span.end + _CONTEXT)
    starts = [place + 2 for mark in (". ", "; ") if (place := text.rfind(mark, floor, span.start)) >= 0]
    ends = [place + 1 for mark in (". ", "; ") if (place := text.find(mark, span.end, ceiling)) >= 0]
    start = max(starts) if starts else floor if floor == first else text.find(" ", floor, span.start) + 1 or span.start
    end = min(ends) if ends else ceiling if ceiling == last else max(text.rfind(" ", span.end, ceiling), span.end)
    return Span(start, max(end, span.end))
