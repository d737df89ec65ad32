"""A draft as a file: text as typed or by pages, Markdown, Word."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Literal

from tests.formats import as_markdown, as_text, as_word
from tests.formats.document import Document
from tests.repository.habits import Marks

Format = Literal["pages", "text", "markdown", "word"]
FORMATS: dict[Format, str] = {"pages": ".txt", "text": ".txt", "markdown": ".md", "word": ".docx"}
_MARKS: dict[Marks, str] = {"(1)": "({})", "1": "{}", "[1]": "[{}]", "none": "{}"}
_NO_TIME = (2025, 1, 1, 0, 0, 0)


def write(document: Document, path: Path, format_: Format, marks: Marks) -> int:
    """Write a report; gives its size in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if format_ == "word":
        data = _timeless(as_word.write(document, edited=False))
    elif format_ == "markdown":
        data = as_markdown.write(document).encode()
    elif format_ == "pages":
        data = as_text.write_pages(document, mark=_MARKS[marks]).encode()
    else:
        data = as_text.write(document, mark="({})" if marks == "(1)" else "[{}]").encode()
    path.write_bytes(data)
    return len(data)


def _timeless(archive: bytes) -> bytes:
    """A Word file without the time at which its parts were packed: the same words give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _NO_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
