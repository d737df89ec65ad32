"""A run of a program: its time, and the memory of its process and of all that it starts."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from tests.benchmarks.bench import FINDINGS, MAXRSS_UNIT

CACHE = "DOISOAT_CACHE_DIR"

_PROC = Path("/proc")
_EVERY = 0.1  # seconds


class Failed(Exception):
    """A run that makes the measurement void; says why in a line."""


class Run(NamedTuple):
    """One process from start to end: peaks in bytes, of its largest process and, where watched, of all together."""

    seconds: float
    largest: int
    together: int | None
    output: bytes


def run(argv: list[str], cache: Path, watched: bool = False) -> Run:
    """Run a command once; `{output}` in it is a file for its output, `cache` the folder that it may keep things in.

    Raises:
        Failed: it failed.
    """
    output = cache.with_name("output.txt")
    # As a user starts it: none of the developer's settings of Python.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [word.replace("{output}", str(output)) for word in argv]
    output.unlink(missing_ok=True)
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=kept | {CACHE: str(cache)}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
        )
        with Watch(process.pid, watched) as watch:
            _, wait_status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(wait_status)
        if process.returncode not in FINDINGS:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()[-600:]
            raise Failed(f"{' '.join(command)}: exit status {process.returncode}: {said}")
    found = output.read_bytes() if output.exists() else b""
    return Run(seconds, usage.ru_maxrss * MAXRSS_UNIT, watch.peak, found)


class Watch:
    """Watches a process, and those it starts, until the block ends; afterwards `peak` is the most that they held together.

    In bytes; a page that several share counts once. None where this was not asked for, or the system does not tell: only Linux does.
    """

    def __init__(self, process: int, wanted: bool) -> None:
        self.peak: int | None = None
        self._process = process
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True) if wanted else None

    def __enter__(self) -> Watch:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end.set()
        if self._thread:
            self._thread.join()

    def _watch(self) -> None:
        while not self._end.wait(_EVERY):
            if held := sum(map(_held, _tree(self._process))):
                self.peak = max(self.peak or 0, held)


def _tree(process: int) -> list[int]:
    """A process and all those below it."""
    all_ = [process]
    for one in all_:
        # One that has just ended is not there any more.
        with contextlib.suppress(OSError):
            for thread in (_PROC / str(one) / "task").iterdir():
                all_ += map(int, (thread / "children").read_text().split())
    return all_


def _held(process: int) -> int:
    """The bytes that a process holds: of what it shares with others, its share."""
    with contextlib.suppress(OSError):
        for line in (_PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
