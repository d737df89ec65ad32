"""The data files: every example is read as what it stands beside; names fold as they should."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from grammar import vocabulary as package
from grammar.agencies import agency_at, bodies, may_issue
from grammar.vocabulary import abbreviations, fold, vocabulary
from tests.helpers import facts_of_text

FOLDER = Path(package.__file__).parent
TYPES = tomllib.loads((FOLDER / "types.toml").read_text(encoding="utf-8"))["type"]
ISSUERS = tomllib.loads((FOLDER / "issuers.toml").read_text(encoding="utf-8"))["issuer"]


@pytest.mark.parametrize("entry", [entry for entry in TYPES if "example" in entry], ids=lambda entry: entry["name"])
def test_the_example_of_a_type_is_read_as_that_type(entry: dict[str, str]):
    citations = facts_of_text(entry["example"]).citations
    assert citations
    assert citations[0].type == entry["name"]


@pytest.mark.parametrize("entry", [entry for entry in ISSUERS if "example" in entry], ids=lambda entry: entry["id"])
def test_the_example_of_an_issuer_is_read_as_its_own(entry: dict[str, str]):
    citation = facts_of_text(entry["example"]).citations[0]
    assert entry["id"] in {body.id for body in bodies(citation.issuer_symbol or "")} or entry.get("prefix")
    if citation.issuer and citation.issuer_span:
        assert may_issue(citation.issuer, citation.issuer_symbol or "") is not False


def test_ids_are_unique_and_named_bodies_exist():
    ids = [entry["id"] for entry in ISSUERS]
    assert len(ids) == len(set(ids))
    for entry in ISSUERS:
        assert set(entry.get("accepts", [])) | set(entry.get("successor", [])) <= set(ids)


@pytest.mark.parametrize("body", vocabulary().issuers.values(), ids=lambda body: body.id)
def test_every_phrase_is_recognised_as_its_body(body: package.Issuer):
    for phrase in body.phrases:
        found = agency_at(phrase, 0)
        assert found is not None, phrase
        agency, end = found
        assert end == len(phrase), phrase
        owners = {other.id for other in vocabulary().issuers.values() if phrase in other.phrases}
        assert agency.body in owners, phrase


@pytest.mark.parametrize(
    ("one", "two"),
    [("Ủy ban", "Uỷ ban"), ("hoá", "hóa"), ("KẾ HOẠCH", "kế  hoạch"), ("thuỷ lợi", "thủy lợi"), ("Hoà Bình", "Hòa Bình")],
)
def test_names_that_fold_alike(one: str, two: str):
    assert fold(one) == fold(two)


@pytest.mark.parametrize(("one", "two"), [("quý", "quy"), ("hoàn", "hòan"), ("toán", "tóan"), ("tỉnh", "tinh")])
def test_names_that_do_not(one: str, two: str):
    assert fold(one) != fold(two)


def test_abbreviations_are_written_out_without_abbreviations():
    assert all(short != words and words for short, words in abbreviations().items())


@pytest.mark.parametrize(
    ("text", "body", "level", "locality"),
    [
        ("UBND tỉnh Lâm Đồng về việc", "ubnd", "province", "lâm đồng"),
        ("Ủy ban nhân dân thành phố Đà Nẵng ban hành", "ubnd", "province", "đà nẵng"),
        ("UBND thành phố Đà Lạt;", "ubnd", "district", "đà lạt"),
        ("HĐND huyện Ia H'Drai khóa XV", "hdnd", "district", "ia h'drai"),
        ("Chủ tịch UBND xã Đăk Tờ Re", "chu-tich-ubnd", "commune", "đăk tờ re"),
        ("Bộ trưởng Bộ Nội vụ công nhận", "bo-noi-vu", "central", None),
        ("Sở Văn hóa, Thể thao và Du lịch tỉnh Quảng Ninh", "so-van-hoa-the-thao-va-du-lich", "province", "quảng ninh"),
        ("Ban Thường vụ Tỉnh ủy", "tinh-uy", "province", None),
        ("Thanh tra Sở Nội vụ", "thanh-tra", "province", None),
        ("UBND huyện Ban hành Quy định", "ubnd", "district", None),
        ("Bộ Chính trị, Ban Bí thư", "trung-uong", "central", None),
    ],
)
def test_agencies(text: str, body: str, level: str, locality: str | None):
    found = agency_at(text, 0)
    assert found is not None
    agency = found[0]
    assert (agency.body, agency.level, agency.locality) == (body, level, locality)


@pytest.mark.parametrize("text", ["UBND các huyện, thị xã", "UBND cấp huyện", "các cơ quan", "đơn vị sự nghiệp"])
def test_many_agencies_are_no_single_author(text: str):
    found = agency_at(text, 0)
    assert found is None or found[0].several


@pytest.mark.parametrize("damage", [b"", b"\x80\x04broken", b"cos\nsystem_that_is_not\n.", None])
def test_words_kept_beside_the_byte_code_may_be_stale_or_damaged(tmp_path: Path, damage: bytes | None):
    """A copy of the package, read twice: with what was kept, and with what was kept broken."""
    copy = tmp_path / "grammar"
    shutil.copytree(Path(package.__file__).parents[1], copy, ignore=shutil.ignore_patterns("__pycache__"))
    say = "from grammar.vocabulary import words; print(len(words('issues')))"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
        "PYTHONPATH": str(tmp_path)
    }

    def count() -> int:
        done = subprocess.run([sys.executable, "-c", say], env=environment, cwd=tmp_path, capture_output=True, check=True)
        return int(done.stdout)

    before = count()
    (kept,) = (copy / "vocabulary" / "__pycache__").glob("*.cues.toml.pickle")
    if damage is not None:
        kept.write_bytes(damage)
        assert count() == before
    cues = copy / "vocabulary" / "cues.toml"
    cues.write_text(cues.read_text(encoding="utf-8").replace('"ban hành", "ký",', '"ban hành",', 1), encoding="utf-8")
    assert count() == before - 1
