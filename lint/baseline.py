"""The baseline: findings known before, so that a run tells of new ones alone.

A finding is known by its report and its fingerprint, which rests on rule and claim, not on lines: edits elsewhere leave it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from grammar.report import normal
from lint.discovery import display
from lint.failure import Failure
from lint.located import Located
from lint.output import files

NAME = "doisoat-baseline.json"
_VERSION = 1


class Known(NamedTuple):
    """A finding known before; the path is relative to the baseline's folder, with "/"."""

    path: str
    rule: str
    fingerprint: str
    excerpt: str


class Baseline:
    """The findings known before, as far as a run has met them again."""

    def __init__(self, path: Path, known: Iterable[Known] = ()) -> None:
        """A baseline that is, or is to be, in a file."""
        self.path = path
        self._known = {(one.path, one.fingerprint): one for one in known}
        self._met: set[tuple[str, str]] = set()

    def meets(self, finding: Located) -> bool:
        """Whether a finding is known, in any of the reports that it names; it counts as met."""
        paths = (finding.path, *(other.location.path for other in finding.related))
        found = {
            (name, finding.fingerprint) for path in paths if (name := self.name_of(path), finding.fingerprint) in self._known
        }
        self._met |= found
        return bool(found)

    def expired(self, checked: Iterable[str], rules: frozenset[str]) -> list[Known]:
        """The entries that fire no more: of reports that were checked, by their paths, or are gone; of rules that were run."""
        names = {self.name_of(path) for path in checked}
        return [
            one
            for key, one in self._known.items()
            if key not in self._met and one.rule in rules and (one.path in names or not _there(self.path.parent / one.path))
        ]

    def without(self, entries: Iterable[Known]) -> Baseline:
        """The baseline without some entries."""
        gone = set(entries)
        return Baseline(self.path, (one for one in self._known.values() if one not in gone))

    def renewed(self, findings: Iterable[Located], checked: Iterable[str], rules: frozenset[str]) -> Baseline:
        """The baseline with the findings of the reports checked in place of what it had of them, for the rules that were run."""
        names = {self.name_of(path) for path in checked}
        kept = [one for one in self._known.values() if one.path not in names or one.rule not in rules]
        return Baseline(self.path, [*kept, *map(self._entry, findings)])

    def _entry(self, finding: Located) -> Known:
        return Known(self.name_of(finding.path), finding.rule.name, finding.fingerprint, finding.location.excerpt)

    def name_of(self, path: str) -> str:
        """How the baseline calls a report."""
        return normal(Path(os.path.relpath(path, self.path.parent)).as_posix())

    def __len__(self) -> int:
        return len(self._known)

    def write(self) -> None:
        """Write it, whole or not at all: an entry a line, in order, so that a change of it is read easily.

        Raises:
            Failure: it cannot be written; the old one is whole.
        """
        lines = [json.dumps(one._asdict(), ensure_ascii=False) for one in sorted(self._known.values())]
        body = ",\n".join(f"  {line}" for line in lines)
        files.write(self.path, f'{{"version": {_VERSION}, "findings": [\n{body}\n]}}\n')


def read(path: Path) -> Baseline:
    """A baseline from its file.

    Raises:
        Failure: it cannot be read, or is no baseline.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _wrong(path, "chưa có; hãy tạo bằng --write-baseline", "does not exist: make it with --write-baseline") from None
    except (OSError, UnicodeDecodeError):
        raise _wrong(path, "không đọc được", "cannot be read") from None
    import msgspec

    class File(msgspec.Struct):
        version: int
        findings: list[dict[str, str]]

    try:
        table = msgspec.json.decode(text, type=File)
        known = [Known(**entry) for entry in table.findings]
    except (msgspec.DecodeError, TypeError) as error:
        raise _wrong(
            path,
            f"không phải tệp --write-baseline đã ghi ({error}); nếu có xung đột khi trộn, hãy ghi lại",
            f"is not what --write-baseline wrote ({error}): after a merge conflict, write it anew",
        ) from None
    if table.version != _VERSION:
        raise _wrong(path, f"phiên bản {table.version} không đọc được", f"has version {table.version}, which is not read")
    return Baseline(path, known)


def _there(path: Path) -> Path | None:
    """A file by its name as a baseline has it; the folder may have the name in another form of Unicode."""
    if path.exists() or path == path.parent:
        return path
    above = _there(path.parent)
    below = above.iterdir() if above and above.is_dir() else ()
    return next((other for other in below if normal(other.name) == path.name), None)


def _wrong(path: Path, vi: str, en: str) -> Failure:
    name = display(path)
    return Failure(f"{name}: {vi}", f"{name}: {en}")
