"""A report as an OpenDocument text: footnotes, outline, merged cells, tracked changes, a comment, spans that split numbers."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.formats.document import Document, Heading, Item, Table, pieces

_NAMESPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in [
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("fo", "xsl-fo-compatible"),
            ("manifest", "manifest"),
        ]
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MIME = "application/vnd.oasis.opendocument.text"
_WHO = "<office:change-info><dc:creator>Người soát</dc:creator><dc:date>2024-12-05T08:00:00</dc:date></office:change-info>"
_STYLES = (
    '<office:automatic-styles><style:style style:name="Ruled" style:family="table-cell">'
    '<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="2pt"/></style:style>'
    '<style:style style:name="Centred" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>'
    "</office:automatic-styles>"
)
_COMMENT = (
    "<office:annotation><text:p>Đề nghị kiểm tra lại Quyết định số 77/2019/QĐ-UBND ngày 01/01/2020.</text:p></office:annotation>"
)
_MANIFEST = (
    f"<manifest:manifest {_NAMESPACES.replace('office:version', 'manifest:version')}>"
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write(document: Document, seed: int = 7, *, edited: bool = True) -> bytes:
    """The file; if it is edited, the seed decides where it shows traces of that."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _MIME, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _HEAD + _MANIFEST)
        archive.writestr("content.xml", _HEAD + _Writer(document, random.Random(seed) if edited else None).content())
    return buffer.getvalue()


class _Writer:
    def __init__(self, document: Document, chance: random.Random | None) -> None:
        self.document = document
        self.random = chance
        self.changes: list[str] = []

    def content(self) -> str:
        body = "".join(self._body())
        changes = f"<text:tracked-changes>{''.join(self.changes)}</text:tracked-changes>"
        return (
            f"<office:document-content {_NAMESPACES}>{_STYLES}<office:body><office:text>{changes}{body}"
            "</office:text></office:body></office:document-content>"
        )

    def _body(self) -> Iterator[str]:
        yield self._columns(self.document.letterhead)
        for line in self.document.title:
            yield f'<text:p text:style-name="Centred">{self._words(line)}</text:p>'
        for block in self.document.blocks:
            if isinstance(block, Table):
                yield f"<text:p>{self._words(block.caption)}</text:p>"
                if block.unit:
                    yield f"<text:p>{self._words(block.unit)}</text:p>"
                yield self._table(block)
            elif isinstance(block, Heading):
                number = self._words(f"{block.number} {block.words}")
                yield f'<text:h text:outline-level="{block.level}">{number}</text:h>'
            elif isinstance(block, Item):
                yield f"<text:p>{self._words(f'{block.marker} {block.words}')}</text:p>"
            else:
                yield f"<text:p>{self._words(block.words)}</text:p>"
        yield self._columns(self.document.signature)

    def _words(self, words: str) -> str:
        out = []
        for piece in pieces(words):
            if isinstance(piece, int):
                note = f"<text:p>{self._words(self.document.notes[piece])}</text:p>"
                out.append(
                    f'<text:note text:id="ftn{900 - piece}" text:note-class="footnote">'
                    f"<text:note-citation>{piece}</text:note-citation><text:note-body>{note}</text:note-body></text:note>"
                )
            else:
                out.append(self._text(piece))
        return "".join(out)

    def _text(self, text: str) -> str:
        """Words with spans that begin anywhere, most of all in numbers, and some changes."""
        if self.random is None:
            return escape(text)
        out, run = [], ""
        for place, char in enumerate(text, 1):
            run += "\xa0" if char == " " and self.random.random() < 0.05 else char
            if place < len(text) and self.random.random() < (0.2 if char.isdigit() else 0.02):
                out.append(self._run(run, self.random.random()))
                run = ""
        return "".join([*out, self._run(run, self.random.random())])

    def _run(self, run: str, draw: float) -> str:
        words = escape(run)
        if draw < 0.4:
            return f'<text:span text:style-name="T1">{words}</text:span>'
        if draw < 0.45:
            return self._deleted() + words
        if draw < 0.5:
            return self._inserted(words)
        if draw < 0.52:
            return f"{words}<text:soft-page-break/>"
        if draw < 0.54:
            return f"{words}{_COMMENT}"
        return words

    def _change(self, kind: str, inner: str = "") -> str:
        id_ = f"ct{len(self.changes)}"
        self.changes.append(
            f'<text:changed-region text:id="{id_}"><text:{kind}>{_WHO}{inner}</text:{kind}></text:changed-region>'
        )
        return id_

    def _deleted(self) -> str:
        return f'<text:change text:change-id="{self._change("deletion", "<text:p>37</text:p>")}"/>'

    def _inserted(self, words: str) -> str:
        id_ = self._change("insertion")
        return f'<text:change-start text:change-id="{id_}"/>{words}<text:change-end text:change-id="{id_}"/>'

    def _columns(self, pairs: list[tuple[str, str]]) -> str:
        cells = "".join(
            "<table:table-cell>"
            + "".join(f'<text:p text:style-name="Centred">{self._words(line)}</text:p>' for line in side if line)
            + "</table:table-cell>"
            for side in zip(*pairs, strict=True)
        )
        columns = '<table:table-column table:number-columns-repeated="2"/>'
        return f"<table:table>{columns}<table:table-row>{cells}</table:table-row></table:table>"

    def _table(self, table: Table) -> str:
        rows = []
        for row in table.grid():
            cells = []
            for cell in row:
                if cell is None:
                    cells.append("<table:covered-table-cell/>")
                    continue
                spans = f' table:number-rows-spanned="{cell.rows}"' if cell.rows > 1 else ""
                spans += f' table:number-columns-spanned="{cell.columns}"' if cell.columns > 1 else ""
                cells.append(
                    f"<table:table-cell table:style-name='Ruled'{spans}><text:p>{self._words(cell.words)}</text:p></table:table-cell>"
                )
            rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        head, body = "".join(rows[: table.headed]), "".join(rows[table.headed :])
        columns = f'<table:table-column table:number-columns-repeated="{table.columns}"/>'
        return f"<table:table>{columns}<table:table-header-rows>{head}</table:table-header-rows>{body}</table:table>"
