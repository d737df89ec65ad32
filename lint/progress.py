"""A progress bar on standard error, for runs that take long."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_SOON, _OFTEN = 1.0, 0.1  # seconds until it is shown, and between two looks


class Progress:
    """So many steps; shown on a terminal alone. It has no thread of its own, so that processes may be forked beside it."""

    def __init__(self, steps: int) -> None:
        """Begin; nothing is shown for a second, nor to pre-commit, which gives hooks a terminal and keeps all that they write."""
        self._steps = steps
        self._done = 0
        self._bar: Bar | None = None
        self._stack = ExitStack()
        self._next = time.monotonic() + _SOON
        self._shown = sys.stderr is not None and sys.stderr.isatty() and not os.environ.get("PRE_COMMIT")

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = time.monotonic()
        if now < self._next or not self._shown:
            return
        self._next = now + _OFTEN
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = self._stack.enter_context(Bar(console=Console(stderr=True), transient=True, auto_refresh=False))
            self._bar.add_task("doisoat", total=self._steps)
        self._bar.update(self._bar.task_ids[0], completed=self._done, refresh=True)
