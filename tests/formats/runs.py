"""The words of a paragraph as Word keeps them after much editing: runs split anywhere, changes, fields, links, comments."""

from __future__ import annotations

import random
import re
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from tests.formats.document import pieces

NoteKind = Literal["footnote", "endnote", "typed"]
_LINK = "https://example.vn"
_DELETED_NOTE = 9999  # the id of a footnote whose mark was deleted as a tracked change
_NUMBER = re.compile(r"\d[\d.,/]*\d|\d")
_TRACK = 'w:author="Người soát" w:date="2024-12-05T08:00:00Z"'


class Runs:
    """Writes words as runs, with the oddities of an edited file at places that a seed decides.

    Attributes:
        kind: whether notes are footnotes, endnotes, or marks that are only raised digits.
        ids: of the notes by their number; unlike the numbers that are shown.
        comments: how many comments stand in the words written so far.
    """

    def __init__(self, notes: int, seed: int, *, edited: bool = True, kind: NoteKind = "footnote") -> None:
        self.random = random.Random(seed)
        self.kind = kind
        self.edited = edited
        # LibreOffice takes the notes in the order of their ids, and ids without gaps, as Word leaves them.
        ids = self.random.sample(range(2, 4 * notes), notes) if edited else range(2, notes + 2)
        self.ids = dict(enumerate(ids, 1))
        self.comments = 0
        self.deleted_note = False
        self._in_notes = False
        self._change = 900

    def xml(self, words: str, properties: str = "") -> str:
        """The children of a paragraph that holds these words, as XML in the namespaces w and r."""
        out = []
        for piece in pieces(words):
            if isinstance(piece, int):
                out.append(self._mark(self.ids[piece], properties) if self.kind != "typed" else self.raised(piece, properties))
                if self.edited and self.kind != "typed" and not self.deleted_note and piece > 5:
                    out.append(f"<w:del {self._changed()}>{self._mark(_DELETED_NOTE, properties)}</w:del>")
                    self.deleted_note = True
            else:
                out.append(self._text(piece, properties))
        return "".join(out)

    def _mark(self, id_: int, properties: str) -> str:
        raised = f'{properties}<w:vertAlign w:val="superscript"/>'
        return f'<w:r><w:rPr>{raised}</w:rPr><w:{self.kind}Reference w:id="{id_}"/></w:r>'

    def raised(self, number: int, properties: str = "") -> str:
        """A number set as raised digits."""
        raised = f'{properties}<w:vertAlign w:val="superscript"/>'
        return f"<w:r><w:rPr>{raised}</w:rPr><w:t>{number}</w:t></w:r>"

    def _text(self, text: str, properties: str) -> str:
        """Words between two marks: some numbers stand in insertions, fields or links, the rest in runs."""
        if not self.edited:
            return self._run(text, properties)
        out, place = [], 0
        for match in _NUMBER.finditer(text):
            draw = self.random.random()
            if draw > 0.2:
                continue
            out.append(self._split(text[place : match.start()], properties))
            inner = self._split(match.group(), properties)
            if draw < 0.06:
                old = str(self.random.randint(2, 9)) + match.group()[1:]
                removed = f'<w:r><w:rPr>{properties}</w:rPr><w:delText xml:space="preserve">{escape(old)}</w:delText></w:r>'
                out.append(f"<w:del {self._changed()}>{removed}</w:del><w:ins {self._changed()}>{inner}</w:ins>")
            elif draw < 0.09:
                out.append(f'<w:fldSimple w:instr=" REF _Ref1 ">{inner}</w:fldSimple>')
            elif draw < 0.12:
                out.append(f"{self._field('begin')}{self._instruction()}{self._field('separate')}{inner}{self._field('end')}")
            elif draw < 0.15:
                out.append(f'<w:hyperlink w:anchor="_Toc1">{inner}</w:hyperlink>')
            elif draw < 0.17:
                out.append(f'<w:smartTag w:uri={quoteattr(_LINK)} w:element="date">{inner}</w:smartTag>')
            else:
                # Word allows no comment in a footnote.
                out.append(inner if self._in_notes else self._commented(inner))
            place = match.end()
        out.append(self._split(text[place:], properties))
        return "".join(out)

    def _split(self, text: str, properties: str) -> str:
        """Runs that break off anywhere, most of all between digits."""
        out, run = [], ""
        for place, char in enumerate(text, 1):
            run += char
            if place < len(text) and self.random.random() < (0.25 if char.isdigit() else 0.02):
                out.append(self._run(run, properties))
                out.append(self.random.choice(['<w:proofErr w:type="spellStart"/>', "", '<w:bookmarkEnd w:id="77"/>']))
                run = ""
        out.append(self._run(run, properties) if run else "")
        return "".join(out)

    def _run(self, text: str, properties: str) -> str:
        """One run; some blanks in it do not break, some hyphens neither, some words hold a soft hyphen."""
        if self.edited:
            text = "".join(self._odd(char) for char in text)
        content = escape(text)
        for char, element in (("\u2011", "noBreakHyphen"), ("\u00ad", "softHyphen")):
            content = content.replace(char, f'</w:t><w:{element}/><w:t xml:space="preserve">')
        return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'

    def _odd(self, char: str) -> str:
        draw = self.random.random()
        if char == " " and draw < 0.05:
            return "\xa0"
        if char == "-" and draw < 0.3:
            return "\u2011"
        return f"{char}\u00ad" if char in "aeiou" and draw < 0.01 else char

    def _changed(self) -> str:
        self._change += 1
        return f'w:id="{self._change}" {_TRACK}'

    def _field(self, kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def _instruction(self) -> str:
        return '<w:r><w:instrText xml:space="preserve"> DOCPROPERTY "So 15/QĐ-UBND ngày 01/01/2020" </w:instrText></w:r>'

    def _commented(self, inner: str) -> str:
        id_, self.comments = self.comments, self.comments + 1
        return (
            f'<w:commentRangeStart w:id="{id_}"/>{inner}<w:commentRangeEnd w:id="{id_}"/>'
            f'<w:r><w:commentReference w:id="{id_}"/></w:r>'
        )

    def notes_xml(self, notes: dict[int, str]) -> str:
        """The part with the notes, with the separators that Word keeps there and a note whose mark is deleted."""
        self._in_notes = True
        texts = {self.ids[number]: self.xml(words) for number, words in notes.items()}
        if self.deleted_note:
            texts[_DELETED_NOTE] = self._run("Kế hoạch số 999/KH-UBND ngày 30/02/2024 đã bị xóa.", "")
        style = '<w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        own = f'{style}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{self.kind}Ref/></w:r>{self._run(" ", "")}'
        ruled = [("separator", 0), ("continuationSeparator", 1)]
        return "".join(
            [
                *(
                    f'<w:{self.kind} w:type="{name}" w:id="{id_}"><w:p><w:r><w:{name}/></w:r></w:p></w:{self.kind}>'
                    for name, id_ in ruled
                ),
                *(f'<w:{self.kind} w:id="{id_}"><w:p>{own}{words}</w:p></w:{self.kind}>' for id_, words in texts.items()),
            ]
        )

    def comments_xml(self) -> str:
        """The comments part."""
        return "".join(
            f'<w:comment w:id="{id_}" w:initials="NS" {_TRACK}><w:p>'
            + "<w:r><w:t>Đề nghị kiểm tra lại Quyết định số 77/2019/QĐ-UBND ngày 01/01/2020.</w:t></w:r></w:p></w:comment>"
            for id_ in range(self.comments)
        )
