"""`doisoat check` on a repository of a thousand reports, cold and from its cache, on one core and two, as Markdown tables (`make bench`).

The reports are those of `tests.repository.generate`, made anew. Each run is a whole process that writes to a file, with a cache
folder of its own; only Python's compiled modules and the system's file cache are warm. Every run must print the same findings.
As a peer: proselint over some of the same reports. Nothing is asserted about time.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.bench import ROOT, version_of
from tests.benchmarks.processes import CACHE, Failed, Run, run

OPTIONS = {"-j": re.compile(r"(?<![\w-])-j\b"), "--no-cache": re.compile("--no-cache")}
EDIT = "Số liệu đã được rà soát.\n"
PEER_REPORTS = 20


@dataclass(frozen=True)
class Repository:
    """A generated repository: how many reports and distinct documents, how long in bytes, and which reports are text."""

    folder: Path
    reports: int
    documents: int
    size: int
    texts: tuple[Path, ...]


def generated(folder: Path, reports: int, kilobytes: float, seed: int) -> Repository:
    """A repository in which a few things are wrong, made by another process: what a process needs counts into its children's peaks."""
    planted = {"defects": reports // 50, "conflicts": reports // 50, "restated": reports // 50, "totals": reports // 250}
    numbers = {"reports": reports, "megabytes": reports * kilobytes / 1000, "seed": seed} | planted
    options = [word for name, value in numbers.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "tests.repository.generate", str(folder), *options]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    texts = tuple(folder / report["path"] for report in manifest["reports"] if report["path"].endswith(".txt"))
    return Repository(folder, reports, manifest["documents"], sum(report["size"] for report in manifest["reports"]), texts)


class Checked:
    """`doisoat check` on one repository, with a cache folder for each number of jobs."""

    def __init__(self, doisoat: str, repository: Repository, caches: Path) -> None:
        self.doisoat, self.repository, self.caches = doisoat, repository, caches
        self.findings: bytes | None = None

    def run(self, jobs: int, *options: str, watched: bool = False) -> Run:
        """One run.

        Raises:
            Failed: it failed, or found something else than the runs before.
        """
        fixed = ["--output-format", "concise", "--output", "{output}", "--exit-zero"]
        argv = [self.doisoat, "check", str(self.repository.folder), *fixed, "-j", str(jobs), *options]
        done = run(argv, self.cache(jobs), watched)
        if not done.output:
            raise Failed(f"{' '.join(argv)}: nothing was written to --output")
        if self.findings not in (None, done.output):
            raise Failed(f"{' '.join(argv)}: the findings differ from those of the first run")
        self.findings = done.output
        return done

    def warm_up(self) -> None:
        """One report alone, so that Python's compiled modules are there."""
        run([self.doisoat, "check", str(self.repository.texts[0]), "--no-cache", "--exit-zero"], self.cache(1))

    def cold(self, jobs: int) -> Run:
        """A run with an empty cache, which it must fill."""
        shutil.rmtree(self.cache(jobs), ignore_errors=True)
        self.cache(jobs).mkdir(parents=True)
        done = self.run(jobs)
        if not any(self.cache(jobs).rglob("*")):
            raise Failed(f"doisoat check wrote no cache to the folder that {CACHE} names")
        return done

    def warm(self, jobs: int, rounds: int, edited: bool) -> float:
        """The median of some runs after a cold one, each after an edit of one report where asked: in seconds."""
        times = []
        for _ in range(rounds):
            if edited:
                with self.repository.texts[0].open("a", encoding="utf-8") as report:
                    report.write(EDIT)
            times.append(self.run(jobs).seconds)
        return statistics.median(times)

    def cache(self, jobs: int) -> Path:
        """The cache folder for a number of jobs."""
        return self.caches / f"{self.repository.reports}-{jobs}" / "cache"


def must_know_options(doisoat: str) -> None:
    """Raise Failed where this doisoat cannot be measured."""
    said = subprocess.run([doisoat, "check", "--help"], capture_output=True, text=True, check=False)
    missing = [option for option, pattern in OPTIONS.items() if not pattern.search(said.stdout)]
    if said.returncode or missing:
        raise Failed(f"{doisoat} check has no {' and no '.join(missing or OPTIONS)}: this benchmark needs them")


def print_times(checked: Checked, rounds: int) -> dict[int, Run]:
    """The table of cold and warm runs; gives the cold ones by number of jobs."""
    cold: dict[int, Run] = {}
    print(
        "| jobs | cold s | ÷ -j 1 | warm, one report edited s | cold ÷ it | warm, nothing edited s | cold ÷ it | cache MB | ÷ reports |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for jobs in (1, 2):
        cold[jobs] = checked.cold(jobs)
        seconds = cold[jobs].seconds
        same = checked.warm(jobs, rounds, edited=False)
        edited = checked.warm(jobs, rounds, edited=True)
        size = sum(path.stat().st_size for path in checked.cache(jobs).rglob("*") if path.is_file())
        print(
            f"| {jobs} | {seconds:.2f} | {cold[1].seconds / seconds:.2f} | {edited:.2f} | {seconds / edited:.1f} "
            f"| {same:.2f} | {seconds / same:.1f} | {size / 1e6:.2f} | {size / checked.repository.size:.1%} |",
            flush=True,
        )
    return cold


def print_memory(repositories: list[tuple[Checked, dict[int, Run]]]) -> None:
    """The table of peaks by number of reports, and how they grow."""
    print(
        "| reports | MB | distinct documents | largest process, -j 1 MiB | -j 2 MiB | all processes, -j 2 MiB | cold -j 1, ms per report |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for checked, cold in repositories:
        repository = checked.repository
        together = checked.run(2, "--no-cache", watched=True).together
        print(
            f"| {repository.reports} | {repository.size / 1e6:.1f} | {repository.documents} | {cold[1].largest / 2**20:.0f} "
            f"| {cold[2].largest / 2**20:.0f} | {f'{together / 2**20:.0f}' if together else '-'} "
            f"| {1000 * cold[1].seconds / repository.reports:.0f} |",
            flush=True,
        )
    (first, few), (last, many) = repositories[0], repositories[-1]
    documents = last.repository.documents - first.repository.documents
    reports = last.repository.reports - first.repository.reports
    for jobs in (1, 2) if reports else ():
        grown = many[jobs].largest - few[jobs].largest
        print(
            f"\nGrowth of the largest process at -j {jobs}, from {first.repository.reports} to {last.repository.reports} reports: "
            f"{grown / documents:.0f} bytes per distinct document, {grown / reports:.0f} bytes per report."
        )


def print_peer(doisoat: str, peer: str, repository: Repository, caches: Path) -> None:
    """Both programs on some of the reports that are text, each in one process, in turns."""
    texts = [str(path) for path in repository.texts[:PEER_REPORTS]]
    commands = {
        "doisoat check -j 1 --no-cache FILE…": [
            doisoat,
            "check",
            *texts,
            "-j",
            "1",
            "--no-cache",
            "--exit-zero",
            "--output-format",
            "concise",
        ],
        "proselint check FILE…": [peer, "check", *texts],
    }
    seconds: dict[str, list[float]] = {label: [] for label in commands}
    for _ in range(3):
        for label, argv in commands.items():
            seconds[label].append(run(argv, caches / "peer").seconds)
    print("| command | reports | s per report | ÷ proselint |")
    print("|---|---:|---:|---:|")
    base = statistics.median(seconds["proselint check FILE…"])
    for label, times in seconds.items():
        median = statistics.median(times)
        print(f"| `{label}` | {len(texts)} | {median / len(texts):.3f} | {median / base:.2f} |")


def sizes_of(reports: int) -> Iterator[int]:
    """A tenth of the reports, three tenths, all."""
    yield from sorted({max(10, reports // 10), max(10, reports * 3 // 10), reports})


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a run failed, which says so."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--doisoat", type=Path, default=Path(sys.executable).with_name("doisoat"))
    parser.add_argument("--peer", type=Path, help="the proselint program; without it no peer")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--kilobytes", type=float, default=100, help="of each report")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=3, help="warm runs of which the median is taken")
    options = parser.parse_args(arguments)
    doisoat = str(options.doisoat.absolute())
    try:
        must_know_options(doisoat)
        with tempfile.TemporaryDirectory() as temporary:
            _measure(doisoat, options, Path(temporary))
    except (Failed, OSError, subprocess.CalledProcessError) as failed:
        print(f"benchmark of a repository: {failed}", file=sys.stderr)
        return 1
    return 0


def _measure(doisoat: str, options: argparse.Namespace, folder: Path) -> None:
    all_: list[tuple[Checked, dict[int, Run]]] = []
    for reports in sizes_of(options.reports):
        repository = generated(folder / str(reports) / "reports", reports, options.kilobytes, options.seed)
        checked = Checked(doisoat, repository, folder / "caches")
        print(f"\n## Repository of {reports} reports, {repository.size / 1e6:.1f} MB\n")
        if not all_:
            checked.warm_up()
            print(
                f"{version_of([doisoat, '--version'])}; Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
                f"{os.cpu_count()} cores; whole process, output to a file, warm: median of {options.rounds}.\n"
            )
        all_.append((checked, print_times(checked, options.rounds)))
    print("\n## Peak memory of a cold run, by number of reports\n")
    print_memory(all_)
    if options.peer:
        print(f"\n## {PEER_REPORTS} of the reports, beside {version_of([str(options.peer.absolute()), 'version'])}\n")
        print_peer(doisoat, str(options.peer.absolute()), all_[-1][0].repository, folder / "caches")


if __name__ == "__main__":
    sys.exit(main())
