"""For a reviewer at a terminal: findings by report and line, the words underlined in their lines, related places below.

Every line is a list of words with their styles. On a terminal rich colours them; piped, they are printed as they are.
Words of a report are never markup and never control codes (`normal` drops those).
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable

from checks.rule import Language, Severity, Text
from grammar.report import Shown, normal
from lint.engine import Result
from lint.located import Located, Location
from lint.output import where
from lint.output.summary import WORDS, remarks, sentence, statistics
from lint.run import heads

_STYLE: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_UNDER: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}
_GUTTER = 7
_MOST_LINES = 4  # source lines shown of one place
_MOST_RELATED = 4
_MOST_CLEAN = 20  # reports of a run in which those without findings are named
_PASSED = Text("bỏ qua", "passed over")
_ALSO_AT = Text("cũng ở dòng {lines}", "also on lines {lines}")
_MORE = Text("… và {count} nơi khác", "… and {count} more")
_CLEAN = Text("không phát hiện mâu thuẫn", "nothing contradicts")
_ELSEWHERE = Text("{count} phát hiện nêu ở báo cáo khác có nhắc đến", "named in {count} findings told at other reports")
_SO_MANY_CLEAN = Text("{count} báo cáo khác không có phát hiện nào", "no findings in {count} other reports")
_NO_MORE = Text("không có phát hiện nào khác", "no other findings")


Words = tuple[str, str] | str


class _Page:
    """Where lines go, how wide they may be, and with which characters."""

    def __init__(self, emit: Callable[[list[tuple[str, str]]], None], width: int, plain: bool, language: Language) -> None:
        self.emit = emit
        self.language = language
        self.width = max(width, 40)
        self.bar, self.arrow, self.dots = ("|", "->", "...") if plain else ("│", "↳", "…")

    def line(self, *parts: Words) -> None:
        """Print words with styles."""
        self.emit([(part, "") if isinstance(part, str) else part for part in parts])

    def folded(self, text: str, indent: int, style: str = "") -> None:
        """Print a paragraph indented, folded at blanks."""
        for row in textwrap.wrap(text, self.width - indent, break_on_hyphens=False) or [""]:
            self.line(" " * indent, (row, style))


def render(
    results: Iterable[Result],
    emit: Callable[[list[tuple[str, str]]], None],
    width: int,
    language: Language,
    with_statistics: bool = False,
    plain: bool = False,
) -> None:
    """Print the results of a check.

    Args:
        results: what the run says of each report.
        emit: prints one line, given as (words, style) pairs; styles are rich's.
        width: columns there are.
        language: of the messages.
        with_statistics: whether to count the findings of each rule.
        plain: whether only ASCII signs can be shown.
    """
    page = _Page(emit, width, plain, language)
    states = Counter(result.status for result in heads(results))
    named = states["checked"] <= _MOST_CLEAN
    clean = 0
    passed = [result for result in heads(results) if result.status == "skipped"]
    for result in results:
        if result.status == "checked" and result.findings:
            page.line((normal(result.path), "bold underline"))
            page.line("")
            for finding in result.findings:
                _finding(page, finding, result.path)
        elif result.status == "checked" and not named and not result.elsewhere:
            clean += 1
        elif result.status == "checked":
            said = _NO_MORE if result.suppressed or result.known else _CLEAN
            told = (_ELSEWHERE.fill(count=result.elsewhere), "yellow") if result.elsewhere else (said, "green")
            page.line((normal(result.path), "bold"), "  ", (told[0].say(language), told[1]))
            page.line("")
    for result in passed:
        reason = result.error.say(language) if result.error else ""
        page.folded(f"{_PASSED.say(language)}: {normal(result.path)} ({reason})", 0, "dim")
    if passed:
        page.line("")
    if clean:
        page.line((_SO_MANY_CLEAN.fill(count=clean).say(language), "green"))
        page.line("")
    if with_statistics:
        for count, code, name in statistics(results):
            page.line(f"{count:5}  {code}  {name}")
        page.line("")
    for result in heads(results):
        for remark in remarks(result):
            page.folded(f"{normal(result.path)}: {remark.say(language)}", 0, "dim")
    page.folded(sentence(results, language), 0, "bold")


def _finding(page: _Page, finding: Located, report: str) -> None:
    place = finding.location.place.say(page.language)
    there = where.place(finding.location).say(page.language)
    word = WORDS[finding.severity].say(page.language)
    head: list[Words] = [
        (there if finding.path == report else f"{normal(finding.path)}:{there}", "bold"),
        "  ",
        (word, _STYLE[finding.severity]),
        f"  {finding.rule.code} ",
        (finding.rule.name, "bold"),
    ]
    size = sum(len(part if isinstance(part, str) else part[0]) for part in head)
    if place and size + len(place) + 2 <= page.width:
        head.append((f"  {place}", "dim"))
    page.line(*head)
    if place and size + len(place) + 2 > page.width:
        page.folded(place, 2, "dim")
    page.folded(finding.message.say(page.language), 2)
    _source(page, finding.location, _UNDER[finding.severity])
    if finding.habit and finding.related:
        page.folded(f"{page.arrow} {_also_at(finding).say(page.language)}", 4)
        page.line("")
        return
    for related in finding.related[:_MOST_RELATED]:
        there = where.place(related.location).say(page.language)
        if related.location.path != finding.path:
            there = f"{normal(related.location.path)}:{there}"
        page.folded(f"{page.arrow} {there} {related.message.say(page.language)}", 4)
        _source(page, related.location, "blue")
    if len(finding.related) > _MOST_RELATED:
        page.folded(_MORE.fill(count=len(finding.related) - _MOST_RELATED).say(page.language), 4, "dim")
    page.line("")


def _also_at(finding: Located) -> Text:
    """The other places of a habit: the lines in order, or what there is for lines."""
    places = [related.location for related in finding.related]
    if all(place.addresses[0] is None for place in places):
        lines = ", ".join(map(str, sorted({place.regions[0].line for place in places})))
        return _ALSO_AT.fill(lines=lines)
    said = list(dict.fromkeys(map(where.short, places)))
    return Text(*(", ".join(text.say(language) for text in said) for language in ("vi", "en")))


def _source(page: _Page, location: Location, style: str) -> None:
    """The source lines of a place, the words meant underlined with ^."""
    for shown in location.lines[:_MOST_LINES]:
        text, start, end = _window(shown, page.width - _GUTTER - 3, page.dots)
        number = shown.line if location.addresses[0] is None else ""
        page.line((f"{number:>{_GUTTER}} {page.bar} ", "dim"), text)
        page.line((" " * (_GUTTER + 1) + f"{page.bar} ", "dim"), (" " * start + "^" * max(end - start, 1), style))


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
