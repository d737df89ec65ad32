"""The register of known documents: what is held to be true of a document, whoever cites it."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from checks.reports.briefs import Author


class KnownDocument(NamedTuple):
    """A document in the register.

    Attributes:
        name: number and symbol as a person writes them: 61/2018/NĐ-CP, 18-NQ/TW.
        type: its type word.
        key: as `checks.reports.briefs.Mention.key`.
        day: the day of issue.
        author: level and place of its issuer; `issuer` as written.
        title: what it is about.
        source: where this is known from.
    """

    name: str
    type: str
    key: str
    day: datetime.date
    author: Author
    issuer: str
    title: str
    source: str


class Register:
    """Known documents, by number and symbol."""
