"""Taking documents into a register: what is new, what completes an entry, what contradicts one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from checks.citations.phrases import shortened
from checks.register import Register, author_named, contradict, issuer_symbol, one_run
from checks.reports.authors import Author
from checks.reports.briefs import Brief, Mention
from grammar.agencies import CENTRAL_CITIES, bodies
from grammar.vocabulary import fold
from lint.register import Book
from lint.register_entries import Entry

Outcome = Literal["new", "completed", "known", "conflict"]

_LONGEST_TITLE = 300
# More reports that cite a document add nothing to its line but changes.
_MOST_SOURCES = 3


class Learning:
    """A register's file that is being added to.

    Attributes:
        book: the file; its entries are replaced as they are completed.
        taken: what became of each entry offered, in order.
    """

    def __init__(self, book: Book) -> None:
        """Begin with what the file holds."""
        self.book = book
        self.taken: list[tuple[Outcome, Entry]] = []
        self._built_in = Register()
        self._places: dict[str, list[int]] = {}
        self._index()

    def take(self, entry: Entry) -> Outcome:
        """Add an entry: what the register has already is completed, what contradicts it is kept apart."""
        outcome = self._taken(entry)
        self.taken.append((outcome, entry))
        return outcome

    def rivals(self, entry: Entry) -> list[Entry]:
        """The documents of the file that an entry contradicts; none where it contradicts the list that comes with doisoat."""
        document = entry.known()
        places = self._places.get(document.key, ())
        return [self.book.documents[place] for place in places if contradict(document, self.book.documents[place].known())]

    def add(self, entry: Entry) -> None:
        """Add an entry as a document, whatever it contradicts."""
        self._places.setdefault(entry.known().key, []).append(len(self.book.documents))
        self.book.documents.append(entry)

    def decide(self, entry: Entry, which: str) -> None:
        """Settle a conflict: keep what the register has ("old"), put the entry in its place ("new"), or hold both for right."""
        self.book.conflicts.remove(entry)
        if which == "old":
            return
        if which == "new":
            for rival in self.rivals(entry):
                self.book.documents.remove(rival)
            self._index()
        self.add(entry)

    def _index(self) -> None:
        self._places = {}
        for place, entry in enumerate(self.book.documents):
            self._places.setdefault(entry.known().key, []).append(place)

    def _taken(self, entry: Entry) -> Outcome:
        document = entry.known()
        places = self._places.get(document.key, [])
        for place in places:
            old = self.book.documents[place]
            if old.date == entry.date and one_run(old.known(), document):
                completed = _completed(old, entry)
                self.book.documents[place] = completed
                return "known" if completed == old else "completed"
        comes_with = self._built_in.of(document.key)
        if any(known.day == entry.date and one_run(known, document) for known in comes_with):
            return "known"
        if self.rivals(entry) or any(contradict(document, known) for known in comes_with):
            self.set_apart(entry)
            return "conflict"
        self.add(entry)
        return "new"

    def set_apart(self, entry: Entry) -> None:
        """Keep a contradicting entry, once, with all its sources."""
        for place, old in enumerate(self.book.conflicts):
            if (old.number, old.date, old.issuer) == (entry.number, entry.date, entry.issuer):
                self.book.conflicts[place] = _completed(old, entry)
                return
        self.book.conflicts.append(entry)


def _completed(old: Entry, new: Entry) -> Entry:
    """An entry with what another of the same document adds: title, type and note where it has none, sources, confirmation."""
    more = [words for words in new.source if words not in old.source]
    return old._replace(
        title=old.title or new.title,
        type=old.type or new.type,
        note=old.note or new.note,
        source=(*old.source, *more[: max(0, _MOST_SOURCES - len(old.source))]),
        status="confirmed" if "confirmed" in (old.status, new.status) else "learned",
    )


def learned(brief: Brief, source: str, doubted: Collection[int] = ()) -> Iterator[Entry]:
    """The entries that a report gives: its documents with a date that it does not contradict and an author that is known.

    Args:
        brief: the report.
        source: its name.
        doubted: the starts of citations of which a rule speaks; they teach nothing.
    """
    for mention in brief.mentions:
        issuer = None if mention.told or not mention.sure or mention.span.start in doubted else issuer_of(mention)
        if issuer is not None:
            title = shortened(" ".join((mention.subject or "").split()), _LONGEST_TITLE)
            yield Entry(mention.name, mention.type or "", mention.day, issuer, title, "", (source,), "learned")


def issuer_of(mention: Mention) -> str | None:
    """The issuer's name, from which its author can be read again; None where the author is not known, or no name tells it."""
    author = mention.author
    if author.compared(author) != "same":
        return None
    owners = [body.name for body in bodies(issuer_symbol(mention.name) or "")]
    names = (name for body in (*owners, *_ANY_BODY) for name in _names(body, author))
    return next((name for name in names if author_named(name, mention.day) == author), None)


# Bodies whose names tell level and place where the symbol's own does not: "Trung tâm Phục vụ hành chính công".
_ANY_BODY = ("UBND", "")


def _names(body: str, author: Author) -> Iterator[str]:
    """How a body of an author may be named, the fuller first."""
    if author.level == "central":
        yield body
        return
    province = author.province or ""
    whole = f"{'thành phố' if fold(province) in CENTRAL_CITIES else 'tỉnh'} {province}"
    if author.level == "province":
        if fold(body).endswith("ủy"):
            yield f"{body} {province}"
        yield f"{body} {whole}".strip()
        return
    place = (author.locality or "").title()
    yield f"{body} {place}, {whole}".strip()
    if author.unit:
        yield f"{body} {author.unit} {place}, {whole}".strip()
