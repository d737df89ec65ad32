"""What comments in a report suppress. What they may say stands in README.md.

One that cannot be understood suppresses nothing, and SUP901 tells of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from checks.registry import by_selector, nearest
from checks.rule import Text
from checks.suppressions.unused_suppression import UnusedSuppression
from grammar.report import Region, Report, normal
from grammar.source import Comment, SourceLine

_SAYS = UnusedSuppression.messages
_LEAD = re.compile(r"<!--[^:]{1,40}?(?::|(?=\s+ignore\b))", re.IGNORECASE)
_VERB = re.compile(
    r"ignore(?:[-_ ]?(?P<what>next(?=[-_ ]?line)|start|end|file)(?:(?<=next)[-_ ]?line)?)?(?!\w|-\w)[ :]*", re.IGNORECASE
)
_REASON = re.compile(r"-{2,}|[—–:]")
_NAMED = 3  # rules that a message names
_QUOTED = 100  # characters of a wrong word that are told


class Suppression(NamedTuple):
    """What a comment suppresses in its file.

    Attributes:
        rules: their codes; none where the comment is not understood.
        first, last: the lines of the file, from 1, both included; None for the whole file.
        at: the comment itself.
        path: the file, as `Location.path`.
        words: the comment as the file has it.
        problem: what is wrong with the comment, if anything.
    """

    rules: tuple[str, ...]
    reason: str
    first: int | None
    last: int | None
    at: Region
    path: str
    words: str
    problem: Text | None = None


def shortened(rules: Sequence[str]) -> str:
    """The first of several rules."""
    return ", ".join(rules[:_NAMED]) + (", …" if len(rules) > _NAMED else "")


def of_report(report: Report) -> list[Suppression]:
    """What the comments in a report's files suppress; several for one comment whose rules end at different places."""
    worded: dict[str, list[int]] = {}  # the lines of each file that hold words
    for line in report.lines if report.comments else ():
        words = line.words
        ends = (*(run.column for run in line.runs[1:]), len(words))
        numbers = (run.line for run, end in zip(line.runs, ends, strict=True) if normal(words[run.column : end]).strip())
        worded.setdefault(path_of(report, line), []).extend(numbers)
    files = groupby(report.comments, key=partial(path_of, report))
    return [found for path, comments in files for found in _of_file(comments, path, worded.get(path, []))]


def path_of(report: Report, part: SourceLine | Comment) -> str:
    """The file of a report that a line or comment stands in."""
    return part.file.path if part.file else report.path


def _of_file(comments: Iterable[Comment], path: str, worded: list[int]) -> Iterator[Suppression]:
    opened: list[Suppression] = []  # with the rules whose end is still to come
    for comment in comments:
        at = Region(*comment[1:5])
        read = _read(comment.words)
        if isinstance(read, Text):
            yield Suppression((), "", 0, 0, at, path, comment.words, read)
            continue
        what, rules, reason = read
        found = Suppression(rules, reason, None, None, at, path, comment.words)
        if what == "start":
            opened.append(found._replace(first=at.line))
        elif what == "end":
            ended = list(_ended(opened, rules, at.end_line))
            yield from ended or [found._replace(rules=(), problem=_SAYS["not-opened"])]
        elif what == "file":
            yield found
        else:
            among = bisect_right(worded, at.end_line)
            if what is None and among and worded[among - 1] >= at.line:
                yield found._replace(first=at.line, last=at.end_line)
            else:
                line = worded[among] if among < len(worded) else at.end_line + 1
                yield found._replace(first=line, last=line)
    last = worded[-1] if worded else 0
    for left in opened:
        problem = _SAYS["not-closed"].fill(rules=shortened(left.rules))
        yield left._replace(last=max(left.at.line, last), problem=problem)


def _ended(opened: list[Suppression], rules: tuple[str, ...], line: int) -> Iterator[Suppression]:
    """What ends here, each rule where it was opened last; without rules all that was opened last. It is taken from `opened`."""
    wanted = set(rules or (opened[-1].rules if opened else ()))
    for place in reversed(range(len(opened))):
        start = opened[place]
        if ends := tuple(rule for rule in start.rules if rule in wanted):
            wanted.difference_update(ends)
            opened[place] = start._replace(rules=tuple(rule for rule in start.rules if rule not in ends))
            yield start._replace(rules=ends, last=line)
    opened[:] = [start for start in opened if start.rules]


def _read(words: str) -> tuple[str | None, tuple[str, ...], str] | Text:
    """What a comment says: where (next, start, end, file, or None), the rules, the reason; or why it says nothing."""
    said = normal(words)
    if not said.endswith("-->"):
        return _SAYS["unclosed"]
    said = " ".join(_LEAD.sub("", said)[: -len("-->")].split())
    verb = _VERB.match(said)
    if not verb:
        return _SAYS["unknown-verb"].fill(words=said.split(" ")[0][:_QUOTED])
    what = verb["what"].lower() if verb["what"] else None
    separator = _REASON.search(said, verb.end())
    reason = said[separator.end() :].strip() if separator else ""
    if what != "end" and not any(map(str.isalnum, reason)):
        return _SAYS["no-reason"]
    codes: set[str] = set()
    for selector in dict.fromkeys(re.findall(r"[^\s,;]+", said[verb.end() : separator.start() if separator else None])):
        rules = by_selector(selector)
        if not rules:
            name = nearest(selector[:_QUOTED])
            hint = _SAYS["hint"].fill(rule=name) if name else ""
            return _SAYS["unknown-rule"].fill(rule=selector[:_QUOTED], hint=hint)
        codes.update(rule.code for rule in rules)
    if what != "end" and not codes:
        return _SAYS["no-rules"]
    return what, tuple(sorted(codes)), reason
