"""What a configuration says: see `lint.config_file` for where it is found."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checks.rule import Language, Severity, Text
from grammar.report import normal

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True)
class Suppress:
    """Findings left out on purpose, in files that cannot bear comments: see `lint.suppressions`."""

    rules: tuple[str, ...] = ()
    reason: str = ""
    fingerprint: str | None = None
    text: str | None = None
    path: str | None = None


@dataclass(frozen=True)
class Totals:
    """A province's report and those of its districts for the same period; `number` is how many there are in all."""

    province: str
    districts: tuple[str, ...]
    number: int | None = None


@dataclass(frozen=True)
class Config:
    """What a configuration file says. Patterns and paths are relative to its folder.

    Attributes:
        file: None where there is none; `root` its folder, or the folder where it was looked for.
        given: the keys that the file names.
    """

    file: Path | None = None
    root: Path = Path()
    given: frozenset[str] = frozenset()

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    severity: dict[str, Severity] = field(default_factory=dict)
    fail_on: Severity = "warning"
    language: Language = "vi"
    exclude: tuple[str, ...] = ()
    locality: str | None = None
    report_date: datetime.date | None = None
    register: str | None = None
    baseline: str | None = None
    suppress: tuple[Suppress, ...] = ()
    totals: tuple[Totals, ...] = ()

    def excludes(self, path: Path) -> bool:
        """Whether a file is left out."""
        return bool(self.exclude) and self._excluded.match_file(self._relative(path))

    @cached_property
    def _excluded(self) -> GitIgnoreSpec:
        return spec_of(self.exclude)

    @cached_property
    def _per_file(self) -> list[tuple[GitIgnoreSpec, tuple[str, ...]]]:
        return [(spec_of((pattern,)), selectors) for pattern, selectors in self.per_file_ignores.items()]

    def ignored_in(self, path: Path) -> tuple[str, ...]:
        """The rules left out in a file."""
        if not self.per_file_ignores:
            return ()
        name = self._relative(path)
        return tuple(selector for spec, selectors in self._per_file if spec.match_file(name) for selector in selectors)

    def names(self, pattern: str, path: Path) -> bool:
        """Whether a pattern of this file names a report."""
        return spec_of((pattern,)).match_file(self._relative(path))

    def _relative(self, path: Path) -> str:
        try:
            path = Path(os.path.relpath(path, self.root))
        except ValueError:  # on another drive
            path = path.absolute()
        return normal(path.as_posix())

    def path_of(self, name: str) -> Path:
        """A file that the configuration names."""
        return self.root / name


@cache
def spec_of(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """Patterns as in .gitignore; they meet names in any form of Unicode.

    Raises:
        ValueError: one is no pattern.
    """
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(map(normal, patterns))


# The keys of a configuration file, each with what is expected of its value.
EXPECTED = {
    "select": Text("danh sách quy tắc được kiểm tra", "a list of the rules to check"),
    "ignore": Text("danh sách quy tắc bỏ qua", "a list of rules to leave out"),
    "per-file-ignores": Text(
        "bảng: mẫu tên tệp = danh sách quy tắc bỏ qua", "a table: file pattern = list of rules to leave out"
    ),
    "severity": Text("bảng: quy tắc = error, warning hoặc note", "a table: rule = error, warning or note"),
    "fail-on": Text("error, warning hoặc note", "error, warning or note"),
    "language": Text("vi hoặc en", "vi or en"),
    "exclude": Text("danh sách mẫu tên tệp không kiểm tra", "a list of file patterns that are not checked"),
    "locality": Text("tên tỉnh, thành phố của các báo cáo không nêu tỉnh nào", "the province of reports that name none"),
    "report-date": Text(
        "ngày của các báo cáo không ghi ngày, dạng 2024-12-15", "the date of reports that bear none, as 2024-12-15"
    ),
    "register": Text("tệp danh mục văn bản đã biết", "the file of the register of known documents"),
    "baseline": Text("tệp các phát hiện đã có từ trước", "the file of findings known before"),
    "suppress": Text(
        "các bảng [[suppress]]: rules, reason, và fingerprint hoặc text; có thể thêm path",
        "tables [[suppress]]: rules, reason, and fingerprint or text; perhaps path",
    ),
    "totals": Text(
        "các bảng [[totals]]: province (một báo cáo), districts (các mẫu tên tệp), number (số huyện)",
        "tables [[totals]]: province (a report), districts (file patterns), number (of districts)",
    ),
}
