"""What in a paragraph of Markdown is markup, with its place; markdown-it's own tokens bear none.

markdown-it tells emphasis and code; links, HTML and the like are found here, by patterns that look no further than a sentence,
so that a hostile text takes no more time than any other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any, NamedTuple

from markdown_it import MarkdownIt, rules_inline
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from grammar.report import normal
from grammar.source import Markup, raised
from lint.readers import limits

# Names of tags as browsers know them; "<số>" and "<ten>" are placeholders of a draft.
_TAGS = (
    "a|abbr|b|big|blockquote|br|center|code|col|colgroup|del|div|em|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|small|span"
    "|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul"
)
BLOCK = re.compile(r"</?(?:blockquote|br|center|div|h[1-6]|hr|li|ol|p|table|td|th|tr|ul)\b", re.IGNORECASE)
_ENTITY = r"&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});"
_SUPERSCRIPT = r"<sup>\s{0,9}(?:<a\b[^<>]{0,300}>)?[(\[]?(?P<digits>\d{1,3})[)\]]?(?:</a>)?\s{0,9}</sup>"
_TAG = rf"</?(?:{_TAGS})\b[^<>]{{0,1000}}>"
_LABEL = r"(?:[^\[\]\\]|\\.|\[[^\[\]]{0,60}\]){0,1000}"
_TARGET = (
    r"\(\s{0,9}(?:<[^<>\n]{0,2000}>|(?:[^\s()\\]|\\.|\([^\s()]{0,300}\)){0,2000})"
    r"""(?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'))?\s{0,9}\)"""
)
_INLINE = re.compile(
    rf"""(?P<literal>(?<=\()\*{{1,3}}(?=\)))
      | (?P<escape>\\(?=[!-/:-@\[-`{{-~]))
      | (?P<end>\\(?=\n))
      | (?P<note>\[\^(?P<label>[^\s\[\]]{{1,100}})\])
      | (?P<raised>{_SUPERSCRIPT}|\^(?P<between>\d{{1,3}})\^)
      | (?P<address><(?=(?:https?://|mailto:|[\w.+-]{{1,100}}@)[^\s<>]{{1,2000}}>))
      | (?P<tag>{_TAG})
      | (?P<entity>{_ENTITY})
      | (?P<image>!\[{_LABEL}\]{_TARGET})
      | (?P<link>\[(?={_LABEL}(?P<target>\]{_TARGET})))
      | (?P<reference>\[(?=(?P<words>{_LABEL})(?P<named>\](?:\[(?P<name>[^\[\]]{{0,200}})\])?)))""",
    re.VERBOSE | re.IGNORECASE,
)
_HTML = re.compile(
    rf"(?P<comment><!--(?:.*?-->|.*))|(?P<script><(?P<of>script|style)\b(?:.*?</(?P=of)\s*>|.*))|(?P<raised>{_SUPERSCRIPT})"
    rf"|(?P<tag></?[A-Za-z][^<>]{{0,5000}}>|<[!?][^<>]{{0,1000}}>)|(?P<entity>{_ENTITY})",
    re.DOTALL | re.IGNORECASE,
)
_SIGNS = frozenset("*\\[^<>&!]")
_Rule = Callable[[StateInline, bool], bool]


class Words(NamedTuple):
    """Markup of a text in order, none within another; footnote marks (start, end, label) in order; passages struck out."""

    markup: list[Markup]
    labels: list[tuple[int, int, str]]
    deletions: int


class Inline:
    """Finds markup in paragraphs of one file."""

    def __init__(self, references: dict[str, Any]) -> None:
        """`references`: the file's link definitions by their normalised labels."""
        self.references = references
        self.signs = 0  # so far in the file: each may cost as much as a page of words
        self.parser = MarkdownIt("zero").enable(["backticks", "emphasis", "strikethrough", "balance_pairs"])
        self.parser.inline.ruler2.disable("fragments_join", True)
        rules = self.parser.inline.ruler
        rules.at("backticks", _code(rules_inline.backtick))
        rules.at("emphasis", _delimiters(rules_inline.emphasis.tokenize))
        rules.at("strikethrough", _delimiters(rules_inline.strikethrough.tokenize))
        rules.before("backticks", "signs", self._signs)

    def words(self, content: str) -> Words:
        """The markup in the lines of a paragraph, a heading or a cell.

        Raises:
            Failure: the file has more signs of markup than any report.
        """
        signs = sum(map(content.count, "*_~`\\[^<&"))
        if not signs:
            return Words([], [], 0)
        self.signs += signs
        if self.signs > limits.MOST_SIGNS:
            raise limits.too_many_signs()
        env: dict[str, Any] = {"markup": [], "labels": [], "delimiters": [], "ends": {}, "comments": True}
        self.parser.inline.parse(content, self.parser, env, [])
        markup: list[Markup] = env["markup"]
        deletions = 0
        opened: list[int] = []
        for token, start, end, run in env["delimiters"]:
            # What is left of a pair ("**Kế hoạch **số", as word processors export it) is no word either.
            if token.content and not (token.content == "*" and run > 1):
                continue
            markup.append(Markup(start, end))
            if token.type == "s_open":
                opened.append(start)
            elif token.type == "s_close" and opened:
                markup.append(Markup(opened.pop(), end))
                deletions += 1
        outer = list(_outermost(markup))
        kept = {mark.start for mark in outer}
        return Words(outer, [label for label in env["labels"] if label[0] in kept], deletions)

    def html(self, content: str) -> Words:
        """The markup in a block of HTML."""
        markup = [
            _raised(found) if found["raised"] else _entity(found) if found["entity"] else _tag(found)
            for found in _HTML.finditer(content)
        ]
        return Words(markup, [], 0)

    def _signs(self, state: StateInline, silent: bool) -> bool:  # noqa: ARG002
        """An inline rule: whatever markup begins here but emphasis and code. No rule here looks ahead silently."""
        start, env = state.pos, state.env
        if state.src[start] not in _SIGNS:
            return False
        if end := env["ends"].get(start):
            env["markup"].append(Markup(start, end))
            state.pos = end
            return True
        if state.src.startswith("<!--", start) and env["comments"]:
            close = state.src.find("-->", start)
            env["comments"] = close >= 0
            if close >= 0:
                env["markup"].append(Markup(start, close + 3))
                state.pos = close + 3
                return True
        found = _INLINE.match(state.src, start)
        if not found or not self._take(found, env):
            return False
        kind, width = found.lastgroup, found.end() - start
        text = state.push("text", "", 0)
        text.content = state.src[start]
        state.pos += width + (kind in ("escape", "end"))
        return True

    def _take(self, found: re.Match[str], env: MutableMapping[str, Any]) -> bool:
        """Keep what a sign begins; whether it is markup at all."""
        markup: list[Markup] = env["markup"]
        if found["literal"]:
            return True
        if found["note"]:
            env["labels"].append((*found.span(), found["label"]))
            markup.append(Markup(*found.span()))
        elif found["raised"]:
            markup.append(_raised(found))
        elif found["entity"]:
            markup.append(_entity(found))
        elif found["tag"]:
            markup.append(_tag(found))
        elif found["link"]:
            env["ends"][found.start("target")] = found.end("target")
            markup.append(Markup(*found.span()))
        elif found["reference"]:
            if normalizeReference(found["name"] or found["words"]) not in self.references:
                return False
            env["ends"][found.start("named")] = found.end("named")
            markup.append(Markup(*found.span()))
        elif found["address"]:
            close = found.string.index(">", found.end())
            env["ends"][close] = close + 1
            markup.append(Markup(*found.span()))
        else:
            markup.append(Markup(*found.span()))
        return True


def _raised(found: re.Match[str]) -> Markup:
    """Digits set above the line."""
    digits = found["digits"] or found["between"]
    return Markup(*found.span(), raised(digits))


def _entity(found: re.Match[str]) -> Markup:
    """A character by its name or number."""
    stands = normal(html.unescape(found["entity"]))
    return Markup(*found.span(), stands.replace("\n", " ").replace("\r", " "))


def _tag(found: re.Match[str]) -> Markup:
    """A tag, which parts words or not."""
    return Markup(*found.span(), " " if BLOCK.match(found.group()) else "")


def _outermost(markup: list[Markup]) -> Iterator[Markup]:
    """In order, without what lies within another."""
    end = 0
    for mark in sorted(markup, key=lambda mark: (mark.start, -mark.end)):
        if mark.start >= end:
            yield mark
            end = mark.end


def _code(rule: _Rule) -> _Rule:
    """The rule of inline code, which keeps where its signs stand."""

    def code(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        run = _run(state.src, start)
        if state.pos > start + run:
            state.env["markup"] += (Markup(start, start + run), Markup(state.pos - run, state.pos))
        return True

    return code


def _run(text: str, start: int) -> int:
    """How many times the character that stands here is repeated."""
    end = start
    while end < len(text) and text[end] == text[start]:
        end += 1
    return end - start


def _delimiters(rule: _Rule) -> _Rule:
    """A rule of paired signs, which keeps where the token of each stands: it loses its content where it is markup."""

    def delimiters(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        end, place = state.pos, len(state.tokens)
        found: list[tuple[Token, int, int, int]] = []
        while end > start:
            place -= 1
            token = state.tokens[place]
            found.append((token, end - len(token.content), end, state.pos - start))
            end -= len(token.content)
        state.env["delimiters"] += reversed(found)
        return True

    return delimiters
