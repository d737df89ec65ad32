"""The files of `hostile`: by a name, the file's name and what makes its bytes."""

import base64
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from lint.readers.limits import LARGEST_TEXT
from tests.lint.make_pdf import Pdf
from tests.lint.make_word import abstract, docx, level, note, num, p, ref, table, tc, tr, unzipped, zipped

Make = Callable[..., bytes]
WORDS = "Thực hiện Quyết định số 12/QĐ-UBND ngày 01/02/2024 của Ủy ban nhân dân huyện, đã giải quyết 120 hồ sơ. "
MOST = LARGEST_TEXT
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FILES: dict[str, tuple[str, Make]] = {}


def file(case: str, name: str, make: Callable[..., bytes]) -> None:
    """Take a file."""
    FILES[case] = name, make


def odt(body: str, manifest: str = "", styles: str = "") -> bytes:
    """An OpenDocument text of this body."""
    space = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
    names = " ".join(f'xmlns:{name}="{space.format(name)}"' for name in ("office", "text", "table", "style"))
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    return zipped({**parts, **({"META-INF/manifest.xml": manifest.encode()} if manifest else {})})


def xlsx(rows: str, more: str = "", strings: str = "", before: str = "") -> bytes:
    """A workbook of one sheet with these rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" xmlns:r="{related}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{related}/worksheet" Target="worksheets/sheet1.xml"/>'
                f'<Relationship Id="r2" Type="{related}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
            ).encode(),
            "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>'.encode(),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{more}</worksheet>'
            ).encode(),
        }
    )


def text_cell(words: str) -> str:
    """A cell of words."""
    return f'<c t="inlineStr"><is><t>{words}</t></is></c>'


def grid(rows: int, columns: int, cell: Callable[[int, int], str]) -> list[list[str]]:
    """Rows of cells, the first a header, the first of each row a label."""
    head = ["Đơn vị", *(f"Cột {n}" for n in range(1, columns))]
    return [head, *([f"Đơn vị {r}", *(cell(r, c) for c in range(1, columns))] for r in range(1, rows))]


def piped(rows: list[list[str]]) -> bytes:
    """A pipe table."""
    head, *rest = ("| " + " | ".join(row) + " |\n" for row in rows)
    return (WORDS + "\n\nBảng 1. Kết quả\n\n" + head + "|---" * len(rows[0]) + "|\n" + "".join(rest)).encode()


def word_table(rows: list[list[str]]) -> bytes:
    """A Word file with a table."""
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in row) + "</w:tr>" for row in rows
    )
    return docx(p(WORDS) + f"<w:tbl>{body}</w:tbl>")


def sheet_table(rows: list[list[str]]) -> bytes:
    """A workbook with a table."""
    cells = ("".join(f"<c><v>{c}</v></c>" if c.isdecimal() else text_cell(c) for c in row) for row in rows)
    return xlsx("".join(f"<row>{row}</row>" for row in cells))


def odt_table(rows: list[list[str]]) -> bytes:
    """An OpenDocument text with a table."""
    cells = ("".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row) for row in rows)
    return odt(
        f"<text:p>{WORDS}</text:p><table:table>"
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
        + "</table:table>"
    )


def totalled(rows: int, columns: int) -> list[list[str]]:
    """A table where every third row is a total."""
    made = grid(rows, columns, lambda r, c: str(r * c % 97))
    for at in range(3, rows, 3):
        made[at] = [f"Tổng cộng {at}", *(str(int(a) + int(b)) for a, b in zip(made[at - 2][1:], made[at - 1][1:], strict=True))]
    return made


# --- archives --------------------------------------------------------------------------------------------------------

GOOD = {
    "docx": lambda: docx("".join(p(WORDS) for _ in range(40)) + table(*(tr(tc("a"), tc("1")) for _ in range(9)))),
    "odt": lambda: odt(f"<text:p>{WORDS}</text:p>" * 40),
    "xlsx": lambda: sheet_table(grid(20, 5, lambda r, c: str(r * c))),
}


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An archive with one part changed."""
    parts = unzipped(data)
    return zipped({**parts, part: change(parts[part])})


def lying(data: bytes, size: int) -> bytes:
    """An archive whose directory, and the heads of its parts, give every part this size."""
    out = bytearray(data)
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = out.find(sign)
        while place >= 0:
            out[place + at : place + at + 4] = struct.pack("<I", size)
            place = out.find(sign, place + 4)
    return bytes(out)


def overlapping(part: str, count: int) -> bytes:
    """An archive in whose directory many parts are the same bytes."""
    body = zipped({part: bytes(1_000_000)})
    at = body.find(b"PK\x01\x02")
    end = body.find(b"PK\x05\x06")
    entry = body[at:end]
    directory = b"".join(entry.replace(part.encode(), f"{n:0{len(part)}}".encode()) for n in range(count - 1)) + entry
    return body[:at] + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), at, 0)


PARTS = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/worksheets/sheet1.xml"}
DTD = {
    "laughs": "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>",
    "external": "<!DOCTYPE a [<!ENTITY a9 SYSTEM 'file:///etc/passwd'>]>",
    "parameter": "<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://127.0.0.1:9/x.dtd'> %b; <!ENTITY a9 'x'>]>",
}
for kind, good in GOOD.items():
    part = PARTS[kind]
    for share in (0.01, 0.5, 0.97):
        file(f"{kind} cut at {share:.0%}", f"x.{kind}", lambda good=good, share=share: good()[: int(len(good()) * share)])
    file(f"{kind} bytes flipped", f"x.{kind}", lambda good=good: bytes(b ^ (n % 50 == 7) for n, b in enumerate(good())))
    file(f"{kind} bomb", f"x.{kind}", lambda good=good, part=part: with_part(good(), part, lambda _: b" " * 250_000_000))
    file(
        f"{kind} bomb, words",
        f"x.{kind}",
        lambda good=good, part=part: with_part(good(), part, lambda xml: xml.replace(b"12/Q", b"a" * 90_000_000)),
    )
    file(
        f"{kind} directory lies",
        f"x.{kind}",
        lambda good=good, part=part: lying(with_part(good(), part, lambda x: x + b" " * 250_000_000), 1000),
    )
    file(
        f"{kind} 20,000 entries",
        f"x.{kind}",
        lambda good=good: zipped({**unzipped(good()), **{f"a{n}": b"" for n in range(20_000)}}),
    )
    file(f"{kind} overlapping", f"x.{kind}", lambda part=part: overlapping(part, 9000))
    for name, dtd in DTD.items():
        file(
            f"{kind} entities, {name}",
            f"x.{kind}",
            lambda good=good, part=part, dtd=dtd: with_part(
                good(), part, lambda x: dtd.encode() + x.replace("Đơn".encode(), b"&a9;").replace(b"QD", b"&a9;")
            ),
        )
    file(
        f"{kind} entities in UTF-16",
        f"x.{kind}",
        lambda good=good, part=part: with_part(
            good(),
            part,
            lambda x: (
                ("<?xml version='1.0' encoding='utf-16'?>" + DTD["laughs"] + x.decode()).replace("ơn v", "&a9;").encode("utf-16")
            ),
        ),
    )
    file(f"{kind} called .txt", "x.txt", good)
    file(f"{kind} called .pdf", "x.pdf", good)
    file(
        f"{kind} nested 100,000 deep",
        f"x.{kind}",
        lambda good=good, part=part: with_part(
            good(), part, lambda x: x.replace(b"><", b">" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"<", 3)
        ),
    )
    file(
        f"{kind} of one part, 1,000,000 attributes",
        f"x.{kind}",
        lambda good=good, part=part: with_part(
            good(), part, lambda x: x.replace(b">", b" " + b" ".join(b'a%d="1"' % n for n in range(1_000_000)) + b">", 1)
        ),
    )
    file(
        f"{kind} NUL in XML",
        f"x.{kind}",
        lambda good=good, part=part: with_part(good(), part, lambda x: x.replace(b"a", b"\0", 1)),
    )
file("zip in zip", "x.docx", lambda: zipped({"a.docx": GOOD["docx"]()}))
file("zip, empty", "x.docx", lambda: zipped({}))
file("zip of nothing of the kind", "x.docx", lambda: zipped({"readme.txt": b"a"}))
file("docx, part is a folder", "x.docx", lambda: zipped({"word/document.xml/": b""}))
file("docx, encrypted entries", "x.docx", lambda: bytearray_set(GOOD["docx"](), 1))
file("docx behind 1 KB of rubbish", "x.docx", lambda: b"rubbish " * 128 + GOOD["docx"]())
file("docx, bzip2", "x.docx", lambda: packed(zipfile.ZIP_BZIP2))
file("docx, lzma", "x.docx", lambda: packed(zipfile.ZIP_LZMA))


def packed(method: int) -> bytes:
    """A Word file packed by another method: 90 MB of blanks."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in unzipped(GOOD["docx"]()).items():
            archive.writestr(name, data + b" " * 90_000_000 * (name == PARTS["docx"]))
    return buffer.getvalue()


def bytearray_set(data: bytes, flag: int) -> bytes:
    """An archive with a flag set on every part."""
    out = bytearray(data)
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = out.find(sign)
        while place >= 0:
            out[place + at] |= flag
            place = out.find(sign, place + 4)
    return bytes(out)


# --- word processors -------------------------------------------------------------------------------------------------

file("ole password docx", "x.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"))
file("ole password xlsx", "x.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"))
file("ole doc as docx", "x.docx", lambda: OLE + "WordDocument".encode("utf-16-le"))
file("ole xls as xlsx", "x.xlsx", lambda: OLE + "Workbook".encode("utf-16-le"))
file("rtf as docx", "x.docx", lambda: b"{\\rtf1 a}")
file("docx called .doc", "x.doc", GOOD["docx"])
ENCRYPTED = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
file("odt encrypted", "x.odt", lambda: odt("", ENCRYPTED))
file("docx empty", "x.docx", lambda: docx(""))
file(
    "docx table, 1,000,000 cells",
    "x.docx",
    lambda: docx(p(WORDS) + "<w:tbl>" + ("<w:tr>" + "<w:tc/>" * 1000 + "</w:tr>") * 1000 + "</w:tbl>"),
)
file("docx table, 99,000 cells", "x.docx", lambda: word_table(grid(990, 100, lambda r, c: str(r * c % 50))))
file("docx table, 1,000,000 rows", "x.docx", lambda: docx(p(WORDS) + "<w:tbl>" + "<w:tr/>" * 1_000_000 + "</w:tbl>"))
file(
    "docx 100,000 tables",
    "x.docx",
    lambda: docx(p(WORDS) + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" * 99_000),
)
file(
    "docx nested tables, 500",
    "x.docx",
    lambda: docx(p(WORDS) + "<w:tbl><w:tr><w:tc>" * 500 + p("a") + "</w:tc></w:tr></w:tbl>" * 500),
)
file(
    "docx nested tables, 60",
    "x.docx",
    lambda: docx(p(WORDS) + "<w:tbl><w:tr><w:tc>" * 60 + p("a") + "</w:tc></w:tr></w:tbl>" * 60),
)
file(
    "docx sdt in sdt, 2000", "x.docx", lambda: docx("<w:sdt><w:sdtContent>" * 2000 + p(WORDS) + "</w:sdtContent></w:sdt>" * 2000)
)
file("docx sdt in sdt, 100", "x.docx", lambda: docx("<w:sdt><w:sdtContent>" * 100 + p(WORDS) + "</w:sdtContent></w:sdt>" * 100))
file(
    "docx text boxes in text boxes, 80",
    "x.docx",
    lambda: docx("<w:p><w:r><w:txbxContent>" * 80 + p(WORDS) + "</w:txbxContent></w:r></w:p>" * 80),
)
WIDE = '<w:gridSpan w:val="999999999"/><w:vMerge w:val="restart"/>'
file(
    "docx gridSpan and vMerge",
    "x.docx",
    lambda: docx(p(WORDS) + table(*(tr(*(tc("1", more=WIDE) for _ in range(50))) for _ in range(1000)))),
)
file(
    "docx gridBefore",
    "x.docx",
    lambda: docx(p(WORDS) + table(*(tr(tc("1"), more='<w:gridBefore w:val="999999999"/>') for _ in range(1000)))),
)
file(
    "docx vMerge over 50,000 rows",
    "x.docx",
    lambda: docx(p(WORDS) + table(*(tr(tc("1", more="<w:vMerge/>"), tc("2")) for _ in range(49_000)))),
)
file("docx paragraph of 8 MB", "x.docx", lambda: docx(p(WORDS * 60_000)))
file("docx paragraph of 5 MB", "x.docx", lambda: docx(p(WORDS * 35_000)))
file("docx one word of 8 MB", "x.docx", lambda: docx(p("a" * 8_000_000)))
file("docx 1,000,000 empty paragraphs", "x.docx", lambda: docx(p(WORDS) + "<w:p/>" * 1_000_000))
file("docx 190,000 empty paragraphs", "x.docx", lambda: docx(p(WORDS) + "<w:p/>" * 190_000))
file(
    "docx 100,000 footnotes",
    "x.docx",
    lambda: docx(p(*(ref(n) for n in range(100_000))), footnotes="".join(note(n, "a") for n in range(100_000))),
)
file(
    "docx 45,000 footnotes",
    "x.docx",
    lambda: docx(p(*map(ref, range(45_000)), WORDS), footnotes="".join(note(n, "a") for n in range(45_000))),
)
file(
    "docx 5,000 footnotes",
    "x.docx",
    lambda: docx("".join(p(WORDS, ref(n)) for n in range(5000)), footnotes="".join(note(n, WORDS) for n in range(5000))),
)
file("docx 100,000 runs", "x.docx", lambda: docx(p(*("a1" for _ in range(100_000)))))
file(
    "docx 100,000 raised runs",
    "x.docx",
    lambda: docx(
        p(
            *(
                '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r><w:r><w:t>a</w:t></w:r>'
                for _ in range(100_000)
            )
        )
    ),
)
file(
    "docx 100,000 line breaks",
    "x.docx",
    lambda: docx(p("<w:r>" + "<w:t>a</w:t><w:br/>" * 100_000 + "</w:r>", ref(1)), footnotes=note(1, "a")),
)
file(
    "docx 20,000 notes and line breaks",
    "x.docx",
    lambda: docx(
        p(*(ref(n) + "<w:r><w:br/><w:t>a</w:t></w:r>" for n in range(20_000))),
        footnotes="".join(note(n, "a") for n in range(20_000)),
    ),
)
LISTS = abstract(1, *(level(n, f"%{n + 1}.", start=999_999_999) for n in range(9)))
file(
    "docx 100,000 list restarts",
    "x.docx",
    lambda: docx(
        "".join(p("a", num=1 + n % 9, level=n % 9) for n in range(100_000)),
        numbering=LISTS + "".join(num(n, 1) for n in range(1, 10)),
    ),
)
file(
    "docx 100,000 roman numbers",
    "x.docx",
    lambda: docx(
        "".join(p("a", num=1, level=0) for _ in range(100_000)),
        numbering=abstract(1, level(0, "%1%1%1%1", "upperRoman", 999_000_000)) + num(1, 1),
    ),
)
file(
    "docx 50,000 lists",
    "x.docx",
    lambda: docx(
        "".join(p("a", num=n, level=0) for n in range(50_000)), numbering=LISTS + "".join(num(n, 1) for n in range(50_000))
    ),
)
file(
    "docx 50,000 styles on one another",
    "x.docx",
    lambda: docx(
        "".join(p("a", style=f"s{n}") for n in range(50_000)),
        styles="".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(50_000)),
    ),
)
file(
    "docx 100,000 paragraphs deleted marks",
    "x.docx",
    lambda: docx("".join(p("a", more="<w:rPr><w:del/></w:rPr>") for _ in range(100_000))),
)
file("docx 100,000 fields left open", "x.docx", lambda: docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100_000, WORDS)))
file("docx stacked marks", "x.docx", lambda: docx(p(WORDS + "a" + "\u0301\u0323" * 1_000_000)))
file("docx stacked marks in runs", "x.docx", lambda: docx(p(WORDS, *("\u0301\u0323" for _ in range(100_000)))))
file(
    "docx 5,000 headings",
    "x.docx",
    lambda: docx(
        "".join(p(f"{n}. Mục {n}", style="h") + p(WORDS) for n in range(5000)),
        styles='<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style>',
    ),
)
file(
    "odt columns repeated",
    "x.odt",
    lambda: odt(
        f"<text:p>{WORDS}</text:p><table:table>"
        + '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row>'
        * 9
        + "</table:table>"
    ),
)
file(
    "odt empty repeated",
    "x.odt",
    lambda: odt(
        f"<text:p>{WORDS}</text:p><table:table>"
        + '<table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"/></table:table-row>'
        * 9
        + "</table:table>"
    ),
)
file("odt table, 99,000 cells", "x.odt", lambda: odt_table(grid(990, 100, lambda r, c: str(r * c % 50))))
file(
    "odt nested tables, 60",
    "x.odt",
    lambda: odt(
        f"<text:p>{WORDS}</text:p>"
        + "<table:table><table:table-row><table:table-cell>" * 60
        + "<text:p>a</text:p>"
        + "</table:table-cell></table:table-row></table:table>" * 60
    ),
)
file("odt paragraph of 8 MB", "x.odt", lambda: odt(f"<text:p>{WORDS * 60_000}</text:p>"))
file("odt 1,000,000 empty paragraphs", "x.odt", lambda: odt(f"<text:p>{WORDS}</text:p>" + "<text:p/>" * 1_000_000))
file(
    "odt 100,000 footnotes",
    "x.odt",
    lambda: odt(
        "<text:p>a"
        + "".join(
            f"<text:note><text:note-citation>{n}</text:note-citation><text:note-body><text:p>a</text:p></text:note-body></text:note>"
            for n in range(100_000)
        )
        + "</text:p>"
    ),
)
file("odt 100,000 spans", "x.odt", lambda: odt("<text:p>" + "<text:span>a1</text:span>" * 100_000 + "</text:p>"))
file("odt spans in spans, 200", "x.odt", lambda: odt("<text:p>" + "<text:span>a" * 200 + "</text:span>" * 200 + "</text:p>"))
file("odt a billion blanks", "x.odt", lambda: odt('<text:p>a<text:s text:c="999999999"/>b</text:p>' * 20_000))
file(
    "odt lists in lists, 100",
    "x.odt",
    lambda: odt("<text:list><text:list-item>" * 100 + f"<text:p>{WORDS}</text:p>" + "</text:list-item></text:list>" * 100),
)
file(
    "odt 100,000 lists continued",
    "x.odt",
    lambda: odt(
        '<text:list text:continue-numbering="true"><text:list-item><text:p>a</text:p></text:list-item></text:list>' * 100_000
    ),
)
file("odt stacked marks", "x.odt", lambda: odt("<text:p>a" + "\u0301\u0323" * 1_000_000 + "</text:p>"))

# --- spreadsheets ----------------------------------------------------------------------------------------------------

file("xlsx table, 99,000 cells", "x.xlsx", lambda: sheet_table(grid(990, 100, lambda r, c: str(r * c % 50))))
file("xlsx table, 1,000,000 cells", "x.xlsx", lambda: sheet_table(grid(1000, 1000, lambda _r, _c: "1")))
file(
    "xlsx 2,000,000 empty cells",
    "x.xlsx",
    lambda: xlsx(("<row>" + '<c s="1"/>' * 2000 + "</row>") * 1000 + "<row>" + text_cell("a") * 3 + "</row>"),
)
MERGED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
file(
    "xlsx dimension and merged",
    "x.xlsx",
    lambda: xlsx(
        "".join(f"<row>{text_cell('a') * 20}</row>" for _ in range(1000)), MERGED, before='<dimension ref="A1:XFD1048576"/>'
    ),
)
file(
    "xlsx 100,000 merged over one another",
    "x.xlsx",
    lambda: xlsx(
        "".join(f"<row>{text_cell('a') * 20}</row>" for _ in range(1000)),
        "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 99_000 + "</mergeCells>",
    ),
)
file(
    "xlsx corners far apart",
    "x.xlsx",
    lambda: xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        before='<dimension ref="A1:XFD1048576"/>',
    ),
)
file(
    "xlsx diagonal, 1,000",
    "x.xlsx",
    lambda: xlsx(
        "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="{letters(n + 1)}{n}"><v>2</v></c></row>' for n in range(1, 10_000))
    ),
)
file(
    "xlsx all columns hidden",
    "x.xlsx",
    lambda: xlsx(
        "<row>" + text_cell("a") * 20 + "</row>", before="<cols>" + '<col min="1" max="999999999" hidden="1"/>' * 100 + "</cols>"
    ),
)
file("xlsx 8 MB in a cell", "x.xlsx", lambda: xlsx("<row>" + text_cell(WORDS * 60_000) + "</row>"))
file("xlsx 4 MB in a cell", "x.xlsx", lambda: xlsx("<row>" + text_cell(WORDS * 30_000) + "</row>"))
file(
    "xlsx one string 100,000 times",
    "x.xlsx",
    lambda: xlsx(
        "".join("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>" for _ in range(1000)),
        strings=f"<si><t>{WORDS * 1000}</t></si>",
    ),
)
file(
    "xlsx 500,000 strings",
    "x.xlsx",
    lambda: xlsx("<row>" + '<c t="s"><v>0</v></c>' * 9 + "</row>", strings="<si><t>a</t></si>" * 500_000),
)
file("xlsx stacked marks", "x.xlsx", lambda: xlsx("<row>" + text_cell("a" + "\u0301\u0323" * 10_000) * 2 + "</row>"))
file("xlsx control characters", "x.xlsx", lambda: xlsx("<row>" + text_cell("a_x0000__x0008__xD800__x202E_b") * 2 + "</row>"))
file(
    "xlsx numbers of 10,000 digits",
    "x.xlsx",
    lambda: xlsx(
        "".join(f"<row>{text_cell('a')}<c><v>{'9' * 10_000}</v></c><c><v>1e999999999</v></c></row>" for _ in range(100))
    ),
)


def letters(column: int) -> str:
    """The letters of a column, from 1."""
    name = ""
    while column:
        column, at = divmod(column - 1, 26)
        name = chr(65 + at) + name
    return name


# --- PDF -------------------------------------------------------------------------------------------------------------


def page_of(commands: str, pages: int = 1, width: float = 595.0, height: float = 842.0) -> bytes:
    """A PDF whose pages all have these commands."""
    pdf = Pdf()
    for number in range(pages):
        page = pdf.page(width, height)
        page.text(72, 72, WORDS, 12)
        page.text(72, 90 + number % 50, f"Trang này nêu việc thứ {number}.", 12)
        page.commands.append(commands)
    return pdf.bytes()


def words_page(count: int) -> str:
    """So many letters all over a page."""
    rng = random.Random(1)
    return "\n".join(
        f"BT /plain 9 Tf 1 0 0 1 {rng.uniform(0, 590):.1f} {rng.uniform(0, 840):.1f} Tm <0061> Tj ET" for _ in range(count)
    )


def ruled(rows: int, columns: int) -> bytes:
    """A drawn table on one page."""
    pdf = Pdf()
    page = pdf.page(columns * 30.0 + 60, rows * 14.0 + 60)
    for row in range(rows + 1):
        page.line(30, 30 + row * 14, 30 + columns * 30, 30 + row * 14)
    for column in range(columns + 1):
        page.line(30 + column * 30, 30, 30 + column * 30, 30 + rows * 14)
    for row in range(rows):
        for column in range(columns):
            page.text(33 + column * 30, 40 + row * 14, str(row * column % 90), 9)
    return pdf.bytes()


def strokes(count: int, kind: str) -> str:
    """So many strokes: every which way, or horizontal and vertical ones that all cross."""
    rng = random.Random(2)
    if kind == "random":
        return "\n".join(
            f"{rng.uniform(0, 590):.1f} {rng.uniform(0, 840):.1f} m {rng.uniform(0, 590):.1f} {rng.uniform(0, 840):.1f} l S"
            for _ in range(count)
        )
    half = count // 2
    across = "\n".join(f"0 {n * 840 / half:.3f} m 590 {n * 840 / half:.3f} l S" for n in range(half))
    return across + "\n" + "\n".join(f"{n * 590 / half:.3f} 0 m {n * 590 / half:.3f} 840 l S" for n in range(half))


def bits(count: int) -> str:
    """Short strokes at random places, horizontal and vertical."""
    rng = random.Random(3)
    made = []
    for n in range(count):
        x, y = rng.uniform(0, 550), rng.uniform(0, 800)
        made.append(f"{x:.1f} {y:.1f} m {x + 40 * (n % 2):.1f} {y + 40 * (1 - n % 2):.1f} l S")
    return "\n".join(made)


PDF_GOOD = lambda: page_of("", 3)  # noqa: E731
for share in (0.01, 0.3, 0.8, 0.99):
    file(f"pdf cut at {share:.0%}", "x.pdf", lambda share=share: PDF_GOOD()[: int(len(PDF_GOOD()) * share)])
file("pdf bytes flipped", "x.pdf", lambda: bytes(b ^ (n % 50 == 7) for n, b in enumerate(PDF_GOOD())))
file("pdf xref broken", "x.pdf", lambda: PDF_GOOD().replace(b"startxref\n", b"startxref\n9"))
file("pdf without pages", "x.pdf", lambda: Pdf().bytes())
file("pdf 3 pages, all the same", "x.pdf", lambda: same())
file("pdf 5,000 pages", "x.pdf", lambda: page_of("", 5000))
file("pdf 2,900 pages", "x.pdf", lambda: page_of("", 2900))
file("pdf page tree loop", "x.pdf", lambda: PDF_GOOD().replace(b"/Kids [12 0 R 14 0 R 16 0 R]", b"/Kids [ 2 0 R  2 0 R  2 0 R]"))
file("pdf count lies", "x.pdf", lambda: PDF_GOOD().replace(b"/Count 3", b"/Count 9" + b"9" * 8))
file("pdf huge page box", "x.pdf", lambda: page_of("0 0 m 9e9 9e9 l S", width=1e9, height=1e9))
file("pdf no page box", "x.pdf", lambda: page_of("", width=0, height=0))
file("pdf 10 MB of one line", "x.pdf", lambda: page_of(f"BT /plain 9 Tf 1 0 0 1 0 500 Tm <{'0061' * 5_000_000}> Tj ET"))
file("pdf 2 MB of one line", "x.pdf", lambda: page_of(f"BT /plain 9 Tf 1 0 0 1 0 500 Tm <{'0061' * 1_000_000}> Tj ET"))
file("pdf 100,000 letters on a page", "x.pdf", lambda: page_of(words_page(100_000)))
file("pdf 100,000 letters at one place", "x.pdf", lambda: page_of("BT /plain 9 Tf 1 0 0 1 50 50 Tm <0061> Tj ET\n" * 100_000))
for kind in ("random", "crossing"):
    file(f"pdf 200,000 strokes, {kind}", "x.pdf", lambda kind=kind: page_of(strokes(200_000, kind)))
    file(f"pdf 2,000 strokes, {kind}", "x.pdf", lambda kind=kind: page_of(strokes(2000, kind)))
file("pdf 200,000 bits of strokes", "x.pdf", lambda: page_of(bits(200_000)))
file("pdf 5,000 bits of strokes", "x.pdf", lambda: page_of(bits(5000)))
file(
    "pdf 100,000 rectangles",
    "x.pdf",
    lambda: page_of("\n".join(f"{n % 300 * 2} {n // 300 * 2} 2 2 re S" for n in range(100_000))),
)
file("pdf ruled table, 10,000 cells", "x.pdf", lambda: ruled(100, 100))
file("pdf ruled table, 40,000 cells", "x.pdf", lambda: ruled(800, 50))
file("pdf strokes on 300 pages", "x.pdf", lambda: page_of(strokes(2000, "crossing"), 300))
file("pdf password", "x.pdf", lambda: locked("geheim"))
file("pdf owner's password only", "x.pdf", lambda: locked(""))
file("pdf scanned", "x.pdf", lambda: scanned())
file("pdf form in itself", "x.pdf", lambda: PDF_GOOD().replace(b"/Font <<", b"/XObject << /X 3 0 R >> /Font <<"))
file("pdf stream bomb", "x.pdf", lambda: page_of(" " * 900_000_000))
file("pdf stacked marks", "x.pdf", lambda: page_of(f"BT /plain 9 Tf 1 0 0 1 50 500 Tm <{'0061' + '0301' * 50_000}> Tj ET"))


def same() -> bytes:
    """Pages that all bear the same line."""
    pdf = Pdf()
    for _ in range(3):
        pdf.page().text(72, 72, WORDS, 12)
    return pdf.bytes()


def locked(password: str) -> bytes:
    """A page behind a password."""
    pdf = Pdf()
    pdf.page().text(72, 72, WORDS, 12)
    return pdf.bytes(password=password)


def scanned() -> bytes:
    """A page with shapes alone."""
    pdf = Pdf()
    page = pdf.page()
    for n in range(100):
        page.rect(n, n, n + 1, n + 1, fill=True)
    return pdf.bytes()


# --- text and Markdown -----------------------------------------------------------------------------------------------

for kind in ("txt", "md"):
    for unit in (
        "*_",
        "[",
        "![[",
        "`",
        "<",
        "|",
        "> ",
        "- ",
        "a ",
        "a",
        "1. ",
        "1",
        "(",
        '"',
        "“",
        ";",
        ",",
        ".",
        "&",
        "<!--",
        "**a ",
        "~~",
        "\\",
        "](",
        "[a](b",
        "<a",
        "| ",
        "\t",
        "  ",
        "số ",
        "12/",
        "1 + ",
        "- a\n",
        "> a\n",
        "a\n",
        "|a\n",
        "|a|b|\n",
        "# a\n",
        "a\tb\n",
        "I. A\n",
        "1%\n",
        "12/QĐ-UBND, ",
        "[^1]: a\n",
        "`a`",
        "`" * 3 + "\n",
        "a  b\n",
        "``a`b",
        "*a_ ",
        "\n",
        "\u0301",
        "đ\u0301\u0323",
        "\u202e",
        "\x01",
        "\ufeff",
        "⁰",
        "¹ ",
        "(1) ",
        "a) ",
        "<sup>1</sup>",
        "&amp;",
    ):
        file(
            f"{kind} text of {unit!r}",
            f"x.{kind}",
            lambda unit=unit: (
                (WORDS + "\n\n" + unit * (MOST // len(unit.encode())))[: MOST - 1000]
                .encode()[:MOST]
                .decode("utf-8", "ignore")
                .encode()
            ),
        )
    file(
        f"{kind} lines nested deeper and deeper",
        f"x.{kind}",
        lambda: (WORDS + "\n\n" + "".join("  " * n + "- a\n" for n in range(2800))).encode(),
    )
    file(f"{kind} 200,000 notes", f"x.{kind}", lambda: (WORDS + "[^1]" * 200_000 + "\n\n[^1]: a\n").encode())
    file(
        f"{kind} 5,000 notes",
        f"x.{kind}",
        lambda: (
            "".join(f"{WORDS}[^{n}]\n\n" for n in range(1, 5000)) + "".join(f"[^{n}]: {WORDS}\n" for n in range(1, 5000))
        ).encode(),
    )
    file(
        f"{kind} row of 100,000 cells",
        f"x.{kind}",
        lambda: (WORDS + "\n\n" + "| a " * 100_000 + "|\n" + "|---" * 100_000 + "|\n" + "| 1 " * 100_000 + "|\n").encode(),
    )
    file(
        f"{kind} row of 30,000 cells",
        f"x.{kind}",
        lambda: (WORDS + "\n\n" + "| a " * 30_000 + "|\n" + "|---" * 30_000 + "|\n" + "| 1 " * 30_000 + "|\n").encode(),
    )
    file(f"{kind} table, 99,000 cells", f"x.{kind}", lambda: piped(grid(990, 100, lambda r, c: str(r * c % 50))))
    file(f"{kind} table, 1,000,000 cells", f"x.{kind}", lambda: piped(grid(1000, 1000, lambda _r, _c: "1")))
    file(f"{kind} 2,600 tables", f"x.{kind}", lambda: piped(grid(6, 6, lambda r, c: str(r * c))) * 2600)
    file(
        f"{kind} real words",
        f"x.{kind}",
        lambda: ((WORDS + "\n\n") * 70_000).encode()[: MOST - 1000].decode("utf-8", "ignore").encode(),
    )
    file(
        f"{kind} real words in a paragraph",
        f"x.{kind}",
        lambda: (WORDS * 70_000).encode()[: MOST - 1000].decode("utf-8", "ignore").encode(),
    )
file("txt NUL", "x.txt", lambda: b"a\0b")
file("txt UTF-16 lone surrogates", "x.txt", lambda: b"\xff\xfe" + b"\x00\xd8a\x00" * 1000)
file("txt not UTF-8", "x.txt", lambda: b"a\xff" * 1000)
file("txt UTF-8 surrogates", "x.txt", lambda: b"\xed\xa0\x80" * 1000)
file(
    "txt control and bidi characters",
    "x.txt",
    lambda: (WORDS + "".join(map(chr, [*range(1, 32), *range(0x200B, 0x2070)])) * 1000).encode(),
)
file("txt larger than 8 MB", "x.txt", lambda: b"a" * (MOST + 1))
file("txt 65 MB", "x.txt", lambda: b"a" * (65 << 20))
file(
    "md table in HTML, colspan",
    "x.md",
    lambda: ("<table>" + '<tr><td colspan="99999" rowspan="99999">1</td></tr>' * 10_000 + "</table>").encode(),
)
file(
    "md table in HTML, 90,000 cells",
    "x.md",
    lambda: ("<table>\n" + ("<tr>" + "<td>1</td>" * 100 + "</tr>\n") * 900 + "</table>").encode(),
)
file("md one item 100 deep", "x.md", lambda: (WORDS + "\n\n" + "- " * 100 + "a\n").encode())
file(
    "md base64 picture of 6 MB",
    "x.md",
    lambda: (
        (WORDS + "\n\n![a](data:image/png;base64,").encode()
        + base64.b64encode(zlib.compress(random.Random(1).randbytes(4_500_000)))
        + b")\n"
    ),
)

# --- behind the readers ----------------------------------------------------------------------------------------------

TABLES = {
    "totals in every third row, 3,300 by 30": lambda: totalled(3300, 30),
    "totals in every third row, 99 by 1,000": lambda: totalled(99, 1000),
    "all equal, 990 by 100": lambda: grid(990, 100, lambda _r, _c: "5"),
    "all zero, 990 by 100": lambda: grid(990, 100, lambda _r, _c: "0"),
    "all equal, 25,000 by 4": lambda: grid(24_000, 4, lambda _r, _c: "5"),
    "all equal, 50 by 2,000": lambda: grid(49, 2000, lambda _r, _c: "5"),
    "total in every row, 990 by 100": lambda: [["Tổng cộng", *row[1:]] for row in grid(990, 100, lambda r, c: str(r + c))],
    "total in every column, 990 by 100": lambda: [["Tổng số"] * 100, *grid(990, 100, lambda r, c: str(r + c))[1:]],
    "percents, 990 by 100": lambda: grid(990, 100, lambda r, c: f"{r * c % 100},{c % 10}%"),
    "formulas, 500 by 200": lambda: [
        ["TT"] + [f"({c})=({c - 1})+({c - 2})" for c in range(1, 200)],
        *grid(490, 200, lambda r, c: str(r + c))[1:],
    ],
    "formulas of 200 terms": lambda: [
        ["TT"] + ["=" + "+".join(f"({n})" for n in range(1, 200))] * 199,
        *grid(490, 200, lambda r, c: str(r + c))[1:],
    ],
    "ordinals nested, 3,300 by 30": lambda: (
        [[f"{r // 10}.{r % 10}", *row] for r, row in enumerate(grid(3300, 29, lambda r, c: str(r + c)))]
    ),
    "big numbers, 990 by 100": lambda: grid(990, 100, lambda _r, _c: "9" * 300),
    "citations, 990 by 100": lambda: grid(990, 100, lambda r, c: f"Quyết định số {r}/QĐ-UBND ngày 01/02/20{c:02}"),
    "long labels, 990 by 10": lambda: [[row[0] * 80, *row[1:]] for row in grid(990, 10, lambda r, _c: str(r))],
}
for name, rows in TABLES.items():
    file(f"table: {name}", "x.docx", lambda rows=rows: word_table(rows()))
file(
    "words: text of figures",
    "x.txt",
    lambda: "".join(
        f"Đã giải quyết {n} hồ sơ, trong đó {n // 2} hồ sơ trực tuyến, {n - n // 2} hồ sơ trực tiếp, đạt {n % 100}%.\n"
        for n in range(70_000)
    ).encode(),
)
file(
    "words: one sentence of 2 MB of figures",
    "x.txt",
    lambda: ("Đã giải quyết 100 hồ sơ, trong đó: " + "".join(f"xã {n} có {n} hồ sơ; " for n in range(90_000)) + ".").encode(),
)
file(
    "words: 60,000 different citations",
    "x.txt",
    lambda: "".join(f"Quyết định số {n}/QĐ-UBND ngày 01/02/2024 của UBND tỉnh.\n" for n in range(60_000)).encode(),
)
file(
    "words: 60,000 near places",
    "x.txt",
    lambda: "".join(f"UBND xã Đăk Tơ Lung{chr(97 + n % 26)} và xã Đăk Ruồng.\n" for n in range(60_000)).encode(),
)
file("words: 60,000 numbered headings", "x.txt", lambda: "".join(f"{n}. Mục\n" for n in range(60_000)).encode())
file(
    "words: 60,000 agencies",
    "x.txt",
    lambda: "".join(f"Sở Nội vụ, Phòng Tư pháp {n}, Ban Dân tộc; " for n in range(60_000)).encode(),
)
file(
    "words: 60,000 items",
    "x.txt",
    lambda: ("Có 60.000 nhiệm vụ: " + "".join(f"({n}) việc {n}; " for n in range(60_000))).encode(),
)
