"""Standard output and error: what they can show, how wide they are, and words that are safe to print there."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_PIPED_WIDTH = 100


def printable(text: str) -> str:
    """Words on one line, without control codes."""
    from grammar.report import normal

    return " ".join(normal(text).split("\n")).replace("\r", " ")


def make_safe(stream: TextIO) -> None:
    """No character may make printing fail: pipes and files get UTF-8, a console its own encoding with replacements."""
    reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
    if reconfigure:
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def console(file: TextIO | None = None) -> Console:
    """A console of rich that takes no words for markup; without a file, on standard output."""
    from rich.console import Console

    columns = None if _on_terminal(file) else width()
    return Console(file=file, markup=False, highlight=False, emoji=False, width=columns)


def _on_terminal(file: TextIO | None) -> bool:
    return file is None and sys.stdout.isatty()


def width() -> int:
    """The columns of a pipe or file, as the user asks or enough for the messages."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdecimal() and int(asked):
        return int(asked)
    for stream in (2, 0):
        # Piped into a pager: the terminal is still there behind standard error or input.
        with contextlib.suppress(OSError):
            return os.get_terminal_size(stream).columns
    return _PIPED_WIDTH


def emitter(file: TextIO | None) -> tuple[Callable[[list[tuple[str, str]]], None], int, bool]:
    """What prints a line of styled words, the columns there are, and whether only ASCII signs can be shown.

    rich is imported for a terminal alone: a pipe gets the same words without colour.
    """
    if _on_terminal(file):
        shown = console()
        from rich.text import Text

        def show(parts: list[tuple[str, str]]) -> None:
            shown.print(Text.assemble(*parts), soft_wrap=True)

        return show, shown.width, not _can_show(shown.encoding)
    out = file or sys.stdout
    return (lambda parts: print("".join(words for words, _ in parts).rstrip(), file=out)), width(), False


def _can_show(encoding: str) -> bool:
    try:
        "│↳›…".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
