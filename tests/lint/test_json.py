"""The JSON contract of the design, §4.1, held to a schema; and positions and fingerprints that programs rely on."""

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest

import lint
from checks.registry import RULES
from grammar.report import normal
from lint.engine import Result, check_bytes
from lint.output import json as output

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "reports"
KON_RAY = EXAMPLES / "kon-ray-2021-2025.txt"
DOISOAT = shutil.which("doisoat", path=Path(sys.executable).parent) or "doisoat"
SMALL = (Path(__file__).parent / "data" / "report.txt").read_text(encoding="utf-8")

Json = dict[str, Any]
Form = Literal["NFC", "NFD"]


# --- the schema ------------------------------------------------------------------------------------------------------


def printed(found: Any, language: Any) -> str:
    """What `check --output-format json` prints."""
    return "\n".join(output.check(found, language))


def record(**properties: Json) -> Json:
    """An object that has each of these keys; more may be added to the contract, none taken away."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def every(items: Json) -> Json:
    return {"type": "array", "items": items}


def maybe(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(*values: str) -> Json:
    return {"enum": list(values)}


TEXT: Json = {"type": "string"}
WORDS: Json = {"type": "string", "minLength": 1}
COUNT: Json = {"type": "integer", "minimum": 0}
PLACE: Json = {"type": "integer", "minimum": 1}
DATE: Json = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
PATH: Json = {"type": "string", "pattern": r"^[^\\]+$"}
REGION = record(line=PLACE, column=PLACE, end_line=PLACE, end_column=PLACE)
LOCATION = record(
    line=maybe(PLACE),
    column=maybe(PLACE),
    end_line=maybe(PLACE),
    end_column=maybe(PLACE),
    page=maybe(PLACE),
    paragraph=maybe(PLACE),
    cell=maybe(TEXT),
    footnote=maybe(PLACE),
    part=one_of("body", "footnote"),
)
WHERE = {"path": PATH, "location": LOCATION, "regions": {**every(REGION), "minItems": 1}, "excerpt": WORDS}
COUNTS = record(
    citations=COUNT,
    documents=COUNT,
    relations=COUNT,
    holds=COUNT,
    truncated=COUNT,
    broken=COUNT,
    unclear=COUNT,
    unread=COUNT,
    footnotes=COUNT,
    tables=COUNT,
)
REPORT = {
    "path": PATH,
    "format": maybe(WORDS),
    "status": one_of("checked", "failed", "skipped"),
    "error": maybe(WORDS),
    "suppressed": COUNT,
    "known": COUNT,
}
FINDING = record(
    rule={"enum": [rule.code for rule in RULES]},
    name={"enum": [rule.name for rule in RULES]},
    severity=one_of("error", "warning", "note"),
    message=WORDS,
    span={**every(COUNT), "minItems": 2, "maxItems": 2},
    place=TEXT,
    context=WORDS,
    related=every(record(**WHERE, context=WORDS, message=WORDS)),
    data={"type": "object"},
    habit={"type": "boolean"},
    fingerprint={"type": "string", "pattern": "^[0-9a-f]{16,}$"},
    **WHERE,
)
CHECK = record(
    version={"const": 1},
    tool=record(name={"const": "doisoat"}, version={"const": lint.__version__}),
    reports=every(record(**REPORT, counts={"anyOf": [COUNTS, {"const": {}}]})),
    findings=every(FINDING),
    summary=record(reports=COUNT, failed=COUNT, skipped=COUNT, error=COUNT, warning=COUNT, note=COUNT),
)
CITATION = record(
    kind=one_of("numbered", "named"),
    number=maybe({"type": "string", "pattern": r"^\d+$"}),
    suffix=maybe({"type": "string", "pattern": "^[a-zđ]$"}),
    symbol=maybe({"type": "string", "pattern": r"^\S+$"}),
    year=maybe({"type": "integer"}),
    type=maybe(WORDS),
    date=maybe(DATE),
    date_binding=maybe(one_of("direct", "comma", "before", "shared", "cell")),
    issuer=maybe(WORDS),
    issuer_binding=maybe(one_of("after", "before", "head", "body", "profile", "cell")),
    subject=maybe(WORDS),
    nested={"type": "boolean"},
    year_group=maybe({"type": "integer"}),
    document=maybe({"type": ["integer", "string"]}),
    **WHERE,
)
ENUMERATION = record(
    divider=one_of("number", "semicolon", "comma", "bullet", "document", "sum"),
    least=COUNT,
    most=COUNT,
    open={"type": "boolean"},
    labels=every(WORDS),
    items={**every(record(**WHERE)), "minItems": 1},
    **WHERE,
)
FACTS = record(
    version={"const": 1},
    reports=every(
        record(
            **REPORT,
            counts={"anyOf": [COUNTS, {"const": {}}]},
            profile=maybe(
                record(
                    issuer=maybe(WORDS),
                    level=maybe(WORDS),
                    locality=maybe(WORDS),
                    date=maybe(DATE),
                    dated_by=maybe(DATE),
                    period=maybe(every({"type": "integer"})),
                    title=maybe(WORDS),
                )
            ),
        )
    ),
    citations=every(CITATION),
    documents=every(
        record(
            id={"type": ["integer", "string"]},
            citations=every(COUNT),
            evidence=WORDS,
            confidence=one_of("certain", "likely"),
            date=maybe(DATE),
            issuer=maybe(WORDS),
        )
    ),
    series=every(
        record(
            issuer=WORDS,
            symbol=WORDS,
            families={**every(WORDS), "minItems": 1},
            year=maybe({"type": "integer"}),
            normative={"type": "boolean"},
            party={"type": "boolean"},
            documents={**every(COUNT), "minItems": 2},
            path=PATH,
        )
    ),
    relations=every(
        record(
            kind=WORDS,
            status=one_of("holds", "truncated", "broken", "unclear"),
            stated=maybe(TEXT),
            computed=maybe(TEXT),
            unit=maybe(TEXT),
            reading=maybe(TEXT),
            operands=every(record(role=WORDS, value=TEXT, unit=maybe(TEXT), **WHERE)),
            list=maybe(ENUMERATION),
            note=maybe(PLACE),
            **WHERE,
        )
    ),
    enumerations=every(ENUMERATION),
    footnotes=every(record(number=PLACE, mark=maybe(record(**WHERE)), note=record(**WHERE))),
    unread=every(record(reason=WORDS, **WHERE)),
)


def results(text: str = SMALL, path: str = "report.txt") -> list[Result]:
    return [check_bytes(text.encode(), path, RULES, keep_facts=True)]


def checked(text: str = SMALL, path: str = "report.txt", language: str = "vi") -> Json:
    answer: Json = json.loads(printed(results(text, path), "en" if language == "en" else "vi"))
    return answer


@pytest.fixture(scope="module")
def examples() -> list[Result]:
    return [
        check_bytes(path.read_bytes(), f"examples/{path.name}", RULES, keep_facts=True) for path in sorted(EXAMPLES.glob("*.txt"))
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_check_keeps_the_contract(examples: list[Result], language: Any):
    answer = json.loads(printed(examples, language))
    jsonschema.validate(answer, CHECK)
    assert len(answer["findings"]) > 10


@pytest.mark.parametrize("language", ["vi", "en"])
def test_facts_keep_the_contract(examples: list[Result], language: Any):
    answer = json.loads(output.facts(examples, language))
    jsonschema.validate(answer, FACTS)
    assert len(answer["citations"]) > 200
    assert len(answer["footnotes"]) > 50
    assert len(answer["enumerations"]) > 20
    counted = [relation for relation in answer["relations"] if relation["kind"] == "footnote-count"]
    assert {relation["note"] is None for relation in counted} == {False}
    assert all(len(relation["list"]["items"]) >= 1 for relation in counted)


@pytest.mark.parametrize("data", [b"", b"\xff", b"ab\0"])
def test_a_failed_report_keeps_the_contract(data: bytes):
    failed = [check_bytes(data, "a.txt", RULES, keep_facts=True)]
    answer = json.loads(printed(failed, "vi"))
    jsonschema.validate(answer, CHECK)
    assert answer["reports"][0]["status"] == "failed"
    assert answer["summary"] == {"reports": 0, "failed": 1, "skipped": 0, "error": 0, "warning": 0, "note": 0}
    answer = json.loads(output.facts(failed, "vi"))
    jsonschema.validate(answer, FACTS)
    assert answer["reports"][0]["profile"] is None


@pytest.mark.parametrize("command", ["check", "facts"])
def test_the_process_prints_the_contract(command: str):
    done = subprocess.run(
        [DOISOAT, command, KON_RAY.name, "--output-format", "json"],
        cwd=EXAMPLES,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    answer = json.loads(done.stdout.decode("utf-8"))
    jsonschema.validate(answer, CHECK if command == "check" else FACTS)
    assert [report["path"] for report in answer["reports"]] == [KON_RAY.name]


def test_the_summary_counts_the_findings(examples: list[Result]):
    answer = json.loads(printed(examples, "vi"))
    severities = [finding["severity"] for finding in answer["findings"]]
    assert answer["summary"] == {
        "reports": 2,
        "failed": 0,
        "skipped": 0,
        **{severity: severities.count(severity) for severity in ("error", "warning", "note")},
    }


def test_the_counts_are_those_of_the_facts(examples: list[Result]):
    answer = json.loads(output.facts(examples, "vi"))
    for kind in ("citations", "documents", "footnotes", "unread", "relations"):
        assert sum(report["counts"][kind] for report in answer["reports"]) == len(answer[kind])


def test_findings_come_by_report_and_line(examples: list[Result]):
    answer = json.loads(printed(examples, "vi"))
    order = [(f["path"], f["location"]["line"], f["location"]["column"], f["location"]["end_line"]) for f in answer["findings"]]
    assert order == sorted(order)


def test_the_location_is_the_first_region(examples: list[Result]):
    for place in places(json.loads(printed(examples, "vi"))):
        assert place["location"].items() >= place["regions"][0].items()
        for region in place["regions"]:
            assert (region["line"], region["column"]) < (region["end_line"], region["end_column"])


def test_citations_are_written_as_the_contract_says():
    text = (
        "BÁO CÁO\nThực hiện Kế hoạch số 15 /KH- UBND ngày 05/3/2022, Kết luận số 127-KL/TW ngày 28/02/2025, "
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 và Quyết định số 12a/QĐ-UBND ngày 31/02/2022.\n"
    )
    answer = json.loads(output.facts(results(text), "vi"))
    assert [[c[key] for key in ("number", "suffix", "symbol", "year", "date")] for c in answer["citations"]] == [
        ["15", None, "KH-UBND", None, "2022-03-05"],
        ["127", None, "KL/TW", None, "2025-02-28"],
        ["30", None, "NĐ-CP", 2020, "2020-03-05"],
        ["12", "a", "QĐ-UBND", None, None],
    ]


def test_data_is_without_language():
    vi, en = checked(language="vi")["findings"], checked(language="en")["findings"]
    assert [finding["data"] for finding in vi] == [finding["data"] for finding in en]
    assert [finding["message"] for finding in vi] != [finding["message"] for finding in en]
    (conflict,) = (finding for finding in vi if finding["name"] == "date-conflict")
    assert conflict["data"]["dates"] == ["2022-01-05", "2022-01-15"]


# --- positions -------------------------------------------------------------------------------------------------------


def places(answer: Json) -> Iterator[Json]:
    for finding in answer["findings"]:
        yield finding
        yield from finding["related"]


def words_at(lines: list[str], regions: list[Json]) -> str:
    """The words of regions, read from the raw lines as any program would, blanks aside."""
    words = ""
    for region in regions:
        for number in range(region["line"], region["end_line"] + 1):
            line = lines[number - 1]
            last = region["end_column"] - 1 if number == region["end_line"] else len(line)
            assert 0 <= last <= len(line)
            words += line[region["column"] - 1 if number == region["line"] else 0 : last]
    return re.sub(r"\s", "", normal(words))


def test_columns_point_at_the_raw_characters_of_a_decomposed_report(examples: list[Result]):
    raw = KON_RAY.read_bytes().decode("utf-8")
    # The report as it came: decomposed, so that columns of the composed text would be others.
    assert unicodedata.normalize("NFC", raw) != raw
    lines = re.split(r"\r\n|\n|\r", raw)
    one = [result for result in examples if KON_RAY.name in result.path]
    found = [
        *places(json.loads(printed(one, "vi"))),
        *json.loads(output.facts(one, "vi"))["citations"],
        *json.loads(output.facts(one, "vi"))["unread"],
    ]
    assert len(found) > 200
    for place in found:
        assert words_at(lines, place["regions"]) == re.sub(r"\s", "", place["excerpt"])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("lead", ["", "\ufeff"])
def test_columns_count_code_points_of_the_file_as_decoded(form: Form, end: str, lead: str):
    text = unicodedata.normalize(form, "BÁO CÁO\n\tCác xã đã\xa0thực hiện  thực hiện kế hoạch.\n").replace("\n", end)
    (finding,) = checked(lead + text)["findings"]
    line = text.split(end)[1]
    first, last = (line.index(unicodedata.normalize(form, words)) for words in ("thực hiện ", " kế hoạch"))
    assert finding["regions"] == [{"line": 2, "column": first + 1, "end_line": 2, "end_column": last + 1}]


def test_a_finding_over_two_lines_is_one_region():
    finding = next(f for f in checked()["findings"] if "nghiêm túc" in f["message"])
    assert [list(region.values()) for region in finding["regions"]] == [[13, 49, 14, 11]]
    assert finding["excerpt"] == "thực hiện nghiêm túc thực hiện nghiêm túc"
    assert finding["excerpt"] in finding["context"]


# --- fingerprints ----------------------------------------------------------------------------------------------------


def fingerprints(answer: Json) -> list[str]:
    return [finding["fingerprint"] for finding in answer["findings"]]


def test_fingerprints_outlive_lines_inserted_above():
    start = SMALL.index("Thực hiện Kế hoạch")
    above = "Trong năm, huyện đã hoàn thành các chỉ tiêu được giao.\n\n"
    moved = checked(SMALL[:start] + above + SMALL[start:])
    assert [f["location"]["line"] for f in moved["findings"]] == [f["location"]["line"] + 2 for f in checked()["findings"]]
    assert fingerprints(moved) == fingerprints(checked())
    assert fingerprints(checked("\n\n\n" + SMALL)) == fingerprints(checked())


def test_fingerprints_outlive_another_name_language_and_line_end():
    usual = fingerprints(checked())
    assert fingerprints(checked(path="reports/khác.txt")) == usual
    assert fingerprints(checked(language="en")) == usual
    assert fingerprints(checked(SMALL.replace("\n", "\r\n"))) == usual
    assert fingerprints(checked(unicodedata.normalize("NFD", SMALL))) == usual


def test_fingerprints_outlive_the_repair_of_another_finding():
    repaired = checked(SMALL.replace("31/02/2022", "28/02/2022"))
    usual = {f["fingerprint"]: f["name"] for f in checked()["findings"]}
    assert {name for mark, name in usual.items() if mark not in fingerprints(repaired)} == {"invalid-date"}


def test_two_findings_have_two_fingerprints(examples: list[Result]):
    assert len(set(fingerprints(checked()))) == 4
    for result in examples:
        marks = [finding.fingerprint for finding in result.findings]
        assert len(set(marks)) == len(marks)


def test_equal_findings_are_told_apart_by_their_order():
    text = "BÁO CÁO\n" + "\n\n".join(["Các xã đã thực hiện thực hiện kế hoạch."] * 3)
    assert len(set(fingerprints(checked(text)))) == 3


def test_a_report_is_the_same_at_every_run():
    assert printed(results(), "vi") == printed(results(), "vi")
    assert output.facts(results(), "vi") == output.facts(results(), "vi")


def test_places_of_citations_and_documents_run_through_all_reports():
    text = "UBND huyện đã ban hành Kế hoạch số {}/KH-UBND ngày 10/01/2023; Kế hoạch số {}/KH-UBND ngày 14/02/2023.\n"
    both = results(text.format(11, 12), "a.txt") + results(text.format(21, 22), "b.txt")
    answer = json.loads(output.facts(both, "en"))
    for path, numbers in (("a.txt", ["11", "12"]), ("b.txt", ["21", "22"])):
        (series,) = (series for series in answer["series"] if series["path"] == path)
        documents = [answer["documents"][place] for place in series["documents"]]
        assert [answer["citations"][document["citations"][0]]["number"] for document in documents] == numbers
        assert {document["path"] for document in documents} == {path}


def test_a_habits_fingerprint_does_not_change_with_one_more_place():
    common = "".join(f"Kế hoạch số {number}/KH-UBND ngày 05/3/2022.\n" for number in range(10, 20))
    one, two = ("Kế hoạch 30/KH-UBND ngày 05/3/2022.\n", "Kế hoạch 31/KH-UBND ngày 05/3/2022.\n")
    prints = [
        [finding["fingerprint"] for finding in checked(text)["findings"] if finding["name"] == "citation-form"]
        for text in (common + one, common + one + two)
    ]
    assert prints[0] == prints[1] != []


def test_the_output_does_not_depend_on_the_order_of_sets(tmp_path: Path):
    report = EXAMPLES / "kon-ray-2021-2025.txt"
    said = set()
    for seed in ("1", "2", "3"):
        command = [
            sys.executable,
            "-c",
            "from lint.cli import main; main()",
            "check",
            str(report),
            "--output-format",
            "json",
            "--exit-zero",
        ]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        said.add(subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=True).stdout)
    assert len(said) == 1
