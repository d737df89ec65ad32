"""What can go wrong with a run, as one clear line for the user."""

from __future__ import annotations

from checks.rule import Text


class Failure(Exception):
    """A report or a run that failed: says what and what to do about it, in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(vi, en)


class Empty(Failure):
    """A file without any text."""
