"""Markdown: the lines of its file, with what of them is markup, what opens a paragraph, footnotes and tables.

A report in Markdown was mostly written as text, so two things are read as their writer meant them, not as CommonMark has it:
a paragraph indented by a tab is no code, and a line within a paragraph may be one of its own ("I. …", "a) …"), which
`grammar.structure` decides as in any text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from markdown_it import MarkdownIt, rules_block
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from grammar.report import normal
from grammar.source import Markup, Part, Source, SourceCell, SourceLine, SourceMark, SourceTable, raised
from lint.failure import Empty
from lint.readers import comments
from lint.readers.limits import Tally
from lint.readers.markdown_inline import BLOCK, Inline, Words
from lint.readers.markdown_tables import html_tables
from lint.readers.text import decode

_MOST_NESTED = 40
_LINE_END = re.compile(r"\r\n|\r|\n")
# What stands before the words of a line besides list markers, which are words.
_CONTAINERS = re.compile(r">|#+|\[\^[^\]]+\]:")
_NUMBER = re.compile(r"\d{1,9}[.)][ \t]*")
_HEADING = re.compile(r"#{1,6}(?:[ \t]+|$)")
_PIPE = re.compile(r"(?<!\\)\|")
_Rule = Callable[[StateBlock, int, int, bool], bool]
# Blocks of words: their rules, and the blocks that they end.
_LEAVES: dict[str, tuple[_Rule, list[str]]] = {
    "table": (rules_block.table, ["paragraph", "reference"]),
    "html_block": (rules_block.html_block, ["paragraph", "reference", "blockquote"]),
    "heading": (rules_block.heading, ["paragraph", "reference", "blockquote"]),
    "lheading": (rules_block.lheading, []),
    "paragraph": (rules_block.paragraph, []),
}


def read(data: bytes) -> Source:
    """The lines of a Markdown file; its comments for doisoat are no part of it.

    Args:
        data: the file's bytes, in an encoding that `lint.readers.text` reads.

    Raises:
        Failure: the bytes are no text, not Unicode, too many, or hold no words or too many comments.
    """
    return comments.without(decode(data), lambda text: _Document(_LINE_END.split(text)).source(), fences=True)


def _parser() -> MarkdownIt:
    """CommonMark with tables and footnotes; each block of words tells in `env` where its lines begin."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED}).enable("table").disable("code")
    parser.use(front_matter_plugin).use(footnote_plugin, inline=False, move_to_end=False)
    for name, (rule, ends) in _LEAVES.items():
        parser.block.ruler.at(name, _telling(rule), {"alt": ends})
    return parser


def _telling(rule: _Rule) -> _Rule:
    """A rule that keeps the column at which the words of each line of its block begin."""

    def telling(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, silent):
            return False
        if not silent:
            begins = state.env["begins"]
            begins.update((line, state.bMarks[line] + state.tShift[line]) for line in range(start, state.line))
        return True

    return telling


class _Document:
    """A file's lines on their way to a source. Lines and columns count from 0 here."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        env: dict[str, Any] = {"begins": {}, "references": {}}
        self.tokens: list[Token] = []
        parser = _parser()
        parser.block.parse("\n".join(lines), parser, env, self.tokens)
        first, offset = [], 0
        for line in lines:
            first.append(offset)
            offset += len(line) + 1
        self.begins: dict[int, int] = {line: at - first[line] for line, at in env["begins"].items()}
        self.inline = Inline(env["references"])
        self.markup: dict[int, list[Markup]] = {}
        self.labels: dict[int, list[tuple[int, int, str]]] = {}  # marks of each line
        self.opening: set[int] = set()
        self.doubtful: set[int] = set()
        self.headings: set[int] = set()
        self.note_of: dict[int, str] = {}
        self.tables: list[SourceTable] = []
        self.tally = Tally()
        self.deletions = 0

    def source(self) -> Source:
        """The source; its lines outside any block of words are markup."""
        for token in self.tokens:
            self._token(token)
        for first, number in _renumbered(self.tokens):
            self._renumber(first, number)
        keys = self._keys()
        lines = [self._line(place, text, keys) for place, text in enumerate(self.lines)]
        if not any(normal(line.words).strip() for line in lines):
            raise Empty("không có chữ nào ngoài ký hiệu Markdown", "holds no words, only Markdown's signs")
        remarks = {"deletions": self.deletions} if self.deletions else {}
        return Source("markdown", lines, self.tables, remarks)

    def _token(self, token: Token) -> None:
        if not token.map:
            return
        first, last = token.map
        if token.type.endswith("list_open") and token.level == 0 and first - 1 in self.markup:
            # "giai đoạn 2021" / "- 2025": whether a list begins right below a paragraph, its words tell.
            self.doubtful.add(first)
        elif token.type == "footnote_reference_open":
            self.note_of.update((line, token.meta["label"]) for line in range(first, last))
        elif token.type == "table_open":
            self._table(first, last)
        elif token.type == "html_block":
            self._words(first, last, html=True)
            self._html_tables(first, last)
        elif token.type in ("paragraph_open", "heading_open"):
            setext = token.type == "heading_open" and token.markup in ("=", "-")
            self._words(first, last - setext)
            # A rule right below a paragraph makes a heading of it for Markdown alone.
            stops = setext and (last - first > 2 or self.lines[first].rstrip()[-1:] in tuple(".;:,"))
            if token.type == "heading_open" and not stops:
                self.headings.add(first)

    def _words(self, first: int, last: int, html: bool = False) -> None:
        """Take the lines of a paragraph, a heading or HTML."""
        if first not in self.doubtful:
            self.opening.add(first)
        places: list[tuple[int, int, int]] = []
        for line in range(first, last):
            begin, end = self.begins.get(line, 0), len(self.lines[line])
            if sign := not html and _HEADING.match(self.lines[line], begin):
                begin = sign.end()
                end = max(begin, _heading_end(self.lines[line]))
            if html and BLOCK.match(self.lines[line], begin):
                self.opening.add(line)
            prefix = self.lines[line][:begin]
            self.markup[line] = [Markup(*sign.span()) for sign in _CONTAINERS.finditer(prefix)]
            places.append((line, begin, end))
        self._take(places, html)
        for line, _, end in places:
            if end < len(self.lines[line]):
                self.markup[line].append(Markup(end, len(self.lines[line])))

    def _take(self, places: Sequence[tuple[int, int, int]], html: bool = False) -> None:
        """Find the markup in runs (line, start, end) that are read as one text."""
        content = "\n".join(self.lines[line][start:end] for line, start, end in places)
        found: Words = self.inline.html(content) if html else self.inline.words(content)
        self.deletions += found.deletions
        offset = 0
        marks, labels = iter(found.markup), iter(found.labels)
        mark, label = next(marks, None), next(labels, None)
        for line, start, end in places:
            shift, stop = start - offset, offset + end - start
            while mark and mark.start < stop:
                begin = max(mark.start, offset)
                if begin < mark.end:
                    self.markup[line].append(Markup(begin + shift, min(mark.end, stop) + shift, mark.stands))
                if mark.end > stop:
                    mark = Markup(stop, mark.end)
                    break
                mark = next(marks, None)
            while label and label[0] < stop:
                self.labels.setdefault(line, []).append((label[0] + shift, label[1] + shift, label[2]))
                label = next(labels, None)
            offset = stop + 1

    def _table(self, first: int, last: int) -> None:
        cells: list[SourceCell] = []
        rows = [line for line in range(first, last) if line != first + 1 and line in self.begins]
        for row, line in enumerate(rows):
            begin, text = self.begins[line], self.lines[line].rstrip()
            self.opening.add(line)
            self.markup[line] = [Markup(0, begin)] if begin else []
            pipes = [pipe.start() for pipe in _PIPE.finditer(text, begin)]
            edges = [begin - 1, *pipes, len(text)]
            if pipes and pipes[0] == begin:
                del edges[0]
            if pipes and pipes[-1] == len(text) - 1:
                del edges[-1]
            self.tally.cell(len(edges) - 1)
            if edges[0] >= begin:
                self.markup[line].append(Markup(edges[0], edges[0] + 1, " "))
            for column, (left, right) in enumerate(pairwise(edges)):
                if words := text[left + 1 : right].strip():
                    start = text.index(words, left + 1)
                    self._take([(line, start, start + len(words))])
                    cells.append(SourceCell(row, column, (Part(line + 1, start, start + len(words)),)))
                if right < len(text):
                    self.markup[line].append(Markup(right, right + 1, " "))
        headed = int(any(cell.row == 0 for cell in cells))
        self.tables.append(SourceTable(tuple(cells), headed=headed))

    def _html_tables(self, first: int, last: int) -> None:
        """Take the tables of a block of HTML: a cell has a part for each line that holds words of it."""
        starts = list(accumulate((len(line) + 1 for line in self.lines[first:last]), initial=0))
        shown = [SourceLine(0, self.lines[line], markup=tuple(self.markup[line])).words for line in range(first, last)]
        for table in html_tables("\n".join(self.lines[first:last])):
            cells: list[SourceCell] = []
            for cell in table.cells:
                self.tally.cell(cell.columns)
                parts: list[Part] = []
                for place in range(bisect_right(starts, cell.start) - 1, bisect_left(starts, cell.end)):
                    begin, end = max(cell.start - starts[place], 0), min(cell.end - starts[place], len(shown[place]))
                    if normal(shown[place][begin:end]).strip():
                        parts.append(Part(first + place + 1, begin, end))
                if parts:
                    cells.append(SourceCell(cell.row, cell.column, tuple(parts), cell.rows, cell.columns))
            if cells:
                self.tables.append(SourceTable(tuple(cells), headed=table.headed))

    def _renumber(self, line: int, number: int) -> None:
        """Write the number that is shown for a list's item where there is room for it, else none."""
        sign = _NUMBER.search(self.lines[line])
        if sign and line in self.markup and sign.end() <= self.begins.get(line, 0):
            shown = f"{number}{sign.group().rstrip()[-1]} "
            shown = shown if len(shown) <= len(sign.group()) else ""
            self.markup[line] = sorted([*self.markup[line], Markup(*sign.span(), shown)])

    def _keys(self) -> dict[str, int]:
        """The key of each note by its label: its number, or its place where some labels are no numbers."""
        seen = [label for line in sorted(self.labels) for *_, label in self.labels[line]]
        labels = list(dict.fromkeys([*seen, *self.note_of.values()]))
        if all(re.fullmatch(r"[1-9]\d{0,2}", label) for label in labels):
            return {label: int(label) for label in labels}
        return {label: place for place, label in enumerate(labels, 1)}

    def _line(self, place: int, text: str, keys: dict[str, int]) -> SourceLine:
        known = self.markup.get(place)
        if known is None:
            return SourceLine(place + 1, text, markup=(Markup(0, len(text)),) if text else ())
        marks = [SourceMark(start, end, keys[label]) for start, end, label in self.labels.get(place, ())]
        shown = {mark.start: raised(str(mark.note)) for mark in marks}
        return SourceLine(
            place + 1,
            text,
            opens=True if place in self.opening else None,
            note=keys.get(self.note_of.get(place, ""), 0) if keys else None,
            marks=tuple(marks),
            heading=place in self.headings,
            markup=tuple(mark._replace(stands=shown[mark.start]) if mark.start in shown else mark for mark in known),
        )


def _heading_end(text: str) -> int:
    """Where the words of a heading end: signs behind them close it."""
    bare = text.rstrip().rstrip("#")
    return len(bare.rstrip() if bare[-1:] in " \t" else text.rstrip())


def _renumbered(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The first lines of the items of lists whose numbers are all the same, with the numbers that are shown for them."""
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type.endswith("list_open"):
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type.endswith("list_close"):
            items = lists.pop()
            if len(items) > 1 and items[0].info and len({item.info for item in items}) == 1:
                yield from ((item.map[0], int(item.info) + place) for place, item in enumerate(items) if item.map)
