"""JSON lines, for pipes: one finding a line, the same object as in the `findings` of the JSON output."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from checks.rule import Language
from lint.engine import Result
from lint.output.json import finding_of


def render(results: Iterable[Result], language: Language) -> Iterator[str]:
    """The lines of the output; reports without findings, and those that failed, have none."""
    for result in results:
        for finding in result.findings:
            yield json.dumps(finding_of(finding, language), ensure_ascii=False)
