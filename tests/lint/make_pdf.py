"""A small writer of PDF files with Vietnamese text, for tests: no font file, no library.

    pdf = Pdf()
    page = pdf.page()
    page.text(72, 100, "Thực hiện Quyết định số 12/QĐ-UBND", 13)
    page.line(72, 110, 200, 110)
    data = pdf.bytes()

All measures are points; x grows to the right and y downwards from the page's upper left corner, y of a text is its baseline.
"""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from typing import Literal

A4 = (595.0, 842.0)

# Widths of Times, in thousandths of the size, from the blank to "~".
_WIDTHS = [
    *(250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, *[500] * 10, 278, 278, 564, 564, 564, 444),
    *(921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944),
    *(722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500),
    *(500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541),
]
_BASES = {"đ": "d", "Đ": "D", "ơ": "o", "Ơ": "O", "ư": "u", "Ư": "U", "–": "n", "“": '"', "”": '"', "…": "M", "\xa0": " "}
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

Font = Literal["plain", "bold", "unmapped"]
_FONTS: tuple[Font, ...] = ("plain", "bold", "unmapped")


def width(text: str, size: float) -> float:
    """How wide a text is set, in points."""
    return sum(map(_advance, text)) * size / 1000


def _advance(char: str) -> int:
    base = unicodedata.normalize("NFD", char)[0]
    if unicodedata.combining(base):
        return 0
    base = _BASES.get(base, base)
    return _WIDTHS[ord(base) - 32] if " " <= base <= "~" else 333 if base in "⁰¹²³⁴⁵⁶⁷⁸⁹" else 500


class Page:
    """A page to write on."""

    def __init__(self, width: float, height: float, rotate: int = 0) -> None:
        self.width, self.height, self.rotate = width, height, rotate
        self.name = ""
        self.commands: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        blanks: bool = True,
        angle: Literal[0, 90, 180, 270] = 0,
        invisible: bool = False,
        mapped: bool = True,
        grey: float = 0.0,
    ) -> float:
        """Set a text and give where it ends.

        Args:
            x: where its baseline begins, from the left.
            y: where its baseline is, from the top.
            text: characters of the basic plane; combining marks have no width.
            size: of the font.
            bold: in a bold font of the same widths.
            blanks: whether blanks are written; without them each word is placed by itself, as some programs do.
            angle: how it is turned, against the clock.
            invisible: as the text that character recognition lays under a scanned page.
            mapped: whether the font says which characters its glyphs are.
            grey: how light it is, from black to 1 for white.
        """
        font: Font = "unmapped" if not mapped else "bold" if bold else "plain"
        turn = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[angle]
        for run, start in self._runs(text, size, blanks):
            codes = "".join(f"{ord(char):04X}" for char in run)
            at = f"{x + start:.3f} {self.height - y:.3f}" if angle in (0, 180) else f"{x:.3f} {self.height - y + start:.3f}"
            mode = 3 if invisible else 0
            self.commands.append(f"{grey:g} g BT /{font} {size:g} Tf {mode} Tr {turn} {at} Tm <{codes}> Tj ET")
        return x + width(text, size)

    @staticmethod
    def _runs(text: str, size: float, blanks: bool) -> list[tuple[str, float]]:
        """What is set at once, and how far behind the beginning."""
        if blanks:
            return [(text, 0.0)]
        runs, start = [], 0.0
        for word in text.split(" "):
            runs.append((word, start))
            start += width(word + " ", size)
        return [run for run in runs if run[0]]

    def line(self, x0: float, y0: float, x1: float, y1: float, thickness: float = 0.5) -> None:
        """Draw a stroke from one point to another."""
        height = self.height
        self.commands.append(f"{thickness:g} w {x0:.3f} {height - y0:.3f} m {x1:.3f} {height - y1:.3f} l S")

    def rect(self, x0: float, y0: float, x1: float, y1: float, *, fill: bool = False, grey: float = 0.0) -> None:
        """Draw a rectangle, given by two corners: its outline, or filled, from black to 1 for white."""
        operator = "f" if fill else "S"
        self.commands.append(f"{grey:g} g {x0:.3f} {self.height - y1:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re {operator}")

    def place(self, form: Page, x: float, y: float, scale: float = 1.0) -> None:
        """Set a form with its upper left corner at a place; the file must have it."""
        low = self.height - y - scale * form.height
        self.commands.append(f"q {scale:g} 0 0 {scale:g} {x:g} {low:g} cm /{form.name} Do Q")


class Pdf:
    """A file to which pages are added."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.forms: list[Page] = []

    def page(self, width: float = A4[0], height: float = A4[1], rotate: int = 0) -> Page:
        """A new page behind the others; `rotate` is how many degrees a viewer turns it, with the clock."""
        self.pages.append(Page(width, height, rotate))
        return self.pages[-1]

    def form(self, width: float, height: float) -> Page:
        """A new form: what is drawn on it is placed on pages, or on forms made before it, as one thing."""
        self.forms.append(Page(width, height))
        self.forms[-1].name = f"Form{len(self.forms)}"
        return self.forms[-1]

    def bytes(self, *, password: str | None = None) -> bytes:
        """The file.

        Args:
            password: what it asks for when it is opened; "" encrypts it so that it opens without.
        """
        fonts = len(_FONTS)
        first = 6 + 2 * fonts + len(self.forms)  # the objects of the first page
        forms = " ".join(f"/{form.name} {6 + 2 * fonts + place} 0 R" for place, form in enumerate(self.forms))
        kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(self.pages)))
        names = " ".join(f"/{name} {4 + place} 0 R" for place, name in enumerate(_FONTS))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>",
            f"<< /Font << {names} >> /XObject << {forms} >> >>",
            *(_font(name, 4 + fonts + place, 4 + 2 * fonts) for place, name in enumerate(_FONTS)),
            *(_descendant(name, 5 + 2 * fonts) for name in _FONTS),
            _TO_UNICODE,
            _DESCRIPTOR,
        ]
        for form in self.forms:
            box = f"/Type /XObject /Subtype /Form /BBox [0 0 {form.width:g} {form.height:g}] /Resources 3 0 R"
            objects.append("\n".join((f"%{box}", *form.commands)))
        for page in self.pages:
            box = f"/MediaBox [0 0 {page.width:g} {page.height:g}]"
            rotate = f" /Rotate {page.rotate}" if page.rotate else ""
            objects.append(f"<< /Type /Page /Parent 2 0 R {box}{rotate} /Resources 3 0 R /Contents {len(objects) + 2} 0 R >>")
            objects.append("\n".join(page.commands))
        return _file(objects, password)


_HIGH = [*range(0x23), 0x25, 0xE0, 0xF0, 0xFB]  # of the characters that can be written
_TO_UNICODE = "\n".join(
    (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        f"{len(_HIGH)} beginbfrange",
        *(f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in _HIGH),
        "endbfrange endcmap CMapName currentdict /CMap defineresource pop end end",
    )
)
_DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /Times-Roman /Flags 32 /FontBBox [-168 -218 1000 898] /ItalicAngle 0"
    " /Ascent 891 /Descent -216 /CapHeight 662 /StemV 84 >>"
)


def _font(name: Font, descendant: int, to_unicode: int) -> str:
    """A font whose codes are the characters' own numbers."""
    mapping = f" /ToUnicode {to_unicode} 0 R" if name != "unmapped" else ""
    base = _base_name(name)
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R]{mapping} >>"
    )


def _descendant(name: Font, descriptor: int) -> str:
    """The widths of the characters up to the last Vietnamese letter, and of raised digits."""
    latin, letters, raised = (
        " ".join(str(_advance(chr(code))) for code in codes)
        for codes in (range(0x20, 0x370), range(0x1E00, 0x1F00), range(0x2010, 0x2090))
    )
    return (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{_base_name(name)} /FontDescriptor {descriptor} 0 R /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /W [32 [{latin}] 7680 [{letters}] 8208 [{raised}]] >>"
    )


def _base_name(name: Font) -> str:
    return "Times-Bold" if name == "bold" else "Times-Roman"


def _file(objects: list[str], password: str | None) -> bytes:
    """The objects, numbered from 1, with the table of where each begins; what is no dictionary is a stream, whose entries a comment at its head holds."""
    identity = bytes(range(16))
    key, trailer = _encryption(password, identity) if password is not None else (None, "")
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in enumerate([*objects, *([trailer] if trailer else [])], 1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % number
        if body.startswith("<<"):
            out += body.encode("latin-1")
        else:
            stream = zlib.compress(body.encode("latin-1"))
            if key is not None:
                own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[: len(key) + 5]
                stream = _rc4(own, stream)
            entries = body[1:].split("\n", 1)[0].encode() if body.startswith("%") else b""
            out += b"<< %b /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (entries, len(stream), stream)
        out += b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    encrypt = f"/Encrypt {len(starts)} 0 R /ID [<{identity.hex()}> <{identity.hex()}>]" if trailer else ""
    out += f"trailer\n<< /Size {len(starts) + 1} /Root 1 0 R {encrypt} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def _encryption(password: str, identity: bytes) -> tuple[bytes, str]:
    """The key of the oldest encryption (RC4, 40 bits) and its dictionary."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5((b"owner" + _PADDING)[:32]).digest()[:5], padded)
    rights = -44
    key = hashlib.md5(padded + owner + rights.to_bytes(4, "little", signed=True) + identity).digest()[:5]
    user = _rc4(key, _PADDING)
    return key, f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P {rights} >>"


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
