"""Results that several rules share: worked out once for each report, and gone with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from grammar.facts import Facts

T = TypeVar("T")


def once(work: Callable[[Facts], T]) -> Callable[[Facts], T]:
    """A function of a report's facts that is run once for each report; nothing is kept of a report that is done."""
    known: WeakKeyDictionary[Facts, T] = WeakKeyDictionary()

    @wraps(work)
    def result(facts: Facts) -> T:
        if facts not in known:
            known[facts] = work(facts)
        return known[facts]

    return result
