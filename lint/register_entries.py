"""A document as the repository's register holds it, and what must hold of its fields."""

from __future__ import annotations

import datetime
import re
from typing import Literal, NamedTuple, get_args

from checks.register import KnownDocument, Row, key_of, known, year_of
from grammar.report import normal

Status = Literal["confirmed", "learned"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Entry(NamedTuple):
    """A document of the register's file.

    Attributes:
        number: number and symbol; `type`, `title`, `note` are "" where unknown.
        issuer: with its place, from which level and locality are read: "UBND huyện Bắc Hà, tỉnh Lào Cai".
        source: the reports that cite it so, or the file it was imported from.
    """

    number: str
    type: str
    date: datetime.date
    issuer: str
    title: str = ""
    note: str = ""
    source: tuple[str, ...] = ()
    status: Status = "confirmed"

    def row(self) -> Row:
        """The entry as checks have it."""
        return Row(self.number, self.type, self.date, self.issuer, self.title, ", ".join(self.source))

    def known(self) -> KnownDocument:
        """The entry with its key and author."""
        return known(self.row())


def checked(fields: dict[str, str], source: tuple[str, ...]) -> Entry:
    """An entry of its fields as written.

    Raises:
        Wrong: a field is.
    """
    fields = {column: _even(words) for column, words in fields.items()}
    number, written, status = fields["number"].replace("–", "-"), fields["date"], fields["status"]
    source = tuple(filter(None, map(_even, source)))
    if not source:
        raise Wrong("source", "thiếu nguồn", "there is no source")
    try:
        key_of(number)
    except ValueError:
        raise Wrong("number", f"“{number}” không phải số, ký hiệu", f"“{number}” is no number and symbol") from None
    try:
        day = datetime.date.fromisoformat(written if _DAY.fullmatch(written) else "")
    except ValueError:
        raise Wrong("date", f"“{written}” không phải ngày (YYYY-MM-DD)", f"“{written}” is no date (YYYY-MM-DD)") from None
    if year_of(number) not in (None, day.year):
        raise Wrong("date", f"{written} không thuộc năm trong {number}", f"{written} is not of the year in {number}")
    if status not in get_args(Status):
        raise Wrong(
            "status", f"status “{status}” phải là confirmed hoặc learned", f"status “{status}” is not confirmed or learned"
        )
    return Entry(number, fields["type"], day, fields["issuer"], fields["title"], fields["note"], source, status)  # type: ignore[arg-type]


def _even(words: str) -> str:
    """Words with composed letters and single blanks, without line ends and control codes."""
    # Twice: what an invisible character kept apart is composed the second time.
    return " ".join(normal(normal(words)).split())


class Wrong(ValueError):
    """What is wrong with a field of an entry, in both languages."""

    def __init__(self, column: str, vi: str, en: str) -> None:
        super().__init__(en)
        self.column, self.vi, self.en = column, vi, en


def order(entry: Entry) -> tuple[str, int, int, str, datetime.date, Entry]:
    """Where an entry stands in the file: by symbol, year, number, day."""
    _, _, symbol, *_ = (key := key_of(entry.number)).split(" ")
    number = key.split(" ")[0].split(".")[0]
    return symbol, year_of(entry.number) or entry.date.year, int(number), entry.number, entry.date, entry
