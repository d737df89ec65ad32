"""What a command is to read: the paths and options given, the configurations that hold for them."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checks.rule import Text
from lint import discovery, engine
from lint.config import Config
from lint.config_file import Configurations
from lint.console import printable
from lint.discovery import Candidate
from lint.engine import Result
from lint.failure import Failure
from lint.readers.limits import LARGEST_FILE
from lint.run import Wishes
from lint.selection import chosen, codes, rules_of, severities, suppressed_by

_EXCLUDED = Text(
    "mọi tệp trong thư mục này đều bị bỏ ra bởi exclude (cấu hình hoặc --exclude)",
    "all files of this folder are left out by exclude (configuration or --exclude)",
)


class Inputs:
    """The reports of one call of a command.

    Attributes:
        paths, options: as given on the command line.
        config: the configuration of what is no matter of one report.
    """

    def __init__(self, paths: tuple[str, ...], options: dict[str, Any]) -> None:
        """Take what the command line says, and find the configurations.

        Raises:
            Failure: a configuration is wrong.
        """
        self.paths = paths
        self.options = options
        self._by_program = bool(options.get("force_exclude"))  # the paths are named by one that knows no reports
        self._configurations = Configurations(options["config"])
        named = [Path(path) for path in paths if path != "-"]
        self.config = self._configurations.of_run(named or [Path.cwd()])
        self._day = options["report_date"].date() if options["report_date"] else None
        self._excluded: list[str] = []
        self._known: dict[tuple[Path | None, tuple[str, ...]], Wishes] = {}

    def files(self) -> list[Candidate]:
        """The files that the paths stand for, less those excluded.

        Raises:
            Failure: the output would replace one of the reports.
        """
        excluded = Config(root=Path.cwd(), exclude=tuple(self.options.get("exclude") or ()))
        found = discovery.find((path for path in self.paths if path != "-"), as_found=self._by_program)
        files: list[Candidate] = []
        for file in found:
            if not file.named and (excluded.excludes(file.path) or self._configurations.of(file.path).excludes(file.path)):
                self._excluded.append(os.path.realpath(file.path))
            else:
                files.append(file)
        output = self.options["output"]
        if output and os.path.realpath(output) in {os.path.realpath(file.path) for file in files}:
            name = printable(discovery.display(output))
            raise Failure(f"{name}: --output là chính báo cáo được đọc", f"{name}: --output is one of the reports read")
        return files

    def as_one(self, files: list[Candidate], rules: frozenset[str], keep_facts: bool = False) -> list[Result]:
        """The result of files that are read as one report; those that cannot be read have their own.

        Raises:
            Failure: there are no files, or standard input is among them.
        """
        if "-" in self.paths or not files:
            raise Failure("--as-one cần tên các tệp", "--as-one needs the names of files")
        return engine.check_as_one(files, rules_of(rules), self.date(files[0].path), keep_facts)

    def standard_input(self, keep_facts: bool = False) -> Iterator[Result]:
        """The result of the report on standard input, if it is asked for.

        Raises:
            Failure: standard input is closed.
        """
        if "-" not in self.paths:
            return
        if sys.stdin is None:
            raise Failure("đầu vào chuẩn đã bị đóng", "standard input is closed")
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
        name = Path(self.options["stdin_filename"])
        rules = () if keep_facts else rules_of(self.wishes(name).rules)
        across = len(self.paths) > 1
        yield engine.check_bytes(data, printable(str(name)), rules, self.date(name), True, keep_facts, across)

    def without_report(self, reports: list[Path]) -> Iterator[Result]:
        """A failed result for each folder that a person named and that holds no report."""
        if self._by_program:
            return
        found = [os.path.realpath(path) for path in reports]
        for folder in filter(os.path.isdir, dict.fromkeys(self.paths)):
            inside = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118
            if not any(path.startswith(inside) for path in found):
                excluded = any(path.startswith(inside) for path in self._excluded)
                yield Result(discovery.display(Path(folder)), "failed", error=_EXCLUDED if excluded else engine.NO_REPORT)

    def wishes(self, path: Path) -> Wishes:
        """What is wanted of a report."""
        config = self._configurations.of(path)
        ignored = config.ignored_in(path)
        if (config.file, ignored) not in self._known:
            self._known[config.file, ignored] = Wishes(
                chosen(self.options["select"], self.options["ignore"], config) - codes(ignored),
                severities(config),
                suppressed_by(config),
                config.locality,
            )
        return self._known[config.file, ignored]

    def date(self, path: Path) -> datetime.date | None:
        """The date of a report that bears none."""
        return self._day or self._configurations.of(path).report_date
