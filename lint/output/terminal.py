"""For a reviewer at a terminal: findings by report and line, the words underlined in their lines, related places below.

Words of a report are only ever put into `Text` objects: they are never markup, never control codes (`normal` drops those).
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text as Line

from checks.rule import Language, Severity, Text
from grammar.report import Shown, normal
from lint.engine import Located, Location, Result
from lint.output.summary import WORDS, sentence, statistics

_STYLE: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_UNDER: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}
_GUTTER = 7
_MOST_LINES = 4  # source lines shown of one place
_MOST_RELATED = 4
_UNREAD = Text("KHÔNG ĐỌC ĐƯỢC", "COULD NOT BE READ")
_PASSED = Text("bỏ qua", "passed over")
_MORE = Text("… và {count} nơi khác", "… and {count} more")
_CLEAN = Text("không phát hiện mâu thuẫn", "nothing contradicts")


class _Page:
    """A console of a certain width, with the characters it can show."""

    def __init__(self, console: Console, language: Language) -> None:
        self.console = console
        self.language = language
        self.width = max(console.width, 40)
        plain = not _can_show(console, "│↳›…")
        self.bar, self.arrow, self.dots = ("|", "->", "...") if plain else ("│", "↳", "…")

    def line(self, *parts: tuple[str, str] | str) -> None:
        """Print words with styles, folded at blanks where they are too long."""
        self.console.print(Line.assemble(*parts), soft_wrap=False)

    def folded(self, text: str, indent: int, style: str = "") -> None:
        """Print a paragraph indented."""
        for row in Line(text, style=style).wrap(self.console, self.width - indent):
            row.rstrip()
            self.console.print(Line(" " * indent) + row, soft_wrap=True)


def _can_show(console: Console, characters: str) -> bool:
    try:
        characters.encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def render(results: Sequence[Result], console: Console, language: Language, with_statistics: bool) -> None:
    """Print the results of a check."""
    page = _Page(console, language)
    passed = [result for result in results if result.status == "skipped"]
    for result in results:
        if result.status == "failed":
            reason = result.error.say(language) if result.error else ""
            page.line((normal(result.path), "bold"), "  ", (_UNREAD.say(language), "bold red"))
            page.folded(reason, 2)
            page.line("")
        elif result.status == "checked" and result.findings:
            page.line((normal(result.path), "bold underline"))
            page.line("")
            for finding in result.findings:
                _finding(page, finding)
        elif result.status == "checked":
            page.line((normal(result.path), "bold"), "  ", (_CLEAN.say(language), "green"))
            page.line("")
    for result in passed:
        reason = result.error.say(language) if result.error else ""
        page.line((f"{_PASSED.say(language)}: {normal(result.path)} ({reason})", "dim"))
    if passed:
        page.line("")
    if with_statistics:
        for count, code, name in statistics(results):
            page.line(f"{count:5}  {code}  {name}")
        page.line("")
    page.line((sentence(results, language), "bold"))


def _finding(page: _Page, finding: Located) -> None:
    first = finding.location.regions[0]
    place = finding.location.place.say(page.language)
    page.line(
        (f"{first.line}:{first.column}", "bold"),
        "  ",
        (WORDS[finding.severity].say(page.language), _STYLE[finding.severity]),
        f"  {finding.rule.code} ",
        (finding.rule.name, "bold"),
        (f"  {place}" if place else "", "dim"),
    )
    page.folded(finding.message.say(page.language), 2)
    _source(page, finding.location, _UNDER[finding.severity])
    for related in finding.related[:_MOST_RELATED]:
        where = related.location.regions[0]
        page.folded(f"{page.arrow} {where.line}:{where.column} {related.message.say(page.language)}", 4)
        _source(page, related.location, "blue")
    if len(finding.related) > _MOST_RELATED:
        page.folded(_MORE.fill(count=len(finding.related) - _MOST_RELATED).say(page.language), 4, "dim")
    page.line("")


def _source(page: _Page, location: Location, style: str) -> None:
    """The source lines of a place, the words meant underlined with ^."""
    for shown in location.lines[:_MOST_LINES]:
        text, start, end = _window(shown, page.width - _GUTTER - 3, page.dots)
        row = Line(f"{shown.line:>{_GUTTER}} {page.bar} ", style="dim") + Line(text)
        page.console.print(row, soft_wrap=True)
        under = Line(" " * (_GUTTER + 1) + f"{page.bar} ", style="dim") + Line(" " * start + "^" * max(end - start, 1), style=style)
        page.console.print(under, soft_wrap=True)


def _window(shown: Shown, width: int, dots: str) -> tuple[str, int, int]:
    """The part of a line that fits, with the words meant in it: (text, start, end)."""
    indent = len(shown.text) - len(shown.text.lstrip())
    text, start, end = shown.text[indent:], max(shown.start - indent, 0), max(shown.end - indent, 0)
    if len(text) <= width:
        return text, start, end
    room = width - len(dots)
    first = max(start - max((room - (end - start)) // 2, 0), 0)
    first = max(min(first, len(text) - room), 0)
    if first:
        text, start, end = dots + text[first:], start - first + len(dots), end - first + len(dots)
    if len(text) > width:
        text, end = text[: width - len(dots)] + dots, min(end, width - len(dots))
    return text, start, max(end, start)
