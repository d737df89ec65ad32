"""A JSON array that is written element by element."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any


def elements(values: Iterable[Any]) -> Iterator[str]:
    """The lines between the brackets of an array, one for each value; only the last element waits to be written."""
    waiting: str | None = None
    for value in values:
        if waiting is not None:
            yield f"{waiting},"
        waiting = json.dumps(value, ensure_ascii=False)
    if waiting is not None:
        yield waiting
