"""Many reports: each taken from the cache or checked, in as many processes as wished, and given in order."""

from __future__ import annotations

import datetime
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import NamedTuple

import msgspec

from checks.registry import RULES
from checks.rule import Text
from lint import cache, discovery, engine, packed
from lint.engine import Result
from lint.failure import Failure

# Reports handed out beyond those being checked, so that no process waits for one that takes long.
_AHEAD = 4
_MOST_PROCESSES = 61  # more Windows cannot wait for
_DIED = Text(
    "tiến trình đọc tệp này bị dừng (có thể thiếu bộ nhớ); hãy kiểm tra riêng tệp này",
    "the process that read it was ended (perhaps out of memory): check it alone",
)


class Job(NamedTuple):
    """A report to check. Findings of all rules are kept, so that a run that wants others need not read it again."""

    candidate: discovery.Candidate
    report_date: datetime.date | None
    cached: bool


def results(jobs: Iterable[Job], processes: int) -> Iterator[packed.Packed]:
    """The packed results of reports, in order.

    Args:
        jobs: the reports.
        processes: how many check at a time; 1 is this one.
    """
    return _in_processes(jobs, min(processes, _MOST_PROCESSES)) if processes > 1 else map(_here, jobs)


def _here(job: Job) -> packed.Packed:
    """The result of a report, checked in this process if need be."""
    return _kept(job) or packed.Packed(_examine(job), job.candidate.name)


def _in_processes(jobs: Iterable[Job], processes: int) -> Iterator[packed.Packed]:
    """The results of reports, those that the cache has not checked in other processes."""
    with _Pool(processes) as pool:
        waiting: deque[tuple[Job, packed.Packed | Future[bytes]]] = deque()
        for job in jobs:
            waiting.append((job, _kept(job) or pool.submit(job)))
            if len(waiting) > processes * _AHEAD:
                yield _done(pool, waiting)
        while waiting:
            yield _done(pool, waiting)


def _done(pool: _Pool, waiting: deque[tuple[Job, packed.Packed | Future[bytes]]]) -> packed.Packed:
    """The result of the first in line. A process that dies takes the whole pool with it: what it lost is begun anew."""
    job, answer = waiting.popleft()
    if isinstance(answer, packed.Packed):
        return answer
    try:
        data = answer.result()
    except BrokenProcessPool:
        data = pool.alone(job)
        for place, (other, pending) in enumerate(waiting):
            if isinstance(pending, Future) and pending.done() and isinstance(pending.exception(), BrokenProcessPool):
                waiting[place] = other, pool.submit(other)
    return packed.Packed(data, job.candidate.name)


class _Pool:
    """Processes that check reports, made when the first is asked for."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # Who interrupts a run does not wait for reports that are being checked: their processes end with this one.
        if self._pool:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def submit(self, job: Job) -> Future[bytes]:
        """Have a report checked, by new processes if one of the old ones has died."""
        self._pool = self._pool or _processes(self._processes)
        try:
            return self._pool.submit(_examine, job)
        except BrokenProcessPool:
            self._pool = _processes(self._processes)
            return self._pool.submit(_examine, job)

    def alone(self, job: Job) -> bytes:
        """Check a report in a process where it can harm no other."""
        with _processes(1) as single:
            try:
                return single.submit(_examine, job).result()
            except BrokenProcessPool:
                return packed.pack(Result(job.candidate.name, "failed", error=_DIED))


def _processes(number: int) -> ProcessPoolExecutor:
    # On Linux a process that this one forks has everything imported; this one has no threads that could be in the way.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(number, context, initializer=_begin)


def _begin() -> None:
    """An interrupt is the parent's to answer; when the parent is gone, whatever ended it, this process ends as well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _kept(job: Job) -> packed.Packed | None:
    """What the cache has of a report."""
    candidate = job.candidate
    store = cache.opened() if job.cached else None
    if store is None or candidate.failure or not candidate.readable:
        return None
    try:
        data = store.get(_key(job, discovery.read(candidate.path)))
    except Failure:
        return None
    try:
        return packed.Packed(data, candidate.name) if data is not None else None
    except msgspec.DecodeError:  # whole, and yet no result
        return None


def _examine(job: Job) -> bytes:
    """Check a report, and keep in the cache what was found.

    What it leaves in cycles is freed: Python itself collects rarely here (see `lint.cli`), and the tree of a Word file is large.
    """
    try:
        return _examined(job)
    finally:
        gc.collect(0)


def _examined(job: Job) -> bytes:
    candidate = job.candidate
    if candidate.failure or not candidate.readable:
        return packed.pack(engine.check_one(candidate, RULES))
    try:
        data = discovery.read(candidate.path)
    except Failure as failure:
        return packed.pack(Result(candidate.name, "failed", error=failure.text))
    result = engine.check_bytes(data, candidate.name, RULES, job.report_date, candidate.named, across=True)
    answer = engine.guarded(partial(packed.pack, result), candidate.name)
    if isinstance(answer, Result):
        return packed.pack(answer)
    store = cache.opened() if job.cached else None
    if store and result.status != "failed" and not result.crashed:
        store.put(_key(job, data), answer)
    return answer


def _key(job: Job, data: bytes) -> str:
    return cache.key_of(data, job.candidate.name, job.candidate.named, job.report_date)


def processors() -> int:
    """How many processes this one may use at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
