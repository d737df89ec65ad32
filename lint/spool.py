"""Results at hand: in memory, as bytes, or in a temporary file, so that a run of thousands holds none of them in memory."""

from __future__ import annotations

import tempfile
import weakref
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from checks.reports.briefs import Brief
from checks.rule import Severity
from grammar.report import Span
from lint.engine import Location, Result

if TYPE_CHECKING:
    from lint.packed import Packed


class Held(Protocol):
    """A result that is at hand: in memory, as bytes, or in a file."""

    def head(self) -> Result:
        """The result, perhaps without its findings."""

    def tally(self) -> Mapping[tuple[str, Severity], int]:
        """How many findings it has of each rule's code and severity."""

    def whole(self) -> Result:
        """The result with its findings."""

    def brief(self) -> Brief | None:
        """The report's brief; None for one that was not checked."""

    def place(self, span: Span) -> Location:
        """Where something that the brief names stands."""


class InMemory(NamedTuple):
    """A result as it was made."""

    result: Result

    def head(self) -> Result:
        """The result."""
        return self.result

    def tally(self) -> Mapping[tuple[str, Severity], int]:
        """See `Held`."""
        return Counter((one.rule.code, one.severity) for one in self.result.findings)

    def whole(self) -> Result:
        """The result."""
        return self.result

    def brief(self) -> Brief | None:
        """See `Held`."""
        return self.result.brief

    def place(self, span: Span) -> Location:
        """See `Held`.

        Raises:
            ValueError: the report was not checked.
        """
        if self.result.place is None:
            raise ValueError(self.result.path)
        return self.result.place(span)


class Spool:
    """Packed results in a temporary file that goes with the run, so that memory holds none of them."""

    def __init__(self) -> None:
        """Make the file, which has no name and is its owner's only."""
        self._file = tempfile.TemporaryFile(prefix="doisoat-")  # noqa: SIM115
        weakref.finalize(self, self._file.close)

    def keep(self, packed: Packed) -> Spooled:
        """Write a result to the file."""
        offset = self._file.seek(0, 2)
        self._file.write(packed.data)
        return Spooled(self, offset, len(packed.data), packed)

    def read(self, offset: int, length: int) -> bytes:
        """The bytes at a place of the file."""
        self._file.seek(offset)
        return self._file.read(length)


class Spooled:
    """A result in a spool; what is small of it is kept."""

    __slots__ = ("__weakref__", "_head", "_length", "_offset", "_spool", "_tally")

    def __init__(self, spool: Spool, offset: int, length: int, packed: Packed) -> None:
        """Take a packed result that has been written to the spool."""
        self._spool, self._offset, self._length = spool, offset, length
        self._head, self._tally = packed.head(), packed.tally()

    def head(self) -> Result:
        """See `Held`."""
        return self._head

    def tally(self) -> Mapping[tuple[str, Severity], int]:
        """See `Held`."""
        return self._tally

    def whole(self) -> Result:
        """See `Held`."""
        return self._packed().whole()

    def brief(self) -> Brief | None:
        """See `Held`."""
        return _brief_of(self)

    def place(self, span: Span) -> Location:
        """See `Held`."""
        return _places_of(self)[span]

    def _packed(self) -> Packed:
        from lint.packed import Packed

        return Packed(self._spool.read(self._offset, self._length), self._head.path)


@lru_cache(maxsize=8)
def _places_of(kept: Spooled) -> dict[Span, Location]:
    return kept._packed().places()


@lru_cache(maxsize=32)
def _brief_of(kept: Spooled) -> Brief | None:
    return kept._packed().brief()
