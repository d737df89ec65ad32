"""What outputs that show no source lines say of a finding, and the order of those that are cut after so many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.rule import SEVERITIES, Language, Text
from grammar.report import normal
from lint.engine import Result
from lint.located import Located, RelatedPlace
from lint.output import where

# Places told of one finding: who needs more has them in JSON, and some runners cut a long message in the middle.
MOST_RELATED = 10
_MORE = Text("… và {count} nơi khác", "… and {count} more")


def by_severity(results: Iterable[Result]) -> Iterator[Located]:
    """The findings, the most severe first, each severity in the order of reports; goes through the results once for each."""
    for severity in SEVERITIES:
        for result in results:
            yield from (finding for finding in result.findings if finding.severity == severity)


def message(finding: Located, language: Language) -> str:
    """What is wrong; in a file that has no lines to point at, with the place in front."""
    said = finding.message.say(language)
    if finding.location.addresses[0] is None:
        return said
    return f"{where.named(finding.location).say(language)}: {said}"


def related(finding: Located, language: Language) -> Iterator[str]:
    """The other places of a finding and what each shows ("line 250: dated 19/02/2024 here"), and how many more there are."""
    for other in finding.related[:MOST_RELATED]:
        yield f"{spot(other, finding, language)}: {other.message.say(language)}"
    if (left := more(finding, language)) is not None:
        yield left


def spot(other: RelatedPlace, finding: Located, language: Language) -> str:
    """Where another place of a finding is: with its file, if that is another one."""
    there = where.named(other.location).say(language)
    return there if other.location.path == finding.path else f"{normal(other.location.path)}, {there}"


def more(finding: Located, language: Language) -> str | None:
    """How many places are not told, if any."""
    left = len(finding.related) - MOST_RELATED
    return _MORE.fill(count=left).say(language) if left > 0 else None
