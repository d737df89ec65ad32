"""What `doisoat register` prints and asks. Words of reports are data: they are shown without markup and control codes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from checks.citations.phrases import shortened, written
from checks.register import BUILT_IN, Register, built_in
from checks.rule import Language, Text
from grammar.report import normal
from grammar.vocabulary import fold
from lint.register import Book
from lint.register_entries import Entry, order
from lint.register_learning import Learning, Outcome

_HEADS = (
    Text("Số, ký hiệu", "Number"),
    Text("Ngày", "Date"),
    Text("Cơ quan ban hành", "Issuer"),
    Text("Nội dung", "Title"),
    Text("Nguồn", "Source"),
    Text("", ""),
)
_STATES = {
    "confirmed": Text("đã xác nhận", "confirmed"),
    "learned": Text("học từ báo cáo", "learned"),
    "conflicting": Text("mâu thuẫn", "conflicting"),
}
_OUTCOMES: dict[Outcome, Text] = {
    "new": Text("mới", "new"),
    "completed": Text("bổ sung", "completed"),
    "known": Text("đã có", "known"),
    "conflict": Text("mâu thuẫn", "conflicting"),
}
_CONFLICT = Text(
    "{document}: sổ ghi ngày {old}; {source} ghi ngày {new}", "{document}: the register has {old}; {source} has {new}"
)
_QUESTION = Text(
    "giữ ngày cũ (old), lấy ngày mới (new), giữ cả hai (both), để sau (later)",
    "keep the old date, take the new one, keep both, or decide later",
)
_LEFT = Text(
    "còn {count} mâu thuẫn chưa quyết định, để riêng trong sổ: hãy chạy lại ở cửa sổ dòng lệnh để chọn",
    "{count} contradictions are undecided and kept apart in the register: run this at a terminal to decide",
)
_NOTHING = Text("không có văn bản nào như vậy trong sổ", "the register has no such document")


class Shown(NamedTuple):
    """An entry with its state."""

    entry: Entry
    state: str


def plain(words: str) -> str:
    """Words on one line, without control codes."""
    return " ".join(normal(words).split())


def found(book: Book, words: Sequence[str]) -> Iterator[Shown]:
    """The entries that have all the words, in order; the list that comes with doisoat among them."""
    known = [
        Entry(document.name, document.type, document.day, document.issuer, document.title, "", (BUILT_IN,))
        for document in built_in()
    ]
    every = [
        *(Shown(entry, entry.status) for entry in (*known, *book.documents)),
        *(Shown(entry, "conflicting") for entry in book.conflicts),
    ]
    wanted = [fold(word) for word in words]
    for shown in sorted(every, key=lambda one: order(one.entry)):
        entry = shown.entry
        text = fold(" ".join((entry.type, entry.number, written(entry.date), entry.issuer, entry.title)))
        if all(word in text for word in wanted):
            yield shown


def print_table(rows: list[Shown], language: Language) -> None:
    """The entries as a table on a terminal, with tabs between for a pipe."""
    if not rows:
        click.echo(f"doisoat: {_NOTHING.say(language)}", err=True)
        return
    cells = [
        [
            plain(cell)
            for cell in (
                entry.number,
                written(entry.date),
                entry.issuer,
                entry.title,
                ", ".join(entry.source),
                _STATES[state].say(language),
            )
        ]
        for entry, state in rows
    ]
    if not sys.stdout.isatty():
        for row in cells:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Words

    table = Table(*(head.say(language) for head in _HEADS), box=None, pad_edge=False)
    for column in table.columns[:2]:  # a number is read whole
        column.no_wrap = True
    for row in cells:
        table.add_row(*map(Words, row))
    Console(markup=False, highlight=False, emoji=False).print(table)


def print_outcomes(learning: Learning, path: str, language: Language, verbose: bool) -> None:
    """How many documents were learned, completed, known; each of them if asked for."""
    if verbose:
        for outcome, entry in learning.taken:
            if outcome != "known":
                click.echo(f"{_OUTCOMES[outcome].say(language)}: {_named(entry)} {written(entry.date)}, {plain(entry.issuer)}")
    counts = Counter(outcome for outcome, _ in learning.taken)
    said = ", ".join(f"{counts[outcome]} {word.say(language)}" for outcome, word in _OUTCOMES.items())
    click.echo(f"{plain(path)}: {said}")


def print_conflicts(learning: Learning, language: Language) -> None:
    """What contradicts the register, and how to decide."""
    for entry in sorted(learning.book.conflicts, key=order):
        click.echo(_conflict(learning, entry, language))
    click.echo(_LEFT.fill(count=len(learning.book.conflicts)).say(language))


def ask(learning: Learning, language: Language) -> None:
    """Ask about each contradiction; what is decided leaves the conflicts at once."""
    for entry in sorted(learning.book.conflicts, key=order):
        click.echo(_conflict(learning, entry, language))
        click.echo(f"  {_titled(entry)}")
        answer = click.prompt(f"  {_QUESTION.say(language)}", type=click.Choice(["old", "new", "both", "later"]), default="later")
        if answer != "later":
            learning.decide(entry, answer)


def _conflict(learning: Learning, entry: Entry, language: Language) -> str:
    rivals = learning.rivals(entry) or [
        Entry(document.name, document.type, document.day, document.issuer, document.title, "", (BUILT_IN,))
        for document in Register().of(entry.known().key)
    ]
    old = ", ".join(f"{written(rival.date)} ({plain(', '.join(rival.source))})" for rival in rivals)
    filled = _CONFLICT.fill(document=_named(entry), old=old, new=written(entry.date), source=plain(", ".join(entry.source)))
    return filled.say(language)


def _named(entry: Entry) -> str:
    return plain(f"{entry.type} {entry.number}")


def _titled(entry: Entry) -> str:
    return shortened(plain(entry.title or entry.issuer))
