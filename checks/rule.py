"""What a rule is and what it finds.

A rule is one class in one file: code, name, severity, messages, its reason (the docstring), and examples both ways.
The examples are run as tests, are what `doisoat explain` prints, and make the rule pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from grammar.facts import Facts
from grammar.report import Span

if TYPE_CHECKING:
    from checks.register import Register
    from checks.reports.briefs import Brief
    from checks.reports.index import Index

Severity = Literal["error", "warning", "note"]
Language = Literal["vi", "en"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Text(NamedTuple):
    """A text for users, in both languages."""

    vi: str
    en: str

    def fill(self, **values: object) -> Text:
        """The text with its placeholders filled; a value that is itself a `Text` follows the language."""
        return Text(*(self._filled(language, values) for language in ("vi", "en")))

    def _filled(self, language: str, values: dict[str, object]) -> str:
        plain = {name: getattr(value, language) if isinstance(value, Text) else value for name, value in values.items()}
        template: str = getattr(self, language)
        return template.format(**plain)

    def say(self, language: Language) -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en


class Related(NamedTuple):
    """Another place that belongs to a finding, with what it shows; `report` as in `Finding`."""

    span: Span
    message: Text
    report: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction found.

    Attributes:
        span: the place shown first: the odd one out where the others agree.
        related: the other places involved.
        data: the values without language, for programs: dates ISO, decimals as strings.
        claim: what makes this finding the same one after an edit elsewhere: the document or values, as written.
        habit: whether one finding stands for a style used throughout.
        report: the number of the report that the place stands in, where several are checked together.
    """

    rule: type[Rule]
    severity: Severity
    span: Span
    message: Text
    related: tuple[Related, ...] = ()
    data: dict[str, object] = field(default_factory=dict)
    claim: str = ""
    habit: bool = False
    report: int = 0


# Between the reports of an example for a rule across reports.
NEXT_REPORT = "\n=====\n"


class Fires(NamedTuple):
    """A text on which the rule fires, with the exact words it underlines, one for each finding."""

    text: str
    excerpts: tuple[str, ...]


class Silent(NamedTuple):
    """A text on which the rule stays silent, with the reason."""

    text: str
    why: Text


class Rule:
    """A check over one report. Subclasses declare the class variables and `check`.

    Their docstring is the reason in English: what is found, why it matters, the legal source. `reason_vi` is the same
    for Vietnamese readers.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    title: ClassVar[Text]
    reason_vi: ClassVar[str]
    messages: ClassVar[dict[str, Text]]
    fires: ClassVar[tuple[Fires, ...]]
    silent: ClassVar[tuple[Silent, ...]]
    default: ClassVar[bool] = True

    def check(self, facts: Facts) -> Iterator[Finding]:  # noqa: ARG002
        """What the rule finds in a report; nothing for one that needs the register or other reports."""
        return iter(())

    def finding(
        self,
        span: Span,
        key: str,
        *,
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
        data: dict[str, object] | None = None,
        claim: str = "",
        habit: bool = False,
        report: int = 0,
        **values: object,
    ) -> Finding:
        """A finding of this rule with the message `key`, filled with `values`; its severity may only be lowered."""
        lowest = max(self.severity, severity or self.severity, key=SEVERITIES.index)
        message = self.messages[key].fill(**values)
        return Finding(type(self), lowest, span, message, related, data or {}, claim or key, habit, report)


class RegisterRule(Rule):
    """A check of one report against the register of known documents."""

    def against(self, brief: Brief, register: Register) -> Iterator[Finding]:
        """What the rule finds in a report."""
        raise NotImplementedError


class AcrossRule(Rule):
    """A check across reports."""

    def across(self, index: Index) -> Iterator[Finding]:
        """What the rule finds in the reports of an index."""
        raise NotImplementedError
