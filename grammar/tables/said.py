"""A figure of the text with the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from grammar.facts import Quantity
from grammar.figures.restatements import tokens
from grammar.report import Report
from grammar.tables.named import NEUTRAL, YEAR
from grammar.vocabulary import table_words

_OTHERS = {phrase: frozenset(phrase.split()) - NEUTRAL for phrase in table_words("other_figures")}
_SENTENCE = re.compile(r"[.!?;](?=\s)|\n")
_CLAUSE_END = re.compile(r"[,:()]")
_REFERENCE = re.compile(r"\b(?:bảng|biểu|phụ lục)\b")
_FIGURE = re.compile(r"(?<![\w/])\d")
_WINDOW = 300  # characters before and behind a figure


class Said(NamedTuple):
    """A figure of the text with the words around it, in small letters.

    Attributes:
        opening: the words of its sentence before its first number.
        lead: from the figure before it, or its sentence's beginning; `rest` up to the next figure or the sentence's end, of
            which `noun` are those before a comma.
        sentence: all words of its sentence before it, and `rest`.
        others: the words, phrase by phrase, by which it is a plan, an estimate or of another period.
        years: those nearest before it.
        refers: whether its sentence names a table.
    """

    quantity: Quantity
    opening: tuple[str, ...]
    lead: tuple[str, ...]
    rest: tuple[str, ...]
    noun: tuple[str, ...]
    sentence: tuple[str, ...]
    others: tuple[frozenset[str], ...]
    years: frozenset[str]
    refers: bool

    @property
    def near(self) -> frozenset[str]:
        """The words right around it."""
        return frozenset((*self.lead, *self.noun))


def said_of(report: Report, place: int, figures: Sequence[Quantity], at: int) -> Said:
    """A figure of a paragraph with its words.

    Args:
        report: the report.
        place: of the paragraph among its blocks.
        figures: all of the paragraph, in order.
        at: which of them.
    """
    block, quantity = report.blocks[place], figures[at]
    start, end = quantity.number.start, quantity.number.end
    before = report.text[max(block.start, start - _WINDOW) : start].lower()
    stops = list(_SENTENCE.finditer(before))
    before = before[stops[-1].end() :] if stops else before
    last = figures[at - 1].span.end if at else block.start
    following = figures[at + 1].number.start if at + 1 < len(figures) else block.end
    behind = report.text[end : min(following, end + _WINDOW)].lower()
    stop = _SENTENCE.search(behind)
    behind = behind[: stop.start()] if stop else behind
    lead = before[max(0, len(before) - (start - last)) :]
    led, noun = tokens(lead), tokens(_CLAUSE_END.split(behind, maxsplit=1)[0])
    around = f" {' '.join(led)} | {' '.join(noun)} "
    return Said(
        quantity,
        tuple(tokens(_FIGURE.split(before, maxsplit=1)[0])),
        tuple(led),
        tuple(tokens(behind)),
        tuple(noun),
        (*tokens(before), *tokens(behind)),
        tuple(words for phrase, words in _OTHERS.items() if f" {phrase} " in around),
        frozenset(YEAR.findall(lead) or YEAR.findall(before)[-1:]),
        bool(_REFERENCE.search(before) or _REFERENCE.search(behind)),
    )
