"""OpenDocument text (.odt, .ott): paragraphs, tables, notes and text boxes, from the XML itself.

Tracked insertions are read, deletions and hidden text are not, and neither are annotations, headers and footers of pages,
and pictures.
"""

from __future__ import annotations

import zipfile

from grammar.source import Source
from lint.readers.markup import parsed, trusting_nothing
from lint.readers.opendocument.story import Story
from lint.readers.package import damaged, protected

_MANIFEST = "META-INF/manifest.xml"


def read(archive: zipfile.ZipFile) -> Source:
    """The lines and tables of an OpenDocument text.

    Raises:
        Failure: it is damaged, empty, protected by a password, or larger than any report.
    """
    with trusting_nothing():
        manifest = parsed(archive, _MANIFEST)
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise protected()
        content = parsed(archive, "content.xml")
        text = next(content.iter("{*}text"), None) if content is not None else None
        if text is None:
            raise damaged()
        return Story(text, content, parsed(archive, "styles.xml")).source()
