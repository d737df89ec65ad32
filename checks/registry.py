"""All rules, in order of their codes."""

from __future__ import annotations

from checks.citations.date_conflict import DateConflict
from checks.citations.duplicate_entry import DuplicateEntry
from checks.citations.invalid_date import InvalidDate
from checks.citations.issuer_mismatch import IssuerMismatch
from checks.citations.missing_year import MissingYear
from checks.citations.number_reuse import NumberReuse
from checks.citations.symbol_year_mismatch import SymbolYearMismatch
from checks.citations.year_copy import YearCopy
from checks.lists.footnote_mark import FootnoteMark
from checks.rule import Rule
from checks.wording.repeated_word import RepeatedWord

RULES: tuple[type[Rule], ...] = (
    DateConflict,
    NumberReuse,
    YearCopy,
    InvalidDate,
    SymbolYearMismatch,
    MissingYear,
    IssuerMismatch,
    DuplicateEntry,
    FootnoteMark,
    RepeatedWord,
)


def by_selector(selector: str) -> tuple[type[Rule], ...]:
    """The rules that a name (date-conflict), a code (CIT101), a prefix of codes (CIT) or ALL stands for; none if unknown."""
    wanted = selector.strip()
    if wanted.upper() == "ALL":
        return RULES
    exact = tuple(rule for rule in RULES if wanted.lower() == rule.name or wanted.upper() == rule.code)
    family = wanted.upper()
    return exact or tuple(rule for rule in RULES if family and rule.code.startswith(family))
