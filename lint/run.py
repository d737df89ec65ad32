"""A run: the results of all its reports, less what it does not want to hear, with what only several reports together tell.

Reports come in one by one. Of each a run keeps what others are held against in an index, and the rest where it lies; outputs
read the results back as often as they like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from checks.registry import RULES
from checks.reports.briefs import Brief
from checks.reports.index import Index, Totals
from checks.rule import SEVERITIES, AcrossRule, Finding, RegisterRule, Severity
from grammar.report import Span
from lint.engine import BROKE, Result
from lint.located import Located, Location, located
from lint.spool import Held, InMemory

if TYPE_CHECKING:
    from checks.register import Register
    from lint.baseline import Baseline
    from lint.directives import Suppression
    from lint.suppressions import ConfiguredSuppression

_ACROSS = [rule for rule in RULES if issubclass(rule, AcrossRule)]
_AGAINST = [rule for rule in RULES if issubclass(rule, RegisterRule)]
DEFAULT = frozenset(rule.code for rule in RULES if rule.default)


class Wishes(NamedTuple):
    """What a run wants to hear of a report.

    Attributes:
        rules: the codes of the rules chosen.
        severities: by code, where they are not the rules' own.
        suppress: findings left out on purpose.
        province: the one of a report that names none.
    """

    rules: frozenset[str] = DEFAULT
    severities: Mapping[str, Severity] = {}
    suppress: tuple[ConfiguredSuppression, ...] = ()
    province: str | None = None

    def graded(self, finding: Located) -> Located:
        """A finding with the severity wished; one on weak evidence stays below its rule."""
        wished = self.severities.get(finding.rule.code)
        if wished is None:
            return finding
        weak = finding.severity != finding.rule.severity
        return replace(finding, severity=max(wished, finding.severity, key=SEVERITIES.index) if weak else wished)


@dataclass(slots=True)
class _Entry:
    """A report of the run, with what the run does to its findings: places of those left out, and those added."""

    held: Held
    wishes: Wishes
    dropped: set[int] = field(default_factory=set)
    added: list[Located] = field(default_factory=list)
    suppressions: Sequence[Suppression] = ()
    used: set[Suppression | ConfiguredSuppression] = field(default_factory=set)
    suppressed: int = 0
    known: int = 0
    elsewhere: int = 0

    def result(self) -> Result:
        """The report's result as the run wants it."""
        result = self._head(self.held.whole())
        findings = [
            self.wishes.graded(finding)
            for place, finding in enumerate(result.findings)
            if finding.rule.code in self.wishes.rules and place not in self.dropped
        ]
        findings += map(self.wishes.graded, self.added)
        if self.added:
            findings.sort(key=lambda finding: (finding.path != result.path, finding.path, finding.location.regions[:1]))
        result.findings = findings
        return result

    def head(self) -> Result:
        """The same without findings."""
        return replace(self._head(self.held.head()), findings=[])

    def _head(self, result: Result) -> Result:
        """A copy with what the run knows of it."""
        cut = {code: text for code, text in result.cut.items() if code in self.wishes.rules}
        return replace(result, cut=cut, suppressed=self.suppressed, known=self.known, elsewhere=self.elsewhere)


class Run:
    """The results of a run, in the order in which they were added; `finish` before they are read."""

    def __init__(self, register: Register | None = None, baseline: Baseline | None = None) -> None:
        """Start a run, against a register and a baseline where there are such."""
        self._register = register
        self._baseline = baseline
        self._entries: list[_Entry] = []
        self._index = Index(self._brief)

    def add(self, held: Held, wishes: Wishes) -> None:
        """Take in a report; a rule that failed itself fails the report, if it was wanted."""
        head = held.head()
        broke = next((error for code, error in head.crashed.items() if code in wishes.rules), None)
        if broke:
            head = Result(head.path, "failed", error=BROKE.fill(kind=broke))
            held = InMemory(head)
        entry = _Entry(held, wishes)
        number = len(self._entries)
        self._entries.append(entry)
        brief = held.brief()
        if brief is not None:
            found = list(self._against(brief, wishes))
            entry.added = list(located(found, lambda _, span: held.place(span)))
            self._index.add(number, brief, wishes.province, {finding.span for finding in found})
        entry.suppressions = head.suppressions
        if entry.suppressions or wishes.suppress or self._baseline:
            self._sift(entry)

    def _against(self, brief: Brief, wishes: Wishes) -> Iterator[Finding]:
        """What a report says against the register."""
        for rule in _AGAINST:
            if self._register and rule.code in wishes.rules:
                yield from rule().against(brief, self._register)

    def _sift(self, entry: _Entry) -> None:
        """Leave out what is suppressed, or known before."""
        for place, finding in enumerate(entry.held.whole().findings):
            if finding.rule.code in entry.wishes.rules and self._left_out(finding, [entry]):
                entry.dropped.add(place)
        entry.added = [finding for finding in entry.added if not self._left_out(finding, [entry])]

    def _left_out(self, finding: Located, entries: Sequence[_Entry]) -> bool:
        """Whether a finding is suppressed in one of the reports that it names, or known before."""
        from lint import suppressions

        suppressed = False
        for entry in entries:
            by = suppressions.met(finding, entry.suppressions, entry.wishes.suppress)
            entry.used |= by
            suppressed = suppressed or bool(by)
        entries[0].suppressed += suppressed
        known = not suppressed and self._baseline is not None and self._baseline.meets(finding)
        entries[0].known += known
        return suppressed or known

    def finish(self, totals: Sequence[Totals] = ()) -> None:
        """Look across the reports, and at what suppressed nothing.

        Args:
            totals: which of the reports, by their place in the run, are of a province and which of its districts.
        """
        self._index.totals = totals
        found = [finding for finding in self._across() if finding.rule.code in self._entries[finding.report].wishes.rules]
        found.sort(key=lambda finding: finding.report)
        places = (place for _, ours in groupby(found, lambda finding: finding.report) for place in located(ours, self._place))
        for finding, place in zip(found, places, strict=True):
            entries = [self._entries[number] for number in dict.fromkeys((finding.report, *(r.report for r in finding.related)))]
            if not self._left_out(place, entries):
                entries[0].added.append(place)
                for entry in entries[1:]:
                    entry.elsewhere += 1
        for entry in self._entries:
            if entry.suppressions:
                from lint import suppressions

                told = suppressions.unused(entry.suppressions, entry.used, entry.wishes.rules)
                entry.added += (finding for finding in told if not self._left_out(finding, [entry]))

    def _across(self) -> Iterator[Finding]:
        if len(self._entries) > 1:
            for rule in _ACROSS:
                yield from rule().across(self._index)

    def _brief(self, report: int) -> Brief:
        """The brief of a report that has one."""
        brief = self._entries[report].held.brief()
        if brief is None:
            raise ValueError(report)
        return brief

    def _place(self, report: int, span: Span) -> Location:
        return self._entries[report].held.place(span)

    def __iter__(self) -> Iterator[Result]:
        return (entry.result() for entry in self._entries)

    def heads(self) -> Iterator[Result]:
        """The results without their findings, which is quicker."""
        return (entry.head() for entry in self._entries)

    def rules(self) -> frozenset[str]:
        """The names of the rules that every report was held to, where one report alone may be told of them."""
        wanted = frozenset[str].intersection(*(entry.wishes.rules for entry in self._entries)) if self._entries else DEFAULT
        elsewhere = {rule.code for rule in _ACROSS}
        return frozenset(rule.name for rule in RULES if rule.code in wanted - elsewhere)

    def unused(self) -> list[ConfiguredSuppression]:
        """The configuration's suppressions that suppressed nothing, though their rules were run; in order."""
        wished = dict.fromkeys(
            one for entry in self._entries for one in entry.wishes.suppress if entry.wishes.rules >= set(one.rules)
        )
        used = set[object]().union(*(entry.used for entry in self._entries))
        return [one for one in wished if one not in used]

    def severities(self) -> Counter[Severity]:
        """How many findings there are of each severity."""
        found: Counter[Severity] = Counter()
        for entry in self._entries:
            wishes = entry.wishes
            if entry.dropped or wishes.severities:
                found.update(finding.severity for finding in entry.result().findings)
                continue
            found.update(finding.severity for finding in entry.added)
            for (code, severity), count in entry.held.tally().items():
                found[severity] += count * (code in wishes.rules)
        return found


def heads(results: Iterable[Result]) -> Iterator[Result]:
    """Results, without their findings where that is quicker."""
    return results.heads() if isinstance(results, Run) else iter(results)
