"""Word files (.docx, .docm, .dotx): paragraphs, tables, footnotes and text boxes, from the XML itself.

Tracked insertions are read, deletions and hidden text are not, and neither are comments, headers and footers of pages,
pictures, and notes that no mark refers to.
"""

from __future__ import annotations

import io
import zipfile

from grammar.source import Source
from lint.readers.markup import trusting_nothing
from lint.readers.word.parts import parts_of
from lint.readers.word.story import Story


def read(data: bytes) -> Source:
    """The lines and tables of a Word file.

    Raises:
        Failure: it is damaged, empty, or larger than any report.
    """
    with trusting_nothing(), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Story(parts_of(archive)).source()
