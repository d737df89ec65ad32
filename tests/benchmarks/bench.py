"""Wall time and peak memory of `doisoat` as a whole process, beside `proselint`, as a Markdown table (`make bench`).

Everything is measured in one run on one file, the commands taking turns, so that a slow minute of the machine meets all of
them. Each process starts in a folder of its own with an empty cache folder: only Python's compiled modules are warm.
The kernel counts this program's own memory (about 16 MiB) into a child's until the child has started, so it holds no
report and no output in memory: a peak is never read lower than that. Nothing is asserted about time.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "examples" / "reports" / "kon-ray-2021-2025.txt"
# ru_maxrss is in bytes on macOS and in KiB elsewhere.
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
FINDINGS = (0, 1)


@dataclass(frozen=True)
class Run:
    """One process, from start to end."""

    seconds: float
    peak: int  # bytes, of the largest process where a command starts several
    status: int
    printed: int  # bytes on standard output


@dataclass(frozen=True)
class Command:
    """A command line under test; `{file}` stands for the report."""

    label: str
    argv: tuple[str, ...]

    def run(self, report: Path) -> Run:
        """Run it once on `report`, reading its output from a pipe as the next program would."""
        argv = [argument.replace("{file}", report.name) for argument in self.argv]
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as errors:
            place = Path(folder, "work")
            place.mkdir()
            shutil.copyfile(report, place / report.name)
            # As a user starts it: none of the developer's settings of Python (no byte code, no buffering …).
            kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
            environment = kept | {"XDG_CACHE_HOME": folder, "HOME": folder}
            start = time.perf_counter()
            process = subprocess.Popen(
                argv,
                cwd=place,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
            assert process.stdout is not None
            printed = 0
            while piece := process.stdout.read(65536):
                printed += len(piece)
            # wait4, not wait: it tells what this one child used, where RUSAGE_CHILDREN is the most of all so far.
            _, wait_status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.stdout.close()
            process.returncode = os.waitstatus_to_exitcode(wait_status)
            if process.returncode not in FINDINGS:
                errors.seek(0)
                message = errors.read().decode(errors="replace").strip()
                print(f"{self.label}: exit status {process.returncode}: {message[-600:]}", file=sys.stderr)
            return Run(seconds, usage.ru_maxrss * MAXRSS_UNIT, process.returncode, printed)


def measure(commands: Sequence[Command], report: Path, rounds: int) -> dict[str, list[Run]]:
    """Run each command `rounds` times, in turns, after one round that does not count."""
    runs: dict[str, list[Run]] = {command.label: [] for command in commands}
    for round_number in range(rounds + 1):
        for command in commands:
            run = command.run(report)
            if round_number:
                runs[command.label].append(run)
    return runs


def median_seconds(runs: Sequence[Run]) -> float:
    """The median wall time."""
    return statistics.median(run.seconds for run in runs)


def peak_mib(runs: Sequence[Run]) -> float:
    """The highest peak of memory, in MiB."""
    return max(run.peak for run in runs) / 2**20


def version_of(argv: Sequence[str]) -> str:
    """The first line a program prints of its version."""
    lines = subprocess.run(argv, capture_output=True, text=True, check=False).stdout.splitlines()
    return lines[0].strip() if lines else f"{Path(argv[0]).name} (version unknown)"


def print_comparison(runs: Mapping[str, Sequence[Run]], peer: str | None) -> None:
    """The table of all commands on the one file."""
    print("| command | median s | min-max s | ÷ proselint | peak MiB | exit | output KB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    base = median_seconds(runs[peer]) if peer else None
    for label, of_command in runs.items():
        times = [run.seconds for run in of_command]
        median = median_seconds(of_command)
        ratio = f"{median / base:.2f}" if base else "-"
        statuses = ", ".join(str(status) for status in sorted({run.status for run in of_command}))
        print(
            f"| `{label}` | {median:.3f} | {min(times):.3f}-{max(times):.3f} | {ratio} "
            f"| {peak_mib(of_command):.0f} | {statuses} | {of_command[0].printed / 1000:.1f} |"
        )


def print_growth(command: Command, report: Path, factors: Sequence[int], rounds: int) -> None:
    """The table of one command on the report repeated 1, 2, 4 ... times."""
    print("| report repeated | MB | median s | s per MB | peak MiB | exit |")
    print("|---:|---:|---:|---:|---:|---:|")
    content = report.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        for factor in factors:
            repeated = Path(folder, f"{factor}x.txt")
            with repeated.open("wb") as whole:
                for _ in range(factor):
                    whole.write(content)
            runs = measure([command], repeated, rounds)[command.label]
            median, megabytes = median_seconds(runs), len(content) * factor / 1e6
            print(
                f"| {factor}× | {megabytes:.2f} | {median:.3f} | {median / megabytes:.3f} "
                f"| {peak_mib(runs):.0f} | {runs[0].status} |",
                flush=True,
            )


def main() -> int:
    """Measure and print; a tool that failed (not: that found something) makes the exit status 1."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--doisoat", type=Path, default=Path(sys.executable).with_name("doisoat"))
    parser.add_argument("--peer", type=Path, help="the proselint program; without it no ratios")
    parser.add_argument("--report", type=Path, default=REPORT)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--growth-rounds", type=int, default=3)
    parser.add_argument("--growth", type=int, nargs="*", default=[1, 2, 4, 8], metavar="FACTOR")
    options = parser.parse_args()

    doisoat = str(options.doisoat.absolute())
    check = Command("doisoat check FILE", (doisoat, "check", "{file}"))
    commands = [
        check,
        Command(f"{check.label} --output-format json", (*check.argv, "--output-format", "json")),
        Command("doisoat facts FILE --output-format json", (doisoat, "facts", "{file}", "--output-format", "json")),
        Command("doisoat --version", (doisoat, "--version")),
    ]
    versions = [version_of([doisoat, "--version"])]
    peer = None
    if options.peer:
        program = str(options.peer.absolute())
        peer = "proselint check FILE"
        commands.append(Command(peer, (program, "check", "{file}")))
        versions.append(version_of([program, "version"]))

    print(f"## {options.report.name}, {options.report.stat().st_size / 1000:.0f} KB\n")
    print(
        f"{'; '.join(versions)}; Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores; whole process, output to a pipe, caches cold, median of {options.rounds} runs in turns.\n"
    )
    runs = measure(commands, options.report, options.rounds)
    print_comparison(runs, peer)
    print(f"\n## Growth: `{check.label}`, median of {options.growth_rounds}\n")
    print_growth(check, options.report, options.growth, options.growth_rounds)
    failed = any(run.status not in FINDINGS for of_command in runs.values() for run in of_command)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
