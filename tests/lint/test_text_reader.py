"""Plain text as offices send it, and what only looks like it."""

import codecs
import unicodedata
from typing import Literal

import pytest

from checks.registry import RULES
from lint.engine import check_bytes
from lint.failure import Empty, Failure
from lint.readers import limits, source_of
from lint.readers.text import decode, lines_of

Form = Literal["NFC", "NFD"]

TEXT = "BÁO CÁO\nThực hiện Quyết định số 12/QĐ-UBND ngày 28/02/2022 của Ủy ban nhân dân huyện về kế hoạch."
# The same words in the two legacy fonts, as their bytes look when they are taken for Latin letters.
TCVN3 = "Thùc hiÖn QuyÕt ®Þnh sè 12/Q§-UBND ngµy 28/02/2022 cña Uû ban nh©n d©n huyÖn vÒ kÕ ho¹ch c¶i c¸ch hµnh chÝnh."
VNI = "Thöïc hieän Quyeát ñònh soá 12/QÑ-UBND ngaøy 28/02/2022 cuûa UÛy ban nhaân daân huyeän veà keá hoaïch caûi caùch haønh chính."
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"


def refusal(data: bytes) -> tuple[str, str]:
    """Why the bytes are refused, in both languages."""
    with pytest.raises(Failure) as caught:
        source_of(data, "a.txt")
    return caught.value.text


# --- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"],
)
def test_unicode_with_and_without_byte_order_mark(data: bytes):
    assert decode(data) == TEXT


def test_the_byte_order_mark_is_no_column():
    found = check_bytes(codecs.BOM_UTF8 + "31/2/2022 và và".encode(), "a.txt", RULES).findings
    (region,) = found[0].location.regions
    assert (region.line, region.column) == (1, 11)


def test_decomposed_letters_are_kept_as_they_are():
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert decode(decomposed.encode()) == decomposed


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"a\nb\nc", ["a", "b", "c"]),
        (b"a\r\nb\r\nc", ["a", "b", "c"]),
        (b"a\rb\rc", ["a", "b", "c"]),
        (b"a\r\nb\rc\nd\n\re", ["a", "b", "c", "d", "", "e"]),
        (b"a\r\r\nb", ["a", "", "b"]),
        (b"a\n", ["a", ""]),
        (b"a\x0cb\x0bc\n\x0cd", ["a\x0cb\x0bc", "\x0cd"]),
        ("a\u2028b\u2029c\x85d\x1ce".encode(), ["a\u2028b\u2029c\x85d\x1ce"]),
        ("a\nb\r\nc".encode("utf-16"), ["a", "b", "c"]),
    ],
)
def test_only_three_line_ends_end_a_line(data: bytes, lines: list[str]):
    assert [line.text for line in lines_of(data)] == lines
    assert [line.number for line in lines_of(data)] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_findings_are_the_same_in_every_encoding(end: str, encoding: str, form: Form):
    text = TEXT.replace("28/02", "31/02") + "\nCác xã đã thực hiện\nthực hiện nhiệm vụ.\n"
    plain = check_bytes(text.encode(), "a.txt", RULES)
    other = check_bytes(unicodedata.normalize(form, text).replace("\n", end).encode(encoding), "a.txt", RULES)
    assert [finding.rule.name for finding in plain.findings] == ["invalid-date", "repeated-word"]
    assert [finding.fingerprint for finding in other.findings] == [finding.fingerprint for finding in plain.findings]
    assert [f.location.regions[0].line for f in other.findings] == [f.location.regions[0].line for f in plain.findings]


@pytest.mark.parametrize(
    "text",
    [
        "The quick brown fox jumps over the lazy dog, and then it runs away from it; nobody saw it.",
        "Le rapport été présenté à la commission générale; où il a été décidé de créer l'unité française, déjà prévue.",
        "Bao cao ket qua cai cach hanh chinh: thuc hien Quyet dinh so 12/QD-UBND ngay 28/02/2022 cua UBND huyen.",
        "Học tập và làm theo tư tưởng, đạo đức, phong cách; ñ, ö và ß là chữ nước ngoài: Doña Müller, Straße, Köln.",
    ],
    ids=["english", "french", "without-accents", "foreign-names"],
)
def test_other_text_is_not_taken_for_a_legacy_font(text: str):
    assert [line.text for line in source_of(text.encode(), "a.txt").lines] == text.split("\n")


# --- what is refused, and with which remedy --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("legacy", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI"), (TCVN3.upper(), "TCVN3")], ids=["tcvn3", "vni", "tcvn3-upper"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_legacy_font_saved_as_unicode_is_named(legacy: str, name: str, encoding: str):
    vi, en = refusal(legacy.encode(encoding))
    assert name in vi
    assert name in en
    assert "UniKey" in vi
    assert "UniKey" in en


@pytest.mark.parametrize("legacy", [TCVN3, VNI], ids=["tcvn3", "vni"])
def test_a_legacy_font_is_found_in_a_report_with_a_few_unicode_letters(legacy: str):
    assert "UniKey" in refusal((legacy * 20 + " Đ, đ, ơ").encode())[1]


@pytest.mark.parametrize(
    "data",
    [TCVN3.encode("cp1252"), VNI.encode("cp1252"), "Thực hiện Quyết định".encode("cp1258", "replace")],
    ids=["tcvn3", "vni", "windows-1258"],
)
def test_a_legacy_code_page_is_refused_with_the_remedy(data: bytes):
    vi, en = refusal(data)
    assert "TCVN3, VNI hoặc Windows-1258" in vi
    assert "hãy chuyển" in vi
    assert "convert it to Unicode UTF-8" in en


def test_broken_utf_8_is_refused():
    assert "UTF-8" in refusal(TEXT.encode().replace("ự".encode(), "ự".encode()[:2]))[1]
    assert "UTF-8" in refusal(b"abc \xed\xa0\x80 def")[1]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x7fELF\x02\x01\x01\0",
        b"\x1f\x8b\x08\0\0\0\0\0",
        b"abc\0def",
        TEXT.encode("utf-16-le"),
        b"\xff\xfea\0\0\0b\0",
    ],
    ids=["png", "elf", "gzip", "nul", "utf-16-without-mark", "nul-in-utf-16"],
)
def test_binary_is_refused(data: bytes):
    assert "binary" in refusal(data)[1]
    assert "nhị phân" in refusal(data)[0]


@pytest.mark.parametrize("cut", [b"a", b"\x00\xd8a\x00"], ids=["half-a-character", "lone-surrogate"])
def test_broken_utf_16_is_refused(cut: bytes):
    assert refusal(TEXT.encode("utf-16") + cut)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_a_git_lfs_pointer_is_refused_with_the_remedy(end: bytes):
    vi, en = refusal(LFS.replace(b"\n", end))
    assert "git lfs pull" in vi
    assert "git lfs pull" in en


@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t\r\n\x0c \xc2\xa0", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\n \n".encode("utf-16")],
    ids=["empty", "blanks", "utf-8-mark", "utf-16-mark", "utf-16-blanks"],
)
def test_a_file_without_text_is_empty(data: bytes):
    with pytest.raises(Empty):
        source_of(data, "a.txt")


def test_what_is_too_large_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "LARGEST_TEXT", 1024 * 1024)
    assert decode(b"a" * (1024 * 1024))
    vi, en = refusal(b"\xff" * (1024 * 1024 + 1))
    assert "1 MB" in vi
    assert "1 MB" in en


# --- what a run makes of it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [True, False], ids=["named", "in-a-folder"])
@pytest.mark.parametrize("data", [TCVN3.encode(), VNI.encode("cp1252"), LFS, b"abc\0"], ids=["tcvn3", "vni", "lfs", "nul"])
def test_a_refused_file_is_never_clean(data: bytes, named: bool):
    result = check_bytes(data, "a.txt", RULES, named=named)
    assert result.status == "failed"
    assert result.error
    assert result.findings == []


def test_an_empty_file_fails_if_named_and_is_passed_over_in_a_folder():
    assert check_bytes(b"\n", "a.txt", RULES, named=True).status == "failed"
    assert check_bytes(b"\n", "a.txt", RULES, named=False).status == "skipped"
