"""The tables of a report as the sheets of an Excel file: merged headers, figures as numbers with a format."""

from __future__ import annotations

import io
import re

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats.document import Document, Table

_INTEGER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+,(\d+)")


def write(document: Document) -> bytes:
    """The file: a sheet for each table, its caption above it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, table in enumerate(document.tables, 1):
        _fill(book.create_sheet(f"Biểu {number}"), table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, table: Table) -> None:
    sheet.cell(1, 1, table.caption)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=table.columns)
    if table.unit:
        sheet.cell(2, table.columns, table.unit)
    for cell in table.cells:
        row, column = cell.row + 4, cell.column + 1
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + cell.rows - 1, end_column=column + cell.columns - 1
            )
        if cell.row < table.headed or not cell.words:
            sheet.cell(row, column, cell.words or None)
        elif _INTEGER.fullmatch(cell.words):
            sheet.cell(row, column, int(cell.words.replace(".", ""))).number_format = "#,##0"
        elif match := _DECIMAL.fullmatch(cell.words):
            value = float(cell.words.replace(",", "."))
            sheet.cell(row, column, value).number_format = "0." + "0" * len(match[1])
        else:
            sheet.cell(row, column, cell.words)
