"""What the commands `check` and `facts` do with the files named: find, read, check, print."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

import click

from checks.reports.index import Totals
from checks.rule import SEVERITIES, Language, Text
from lint import discovery, engine
from lint.config import Config
from lint.config_file import Configurations
from lint.console import console, emitter, printable
from lint.discovery import Candidate
from lint.engine import Result
from lint.failure import Failure
from lint.output.files import replacing
from lint.readers.limits import LARGEST_FILE
from lint.run import Run, Wishes, heads
from lint.selection import chosen, codes, rules_of, severities, suppressed_by
from lint.spool import Held, InMemory

if TYPE_CHECKING:
    from checks.register import Register
    from lint.baseline import Baseline
    from lint.output.formats import Format

# Formats for programs that show a part of them elsewhere: the normal report is printed beside them.
_BESIDE = frozenset({"github", "gitlab", "sarif", "junit"})
_FEWEST_PARALLEL = 4  # reports that are worth other processes
_EXPIRED = Text(
    "{path}: {count} mục không còn phát hiện nữa (bỏ bằng --prune-baseline): {names}",
    "{path}: {count} entries fire no more (take them out with --prune-baseline): {names}",
)
_PRUNED = Text("{path}: đã bỏ {count} mục", "{path}: {count} entries were taken out")
_WRITTEN = Text("{path}: đã ghi {count} phát hiện", "{path}: {count} findings were written")
_UNUSED = Text(
    "{folder}: mục suppress trong cấu hình không bỏ qua phát hiện nào: {said}",
    "{folder}: an entry suppress of the configuration suppresses nothing: {said}",
)
_NAMED = 5  # entries of a baseline that a line names


class Session:
    """One call of a command."""

    def __init__(self, paths: tuple[str, ...], options: dict[str, Any]) -> None:
        """Take what the command line says, and find the configurations.

        Raises:
            Failure: a configuration is wrong.
        """
        self._paths = paths
        self._options = options
        self._by_program = bool(options.get("force_exclude"))  # the paths are named by one that knows no reports
        self._configurations = Configurations(options["config"])
        named = [Path(path) for path in paths if path != "-"]
        self.config = self._configurations.of_run(named or [Path.cwd()])
        self._day = options["report_date"].date() if options["report_date"] else None
        self._known: dict[tuple[Path | None, tuple[str, ...]], Wishes] = {}

    # check

    def check(self, language: Language) -> int:
        """Check the reports and print what was found; the exit status.

        Raises:
            Failure: the run cannot be made.
        """
        options = self._options
        chosen(options["select"], options["ignore"], self.config)
        writes = options["write_baseline"]
        baseline = self._baseline(new=writes)
        run = self._run(None if writes else baseline)
        if not writes or options["output"] or options["output_format"] != "terminal":
            self._print(run, language)
        self._mention(run, language, options["output_format"] == "concise")
        if baseline is not None:
            self._settle(baseline, run, language)
        self._tell_unused(run, language)
        fails = SEVERITIES[: SEVERITIES.index(options["fail_on"] or self.config.fail_on) + 1]
        found = any(run.severities()[severity] for severity in fails)
        failed = any(result.status == "failed" for result in heads(run))
        return 2 if failed else int(found and not options["exit_zero"] and not writes)

    def _run(self, baseline: Baseline | None) -> Run:
        """The run over all that the paths stand for, each file once."""
        options = self._options
        run = Run(self._register(), baseline)
        files = self._files()
        if options["as_one"]:
            for result in self._as_one(files, chosen(options["select"], options["ignore"], self.config)):
                run.add(InMemory(result), self._wishes(Path(result.path)))
        else:
            for result in self._standard_input():
                run.add(InMemory(result), self._wishes(Path(options["stdin_filename"])))
            reports: list[Path] = []
            for candidate, held in self._checked(files):
                run.add(held, self._wishes(candidate.path))
                if held.head().status != "skipped":
                    reports.append(candidate.path)
            for result in self._without_report(reports):
                run.add(InMemory(result), Wishes())
        run.finish(self._totals(run))
        return run

    def _totals(self, run: Run) -> list[Totals]:
        """Which reports of the run are a province's and its districts', as configured."""
        if not self.config.totals:
            return []
        paths = {place: Path(result.path) for place, result in enumerate(heads(run)) if result.status == "checked"}
        found: list[Totals] = []
        for one in self.config.totals:
            wholes = [place for place, path in paths.items() if self.config.names(one.province, path)]
            parts = [p for p, path in paths.items() if any(self.config.names(name, path) for name in one.districts)]
            districts = tuple(place for place in parts if place not in wholes)
            found += (Totals(whole, districts, len(districts) == one.number) for whole in wholes)
        return list(dict.fromkeys(found))

    def _checked(self, files: list[Candidate]) -> Iterator[tuple[Candidate, Held]]:
        """The files, each with its result. A run on one has it in memory; results of several are cached and kept on disk."""
        if len(files) < 2:
            for candidate in files:
                rules = rules_of(self._wishes(candidate.path).rules)
                yield candidate, InMemory(engine.check_one(candidate, rules, self._date(candidate.path)))
            return
        from lint import workers
        from lint.progress import Progress
        from lint.spool import Spool

        cached = not self._options["no_cache"]
        jobs = (workers.Job(candidate, self._date(candidate.path), cached) for candidate in files)
        wanted = self._options["jobs"] or (workers.processors() if len(files) >= _FEWEST_PARALLEL else 1)
        spool = Spool()
        with Progress(len(files)) as progress:
            for candidate, packed in zip(files, workers.results(jobs, min(wanted, len(files))), strict=True):
                progress.step()
                yield candidate, spool.keep(packed)

    def _wishes(self, path: Path) -> Wishes:
        """What is wanted of a report."""
        config = self._configurations.of(path)
        ignored = config.ignored_in(path)
        if (config.file, ignored) not in self._known:
            self._known[config.file, ignored] = Wishes(
                chosen(self._options["select"], self._options["ignore"], config) - codes(ignored),
                severities(config),
                suppressed_by(config),
                config.locality,
            )
        return self._known[config.file, ignored]

    def _date(self, path: Path) -> datetime.date | None:
        """The date of a report that bears none."""
        return self._day or self._configurations.of(path).report_date

    def _baseline(self, new: bool) -> Baseline | None:
        """The baseline, if there is to be one; `new`: one that is written anew needs not be there."""
        from lint import baseline

        named = self._options["baseline"] or (self.config.path_of(self.config.baseline) if self.config.baseline else None)
        if named is None and not new and not self._options["prune_baseline"]:
            return None
        path = named or (self.config.root if self.config.file else Path.cwd()) / baseline.NAME
        return baseline.Baseline(path) if new and not path.exists() else baseline.read(path)

    def _settle(self, baseline: Baseline, run: Run, language: Language) -> None:
        """Write or prune the baseline as asked, and tell what is left in it for nothing."""
        checked = [result.path for result in heads(run) if result.status == "checked"]
        name = printable(discovery.display(baseline.path))
        if self._options["write_baseline"]:
            renewed = baseline.renewed((finding for result in run for finding in result.findings), checked, run.rules())
            renewed.write()
            click.echo(f"doisoat: {_WRITTEN.fill(path=name, count=len(renewed)).say(language)}", err=True)
            return
        expired = baseline.expired(checked, run.rules())
        if not expired:
            return
        if self._options["prune_baseline"]:
            baseline.without(expired).write()
            click.echo(f"doisoat: {_PRUNED.fill(path=name, count=len(expired)).say(language)}", err=True)
            return
        told = [printable(f"{one.path} {one.rule} ({one.excerpt})") for one in expired[:_NAMED]]
        names = "; ".join(told) + (" …" if len(expired) > _NAMED else "")
        click.echo(f"doisoat: {_EXPIRED.fill(path=name, count=len(expired), names=names).say(language)}", err=True)

    def _tell_unused(self, run: Run, language: Language) -> None:
        """Tell of the configuration's suppressions that suppress nothing, where all of its folder was checked."""
        folders = [os.path.abspath(path) for path in self._paths if Path(path).is_dir()]
        for one in run.unused():
            if any(os.path.join(one.folder, "").startswith(os.path.join(folder, "")) for folder in folders):  # noqa: PTH118
                said = " ".join(filter(None, (", ".join(one.rules), one.fingerprint, one.text and f"“{one.text}”", one.path)))
                folder = discovery.display(Path(one.folder))
                click.echo(f"doisoat: {printable(_UNUSED.fill(folder=folder, said=said).say(language))}", err=True)

    def _print(self, run: Run, language: Language) -> None:
        """Print, or write to a file, whole or not at all.

        A run that could read nothing replaces no earlier file, but for formats that say so themselves.
        """
        form, output = self._options["output_format"], self._options["output"]
        if output is None or str(output) == "-":
            if form == "github":
                self._between_commands(run, language)
            self._render(run, form, language, None)
        elif form in _BESIDE or any(result.status != "failed" for result in heads(run)):
            with replacing(output) as file:
                self._render(run, form, language, file)
            if form in _BESIDE:
                self._render(run, "terminal", language, None)

    def _between_commands(self, run: Run, language: Language) -> None:
        """The normal report, in which GitHub's runner is to take no words of a report for commands."""
        import secrets

        token = secrets.token_hex()
        click.echo(f"::stop-commands::{token}")
        self._render(run, "terminal", language, None)
        click.echo(f"::{token}::")

    def _render(self, run: Run, form: Format | Literal["terminal"], language: Language, file: TextIO | None) -> None:
        read = any(result.status != "failed" for result in heads(run))
        if not read and form in ("terminal", "concise"):
            return  # what could not be read is said on standard error; there is nothing else
        with_statistics = self._options["statistics"]
        if form == "terminal":
            from lint.output import terminal

            emit, width, plain = emitter(file)
            terminal.render(run, emit, width, language, with_statistics, plain)
            return
        from lint.output import formats
        from lint.output.summary import statistics

        for line in formats.lines(form, run, language, self._options["fail_on"] or self.config.fail_on):
            click.echo(line, file=file)
        for count, code, name in statistics(run) if with_statistics and form == "concise" else ():
            click.echo(f"{count:5}  {code}  {name}", file=file)

    # facts

    def facts(self, language: Language) -> int:
        """Print what was understood of the reports; the exit status.

        Raises:
            Failure: the run cannot be made.
        """
        files = self._files()
        if self._options["as_one"]:
            results = self._as_one(files, frozenset(), keep_facts=True)
        else:
            results = list(self._standard_input(keep_facts=True))
            results += (engine.check_one(file, (), self._date(file.path), keep_facts=True) for file in files)
            reports = [
                file.path for file, result in zip(files, results[-len(files) :], strict=False) if result.status != "skipped"
            ]
            results += self._without_report(reports)
        output = self._options["output"]
        if output is None or str(output) == "-":
            self._show_facts(results, language, None)
        elif any(result.status != "failed" for result in results):
            with replacing(output) as file:
                self._show_facts(results, language, file)
        self._mention(results, language)
        return 2 if any(result.status == "failed" for result in results) else 0

    def _show_facts(self, results: list[Result], language: Language, file: TextIO | None) -> None:
        if self._options["output_format"] == "json":
            from lint.output import json

            click.echo(json.facts(results, language), file=file)
        else:
            from lint.output import facts_table

            facts_table.render(results, console(file), language)

    # both

    def _files(self) -> list[Candidate]:
        """The files that the paths stand for, less those excluded.

        Raises:
            Failure: the output would replace one of the reports.
        """
        excluded = Config(root=Path.cwd(), exclude=tuple(self._options.get("exclude") or ()))
        found = discovery.find((path for path in self._paths if path != "-"), as_found=self._by_program)
        files = [
            file
            for file in found
            if file.named or not (excluded.excludes(file.path) or self._configurations.of(file.path).excludes(file.path))
        ]
        output = self._options["output"]
        if output and os.path.realpath(output) in {os.path.realpath(file.path) for file in files}:
            name = printable(discovery.display(output))
            raise Failure(f"{name}: --output là chính báo cáo được đọc", f"{name}: --output is one of the reports read")
        return files

    def _as_one(self, files: list[Candidate], rules: frozenset[str], keep_facts: bool = False) -> list[Result]:
        if "-" in self._paths or not files:
            raise Failure("--as-one cần tên các tệp", "--as-one needs the names of files")
        return engine.check_as_one(files, rules_of(rules), self._date(files[0].path), keep_facts)

    def _standard_input(self, keep_facts: bool = False) -> Iterator[Result]:
        """The result of the report on standard input, if it is asked for.

        Raises:
            Failure: standard input is closed.
        """
        if "-" not in self._paths:
            return
        if sys.stdin is None:
            raise Failure("đầu vào chuẩn đã bị đóng", "standard input is closed")
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
        name = Path(self._options["stdin_filename"])
        rules = () if keep_facts else rules_of(self._wishes(name).rules)
        yield engine.check_bytes(data, printable(str(name)), rules, self._date(name), True, keep_facts)

    def _without_report(self, reports: list[Path]) -> Iterator[Result]:
        """A failed result for each folder that a person named and that holds no report."""
        if self._by_program:
            return
        found = [os.path.realpath(path) for path in reports]
        for folder in filter(os.path.isdir, dict.fromkeys(self._paths)):
            inside = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118
            if not any(path.startswith(inside) for path in found):
                yield Result(discovery.display(Path(folder)), "failed", error=engine.NO_REPORT)

    def _mention(self, results: Iterable[Result], language: Language, with_skipped: bool = False) -> None:
        """Say on standard error which files could not be read, and which were passed over."""
        for result in heads(results):
            told = result.status == "failed" or (with_skipped and result.status == "skipped")
            for text in (*([result.error] if result.error and told else ()), *result.cut.values()):
                click.echo(f"doisoat: {printable(result.path)}: {text.say(language)}", err=True)

    def _register(self) -> Register | None:
        """The register of known documents: the built-in one, and the repository's where there is one."""
        from lint.register import path_of, register_of

        given = self._options["register"]
        path = path_of(given, self.config)
        return register_of(path if given or self.config.register or path.exists() else None)
