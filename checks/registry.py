"""All rules, in order of their codes."""

from __future__ import annotations

from checks.citations.citation_form import CitationForm
from checks.citations.date_conflict import DateConflict
from checks.citations.duplicate_entry import DuplicateEntry
from checks.citations.extra_year import ExtraYear
from checks.citations.future_date import FutureDate
from checks.citations.implements_later_document import ImplementsLaterDocument
from checks.citations.invalid_date import InvalidDate
from checks.citations.issuer_mismatch import IssuerMismatch
from checks.citations.misplaced_citation import MisplacedCitation
from checks.citations.missing_year import MissingYear
from checks.citations.number_out_of_order import NumberOutOfOrder
from checks.citations.number_reuse import NumberReuse
from checks.citations.register_conflict import RegisterConflict
from checks.citations.subject_conflict import SubjectConflict
from checks.citations.symbol_conflict import SymbolConflict
from checks.citations.symbol_form import SymbolForm
from checks.citations.symbol_year_mismatch import SymbolYearMismatch
from checks.citations.type_symbol_mismatch import TypeSymbolMismatch
from checks.citations.year_copy import YearCopy
from checks.citations.year_group import YearGroup
from checks.figures.balance_mismatch import BalanceMismatch
from checks.figures.figure_conflict import FigureConflict
from checks.figures.growth_mismatch import GrowthMismatch
from checks.figures.number_style import NumberStyle
from checks.figures.part_exceeds_total import PartExceedsTotal
from checks.figures.percent_mismatch import PercentMismatch
from checks.figures.ratio_above_one import RatioAboveOne
from checks.figures.share_mismatch import ShareMismatch
from checks.figures.sum_mismatch import SumMismatch
from checks.figures.table_text_mismatch import TableTextMismatch
from checks.figures.table_total_mismatch import TableTotalMismatch
from checks.figures.truncated_percent import TruncatedPercent
from checks.lists.footnote_count_mismatch import FootnoteCountMismatch
from checks.lists.footnote_mark import FootnoteMark
from checks.lists.heading_numbering_gap import HeadingNumberingGap
from checks.lists.list_count_mismatch import ListCountMismatch
from checks.lists.list_numbering_gap import ListNumberingGap
from checks.reports.cross_report_date_conflict import CrossReportDateConflict
from checks.reports.cross_report_figure_conflict import CrossReportFigureConflict
from checks.reports.district_total_mismatch import DistrictTotalMismatch
from checks.rule import Rule
from checks.suppressions.unused_suppression import UnusedSuppression
from checks.wording.date_style import DateStyle
from checks.wording.foreign_locality import ForeignLocality
from checks.wording.name_variant import NameVariant
from checks.wording.period_mismatch import PeriodMismatch
from checks.wording.placeholder import Placeholder
from checks.wording.repeated_word import RepeatedWord
from checks.wording.stray_accent import StrayAccent

RULES: tuple[type[Rule], ...] = (
    DateConflict,
    SymbolConflict,
    NumberReuse,
    YearCopy,
    InvalidDate,
    SymbolYearMismatch,
    MissingYear,
    ExtraYear,
    IssuerMismatch,
    TypeSymbolMismatch,
    SymbolForm,
    NumberOutOfOrder,
    ImplementsLaterDocument,
    FutureDate,
    DuplicateEntry,
    SubjectConflict,
    CitationForm,
    YearGroup,
    RegisterConflict,
    MisplacedCitation,
    SumMismatch,
    PartExceedsTotal,
    PercentMismatch,
    TruncatedPercent,
    GrowthMismatch,
    BalanceMismatch,
    RatioAboveOne,
    FigureConflict,
    ShareMismatch,
    NumberStyle,
    TableTotalMismatch,
    TableTextMismatch,
    ListCountMismatch,
    ListNumberingGap,
    HeadingNumberingGap,
    FootnoteCountMismatch,
    FootnoteMark,
    RepeatedWord,
    Placeholder,
    DateStyle,
    NameVariant,
    StrayAccent,
    ForeignLocality,
    PeriodMismatch,
    CrossReportDateConflict,
    CrossReportFigureConflict,
    DistrictTotalMismatch,
    UnusedSuppression,
)


def by_selector(selector: str) -> tuple[type[Rule], ...]:
    """The rules that a name (date-conflict), a code (CIT101), a prefix of codes (CIT) or ALL stands for; none if unknown."""
    wanted = selector.strip()
    if wanted.upper() == "ALL":
        return RULES
    exact = tuple(rule for rule in RULES if wanted.lower() == rule.name or wanted.upper() == rule.code)
    family = wanted.upper()
    return exact or tuple(rule for rule in RULES if family and rule.code.startswith(family))


def nearest(selector: str) -> str | None:
    """The name or code of a rule that a selector which stands for none may have been meant for."""
    from rapidfuzz import process

    names = [name for rule in RULES for name in (rule.name, rule.code)]
    found = process.extractOne(selector, names, score_cutoff=50, processor=str.casefold)
    return found[0] if found else None


_BY_CODE = {rule.code: rule for rule in RULES}


def by_code(code: str) -> type[Rule]:
    """The rule of a code.

    Raises:
        KeyError: there is none.
    """
    return _BY_CODE[code]
