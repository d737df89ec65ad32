"""One report in several formats: doisoat reads the same citations, relations and findings from each."""

from collections.abc import Callable
from functools import cache

import pytest

from checks.registry import RULES
from grammar.report import normal
from tests.formats import as_odt, as_word
from tests.formats.document import parse, sample
from tests.formats.reading import BASE, PIPES, TABLES, WRITERS, Reading, difference, read

FORMATS = [name for name in WRITERS if name != BASE]
KNOWN = {rule.name for rule in RULES}


@cache
def reading(name: str) -> Reading:
    file, write = {**WRITERS, **TABLES}[name]
    return read(sample(), file, write(sample()))


@pytest.mark.parametrize("name", WRITERS)
def test_no_word_is_lost_and_no_mark_taken_for_a_digit(name: str):
    assert reading(name).lost_blocks() == []
    assert reading(name).fused() == []


@pytest.mark.parametrize("name", WRITERS)
def test_every_footnote_is_tied_to_its_mark(name: str):
    assert reading(name).tied() == list(sample().notes)
    assert reading(name).report.stray_marks == ()


@pytest.mark.parametrize("name", [*WRITERS, *TABLES])
def test_every_cell_stands_in_its_row_and_column(name: str):
    assert reading(name).lost_cells() == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("what", ["outline", "citations", "relations", "places", "findings"])
def test_each_format_says_what_the_text_says(name: str, what: str):
    if (name, what) == (PIPES, "findings"):
        return  # it calls columns by other names
    assert difference(getattr(reading(BASE), what), getattr(reading(name), what)) == []


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_wrong_is_found_and_what_is_right_is_not(name: str):
    assert [planted for planted in reading(name).missed() if planted.rule in KNOWN] == []
    assert [alarm.message.en for alarm in reading(name).alarms()] == []


@pytest.mark.parametrize("name", [*WRITERS, *TABLES])
def test_places_lead_back_to_the_source(name: str):
    report = reading(name).report
    for block in report.blocks:
        source = "".join(joint + normal(words) for joint, words in report.segments(block.span))
        assert source == report.text[block.start : block.end]
        for region in report.locate(block.span):
            assert (region.line, region.column) <= (region.end_line, region.end_column)
            assert region.end_column <= len(report.lines[region.end_line - 1].text) + 1


def test_wrong_figures_are_found_in_sheets_too():
    wrong = [planted for planted in sample().planted if planted.place == "cell" and planted.rule in KNOWN]
    alone = [planted for planted in wrong if planted.rule == "table-total-mismatch"]
    assert [planted for planted in alone if not reading("excel").found(planted)] == []
    assert reading("excel").alarms() == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("write", [as_word.write, as_odt.write])
def test_wherever_runs_and_changes_divide_the_words_they_are_read_the_same(write: Callable[..., bytes], seed: int):
    edited = read(sample(), f"edited{seed}", write(sample(), seed=seed))
    assert edited.lost_blocks() == edited.fused() == edited.lost_cells() == []
    assert difference(reading(BASE).findings, edited.findings) == []


def test_the_source_is_a_report():
    assert len(sample().notes) == 50
    assert len(sample().tables) == 5
    assert len(sample().planted) > 20
    with pytest.raises(ValueError, match="marks"):
        parse("Một câu[[1]].\n\n[2] Chú thích.")
