"""Word files for tests: the words of their parts between the usual XML."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, main: str = "word/document.xml", **parts: str) -> bytes:
    """A Word file: what stands in its body, and in the parts named (styles, numbering, footnotes, endnotes, settings)."""
    members = {main: f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"}
    for name, words in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {_NAMESPACES}>{words}</w:{name}>"
    related = {"_rels/.rels": {"officeDocument": main}}
    folder, _, name = main.rpartition("/")
    related[f"{folder}/_rels/{name}.rels"] = {part: f"{part}.xml" for part in parts}
    for place, targets in related.items():
        links = "".join(f'<Relationship Id="{t}" Type="{_RELATIONS}/{t}" Target="{at}"/>' for t, at in targets.items())
        members[place] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
        )
    return zipped({name: text.encode() for name, text in members.items()})


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def p(*runs: str, style: str = "", level: int | None = None, num: int | None = None, more: str = "") -> str:
    """A paragraph of runs; a run that is no XML is plain text."""
    listed = "" if num is None else f'<w:numPr><w:ilvl w:val="{level or 0}"/><w:numId w:val="{num}"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{listed}{more}</w:pPr>{''.join(map(r, runs))}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of plain text with properties; XML as it is."""
    if words.startswith("<"):
        return words
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def raised(words: str) -> str:
    """A run of raised characters."""
    return r(words, '<w:vertAlign w:val="superscript"/>')


def ref(note: int, kind: str = "footnote", custom: str = "") -> str:
    """The mark of a note."""
    own = f' w:customMarkFollows="1"/><w:t>{custom}</w:t>' if custom else "/>"
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{note}"{own}</w:r>'


def note(key: int, *paragraphs: str, kind: str = "footnote", more: str = "") -> str:
    """A note of paragraphs; the first is plain text behind the note's own number."""
    first, *rest = paragraphs
    own = first if first.startswith("<") else p(f"<w:r><w:{kind}Ref/></w:r>", " " + first)
    return f'<w:{kind} w:id="{key}"{more}>{own}{"".join(rest)}</w:{kind}>'


def separators(kind: str = "footnote") -> str:
    """The two notes that Word keeps its separators in."""
    return "".join(
        f'<w:{kind} w:type="{name}" w:id="{key}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for key, name in enumerate(("separator", "continuationSeparator"), -1)
    )


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, more: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"


def tc(*paragraphs: str, more: str = "") -> str:
    """A cell of paragraphs; what is no XML is a paragraph of plain text."""
    inner = "".join(words if words.startswith("<") else p(words) for words in paragraphs)
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inner or '<w:p/>'}</w:tc>"


def style(name: str, shown: str = "", kind: str = "paragraph", based: str = "", more: str = "") -> str:
    """A style: its identifier, the name that is shown, and its properties."""
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{shown or name}"/>{above}{more}</w:style>'


def abstract(key: int, *levels: str, more: str = "") -> str:
    """A list's pattern: its levels."""
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def level(at: int, text: str, shape: str = "decimal", start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def num(key: int, of: int, more: str = "") -> str:
    """A list that paragraphs name, by the pattern it follows."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'
