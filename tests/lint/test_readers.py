"""Formats are told by their bytes; those that are not read are named with the remedy."""

import io
import zipfile
from itertools import repeat

import pytest
from openpyxl import Workbook

from lint.failure import Failure
from lint.readers import source_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refusal(data: bytes, name: str = "a.docx") -> tuple[str, str]:
    with pytest.raises(Failure) as caught:
        source_of(data, name)
    return caught.value.text.vi, caught.value.text.en


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), (".doc", ".docx")),
        (OLE + "Workbook".encode("utf-16-le"), (".xls", ".xlsx")),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ("mật khẩu", "password")),
        (b"{\\rtf1\\ansi\\ansicpg1252 Th\\u7921?c", ("RTF", ".docx")),
        (zipped(readme=b"a"), ("zip",)),
    ],
    ids=["doc", "xls", "encrypted", "rtf", "zip"],
)
def test_formats_that_are_not_read_are_named_with_the_remedy(data: bytes, words: tuple[str, ...]):
    both = " ".join(refusal(data))
    assert all(word in both for word in words)


@pytest.mark.parametrize("data", [b"PK\x03\x04", zipped(**{"word__document.xml": b"a" * 9})[:-30], b"PK\x03\x04" + bytes(200)])
def test_damaged_archives_are_refused(data: bytes):
    vi, en = refusal(data)
    assert "hỏng" in vi
    assert "damaged" in en


def test_an_archive_that_unpacks_to_too_much_is_refused_unread():
    vi, en = refusal(zipped(**{"word__document.xml": b"a" * (97 * 1024 * 1024)}))
    assert "giải nén" in vi
    assert "unpacks" in en


def test_a_table_of_empty_places_is_refused():
    book = Workbook()
    for place in range(1, 1_200):
        book.active.cell(place, place, "1")
        book.active.cell(place, place + 1, "2")
    buffer = io.BytesIO()
    book.save(buffer)
    assert "cột trong một bảng" in refusal(buffer.getvalue())[0]


def test_cells_that_cover_all_others_are_refused():
    rows = "".join(repeat("<tr>" + "<td rowspan=200 colspan=200>1</td>" * 10 + "</tr>\n", 3))
    assert "cột trong một bảng" in refusal(f"<table>\n{rows}</table>".encode(), "a.md")[0]
