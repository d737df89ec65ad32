"""Results as bytes: what other processes hand back, what the cache and a run of many reports keep.

MessagePack of plain values, never pickle: whoever writes to the cache's folder must not be able to run code.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import msgspec

from checks.registry import by_code
from checks.reports.briefs import Brief
from checks.rule import Severity, Text
from grammar.report import Span
from lint.directives import Suppression
from lint.engine import Located, Location, RelatedPlace, Result, Status


class _Finding(NamedTuple):
    """A finding; its rule by code."""

    rule: str
    severity: Severity
    message: Text
    path: str
    span: Span
    location: Location
    related: tuple[RelatedPlace, ...]
    data: dict[str, Any]
    habit: bool
    fingerprint: str


class _Head(NamedTuple):
    """What of a result is wanted without its findings."""

    path: str
    status: Status
    format: str | None
    error: Text | None
    cut: dict[str, Text]
    crashed: dict[str, str]
    counts: dict[str, int]
    remarks: dict[str, int]
    suppressions: list[Suppression]
    tally: list[tuple[str, Severity, int]]


class _Parts(NamedTuple):
    """Each part apart, the last three compressed, so that only what is wanted is read."""

    head: _Head
    findings: bytes
    brief: bytes
    places: bytes


_encode = msgspec.msgpack.Encoder().encode
_parts = msgspec.msgpack.Decoder(_Parts)
_findings = msgspec.msgpack.Decoder(list[_Finding])
_brief = msgspec.msgpack.Decoder(Brief | None)
_places = msgspec.msgpack.Decoder(list[Location])
_LEVEL = 1


def pack(result: Result) -> bytes:
    """A result as bytes, with the place of all that its brief names; its facts are left out."""
    brief = result.brief
    places = [result.place(span) for span in brief.spans()] if brief and result.place else []
    rows = [_Finding(one.rule.code, *(getattr(one, name) for name in _Finding._fields[1:])) for one in result.findings]
    tally = Counter((one.rule.code, one.severity) for one in result.findings)
    told: Any = [*(getattr(result, name) for name in _Head._fields[:-1]), [(*finding, count) for finding, count in tally.items()]]
    head = _Head._make(told)
    return _encode(_Parts(head, *(zlib.compress(_encode(part), _LEVEL) for part in (rows, brief, places))))


class Packed:
    """A packed result, read as far as it is asked for."""

    def __init__(self, data: bytes, path: str) -> None:
        """Take the bytes; the report is called `path` now, whatever it was called when it was checked."""
        self.data = data
        self._path = path
        self._parts: _Parts = _parts.decode(data)

    def head(self) -> Result:
        """The result without findings."""
        head = self._parts.head
        result = Result(self._path, *head[1:4], cut=head.cut, crashed=head.crashed, counts=head.counts, remarks=head.remarks)
        result.suppressions = [one._replace(path=self._path) for one in head.suppressions]
        return result

    def tally(self) -> Mapping[tuple[str, Severity], int]:
        """See `Held`."""
        return {(code, severity): count for code, severity, count in self._parts.head.tally}

    def whole(self) -> Result:
        """The result with its findings."""
        result = self.head()
        rows = _findings.decode(zlib.decompress(self._parts.findings))
        result.findings = [Located(by_code(row.rule), *row[1:]) for row in rows]
        if self._parts.head.path != self._path:
            result.findings = [self._renamed(finding) for finding in result.findings]
        return result

    def brief(self) -> Brief | None:
        """See `Held`."""
        brief: Brief | None = _brief.decode(zlib.decompress(self._parts.brief))
        return brief

    def place(self, span: Span) -> Location:
        """See `Held`.

        Raises:
            KeyError: the brief names nothing there.
        """
        return self.places()[span]

    def places(self) -> dict[Span, Location]:
        """The place of all that the brief names."""
        brief = self.brief()
        found = _places.decode(zlib.decompress(self._parts.places))
        return {span: self._here(place) for span, place in zip(brief.spans() if brief else (), found, strict=True)}

    def _renamed(self, finding: Located) -> Located:
        related = tuple(RelatedPlace(self._here(other.location), other.message) for other in finding.related)
        return replace(finding, path=self._path, location=self._here(finding.location), related=related)

    def _here(self, location: Location) -> Location:
        return location._replace(path=self._path)
