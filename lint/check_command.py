"""`doisoat check`: the reports named are checked, alone and against one another, and what was found is printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from checks.reports.index import Totals
from checks.rule import SEVERITIES, Language
from lint import config, engine, printing
from lint.discovery import Candidate
from lint.failure import Failure
from lint.inputs import Inputs
from lint.run import Run, Wishes, heads
from lint.selection import chosen, rules_of
from lint.spool import Held, InMemory

if TYPE_CHECKING:
    from checks.register import Register
    from lint.baseline import Baseline

_FEWEST_PARALLEL = 4  # reports that are worth other processes


def check(inputs: Inputs, language: Language) -> int:
    """Check the reports and print what was found; the exit status.

    Raises:
        Failure: the run cannot be made.
    """
    options = inputs.options
    if not chosen(options["select"], options["ignore"], inputs.config):
        raise Failure("không còn quy tắc nào để kiểm tra", "no rule is left to check")
    writes = options["write_baseline"]
    baseline = _baseline(inputs, new=writes)
    run = _run(inputs, None if writes else baseline)
    if not writes or options["output"] or options["output_format"] != "terminal":
        printing.print_run(run, inputs, language)
    printing.mention(run, language, options["output_format"] == "concise")
    if baseline is not None:
        _settle(baseline, run, inputs, language)
    printing.tell_unused(run, inputs.paths, language)
    met = _totals(inputs, run)
    printing.tell_unmet(inputs.config, (one for one in inputs.config.totals if not met[one]), inputs.paths, language)
    fails = SEVERITIES[: SEVERITIES.index(options["fail_on"] or inputs.config.fail_on) + 1]
    found = any(run.severities()[severity] for severity in fails)
    failed = any(result.status == "failed" for result in heads(run))
    return 2 if failed else int(found and not options["exit_zero"] and not writes)


def _run(inputs: Inputs, baseline: Baseline | None) -> Run:
    """The run over all that the paths stand for, each file once."""
    options = inputs.options
    run = Run(_register(inputs), baseline)
    files = inputs.files()
    if options["as_one"]:
        for result in inputs.as_one(files, chosen(options["select"], options["ignore"], inputs.config)):
            run.add(InMemory(result), inputs.wishes(Path(result.path)))
    else:
        for result in inputs.standard_input():
            run.add(InMemory(result), inputs.wishes(Path(options["stdin_filename"])))
        reports: list[Path] = []
        for candidate, held in _checked(inputs, files):
            run.add(held, inputs.wishes(candidate.path))
            if held.head().status != "skipped":
                reports.append(candidate.path)
        for result in inputs.without_report(reports):
            run.add(InMemory(result), Wishes())
    run.finish(list(dict.fromkeys(totals for met in _totals(inputs, run).values() for totals in met)))
    return run


def _totals(inputs: Inputs, run: Run) -> dict[config.Totals, list[Totals]]:
    """Which reports of the run are a province's and its districts', for each entry of the configuration."""
    if not inputs.config.totals:
        return {}
    paths = {place: Path(result.path) for place, result in enumerate(heads(run)) if result.status == "checked"}
    found: dict[config.Totals, list[Totals]] = {}
    for one in inputs.config.totals:
        wholes = [place for place, path in paths.items() if inputs.config.names(one.province, path)]
        parts = [p for p, path in paths.items() if any(inputs.config.names(name, path) for name in one.districts)]
        districts = tuple(place for place in parts if place not in wholes)
        found[one] = [Totals(whole, districts, len(districts) == one.number) for whole in wholes if districts]
    return found


def _checked(inputs: Inputs, files: list[Candidate]) -> Iterator[tuple[Candidate, Held]]:
    """The files, each with its result. A run on one has it in memory; results of several are cached and kept on disk."""
    if len(files) < 2:
        for candidate in files:
            rules = rules_of(inputs.wishes(candidate.path).rules)
            yield candidate, InMemory(engine.check_one(candidate, rules, inputs.date(candidate.path)))
        return
    from lint import workers
    from lint.progress import Progress
    from lint.spool import Spool

    cached = not inputs.options["no_cache"]
    jobs = (workers.Job(candidate, inputs.date(candidate.path), cached) for candidate in files)
    wanted = inputs.options["jobs"] or (workers.processors() if len(files) >= _FEWEST_PARALLEL else 1)
    spool = Spool()
    with Progress(len(files)) as progress:
        for candidate, packed in zip(files, workers.results(jobs, min(wanted, len(files))), strict=True):
            progress.step()
            yield candidate, spool.keep(packed)


def _baseline(inputs: Inputs, new: bool) -> Baseline | None:
    """The baseline as given, as configured, or where `--write-baseline` puts it; `new`: it needs not be there."""
    from lint import baseline

    named, configured = inputs.options["baseline"], inputs.config.baseline
    path = named or inputs.config.path_of(configured or baseline.NAME)
    if path.exists() or named or configured or inputs.options["prune_baseline"]:
        return baseline.Baseline(path) if new and not path.exists() else baseline.read(path)
    return baseline.Baseline(path) if new else None


def _settle(baseline: Baseline, run: Run, inputs: Inputs, language: Language) -> None:
    """Write or prune the baseline as asked, and tell what is left in it for nothing."""
    checked = [result.path for result in heads(run) if result.status == "checked"]
    if inputs.options["write_baseline"]:
        if not checked:
            return
        renewed = baseline.renewed((finding for result in run for finding in result.findings), checked, run.rules())
        renewed.write()
        printing.say_written(renewed, language)
        return
    expired = baseline.expired(checked, run.rules())
    if expired and inputs.options["prune_baseline"]:
        baseline.without(expired).write()
        printing.say_pruned(baseline, expired, language)
    elif expired:
        printing.say_expired(baseline, expired, language)


def _register(inputs: Inputs) -> Register | None:
    """The register of known documents: the built-in one, and the repository's where there is one."""
    from lint.register import path_of, register_of

    given = inputs.options["register"]
    path = path_of(given, inputs.config)
    return register_of(path if given or inputs.config.register or path.exists() else None)
