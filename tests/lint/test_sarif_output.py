"""SARIF, held to the schema of the standard and to what GitHub takes."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lint
from checks.registry import RULES
from checks.rule import Text
from lint.engine import Result, check_bytes
from lint.located import RelatedPlace
from lint.output import sarif
from tests.lint.annotated import DATA, HOSTILE, NAME, golden, results, with_message
from tests.lint.make_pdf import Pdf

KON_RAY = Path(__file__).resolve().parents[2] / "examples" / "reports" / "kon-ray-2021-2025.txt"
VALIDATOR = jsonschema.Draft7Validator(json.loads((DATA / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))


def run_of(given_results: Any, language: Any = "vi") -> dict[str, Any]:
    """The one run, after the whole was held to the schema."""
    log = json.loads("\n".join(sarif.render(given_results, language)))
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    return dict(run)


@pytest.fixture(scope="module")
def kon_ray() -> list[Result]:
    return [check_bytes(KON_RAY.read_bytes(), "kon-ray.txt", RULES)]


# --- as read ---------------------------------------------------------------------------------------------------------


def test_sarif_is_as_read():
    """All but the rules, whose words are the rules' own."""
    lines = [line for line in sarif.render(results(), "vi") if not line.startswith('{"id"')]
    assert "\n".join(lines) + "\n" == golden("sarif.json").replace("VERSION", lint.__version__)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("given_results", [[], results(), results()[3:]], ids=["none", "all", "failed"])
def test_sarif_keeps_the_schema(given_results: list[Result], language: Any):
    assert run_of(given_results, language)["language"] == language


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_real_report_keeps_the_schema(kon_ray: list[Result], language: Any):
    run = run_of(kon_ray, language)
    assert len(run["results"]) == len(kon_ray[0].findings) > 10
    assert run["invocations"][0]["executionSuccessful"]


def test_the_schema_is_strict():
    log = json.loads("\n".join(sarif.render(results(), "vi")))
    log["runs"][0]["results"][0]["colour"] = "red"
    assert not VALIDATOR.is_valid(log)


# --- rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_is_described_as_github_takes_it(language: Any):
    finding = results()[0].findings[0]
    every = [Result("a.txt", "checked", findings=[replace(finding, rule=rule) for rule in RULES])]
    rules = run_of(every, language)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule.code for rule in RULES)
    for described, rule in zip(rules, sorted(RULES, key=lambda rule: rule.code), strict=True):
        assert re.fullmatch("([A-Z][a-z]*)+", described["name"])
        assert described["name"].casefold() == rule.name.replace("-", "")
        assert 0 < len(described["shortDescription"]["text"]) <= 1024
        assert 0 < len(described["fullDescription"]["text"]) <= 1024
        assert rule.fires[0].text in described["help"]["markdown"]
        assert described["help"]["markdown"].count("```") % 2 == 0
        assert described["defaultConfiguration"]["level"] == rule.severity
        assert described["properties"]["tags"] == [rule.code[:3]]


def test_results_point_at_their_rules(kon_ray: list[Result]):
    run = run_of(kon_ray)
    rules = run["tool"]["driver"]["rules"]
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in rules}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


# --- places ----------------------------------------------------------------------------------------------------------


def test_a_path_is_a_reference_that_comes_back():
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run_of(results())["results"]}
    assert {unquote(uri) for uri in uris} == {NAME, "phụ lục/báo cáo.docx"}
    for uri in uris:
        assert re.fullmatch("([A-Za-z0-9/._~-]|%[0-9A-F]{2})+", uri)
        assert urlsplit(uri)._replace(path="") == ("", "", "", "", "")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(lambda path: path[0] not in "/\\"))
def test_any_path_comes_back(path: str):
    assert unquote(sarif.uri(path)) == path


@pytest.mark.skipif(not Path("/").is_absolute(), reason="paths of another system")
def test_an_absolute_path_is_a_file():
    assert sarif.uri("/báo cáo/a.txt") == "file:///b%C3%A1o%20c%C3%A1o/a.txt"


def test_lines_and_columns_are_those_of_the_findings(kon_ray: list[Result]):
    shown = {result["partialFingerprints"]["doisoatFingerprint/v1"]: result for result in run_of(kon_ray)["results"]}
    assert any(len(finding.location.regions) > 1 for finding in kon_ray[0].findings)
    for finding in kon_ray[0].findings:
        (location,) = shown[finding.fingerprint]["locations"]
        parts = [location["physicalLocation"]["region"], *location.get("annotations", ())]
        places = [(p["startLine"], p["startColumn"], p["endLine"], p["endColumn"]) for p in parts]
        assert places == list(map(tuple, finding.location.regions))


def test_a_file_without_lines_has_no_region():
    made = Pdf()
    page = made.page()
    page.text(72, 100, "BÁO CÁO", 13)
    page.text(72, 130, "Các xã đã thực hiện thực hiện kế hoạch cải cách hành chính.", 13)
    found = run_of([results()[1], check_bytes(made.bytes(), "a.pdf", RULES)], "en")["results"]
    names = set()
    for result in found:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            assert "region" not in location["physicalLocation"]
            (logical,) = location["logicalLocations"]
            names.add(logical["fullyQualifiedName"])
            assert logical["fullyQualifiedName"].endswith(logical["name"])
        assert result["message"]["text"].startswith(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"])
    assert names == {"I › paragraph 4", "I › footnote 1", "page 1, line 2"}


def test_links_of_messages_lead_to_the_related_places():
    for result in run_of(results(), "en")["results"]:
        related = {str(place["id"]): place for place in result.get("relatedLocations", ())}
        links = re.findall(r"\[[^]]+\]\((\d+)\): (.+)", result["message"]["text"])
        assert [number for number, _ in links] == list(related)
        assert [words for _, words in links] == [place["message"]["text"] for place in related.values()]


def test_words_of_a_report_are_neither_links_nor_placeholders():
    (message,) = (result["message"]["text"] for result in run_of(results())["results"] if result["level"] == "note")
    assert not re.search(r"\]\(", message)
    assert message.replace("{{", "{").replace("}}", "}").replace("] (", "](") == HOSTILE
    first = results()[0]
    finding = next(f for f in first.findings if f.related)
    place = finding.related[0]
    other = RelatedPlace(place.location._replace(path="a](1) [b\\{0}.txt"), Text("[x](2)", "[x](2)"))
    run = run_of([replace(first, findings=[replace(finding, related=(other,))])], "en")
    assert run["results"][0]["message"]["text"].split("\n")[1] == r"[a\](1) \[b\\{{0}}.txt, line 9](1): [x] (2)"


# --- fingerprints and caps -------------------------------------------------------------------------------------------


def test_github_finds_a_fingerprint_of_its_own(kon_ray: list[Result]):
    prints = [result["partialFingerprints"] for result in run_of(kon_ray)["results"]]
    assert {len(set(each.values())) for each in prints} == {1}
    assert len({each["primaryLocationLineHash"] for each in prints}) == len(prints)


def test_a_result_has_no_more_places_than_github_takes():
    first = results()[0]
    finding = next(f for f in first.findings if f.related)
    many = replace(finding, related=finding.related * 2000)
    (result,) = run_of([replace(first, findings=[many])], "en")["results"]
    assert len(result["locations"]) + len(result["relatedLocations"]) == 1000
    assert result["message"]["text"].endswith("… and 1990 more")


def test_a_run_has_no_more_results_than_github_takes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sarif, "MOST_RESULTS", 4)
    run = run_of(results(), "en")
    assert [result["level"] for result in run["results"]] == ["error"] * 3 + ["warning"]
    assert run["invocations"][0]["toolExecutionNotifications"][0] == {
        "level": "warning",
        "message": {"text": "only the 4 most severe findings are given"},
    }


def test_github_refuses_more():
    assert (sarif.MOST_RESULTS, sarif.MOST_LOCATIONS) == (25_000, 1_000)


# --- the run ---------------------------------------------------------------------------------------------------------


def test_what_failed_was_passed_over_or_cut_is_told():
    cut = replace(results()[2], cut={"CIT101": Text("một", "one")}, remarks={"hidden": 2})
    run = run_of([cut, *results()[3:]], "en")
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    told = [
        (note["level"], unquote(note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]))
        for note in invocation["toolExecutionNotifications"]
    ]
    assert told == [("warning", "sạch.txt"), ("note", "sạch.txt"), ("error", "hỏng, <1>.txt"), ("note", "ghi chú.txt")]


def test_hostile_words_stay_words():
    for severity in ("error", "warning", "note"):
        finding = replace(with_message(results()[0].findings[0], '"]}, {"a": 1'), severity=severity)
        (result,) = run_of([Result("a.txt", "checked", findings=[finding])])["results"]
        assert result["message"]["text"] == '"]}}, {{"a": 1'
